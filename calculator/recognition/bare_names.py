"""A line at the top of a document that is a name and says no more: HOSHI MAGNET, without what kind of company it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calculator.model.elements import element_names
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.company_names import is_laboratory
from calculator.recognition.materials import family_of
from calculator.recognition.plain_text import folded_text
from calculator.recognition.vocabulary import (
    coating_words,
    deciding_words,
    family_words,
    rare_earth_words,
    shape_words,
)
from calculator.reference.letterheads import letterhead_words

_LONGEST: Final = 40
_MOST_WORDS: Final = 4
_MOST_SMALL_WORDS: Final = 2
"""In small letters more than so many are a sentence."""
_LEAST_LETTERS: Final = 3
"""Of a word that is a name alone; JL MAG may have one of two."""
_LONGEST_UNSPACED: Final = 12
_UNSPACED: Final = late_pattern(r"[\u2e80-\u9fff\uac00-\ud7ff]")
_NO_NAME: Final = late_pattern(r"[\d:：%@=?!_#*\[\]<>;|]")
_WORD: Final = late_pattern(r"[^\W\d_]+")
_SMALL: Final = frozenset({"of", "and", "de", "di", "du", "van", "von", "der", "et", "y", "e"})


def bare_name(text: str) -> str:
    """The name that a line is, of one to four words or without spaces; empty where it says what a title, a material or a part is called.

    >>> [bare_name(text) for text in ("HOSHI MAGNET", "Stern Magnete", "HOSHI", "Material Declaration", "NdFeB Ring Magnet", "N42SH", "Valid for all parts", "Notes")]
    ['HOSHI MAGNET', 'Stern Magnete', 'HOSHI', '', '', '', '', '']
    >>> [bare_name(text) for text in ("Severn", "severn magnets", "certificate", "see the notes below")]
    ['Severn', 'severn magnets', '', '']
    >>> [bare_name(text) for text in ("宁波星磁", "星マグネット", "成分表", "钕铁硼磁铁", "化学物質調査")]
    ['宁波星磁', '星マグネット', '', '', '']
    """
    text = " ".join(text.split())
    if not 0 < len(text) <= _LONGEST or _NO_NAME.search(text):
        return ""
    if is_unspaced(text):
        return _unspaced_name(text)
    words = _WORD.findall(text)
    if not 0 < len(words) <= _MOST_WORDS or not (
        all(word[0].isupper() or word in _SMALL for word in words)
        or (text.islower() and len(words) <= _MOST_SMALL_WORDS)
    ):
        return ""
    if is_laboratory(text) or any(map(_is_of_title, words)):
        return ""
    # A word alone that is no acronym is longer than many that no list of titles has.
    least = _LEAST_LETTERS - (len(words) > 1) + (not text.isupper())
    return text if any(len(word) >= least and _tells(word) for word in _unknown(text)) else ""


def is_unspaced(text: str) -> bool:
    """True for a line in a script whose words have no spaces between them."""
    return bool(_UNSPACED.search(text))


def _unspaced_name(text: str) -> str:
    words = letterhead_words()
    if len(text) > _LONGEST_UNSPACED or any(word in text for word in words.titles_unspaced):
        return ""
    plain = text
    for neutral in words.neutral_unspaced:
        plain = plain.replace(neutral, " ")
    plain = _without_known(plain)
    return text if _UNSPACED.search(plain) and not is_laboratory(text) else ""


def _without_known(text: str) -> str:
    """Folded, without the words of parts, of materials and of what they look like."""
    plain = folded_text(text)
    for known in (deciding_words, shape_words, coating_words, family_words, rare_earth_words):
        plain = known().sub(" ", plain)
    return plain


def _is_of_title(word: str) -> bool:
    plain = folded_text(word)
    return plain in _titles() or plain.endswith(_endings())


def _unknown(text: str) -> list[str]:
    """The words that are none of a material, of a part or of an element."""
    return [
        word
        for word in _WORD.findall(_without_known(text))
        if word not in _neutral() and word not in element_names() and word not in _SMALL
    ]


def _tells(word: str) -> bool:
    return bool(re.match("[a-zß-ɏ]", word)) and not family_of(word.upper())[0]


@cache
def _titles() -> frozenset[str]:
    return frozenset(map(folded_text, letterhead_words().titles))


@cache
def _neutral() -> frozenset[str]:
    return frozenset(map(folded_text, letterhead_words().title_neutral))


@cache
def _endings() -> tuple[str, ...]:
    return tuple(map(folded_text, letterhead_words().title_endings))

"""Words by which a rule names what it is about beside magnets and targets: tantalum, tungsten heavy alloy."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from calculator.recognition.hearing_words import denial_around, is_company
from calculator.recognition.plain_text import folded_text
from calculator.recognition.word_pattern import WordPattern, pattern_of

_SHORT: Final = 2
"""A word of no more letters than this, such as W or Ta, is a symbol: it counts as a whole material alone."""


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A text without case and accents, as the words are compared."""
    return folded_text(text)


@cache
def named_pattern(words: tuple[str, ...]) -> WordPattern | None:
    """The words as a pattern for folded text; None where all of them are symbols."""
    long = [word for word in words if len(word) > _SHORT or not word.isascii()]
    return pattern_of({"named": long}) if long else None


def is_named(words: tuple[str, ...], text: str) -> bool:
    """True where one of the words stands in a text.

    >>> [is_named(("tungsten", "W"), text) for text in ("Tungsten rod", "W 12")]
    [True, False]
    """
    pattern = named_pattern(words)
    return pattern is not None and bool(pattern.search(folded(text)))


def words_heard(words: tuple[str, ...], text: str) -> Iterator[tuple[str, bool, bool]]:
    """Each of the words in a text, and whether it is denied or part of a company's name.

    >>> list(words_heard(("tungsten",), "no tungsten; tungsten rod; Tungsten Parts Ltd"))
    [('tungsten', True, False), ('tungsten', False, False), ('tungsten', False, True)]
    """
    pattern = named_pattern(words)
    plain = folded(text)
    for match in () if pattern is None else pattern.finditer(plain):
        is_denied = denial_around(plain, match.start(), match.end()) is not None
        yield match.group(), is_denied, is_company(plain, match.end())

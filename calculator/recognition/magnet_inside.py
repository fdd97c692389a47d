"""Words of a part that say that a magnet or a target is in it, whatever else is stated: "BLDC motor" does, "motor" does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from calculator.recognition.heard_phrase import HeardBy, HeardKind, HeardPhrase, Standing
from calculator.recognition.hearing import hear
from calculator.recognition.materials import RARE_EARTH_FAMILIES, family_of
from calculator.recognition.plain_text import FOLD, plain_text
from calculator.recognition.settling_words import settling
from calculator.recognition.vocabulary import deciding_words
from calculator.recognition.word_pattern import kind_of

_NAMING: Final = frozenset(
    {"magnet", "magnet_whole", "maybe_magnet", "maybe_magnetic", "target", "maybe_target"}
)


def magnet_inside(texts: Iterable[str]) -> str:
    """The first words, as written, that say that a magnet or a target is in a part; empty where none do.

    >>> [magnet_inside([text]) for text in ("Permanent magnet DC motor", "BLDC motor 24 V", "Servo, NdFeB", "Gear motor", "Pump, keep away from magnets")]
    ['Permanent magnet DC motor', 'BLDC', 'NdFeB', '', '']
    """
    for text in texts:
        phrases = hear(text)
        outright = next((phrase.words for phrase in phrases if _is_outright(phrase)), "")
        if outright:
            return outright
        plain = _without_denied(text, phrases)
        family, word, certainty = family_of(plain)
        if family in RARE_EARTH_FAMILIES and certainty != "beside":
            return word
        match = _pattern().search(plain_text(plain).translate(FOLD))
        if match is not None:
            return text_at(plain, match)
    return ""


def text_at(text: str, match: re.Match[str]) -> str:
    """The words as written, where folding kept their place."""
    return text[match.start() : match.end()] if len(plain_text(text)) == len(text) else match[0]


def _is_outright(phrase: HeardPhrase) -> bool:
    if phrase.standing is not Standing.ITSELF:
        return False
    if phrase.kind in (HeardKind.MAGNET, HeardKind.TARGET) or phrase.by is HeardBy.CODE:
        return True
    words = plain_text(phrase.words).translate(FOLD)
    return any(kind_of(word) in _NAMING for word in deciding_words().finditer(words))


def _without_denied(text: str, phrases: Iterable[HeardPhrase]) -> str:
    for phrase in phrases:
        if phrase.standing is not Standing.ITSELF:
            text = text.replace(phrase.words, " ")
    return text


@cache
def _pattern() -> re.Pattern[str]:
    """The words of ``settling.toml`` that name a kind of motor which always holds magnets."""
    words = sorted(settling("magnets_inside"), key=len, reverse=True)
    folded = (re.escape(plain_text(word).translate(FOLD)) for word in words)
    return re.compile(
        "|".join(rf"(?<![^\W_]){word}" if word.isascii() else word for word in folded)
    )

"""Words by which a rule names what it is about beside magnets and targets: tantalum, tungsten heavy alloy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from calculator.model.elements import atomic_weights
from calculator.numbers.late_patterns import late_pattern
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


def is_alloy_of(symbols: Iterable[str], text: str) -> bool:
    """True where a designation made of symbols of elements and figures alone names one of these beside others: Ta-10W, 90W-7Ni-3Fe.

    >>> [is_alloy_of(("W", "Ta"), text) for text in ("Foil Ta-10W", "90W7Ni3Fe", "CuW 20/80", "10 W", "PVC", "HW-12", "X5CrNi18-10")]
    [True, True, True, False, False, False, False]
    """
    wanted = set(symbols)
    if not any(symbol in text for symbol in wanted):
        return False
    for word in _WORDS.split(text):
        named = _SYMBOL.findall(word)
        if (
            _DESIGNATION.fullmatch(word)
            and any(map(str.islower, word))
            and wanted.intersection(named)
            and len({*named}) > 1
            and all(symbol in atomic_weights() for symbol in named)
        ):
            return True
    return False


_WORDS: Final = late_pattern(r"[\s;|()]+")
_SYMBOL: Final = late_pattern(r"[A-Z][a-z]?")
_DESIGNATION: Final = late_pattern(r"(?:[A-Z][a-z]?|\d|[-./,%])+")


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

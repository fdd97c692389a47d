"""Single words of a heading: which change nothing, which are of a whole line, which are units or make a figure another number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from calculator.model.currencies import is_currency_word
from calculator.numbers.units import is_unit_word
from calculator.reference.heading_words import heading_words


def is_remark(token: str) -> bool:
    """True for a word that changes nothing of what a heading says: taxes, states, terms of delivery, a year, "total".

    >>> [is_remark(token) for token in ("netto", "2026", "1000", "cents")]
    [True, True, False, False]
    """
    words = heading_words()
    plain = token.casefold().removesuffix(".")
    return (
        plain in words.remarks
        or plain in words.months
        or plain in words.totals
        or _YEAR.match(plain) is not None
    )


_YEAR: Final = re.compile(r"(?:20[1-4]\d|'\d\d|q[1-4])\Z")


def is_of_line(token: str) -> bool:
    """True for a word that makes a figure that of the whole line: "total"."""
    return token.casefold().removesuffix(".") in heading_words().totals


def is_unit(token: str) -> bool:
    """True for units, currencies, and one per the other: ``kg``, ``EUR/1000``."""
    return all(
        part.isdigit() or is_unit_word(part) or is_currency_word(part)
        for part in token.split("/")
        if part
    )


@cache
def per_pieces() -> re.Pattern[str]:
    """``Price / 100 pcs``: what the figures are, and of how many."""
    words = heading_words()
    return re.compile(
        rf"(.*?)(?:\s*/\s*|\s+(?:{any_of((*words.per, *words.per_pieces))})\s+)(\d{{1,6}})\s*(?:{any_of(words.pieces)})?\.?\Z",
        re.IGNORECASE,
    )


@cache
def per_number() -> re.Pattern[str]:
    """``per 100``, ``x10``: of how many the figures in brackets are."""
    words = heading_words()
    return re.compile(
        rf"(?:\b(?:{any_of((*words.per, *words.per_number))})|/|x|×)\s*\d", re.IGNORECASE
    )


@cache
def scale_words() -> re.Pattern[str]:
    """Words that make a figure another number: what they mean beside a price or a quantity has to be understood, or it is unknown."""
    words = heading_words()
    return re.compile(
        rf"[\d{re.escape(''.join(words.scale_signs))}]|^(?:{any_of(words.scale_words)})\.?$",
        re.IGNORECASE,
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, in their order."""
    return "|".join(map(re.escape, words))


def any_of_longest_first(words: Iterable[str]) -> str:
    """The same, so that no word stands in the way of a longer one that begins with it."""
    return any_of(sorted(words, key=len, reverse=True))

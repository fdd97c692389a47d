"""Single words of a heading: which change nothing, which are of a whole line, which are units or make a figure another number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from calculator.model.currencies import is_currency_word
from calculator.numbers.late_patterns import late_pattern
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


def other_scale(text: str) -> str:
    """The words of a heading that make its figures another number, wherever in it they stand; none where there is none.

    A small number tells columns apart, a year and a rate of tax say of what day and with which tax a price is.

    >>> [other_scale(text) for text in ("Precio por ciento", "Preis ‰", "Price/M", "Price 2", "Preis 2025 inkl. 19 % MwSt")]
    ['ciento', '‰', 'M', '', '']
    """
    text = _DAY.sub(" ", text)
    taxed = any(is_tax_word(token) for token in _SPACED.findall(text))
    scales = []
    behind = ""
    for token in _PIECES.findall(text):
        if _is_scale(token, behind, is_taxed=taxed):
            scales.append(token)
        behind = token.casefold()
    return " ".join(scales)


def without_harmless_figures(tokens: list[str], text: str) -> list[str]:
    """Tokens of a heading without its own small number and the rate of a tax, where nothing in it makes its figures others."""
    if other_scale(text):
        return tokens
    return [token for token in tokens if not _FIGURE.fullmatch(token)]


_FIGURE: Final = late_pattern(r"\d{1,2}(?:[.,]\d{1,2})?%?|%")
_SPACED: Final = late_pattern(r"[^\W\d_]+")
_PIECES: Final = late_pattern(r"/|[^\s/,;:()\[\]{}（）【】|_\-–]+")
_LETTER_SCALES: Final = frozenset({"c", "m", "k"})
"""Roman numerals and thousands, where they stand behind "per"."""
_SMALL: Final = 10


def _is_scale(token: str, behind: str, *, is_taxed: bool) -> bool:
    plain = token.casefold().removesuffix(".")
    if plain in _LETTER_SCALES:
        return behind == "/" or behind in heading_words().per
    if plain == "/" or is_remark(token):
        return False
    if is_taxed and plain.strip("0123456789.,") in ("%", ""):
        return False
    number = _NUMBER.search(plain)
    if number is not None:
        return int(number.group()) >= _SMALL
    return _SCALE_ALONE.search(token) is not None or scale_words().fullmatch(token) is not None


_SCALE_ALONE: Final = late_pattern(r"[%‰¢百千万萬]")
_NUMBER: Final = late_pattern(r"\d{1,6}")
_DAY: Final = late_pattern(
    r"(?<![\d./])(?:\d{1,2}[./]){1,2}20[1-4]\d(?![\d./])|(?<![\d./-])20[1-4]\d(?:-\d\d){1,2}(?![\d-])"
)


def is_tax_word(token: str) -> bool:
    """True for the name of a tax."""
    return token.casefold() in heading_words().taxes


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these words, in their order."""
    return "|".join(map(re.escape, words))


def any_of_longest_first(words: Iterable[str]) -> str:
    """The same, so that no word stands in the way of a longer one that begins with it."""
    return any_of(sorted(words, key=len, reverse=True))

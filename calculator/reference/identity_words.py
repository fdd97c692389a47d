"""What names no part in a column of part numbers, and what tells two parts of one name apart, as data (``identity_words.toml``)."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from functools import cache
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.strict_table import StrictTable, packaged

_NOTHING: Final = late_pattern(r"[\s0xX*?#._\-–—/\\]*")
_LONGEST: Final = 80
_ENDS: Final = " .,:;!()[]{}<>\"'`*-–—_"


class IdentityWords(NamedTuple):
    """Words in lower case; what each list is for, the file says."""

    placeholders: frozenset[str]
    variants: frozenset[str]
    revisions: tuple[str, ...]
    range_signs: tuple[str, ...]
    range_words: tuple[str, ...]
    series: tuple[str, ...]


@cache
def identity_words() -> IdentityWords:
    """The words of ``identity_words.toml``."""
    return packaged("identity_words", read_identity_words)


def read_identity_words(table: StrictTable) -> IdentityWords:
    """The words of one table; a key that is missing, misspelt or not of its type is refused."""
    return IdentityWords(
        placeholders=frozenset(table.texts("placeholders")),
        variants=frozenset(table.texts("variants")),
        revisions=table.texts("revisions"),
        range_signs=table.texts("range_signs"),
        range_words=table.texts("range_words"),
        series=table.texts("series"),
    )


def placeholders_among(numbers: Collection[str]) -> frozenset[str]:
    """Those of the part numbers that are placeholders; most are told by a digit that no placeholder has.

    >>> sorted(placeholders_among(["MAG-01", "OTS", "000", "42"]))
    ['000', 'OTS']
    """
    digits = _digits_of_placeholders()
    return frozenset(
        number
        for number in numbers
        if number and digits.isdisjoint(number[:_LONGEST]) and is_placeholder(number)
    )


@cache
def _digits_of_placeholders() -> frozenset[str]:
    """The digits that stand in no placeholder: zeros fill in forms, and one more may be part of a word."""
    words = "0".join(identity_words().placeholders)
    return frozenset("123456789").difference(words)


@cache
def is_placeholder(number: str) -> bool:
    """True for what stands in place of a part number and identifies nothing.

    >>> [is_placeholder(text) for text in ("OTS", "see drawing", "0000", "XXX", "(新規)", "MAG-01", "100", "X1")]
    [True, True, True, True, True, False, False, False]
    """
    plain = " ".join(unicodedata.normalize("NFKC", number[:_LONGEST]).casefold().split())
    return (
        _NOTHING.fullmatch(plain) is not None
        or plain in identity_words().placeholders
        or plain.strip(_ENDS) in identity_words().placeholders
    )

"""Words inside of headings that say more of a column than what it means, as data: the strict readers of two lists."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import Table


class HeadingWords(NamedTuple):
    """Words in lower case; what each list is for, the file says."""

    remarks: frozenset[str]
    months: frozenset[str]
    totals: frozenset[str]
    taxes: frozenset[str]
    per: tuple[str, ...]
    per_pieces: tuple[str, ...]
    per_number: tuple[str, ...]
    pieces: tuple[str, ...]
    of: frozenset[str]
    scale_signs: tuple[str, ...]
    scale_words: tuple[str, ...]
    level: tuple[str, ...]
    level_signs: tuple[str, ...]
    designators: frozenset[str]
    standard: tuple[str, ...]
    numbers: frozenset[str]
    amounts: frozenset[str]
    line_prefixes: tuple[str, ...]


class UnitWords(NamedTuple):
    """What stands beside units and currencies in the brackets of a heading; ``shares`` is what a figure of 1 means, by word."""

    per: frozenset[str]
    per_behind: tuple[str, ...]
    per_before: tuple[str, ...]
    months: tuple[str, ...]
    as_of: tuple[str, ...]
    harmless: frozenset[str]
    holders: frozenset[str]
    of_quantity: frozenset[str]
    shares: Mapping[str, Fraction]
    numerals: Mapping[str, Fraction]


@cache
def heading_words() -> HeadingWords:
    """The words of ``heading_words.toml``.

    >>> "mwst" in heading_words().remarks, "gesamt" in heading_words().totals
    (True, True)
    """
    return read_heading_words(_text("heading_words.toml"))


@cache
def unit_words() -> UnitWords:
    """The words of ``heading_units.toml``.

    >>> unit_words().shares["ppm"], unit_words().numerals["千"]
    (Fraction(1, 1000000), Fraction(1000, 1))
    """
    return read_unit_words(_text("heading_units.toml"))


def read_heading_words(text: str) -> HeadingWords:
    """The words of one TOML text; a key that is missing, misspelt or not of its type is a ``RuleError``."""
    table = Table(toml_tables(text))
    words = HeadingWords(
        remarks=frozenset(table.texts("remarks")),
        months=frozenset(table.texts("months")),
        totals=frozenset(table.texts("totals")),
        taxes=frozenset(table.texts("taxes")),
        per=table.texts("per"),
        per_pieces=table.texts("per_pieces"),
        per_number=table.texts("per_number"),
        pieces=table.texts("pieces"),
        of=frozenset(table.texts("of")),
        scale_signs=table.texts("scale_signs"),
        scale_words=table.texts("scale_words"),
        level=table.texts("level"),
        level_signs=table.texts("level_signs"),
        designators=frozenset(table.texts("designators")),
        standard=table.texts("standard"),
        numbers=frozenset(table.texts("numbers")),
        amounts=frozenset(table.texts("amounts")),
        line_prefixes=table.texts("line_prefixes"),
    )
    table.end()
    return words


def read_unit_words(text: str) -> UnitWords:
    """The words of one TOML text; a key that is missing, misspelt or not of its type is a ``RuleError``."""
    table = Table(toml_tables(text))
    shares = table.each("share", lambda entry: (entry.texts("words"), entry.fraction("is")))
    numerals = table.each("numeral", lambda entry: (entry.text("sign"), entry.fraction("is")))
    words = UnitWords(
        per=frozenset(table.texts("per")),
        per_behind=table.texts("per_behind"),
        per_before=table.texts("per_before"),
        months=table.texts("months"),
        as_of=table.texts("as_of"),
        harmless=frozenset(table.texts("harmless")),
        holders=frozenset(table.texts("holders")),
        of_quantity=frozenset(table.texts("of_quantity")),
        shares={word: share for words, share in shares for word in words},
        numerals=dict(numerals),
    )
    table.end()
    return words


def _text(name: str) -> str:
    return packaged_text(__package__, name)

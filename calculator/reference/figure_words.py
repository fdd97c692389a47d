"""Words by which a column, a cell or a remark changes what a figure is of, as data (``figure_words.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from itertools import chain
from typing import NamedTuple

from calculator.numbers.strict_table import StrictTable, packaged


class FigureWords(NamedTuple):
    """Words in lower case; what each list is for, the file says."""

    money: frozenset[str]
    quotes: tuple[str, ...]
    money_ends: tuple[str, ...]
    other_money: frozenset[str]
    whole_line: frozenset[str]
    net: frozenset[str]
    price_basis: frozenset[str]
    pack: frozenset[str]
    discount: frozenset[str]
    off: frozenset[str]
    cents: frozenset[str]
    basis: frozenset[str]
    codes_in_text: frozenset[str]
    mass_unit: frozenset[str]
    mass: frozenset[str]
    mass_ends: tuple[str, ...]
    mass_said: frozenset[str]
    packed_mass: frozenset[str]
    other_mass: frozenset[str]
    of_no_content: frozenset[str]
    per: tuple[str, ...]
    per_behind: tuple[str, ...]
    hundred: tuple[str, ...]
    thousand: tuple[str, ...]
    pieces: tuple[str, ...]
    packs: tuple[str, ...]
    currency_of_locale: Mapping[str, str]
    """By the language behind a sign in a number format, in lower case."""
    minor: Mapping[str, tuple[str, Fraction]]
    """Hundredths of a currency by their words in lower case: the currency, and how many make one."""
    minor_as_written: Mapping[str, tuple[str, Fraction]]


@cache
def figure_words() -> FigureWords:
    """The words of ``figure_words.toml``.

    >>> figure_words().minor_as_written["GBp"], figure_words().currency_of_locale["804"]
    (('GBP', Fraction(100, 1)), 'CNY')
    """
    return packaged("figure_words", read_figure_words)


def read_figure_words(table: StrictTable) -> FigureWords:
    """The words of one table; a key that is missing, misspelt or not of its type is refused."""
    minors = table.each("minor", _minor)
    return FigureWords(
        money=_folded(table, "money"),
        quotes=table.texts("quotes"),
        money_ends=table.texts("money_ends"),
        other_money=_folded(table, "other_money"),
        whole_line=_folded(table, "whole_line"),
        net=_folded(table, "net"),
        price_basis=_folded(table, "price_basis"),
        pack=_folded(table, "pack"),
        discount=_folded(table, "discount"),
        off=_folded(table, "off"),
        cents=_folded(table, "cents"),
        basis=_folded(table, "basis"),
        codes_in_text=frozenset(table.texts("codes_in_text")),
        mass_unit=_folded(table, "mass_unit"),
        mass=_folded(table, "mass"),
        mass_ends=table.texts("mass_ends"),
        mass_said=_folded(table, "mass_said"),
        packed_mass=_folded(table, "packed_mass"),
        other_mass=_folded(table, "other_mass"),
        of_no_content=_folded(table, "of_no_content"),
        per=table.texts("per"),
        per_behind=table.texts("per_behind"),
        hundred=table.texts("hundred"),
        thousand=table.texts("thousand"),
        pieces=table.texts("pieces"),
        packs=table.texts("packs"),
        currency_of_locale=dict(chain.from_iterable(table.each("locale", _locales))),
        minor=dict(chain.from_iterable(folded for folded, _ in minors)),
        minor_as_written=dict(chain.from_iterable(written for _, written in minors)),
    )


def _folded(table: StrictTable, key: str) -> frozenset[str]:
    """The words of a list as headings are compared: "größe" is "grösse" there."""
    return frozenset(word.casefold() for word in table.texts(key))


def _locales(entry: StrictTable) -> list[tuple[str, str]]:
    currency = entry.text("currency")
    return [(language.casefold(), currency) for language in entry.texts("ids")]


_Minors = list[tuple[str, tuple[str, Fraction]]]


def _minor(entry: StrictTable) -> tuple[_Minors, _Minors]:
    whole = entry.text("currency"), entry.fraction("per")
    return (
        [(word, whole) for word in entry.texts("words", needed=False)],
        [(word, whole) for word in entry.texts("as_written", needed=False)],
    )

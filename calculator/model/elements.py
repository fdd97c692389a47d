"""The elements, the alloys of trade and the words for them: the lists of ``reference/elements.toml``.

Masses of atoms and the names of all elements in English are those of the package molmass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from calculator.numbers.bounds import Bounds
from calculator.numbers.kept_lists import kept_list
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.strict_table import StrictTable, packaged

RARE_EARTHS: Final = (
    "Sc",
    "Y",
    "La",
    "Ce",
    "Pr",
    "Nd",
    "Pm",
    "Sm",
    "Eu",
    "Gd",
    "Tb",
    "Dy",
    "Ho",
    "Er",
    "Tm",
    "Yb",
    "Lu",
)
SOME_RARE_EARTH: Final = "?"
"""Stands for rare earth of which nobody said which it is."""

FORMULA: Final = late_pattern(r"(?:[A-Z][a-z]?(?:\d{1,4}(?:\.\d{1,4})?)?){1,8}\Z")
FORMULA_PART: Final = re.compile(r"([A-Z][a-z]?)(\d+(?:\.\d+)?)?")


class Elements(NamedTuple):
    """Words for substances, in small letters, and what the alloys of trade hold: shares of mass, between 0 and 1."""

    names: dict[str, tuple[str, ...]]
    """Names of an element by its symbol, as written."""
    form_words: dict[str, tuple[str, ...]]
    trade_oxides: dict[str, str]
    alloys: dict[str, tuple[tuple[str, Bounds], ...]]
    alloy_elements: dict[str, frozenset[str]]
    alloy_names: dict[str, str]
    unnamed: dict[str, Bounds]
    """Alloys that hold rare earth of which the name does not say which it is."""
    unnamed_names: dict[str, str]
    alloy_words: tuple[str, ...]
    """Names of alloys of both kinds that are no formulas of the list itself."""
    compounds: Mapping[str, Compound]
    nothing: frozenset[str]
    neutral: re.Pattern[str]
    """What a name may say of purity and shape."""
    of_iron: re.Pattern[str]


class Compound(NamedTuple):
    """A compound that goes by a word: what may stand behind the rare earth in its formula, and whether it is sold with water too."""

    words: tuple[str, ...]
    behind: tuple[str, ...]
    has_water: bool

    def share_of(self, symbol: str) -> Bounds:
        """Kilograms of the rare earth in one kg of its compound."""
        shares = [stoichiometric_share(f"{symbol}{behind}", symbol) for behind in self.behind]
        return Bounds(Fraction(0) if self.has_water else min(shares), max(shares))

    def named(self, symbol: str, word: str) -> str:
        """Its formula where that is one and can be written after the symbol, else the symbol and the word."""
        formula = f"{symbol}{self.behind[0]}"
        return (
            formula
            if self.share_of(symbol).is_exact and FORMULA.match(formula)
            else f"{symbol} {word}"
        )


@cache
def elements() -> Elements:
    """The lists of ``elements.toml``."""
    return packaged("elements", _read_elements)


def _read_elements(table: StrictTable) -> Elements:
    alloys, unnamed = dict(table.inner("alloys").tables()), dict(table.inner("unnamed").tables())
    shares = {name: dict(_shares(entry.inner("shares"))) for name, entry in alloys.items()}
    return Elements(
        names=table.inner("names").word_lists(),
        form_words={
            form: tuple(map(str.casefold, words))
            for form, words in table.inner("form_words").word_lists().items()
        },
        trade_oxides=dict(_texts(table.inner("trade_oxides"))),
        alloys={name: tuple(entry.items()) for name, entry in shares.items()},
        alloy_elements={name: frozenset(entry.texts("elements")) for name, entry in alloys.items()},
        alloy_names=_names_in(alloys),
        unnamed={name: _bounds(entry, "share") for name, entry in unnamed.items()},
        unnamed_names=_names_in(unnamed),
        alloy_words=tuple(
            word for entry in (*alloys.values(), *unnamed.values()) for word in entry.texts("names")
        ),
        compounds={
            name: Compound(
                words=tuple(sorted(map(str.casefold, entry.texts("words")), key=len, reverse=True)),
                behind=entry.texts("behind"),
                has_water=entry.flag("with_water", missing=False),
            )
            for name, entry in table.inner("compounds").tables()
        },
        nothing=frozenset(map(str.casefold, table.inner("none").texts("words"))),
        neutral=_whole_or_anywhere(table.inner("neutral")),
        of_iron=_whole_or_anywhere(table.inner("of_iron")),
    )


def _texts(table: StrictTable) -> Iterable[tuple[str, str]]:
    return ((key, table.text(key)) for key in table.data)


def _shares(table: StrictTable) -> Iterable[tuple[str, Bounds]]:
    return ((element, _bounds(table, element)) for element in table.data)


def _bounds(table: StrictTable, key: str) -> Bounds:
    ends = table.texts(key)
    if len(ends) != 2:
        table.fail(key, "is not two shares of mass, the lowest and the highest")
    return Bounds(Fraction(ends[0]), Fraction(ends[1]))


def _names_in(entries: dict[str, StrictTable]) -> dict[str, str]:
    return {
        word.casefold(): name
        for name, entry in entries.items()
        for word in (name, *entry.texts("names"))
    }


def _whole_or_anywhere(table: StrictTable) -> re.Pattern[str]:
    """Some words count whole, others wherever they stand."""
    whole, anywhere = table.texts("whole"), table.texts("anywhere")
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, whole))})\b|{'|'.join(map(re.escape, anywhere))}",
        re.IGNORECASE,
    )


@cache
def atomic_weights() -> dict[str, Fraction]:
    """Mass of an atom by symbol, in dalton, as molmass prints it."""
    return {symbol: Fraction(mass) for symbol, _name, mass in kept_list("atoms")}


@cache
def element_names() -> dict[str, str]:
    """The symbol of an element by every name of it, in small letters."""
    symbols = {
        word.casefold(): symbol
        for symbol, name, _mass in kept_list("atoms")
        for word in (symbol, name)
    }
    for symbol, words in elements().names.items():
        symbols.update({word.casefold(): symbol for word in words})
    return symbols


@cache
def stoichiometric_share(formula: str, element: str) -> Fraction:
    """Mass of ``element`` in one unit of mass of ``formula``, from molmass's atomic weights as printed decimals."""
    masses = [
        (symbol, atomic_weights()[symbol] * Fraction(count or "1"))
        for symbol, count in FORMULA_PART.findall(formula)
    ]
    whole = sum((mass for _, mass in masses), Fraction(0))
    return (
        sum((mass for symbol, mass in masses if symbol == element), Fraction(0)) / whole
        if whole
        else Fraction(0)
    )

"""The closed list of units: the one door by which units enter. Other exact factors come from pint."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import pint
from calculator.numbers.number_text import SPACES
from calculator.numbers.strict_table import StrictTable, packaged

# --------------------------------------------------------------------------- units


class Dimension(Enum):
    """What a unit counts. The base unit of each is named by its value."""

    COUNT = "each"
    MASS = "kg"
    LENGTH = "m"
    AREA = "m2"
    VOLUME = "L"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the closed list: ``factor`` base units of its dimension, exact.

    A word of no list (not ``is_listed``) is counted as one piece, and what is reckoned with it is in doubt.
    """

    symbol: str
    dimension: Dimension
    factor: Fraction
    is_listed: bool = field(default=True, repr=False)


EACH: Final = Unit("each", Dimension.COUNT, Fraction(1))
KILOGRAM: Final = Unit("kg", Dimension.MASS, Fraction(1))


def ambiguity_of(text: str) -> str:
    """What a word could mean that means several units, or nothing.

    >>> ambiguity_of("Ton"), ambiguity_of("kg")
    ('"ton" could be 907.18 kg or 1000 kg; write "t" or "short ton"', '')
    """
    return _units().ambiguous.get(text.strip().casefold(), "")


def read_unit(text: str) -> Unit | None:
    """The unit that a word of the closed list means, or None.

    pcs is not parsec, EA is not exaampere, G is not gauss: only the list decides.

    >>> read_unit("EA"), read_unit("lb").factor, read_unit("parsec")
    (Unit(symbol='each', dimension=<Dimension.COUNT: 'each'>, factor=Fraction(1, 1)), Fraction(45359237, 100000000), None)
    """
    word = SPACES.sub("", unicodedata.normalize("NFC", text)).casefold()
    word = word.removesuffix("(s)").strip("()[]")
    return _unit_of_word(word) or _unit_of_word(word.rstrip("."))


def is_unit_word(text: str) -> bool:
    """True where a word is on the closed list, without the cost of its factor.

    >>> is_unit_word("lb"), is_unit_word("parsec")
    (True, False)
    """
    word = SPACES.sub("", unicodedata.normalize("NFC", text)).casefold()
    word = word.removesuffix("(s)").strip("()[]")
    return word in _units().aliases or word.rstrip(".") in _units().aliases


@cache
def _unit_of_word(word: str) -> Unit | None:
    entry = _units().aliases.get(word)
    if entry is None:
        return None
    symbol, dimension, factor = entry
    if isinstance(factor, str):
        factor = _exact_factor(factor, dimension)
    return Unit(symbol, dimension, factor)


class _Alias(NamedTuple):
    """What a word of the list means: a unit, and its factor or the name of it that pint knows."""

    symbol: str
    dimension: Dimension
    factor: Fraction | str


class _Units(NamedTuple):
    """The tables of ``reference/units.toml``."""

    aliases: dict[str, _Alias]
    ambiguous: dict[str, str]


@cache
def _units() -> _Units:
    return packaged("units", _read_units)


def _read_units(table: StrictTable) -> _Units:
    aliases: dict[str, _Alias] = {}
    for dimension in Dimension:
        for symbol, entry in table.inner(dimension.name.lower()).tables():
            factor = entry.text("pint") if "pint" in entry.data else entry.fraction("factor")
            for word in entry.texts("words"):
                if word in aliases:
                    entry.fail(
                        "words", f'has "{word}", which is the unit {aliases[word].symbol} too'
                    )
                if word != word.casefold():
                    entry.fail("words", f'has "{word}", which is not in small letters')
                aliases[word] = _Alias(symbol, dimension, factor)
    ambiguous = table.inner("ambiguous")
    return _Units(aliases, {word: ambiguous.text(word) for word in ambiguous.data})


@cache
def _exact_factor(name: str, dimension: Dimension) -> Fraction:
    """Base units in one unit that pint knows by ``name``; exact, for the registry reckons in fractions."""
    base = {Dimension.MASS: "kilogram", Dimension.LENGTH: "meter", Dimension.AREA: "meter**2"}[
        dimension
    ]
    magnitude = _registry().Quantity(Fraction(1), name).to(base).magnitude
    return Fraction(magnitude)


@cache
def _registry() -> pint.UnitRegistry[Any]:
    import pint

    return pint.UnitRegistry(non_int_type=Fraction)

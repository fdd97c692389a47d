"""What a thing is: its class, its unit, its mass, its price, where it was made."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Dimension, Unit

ANYWHERE: Final = "*"
"""Among countries: every origin, a known one and an unknown one."""
SOMEWHERE: Final = "?"
"""Among countries: one that was named in words that nobody can read."""


class ItemClass(Enum):
    """The classes that a rule can tell apart (INTERFACE: column Item Class)."""

    MAGNET = "magnet"
    TARGET = "target"
    LISTED_MATERIAL = "listed material"
    ASSEMBLY = "assembly"
    OTHER = "other"


RARE_EARTH_CLASSES: Final = frozenset({ItemClass.MAGNET, ItemClass.TARGET})
"""What is made of rare earth or may be: the subject of rules on magnets and targets."""
MADE_OF_RARE_EARTH: Final = RARE_EARTH_CLASSES | {ItemClass.LISTED_MATERIAL}
"""These, and what they are made of: of all of it the composition has to be known to the whole."""


class Answer(Enum):
    """A yes or no that may not have been given."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Evidence(Enum):
    """How good a fact is, best first."""

    MEASURED = "measured"
    DECLARED = "declared"
    DATASHEET = "datasheet"
    ASSUMED = "assumed"

    @property
    def rank(self) -> int:
        """0 is the best."""
        return list(Evidence).index(self)


class Origin(NamedTuple):
    """Countries of origin with their shares; what is not said is of unknown origin.

    ``shares`` holds (ISO 3166 alpha-2 code, share of 1); their sum is at most 1. ``named`` are countries that something
    names without saying so for certain: without their shares, on evidence that no longer counts, or against another cell.

    >>> half = Origin(shares=(("CN", Fraction(1, 2)), ("AU", Fraction(1, 4))))
    >>> half.share_from({"CN"})
    Bounds(low=Fraction(1, 2), high=Fraction(3, 4))
    """

    shares: tuple[tuple[str, Fraction], ...] = ()
    cells: tuple[Source, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def unknown_share(self) -> Fraction:
        """The share of which nobody said where it is from."""
        return 1 - sum((share for _, share in self.shares), Fraction(0))

    @property
    def is_unknown(self) -> bool:
        """True where no country was stated."""
        return not self.shares

    def share_from(
        self, countries: AbstractSet[str], unsure: AbstractSet[str] = frozenset()
    ) -> Bounds:
        """Share that is from one of ``countries``; ``unsure`` codes may or may not count as them."""
        if ANYWHERE in countries:
            return Bounds.exactly(1)
        low = sum((share for code, share in self.shares if code in countries), Fraction(0))
        doubtful = sum((share for code, share in self.shares if code in unsure), Fraction(0))
        return Bounds(low, low + doubtful + self.unknown_share)

    def unsaid_share(self, countries: AbstractSet[str]) -> Fraction:
        """The share that an assumption about the unknown may fill: none where one of ``countries`` is named for it.

        >>> Origin().unsaid_share({"CN"}), Origin(named=("CN", "JP")).unsaid_share({"CN"})
        (Fraction(1, 1), Fraction(0, 1))
        """
        return Fraction(0) if {*countries, SOMEWHERE} & set(self.named) else self.unknown_share

    def doubted(self) -> Origin:
        """What is left where the statement does not count: unknown, though these countries were named."""
        return Origin(
            cells=self.cells,
            named=tuple(dict.fromkeys((*(code for code, _ in self.shares), *self.named))),
        )

    def __str__(self) -> str:
        if not self.shares:
            return "unknown"
        if len(self.shares) == 1 and self.shares[0][1] == 1:
            return self.shares[0][0]
        parts = [f"{code} {float(share * 100):g}%" for code, share in self.shares]
        if self.unknown_share:
            parts.append(f"unknown {float(self.unknown_share * 100):g}%")
        return "; ".join(parts)


UNKNOWN_ORIGIN = Origin()


class Figure(NamedTuple):
    """A number between bounds, and the cells that say so."""

    bounds: Bounds
    cells: tuple[Source, ...] = ()


UNKNOWN_FIGURE = Figure(bounds=Bounds.unknown())


class Price(NamedTuple):
    """What one unit of an item (its base unit: 1 piece, 1 kg, 1 m ...) costs, in ``currency`` (ISO 4217)."""

    bounds: Bounds
    currency: str
    cells: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One part number and all that the file says of it.

    ``unit`` is the one that every row of the bill counts it in; ``mass`` is in kg for one base unit of its ``dimension``, as prices are; ``prices`` holds more than one where the file contradicts itself.
    ``reason`` gives the words that decided an inferred class, ``suspect`` those that make a bought-in
    part a likely holder of a magnet or a target; where it ``is_called_so`` by words, parts below it that are and hold none do not settle that; ``is_implied`` marks a product that the file has no row for. ``family`` is that of a magnet's material (NdFeB, SmCo,
    ferrite ...); ``rare_earth_free`` where the material is known to hold no rare earth.
    """

    number: str
    description: str = ""
    supplier: str = ""
    revision: str = ""
    supplier_numbers: tuple[str, ...] = ()
    """What its supplier, or its maker, calls it."""
    material: str = ""
    item_class: ItemClass = ItemClass.OTHER
    class_stated: bool = False
    class_overruled: ItemClass | None = None
    """The class that is stated and that its own words contradict: they are added together, and it is tested by the words."""
    reason: str = ""
    family: str = ""
    rare_earth_free: bool = False
    suspect: str = ""
    is_called_so: bool = False
    is_implied: bool = False
    dimension: Dimension = Dimension.COUNT
    unit: Unit | None = None
    mass: Figure = UNKNOWN_FIGURE
    prices: tuple[Price, ...] = ()
    origin: Origin = UNKNOWN_ORIGIN
    melted: Origin = UNKNOWN_ORIGIN
    """Where the alloy that a magnet is made of was melted."""
    technology: Answer = Answer.UNKNOWN
    technology_cells: tuple[Source, ...] = ()
    technology_named: bool = False
    """True where the answer is unknown although something says yes, or something that cannot be read."""
    cells: tuple[Source, ...] = ()

    @property
    def counted_in(self) -> Unit:
        """The unit of which a person gives the price or the mass: that of the bill, else the base unit."""
        return self.unit or Unit(self.dimension.value, self.dimension, Fraction(1))

"""What a thing is: its class, its unit, its mass, its price, where it was made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.model.origins import ANYWHERE, SOMEWHERE, UNKNOWN_ORIGIN, Origin
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, Stages
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Dimension, Unit

__all__ = [
    "ANYWHERE",
    "MADE_OF_RARE_EARTH",
    "RARE_EARTH_CLASSES",
    "SOMEWHERE",
    "UNKNOWN_FIGURE",
    "UNKNOWN_ORIGIN",
    "Answer",
    "Evidence",
    "Figure",
    "Item",
    "ItemClass",
    "Origin",
    "Price",
]


class ItemClass(Enum):
    """The classes that a rule can tell apart (INTERFACE: column Item Class)."""

    # Each is the only one of its kind, and is looked up for every item of a bill.
    __hash__ = object.__hash__

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

    __hash__ = object.__hash__

    MEASURED = "measured"
    DECLARED = "declared"
    NOTICE = "notice"
    """A compliance notice of Announcement No. 61, article 7: a supplier's own reckoning of the share, with its own prices."""
    DATASHEET = "datasheet"
    ASSUMED = "assumed"

    @property
    def rank(self) -> int:
        """0 is the best."""
        return _RANKS[self]


_RANKS: Final = {grade: rank for rank, grade in enumerate(Evidence)}


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
    other_suppliers: tuple[str, ...] = ()
    """Whom else its rows name as a supplier: what one of them declares is not what the others deliver."""
    makers: tuple[str, ...] = ()
    """Who makes it, where its rows name one beside the supplier: a declaration of his is of this very part."""
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
    said_elements: frozenset[str] = frozenset()
    """Rare earths that its own words, or what is remarked of it, say are in it; ``heavy`` for dysprosium or terbium."""
    suspect: str = ""
    is_called_so: bool = False
    is_implied: bool = False
    dimension: Dimension = Dimension.COUNT
    unit: Unit | None = None
    mass: Figure = UNKNOWN_FIGURE
    prices: tuple[Price, ...] = ()
    origin: Origin = UNKNOWN_ORIGIN
    stages: Stages = NO_STAGES
    """Where the rare earth in it was mined, separated and made into metal, as far as its own line says."""
    melted: Origin = UNKNOWN_ORIGIN
    """Where the alloy that a magnet is made of was melted."""
    technology: Answer = Answer.UNKNOWN
    technology_cells: tuple[Source, ...] = ()
    technology_named: bool = False
    """True where the answer is unknown although something says yes, or something that cannot be read."""
    holds_magnet: Answer = Answer.UNKNOWN
    """What is stated of it (Holds Magnet), by ``holds_cells``; a statement counts as declared."""
    holds_against: str = ""
    """What of its own words, or of what stands there, contradicts that it holds none."""
    holds_cells: tuple[Source, ...] = ()
    holds_any_magnet: Answer = Answer.UNKNOWN
    """What its supplier answered on magnets of any kind, ferrite too; it says nothing of targets and other rare earth."""
    complete_cells: tuple[Source, ...] = ()
    """Where it is stated that the lines below are all that is in it (Components)."""
    cells: tuple[Source, ...] = ()

    @property
    def counted_in(self) -> Unit:
        """The unit of which a person gives the price or the mass: that of the bill, else the base unit."""
        return self.unit or Unit(self.dimension.value, self.dimension, Fraction(1))

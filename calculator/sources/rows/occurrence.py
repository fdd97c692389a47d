"""One row of a bill: an occurrence of an item, with all that the row says of it, in base units."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from calculator.model.item import UNKNOWN_ORIGIN, Answer, Figure, ItemClass, Origin, Price
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, Stages
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.numbers.units import EACH, Unit
from calculator.sources.rows.cell_context import NOTHING, RowContext
from calculator.sources.rows.holdings import NOTHING_SAID, Holdings
from calculator.sources.rows.remarks import Remark


class Occurrence(NamedTuple):
    """One row: ``quantity`` of the item in base units of ``unit`` per parent; mass (kg) and price per base unit.

    ``alternate`` names the group of rows of which one is used; ``around`` says why the title above or
    what stands beside it makes the row a suspect. An ``is_implied`` row stands for a product that has no row of its own.
    """

    number: str
    source: Source
    quantity_cell: Source
    technology_cell: Source
    quantity: Bounds = UNKNOWN
    has_quantity: bool = False
    unit: Unit = EACH
    mass: Figure | None = None
    prices: tuple[Price, ...] = ()
    """Once for each currency that the price may be in."""
    base_quantity: Fraction | None = None
    """Of how many parents the quantity is, where the row says so; it is not yet divided out."""
    item_class: ItemClass | None = None
    is_nameless: bool = False
    is_implied: bool = False
    material: str = ""
    description: str = ""
    supplier: str = ""
    maker: str = ""
    supplier_number: str = ""
    revision: str = ""
    origin: Origin = UNKNOWN_ORIGIN
    stages: Stages = NO_STAGES
    technology: Answer = Answer.UNKNOWN
    technology_named: bool = False
    """True where the cell says something that is neither yes nor no nor that nobody knows."""
    scrap: Fraction = Fraction(0)
    holdings: Holdings = NOTHING_SAID
    holdings_cells: tuple[Source, ...] = ()
    """The cells of the columns Holds Magnet and Components, as far as the table has them."""
    alternate: str = ""
    around: RowContext = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What holds for every row of a run: the currency of prices that name none, and the day for which lines are in effect."""

    currency: str
    on: datetime.date | None = None
    remarks: tuple[Remark, ...] = ()
    """What the file says beside the cells of its tables."""

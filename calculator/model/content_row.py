"""What one row of a Content sheet says to be in an item, and what a statement leaves unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from calculator.model.item import Evidence, Origin
from calculator.model.recycled import RecycledShare
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, Stages
from calculator.model.substances import Substance
from calculator.numbers.bounds import Bounds, differ


class Disclosure(Enum):
    """What the rows of an item leave unsaid."""

    PARTIAL = "partial"
    """Whatever is not listed may be anything."""
    RARE_EARTH = "full"
    """Whatever is not listed is not rare earth."""
    ALL = "all"
    """Nothing is left: every substance is listed (full material disclosure)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRow:
    """What one row of a Content sheet says to be in one unit of ``item``.

    Of ``share`` (of the item's mass), ``mass`` (kg) and ``value`` any may be missing (None).
    ``dated`` is the day of the certificate that ``reference`` names.
    """

    item: str
    substance: Substance
    origin: Origin
    share: Bounds | None = None
    mass: Bounds | None = None
    value: Bounds | None = None
    currency: str = ""
    disclosure: Disclosure = Disclosure.PARTIAL
    evidence: Evidence = Evidence.DECLARED
    reference: str = ""
    dated: date | None = None
    valid_until: date | None = None
    valid_from: date | None = None
    cells: tuple[Source, ...] = ()
    amount_cells: tuple[Source, ...] = ()
    stages: Stages = NO_STAGES
    """Where each stage was, as far as somebody said; ``origin`` is that of the last one."""
    rules_out: frozenset[str] = frozenset()
    """Elements of which nothing is in the item beyond what its rows say."""
    recycled: tuple[RecycledShare, ...] = ()
    """How much of it was recovered from waste, as far as somebody said."""
    notice_share: Bounds | None = None
    """The share of the item's value that a compliance notice states for what is counted; such a row states no content."""
    is_per_piece: bool = False
    """True where the mass is that in one piece, in whatever unit the bill counts the item."""
    part_of: str = ""
    """The statement that the row completes; empty where it is part of its own file's."""

    @property
    def statement(self) -> str:
        """Rows of one statement, those of one table, are true together and speak for the whole item."""
        if self.part_of or not self.cells:
            return self.part_of
        return f"{self.cells[0].file}!{self.cells[0].sheet}"

    @property
    def key(self) -> tuple[object, ...]:
        """Rows with the same key speak of the same thing."""
        return (
            self.substance.key,
            self.substance.name,
            self.origin.shares,
            self.origin.named,
            self.stages,
        )

    @property
    def says(self) -> tuple[object, ...]:
        """All that the row states, apart from where it is written."""
        return (self.key, self.share, self.mass, self.value, self.currency)

    @property
    def in_full(self) -> tuple[object, ...]:
        """What stands in every cell of the row: two rows that are equal in it may be one fact written twice."""
        return (
            *self.says,
            self.disclosure,
            self.evidence,
            tuple((waste, share) for waste, share, _ in self.recycled),
            self.reference,
            self.dated,
            self.valid_until,
            self.valid_from,
        )

    @property
    def is_assumed_by_file(self) -> bool:
        """True for an assumption that a file states; not for reference data and what-ifs, which the user named."""
        return self.evidence is Evidence.ASSUMED and not any(
            cell.file in _NAMED_BY_USER for cell in (*self.cells, *self.amount_cells)
        )

    @property
    def names_rare_earth(self) -> bool:
        """True where it says that there is some rare earth, however much."""
        share, mass = self.share, self.mass
        if share is not None and share.is_zero:
            return False
        return bool(self.substance.elements) and not (mass is not None and mass.is_zero)

    @property
    def states_absence(self) -> bool:
        """True where it says that there is nothing of a rare earth."""
        return bool(self.substance.elements) and any(
            amount is not None and amount.is_zero for amount in (self.share, self.mass)
        )

    @property
    def is_sure(self) -> bool:
        """True where there is some of it for certain: by its amount, or since it is named without one."""
        amount = self.share or self.mass or self.value
        return amount is None or bool(amount.low)

    def contradicts(self, whole: Bounds) -> bool:
        """True where its share of the item's mass and its mass cannot both be true, apart from rounding."""
        if self.share is None or self.mass is None:
            return False
        by_share = whole * self.share
        return differ(by_share, self.mass)

    def is_expired(self, on: date) -> bool:
        """True where the certificate was no longer valid on that day."""
        return self.valid_until is not None and self.valid_until < on

    def begins_after(self, on: date) -> bool:
        """True where what it says holds only from a later day on."""
        return self.valid_from is not None and self.valid_from > on

    def is_dated_after(self, on: date) -> bool:
        """True of a statement made on a later day: what it lists may be there, that nothing else is was not said yet."""
        return self.dated is not None and self.dated > on


_NAMED_BY_USER: Final = frozenset({"reference", "--set"})
"""Files of cells that stand for what the user asked for by its name."""

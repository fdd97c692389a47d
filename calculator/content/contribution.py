"""One substance in one unit of an item: what it is called, how much of it there is, and how it counts under a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from calculator.content.amounts import NO_CONTENT, Content
from calculator.content.terms import Term
from calculator.model.item import Evidence, Origin
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, Stages
from calculator.model.substance_list import LISTED_SHARES, Listing
from calculator.model.substances import Substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.factors import Factors

_ALL = Bounds.exactly(1)


@dataclass(frozen=True, kw_only=True)
class SubstanceContent:
    """One substance in one unit of ``holder``: kg of what is named and its value, of all origins, and how it counts."""

    holder: str
    substance: Substance
    listing: Listing
    origin: Origin
    counted_share: Bounds
    mass: Bounds
    value: Bounds
    certain: bool
    has_amount: bool = True
    """False where nobody said how much of it there is."""
    list_key: str = ""
    """The name under which the rule lists it, where that is one."""
    counts_whole: bool = False
    """True where what is named counts with all of its mass, not only the rare earth in it."""
    evidence: Evidence | None = None
    reference: str = ""
    cells: tuple[Source, ...] = ()
    terms: tuple[Term, ...] = ()
    """The arithmetic of the mass and of the value, for one unit of the holder."""
    stated_share: tuple[Bounds, Bounds] | None = None
    """The holder's kg and the share of it, where the mass is their product."""
    stages: Stages = NO_STAGES
    """Where it was mined, separated and made into metal; ``origin`` is its Country of Origin."""
    is_open_by_form: bool = False
    """True where it counts as nothing or itself in one reading, and as the metal that it leaves in another."""
    by_reading: tuple[Bounds, ...] = ()
    """The share that counts under each reading of the stages, where a stage is stated."""
    price: Bounds | None = None
    """Of one kg, where the value is the mass times that."""

    @property
    def readings_differ(self) -> bool:
        """True where no further stage can bring the readings of its origin together: what is stated sets them apart.

        A reading that rests on what nobody stated holds both, and is apart from none.
        """
        least = [share.low for share in self.by_reading]
        most = [1 if share.high is None else share.high for share in self.by_reading]
        return bool(least) and max(least) > min(most)

    @property
    def listed_share(self) -> Bounds:
        """1 where it is on the list, 0 where not, between where that is not known."""
        return LISTED_SHARES[self.listing]

    @cached_property
    def counted(self) -> Bounds:
        """The share of it that is on the list and of an origin that the rule counts."""
        return self.listed_share * self.counted_share

    @cached_property
    def counted_value(self) -> Bounds:
        """Value that the rule counts."""
        return self.value * self.counted

    @cached_property
    def counted_mass(self) -> Bounds:
        """Kilograms of what is named that the rule counts."""
        return self.mass * self.counted

    @cached_property
    def content(self) -> Content:
        """It in the three figures that are rolled up."""
        earth = self.mass * self.substance.rare_earth_share
        listed = self.counted_mass if self.counts_whole else earth * self.counted
        return Content(value=self.counted_value, listed=listed, rare_earth=earth)

    @property
    def factors(self) -> Factors:
        """What is multiplied to reach the counted value and the counted rare earth."""
        whole, share = self.stated_share or (None, None)
        return Factors(
            mass=self.mass,
            value=self.value,
            counted=self.counted,
            earth=_ALL if self.counts_whole else self.substance.rare_earth_share,
            whole=whole,
            share=share,
            price=self.price,
        )


def total(contributions: Iterable[SubstanceContent]) -> Content:
    """The sum of the contributions of one item."""
    whole = NO_CONTENT
    for contribution in contributions:
        content = contribution.content
        whole = content if whole is NO_CONTENT else whole + content
    return whole


def perhaps(contribution: SubstanceContent) -> SubstanceContent:
    """The same where it may be there and may not."""
    return replace(
        contribution,
        certain=False,
        mass=Bounds.up_to(contribution.mass),
        value=Bounds.up_to(contribution.value),
        stated_share=None,
        price=None,
    )

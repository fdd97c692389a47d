"""What a rule counts: the substances of its list, of the origins that it names."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.model.facts import Assumptions, PutIn
from calculator.model.item import ANYWHERE, Item, ItemClass, Origin
from calculator.model.stages import Stage, StageReading, Stages
from calculator.model.substance_list import Listing, SubstanceList
from calculator.model.substances import SOME_RARE_EARTH, Form, Substance, read_substance
from calculator.numbers.bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a rule counts: substances of its list that are from ``origins``; ``unsure`` codes may be."""

    substances: SubstanceList
    origins: frozenset[str]
    unsure: frozenset[str] = frozenset()

    @property
    def is_of_rare_earth(self) -> bool:
        """True where only rare earth is counted, so that a material without any holds nothing that counts."""
        return not self.substances.is_named

    def listing_in(
        self, item: Item, substance: Substance, assumptions: Assumptions
    ) -> tuple[Listing, tuple[str, ...]]:
        """Whether the list names what was put into an item, and under which keys.

        Where the element ends as metal in the item, a form that the list does not name is nothing in one reading and the
        element in another; both are possible until one is chosen (LAW 2).
        """
        listing, keys = self.substances.find(substance)
        if (
            listing is not Listing.UNLISTED
            or assumptions.put_in is PutIn.AS_PUT_IN
            or not _ends_as_metal(item, substance)
        ):
            return listing, keys
        metals = tuple(
            key
            for element in substance.elements
            if element != SOME_RARE_EARTH
            for key in self._listed_metal(element)
        )
        if not metals:
            return listing, keys
        return (Listing.LISTED if assumptions.put_in is PutIn.AS_ELEMENT else Listing.MAYBE), metals

    def _listed_metal(self, element: str) -> tuple[str, ...]:
        metal, _ = read_substance(element, Form.METAL.value)
        if metal is None or self.substances.find(metal)[0] is not Listing.LISTED:
            return ()
        return (metal.key,)

    def with_stages_of(self, item: Item, stages: Stages) -> Stages:
        """The stages of a substance in an item, with what the item's own line says of its rare earth.

        That speaks of all of it together: it can put a stage in doubt where it may count, and clears none.
        """
        doubted = stages
        for stage in Stage:
            own = item.stages.at(stage)
            if (
                stages.at(stage).is_unknown
                and own.share_from(self.origins, self.unsure).high
                and (own.shares or own.named)
            ):
                doubted = doubted.with_stage(stage, own.doubted())
        return doubted

    def share_by_stage(
        self, stages: Stages, form: Form, last_stage: Origin, assumptions: Assumptions
    ) -> Bounds:
        """The share of a substance of a form that the rule counts; ``last_stage`` is its Country of Origin."""
        reading = assumptions.origin_stage
        needs_last_alone = reading in (None, StageReading.LISTED_FORM)
        if ANYWHERE in self.origins or (needs_last_alone and not stages.are_stated):
            return self.share_of(last_stage, assumptions)
        return stages.counted_share(
            form,
            last_stage,
            lambda stage: self.share_of(stage, assumptions),
            reading,
            is_chosen=not assumptions.looks_at_stated_stages,
        )

    def shares_by_reading(
        self, stages: Stages, form: Form, last_stage: Origin, assumptions: Assumptions
    ) -> tuple[Bounds, ...]:
        """The share that counts under each reading, by what is stated; nothing where no stage is."""
        if ANYWHERE in self.origins or not stages.are_stated:
            return ()
        return tuple(
            stages.counted_share(
                form,
                last_stage,
                lambda stage: self.share_of(stage, assumptions),
                reading,
                is_chosen=False,
            )
            for reading in StageReading
        )

    def share_of(self, origin: Origin, assumptions: Assumptions) -> Bounds:
        """The share of something of that origin that the rule counts."""
        if ANYWHERE in self.origins:
            return Bounds.exactly(1)
        share = origin.share_from(self.origins, self.unsure)
        if assumptions.unknown_origin_is_not_chinese and share.high is not None:
            return Bounds(share.low, share.high - origin.unsaid_share(self.origins | self.unsure))
        return share


def _ends_as_metal(item: Item, substance: Substance) -> bool:
    """True in a magnet, and in a target of metal: an oxide that stays an oxide is what it is."""
    if substance.form in (Form.UNKNOWN, Form.METAL):
        return False
    if item.item_class is ItemClass.MAGNET:
        return True
    return item.item_class is ItemClass.TARGET and substance.form is Form.ALLOY


def is_open_by_form(item: Item, substance: Substance) -> bool:
    """True where a list that does not name the form may count the element all the same."""
    return bool(substance.elements) and _ends_as_metal(item, substance)

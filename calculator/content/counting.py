"""What a rule counts: the substances of its list, of the origins that it names."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.content.put_in import PutInAs
from calculator.model.assumptions import Assumptions, PutIn
from calculator.model.item import ANYWHERE, Item, Origin
from calculator.model.stages import Stage, StageReading, Stages
from calculator.model.substance_list import Listing, SubstanceList
from calculator.model.substances import SOME_RARE_EARTH, Form, Substance, read_substance
from calculator.numbers.bounds import Bounds, hull_of


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

    @property
    def tells_forms(self) -> bool:
        """True where the list names forms of the rare earths, and not every form of them."""
        return not self.substances.is_named and not self.substances.every_form_of

    def put_in_as(
        self, substance: Substance, assumptions: Assumptions, *, becomes_metal: bool
    ) -> PutInAs:
        """Whether the list names what was put in, and as what.

        Where the element ends as metal, a form that the list does not name is nothing in one reading and the element in
        another, and a listed oxide itself or the element; both are possible until one is chosen (LAW 2).
        """
        listing, keys = self.substances.find(substance)
        counts_every_form = self.substances.is_named or any(
            element in self.substances.every_form_of for element in substance.elements
        )
        is_itself = (
            listing is Listing.LISTED and substance.form is Form.ALLOY and not substance.of_element
        )
        metals = () if counts_every_form or is_itself else self._listed_metals(substance)
        if not becomes_metal or not metals or assumptions.put_in is PutIn.AS_PUT_IN:
            return PutInAs(listing, keys)
        if assumptions.put_in is PutIn.AS_ELEMENT:
            return PutInAs(Listing.LISTED, (), metals)
        return PutInAs(Listing.MAYBE if listing is Listing.UNLISTED else listing, keys, metals)

    def _listed_metals(self, substance: Substance) -> tuple[str, ...]:
        return tuple(
            key
            for element in substance.elements
            if element != SOME_RARE_EARTH
            for key in self._listed_metal(element)
        )

    def _listed_metal(self, element: str) -> tuple[str, ...]:
        metal, _ = read_substance(element, Form.METAL.value)
        if metal is None or self.substances.find(metal)[0] is not Listing.LISTED:
            return ()
        return (metal.key,)

    def with_stages_of(self, item: Item, stages: Stages) -> Stages:
        """The stages of a substance in an item, with what the item's own line says of its rare earth.

        That speaks of all of it together: it can put a stage in doubt where it may count, and clears none.
        """
        if not item.stages.are_stated:
            return stages
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

    def share_of_forms(
        self, stages: Stages, forms: tuple[Form, ...], last_stage: Origin, assumptions: Assumptions
    ) -> Bounds:
        """The same where it may count in any of several forms: bounds that hold each."""
        return hull_of(
            [self.share_by_stage(stages, form, last_stage, assumptions) for form in forms]
        )

    def shares_by_reading(
        self, stages: Stages, forms: tuple[Form, ...], last_stage: Origin, assumptions: Assumptions
    ) -> tuple[Bounds, ...]:
        """The share that counts under each reading, by what is stated; nothing where no stage is."""
        if ANYWHERE in self.origins or not stages.are_stated:
            return ()
        return tuple(
            hull_of(
                [
                    stages.counted_share(
                        form,
                        last_stage,
                        lambda stage: self.share_of(stage, assumptions),
                        reading,
                        is_chosen=False,
                    )
                    for form in forms
                ]
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

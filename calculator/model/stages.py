"""The stages that rare earth goes through before it is in an item, the country of each, and how they are read together.

A list names metals, alloys and oxides: the stage that made the listed form counts. Whether an earlier one counts is open, so
three readings are kept: the earliest stated stage, the stage of the listed form, and any stage at all.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from calculator.model.item import UNKNOWN_ORIGIN, Origin
from calculator.model.substances import Form
from calculator.numbers.bounds import Bounds, hull_of


class StageReading(Enum):
    """Whose country is the origin of what was put in."""

    EARLIEST = "earliest"
    LISTED_FORM = "listed-form"
    ANY = "any"


class Stages(NamedTuple):
    """Where the ore was mined, the oxide separated, and the metal or alloy made; unknown where nobody said."""

    mined: Origin = UNKNOWN_ORIGIN
    separated: Origin = UNKNOWN_ORIGIN
    metal_made: Origin = UNKNOWN_ORIGIN

    @property
    def are_stated(self) -> bool:
        """True where something is said of a stage."""
        return any(not stage.is_unknown or stage.named for stage in self)

    def of_form(self, form: Form) -> Origin:
        """The stage that made a substance of that form; of an unknown form the last one that is stated."""
        if form in (Form.OXIDE, Form.COMPOUND):
            return self.separated
        if form is Form.UNKNOWN and self.metal_made.is_unknown:
            return self.separated
        return self.metal_made

    def counted_share(
        self,
        form: Form,
        last_stage: Origin,
        share_of: Callable[[Origin], Bounds],
        reading: StageReading | None,
    ) -> Bounds:
        """The share that counts under a reading; None holds all three, which is what is known where they disagree.

        ``last_stage`` is the Country of Origin, which speaks for the stage of the listed form where no column of its own
        does. All stages that are stated in one country are that country; none of them there is not, if the stage of the
        listed form is among them.
        """
        listed = self.of_form(form)
        listed = last_stage if listed.is_unknown and not listed.named else listed
        is_listed_stated = not listed.is_unknown
        stated = [
            stage
            for stage in (self.mined, self.separated, self.metal_made, listed)
            if not stage.is_unknown or stage.named
        ]
        if is_listed_stated and last_stage.shares and last_stage.shares != listed.shares:
            stated.append(last_stage)
        if reading is StageReading.LISTED_FORM:
            of_listed = (
                [listed] if listed is last_stage or last_stage.is_unknown else [listed, last_stage]
            )
            return hull_of([share_of(stage) for stage in of_listed])
        if reading is StageReading.EARLIEST and stated:
            return share_of(stated[0])
        shares = [share_of(stage) for stage in stated or [UNKNOWN_ORIGIN]]
        low = max(share.low for share in shares) if reading else min(share.low for share in shares)
        high = max((Fraction(1) if share.high is None else share.high) for share in shares)
        if not is_listed_stated and low < 1:
            high = share_of(UNKNOWN_ORIGIN).high or high
        return Bounds(low, max(low, high))


NO_STAGES = Stages()

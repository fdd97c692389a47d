"""The stages that rare earth goes through before it is in an item, the country of each, and how they are read together.

A list names metals, alloys and oxides: the stage that made the listed form counts. Whether an earlier one counts is open, so
three readings are kept: the earliest stated stage, the stage of the listed form, and any stage at all.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.model.origins import UNKNOWN_ORIGIN, Origin
from calculator.model.substances import Form
from calculator.numbers.bounds import Bounds, hull_of

ShareOf = Callable[[Origin], Bounds]
"""The share of something of an origin that a rule counts."""


class StageReading(Enum):
    """Whose country is the origin of what was put in."""

    EARLIEST = "earliest"
    LISTED_FORM = "listed-form"
    ANY = "any"


class Stage(Enum):
    """The three stages before the magnet or target itself, in their order; the value is how a person calls it."""

    MINED = "mined"
    SEPARATED = "separated"
    METAL_MADE = "made into metal or alloy"


class Stages(NamedTuple):
    """Where the ore was mined, the oxide separated, and the metal or alloy made; unknown where nobody said."""

    mined: Origin = UNKNOWN_ORIGIN
    separated: Origin = UNKNOWN_ORIGIN
    metal_made: Origin = UNKNOWN_ORIGIN

    @property
    def are_stated(self) -> bool:
        """True where something is said of a stage."""
        return self is not NO_STAGES and any(_speaks(stage) for stage in self)

    def at(self, stage: Stage) -> Origin:
        """Where one stage was."""
        return self[_PLACES[stage]]

    def with_stage(self, stage: Stage, origin: Origin) -> Stages:
        """The same with another country of one stage."""
        index = _PLACES[stage]
        return Stages(*(origin if place == index else kept for place, kept in enumerate(self)))

    def spoken(self) -> str:
        """Each stage with its country, in words.

        >>> Stages(mined=Origin(shares=(("AU", Fraction(1)),))).spoken()
        'mined AU, separated not stated, made into metal or alloy not stated'
        """
        return ", ".join(f"{stage.value} {spoken_origin(self.at(stage))}" for stage in Stage)

    def doubted(self) -> Stages:
        """What is left of them where the statement does not count."""
        return Stages(*(stage.doubted() if _speaks(stage) else stage for stage in self))

    def contradict(self, form: Form, last_stage: Origin) -> bool:
        """True where the Country of Origin differs from what is stated of the stage that made the listed form."""
        return len(self._of_listed_form(form, last_stage)) > 1

    def unstated(
        self, form: Form, last_stage: Origin, reading: StageReading | None
    ) -> tuple[Stage, ...]:
        """The stages of which nobody said where they were and that a reading needs; None needs that of the listed form alone.

        >>> Stages().unstated(Form.METAL, UNKNOWN_ORIGIN, StageReading.EARLIEST)
        (<Stage.MINED: 'mined'>,)
        """
        needed = {
            StageReading.EARLIEST: (Stage.MINED,),
            StageReading.ANY: _stages_to(_stage_of(form)),
        }.get(reading, (_stage_of(form),))  # type: ignore[arg-type]  # None has no entry
        by_origin = _stage_of(form) if _speaks(last_stage) else None
        return tuple(
            stage for stage in needed if self.at(stage).is_unknown and stage is not by_origin
        )

    def counted_share(
        self,
        form: Form,
        last_stage: Origin,
        share_of: ShareOf,
        reading: StageReading | None,
        *,
        is_chosen: bool = True,
    ) -> Bounds:
        """The share that counts under a reading; None holds all three, which is what is known where they disagree.

        ``last_stage`` is the Country of Origin, which speaks for the stage of the listed form where no column of its own
        does; where both speak and differ, both hold. A reading that ``is_chosen`` takes a stage that it needs and nobody
        stated as unknown; one that is tried beside others looks at what is stated alone.
        """
        if reading is not None:
            return self._under(form, last_stage, share_of, reading, is_chosen=is_chosen)
        return hull_of(
            [
                self._under(form, last_stage, share_of, tried, is_chosen=False)
                for tried in StageReading
            ]
        )

    def _under(
        self,
        form: Form,
        last_stage: Origin,
        share_of: ShareOf,
        reading: StageReading,
        *,
        is_chosen: bool,
    ) -> Bounds:
        listed = self._of_listed_form(form, last_stage)
        if reading is StageReading.LISTED_FORM:
            shares = [share_of(origin) for origin in listed]
            is_silent = not any(_speaks(origin) for origin in listed)
            if is_silent and not is_chosen and self.are_stated:
                stated = [share_of(stage) for stage in self if _speaks(stage)]
                # All that is stated is there: nothing speaks for another country.
                return hull_of(stated) if all(share.low == 1 for share in stated) else shares[0]
            return hull_of(shares)
        return hull_of(
            [
                self._of_stages(form, origin, share_of, reading, is_chosen=is_chosen)
                for origin in listed
            ]
        )

    def _of_stages(
        self,
        form: Form,
        listed: Origin,
        share_of: ShareOf,
        reading: StageReading,
        *,
        is_chosen: bool,
    ) -> Bounds:
        """Under the reading of the earliest stage or of any, where the listed form was made in ``listed``."""
        stages = self.with_stage(_stage_of(form), listed)
        if is_chosen:
            passed = [
                origin
                for stage, origin in zip(Stage, stages, strict=True)
                if stage in _stages_to(_stage_of(form)) or _speaks(origin)
            ]
        else:
            passed = [origin for origin in stages if _speaks(origin)] or [UNKNOWN_ORIGIN]
        if reading is StageReading.EARLIEST:
            return share_of(passed[0])
        shares = [share_of(origin) for origin in passed]
        low = max(share.low for share in shares)
        highs = sum(
            (Fraction(1) if share.high is None else share.high for share in shares), Fraction(0)
        )
        # What was there in one stage need not be what was there in another.
        return Bounds(low, max(low, min(Fraction(1), highs)))

    def _of_listed_form(self, form: Form, last_stage: Origin) -> tuple[Origin, ...]:
        """Where the listed form was made, as its own column and the Country of Origin say: one, or two that differ."""
        own = self.at(_stage_of(form))
        if not _speaks(own):
            return (last_stage,)
        is_same = (own.shares, own.named) == (last_stage.shares, last_stage.named)
        return (own, last_stage) if _speaks(last_stage) and not is_same else (own,)


def spoken_origin(origin: Origin) -> str:
    """The country of a stage; of one that nobody stated, that."""
    if origin.shares:
        return str(origin)
    named = " or ".join(origin.named)
    return f"unknown ({named} named)" if named else "not stated"


def _speaks(origin: Origin) -> bool:
    return bool(origin.shares or origin.named)


def _stage_of(form: Form) -> Stage:
    """The stage that makes a substance of that form. What has no form may be metal, which comes last."""
    return Stage.SEPARATED if form in (Form.OXIDE, Form.COMPOUND) else Stage.METAL_MADE


def _stages_to(last: Stage) -> tuple[Stage, ...]:
    stages = tuple(Stage)
    return stages[: stages.index(last) + 1]


_PLACES: Final = {stage: index for index, stage in enumerate(Stage)}
NO_STAGES = Stages()
STAGE_COLUMNS: Final = ("mined_in", "separated_in", "metal_made_in")
"""What the columns of the stages mean, in their order."""

"""Which stage decides the origin is open; each reading is worked out here by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.model.item import UNKNOWN_ORIGIN, Origin
from calculator.model.stages import StageReading, Stages
from calculator.model.substances import Form
from calculator.numbers.bounds import Bounds

CHINA = Origin(shares=(("CN", Fraction(1)),))
AUSTRALIA = Origin(shares=(("AU", Fraction(1)),))
MALAYSIA = Origin(shares=(("MY", Fraction(1)),))
ALL, NONE, OPEN = Bounds.exactly(1), Bounds.exactly(0), Bounds(Fraction(0), Fraction(1))
UNKNOWN = UNKNOWN_ORIGIN


def share(
    stages: Stages,
    reading: StageReading | None = None,
    form: Form = Form.METAL,
    last: Origin = UNKNOWN_ORIGIN,
) -> Bounds:
    """Of China."""
    return stages.counted_share(form, last, lambda origin: origin.share_from({"CN"}), reading)


@pytest.mark.parametrize(
    ("stages", "earliest", "listed", "at_all", "together"),
    [
        (Stages(AUSTRALIA, MALAYSIA, CHINA), NONE, ALL, ALL, OPEN),
        (Stages(CHINA, MALAYSIA, MALAYSIA), ALL, NONE, ALL, OPEN),
        (Stages(CHINA, CHINA, CHINA), ALL, ALL, ALL, ALL),
        (Stages(AUSTRALIA, MALAYSIA, MALAYSIA), NONE, NONE, NONE, NONE),
        (Stages(AUSTRALIA, MALAYSIA, UNKNOWN), NONE, OPEN, OPEN, OPEN),
        (Stages(CHINA, UNKNOWN, UNKNOWN), ALL, OPEN, ALL, ALL),
        (Stages(UNKNOWN, UNKNOWN, AUSTRALIA), OPEN, NONE, OPEN, NONE),
    ],
)
def test_the_readings_of_a_metal(
    stages: Stages, earliest: Bounds, listed: Bounds, at_all: Bounds, together: Bounds
) -> None:
    assert share(stages, StageReading.EARLIEST) == earliest
    assert share(stages, StageReading.LISTED_FORM) == listed
    assert share(stages, StageReading.ANY) == at_all
    assert share(stages) == together


def test_an_oxide_is_made_where_it_is_separated() -> None:
    stages = Stages(AUSTRALIA, CHINA, UNKNOWN)
    assert share(stages, StageReading.LISTED_FORM, Form.OXIDE) == ALL
    assert share(stages, StageReading.LISTED_FORM, Form.METAL) == OPEN


def test_the_country_of_origin_speaks_for_the_stage_without_a_column() -> None:
    stages = Stages(AUSTRALIA, MALAYSIA, UNKNOWN)
    assert share(stages, StageReading.LISTED_FORM, last=CHINA) == ALL
    assert share(stages, last=CHINA) == OPEN
    assert share(stages, last=MALAYSIA) == NONE


def test_a_country_of_origin_against_its_own_stage_leaves_both_possible() -> None:
    stages = Stages(AUSTRALIA, MALAYSIA, MALAYSIA)
    assert share(stages, StageReading.LISTED_FORM, last=CHINA) == OPEN
    assert share(stages, last=CHINA) == OPEN

"""An honest, fully documented bill ends in its answer, whatever stands in it that means nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.properties.honest import OF_THE_WORKBOOK, Outcome, make, outcome_of
from tests.properties.planting import grounds
from tests.properties.runs import conclusive_samples

SEEDS = range(40)


def told(outcome: Outcome) -> str:
    return f"exit {outcome.status}, must be {outcome.bill.status}: {outcome.verdicts} {outcome.bill.quirks} {outcome.why}"


@pytest.mark.parametrize("seed", SEEDS)
def test_an_honest_bill_ends_as_it_must(seed: int, tmp_path: Path) -> None:
    outcome = outcome_of(seed, tmp_path)
    assert outcome.is_right, told(outcome)


def test_honest_bills_at_random_end_as_they_must(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    count = 300 if request.config.getoption("--long") else 2
    for seed in random.Random(None if count > 2 else 1).sample(range(10**6), count):
        outcome = outcome_of(seed, tmp_path)
        assert outcome.is_right, f"seed {seed}: {told(outcome)}"


def test_the_answers_of_the_seeds_are_of_every_kind() -> None:
    # A generator that makes only clear bills would prove nothing.
    bills = [make(random.Random(seed)) for seed in SEEDS]
    assert {bill.status for bill in bills} == {0, 1}
    assert {verdict for bill in bills for verdict in bill.verdicts.values()} == {
        "crosses",
        "below",
        "not-subject",
    }


@pytest.mark.parametrize("quirk", OF_THE_WORKBOOK)
def test_a_quirk_that_means_nothing_leaves_a_sample_its_answer(quirk: str, tmp_path: Path) -> None:
    place = [*OF_THE_WORKBOOK].index(quirk)
    workbooks = [
        case for case in conclusive_samples() if case.bill.suffix == ".xlsx" and not case.is_large
    ]
    for case in (workbooks[place % len(workbooks)], workbooks[(place + 4) % len(workbooks)]):
        opened = grounds(case)
        assert opened is not None
        ground = opened()
        OF_THE_WORKBOOK[quirk](ground, random.Random(place))
        path = tmp_path / case.bill.name
        ground.sheet.parent.save(path)
        before, after = case.untouched().report, case.of(path).assessed().report
        assert after.exit_status() == before.exit_status(), case.bill.name
        assert [(one.item.number, one.verdict) for one in after.findings] == [
            (one.item.number, one.verdict) for one in before.findings
        ], case.bill.name
        assert {part.item.number for part in after.suspects} == {
            part.item.number for part in before.suspects
        }, case.bill.name

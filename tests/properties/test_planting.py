"""What is in a bill and on no line of it is heard, wherever it stands: sixty plants in the samples, in every place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.properties.planting import PLACES, plant_all, table
from tests.properties.runs import conclusive_samples

SEEDS = range(60)


def test_whatever_is_planted_is_named_and_never_cleared(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    is_long = request.config.getoption("--long")
    seeds = random.Random().sample(range(10**6), 400) if is_long else SEEDS
    cases = [case for case in conclusive_samples() if is_long or not case.is_large]
    outcomes = [*plant_all(cases, tmp_path, seeds, at_random=is_long)]
    assert {outcome.plant.place for outcome in outcomes} == set(PLACES)
    missed = [
        f"exit {outcome.status}, {outcome.bill}: {outcome.plant}"
        for outcome in outcomes
        if not outcome.named or outcome.status == 0
    ]
    assert missed == [], "\n".join([table(outcomes), *missed])

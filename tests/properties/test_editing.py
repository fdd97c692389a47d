"""Who writes a figure twice, or takes away what closes a doubt, clears nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.properties.editing import (
    Edit,
    doublings,
    edited,
    removals,
    tables_of,
    wrongly_cleared,
)
from tests.properties.runs import Case, conclusive_samples

WORKBOOKS = [case for case in conclusive_samples() if case.bill.suffix == ".xlsx"]


def name_of(case: Case) -> str:
    return " ".join([case.bill.name, *(path.name for path in case.facts), *map(str, case.choices)])


def drawn(case: Case, edits: list[Edit], count: int, *, is_long: bool) -> list[Edit]:
    """All of them in a long run; else a few that are the same every time, and one of a large bill."""
    if is_long:
        return edits
    return random.Random(len(edits)).sample(edits, min(1 if case.is_large else count, len(edits)))


@pytest.mark.parametrize("case", WORKBOOKS, ids=name_of)
def test_a_column_that_stands_twice_with_other_figures_clears_nothing(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    is_long = request.config.getoption("--long")
    rng = random.Random() if is_long else random.Random(7)
    before = case.untouched()
    edits = [*doublings(tables_of(before, case.bill.name), rng)]
    for edit in drawn(case, edits, 5, is_long=is_long):
        after = edited(case, edit, tmp_path).assessed()
        assert wrongly_cleared(before, after) == [], edit.name


@pytest.mark.parametrize("case", WORKBOOKS, ids=name_of)
def test_taking_away_what_closes_a_doubt_clears_nothing(
    case: Case, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    before = case.untouched()
    items = tuple(finding.item.number for finding in before.report.findings)
    edits = [*removals(tables_of(before, case.bill.name), items)]
    for edit in drawn(case, edits, 5, is_long=request.config.getoption("--long")):
        after = edited(case, edit, tmp_path).assessed()
        assert wrongly_cleared(before, after) == [], edit.name

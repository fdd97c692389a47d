"""A fixed number of seeded rounds of damage, and what earlier rounds found."""

from __future__ import annotations

import pytest

from tests.attacks.fuzz import FINDINGS, judged, run


@pytest.mark.parametrize("part", range(8))
def test_damaged_bills_never_crash_and_never_pass(part):
    assert run(40, part) == []


def test_what_was_found_once_stays_right():
    for path in sorted(FINDINGS.glob("*")):
        assert judged(path, is_whole="whole" in path.name) == "", path.name

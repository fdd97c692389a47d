"""What an answer rests on is gathered once, in the order in which formats that people read set it."""

from __future__ import annotations

from dataclasses import replace

from calculator.reports.ground import ground_of
from tests.reports.factory import drone


def test_assumptions_come_before_what_somebody_answered_for():
    report = replace(drone(), assumptions=(("technology", "no"), ("set M-1.origin", "JP")))
    ground = ground_of(report)
    assert ground.assumed == ("--assume technology=no", "--set M-1.origin=JP")
    assert ground.chosen == (*ground.assumed, *ground.answered_for)
    assert ground.values.startswith("values in ")

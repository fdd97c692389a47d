"""Evidence from after the day: what it lists may be there, and it closes nothing."""

from __future__ import annotations

import pytest

from calculator.findings.verdict import Verdict
from tests.workbooks import ON, assessed, codes, dysprosium, finding, magnet

LATER = "2026-11-24"
FULL = [("Nd", 30), ("Fe", 69), ("B", 1)]


def listed(day: str | None, *substances: tuple[str, float], number: str = "MAG", disclosure="full"):
    return [
        {"Part Number": number, "Substance": name, "wt%": share, "Disclosure": disclosure, "Date": day}
        for name, share in substances
    ]  # fmt: skip


def test_a_certificate_of_a_later_day_is_named(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Date": LATER})]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows)
    assert "certificate-dated-later" in codes(run)


def test_a_certificate_of_the_day_is_not(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Date": ON.isoformat()})]
    assert "certificate-dated-later" not in codes(assessed(tmp_path, BOM=[magnet()], Content=rows))


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        (listed(ON.isoformat(), *FULL), 0),
        (listed(None, *FULL), 0),
        (listed(LATER, *FULL), 3),
        (listed(LATER, *FULL, disclosure=None), 3),  # by their sum
        (listed(LATER, ("none of: Sm, Gd, Tb, Dy, Lu, Sc, Y", None), disclosure=None), 3),
        # One of today closes what one of tomorrow says again.
        ([*listed(ON.isoformat(), *FULL), *listed(LATER, *FULL)], 0),
        # And what one of tomorrow adds may be there today.
        ([*listed(ON.isoformat(), *FULL), *listed(LATER, ("Dy", 2), disclosure=None)], 3),
    ],
)
def test_a_certificate_of_a_later_day_closes_nothing(tmp_path, rows, status):
    run = assessed(tmp_path, BOM=[magnet()], Content=rows)
    assert run.report.exit_status() == status
    assert "clearance-not-followed" not in codes(run)


def test_what_a_later_certificate_lists_may_still_cross(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Date": LATER})]
    prices = [{"Substance": "Dy", "Form": "metal", "Price": 1000, "Currency": "USD", "Date": ON}]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows, Prices=prices)
    assert finding(run, "MAG").verdict is Verdict.CROSSES


BOTH_DAYS = pytest.mark.parametrize(("day", "is_settled"), [(ON.isoformat(), True), (LATER, False)])


@BOTH_DAYS
def test_a_motor_is_not_settled_by_a_later_day(tmp_path, day, *, is_settled):
    motor = {"Level": 0, "Part Number": "M", "Description": "BLDC motor 2212", "Quantity": 1, "Unit": "pcs"}  # fmt: skip
    row = {"Part Number": "M", "Substance": "none", "Disclosure": "full", "Date": day}
    run = assessed(tmp_path, BOM=[motor], Content=[row])
    assert (run.report.exit_status() == 0) is is_settled


@BOTH_DAYS
def test_that_the_lines_are_all_of_it_is_not_said_by_a_later_day(tmp_path, day, *, is_settled):
    line = {"Level": 1, "Part Number": "N", "Description": "Neodymium metal", "Quantity": 1, "Unit": "g"}  # fmt: skip
    row = {"Part Number": "MAG", "Substance": None, "Disclosure": "full", "Date": day}
    run = assessed(tmp_path, BOM=[magnet(), line], Content=[row])
    assert (run.report.exit_status() == 0) is is_settled
    assert "clearance-not-followed" not in codes(run)

"""How far figures may be off by their digits, in whatever unit they were written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.findings.verdict import Verdict
from tests.workbooks import assessed, finding, magnet

TOP = {"Level": 0, "Part Number": "TOP", "Description": "Rig", "Quantity": 1, "Unit": "each"}


@pytest.mark.parametrize("unit", ["g", "kg", "lb"])
@pytest.mark.parametrize(
    ("iron", "verdict"),
    [
        (0.1392, Verdict.NOT_SUBJECT),
        (0.1408, Verdict.NOT_SUBJECT),
        (0.137, Verdict.UNDETERMINED),
    ],
)
def test_the_parts_of_a_magnet_account_for_it_within_the_digits_shown(
    tmp_path, unit, iron, verdict
):
    part = {"Level": 2, "Unit": unit, "Unit Price": 0.001, "Currency": "USD"}
    rows = [
        TOP,
        magnet(level=1, **{"Unit Mass": 0.2, "Mass Unit": unit}),
        {**part, "Part Number": "ND", "Material": "Nd", "Quantity": 0.06},
        {**part, "Part Number": "FE", "Material": "iron", "Quantity": iron},
    ]
    assert finding(assessed(tmp_path, BOM=rows), "MAG").verdict is verdict


def test_a_figure_without_an_end_is_of_its_twelve_digits():
    from calculator.numbers.rounding import grain_of

    assert grain_of(Fraction(1, 3)) == Fraction(1, 10**12)

"""How often a line counts: alternates, dates of effect, base quantities, what quantities count."""

from __future__ import annotations

import datetime
from fractions import Fraction

from calculator.sources.items.placement import Quantities
from calculator.sources.reader import Request
from tests.sources.layouts import codes, components, grid, read


def test_alternates_are_an_envelope(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "Alternative group"],
        [0, "P", "Product", 1, None],
        [1, "M-1", "Magnet A", 2, "A1"],
        [1, "M-2", "Magnet B", 3, "A1"],
        [1, "S", "Screw", 4, None],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    inside = intake.bill.inside("P")
    assert (inside["M-1"].low, inside["M-1"].high) == (0, 2)
    assert (inside["M-2"].low, inside["M-2"].high) == (0, 3)
    assert (inside["S"].low, inside["S"].high) == (4, 4)
    assert "alternates" in codes(intake)


def test_a_marked_alternate_stands_for_the_row_above(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "替代料"],
        [0, "P", "Product", 1, None],
        [1, "M-1", "Magnet A", 2, None],
        [1, "M-2", "Magnet B", 2, "是"],
    ]
    inside = read(grid(tmp_path / "b.xlsx", rows)).bill.inside("P")
    assert {
        number: (bounds.low, bounds.high)
        for number, bounds in inside.items()
        if number.startswith("M-") and "or" not in number
    } == {"M-1": (0, 2), "M-2": (0, 2)}


def test_a_line_that_is_not_fitted_may_or_may_not_be_there(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "Fitted"],
        [0, "P", "Product", 1, None],
        [1, "A", "Buzzer", 2, "no"],
        [1, "B", "Screw", 2, "yes"],
    ]
    quantities = read(grid(tmp_path / "b.xlsx", rows)).bill.quantities_per("P")
    assert (quantities["A"].low, quantities["A"].high) == (0, 2)
    assert (quantities["B"].low, quantities["B"].high) == (2, 2)


def test_lines_not_in_effect_on_the_day_are_left_out(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "Valid from", "Valid to"],
        [0, "P", "Product", 1, None, None],
        [1, "OLD", "Magnet", 1, None, datetime.date(2025, 12, 31)],
        [1, "NEXT", "Magnet", 1, datetime.date(2026, 1, 1), None],
    ]
    path = grid(tmp_path / "b.xlsx", rows)
    assert components(read(path, Request(on=datetime.date(2026, 6, 1)))) == {"P": {"NEXT": 1}}
    assert components(read(path, Request(on=datetime.date(2025, 6, 1)))) == {"P": {"OLD": 1}}


def test_a_base_quantity_is_divided_out(tmp_path):
    rows = [
        ["Level", "Material number", "Description", "Component quantity", "Base quantity"],
        [0, "P", "Magnet alloy", 1, None],
        [1, "DY", "Dysprosium metal", 20, 100],
    ]
    assert read(grid(tmp_path / "b.xlsx", rows)).bill.quantities_per("P")["DY"].low == Fraction(
        1, 5
    )


LEVELS = ["Level", "Part No", "Description", "Qty", "Unit weight (g)"]


def test_masses_that_balance_per_parent_settle_the_quantities(tmp_path):
    rows = [
        LEVELS,
        [0, "P", "Motor", 1, 240],
        [1, "ROT", "Rotor", 2, 100],
        [2, "MAG", "Magnet", 8, 10],
        [2, "SH", "Shaft", 1, 20],
        [1, "H", "Housing", 1, 40],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert intake.quantities is Quantities.PER_PARENT
    assert "balance" in intake.quantities_why


def test_masses_that_balance_per_product_settle_the_quantities(tmp_path):
    rows = [
        LEVELS,
        [0, "P", "Motor", 1, 240],
        [1, "ROT", "Rotor", 2, 100],
        [2, "MAG", "Magnet", 16, 10],
        [2, "SH", "Shaft", 2, 20],
        [1, "H", "Housing", 1, 40],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert intake.quantities is Quantities.CUMULATIVE
    assert components(intake)["ROT"] == {"MAG": 8, "SH": 1}


def test_where_nothing_shows_what_quantities_count_bounds_hold_both(tmp_path):
    rows = [
        ["Level", "Part No", "Description", "Qty"],
        [0, "P", "Motor", 1],
        [1, "ROT", "Rotor", 2],
        [2, "MAG", "Magnet", 16],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    found = intake.bill.quantities_per("ROT")["MAG"]
    assert (found.low, found.high) == (8, 16)
    assert "quantity-convention-unclear" in codes(intake)
    asked = read(tmp_path / "b.xlsx", Request(quantities=Quantities.CUMULATIVE))
    assert asked.bill.quantities_per("ROT")["MAG"].high == 8


def test_the_standard_workbook_is_per_parent_whatever_balances(tmp_path):
    rows = [
        ["Level", "Part Number", "Quantity", "Unit Mass", "Mass Unit"],
        [0, "P", 1, 240, "g"],
        [1, "ROT", 2, 100, "g"],
        [2, "MAG", 16, 10, "g"],
        [2, "SH", 2, 20, "g"],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert intake.quantities is Quantities.PER_PARENT
    assert "quantity-convention-doubtful" in codes(intake)

"""One mass, one base, one unit: two columns, two units and a total that contradicts give bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from openpyxl import load_workbook

from tests.sources.layouts import codes, grid, read

HEADS = ("Part Number", "Description", "Quantity")


def grams(folder, heads, *rows) -> list[tuple[float, float | None]]:
    """The ends of the mass in grams of the item of each row."""
    path = grid(folder / "b.xlsx", [(*HEADS, *heads), *rows])
    items = read(path).bill.items
    found = [items[row[0]].mass.bounds for row in rows]
    return [
        (float(one.low * 1000), None if one.high is None else float(one.high * 1000))
        for one in found
    ]


def test_two_columns_of_masses_that_differ_give_bounds(tmp_path):
    heads = ("Net weight (g)", "Gross weight (g)")
    assert grams(tmp_path, heads, ("A", "Bracket", 1, 10, 12), ("B", "Bracket", 1, 5, 5)) == [
        (10, 12),
        (5, 5),
    ]
    assert "mass-columns-differ" in codes(read(tmp_path / "b.xlsx"))


@pytest.mark.parametrize("other", ["Shipping weight (g)", "Total weight (g)", "Atomic mass"])
def test_the_mass_of_something_else_is_no_candidate(tmp_path, other):
    assert grams(tmp_path, ("Unit Mass (g)", other), ("A", "Bracket", 2, 10, 20)) == [(10, 10)]


def test_the_mass_of_a_line_that_contradicts_gives_bounds(tmp_path):
    heads = ("Unit Mass (g)", "Total Mass (g)")
    rows = [("A", "Bracket", 2, 10, 20), ("B", "Bracket", 4, 5, 10), ("C", "Bracket", 3, 2, 6)]
    assert grams(tmp_path, heads, *rows) == [(10, 10), (2.5, 5), (2, 2)]
    assert "line-mass-differs" in codes(read(tmp_path / "b.xlsx"))


def test_the_unit_of_masses_is_that_of_a_column_that_says_it_in_every_row(tmp_path):
    heads = ("Unit Mass", "GE")
    rows = [("A", "Bracket", 2, 0.01, "KG"), ("B", "Bracket", 4, 0.02, "KG")]
    assert grams(tmp_path, heads, *rows) == [(10, 10), (20, 20)]
    assert grams(tmp_path, ("Unit Mass", "GewEh"), ("A", "Bracket", 1, 3, "G")) == [(3, 3)]
    rows = [("A", "Bracket", 2, 0.01, "KG"), ("B", "Bracket", 4, 0.02, "red")]
    assert grams(tmp_path, heads, *rows) == [(0, None), (0, None)]


def test_two_columns_of_mass_units_that_differ_give_bounds(tmp_path):
    heads = ("Unit Mass", "Mass Unit", "Mass Unit")
    assert grams(tmp_path, heads, ("A", "Bracket", 1, 3, "g", "kg")) == [(3, 3000)]


def test_a_merged_mass_is_for_each_row_between_nothing_and_itself(tmp_path):
    rows = [("A", "Bracket", 1, 8), ("B", "Bracket", 1, None), ("C", "Bracket", 1, 5)]
    path = grid(tmp_path / "b.xlsx", [(*HEADS, "Unit Mass (g)"), *rows])
    book = load_workbook(path)
    book.active.merge_cells("D2:D3")
    book.save(path)
    items = read(path).bill.items
    ends = [(items[one].mass.bounds.low, items[one].mass.bounds.high) for one in "ABC"]
    assert ends == [
        (0, Fraction(8, 1000)),
        (0, Fraction(8, 1000)),
        (Fraction(5, 1000), Fraction(5, 1000)),
    ]

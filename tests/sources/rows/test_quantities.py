"""How much of an item a row says there is."""

from __future__ import annotations

from fractions import Fraction

from openpyxl import load_workbook

from tests.sources.layouts import codes, grid, read

HEADS = ("Level", "Part Number", "Description")


def quantities(intake, parent):
    return {
        line.component: (line.quantity_per.low, line.quantity_per.high)
        for line in intake.bill.structures[parent][0]
    }


def test_two_columns_of_quantities_that_differ_give_bounds(tmp_path):
    rows = [(0, "P", "Product", 1, 1), (1, "A", "Bracket", 2, 5), (1, "B", "Bracket", 3, 3)]
    intake = read(grid(tmp_path / "b.xlsx", [(*HEADS, "Quantity", "Qty"), *rows]))
    assert quantities(intake, "P") == {"A": (2, 5), "B": (3, 3)}
    assert "quantity-columns-differ" in codes(intake)


def test_a_merged_quantity_is_for_each_row_between_nothing_and_itself(tmp_path):
    rows = [(0, "P", "Product", 1), (1, "A", "Bracket", 6), (1, "B", "Bracket", None)]
    path = grid(tmp_path / "b.xlsx", [(*HEADS, "Quantity"), *rows])
    book = load_workbook(path)
    book.active.merge_cells("D3:D4")
    book.save(path)
    assert quantities(read(path), "P") == {"A": (0, 6), "B": (0, 6)}


def test_units_needed_above_numbers_is_a_quantity(tmp_path):
    rows = [("Motor mount", 10, 3), ("Plate", 5, 2)]
    heads = ("Name", "Price", "Units Needed")
    intake = read(grid(tmp_path / "b.xlsx", [heads, *rows], sheet="BOM"))
    assert quantities(intake, "b") == {"Motor mount": (3, 3), "Plate": (2, 2)}


def test_ten_lines_of_a_tenth_are_one(tmp_path):
    """What ``=0.7+0.2+0.1`` leaves in a cell, 0.99999999999999989, is shown as 1 and is 1."""
    path = grid(
        tmp_path / "b.xlsx",
        [(*HEADS, "Quantity"), (0, "P", "Product", 1), (1, "A", "Bracket", 0.7 + 0.2 + 0.1)],
    )
    assert quantities(read(path), "P") == {"A": (1, 1)}
    assert Fraction(0.7 + 0.2 + 0.1) != 1

"""A quantity for a batch is divided by the batch of which it is."""

from __future__ import annotations

from fractions import Fraction

from tests.sources.layouts import codes, grid, read

HEADS = ("Level", "Part Number", "Description", "Component quantity", "Base quantity")


def quantities(intake, parent):
    return {
        line.component: (line.quantity_per.low, line.quantity_per.high)
        for line in intake.bill.structures[parent][0]
    }


def test_a_base_quantity_on_the_row_of_an_assembly_is_of_what_stands_below_it(tmp_path):
    rows = [
        (0, "P", "Product", 1, None),
        (1, "M", "Magnet", 2, 100),
        (2, "DY", "Dysprosium metal", 20, None),
        (2, "FE", "Iron", 300, None),
    ]
    intake = read(grid(tmp_path / "b.xlsx", [HEADS, *rows]))
    assert quantities(intake, "P") == {"M": (2, 2)}
    assert quantities(intake, "M") == {
        "DY": (Fraction(1, 5), Fraction(1, 5)),
        "FE": (3, 3),
    }
    assert "base-quantity-of-parts" in codes(intake)


def test_a_base_quantity_on_every_line_is_that_of_the_line(tmp_path):
    rows = [
        (0, "P", "Product", 1, 1),
        (1, "M", "Magnet", 2, 1),
        (2, "DY", "Dysprosium metal", 20, 100),
    ]
    intake = read(grid(tmp_path / "b.xlsx", [HEADS, *rows]))
    assert quantities(intake, "M") == {"DY": (Fraction(1, 5), Fraction(1, 5))}
    assert "base-quantity-of-parts" not in codes(intake)

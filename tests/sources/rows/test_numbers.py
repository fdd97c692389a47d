"""The number in a cell, and what stands beside it and is no digit of it."""

from __future__ import annotations

import pytest

from tests.sources.layouts import codes, grid, read

HEADS = ("Part Number", "Description", "Quantity", "Unit Price", "Currency")


def price(folder, cell):
    intake = read(grid(folder / "b.xlsx", [HEADS, ("A", "Bracket", 1, cell, "USD")]))
    found = intake.bill.items["A"].prices
    return (float(found[0].bounds.low) if found else None), codes(intake)


@pytest.mark.parametrize(
    "cell", ["2 1)", "2*", "2 ¹", "2¹", "2²", "2 **", "2†", "2 [1]", "2^1", "2①"]
)
def test_the_mark_of_a_footnote_is_no_digit(tmp_path, cell):
    found, told = price(tmp_path, cell)
    assert found == 2
    assert "footnote-mark" in told


@pytest.mark.parametrize(
    "cell",
    [
        "2 1",
        "12)",
        "2 (4)",
        "2 000 5",
        "1O",
        "2l",
        "NaN",
        "inf",
        "-inf",
        "#NUM!",
        "1E400",
        "nan",
        "infinity",
    ],
)
def test_what_is_no_number_is_unknown_and_its_cell_is_named(tmp_path, cell):
    found, told = price(tmp_path, cell)
    assert found is None
    assert told & {"unreadable-number", "unknown-currency", "unclear-currency", "error-cell"}


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("2 000", 2000),
        ("1'234.50", 1234.5),
        ("1 234,50", 1234.5),
        ("$2", 2),
        ("2 USD", 2),
        ("- ", None),
    ],
)
def test_thousands_and_words_beside_a_number_are_read(tmp_path, cell, number):
    assert price(tmp_path, cell)[0] == number

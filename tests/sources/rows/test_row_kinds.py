"""Which rows of a list are its parts: sums of groups and of money are not, a part that is called so is."""

from __future__ import annotations

import pytest

from tests.sources.layouts import grid, read

HEADS = ["Component", "Quantity", "Price"]
SCREW = ["Screw M3", 4, 1.0]


@pytest.mark.parametrize(
    ("row", "is_part"),
    [
        (["Total Cost (INR)", None, 4710], False),
        (["TOTAL RECEIVER", None, "$18 - $25"], False),
        (["Total (indicative, excl. shipping)", None, None], False),
        (["Subtotal magnets", None, 6], False),
        # A quantity, a size beside a magnet, and a word that only begins so make it a part.
        (["Total station", 1, 4710], True),
        (["Total magnet N52 10 x 5", None, 6], True),
        (["Totally sealed bearing", None, 6], True),
    ],
)
def test_a_sum_of_money_is_no_part_whatever_it_is_the_sum_of(tmp_path, row, is_part):
    bill = read(grid(tmp_path / "bill.xlsx", [HEADS, SCREW, SCREW, row])).bill
    assert any(row[0] in (item.number, item.description) for item in bill.items.values()) is is_part

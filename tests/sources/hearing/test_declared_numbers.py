"""What is declared of a part that no line has matters where its number stands in the bill, and nowhere else."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON

HEADS = ("Level", "Part Number", "Description", "Quantity", "Material", "Zusatz", "Used in")
TOP = (0, "P-1", "Frame", 1, "steel", None, None)
CONTENT = ("Part Number", "Substance", "wt%", "Country of Origin", "Disclosure")


def asked_about(folder, *rows, number="RX-77", substance="Dy", share=3, **sheets):
    """The suspects of a bill with such further rows beside what is declared of a part, and the exit status."""
    facts = (CONTENT, (number, substance, share, "CN", "full"))
    path = grids(folder / "bill.xlsx", BOM=(HEADS, TOP, *rows), Content=facts, **sheets)
    report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
    return report.exit_status(), [suspect.why for suspect in report.suspects]


BESIDE = {
    "in another column": (1, "R-1", "Ring", 2, "steel", "RX-77", None),
    "as a material": (1, "R-1", "Ring", 2, "RX 77", None, None),
    "in a description": (1, "R-1", "Ring (rx-77)", 2, "steel", None, None),
    "with another number": (1, "R-1 / RX-77", "Ring", 2, "steel", None, None),
    "in a list of numbers": (1, "R-1, RX-77", "Ring", 2, "steel", None, None),
    "in a row that is no line": ("see RX-77", None, None, None, None, None, None),
}


@pytest.mark.parametrize("place", BESIDE)
def test_a_declared_part_that_stands_anywhere_in_the_bill_is_asked_about(tmp_path, place):
    status, (why,) = asked_about(tmp_path, BESIDE[place])
    assert status == 3
    assert "Dy" in why


def test_one_that_stands_on_a_sheet_that_was_not_read_is_asked_about(tmp_path):
    status, reasons = asked_about(tmp_path, Misc=[("Spare", "RX-77")])
    assert (status, len(reasons)) == (3, 1)


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        ((1, "R-1", "Ring", 2, "steel", "RX-77-20", None), {}),
        ((1, "R-1", "Ring", 2, "steel", "ARX-77", None), {}),
        ((1, "R-1", "Ring", 2, "steel", None, "RX-77"), {}),
        ((1, "R-1", "Ring", 2, "steel", "R77, RX77", None), {}),
        ((1, "R-1", "Ring", 77, "steel", "77", None), {"number": "77"}),
        ((1, "R-1", "Ring", 2, "steel", "RX-77", None), {"share": 0}),
        ((1, "R-1", "Ring", 2, "steel", "RX-77", None), {"substance": "Fe"}),
        ((1, "R-1", "Ring", 2, "steel", None, None), {}),
    ],
)
def test_another_bills_part_has_no_effect(tmp_path, row, changed):
    assert asked_about(tmp_path, row, **changed) == (0, [])


def test_what_resembles_a_declared_part_may_be_it_unless_it_is_of_another_material(tmp_path):
    status, (why,) = asked_about(tmp_path, (1, "RX-77-CN", "Ring", 2, None, None, None))
    assert status == 3
    assert "Dy" in why
    assert asked_about(tmp_path, (1, "RX-77-CN", "Ring", 2, "steel", None, None)) == (0, [])

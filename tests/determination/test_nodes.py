"""An assembly is on the list as surely as the surest of what it holds."""

from __future__ import annotations

import pytest

from calculator.findings.verdict import Licence, Verdict
from tests.workbooks import assessed, dysprosium, magnet, node

TOP = {
    "Level": 0,
    "Part Number": "TOP",
    "Quantity": 1,
    "Unit": "each",
    "Item Class": "assembly",
    "Unit Price": 20,
    "Currency": "USD",
}
PRICES = [
    {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Date": "2026-10-01"}
]
LISTED = (magnet("LISTED", 1), dysprosium("LISTED", **{"wt%": 5}))
FERRITE = (magnet("FERRITE", 1, Material="ferrite"), None)
NAMELESS = (magnet("NAMELESS", 1, Material="", Description="Magnet"), None)
"""May be on the list: nothing tells of what it is."""


@pytest.mark.parametrize("other", [FERRITE, NAMELESS], ids=["on no list", "maybe on the list"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_magnet_that_is_less_surely_on_the_list_makes_an_assembly_no_less_caught(
    tmp_path, other, is_first
):
    order = (other, LISTED) if is_first else (LISTED, other)
    run = assessed(
        tmp_path,
        BOM=[TOP, *(line for line, _ in order)],
        Content=[row for _, row in order if row],
        Prices=PRICES,
    )
    assert node(run, "TOP").verdict is Verdict.CROSSES
    assert node(run, "TOP").licence is Licence.REQUIRED


def test_an_assembly_that_holds_nothing_of_the_list_is_not_on_it(tmp_path):
    run = assessed(tmp_path, BOM=[TOP, FERRITE[0]], Prices=PRICES)
    assert {one.verdict for one in run.report.nodes} <= {Verdict.NOT_SUBJECT}

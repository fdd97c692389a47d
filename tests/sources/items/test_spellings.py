"""Part numbers that differ in case, width or quotation marks alone are one where their rows say the same."""

from __future__ import annotations

import pytest

from calculator.findings.verdict import Licence
from tests.workbooks import assessed, codes, dysprosium, finding, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]
TOP = {"Level": 0, "Part Number": "PROD", "Quantity": 1, "Unit": "each", "Item Class": "assembly"}


def run_of(tmp_path, number, **more):
    """A declared magnet, and a second row of it under another spelling."""
    return assessed(
        tmp_path,
        BOM=[
            TOP,
            magnet("MAG-77", 1, Description="Ring magnet N42", Revision="A"),
            magnet(number, 1, **{"Description": "Ring magnet N42", **more}),
        ],
        Content=[dysprosium("MAG-77", **{"wt%": 0.01})],
        Prices=PRICES,
    )


@pytest.mark.parametrize("number", ["mag-77", "Mag-77", "ＭＡＧ－７７", "'MAG-77'", "“MAG-77”"])
def test_another_spelling_is_the_same_item(tmp_path, number):
    run = run_of(tmp_path, number)
    assert [each.item.number for each in run.report.findings] == ["MAG-77"]
    assert finding(run, "MAG-77").licence is Licence.NOT_REQUIRED
    assert "number-spelled-otherwise" in codes(run)


@pytest.mark.parametrize(
    "more",
    [
        {"Description": "Ring magnet N42SH"},
        {"Material": "NdFeB with Dy"},
        {"Revision": "B"},
        {"Description": "ring magnet n42 "},
        {"Description": None},
    ],
)
def test_rows_that_say_otherwise_are_items_of_their_own(tmp_path, more):
    same = str(more.get("Description") or "ring magnet n42").strip().casefold() == "ring magnet n42"
    is_one = same and "Material" not in more and "Revision" not in more
    rows = run_of(tmp_path, "mag-77", **more)
    numbers = [each.item.number for each in rows.report.findings]
    assert numbers == (["MAG-77"] if is_one else ["MAG-77", "mag-77"])
    assert is_one or finding(rows, "mag-77").licence is Licence.UNDETERMINED


@pytest.mark.parametrize("number", ["MAG 77", "MAG77", "MAG-7 7", "MAG-077"])
def test_other_signs_and_spaces_are_other_numbers(tmp_path, number):
    assert len(run_of(tmp_path, number).report.findings) == 2

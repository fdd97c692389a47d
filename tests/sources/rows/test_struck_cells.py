"""A figure, an origin or an answer that is struck through alone in its row states nothing; a line counts until it is deleted."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Font

from calculator.assessment import Options, assess
from calculator.findings.verdict import Licence
from tests.workbooks import LAW, ON, dysprosium, finding, magnet, write_workbook

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]
CLEAR = {"wt%": 0.01}


def licence(tmp_path, sheet, *headings, content=(), row=2):
    """The answer on a magnet that is clear, with cells of one row struck through; all cells where no heading is named."""
    path = write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[magnet()],
        Content=content or [dysprosium(**CLEAR)],
        Prices=PRICES,
    )
    book = openpyxl.load_workbook(path)
    for head in book[sheet][1]:
        if not headings or head.value in headings:
            book[sheet].cell(row, head.column).font = Font(strike=True)
    book.save(path)
    return finding(assess((path,), (), Options(on=ON, rules=(LAW,))), "MAG").licence


@pytest.mark.parametrize(
    ("sheet", "heading"),
    [
        ("BOM", "Unit Price"),
        ("BOM", "Unit Mass"),
        ("BOM", "Country of Origin"),
        ("BOM", "Chinese Technology"),
        ("Content", "wt%"),
        ("Content", "Disclosure"),
    ],
)
def test_what_is_struck_alone_states_nothing(tmp_path, sheet, heading):
    assert licence(tmp_path, sheet, heading) is Licence.UNDETERMINED


def test_an_origin_that_is_struck_is_not_known(tmp_path):
    rows = [dysprosium(**{"wt%": 2, "Country of Origin": "JP"})]
    assert licence(tmp_path, "Content", "Country of Origin", content=rows) is Licence.UNDETERMINED


@pytest.mark.parametrize("headings", [(), ("Part Number",), ("Part Number", "Unit Price")])
def test_a_line_that_is_struck_counts_with_its_figures(tmp_path, headings):
    assert licence(tmp_path, "BOM", *headings) is Licence.NOT_REQUIRED


def test_words_that_are_struck_are_heard(tmp_path):
    assert licence(tmp_path, "BOM", "Material") is Licence.NOT_REQUIRED


def test_a_row_of_facts_that_is_struck_closes_nothing(tmp_path):
    assert licence(tmp_path, "Content") is Licence.UNDETERMINED


def test_a_row_of_facts_that_is_struck_may_still_be_true(tmp_path):
    rows = [dysprosium(**{"wt%": 2})]
    assert licence(tmp_path, "Content", content=rows) is not Licence.NOT_REQUIRED

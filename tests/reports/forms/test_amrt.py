"""Answers in a copy of a blank template: by its labels, and refused where they are not there; read back, they say what they said."""

from __future__ import annotations

import io
from datetime import date

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.cli.main import main
from calculator.reports.forms.amrt import Answer, NotTheTemplateError, filled_in
from tests.declarations.test_composition import FULL, product
from tests.sources.declarations.amrt_workbook import amrt
from tests.workbooks import write_workbook

DAY = date(2026, 11, 23)


@pytest.fixture
def blank(tmp_path):
    return amrt(tmp_path / "blank.xlsx", scope=None, answer=None, mineral=None)


def answer(holds: bool | None, number: str = "P-1") -> Answer:
    return Answer(number=number, name="Latch", holds=holds)


@pytest.mark.parametrize(
    ("holds", "says"),
    [((True, None), "Yes"), ((False, None), "Unknown"), ((False, False), "No")],
)
def test_the_answer_is_that_of_all_products_together(blank, holds, says):
    book = load_workbook(
        io.BytesIO(filled_in(blank.read_bytes(), [answer(one) for one in holds], DAY, "Acme"))
    )
    sheet = book["Declaration"]
    assert sheet["B3"].value == "B. Product (or List of Products)"
    assert sheet["B2"].value == "Acme"
    assert sheet["B5"].value == "Rare Earth Elements"
    assert sheet["C8"].value == says
    assert [cell.value for cell in book["Product List"][3]][:2] == ["P-1", "Latch"]


def test_a_number_that_looks_like_a_formula_stays_text(blank):
    data = filled_in(blank.read_bytes(), [answer(True, "=1+1")], DAY)
    cell = load_workbook(io.BytesIO(data))["Product List"]["A3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_workbook_that_is_not_the_template_is_refused(tmp_path, blank):
    other = write_workbook(tmp_path / "o.xlsx", BOM=[{"Part Number": "A"}])
    for data in (other.read_bytes(), b"no workbook"):
        with pytest.raises(NotTheTemplateError):
            filled_in(data, [answer(True)], DAY)
    book = load_workbook(blank)
    book["Declaration"]["A7"] = "another question"
    book.save(blank)
    with pytest.raises(NotTheTemplateError, match="1\\)"):
        filled_in(blank.read_bytes(), [answer(True)], DAY)


def test_the_command_fills_in_a_copy_and_leaves_the_template_alone(tmp_path, blank):
    bill, out = product(tmp_path, FULL), tmp_path / "out.xlsx"
    before = blank.read_bytes()
    words = ["declare", str(bill), "--format", "amrt", "--template", str(blank), "-o", str(out)]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    assert blank.read_bytes() == before
    assert load_workbook(out)["Declaration"]["C8"].value == "Yes"
    result = CliRunner().invoke(main, [*words[:4], "-o", str(out)])
    assert result.exit_code == 2

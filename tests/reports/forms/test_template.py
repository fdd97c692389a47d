from __future__ import annotations

from pathlib import Path

import openpyxl

from calculator.assessment import Options, assess
from calculator.findings.report import Headline
from calculator.reference.documents import document_marks
from calculator.reports.forms.template import template_bytes
from calculator.reports.text.explanation import explain_text
from tests.reports.factory import ON, RULE_61


def written(folder: Path) -> Path:
    path = folder / "template.xlsx"
    path.write_bytes(template_bytes())
    return path


def test_the_worked_example_of_the_template_is_read_and_has_a_definite_verdict(
    tmp_path: Path,
) -> None:
    found = assess((written(tmp_path),), (), Options(on=ON, rules=(RULE_61,)))
    assert not found.report.problems
    assert not found.report.suspects
    assert found.report.summary.undetermined == 0
    assert found.report.headline is Headline.REQUIRED
    explained = found.explain("EX-111")
    assert explained is not None
    assert "crosses" in explain_text(explained)


def test_what_names_a_magnet_in_the_template_is_ours_word_for_word_only(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path))
    cells = {str(cell.value): cell for row in book["Read me"].iter_rows() for cell in row}
    ours = [text for text in cells if text in document_marks().own_cells and len(text) > 20]
    assert len(ours) > 2
    cells[min(ours)].value = f"{min(ours)} and one NdFeB magnet N42 10x5"
    changed = tmp_path / "changed.xlsx"
    book.save(changed)
    report = assess((changed,), (), Options(on=ON, rules=(RULE_61,))).report
    assert report.suspects


def test_the_template_has_the_sheets_of_the_standard_workbook_and_lists_to_choose_from(
    tmp_path: Path,
) -> None:
    book = openpyxl.load_workbook(written(tmp_path))
    assert {"BOM", "Content", "Prices", "Rates", "Read me"} <= set(book.sheetnames)
    assert book["BOM"].freeze_panes == "A2"
    assert book["BOM"].data_validations.dataValidation
    assert template_bytes() == template_bytes()


def test_the_template_asks_for_every_stage_on_the_bill_and_on_content(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(tmp_path))
    for sheet in ("BOM", "Content"):
        heads = [cell.value for cell in book[sheet][1]]
        assert {"Mined In", "Separated In", "Metal Made In"} <= set(heads), sheet

"""Answers of a questionnaire are those of the part that they name, in whatever spelling."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON, codes, finding, magnet, write_workbook


@pytest.mark.parametrize(
    ("number", "is_placed"),
    [("MAG-01", True), ("mag 01", True), ("MAG-O1", False), ("OTHER", False)],
)
def test_an_answer_is_placed_by_spelling_and_never_by_looks(tmp_path, number, is_placed):
    bom = write_workbook(
        tmp_path / "bom.xlsx", BOM=[magnet("MAG-01", **{"Country of Origin": None})]
    )
    answers = write_workbook(
        tmp_path / "answers.xlsx",
        Questions=[{"Part Number": number, "About": "origin", "Answer": "Japan"}],
    )
    run = assess((bom,), (answers,), Options(on=ON, rules=(LAW,)))
    assert ("answer-of-unknown-item" not in codes(run)) is is_placed
    assert (str(finding(run, "MAG-01").item.origin) == "JP") is is_placed

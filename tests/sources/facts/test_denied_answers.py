"""What somebody writes into a letter beside its answers, and a no beside a yes, takes away what says that there is none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from calculator.assessment import Options, assess
from tests.letters import fill_in, letters, written
from tests.workbooks import LAW, ON, assessed, codes, magnet, write_workbook

BILL = [magnet(number, Supplier="Hoshi", **{"Chinese Technology": ""}) for number in ("MAG", "MAG2")]  # fmt: skip


def note_at(row: int, column: int, text: str, sheet: str = "Parts") -> Callable[[Workbook], None]:
    def write(book: Workbook) -> None:
        book[sheet].cell(row, column).value = text

    return write


def comment(book: Workbook) -> None:
    cell = next(cell for cell in book["Parts"][2] if cell.value == "yes")
    cell.comment = Comment("except 1 % Dy in some lots", "A. Tanaka")


def another_sheet(book: Workbook) -> None:
    book.create_sheet("Remarks").append(["MAG contains 2 % Dy"])


def second_row(book: Workbook) -> None:
    sheet = book["Parts"]
    values = [cell.value for cell in sheet[2]]
    sheet.append(["no" if value == "yes" else value for value in values])


DENIED = {
    "a comment on the answer": comment,
    "a note below the matrix": note_at(9, 1, "Note: the grade contains 1 % Dy"),
    "a note beside the matrix": note_at(2, 40, "Tb diffused"),
    "a note on the signature": note_at(15, 1, "Terbium was diffused into the surface", "Signature"),
    "a note below the instructions": note_at(60, 1, "without the diffused Tb", "Instructions"),
    "another sheet": another_sheet,
    "a second row that says no": second_row,
}
HARMLESS = {
    "nothing": note_at(9, 1, ""),
    "thanks": note_at(9, 1, "Please send further questions to A. Tanaka"),
    "what is not there": note_at(9, 1, "All our magnets are free of Dy and Tb"),
    "how it was measured": note_at(15, 1, "Dy and Tb by ICP-OES", "Signature"),
}
OF_ONE = {"a remark that names the other part": note_at(9, 1, "MAG2 contains 2 % Dy")}


def statuses(folder: Path, edit: Callable[[Workbook], None]) -> tuple[dict[str, str], set[str]]:
    before = assessed(folder, BOM=BILL)
    answers = {(row["Part Number"], "free"): "yes" for row in BILL}
    facts = fill_in(folder / "a.xlsx", written(letters(before)[0], "ja"), answers)
    book = load_workbook(facts)
    edit(book)
    book.save(facts)
    bill = write_workbook(folder / "bom.xlsx", BOM=BILL)
    assessment = assess((bill,), (facts,), Options(on=ON, rules=(LAW,)))
    found = {one.item.number: one.answer.value for one in assessment.report.findings}
    return found, codes(assessment)


@pytest.mark.parametrize("name", [*DENIED, *HARMLESS, *OF_ONE])
def test_a_remark_in_a_letter_denies_what_it_names(tmp_path: Path, name: str) -> None:
    found, told = statuses(tmp_path, {**DENIED, **HARMLESS, **OF_ONE}[name])
    assert found["MAG"] == ("undetermined" if name in DENIED else "not-required")
    assert ("answer-contradicts-itself" in told) is (name not in HARMLESS)
    if name in OF_ONE:
        assert found["MAG2"] == "undetermined"


@pytest.mark.parametrize(("answer", "is_clear"), [("yes", True), ("はい", True), ("x", False), ("×", False), ("yes, except Dy", False)])  # fmt: skip
def test_a_cross_is_neither_yes_nor_no(tmp_path: Path, answer: str, is_clear: bool) -> None:
    before = assessed(tmp_path, BOM=BILL[:1])
    facts = fill_in(tmp_path / "a.xlsx", written(letters(before)[0]), {("MAG", "free"): answer})
    bill = write_workbook(tmp_path / "bom.xlsx", BOM=BILL[:1])
    report = assess((bill,), (facts,), Options(on=ON, rules=(LAW,))).report
    assert (report.exit_status() == 0) is is_clear

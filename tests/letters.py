"""Letters as suppliers fill them in: only unlocked cells are touched, by what their column asks."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl

from calculator.assessment import Assessment
from calculator.comparison.letters import Letter, letters_of, one_letter
from calculator.comparison.questionnaire_lines import Line, questionnaire
from calculator.reference.letter_words import letter_words
from calculator.reports.forms.letter import LetterSetting, letter_bytes

ON = date(2026, 11, 23)
Answers = Mapping[tuple[str, str], object]
"""The value of a cell by part number and code: ``share Dy``, ``mined``, ``technology``."""


def lines_of(assessment: Assessment) -> tuple[Line, ...]:
    bill = assessment.scenarios.bill
    return questionnaire(assessment.report, bill.items, bill.parents)


def letters(assessment: Assessment) -> tuple[Letter, ...]:
    return letters_of(lines_of(assessment))


def whole_letter(assessment: Assessment) -> Letter:
    return one_letter(lines_of(assessment))


def written(letter: Letter, language: str = "zh", **more: object) -> bytes:
    return letter_bytes(letter, LetterSetting(language=language, asked_on=ON, **more))  # type: ignore[arg-type]


def code_of(heading: str) -> str:
    """What the column of a heading asks, by the English words."""
    first = heading.partition("\n")[0]
    for column in letter_words().columns:
        words = column.headings["en"]
        if column.of_element:
            before, _, behind = words.partition("{element}")
            if first.startswith(before) and first.endswith(behind):
                return f"{column.key} {first[len(before) : len(first) - len(behind)]}"
        elif first == words or (
            "{elements}" in words and first.startswith("Free of ") and first[8].isupper()
        ):
            return column.key
    return ""


def fill_in(
    path: Path, content: bytes, answers: Answers, signed: Mapping[str, object] | None = None
) -> Path:
    """The workbook with answers in it; an answer to what is not asked is left out."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Parts"]
    assert sheet.protection.sheet
    codes = {
        column: code_of(str(sheet.cell(1, column).value))
        for column in range(1, sheet.max_column + 1)
    }
    part = next(column for column, code in codes.items() if code == "part")
    for row in range(2, sheet.max_row + 1):
        for column, code in codes.items():
            cell = sheet.cell(row, column)
            value = answers.get((str(sheet.cell(row, part).value), code))
            if value is not None and not cell.protection.locked:
                cell.value = value  # type: ignore[assignment]
    labels = {
        str(row[0].value or "").partition(" /")[0]: row[1]
        for row in book["Signature"].iter_rows(max_col=2)
    }
    for label, value in (signed or {}).items():
        assert not labels[label].protection.locked
        labels[label].value = value
    book.save(path)
    return path


def asked_in(content: bytes) -> dict[str, set[str]]:
    """The codes that are open in the row of each part."""
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Parts"]
    codes = {
        column: code_of(str(sheet.cell(1, column).value))
        for column in range(1, sheet.max_column + 1)
    }
    part = next(column for column, code in codes.items() if code == "part")
    return {
        str(sheet.cell(row, part).value): {
            code for column, code in codes.items() if not sheet.cell(row, column).protection.locked
        }
        for row in range(2, sheet.max_row + 1)
    }

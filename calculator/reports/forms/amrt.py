"""Our answers in a copy of the user's own blank AMRT of the RMI. Nothing of the template is ours, and none is shipped.

Where an answer stands is found by the English labels of the template, as it is publicly described
(https://www.responsiblemineralsinitiative.org); a workbook without them is refused and not guessed at.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from calculator.reports.safe_text import safe

SCOPE: Final = "B. Product (or List of Products)"
MINERAL: Final = "Rare Earth Elements"
_MOST_PRODUCTS: Final = 5_000
_SEARCHED: Final = 120
_SHEETS: Final = ("Declaration", "Product List")
_LABELS: Final = {
    "company": "company name",
    "scope": "declaration scope or class",
    "date": "effective date",
}


class NotTheTemplateError(Exception):
    """A workbook that is not the blank template; the text says what is missing and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One product: its number and name, and whether a rare earth is in it (None where that is unknown)."""

    number: str
    name: str
    holds: bool | None


def filled_in(template: bytes, answers: Sequence[Answer], on: date, company: str = "") -> bytes:
    """A copy with the scope, the products, the mineral and the answer to question 1. Raises NotTheTemplateError.

    Of several products the answer is Yes where one of them holds a rare earth, for the template has one for all.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(template))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise NotTheTemplateError("it is no workbook; give your blank AMRT as .xlsx") from None
    missing = [name for name in _SHEETS if name not in book.sheetnames]
    if missing:
        raise NotTheTemplateError(
            f"it has no sheet {' and no sheet '.join(missing)}; give your blank AMRT, version 1.3 or later"
        )
    if len(answers) > _MOST_PRODUCTS:
        raise NotTheTemplateError(f"more than {_MOST_PRODUCTS:,} products; give fewer bills")
    declaration, products = book["Declaration"], book["Product List"]
    places = {key: _beside(declaration, label) for key, label in _LABELS.items()}
    places["mineral"] = _minerals(declaration)
    question, columns = _question(declaration), _columns(products)
    lacking = [_LABELS[key] for key in ("scope", "date") if places[key] is None]
    lacking += [] if places["mineral"] else ["the minerals in scope"]
    lacking += [] if question else ["1) in Declaration"]
    lacking += [] if columns else ["Product Number in Product List"]
    if lacking or question is None or columns is None:
        raise NotTheTemplateError(
            f"these labels are not in it: {', '.join(lacking)}; give your blank AMRT in English, version 1.3 or later"
        )
    _write(declaration, places["company"], safe(company, 200))
    _write(declaration, places["scope"], SCOPE)
    _write(declaration, places["date"], on)
    _write(declaration, places["mineral"], MINERAL)
    _write(declaration, question, _answer(answers))
    row, number, name = columns
    for place, answer in enumerate(answers, row + 1):
        _write(products, (place, number), safe(answer.number, 200))
        _write(products, (place, name), safe(answer.name, 200))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _answer(answers: Sequence[Answer]) -> str:
    holds = [answer.holds for answer in answers]
    if True in holds:
        return "Yes"
    return "Unknown" if None in holds or not holds else "No"


def _write(sheet: Any, place: tuple[int, int] | None, value: object) -> None:
    """A value; a text that a spreadsheet would take for a formula stays text."""
    if place is None or value == "":
        return
    cell = sheet.cell(*place)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _texts(sheet: Any) -> Iterator[tuple[int, int, str]]:
    for row in sheet.iter_rows(max_row=_SEARCHED):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.strip():
                yield cell.row, cell.column, " ".join(cell.value.split()).casefold()


def _beside(sheet: Any, label: str) -> tuple[int, int] | None:
    """The first cell to the right of a label that is not part of its merged range."""
    for row, column, text in _texts(sheet):
        if text.startswith(label):
            return row, _behind(sheet, row, column)
    return None


def _behind(sheet: Any, row: int, column: int) -> int:
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col == column:
            return int(merged.max_col) + 1
    return column + 1


def _minerals(sheet: Any) -> tuple[int, int] | None:
    """The first cell in which a mineral of the scope is chosen."""
    for row, column, text in _texts(sheet):
        if "mineral" in text and "scope" in text and not text.startswith("additional"):
            return row, _behind(sheet, row, column)
    return None


def _question(sheet: Any) -> tuple[int, int] | None:
    """The cell of the first answer to question 1: in the row below it, under the word Answer."""
    for row, column, text in _texts(sheet):
        if text.startswith("1)"):
            heads = [
                at
                for upper, at, other in _texts(sheet)
                if upper == row and other.startswith("answer")
            ]
            return (row + 1, heads[0] if heads else _behind(sheet, row, column))
    return None


def _columns(sheet: Any) -> tuple[int, int, int] | None:
    """The row of the headings of products, and the columns of the maker's number and name."""
    for row, column, text in _texts(sheet):
        if "product number" in text and not text.startswith("requ"):
            names = [
                at
                for upper, at, other in _texts(sheet)
                if upper == row and "product name" in other and not other.startswith("requ")
            ]
            return row, column, names[0] if names else column + 1
    return None

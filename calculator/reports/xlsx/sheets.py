"""What every workbook that we write shares: one style, no formula from a text, the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from calculator.reports.xlsx.style import FONT, HEAD_COLOUR, NARROWEST, WIDEST, WRITTEN, cell_text

_ZIP_DAY = (2025, 1, 1, 0, 0, 0)
HEAD = PatternFill("solid", fgColor=HEAD_COLOUR)


def new_book() -> Workbook:
    """A workbook without the blank sheet that openpyxl begins with."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    return book


def new_sheet(
    book: Workbook, title: str, heads: Sequence[str], rows: Sequence[Sequence[object]]
) -> Worksheet:
    """A sheet with a frozen, filtered heading and its rows; every text stays a text."""
    sheet: Worksheet = book.create_sheet(title)
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(row=1, column=column, value=head)
        cell.font, cell.fill = Font(name=FONT, bold=True, color="FFFFFF"), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            put(sheet.cell(row=number, column=column), value)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{max(1, len(rows) + 1)}"
    for column, head in enumerate(heads, 1):
        widest = max(
            [
                len(head),
                *(len(str(row[column - 1])) for row in rows[:200] if row[column - 1] is not None),
            ]
        )
        sheet.column_dimensions[get_column_letter(column)].width = min(
            WIDEST, max(NARROWEST, widest + 2)
        )
    return sheet


def put(cell: Cell | MergedCell, value: object) -> None:
    """A value into a cell; a text that begins like a formula stays a text."""
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=len(value) > WIDEST, vertical="top")
    else:
        cell.value = value  # type: ignore[assignment]
        cell.alignment = Alignment(vertical="top")


def book_bytes(book: Workbook) -> bytes:
    """The workbook with fixed dates, so that the same content gives the same bytes."""
    book.properties.created = book.properties.modified = WRITTEN
    book.properties.creator = "bom-deminimis"
    first = io.BytesIO()
    book.save(first)
    second = io.BytesIO()
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(second, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "docProps/core.xml":
                data = _with_fixed_dates(data)
            new.writestr(
                zipfile.ZipInfo(part.filename, _ZIP_DAY), data, compress_type=zipfile.ZIP_DEFLATED
            )
    return second.getvalue()


def _with_fixed_dates(data: bytes) -> bytes:
    """The properties without the time of saving, which openpyxl stamps over the one that was set."""
    return re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2025-01-01T00:00:00Z", data)

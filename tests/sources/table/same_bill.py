"""One small bill with everything that a value does not show; ``files/same.xls`` and ``files/same.ods`` are made of it.

To make them again: ``python -m tests.sources.table.same_bill same.xlsx``, then ``soffice --headless --convert-to xls same.xlsx``
and ``--convert-to ods``, and move what it wrote to ``tests/sources/files``.
"""

from __future__ import annotations

import datetime
import re
import struct
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from tests.sources.table import binary_workbook as binary

FORMATS = ("0.0%", '0.0" kg"', "00000", "0.00", "yyyy-mm-dd", "0.0,")
STRUCK, WHITE, INDENTED = 7, 8, 9
HEADS = ("Level", "Part Number", "Share", "Mass", "Since", "Total", "Price")


def xlsx(path: Path) -> Path:
    """As openpyxl writes it, with the results of its formulas put in by hand."""
    book = Workbook()
    sheet = book.active
    sheet.title = "BOM"
    sheet.append(["Motor 7"])
    sheet.merge_cells("A1:C1")
    sheet.append(HEADS)
    sheet.append([1.1, 123, 0.04, 1.5, datetime.date(2026, 11, 23), "=D3*2", 12345.6])
    sheet.append([1.25, "struck", None, None, None, "=1/0"])
    sheet.append([2, "white"])
    sheet.append([3, "hidden"])
    sheet.append([4, "indented"])
    for cell, code in zip(("C3", "D3", "B3", "A3", "E3", "G3"), FORMATS, strict=True):
        sheet[cell].number_format = code
    sheet["B4"].font = Font(strike=True)
    sheet["B5"].font = Font(color="FFFFFFFF")
    sheet["B7"].alignment = Alignment(indent=2)
    sheet.row_dimensions[6].hidden = True
    sheet.row_dimensions[7].outlineLevel = 1
    sheet.column_dimensions["G"].hidden = True
    book.create_sheet("Away").append(["y"])
    book["Away"].sheet_state = "hidden"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = parts["xl/worksheets/sheet1.xml"]
    part = re.sub(rb"(<f>D3\*2</f>)(?:<v ?/>|<v></v>)", rb"\1<v>3</v>", part)
    parts["xl/worksheets/sheet1.xml"] = re.sub(
        rb'(<c r="F4")>(<f>1/0</f>)(?:<v ?/>|<v></v>)', rb'\1 t="e">\2<v>#DIV/0!</v>', part
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return path


def xlsb(path: Path) -> Path:
    """The same in the records that Excel writes."""
    texts = ["Motor 7", *HEADS, "struck", "white", "hidden", "indented", "y"]
    heads = b"".join(binary.shared(column, column + 1) for column in range(len(HEADS)))
    whole = struct.pack("<I", 2 << 2 | 2)
    rows = (
        binary.row(0)
        + binary.shared(0, 0)
        + binary.row(1)
        + heads
        + binary.row(2)
        + binary.number(0, 1.1, 4)
        + binary.number(1, 123, 3)
        + binary.number(2, 0.04, 1)
        + binary.number(3, 1.5, 2)
        + binary.number(4, 46349, 5)
        + binary.formula(5, 3.0)
        + binary.number(6, 12345.6, 6)
        + binary.row(3)
        + binary.number(0, 1.25)
        + binary.shared(1, 8, STRUCK)
        + binary.error(5)
        + binary.row(4)
        + binary.cell(2, 0, whole)
        + binary.shared(1, 9, WHITE)
        + binary.row(5, hidden=True)
        + binary.number(0, 3)
        + binary.shared(1, 10)
        + binary.row(6, outline=1)
        + binary.number(0, 4)
        + binary.shared(1, 11, INDENTED)
    )
    sheets = {
        "BOM": binary.sheet(rows, binary.hidden_columns(6, 6), binary.merged(0, 0, 0, 2)),
        "Away": binary.sheet(binary.row(0) + binary.shared(0, 12)),
    }
    return binary.workbook(path, sheets, binary.texts(*texts), binary.styles(FORMATS), {"Away": 1})


if __name__ == "__main__":
    xlsx(Path(sys.argv[1]))

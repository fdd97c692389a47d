"""``python -m tests.benchmarks.bench_reading [ROWS]``: what the pass over the XML costs beside python-calamine alone.

A sheet of ROWS x 12 (100,000 by default). Machines are noisy: only the ratio means anything, and the goal is 2.2.
"""

from __future__ import annotations

import io
import sys
import time
import zipfile

import python_calamine
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from calculator.workbook.container import Limits
from calculator.workbook.sheetxml import read_sheet
from calculator.workbook.styles import read_styles

HEADS = ("Level", "Part Number", "Revision", "Description", "Quantity", "Unit", "Material", "Unit Mass", "Mass Unit", "Unit Price", "Currency", "wt%")


def workbook(rows: int) -> bytes:
    """A bill with a column of per cents, which is the one that the pass must remember cell by cell."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("BOM")
    sheet.append(HEADS)
    for index in range(rows):
        share = WriteOnlyCell(sheet, value=index % 100 / 1000)
        share.number_format = "0.0%"
        sheet.append([index % 5, f"P-{index:06d}", "A", f"Bracket, steel {index % 977}", index % 7 + 1, "EA", "steel", index % 1000 / 7, "g", index % 333 / 100, "USD", share])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def main() -> None:
    """Print the best of five for each, and the ratio."""
    data = workbook(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    values, passes = [], []
    for _ in range(5):
        began = time.perf_counter()
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        values.append(time.perf_counter() - began)
        began = time.perf_counter()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            facts = read_sheet(archive.open("xl/worksheets/sheet1.xml"), read_styles(archive.open("xl/styles.xml")), Limits())
        passes.append(time.perf_counter() - began)
    print(f"{facts.cells:,} cells: calamine {min(values):.2f} s, pass {min(passes):.2f} s, both / calamine = {(min(values) + min(passes)) / min(values):.2f}")


if __name__ == "__main__":
    main()

"""Files that cannot be read, or not as they stand: what the container and the tables in it raise."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from calculator.model.problem import Problem
from calculator.runtime.sandbox import cause_of_death, too_costly
from calculator.sources.files.limits import Limits
from tests.problems.examples import example, line, of_file, of_text
from tests.sources.files.test_container import entry, zipped
from tests.sources.layouts import grid
from tests.workbooks import replace_in_part, write_workbook

SHEET = "xl/worksheets/sheet1.xml"


def bill(folder: Path) -> Path:
    return write_workbook(folder / "bom.xlsx", BOM=[line(), line("NUT")])


def of_zip(
    folder: Path, *parts: dict[str, object], limits: Limits | None = None
) -> Iterable[Problem]:
    path = folder / "bom.xlsx"
    path.write_bytes(zipped(*parts))
    return of_file(path, limits=limits or Limits())


def of_sheet(
    folder: Path, old: bytes, new: bytes, limits: Limits | None = None
) -> Iterable[Problem]:
    path = bill(folder)
    replace_in_part(path, SHEET, old, new)
    return of_file(path, limits=limits or Limits())


# --------------------------------------------------------------------------- the file


@example("file-missing")
def _(folder):
    return of_file(folder / "nowhere.xlsx")


@example("not-a-file")
def _(folder):
    return of_file(folder)


@example("no-facts-in-folder")
def _(folder):
    (folder / "answers").mkdir()
    return of_file(bill(folder), folder / "answers")


@example("file-unreadable")
def _(folder):
    return of_file(folder / ("x" * 5000))


@example("empty-file")
def _(folder):
    return of_text(folder, b"")


@example("too-large")
def _(folder):
    return of_file(bill(folder), limits=Limits(file_bytes=100))


@example("unknown-format")
def _(folder):
    return of_text(folder, b"%PDF-1.7 x", "bom.pdf")


@example("too-costly")
def _(folder):
    # What a worker that the system ended leaves behind: its status, here that of SIGKILL.
    return [too_costly(bill(folder), cause_of_death(-9, 60, 1 << 30))]


# --------------------------------------------------------------------------- the zip container


@example("not-a-workbook")
def _(folder):
    with zipfile.ZipFile(folder / "bom.xlsx", "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    return of_file(folder / "bom.xlsx")


@example("truncated")
def _(folder):
    path = bill(folder)
    path.write_bytes(path.read_bytes()[:-100])
    return of_file(path)


@example("encrypted")
def _(folder):
    return of_zip(folder, entry("xl/a.xml", flags=1))


@example("encrypted-or-old")
def _(folder):
    return of_text(folder, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "bom.xls")


@example("zip-bomb")
def _(folder):
    return of_zip(
        folder, entry("xl/a.xml", b"<a>" + bytes(2 << 20)), limits=Limits(inflated_bytes=1 << 20)
    )


@example("zip-duplicate")
def _(folder):
    return of_zip(folder, entry("xl/a.xml"), entry("xl/A.xml"))


@example("zip-method")
def _(folder):
    return of_zip(folder, entry("xl/a.xml", method=12))


@example("zip-overlap")
def _(folder):
    return of_zip(folder, entry("xl/a.xml"), entry("xl/b.xml", offset=0))


@example("zip-traversal")
def _(folder):
    return of_zip(folder, entry("../a.xml"))


@example("too-many-parts")
def _(folder):
    return of_file(bill(folder), limits=Limits(parts=3))


@example("doctype")
def _(folder):
    return of_zip(folder, entry("xl/a.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))


@example("xml-encoding")
def _(folder):
    return of_zip(folder, entry("xl/a.xml", "<a/>".encode("utf-16")))


# --------------------------------------------------------------------------- the sheet


@example("bad-xml")
def _(folder):
    return of_sheet(folder, b"</sheetData>", b"</sheetDate>")


@example("unreadable-workbook")
def _(folder):
    path = write_workbook(folder / "bom.xlsx", BOM=[line()], Rest=[line("NUT")])
    replace_in_part(path, "xl/workbook.xml", b'name="Rest"', b'name="bom"')
    return of_file(path)


@example("too-many-cells")
def _(folder):
    return of_sheet(
        folder,
        b"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )


@example("too-many-merges")
def _(folder):
    merges = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (row, row) for row in range(10, 30))
    return of_sheet(
        folder,
        b"</sheetData>",
        b"</sheetData><mergeCells>" + merges + b"</mergeCells>",
        Limits(merges=10),
    )


@example("formula-without-value")
def _(folder):
    return of_cell(folder, "=1+1")


@example("error-cell")
def _(folder):
    return of_cell(folder, "#REF!")


def of_cell(folder: Path, value: str) -> Iterable[Problem]:
    """A mass as openpyxl writes it: a formula without a value, or an error."""
    path = write_workbook(folder / "bom.xlsx", BOM=[line(**{"Unit Mass": 1, "Mass Unit": "g"})])
    book = load_workbook(path)
    sheet = book["BOM"]
    column = next(cell.column for cell in sheet[1] if cell.value == "Unit Mass")
    sheet.cell(2, column, value)
    book.save(path)
    return of_file(path)


def restyled(folder: Path, change: Callable[..., None]) -> Iterable[Problem]:
    path = bill(folder)
    book = load_workbook(path)
    change(book["BOM"])
    book.save(path)
    return of_file(path)


@example("hidden-rows")
def _(folder):
    return restyled(folder, lambda sheet: setattr(sheet.row_dimensions[3], "hidden", True))


@example("hidden-columns")
def _(folder):
    return restyled(folder, lambda sheet: setattr(sheet.column_dimensions["F"], "hidden", True))


@example("struck-through")
def _(folder):
    return restyled(folder, lambda sheet: setattr(sheet["B2"], "font", Font(strike=True)))


@example("invisible-text")
def _(folder):
    def whiten(sheet):
        sheet["B2"].font = Font(color="FFFFFFFF")
        sheet["B2"].fill = PatternFill("solid", fgColor="FFFFFFFF")

    return restyled(folder, whiten)


@example("hidden-sheet")
def _(folder):
    path = bill(folder)
    book = load_workbook(path)
    book.create_sheet("Cover")
    book["BOM"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    return of_file(path)


# --------------------------------------------------------------------------- delimited text


@example("bad-csv")
def _(folder):
    return of_text(folder, 'Part Number,Qty\nA,1\n"B,2\nC,3\n')


@example("encoding-guessed")
def _(folder):
    return of_text(folder, "Part Number,Description,Qty\nA,Schlüssel,1\n".encode("cp1252"))


@example("encoding-unknown")
def _(folder):
    return of_text(folder, b"\xef\xbb\xbfPart Number,Qty\nA\xff,1\n")


@example("decimal-comma")
def _(folder):
    return of_text(folder, "Part Number;Qty;Unit Price;Currency\nA;1;2,5;EUR\nB;1;3,75;EUR\n")


@example("file-twice")
def _(folder):
    path = bill(folder)
    return of_file(
        path, path, grid(folder / "x.xlsx", [["Substance", "Price", "Currency"], ["Dy", 1, "USD"]])
    )


@example("no-facts")
def _(folder):
    return of_file(bill(folder), grid(folder / "facts.xlsx", [["Name", "Telephone"], ["Sato", 1]]))


# --------------------------------------------------------------------------- what is no table of parts


@example("own-document")
def _(folder):
    return of_text(folder, "# A profile for deminimis: how one supplier's layout is read.\n")


def _with_picture(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG\r\n\x1a\n")
    return of_file(path)


@example("embedded-unread")
def _(folder):
    return _with_picture(bill(folder))


@example("pictures-only")
def _(folder):
    path = folder / "scan.xlsx"
    Workbook().save(path)
    return _with_picture(path)

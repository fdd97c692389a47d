"""A clean bill of steel parts, and every corner of its workbook in which somebody may write something."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from calculator.assessment import Options, assess
from calculator.findings.report import Report
from tests.workbooks import LAW, ON

HEADS = ("Level", "Part Number", "Description", "Quantity", "Unit", "Material", "Ort")
LINES = (
    (0, "P-1000", "Frame", 1, "each", "steel", "A1"),
    (1, "S-2001", "Screw M3", 4, "each", "steel", "A2"),
    (1, "S-2002", "Plate", 2, "each", "steel", "A2"),
    (1, "S-2003", "Bracket", 2, "each", "aluminium", "B7"),
)


def clean_bill(folder: Path, *more: tuple[object, ...], name: str = "bill.xlsx") -> Path:
    """The bill without anything that a rule is about; ``more`` are further lines."""
    book = Workbook()
    book.active.title = "BOM"
    for row in (HEADS, *LINES, *more):
        book.active.append(list(row))
    path = folder / name
    book.save(path)
    return path


def report_of(path: Path) -> Report:
    """The report on one bill under the law."""
    return assess((path,), (), Options(on=ON, rules=(LAW,))).report


def edited(path: Path, change: Callable[[Workbook], None]) -> Path:
    """The workbook after a change."""
    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def with_part(path: Path, part: str, data: bytes, relation: str = "") -> Path:
    """The workbook with one part more; ``relation`` is a line of the relations of its first sheet."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = data
    if relation:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
            b'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + relation.encode()
            + b"</Relationships>"
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return path


# --------------------------------------------------------------------------- places


def _sheet(change: Callable[[Worksheet, str], None]) -> Callable[[Path, str], Path]:
    return lambda folder, words: edited(clean_bill(folder), lambda book: change(book["BOM"], words))


def _unread_sheet(folder: Path, words: str, *, state: str = "visible") -> Path:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Misc")
        sheet["C7"] = words
        sheet.sheet_state = state

    return edited(clean_bill(folder), change)


def _wordy_sheet(folder: Path, words: str) -> Path:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Instructions")
        for row in range(1, 40):
            sheet.cell(
                row, 1, f"Sentence number {row} of a long text that explains how it is done."
            )
        sheet.cell(40, 1, "Lorem ipsum dolor sit amet. " * 60 + words)

    return edited(clean_bill(folder), change)


def _links_sheet(folder: Path, words: str) -> Path:
    def change(book: Workbook) -> None:
        sheet = book.create_sheet("Shop")
        for row in range(1, 6):
            sheet.append([f"Thing {row}", f"https://shop.example/{'x' * 60}/{row}"])
        sheet.append([words, "https://shop.example/" + "y" * 60])

    return edited(clean_bill(folder), change)


def _hidden_column(sheet: Worksheet, words: str) -> None:
    sheet["J3"] = words
    sheet.column_dimensions["J"].hidden = True


def _hidden_row(sheet: Worksheet, words: str) -> None:
    sheet["G9"] = words
    sheet.row_dimensions[9].hidden = True


def _comment(sheet: Worksheet, words: str) -> None:
    sheet["C3"].comment = Comment(f"Sato:\n{words}", "Sato")


def _footer(sheet: Worksheet, words: str) -> None:
    sheet.oddFooter.center.text = words


def _merged_away(sheet: Worksheet, words: str) -> None:
    sheet["C9"], sheet["D9"] = "see below", None
    sheet.merge_cells("C9:D9")
    # openpyxl writes nothing into a cell that a merged range hides, other programs do.
    sheet._cells.pop((9, 4))
    sheet.cell(9, 4).value = words


def _message(sheet: Worksheet, words: str) -> None:
    validation = DataValidation(type="whole", operator="greaterThan", formula1="0")
    validation.prompt = words
    sheet.add_data_validation(validation)
    validation.add("D3")


def _property(folder: Path, words: str) -> Path:
    return edited(clean_bill(folder), lambda book: setattr(book.properties, "description", words))


def _defined_name(folder: Path, words: str) -> Path:
    name = words.replace(" ", "_").replace(",", "")
    return edited(
        clean_bill(folder),
        lambda book: book.defined_names.add(DefinedName(name, attr_text="BOM!$A$1")),
    )


def _text_box(folder: Path, words: str) -> Path:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r>'
        f"<a:t>{words[:9]}</a:t></a:r><a:r><a:t>{words[9:]}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    relation = '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" Target="../drawings/drawing1.xml"/>'
    return with_part(clean_bill(folder), "xl/drawings/drawing1.xml", drawing.encode(), relation)


def _picture(folder: Path, words: str) -> Path:
    drawing = f'<wsDr><pic><nvPicPr><cNvPr id="2" name="Picture 1" descr="{words}"/></nvPicPr></pic></wsDr>'
    return with_part(clean_bill(folder), "xl/drawings/drawing1.xml", drawing.encode())


def _threaded_comment(folder: Path, words: str) -> Path:
    comments = f'<ThreadedComments><threadedComment ref="C3" id="1"><text>{words}</text></threadedComment></ThreadedComments>'
    relation = '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
    return with_part(
        clean_bill(folder),
        "xl/threadedComments/threadedComment1.xml",
        comments.encode(),
        relation,
    )


def _pivot(folder: Path, words: str) -> Path:
    cache = f'<pivotCacheDefinition><cacheFields><cacheField name="Part"><sharedItems><s v="{words}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>'
    return with_part(clean_bill(folder), "xl/pivotCache/pivotCacheDefinition1.xml", cache.encode())


def _link(folder: Path, words: str) -> Path:
    link = f'<externalLink><externalBook><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{words}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>'
    return with_part(clean_bill(folder), "xl/externalLinks/externalLink1.xml", link.encode())


def _unknown_part(folder: Path, words: str) -> Path:
    return with_part(
        clean_bill(folder), "xl/model/notes1.xml", f"<notes><n>{words}</n></notes>".encode()
    )


def _sheet_name(folder: Path, words: str) -> Path:
    return edited(clean_bill(folder), lambda book: book.create_sheet(words[:31]) and None)


PLACES: Mapping[str, Callable[[Path, str], Path]] = {
    "title above the table": lambda folder, words: edited(
        clean_bill(folder),
        lambda book: (book["BOM"].insert_rows(1, 2), book["BOM"].__setitem__("A1", words))[0],
    ),
    "row below the table": _sheet(lambda sheet, words: sheet.__setitem__("G9", words)),
    "beside the table": _sheet(lambda sheet, words: sheet.__setitem__("K2", words)),
    "unread column of a line": _sheet(lambda sheet, words: sheet.__setitem__("G3", words)),
    "long text in an unread column": _sheet(
        lambda sheet, words: sheet.__setitem__(
            "G4", f"Second shelf on the left. {words}. Ask before use."
        )
    ),
    "hidden column": _sheet(_hidden_column),
    "hidden row": _sheet(_hidden_row),
    "merged away": _sheet(_merged_away),
    "unread sheet": _unread_sheet,
    "hidden sheet": lambda folder, words: _unread_sheet(folder, words, state="hidden"),
    "very hidden sheet": lambda folder, words: _unread_sheet(folder, words, state="veryHidden"),
    "wordy sheet": _wordy_sheet,
    "sheet with links": _links_sheet,
    "comment": _sheet(_comment),
    "threaded comment": _threaded_comment,
    "footer": _sheet(_footer),
    "message of a validation": _sheet(_message),
    "property": _property,
    "defined name": _defined_name,
    "text box": _text_box,
    "description of a picture": _picture,
    "pivot table": _pivot,
    "link": _link,
    "part of an unknown kind": _unknown_part,
    "name of a sheet": _sheet_name,
    "name of the file": lambda folder, words: clean_bill(folder, name=f"{words}.xlsx"),
}

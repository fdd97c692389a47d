"""What is embedded in a workbook is read where it is a workbook, and counted where it is not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from calculator.findings.accounting import SheetFate
from calculator.sources.reader import read_files
from tests.workbooks import write_workbook

BILL = [
    {"Part Number": "A", "Description": "bolt", "Quantity": 1},
    {"Part Number": "B", "Description": "nut", "Quantity": 2},
]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def add_parts(path: Path, **parts: bytes) -> Path:
    """Put parts into a workbook; a double underscore stands for a slash."""
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_DOT_", "."), data)
    return path


def workbook_bytes(folder: Path, **sheets: list[dict[str, object]]) -> bytes:
    return write_workbook(folder / "inner.xlsx", **sheets).read_bytes()


def test_an_embedded_workbook_is_read_as_sheets(tmp_path: Path) -> None:
    inner = workbook_bytes(
        tmp_path,
        Drive=[{"Part Number": "MAG-9", "Quantity": 4}, {"Part Number": "X", "Quantity": 1}],
    )
    path = write_workbook(tmp_path / "bill.xlsx", Frame=BILL)
    add_parts(path, xl__embeddings__sheet1_DOT_xlsx=inner)
    result = read_files([path])
    assert {"A", "B", "MAG-9"} <= result.bill.items.keys()
    assert str(result.bill.items["MAG-9"].cells[0]) == "bill.xlsx!sheet1.xlsx / Drive!A2"
    account = result.accounting[0]
    assert account.objects == {"workbook": 1}
    assert [(sheet.name, sheet.fate) for sheet in account.sheets] == [
        ("Frame", SheetFate.BILL),
        ("sheet1.xlsx / Drive", SheetFate.BILL),
    ]


def test_pictures_and_documents_are_counted_and_doubt_nothing(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "bill.xlsx", BOM=BILL)
    add_parts(path, xl__media__logo_DOT_png=PNG, xl__embeddings__letter_DOT_docx=b"PK nothing")
    result = read_files([path])
    assert result.accounting[0].objects == {"picture": 1, "document": 1}
    (problem,) = (one for one in result.problems if one.code == "embedded-unread")
    assert problem.severity.value == "note"
    assert "1 document, 1 picture" in problem.message


def test_an_embedded_file_that_only_looks_like_a_workbook_is_an_object(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "bill.xlsx", BOM=BILL)
    add_parts(
        path, xl__embeddings__oleObject1_DOT_bin=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    )
    assert read_files([path]).accounting[0].objects == {"object": 1}


def test_a_workbook_of_pictures_alone_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "scan.xlsx"
    Workbook().save(path)
    add_parts(path, xl__media__scan_DOT_png=PNG)
    result = read_files([path])
    assert result.refused == ("scan.xlsx",)
    assert "pictures-only" in {problem.code for problem in result.problems}
    assert [sheet.fate for sheet in result.accounting[0].sheets] == [SheetFate.PICTURES_ONLY]


def test_an_embedded_sheet_of_an_ods_file_is_read(tmp_path: Path) -> None:
    def content(name: str, *parts: str) -> bytes:
        cells = [["Part Number", "Quantity"], *([part, "2"] for part in parts)]
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
                for text in row
            )
            + "</table:table-row>"
            for row in cells
        )
        names = " ".join(
            f'xmlns:{space}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
            for space in ("office", "table", "text")
        )
        return f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet><table:table table:name="{name}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'.encode()

    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content("Frame", "A", "B"))
        archive.writestr("Object 1/content.xml", content("Drive", "MAG-9", "C"))
    path = tmp_path / "bill.ods"
    path.write_bytes(document.getvalue())
    assert {"A", "B", "MAG-9", "C"} <= read_files([path]).bill.items.keys()

"""Numbers that are none and errors that are newer than their reader: the cell is unknown and named, in every format."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from calculator.sources.reader import ImportResult, read_files
from tests.workbooks import replace_in_part, write_workbook

BILL = [
    {"Part Number": "MAG-01", "Description": "NdFeB magnet", "Quantity": 1, "Unit Price": 12345},
    {"Part Number": "NUT-01", "Description": "steel nut", "Quantity": 2, "Unit Price": 1},
]


def problems_of(result: ImportResult, code: str) -> list[str]:
    return [
        str(cell) for problem in result.problems if problem.code == code for cell in problem.cells
    ]


@pytest.mark.parametrize(
    "cell",
    [
        b"<v>NaN</v>",
        b"<v>INF</v>",
        b"<v>-inf</v>",
        b"<v>1E400</v>",
    ],
)
def test_a_number_that_is_none_is_an_unknown_cell_that_is_named(
    tmp_path: Path, cell: bytes
) -> None:
    path = write_workbook(tmp_path / "b.xlsx", BOM=BILL)
    replace_in_part(path, "xl/worksheets/sheet1.xml", b"<v>12345</v>", cell)
    result = read_files([path])
    assert problems_of(result, "error-cell") == ["b.xlsx!BOM!D2"]
    assert result.bill.items["MAG-01"].prices == ()
    assert result.bill.items["NUT-01"].prices[0].bounds.high == 1


@pytest.mark.parametrize("shown", ["#SPILL!", "#BUSY!", "#CALC!", "#FIELD!", "#GETTING_DATA"])
def test_an_error_newer_than_the_reader_names_its_cell_and_loses_no_other(
    tmp_path: Path, shown: str
) -> None:
    path = write_workbook(tmp_path / "b.xlsx", BOM=BILL)
    replace_in_part(
        path,
        "xl/worksheets/sheet1.xml",
        b'<c r="D2"><v>12345</v>',
        f'<c r="D2" t="e"><f>X(A1)</f><v>{shown}</v>'.encode(),
    )
    result = read_files([path])
    assert not result.refused
    assert problems_of(result, "error-cell") == ["b.xlsx!BOM!D2"]
    assert result.bill.items["NUT-01"].prices[0].bounds.high == 1


@pytest.mark.parametrize("value", ["NaN", "INF", "1E400"])
def test_an_ods_number_that_is_none_does_not_end_the_run(tmp_path: Path, value: str) -> None:
    rows = "".join(
        f"<table:table-row>{cells}</table:table-row>"
        for cells in (
            *(
                "".join(
                    f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
                    for text in row
                )
                for row in (("Part Number", "Description", "Quantity", "Unit Price"),)
            ),
            f'<table:table-cell office:value-type="string"><text:p>MAG-01</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>NdFeB magnet</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1"/><table:table-cell office:value-type="float" office:value="{value}"/>',
        )
    )
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names}><office:body><office:spreadsheet><table:table table:name="BOM">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    path = tmp_path / "b.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    result = read_files([path])
    assert result.bill.items["MAG-01"].prices == ()


@pytest.mark.parametrize("written", ['="00123"', "'00123"])
def test_what_keeps_a_number_a_text_is_no_part_of_the_text(tmp_path: Path, written: str) -> None:
    path = tmp_path / "b.csv"
    path.write_text(
        f"Part Number,Description,Quantity\n{written},bolt,1\nB,nut,2\n", encoding="utf-8"
    )
    assert {"00123", "B"} <= read_files([path]).bill.items.keys()


def test_a_foot_mark_and_a_quotation_stay(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "b.xlsx",
        BOM=[
            {"Part Number": "H", "Description": "3' hose", "Quantity": 1},
            {"Part Number": "'s-1'", "Quantity": 1},
        ],
    )
    items = read_files([path]).bill.items
    assert items["H"].description == "3' hose"
    assert "'s-1'" in items

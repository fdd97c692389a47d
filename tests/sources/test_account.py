"""Nothing of an input is lost: every row and column of every sheet has one fate, and every cell is read or can be heard."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import pytest

from calculator.findings.accounting import RowFate, SheetAccount, SheetFate
from calculator.sources import reader
from calculator.sources.import_result import Accumulator
from calculator.sources.reader import ImportResult, Request, read_files
from calculator.sources.sheet_reading import SheetReading
from tests.paths import SAMPLES

SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"}
FOLDERS = (
    SAMPLES,
    Path(__file__).parent / "table" / "files",
    SAMPLES.parent.parent / "shared" / "cases",
    SAMPLES.parent.parent / "shared" / "boms",
)
FILES = sorted(
    path for folder in FOLDERS for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES
)


def read(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> tuple[ImportResult, list[SheetReading]]:
    """What the files say, and every sheet as it was read."""
    accumulators: list[Accumulator] = []

    class Kept(Accumulator):
        def __init__(self) -> None:
            super().__init__()
            accumulators.append(self)

    monkeypatch.setattr(reader, "Accumulator", Kept)
    result = read_files(paths, (), Request(on=datetime.date(2026, 11, 23)))
    return result, accumulators[0].sheets


def only_sheet(result: ImportResult) -> SheetAccount:
    """The account of the one sheet of the one file."""
    (file,) = result.accounting
    (sheet,) = file.sheets
    return sheet


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_fates_add_up_and_every_cell_is_read_or_heard(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, sheets = read(monkeypatch, path)
    assert [file.path for file in result.accounting] == [path.name]
    assert all(sheet.adds_up for sheet in result.accounting[0].sheets)
    for sheet in sheets:
        table = sheet.table
        filled = {
            (row, column)
            for row, cells in enumerate(table.rows)
            for column, cell in enumerate(cells)
            if cell is not None and cell != ""
        }
        unread = [
            (row, column.column)
            for column in sheet.unread
            for row in column.rows
            if (row, column.column) in filled
        ]
        assert max(Counter(unread).values(), default=1) == 1
        # What is read stands in a row with a fate that says so, below a heading with a meaning.
        for row, column in filled - set(unread):
            blocks = [
                block
                for block in sheet.blocks
                if row in block.rows
                and (block.header.span is None or column in range(*block.header.span))
            ]
            assert blocks, table.source(row, column)
            assert column in blocks[0].headings() or column in blocks[0].header.steps


def test_lines_of_the_account_are_the_lines_of_the_bill(monkeypatch: pytest.MonkeyPatch) -> None:
    result, _ = read(monkeypatch, SAMPLES / "drone.xlsx")
    bill = result.accounting[0].sheets[0]
    assert bill.fate is SheetFate.BILL
    assert bill.rows[RowFate.HEADING] == 1
    assert bill.rows[RowFate.LINE] == bill.row_count - 1

"""The fate of every sheet of a file, from what was chosen of it and what became of the rows of each table."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from calculator.findings.accounting import RowFate, SheetFate
from calculator.sources.inputs import OpenedFile
from calculator.sources.layout.columns import Header
from calculator.sources.sheet_reading import SheetReading, TableKey, read_sheet
from calculator.sources.table.table import Table

_OF_FACTS: Final = {
    "content": SheetFate.FACTS,
    "questions": SheetFate.FACTS,
    "letter": SheetFate.FACTS,
    "prices": SheetFate.PRICES,
    "rates": SheetFate.RATES,
}


def sheets_of(
    file: OpenedFile,
    row_fates: Mapping[TableKey, Mapping[int, RowFate]],
    headers: Mapping[TableKey, Header],
    of_other_bills: Collection[tuple[str, str, int]] = (),
) -> list[SheetReading]:
    """Every sheet of the file. ``of_other_bills`` are rows of facts, by file, sheet and row from 1, about no item of the bill."""
    choice = file.choice
    chosen = [*choice.bills, *choice.lists] if file.role == "bom" else []
    chosen += [*choice.facts, *choice.declared, *choice.read_before]
    whys = {id(table): why for table, _, why in choice.left_out}
    sheets = []
    for table in file.tables:
        blocks = [
            (
                headers.get(file.key(table, header), header),
                _fates(file, table, header, row_fates, of_other_bills),
            )
            for each, header in chosen
            if each is table and file.key(table, header) in row_fates
        ]
        sheets.append(
            read_sheet(
                table,
                _fate(file, table, [header for header, _ in blocks]),
                blocks,
                "" if blocks else whys.get(id(table), ""),
            )
        )
    return sheets


def _fates(
    file: OpenedFile,
    table: Table,
    header: Header,
    row_fates: Mapping[TableKey, Mapping[int, RowFate]],
    of_other_bills: Collection[tuple[str, str, int]],
) -> Mapping[int, RowFate]:
    fates = row_fates[file.key(table, header)]
    if not of_other_bills:
        return fates
    return {
        row: RowFate.OTHER_BILL
        if fate is RowFate.FACTS and (table.file, table.sheet, row + 1) in of_other_bills
        else fate
        for row, fate in fates.items()
    }


def _fate(file: OpenedFile, table: Table, headers: list[Header]) -> SheetFate:
    if not any(cell is not None and cell != "" for row in table.rows for cell in row):
        return SheetFate.EMPTY
    if not headers:
        is_own = any(each is table for each in file.choice.own)
        return SheetFate.OURS if is_own else SheetFate.UNREAD
    if headers[0].kind != "bom":
        return _OF_FACTS[headers[0].kind]
    is_list = any(each is table for each, _ in file.choice.lists)
    return SheetFate.LIST if is_list else SheetFate.BILL

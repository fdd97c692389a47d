"""The account of the input: every sheet, row and column of every file with its fate, so that nothing is lost in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from calculator.findings.accounting import (
    ColumnAccount,
    FileFate,
    InputAccount,
    RowFate,
    SheetAccount,
    SheetFate,
)
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.sources.files.facts_files import FactsFiles
from calculator.sources.files.formats import facts_suffixes
from calculator.sources.sheet_reading import UNREAD, BlockReading, SheetReading, heading_over

if TYPE_CHECKING:
    from calculator.sources.declarations.xml_declaration import Declared


def account_of(
    path: str,
    sheets: Iterable[SheetReading],
    refused: Iterable[str] = (),
    objects: Mapping[str, int] | None = None,
) -> InputAccount:
    """What became of one file. ``refused`` names sheets that could not be read, the file itself where blank; of their rows nothing is known."""
    refused = tuple(refused)
    return InputAccount(
        path=path,
        fate=FileFate.REFUSED if "" in refused else FileFate.READ,
        sheets=(
            *map(_sheet, sheets),
            *(
                SheetAccount(name=name, fate=SheetFate.REFUSED, row_count=0)
                for name in dict.fromkeys(refused)
            ),
        ),
        objects=Counter(objects or {}),
    )


def account_of_declaration(
    path: str, declared: Declared, of_other_bills: Collection[tuple[str, str, int]]
) -> InputAccount:
    """What became of each product of a declaration in XML: its substances, each a row of facts."""
    return InputAccount(
        path=path,
        sheets=tuple(
            SheetAccount(
                name=product,
                fate=SheetFate.FACTS,
                row_count=len(rows),
                rows=Counter(
                    RowFate.OTHER_BILL
                    if any(
                        (cell.file, cell.sheet, cell.row) in of_other_bills
                        for cell in row.content.cells
                    )
                    else RowFate.FACTS
                    for row in rows
                ),
            )
            for product, rows in declared.products
        ),
    )


def not_opened(found: FactsFiles) -> Iterable[InputAccount]:
    """Files of a folder of facts that were not opened, each with the reason."""
    return (
        InputAccount(path=name, fate=FileFate.LEFT_OUT, why=why) for name, why in found.left_out
    )


def empty_folders(found: FactsFiles) -> list[Problem]:
    """A warning for each folder of facts that holds none: perhaps another one was meant."""
    return [
        warning(
            "no-facts-in-folder",
            f"no file in it has a suffix that is read ({', '.join(facts_suffixes())}); nothing is known from there",
            Source(name, ""),
        )
        for name in found.empty
    ]


def _sheet(sheet: SheetReading) -> SheetAccount:
    rows: Counter[RowFate] = Counter(sheet.loose.values())
    for block in sheet.blocks:
        rows.update(block.fates)
    return SheetAccount(
        name=sheet.table.sheet,
        fate=sheet.fate,
        row_count=sheet.row_count,
        rows=rows,
        columns=_columns(sheet),
    )


def _columns(sheet: SheetReading) -> tuple[ColumnAccount, ...]:
    """Every column of every table of the sheet; of a sheet without one, every column as unread or blank."""
    width = max(map(len, sheet.table.rows), default=0)
    if not sheet.blocks:
        return tuple(
            ColumnAccount(
                heading="", read_as=UNREAD if any(_filled(sheet.table.column(column))) else "blank"
            )
            for column in range(width)
        )
    return tuple(
        _column(sheet, block, column)
        for block in sheet.blocks
        for column in (range(*block.header.span) if block.header.span else range(width))
    )


def _column(sheet: SheetReading, block: BlockReading, column: int) -> ColumnAccount:
    heading = block.headings().get(column)
    text = heading_over(sheet.table, block.header, column)
    if heading is not None:
        return ColumnAccount(heading=text, read_as=heading.meaning)
    if column in block.header.steps:
        return ColumnAccount(heading=text, read_as="steps")
    rows = block.rows
    is_filled = any(_filled(sheet.table.column(column)[rows.start : rows.stop]))
    return ColumnAccount(heading=text, read_as=UNREAD if is_filled else "blank")


def _filled(values: Sequence[object]) -> Iterable[bool]:
    return (value is not None and value != "" for value in values)

"""Tables that list their fields downwards and their parts across: turned, so that they are read like any other.

A sheet is turned only where known headings stand below each other in one of its first columns, and turned it reads more than
twice as much like a bill or like facts. While the file is read its cells have the addresses of the turned sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from calculator.sources.layout.header_search import kind_of
from calculator.sources.layout.headings import Match, meaning_of, plain_heading
from calculator.sources.table.sheet_facts import CellMarks, SheetFacts
from calculator.sources.table.table import Table

SheetName = tuple[str, str]
"""File and sheet."""
_MOST_FIELDS: Final = 60
_MOST_PARTS: Final = 2_000
_LEAST_FIELDS: Final = 3
_LEAST_PARTS: Final = 2
_FIRST_COLUMNS: Final = 3
_NAMING: Final = frozenset({"number", "name", "description"})
"""A row of one of these names the parts; sizes and counts alone are the data sheet of one."""


def upright(tables: Iterable[Table]) -> tuple[tuple[Table, ...], frozenset[SheetName]]:
    """The tables, those with their fields down and their parts across turned, and which these are."""
    read = [(table, turned(table) if _may_be_turned(table) else table) for table in tables]
    return (
        tuple(after for _, after in read),
        frozenset((table.file, table.sheet) for table, after in read if after is not table),
    )


def _may_be_turned(table: Table) -> bool:
    if len(table.rows) > _MOST_FIELDS or max(map(len, table.rows), default=0) > _MOST_PARTS:
        return False
    is_listed = any(
        _fields_named(table.column(column)) >= _LEAST_FIELDS for column in range(_FIRST_COLUMNS)
    )
    if not is_listed:
        return False
    after = turned(table)
    header, as_written = kind_of(after), kind_of(table)
    if header is None or header.row >= _FIRST_COLUMNS or _NAMING.isdisjoint(header.headings):
        return False
    if as_written is not None and 2 * as_written.score >= header.score:
        return False
    parts = sum(
        any(cell is not None and cell != "" for cell in cells)
        for cells in after.rows[header.body :]
    )
    return header.kind in ("bom", "content") and parts >= _LEAST_PARTS


def _fields_named(cells: Iterable[object]) -> int:
    """How many different meanings of a bill or of facts are named in the cells."""
    named = {
        (kind, meaning.name)
        for cell in cells
        if isinstance(cell, str) and plain_heading(cell)
        for kind in ("bom", "content")
        if (meaning := meaning_of(kind, cell)) is not None and meaning.match <= Match.LOOSE
    }
    return max(sum(kind == wanted for kind, _ in named) for wanted in ("bom", "content"))


def turned(table: Table) -> Table:
    """The table with its rows for columns.

    >>> turned(Table(file="m.csv", sheet="", rows=[["Part Number", "A", "B"], ["Quantity", 1, 2]])).rows
    [['Part Number', 'Quantity'], ['A', 1], ['B', 2]]
    """
    facts = table.facts
    return replace(
        table,
        rows=[list(cells) for cells in zip_longest(*table.rows)],
        facts=SheetFacts(
            rows=facts.columns,
            columns=facts.rows,
            cells=facts.cells,
            filled=facts.filled,
            hidden_rows=facts.hidden_columns,
            hidden_columns=facts.hidden_rows,
            formats=facts.formats,
            styles=_turned_marks(facts.styles),
            decimals=_turned_marks(facts.decimals),
            empty_formulas=_turned_marks(facts.empty_formulas),
            errors=_turned_marks(facts.errors),
            autofilter=facts.autofilter,
            merges=facts.merges,
            merged=[(left, top, right, bottom) for top, left, bottom, right in facts.merged],
            tail=facts.tail,
        ),
    )


def _turned_marks(marks: CellMarks) -> CellMarks:
    after = CellMarks()
    for row, column in marks:
        after.add(column, row, marks.get(row, column) or 0)
    return after

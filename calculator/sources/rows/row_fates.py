"""What became of each row of a table: a line, a heading, a total ...; rows that nobody decided on are not named here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from calculator.findings.accounting import RowFate
from calculator.sources.layout.columns import Header
from calculator.sources.layout.headings import is_unit
from calculator.sources.layout.repeated_headings import repeats_headings
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.occurrence import Occurrence
from calculator.sources.table.table import Table

_KEYS: Final = {
    "content": (("number", "substance"), RowFate.FACTS),
    "questions": (("number", "about"), RowFate.FACTS),
    "letter": (("number",), RowFate.FACTS),
    "prices": (("substance",), RowFate.PRICES),
    "rates": (("currency", "to"), RowFate.RATES),
}


def bill_row_fates(cells: TableCells, occurrences: Iterable[Occurrence]) -> Mapping[int, RowFate]:
    """Of each row of a bill by its index, what became of it; ``occurrences`` are its lines."""
    fates = dict(cells.left_out)
    not_fitted = {
        cell.row - 1
        for problem in cells.problems
        if problem.code == "not-fitted"
        for cell in problem.cells
    }
    for occurrence in occurrences:
        row = occurrence.source.row - 1
        fates[row] = (
            RowFate.NOT_FITTED
            if row in not_fitted
            else RowFate.ALTERNATE
            if occurrence.alternate
            else RowFate.LINE
        )
    return fates | heading_fates(cells.table, cells.header)


def fact_row_fates(cells: TableCells) -> Mapping[int, RowFate]:
    """Of each row of facts that names what it is about, that it was read as such."""
    header = cells.header
    keys, fate = _KEYS[header.kind]
    columns = [header.headings[key].column for key in keys if key in header.headings]
    return {
        row: fate
        for row in range(header.body, header.end)
        if any(cells.table.text(row, column) for column in columns)
    } | heading_fates(cells.table, header)


def heading_fates(table: Table, header: Header) -> dict[int, RowFate]:
    """The rows of the headings, those in which they stand again, and a second row that holds units alone."""
    fates = {
        row: RowFate.REPEATED_HEADING if repeats_headings(table, header, row) else RowFate.HEADING
        for row in header.repeats
    }
    for row in range(header.row, header.body):
        texts = [
            text for column in range(len(table.rows[row])) if (text := table.text(row, column))
        ]
        holds_units = row > header.row and all(is_unit(text.strip("()[] ")) for text in texts)
        fates[row] = RowFate.UNITS if holds_units else RowFate.HEADING
    return fates

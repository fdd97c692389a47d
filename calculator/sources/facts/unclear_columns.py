"""Columns of figures on a facts sheet that nobody understands: they may be amounts, so they are never dropped in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.model.substances import read_substance
from calculator.numbers.number_text import Decimals
from calculator.sources.facts.amount_text import read_amount_text
from calculator.sources.facts.column_groups import is_harmless
from calculator.sources.layout.columns import Header
from calculator.sources.layout.headings import meaning_of
from calculator.sources.table.table import Table


def unclear_columns(table: Table, header: Header, read: Sequence[int]) -> tuple[int, ...]:
    """Columns beside those that are ``read`` whose heading may be that of amounts and below which figures stand.

    A heading that means something in a bill, a name, a count or a day is none; one that names a substance is.
    """
    width = max((len(cells) for cells in table.rows[header.row : header.end]), default=0)
    unclear = []
    for column in range(width):
        if column in read:
            continue
        heading = table.merged_text(header.row, column)
        is_element = bool(heading) and read_substance(heading)[0] is not None
        if (
            heading
            and not is_element
            and (is_harmless(heading) or meaning_of("bom", heading) is not None)
        ):
            continue
        rows = [
            row
            for row in range(header.body, header.end)
            if row not in header.repeats and states_number(table, row, column)
        ]
        if rows and not _counts_rows(table, rows, column):
            unclear.append(column)
    return tuple(unclear)


def states_number(table: Table, row: int, column: int) -> bool:
    """True where a figure stands in a cell, as a number or as the text of an amount."""
    value = table.value(row, column)
    if isinstance(value, bool) or value is None:
        return False
    if isinstance(value, (int, float)):
        return True
    if not isinstance(value, str) or not any(map(str.isdigit, value)):
        return False
    return read_amount_text(table.text(row, column), Decimals.POINT) is not None


def column_problems(
    table: Table, header: Header, met: Mapping[int, Sequence[Source]]
) -> tuple[Problem, ...]:
    """One problem for each column of figures that nobody understands, with the cells that state something."""
    return tuple(
        error(
            "amount-column-unclear",
            f'what the figures below "{table.merged_text(header.row, column)[:60]}" say cannot be told; what is declared with such a figure does not count as full. Head the column wt%, ppm or mg, or leave it out',
            table.source(header.row, column),
            *sources,
        )
        for column, sources in met.items()
    )


def _counts_rows(table: Table, rows: Sequence[int], column: int) -> bool:
    """True for 1, 2, 3 ... from row to row: a counter."""
    values = [table.value(row, column) for row in rows]
    return (
        all(
            isinstance(value, (int, float)) and value == values[0] + step  # type: ignore[operator]
            for step, value in enumerate(values)
        )
        and len(values) > 1
    )

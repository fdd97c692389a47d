"""Every way in which the columns of one row can be read: where two columns of one meaning differ, nobody knows which holds.

A price, a mass and a quantity are settled alike: each way gives a candidate, equal candidates are one, and of different
ones the bounds hold all, with a problem that names the cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from calculator.model.problem import warning
from calculator.model.stages import STAGE_COLUMNS
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.access import RowCells

_MOST: Final = 12
"""Of more ways than these only those are taken in which a single column differs."""

_CODES: Final = {
    "price": "price-columns-differ",
    "mass": "mass-columns-differ",
    "quantity": "quantity-columns-differ",
    "per_parent": "quantity-columns-differ",
    "cumulative": "quantity-columns-differ",
    "currency": "currency-columns-differ",
    **dict.fromkeys(("origin", *STAGE_COLUMNS), "origin-columns-differ"),
}


def readings(row: RowCells, meanings: Sequence[str]) -> tuple[RowCells, ...]:
    """The row once for each choice among columns that state something different; the row alone where none do."""
    header = row.cells.header
    if not any(meaning in header.more for meaning in meanings):
        return (row,)
    choices = [
        (meaning, columns)
        for meaning in meanings
        if meaning in header.more and len(columns := _differing(row, meaning)) > 1
    ]
    if not choices:
        return (row,)
    ways: list[RowCells] = []
    for combination in product(*(columns for _, columns in choices)):
        way = row
        for (meaning, _), heading in zip(choices, combination, strict=True):
            way = way.with_column(meaning, heading)
        ways.append(way)
        if len(ways) >= _MOST:
            break
    return tuple(ways)


def _differing(row: RowCells, meaning: str) -> tuple[Heading, ...]:
    """One column for each different statement of a meaning in this row."""
    by_statement: dict[str, Heading] = {}
    for heading in row.columns(meaning):
        text = row.cells.table.text(row.row, heading.column).casefold()
        by_statement.setdefault(f"{text} [{heading.bracket}]", heading)
    return tuple(by_statement.values())


def report_columns(row: RowCells, meaning: str, headings: Sequence[Heading]) -> None:
    """Say that columns of one meaning differ in a row, and name their cells."""
    named = " and ".join(dict.fromkeys(f'"{heading.text[:40]}"' for heading in headings[:4]))
    row.cells.report(
        warning(
            _CODES.get(meaning, "unit-columns-differ"),
            f"columns of one meaning ({meaning.replace('_', ' ')}) differ, {named}; bounds hold each. Clear the one that does not hold, or name it for what it is",
            *(row.cells.table.source(row.row, heading.column) for heading in headings),
        )
    )

"""The tables of one facts sheet: each row of headings begins one, whose rows are read by it and by no other."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from calculator.sources.layout.columns import Header, read_row
from calculator.sources.layout.headings import meaning_of
from calculator.sources.layout.profile import NO_PROFILE
from calculator.sources.table.table import Table

_LONGEST_HEADING: Final = 40
_NAMING: Final = ("substance", "cas")


def content_tables(table: Table, header: Header) -> tuple[Header, ...]:
    """The headers of all tables of a sheet of contents, from top to bottom; ``header`` is one of them.

    A second table may give its amounts in other columns, or in other units: read by the headings of the first, its rows
    would say something else.
    """
    headers = []
    for row in range(len(table.rows)):
        if row == header.row:
            headers.append(header)
        elif _may_head(table, row) and not header.row < row < header.body:
            found = read_row(table, header.kind, row, 1, NO_PROFILE)
            if found is not None:
                headers.append(found)
    ends = [*(later.row for later in headers[1:]), len(table.rows)]
    return tuple(
        replace(found, end=min(end, found.end), repeats=())
        for found, end in zip(headers, ends, strict=True)
    )


def _may_head(table: Table, row: int) -> bool:
    """True where a row has a heading of part numbers and one of substances, and no figures."""
    cells = [cell for cell in table.rows[row] if cell is not None]
    if len(cells) < 2 or not all(
        isinstance(cell, str) and len(cell) <= _LONGEST_HEADING for cell in cells
    ):
        return False
    names = {
        meaning.name
        for cell in cells
        if isinstance(cell, str)
        and not any(map(str.isdigit, cell))
        and (meaning := meaning_of("content", cell)) is not None
    }
    return "number" in names and any(name in names for name in _NAMING)

"""Where the headings of a table stand again, on the next printed page: a row is that only if its cells are those of the headings."""

from __future__ import annotations

from typing import Final

from calculator.sources.layout.columns import Header
from calculator.sources.layout.headings import Match, meaning_of, plain_heading
from calculator.sources.table.table import Table

_FEWEST: Final = 2


def repeats_headings(table: Table, header: Header, row: int) -> bool:
    """True where every cell of a row is that of the headings in its column, or means the same; at least two, and half of them.

    A row with one cell of its own is a line: whatever it is called, it may be a part.
    """
    meanings = {heading.column: heading.meaning for heading in header.headings.values()} | {
        heading.column: heading.meaning for more in header.more.values() for heading in more
    }
    texts = {
        column: text for column in range(len(table.rows[row])) if (text := table.text(row, column))
    }
    if len(texts) < _FEWEST or 2 * len(texts) < len(meanings):
        return False
    return all(
        _is_heading(table, header, column, text, meanings.get(column, ""))
        for column, text in texts.items()
    )


def _is_heading(table: Table, header: Header, column: int, text: str, meaning: str) -> bool:
    plain = plain_heading(text)
    lines = [
        plain_heading(table.merged_text(line, column)) for line in range(header.row, header.body)
    ]
    if plain and plain in (*lines, "".join(lines)):
        return True
    again = meaning_of(header.kind, text) if meaning else None
    return again is not None and again.name == meaning and again.match <= Match.LOOSE

"""The column of reference designators (R1, C2-C5) of a list of the parts of a board."""

from __future__ import annotations

from typing import Final

from calculator.recognition.designators import is_designators, is_electronic
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.headings import plain_heading
from calculator.sources.table.table import Table

_LOOKED_AT: Final = 200
_MOST: Final = 0.8
_PARTS: Final = frozenset({"part", "parts", "component", "components"})
"""Headings that may head designators: those of EAGLE's list of parts."""


def designator_column(table: Table, row: int, body: int) -> int | None:
    """The column that is headed like designators in ``row`` and holds those of electronic parts below it; None where there is none."""
    for column in range(len(table.rows[row]) if row < len(table.rows) else 0):
        heading = plain_heading(table.text(row, column))
        if heading not in heading_words().designators and heading not in _PARTS:
            continue
        below = range(body, min(len(table.rows), body + _LOOKED_AT))
        texts = [text for at in below if (text := table.text(at, column))]
        are_designators = sum(map(is_designators, texts)) >= _MOST * len(texts)
        if texts and are_designators and 2 * sum(map(is_electronic, texts)) >= len(texts):
            return column
    return None

"""Columns that no heading names, and that a bill cannot do without: the names of its parts, the quantities for each of its variants."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calculator.sources.layout.header import Heading
from calculator.sources.layout.headings import Match, meaning_of
from calculator.sources.table.table import Table

_LOOKED_AT: Final = 500
_COUNT_DIGITS: Final = 5
_MOST_COLUMNS: Final = 100


def unheaded_names(table: Table, row: int, body: int) -> Heading | None:
    """The one column without a heading that holds words: the names of the parts, where no other column has them."""
    width = max(map(len, table.rows[body : body + 50]), default=0)
    found: list[Heading] = []
    for column in range(min(width, _MOST_COLUMNS)):
        if table.text(row, column) or (body - row > 1 and table.text(row + 1, column)):
            continue
        texts = [
            text
            for index in range(body, min(len(table.rows), body + _LOOKED_AT))
            if (text := table.text(index, column))
        ]
        words = [text for text in texts if sum(map(str.isalpha, text)) > 1]
        if len(texts) > 1 and 4 * len(words) >= 3 * len(texts):
            found.append(
                Heading(
                    meaning="name",
                    column=column,
                    text="",
                    source=table.source(row, column),
                    match=Match.CONTENT,
                )
            )
    return found[0] if len(found) == 1 else None


def variant_quantities(table: Table, row: int, body: int, taken: set[int]) -> list[Heading]:
    """Columns of a matrix, each with the quantities for one variant: whole numbers and blanks below headings of no other meaning."""
    headings: list[Heading] = []
    for column in range(min(len(table.rows[row]), _MOST_COLUMNS)):
        text = table.text(row, column)
        if (
            column in taken
            or not text
            or len(text) > _LONGEST_HEADING
            or text.isdigit()
            or meaning_of("bom", text) is not None
        ):
            continue
        texts = [
            cell
            for index in range(body, min(len(table.rows), body + _LOOKED_AT))
            if (cell := table.text(index, column))
        ]
        if texts and all(cell.isdigit() and len(cell) < _COUNT_DIGITS for cell in texts):
            headings.append(
                Heading(
                    meaning="quantity",
                    column=column,
                    text=text,
                    source=table.source(row, column),
                    match=Match.CONTENT,
                )
            )
    if len(headings) < _FEWEST_VARIANTS or not _side_by_side(headings):
        return []
    return headings if _have_one_name(headings) or _have_gaps(table, body, headings) else []


_LONGEST_HEADING: Final = 40
_FEWEST_VARIANTS: Final = 2


def _side_by_side(headings: Sequence[Heading]) -> bool:
    return headings[-1].column - headings[0].column == len(headings) - 1


def _have_one_name(headings: Sequence[Heading]) -> bool:
    """True for "Variant A" and "Variant B": all but the last word or sign is the same."""
    return (
        len({re.sub(r"[\W_]*\w{1,3}\Z", "", heading.text).casefold() for heading in headings}) == 1
    )


def _have_gaps(table: Table, body: int, headings: Sequence[Heading]) -> bool:
    """Some part is not in some variant."""
    return any(
        table.text(row, heading.column) in ("", "0")
        for heading in headings
        for row in range(body, min(len(table.rows), body + _LOOKED_AT))
        if any(table.text(row, other.column) not in ("", "0") for other in headings)
    )

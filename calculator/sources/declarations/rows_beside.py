"""Rows of a declaration that stand in none of its tables and name a rare earth beside a figure: they may be of any part of the file."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.model.content_row import ContentRow
from calculator.model.item import UNKNOWN_ORIGIN
from calculator.model.problem import Problem, warning
from calculator.model.substances import Substance
from calculator.sources.declarations.sheet_blocks import Block
from calculator.sources.declarations.sheet_words import names_substance
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.substance_names import substances_named
from calculator.sources.facts.unclear_columns import states_number
from calculator.sources.table.table import Table


def rows_beside(
    table: Table, blocks: Sequence[Block], part_of: str
) -> tuple[list[StatedContent], list[Problem]]:
    """One row without a part number for each, which takes ``full`` from the items of its file."""
    inside = {row for block in blocks for row in range(block.row, block.end)}
    rows: list[StatedContent] = []
    problems: list[Problem] = []
    for row in range(len(table.rows)):
        if row in inside:
            continue
        substance, column = _rare_earth_in(table, row)
        if substance is None:
            continue
        place = table.source(row, column)
        rows.append(
            StatedContent(
                content=ContentRow(
                    item="",
                    substance=substance,
                    origin=UNKNOWN_ORIGIN,
                    cells=(place,),
                    part_of=f"{part_of}!{row}",
                ),
                number="",
                file=table.file,
                sheet=table.sheet,
            )
        )
        problems.append(
            warning(
                "declaration-row-unread",
                f'"{table.text(row, column)[:60]}" stands beside a figure in no table that was understood; it may be of any part of the file',
                place,
            )
        )
    return rows, problems


def _rare_earth_in(table: Table, row: int) -> tuple[Substance | None, int]:
    cells = range(len(table.rows[row]))
    if not any(states_number(table, row, column) for column in cells):
        return None, 0
    for column in cells:
        text = table.text(row, column)
        if text and names_substance(text):
            found = next((one for one in substances_named(text).substances if one.elements), None)
            if found is not None:
                return found, column
    return None, 0

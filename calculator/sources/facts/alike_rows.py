"""Rows of one table that are alike in all but the part number: what one states, the others state of their own parts.

A row at a time stays the definition: only a row that was read without a problem, from its own cells alone, speaks for others.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from calculator.model.origins import Origin
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, Stages
from calculator.reference.cell_words import is_ditto
from calculator.sources.facts.numbered_rows import NumberedRow
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.words_beside import REMARKS, columns_with_meaning
from calculator.sources.rows.cells import Cells
from calculator.sources.table.table import Table, clean

_LONGEST_MARK: Final = 40


class AlikeRows:
    """What rows of a table stated, by all that stands in their cells but the part number."""

    def __init__(self, cells: Cells) -> None:
        table = cells.table
        facts = table.facts
        # A view shows cells that stand elsewhere; a merged cell, a comment or an error is of a row and not of what stands in it.
        self._is_plain = type(table) is Table and not (
            facts.merged or facts.errors or facts.empty_formulas or cells.studies.get(REMARKS)
        )
        self._stated: dict[Hashable, tuple[StatedContent, ...]] = {}

    def key(self, numbered: NumberedRow) -> Hashable | None:
        """All that decides what the row states, apart from its number; None where it has to be read by itself."""
        if not self._is_plain:
            return None
        row = numbered.row
        header, table = row.cells.header, row.cells.table
        values = [*table.rows[row.row]]
        number = header.headings.get("number")
        if number is not None and "number" not in header.more and number.column < len(values):
            values[number.column] = None
        read = columns_with_meaning(row.cells)
        for column, value in enumerate(values):
            if isinstance(value, str) and (column not in read or _may_repeat(value)):
                # What is said beside the columns may name the part itself.
                return None
        styles, decimals = table.facts.styles, table.facts.decimals
        marks = (
            tuple(
                (styles.get(row.row, column), decimals.get(row.row, column))
                for column in range(len(values))
            )
            if styles or decimals
            else ()
        )
        # 1, 1.0 and TRUE are equal and are not the same cell.
        return numbered.group, tuple(values), tuple(map(type, values)), marks

    def of(self, key: Hashable | None, numbered: NumberedRow) -> tuple[StatedContent, ...] | None:
        """What a row with that key states; None where none was met."""
        stated = None if key is None else self._stated.get(key)
        if stated is None:
            return None
        return tuple(_moved(content, numbered) for content in stated)

    def keep(
        self, key: Hashable | None, numbered: NumberedRow, stated: Iterable[StatedContent]
    ) -> None:
        """What a row was found to state, if all of it stands in its own cells."""
        kept = tuple(stated)
        if key is not None and all(
            cell.row == numbered.row.row + 1 for content in kept for cell in _cells_of(content)
        ):
            self._stated[key] = kept


@lru_cache(maxsize=1024)
def _may_repeat(text: str) -> bool:
    """True for a mark that stands for what is above, which is of other rows."""
    return len(text) <= _LONGEST_MARK and is_ditto(clean(text))


def _cells_of(stated: StatedContent) -> tuple[Source, ...]:
    content = stated.content
    origins = (content.origin, *content.stages)
    return (
        *content.cells,
        *content.amount_cells,
        *(cell for origin in origins for cell in origin.cells),
        *(cell for share in content.recycled for cell in share.cells),
    )


def _moved(stated: StatedContent, numbered: NumberedRow) -> StatedContent:
    """The same of the part of another row, with that row's cells."""
    row = numbered.row.row + 1
    content = stated.content
    return replace(
        stated,
        content=replace(
            content,
            item=numbered.number,
            origin=_origin_in(content.origin, row),
            stages=content.stages
            if content.stages == NO_STAGES
            else Stages(*(_origin_in(origin, row) for origin in content.stages)),
            recycled=tuple(
                share._replace(cells=_in_row(share.cells, row)) for share in content.recycled
            ),
            cells=_in_row(content.cells, row),
            amount_cells=_in_row(content.amount_cells, row),
        ),
        number=numbered.number,
        revision=numbered.revision,
        supplier=numbered.supplier,
        other_numbers=numbered.other_numbers,
        is_of_title=numbered.is_of_title,
    )


def _origin_in(origin: Origin, row: int) -> Origin:
    return origin._replace(cells=_in_row(origin.cells, row)) if origin.cells else origin


def _in_row(cells: tuple[Source, ...], row: int) -> tuple[Source, ...]:
    return tuple(Source(cell.file, cell.sheet, row, cell.column) for cell in cells)

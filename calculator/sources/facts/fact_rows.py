"""The rows of a facts table as they are meant: a merged cell or a ditto mark says the same of each row, an amount does not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from calculator.reference.cell_words import is_ditto
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.table.table import CellValue, Table

SAME_OF_EACH: Final = frozenset(
    {
        "number",
        "substance",
        "cas",
        "form",
        "origin",
        "origin_share",
        "mined_in",
        "separated_in",
        "metal_made_in",
        "technology",
        "disclosure",
        "evidence",
        "reference",
        "date",
        "valid_until",
        "valid_from",
        "currency",
        "mass_unit",
        "unit",
        "market",
        "to",
        "per",
        "source",
    }
)
"""Of these a merged cell, or a ditto mark, says the same of each of its rows; a merged amount is of all of them together."""


class FactRow(Row):
    """One row of a facts table, or one of the groups of columns side by side in it.

    ``above`` is the row before it in the same group; where it ``is_after_break`` a blank row or a title stands between them.
    """

    __slots__ = ("above", "is_after_break")

    def __init__(
        self,
        cells: TableCells,
        row: int,
        above: FactRow | None,
        *,
        is_after_break: bool,
        chosen: Mapping[str, Heading] | None = None,
    ) -> None:
        super().__init__(cells, row, chosen or {})
        self.above = above
        self.is_after_break = is_after_break

    def text(self, meaning: str) -> str:
        """The text that holds for the row: its own, that of the merged range it is in, or that of the row above it repeats."""
        if meaning not in SAME_OF_EACH:
            return super().text(meaning)
        text = self._texts.get(meaning)
        if text is None:
            place = self._place(meaning)
            text = self._texts[meaning] = "" if place is None else self.cells.table.text(*place)
        return text

    def value(self, meaning: str) -> CellValue:
        """The value as it is stored, of the same cell as the text."""
        if meaning not in SAME_OF_EACH:
            return super().value(meaning)
        place = self._place(meaning)
        return None if place is None else self.cells.table.value(*place)

    def each(self, meaning: str) -> tuple[FactRow, ...]:
        """The row as each column of a meaning has it, of those that state something."""
        headings = (
            heading
            for heading in (
                self.cells.header.headings.get(meaning),
                *self.cells.header.more.get(meaning, ()),
            )
            if heading is not None
        )
        rows = tuple(
            FactRow(
                self.cells,
                self.row,
                self.above,
                is_after_break=self.is_after_break,
                chosen={meaning: heading},
            )
            for heading in headings
        )
        return tuple(row for row in rows if not row.is_blank(meaning))

    def own_text(self, meaning: str) -> str:
        """What stands in the row's own cell."""
        heading = self.heading(meaning)
        return "" if heading is None else self.cells.table.text(self.row, heading.column)

    def repeats(self, meaning: str) -> bool:
        """True where the row's own cell says nothing and another speaks for it: the first of a merged range, or one above a ditto mark."""
        own = self.own_text(meaning)
        if own and not is_ditto(own):
            return False
        return (bool(own) or bool(self.cells.table.facts.merged)) and self.text(meaning) != own

    def is_merged_with_others(self, meaning: str) -> bool:
        """True where the cell is merged over several rows, so that what stands there is of all of them together."""
        heading = self.heading(meaning)
        return heading is not None and spans_rows(self.cells.table, self.row, heading.column)

    def _place(self, meaning: str) -> tuple[int, int] | None:
        """The cell that speaks for the row."""
        heading = self.heading(meaning)
        if heading is None:
            return None
        table = self.cells.table
        row: FactRow | None = self
        while row is not None:
            place = table.facts.first_of_merged(row.row, heading.column)
            if not is_ditto(table.text(*place)):
                return place
            row = row.above
        return None


def fact_rows(cells: Cells) -> list[FactRow]:
    """The rows of a table of prices or rates that hold anything."""
    rows: list[FactRow] = []
    for row in cells.filled():
        above = rows[-1] if rows else None
        is_after_break = above is not None and row - above.row > 1
        rows.append(FactRow(cells, row, above, is_after_break=is_after_break))
    return rows


def spans_rows(table: Table, row: int, column: int) -> bool:
    """True where the cell is part of a merged range of several rows."""
    if not table.facts.merged:
        return False
    first = table.facts.first_of_merged(row, column)
    return first[0] != row or table.facts.first_of_merged(row + 1, column) == first

"""Columns of figures as floating point, and whether price × quantity is the total in their rows.

That is enough here: what is asked is whether figures agree to the cent, not on which side of a line they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import Decimals
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.access import RowCells, TableCells, is_blank_text
from calculator.sources.rows.numbers import figure_of

Figures: TypeAlias = list[float | None]
CENT: Final = 0.005
_LOOSEST: Final = 0.02
"""A total may differ by this share at most, however few digits the price has."""
_PLAIN: Final = late_pattern(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")


@dataclass
class FigureColumns:
    """The figures of a table, a column at a time, of the rows that hold anything."""

    cells: TableCells
    rows: Sequence[int]
    known: dict[int, Figures] = field(default_factory=dict)

    @cached_property
    def shares_of_basis(self) -> Figures:
        """What one piece is of that which the price is for, by the column Price Per; None where that is no number of pieces."""
        heading = self.cells.header.headings.get("price_per")
        if heading is None:
            return [1.0] * len(self.rows)
        text = self.cells.table.text
        return [
            1.0 if is_blank_text(text(row, heading.column)) else 1 / basis if basis else None
            for row, basis in zip(self.rows, self.of(heading), strict=True)
        ]

    def of(self, heading: Heading | None) -> Figures:
        """The figures of one column, None where a row has none; of no column none."""
        if heading is None:
            return [None] * len(self.rows)
        if heading.column not in self.known:
            self.known[heading.column] = [self._figure(row, heading) for row in self.rows]
        return self.known[heading.column]

    def _figure(self, row: int, heading: Heading) -> float | None:
        value = self.cells.table.value(row, heading.column)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        if not isinstance(value, str) or not any(map(str.isdigit, value)):
            return None
        is_point = self.cells.decimals(heading.column) is Decimals.POINT
        if _PLAIN.fullmatch(value) and (is_point or value.isdecimal()):
            return float(value)
        bounds, _ = figure_of(
            RowCells(self.cells, row).with_column(heading.meaning, heading), heading.meaning
        )
        return float(bounds.low) if bounds is not None and bounds.is_exact else None


def agreement(
    columns: FigureColumns,
    quantity: Figures,
    one: Heading,
    total: Heading,
    factor: Sequence[float | None] | None = None,
) -> tuple[int, int]:
    """In how many rows whose quantity is not 1 the total is price × quantity (× factor), and in how many it is not."""
    holds = fails = 0
    factors = factor if factor is not None else [1.0] * len(quantity)
    for price, count, whole, times, share in zip(
        columns.of(one), quantity, columns.of(total), factors, columns.shares_of_basis, strict=True
    ):
        if not price or not count or not whole or times is None or share is None:
            continue
        if count == 1 and times == 1:
            continue
        if agrees(price * times * share, count, whole):
            holds += 1
        else:
            fails += 1
    return holds, fails


def agrees(price: float, count: float, whole: float) -> bool:
    """True where price × quantity is the total within the cents that are shown.

    >>> agrees(0.33, 3, 1.0), agrees(0.3, 3, 1.0)
    (True, False)
    """
    slack = min(CENT * (1 + abs(count)), _LOOSEST * abs(whole))
    return abs(price * count - whole) <= max(slack, 1e-9 * abs(whole))

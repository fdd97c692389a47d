"""Whether a figure is that of one, or that of the whole line."""

from __future__ import annotations

from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Unit
from calculator.sources.layout.headings import Match
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.quantities import counted


def perhaps_of_line(
    row: RowCells, meaning: str, bounds: Bounds, unit: Unit, *, is_settled: bool
) -> Bounds:
    """Under a heading such as "Price" or "Weight" a figure may be that of the whole line: bounds hold both readings.

    A second column for the line, or a quantity of one, settles it. A price taken eight times too high would hide a magnet.
    """
    heading = row.heading(meaning)
    if heading is None or heading.match is not Match.LOOSE or is_settled:
        return bounds
    count = counted(row, unit)
    return (
        bounds.hull(bounds.divided_by(count))
        if count is not None and count.is_exact and count.low not in (0, 1)
        else bounds
    )

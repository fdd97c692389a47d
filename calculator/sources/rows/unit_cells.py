"""The unit in a cell, or a word for one beside a number."""

from __future__ import annotations

from fractions import Fraction

from calculator.model.problem import error
from calculator.model.source import Source
from calculator.numbers.units import Dimension, Unit, ambiguity_of, read_unit
from calculator.sources.rows.access import RowCells, TableCells


def unit_cell(row: RowCells, meaning: str) -> Unit | None:
    """The unit in a cell, None of a blank one; an unknown word stands for itself: one of whatever it means, of unknown mass."""
    if row.is_blank(meaning):
        return None
    return unit_word(row.cells, row.text(meaning), row.source(meaning))


def unit_word(cells: TableCells, text: str, source: Source) -> Unit:
    """The unit that ``text`` means."""
    unit = read_unit(text)
    if unit is not None:
        return unit
    fault = ambiguity_of(text)
    cells.report(
        error(
            "unknown-unit",
            fault
            or f'unit "{text[:40]}" is not on the list of units; its mass and its relation to others are unknown',
            source,
        )
    )
    return Unit(text.strip().casefold(), Dimension.COUNT, Fraction(1), is_listed=False)

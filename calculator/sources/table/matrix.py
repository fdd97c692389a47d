"""The rectangle of a sheet's values: blank cells are None, and a text that stands in many cells of a column is one object."""

from __future__ import annotations

import math
from collections.abc import Sequence
from types import NoneType
from typing import Any, Final

from calculator.sources.table.sheet_facts import CellValue, SheetFacts

_LOOKED_AT: Final = 1000
_TEXTS: Final = frozenset({str, NoneType})


def matrix_of(
    rows: Sequence[Sequence[Any]], facts: SheetFacts
) -> tuple[list[list[CellValue]], bool]:
    """The values row by row, and whether every number among them is finite. Blank and error cells are None: an error is no value.

    ``rows`` are equally long. A reader makes a text anew for each cell; what says the same is kept once, for a bill repeats itself.
    """
    known: dict[Any, CellValue] = {"": None}
    is_finite = True
    columns: list[Sequence[CellValue]] = []
    for column in zip(*rows, strict=True):
        if _TEXTS.issuperset(map(type, column)):
            repeats = 2 * len({*column[:_LOOKED_AT]}) <= len(column[:_LOOKED_AT])
            is_kept = repeats or "" in column
            columns.append([*map(known.setdefault, column, column)] if is_kept else column)
            continue
        is_finite = is_finite and _are_finite(column)
        columns.append(
            [None if cell == "" else cell for cell in column] if "" in column else column
        )
    values: list[list[CellValue]] = [*map(list, zip(*columns, strict=True))] or [[] for _ in rows]
    for row, column_index in facts.errors:
        if row < len(values) and column_index < len(values[row]):
            values[row][column_index] = None
    return values, is_finite


def _are_finite(column: Sequence[Any]) -> bool:
    """True where no number is NaN or infinite; false as well where they only add up to more than the largest."""
    try:
        return math.isfinite(sum([abs(cell) for cell in column if type(cell) is float]))
    except OverflowError:
        return False

"""The countries of origin in a cell."""

from __future__ import annotations

from calculator.model.countries import read_origin
from calculator.model.item import Origin
from calculator.model.problem import error
from calculator.sources.rows.access import RowCells


def origin_cell(row: RowCells, meaning: str) -> Origin:
    """Countries of origin with their shares."""
    if row.is_blank(meaning):
        return Origin()
    origin, fault = read_origin(row.text(meaning), (row.source(meaning),))
    if fault is not None:
        row.cells.report(error("unclear-origin", fault, row.source(meaning)))
    return origin

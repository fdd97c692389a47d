"""The countries of origin in a cell; of two columns that differ nobody knows which holds."""

from __future__ import annotations

from calculator.model.countries import read_origin
from calculator.model.item import Origin
from calculator.model.problem import error
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.candidates import report_columns


def origin_cell(row: RowCells, meaning: str) -> Origin:
    """Countries of origin with their shares; unknown, with the countries that are named, where columns differ."""
    if row.is_blank(meaning):
        return Origin()
    headings = row.columns(meaning) if meaning in row.cells.header.more else ()
    if len(headings) < 2:
        return _read(row, meaning)
    origins = [_read(row.with_column(meaning, heading), meaning) for heading in headings]
    if len({(origin.shares, origin.named) for origin in origins}) == 1:
        return origins[0]
    report_columns(row, meaning, headings)
    named = (code for origin in origins for code in origin.doubted().named)
    return Origin(
        cells=tuple(cell for origin in origins for cell in origin.cells),
        named=tuple(dict.fromkeys(named)),
    )


def _read(row: RowCells, meaning: str) -> Origin:
    origin, fault = read_origin(row.text(meaning), (row.source(meaning),))
    if fault is not None:
        row.cells.report(error("unclear-origin", fault, row.source(meaning)))
    return origin

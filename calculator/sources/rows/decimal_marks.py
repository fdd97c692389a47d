"""Point or comma: what settles the decimal mark in one cell of a column settles it in all of them."""

from __future__ import annotations

from typing import Final

from calculator.numbers.number_text import Decimals
from calculator.sources.layout.columns import Header
from calculator.sources.table.table import Table

_UNCERTAIN: Final = frozenset({Decimals.UNSETTLED, Decimals.OPEN})
# The columns in which numbers stand: the decimal mark of one tells that of another.
_FIGURES: Final = (
    "quantity",
    "per_parent",
    "cumulative",
    "price",
    "line_price",
    "mass",
    "line_mass",
    "base_quantity",
    "price_per",
    "scrap",
    "low",
    "high",
    "share",
    "value",
    "origin_share",
    "recycled",
    "rate",
)


def decimals_of_column(table: Table, header: Header, column: int) -> Decimals:
    """How a column writes its decimal mark; a contradiction settles nothing.

    Where only points before three digits stand, the other columns of figures settle whether they are those of thousands.
    """
    marks = _marks(table, header, column)
    certain = marks - _UNCERTAIN
    if marks == {Decimals.OPEN}:
        others = (_marks(table, header, other) for other in _figure_columns(header))
        certain = frozenset[Decimals]().union(*others) - _UNCERTAIN
    if len(certain) == 1:
        return next(iter(certain))
    return Decimals.OPEN if marks else Decimals.UNSETTLED


def _marks(table: Table, header: Header, column: int) -> frozenset[Decimals]:
    return table.marks_of_column(column, range(header.body, header.end))


def _figure_columns(header: Header) -> list[int]:
    return [
        heading.column
        for meaning in _FIGURES
        if meaning in header.headings
        for heading in (header.headings[meaning], *header.more.get(meaning, ()))
    ]

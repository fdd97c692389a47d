"""How much of an item a row says there is: the unit and the quantity in its base units, with a problem where they cannot be told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.model.item import Answer
from calculator.model.problem import error, warning
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds
from calculator.numbers.units import EACH, Dimension, Unit, read_unit
from calculator.sources.layout.heading_units import is_piece
from calculator.sources.layout.phrases import says
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.numbers import figure_of, number_and_word
from calculator.sources.rows.unit_cells import unit_cell, unit_word
from calculator.sources.rows.yes_or_no import yes_or_no

_QUANTITIES: Final = ("per_parent", "quantity", "cumulative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The unit of a row, and its quantity in base units of that unit's dimension; whether one is stated, and whether its unit is."""

    unit: Unit = EACH
    quantity: Bounds = UNKNOWN
    is_stated: bool = False
    has_unit: bool = True


def read_amount(row: RowCells) -> Amount:
    """How much of the item the row says there is."""
    column = quantity_column(row)
    words = _word_instead(row, column)
    bounds, word = (
        (None, "")
        if words or column not in row.cells.header.headings
        else number_and_word(row, column, what="quantity")
    )
    beside = unit_word(row.cells, word, row.source(column)) if word else None
    stated = _stated_unit(row)
    # A price and a mass are of one of the column Unit, whatever the quantity in the cell is in.
    unit = stated or row.measure(column).unit or beside
    return Amount(
        unit=unit or EACH,
        quantity=_quantity(row, bounds, word, beside, stated, unit or EACH),
        is_stated=column in row.cells.header.headings and not row.is_blank(column),
        has_unit=unit is not None,
    )


def quantity_column(row: RowCells) -> str:
    """Per parent rather than per product, and both rather than a column that does not say which."""
    return next((one for one in _QUANTITIES if one in row.cells.header.headings), "quantity")


def _quantity(
    row: RowCells,
    bounds: Bounds | None,
    word: str,
    beside: Unit | None,
    stated: Unit | None,
    unit: Unit,
) -> Bounds:
    """The quantity in base units of the dimension of ``unit``; ``beside`` is the unit in its own cell, ``stated`` that of the column Unit."""
    column = quantity_column(row)
    measure = row.measure(column)
    own = beside or unit
    if own.dimension is not unit.dimension or (
        beside is not None and beside != unit and read_unit(word) is None
    ):
        row.cells.report(
            warning(
                "unit-conflict",
                f'quantity "{row.text(column)[:40]}" and unit "{(row.text("unit") or unit.symbol)[:20]}" disagree; the quantity is unknown',
                row.source(column),
                row.source("unit"),
            )
        )
        return UNKNOWN
    if stated is not None and units_disagree(row):
        heading = row.cells.header.headings[column].text
        row.cells.report(
            warning(
                "unit-conflict",
                f'the heading "{heading[:40]}" and the unit "{row.text("unit")[:20]}" disagree; quantity, mass and price are unknown. Correct one',
                row.source("unit"),
                row.source(column),
            )
        )
        return UNKNOWN
    if bounds is None or not measure.is_clear:
        return UNKNOWN
    bounds = _per_one(row, bounds if measure.batch is None else bounds.scaled(1 / measure.batch))
    if _is_not_fitted(row):
        row.cells.report(
            warning(
                "not-fitted",
                "the line is marked as not fitted; whether it is built in was left open",
                row.cells.row_source(row.row),
            )
        )
        return Bounds(Fraction(0), None if bounds.high is None else bounds.high * own.factor)
    if bounds.is_zero:
        row.cells.report(
            warning(
                "zero-quantity",
                f"{row.text('number') or 'this item'} has quantity 0 and counts as not contained. Check the row",
                row.source(column),
            )
        )
        return ZERO
    return bounds.scaled(own.factor)


def _stated_unit(row: RowCells) -> Unit | None:
    return None if pack_of(row) is not None else unit_cell(row, "unit", None)


def units_disagree(row: RowCells) -> bool:
    """True where the heading of the quantities names another unit than the column of units."""
    named = row.measure(quantity_column(row)).unit
    stated = (
        None
        if named is None or row.is_blank("unit") or pack_of(row) is not None
        else read_unit(row.text("unit"))
    )
    return (
        named is not None
        and stated is not None
        and (named.dimension, named.factor) != (stated.dimension, stated.factor)
    )


def counted(row: RowCells, unit: Unit) -> Bounds | None:
    """The figure in the column of quantities, in the row's own unit; None where it states none."""
    column = quantity_column(row)
    bounds, word = figure_of(row, column)
    measure = row.measure(column)
    if bounds is None or not measure.is_clear or measure.batch is not None or units_disagree(row):
        return None
    beside = read_unit(word) if word else unit
    if beside is None or beside.dimension is not unit.dimension:
        return bounds if word and row.is_blank("unit") and beside is None else None
    return bounds.scaled(beside.factor / unit.factor)


def _word_instead(row: RowCells, column: str) -> str:
    """What stands in a quantity's place: as required, for reference, not fitted. The quantity is unknown."""
    text = row.text(column)
    kind = (
        next((one for one in ("as_required", "reference", "not_fitted") if says(one, text)), "")
        if text
        else ""
    )
    if kind:
        code, meaning = _INSTEAD[kind]
        row.cells.report(
            warning(
                code,
                f'quantity "{text[:40]}": {meaning}; the quantity is unknown. Write a number',
                row.source(column),
            )
        )
    return kind


_INSTEAD: Final = {
    "as_required": ("quantity-as-required", "as much as is needed"),
    "reference": ("reference-line", "the line is only for reference"),
    "not_fitted": ("not-fitted", "the line is not fitted"),
}


def _per_one(row: RowCells, bounds: Bounds) -> Bounds:
    """The quantity in one parent, where it is given for a batch of them; unknown where nobody can tell how many they are."""
    if row.is_blank("base_quantity"):
        return bounds
    base, word = number_and_word(row, "base_quantity", what="base quantity")
    of = read_unit(word) if word else EACH
    if base is None:
        return UNKNOWN
    if not base.is_exact or base.low <= 0 or of is None or not is_piece(of):
        row.cells.report(
            error(
                "unreadable-number",
                f'base quantity "{row.text("base_quantity")[:40]}" must be one number of pieces above zero; the quantity is unknown',
                row.source("base_quantity"),
            )
        )
        return UNKNOWN
    return bounds.scaled(1 / base.low)


def _is_not_fitted(row: RowCells) -> bool:
    text = row.text("fitted")
    if not text or row.is_blank("fitted"):
        return False
    heading = row.cells.header.headings["fitted"].text
    if says("not_fitted", text):
        return True
    answer = yes_or_no(text)
    return answer is (Answer.YES if says("not_fitted", heading) else Answer.NO)


_PACK = re.compile(r"(\d{1,6})\s*[x×]?\s*([^\d\s].*)\Z")


def pack_of(row: RowCells) -> Fraction | None:
    """The number of pieces in "50 cnt" where a unit should stand: a pack, of which the price is."""
    match = _PACK.match(row.text("unit"))
    unit = read_unit(match.group(2)) if match else None
    return (
        Fraction(int(match.group(1)))
        if match
        and unit is not None
        and unit.dimension is Dimension.COUNT
        and int(match.group(1)) > 0
        else None
    )

"""How much of an item a row says there is: the unit and the quantity in its base units, with a problem where they cannot be told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Final

from calculator.model.item import Answer
from calculator.model.problem import error, warning
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds, hull_of
from calculator.numbers.units import EACH, Dimension, Unit, read_unit
from calculator.recognition.designators import count_of
from calculator.sources.layout.heading_units import is_piece
from calculator.sources.layout.headings import Match
from calculator.sources.layout.phrases import says
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.candidates import readings, report_columns
from calculator.sources.rows.numbers import figure_of, number_and_word
from calculator.sources.rows.unit_cells import unit_cell, unit_word
from calculator.sources.rows.yes_or_no import yes_or_no

_QUANTITIES: Final = ("per_parent", "quantity", "cumulative")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The unit of a row, and its quantity in base units of that unit's dimension; whether one is stated, and whether its unit is.

    ``base`` is of how many parents the quantity is, where the row says so; it is not divided out here, for it may be of
    what is below the row.
    """

    unit: Unit = EACH
    quantity: Bounds = UNKNOWN
    is_stated: bool = False
    has_unit: bool = True
    base: Fraction | None = None


def read_amount(row: RowCells) -> Amount:
    """How much of the item the row says there is; of two columns that differ the bounds hold both."""
    column = quantity_column(row)
    amounts = [_one_way(way, column) for way in readings(row, (column, "base_quantity"))]
    first = amounts[0]
    if len(amounts) == 1:
        return first
    for meaning in (column, "base_quantity"):
        headings = row.columns(meaning)
        if len(headings) > 1:
            report_columns(row, meaning, headings)
    if any(amount.unit.dimension is not first.unit.dimension for amount in amounts):
        return replace(first, quantity=UNKNOWN, base=None)
    quantities = [amount.quantity.scaled(1 / (amount.base or Fraction(1))) for amount in amounts]
    return replace(first, quantity=hull_of(quantities), is_stated=True, base=None)


def _one_way(row: RowCells, column: str) -> Amount:
    """How much there is by one choice of columns."""
    top = None
    heading = row.heading(column)
    if heading is not None:
        top = row.cells.first_of_merged(row.row, heading.column)
    if heading is not None and top is not None:
        amount = _read(RowCells(row.cells, top, row.chosen).with_column(column, heading), column)
        row.cells.report(
            warning(
                "merged-figure",
                "a quantity that is merged over several rows is of all of them together; for each it is between nothing and itself. Write it into each row",
                row.source(column),
            )
        )
        own = _stated_unit(row)
        if own is not None and own.dimension is not amount.unit.dimension:
            return replace(amount, unit=own, quantity=UNKNOWN)
        return replace(amount, unit=own or amount.unit, quantity=Bounds.up_to(amount.quantity))
    return _read(row, column)


def _read(row: RowCells, column: str) -> Amount:
    """How much there is by the cells of one row; a list of a board that counts nothing has one part for each designator."""
    count = count_of(row.text("designators")) if _counts_by_designators(row) else None
    if count is not None:
        return Amount(quantity=Bounds.exactly(count), is_stated=True, has_unit=True)
    words = _word_instead(row, column)
    bounds, word = (
        (None, "")
        if words or column not in row.cells.header.headings
        else number_and_word(row, column, what="quantity")
    )
    bounds = _over_all_columns(row, column, bounds)
    beside = unit_word(row.cells, word, row.source(column)) if word else None
    stated = _stated_unit(row)
    # A price and a mass are of one of the column Unit, whatever the quantity in the cell is in.
    unit = stated or row.measure(column).unit or beside
    base, is_readable = _base(row)
    quantity = _quantity(row, bounds, word, beside, stated, unit or EACH)
    return Amount(
        unit=unit or EACH,
        quantity=quantity if is_readable else UNKNOWN,
        is_stated=column in row.cells.header.headings and not row.is_blank(column),
        has_unit=unit is not None,
        base=base,
    )


def _counts_by_designators(row: RowCells) -> bool:
    headings = row.cells.header.headings
    return "designators" in headings and not any(meaning in headings for meaning in _QUANTITIES)


def _over_all_columns(row: RowCells, column: str, bounds: Bounds | None) -> Bounds | None:
    """The quantity over every column that has one: for each variant of a matrix, or two columns of one meaning.

    A blank cell of a variant says that the part is not in it.
    """
    header = row.cells.header
    if column not in header.more:
        return bounds
    quantities = [] if bounds is None else [bounds]
    for heading in (header.headings[column], *header.more[column]):
        if row.cells.table.text(row.row, heading.column):
            quantity = row.cells.table.number(
                row.row, heading.column, row.cells.decimals(heading.column)
            )
            quantities.append(UNKNOWN if quantity is None else quantity)
        elif heading.match >= Match.PART:
            quantities.append(ZERO)
    return reduce(Bounds.hull, quantities) if quantities else None


def quantity_column(row: RowCells) -> str:
    """Per parent rather than per product, and both rather than a column that does not say which."""
    return next(
        (meaning for meaning in _QUANTITIES if meaning in row.cells.header.headings), "quantity"
    )


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
    bounds = bounds if measure.batch is None else bounds.scaled(1 / measure.batch)
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
    return None if pack_of(row) is not None else unit_cell(row, "unit")


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
        next(
            (
                meaning
                for meaning in ("as_required", "reference", "not_fitted")
                if says(meaning, text)
            ),
            "",
        )
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


def _base(row: RowCells) -> tuple[Fraction | None, bool]:
    """Of how many parents the quantity is, where that is stated; and whether it can be read."""
    if row.is_blank("base_quantity"):
        return None, True
    base, word = number_and_word(row, "base_quantity", what="base quantity")
    of = read_unit(word) if word else EACH
    if base is None:
        return None, False
    if not base.is_exact or base.low <= 0 or of is None or not is_piece(of):
        row.cells.report(
            error(
                "unreadable-number",
                f'base quantity "{row.text("base_quantity")[:40]}" must be one number of pieces above zero; the quantity is unknown',
                row.source("base_quantity"),
            )
        )
        return None, False
    return base.low, True


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

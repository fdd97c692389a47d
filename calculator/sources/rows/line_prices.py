"""The price of the line against the price of one: it stands for it, shows that it is of one, or contradicts it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from calculator.model.item import Figure, Price
from calculator.model.problem import note, warning
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Unit
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.figure_columns import agrees
from calculator.sources.rows.figure_study import FigureStudy
from calculator.sources.rows.money import UNKNOWN, Denomination, denominations_of
from calculator.sources.rows.numbers import exact_number, number_and_word
from calculator.sources.rows.quantities import counted, pack_of, quantity_column


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceContext:
    """What else a price depends on: the unit of the row, the mass of one base unit, the currency of prices that name none, the day."""

    unit: Unit
    mass: Figure | None
    default_currency: str
    on: datetime.date | None = None


def known_denominations(
    row: RowCells, meaning: str, word: str, context: PriceContext
) -> tuple[Denomination, ...] | None:
    """The currencies that a price may be in; None where one of them is unknown."""
    denominations = denominations_of(row, meaning, word) or (
        Denomination(context.default_currency),
    )
    return None if any(each.code == UNKNOWN for each in denominations) else denominations


def prices_of_lines(row: RowCells, study: FigureStudy, context: PriceContext) -> list[Price] | None:
    """The price of one from the price of the line and its quantity, where no other is given."""
    column = quantity_column(row)
    totals: list[Price] = []
    for prices in _by_total(row, study, context):
        if prices is None:
            return None
        totals += prices
    if totals:
        row.cells.report(
            note(
                "price-from-line",
                "no unit price; it was taken from the price of the line and the quantity",
                totals[0].cells[0],
            )
        )
    return [total._replace(cells=(*total.cells, row.source(column))) for total in totals]


def _by_total(
    row: RowCells, study: FigureStudy, context: PriceContext
) -> Iterator[list[Price] | None]:
    """The price of one base unit by each total that the row states; None for one that cannot be read, or of how many it is."""
    count = counted(row, context.unit) if exact_number(row, quantity_column(row)) else None
    for heading in study.totals:
        way = row.with_column("line_price", heading)
        if not way.is_blank("line_price"):
            yield _of_total(way, count, context)


def _of_total(row: RowCells, count: Bounds | None, context: PriceContext) -> list[Price] | None:
    """The price of one base unit by one total; nothing where that is nought, None where it cannot be read."""
    total, word = number_and_word(row, "line_price", what="price of the line")
    if total is not None and total.low == 0:
        return []
    if total is None or not count or not row.measure("line_price").is_clear:
        return None
    denominations = known_denominations(row, "line_price", word, context)
    if denominations is None:
        return None
    of_total = total.divided_by(count).scaled(1 / context.unit.factor)
    return [
        Price(
            bounds=of_total.scaled(1 / each.per),
            currency=each.code,
            cells=(row.source("line_price"),),
        )
        for each in denominations
    ]


def _quietly(row: RowCells, study: FigureStudy, context: PriceContext) -> list[Price]:
    """The totals where they are only held against a price: what is wrong with them themselves matters to nobody."""
    before = len(row.cells.problems)
    totals = [total for prices in _by_total(row, study, context) for total in prices or ()]
    del row.cells.problems[before:]
    return totals


def is_shown_by_total(
    row: RowCells, study: FigureStudy, prices: Sequence[Price], context: PriceContext
) -> bool:
    """True where this row's own total shows that its price is that of one."""
    count = counted(row, context.unit) if study.totals and study.is_mostly else None
    if count is None or not count.is_exact or count.low in (0, 1):
        return False
    totals = _quietly(row, study, context)
    return any(_match(price, total, count, context) for price in prices for total in totals)


def _match(price: Price, total: Price, count: Bounds, context: PriceContext) -> bool:
    """True where the price of one, and that by the total, agree within the cents that are shown."""
    if price.currency != total.currency or not price.bounds.is_exact or not total.bounds.is_exact:
        return False
    price_in_unit = float(price.bounds.low * context.unit.factor)
    whole = float(total.bounds.low * count.low * context.unit.factor)
    return agrees(price_in_unit, float(count.low), whole)


def contradicting_totals(
    row: RowCells, study: FigureStudy, prices: Sequence[Price], context: PriceContext
) -> list[Price]:
    """The price of one by each total that no candidate explains: it is a candidate too. A total in another currency says nothing."""
    # Of a unit that is a pack the line says what the packs cost.
    if not study.totals or pack_of(row) is not None:
        return []
    count = counted(row, context.unit)
    if count is None or not count.is_exact or count.low == 0:
        return []
    contradicting: list[Price] = []
    for total in _quietly(row, study, context):
        alike = [price for price in prices if price.currency == total.currency]
        if not alike or any(_match(price, total, count, context) for price in alike):
            continue
        if any(_holds(price.bounds, total.bounds) for price in alike):
            continue
        row.cells.report(
            warning(
                "line-price-differs",
                "price times quantity is not the price of the line; bounds hold both the price and what the line makes of it. Is it per pack?",
                alike[0].cells[0],
                total.cells[0],
            )
        )
        contradicting.append(total)
    return contradicting


def _holds(bounds: Bounds, other: Bounds) -> bool:
    return (
        not bounds.is_exact
        and other.high is not None
        and bounds.low <= other.low
        and (bounds.high is None or other.high <= bounds.high)
    )

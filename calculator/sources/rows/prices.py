"""The price of one base unit of a row's item: every column, sign, unit and word that could make it another is a candidate."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from calculator.model.exchange_rates import UNKNOWN_CURRENCY
from calculator.model.item import Price
from calculator.model.problem import note, warning
from calculator.model.source import Source
from calculator.numbers.bounds import UNKNOWN, Bounds, hull_of
from calculator.numbers.units import Dimension, Unit, read_unit
from calculator.reference.figure_words import figure_words
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.candidates import readings, report_columns
from calculator.sources.rows.figure_columns import agrees
from calculator.sources.rows.figure_study import FigureStudy, study_of
from calculator.sources.rows.line_figures import perhaps_of_line
from calculator.sources.rows.line_prices import (
    PriceContext,
    contradicting_totals,
    is_shown_by_total,
    known_denominations,
    prices_of_lines,
)
from calculator.sources.rows.money import Denomination
from calculator.sources.rows.numbers import exact_number, number_and_word
from calculator.sources.rows.price_basis import price_basis, without_piece
from calculator.sources.rows.price_conditions import (
    after_pack_and_discount,
    after_words,
    is_per_pack,
)
from calculator.sources.rows.quantities import counted, pack_of, units_disagree

_CHOICES: Final = ("currency", "price_per")
"""Beside the prices themselves, the columns of which a second may say something else."""


def read_prices(row: RowCells, context: PriceContext) -> tuple[Price, ...]:
    """The price of one base unit, once for each currency that it may be in; none where it is not stated.

    The bounds of each hold every candidate in that currency. A price of which one candidate is stated and cannot be read is
    one price that may be any amount, in a currency that nobody can name.
    """
    ways = readings(row, _CHOICES)
    every: list[Price] = []
    for way in ways:
        prices = _one_way(way, context)
        if prices is None:
            return (_unreadable(row),)
        every += prices
    if len(ways) > 1 and len({(price.bounds, price.currency) for price in every}) > 1:
        for meaning in _CHOICES:
            headings = row.columns(meaning)
            if len(headings) > 1:
                report_columns(row, meaning, headings)
    return _together(every)


def _unreadable(row: RowCells) -> Price:
    """What is left of a price that is stated and cannot be read."""
    meaning = "line_price" if row.is_blank("price") else "price"
    return Price(bounds=UNKNOWN, currency=UNKNOWN_CURRENCY, cells=(row.source(meaning),))


def _together(prices: Sequence[Price]) -> tuple[Price, ...]:
    by_currency: dict[str, list[Price]] = {}
    for price in prices:
        by_currency.setdefault(price.currency, []).append(price)
    return tuple(
        Price(
            bounds=hull_of([price.bounds for price in alike]),
            currency=currency,
            cells=tuple(dict.fromkeys(cell for price in alike for cell in price.cells)),
        )
        for currency, alike in by_currency.items()
    )


# --------------------------------------------------------------------------- one choice of columns


def _one_way(row: RowCells, context: PriceContext) -> list[Price] | None:
    """Every candidate for the price of one; None where one of them is unknown, nothing where none is stated."""
    study = study_of(row.cells, "price", context.on)
    stated = _stated(row, study, context.on)
    by_column: list[tuple[Heading, list[Price]]] = []
    for heading in stated:
        prices = _in_column(row, heading, context, study)
        if prices is None:
            return None
        if prices:
            by_column.append((heading, prices))
    if not by_column:
        return prices_of_lines(row, study, context)
    candidates = [price for _, prices in by_column for price in prices]
    if len(by_column) > 1 and _differ(candidates):
        report_columns(row, "price", [heading for heading, prices in by_column])
    is_settled = study.is_proved or is_shown_by_total(row, study, candidates, context)
    candidates = after_pack_and_discount(
        row, study, [heading for heading, _ in by_column], candidates, is_settled=is_settled
    )
    candidates = after_words(row, candidates, context, is_settled=is_settled)
    return [*candidates, *contradicting_totals(row, study, candidates, context)]


def _differ(prices: Sequence[Price]) -> bool:
    """True where candidates of one currency are not the same: two currencies are told apart by rates."""
    together = {(price.bounds, price.currency) for price in prices}
    return len(together) > 1


def _stated(row: RowCells, study: FigureStudy, on: datetime.date | None) -> Sequence[Heading]:
    """The columns that state a price in this row; of dated ones the newest where it is not more than a year old."""
    cells = row.cells
    stated = [
        heading
        for heading in study.ones
        if cells.first_of_merged(row.row, heading.column) is not None
        or not row.with_column("price", heading).is_blank("price")
    ]
    if not study.years:
        return stated
    year, newest = study.years[0]
    is_in_force = newest in stated and (on is None or on.year - year <= 1)
    older = {heading.column for _, heading in study.years[1:]} if is_in_force else set()
    return [heading for heading in stated if heading.column not in older]


def _in_column(
    line: RowCells, heading: Heading, context: PriceContext, study: FigureStudy
) -> list[Price] | None:
    """What one column says, once for each currency; None where that is unknown, nothing where it says nothing."""
    row = line.with_column("price", heading)
    source = row.source("price")
    unit = context.unit
    top = row.cells.first_of_merged(row.row, heading.column)
    figures = row if top is None else RowCells(row.cells, top).with_column("price", heading)
    bounds, word = number_and_word(figures, "price", what="unit price")
    if bounds is None:
        return [] if figures.is_blank("price") else None
    if bounds.low == 0 and bounds.high == 0:
        row.cells.report(
            warning(
                "zero-price",
                f'price "{figures.text("price")[:40]}" does not tell a value (free issue, sample, not filled in?); it is unknown',
                source,
            )
        )
        return []
    if not row.measure("price").is_clear or units_disagree(row):
        return None
    if not row.measure("price").has_basis:
        word = without_piece(word, unit)
    denominations = known_denominations(figures, "price", word, context)
    basis = price_basis(row, unit)
    if denominations is None or basis is None:
        return None
    is_settled = study.is_mostly or "line_price" in row.cells.header.headings
    bounds = perhaps_of_line(row, "price", bounds, unit, is_settled=is_settled)
    if top is not None:
        bounds = _of_merged(row, bounds, context)
    per, per_unit = basis
    bounds = bounds.scaled(1 / (per * _pack_in_unit(row)))
    if is_per_pack(heading, study) or _is_counted_in_packs(row):
        bounds = _of_unknown_pack(row, bounds, study)
    return _of_base_unit(row, bounds, per_unit, denominations, context)


def _of_merged(row: RowCells, bounds: Bounds, context: PriceContext) -> Bounds:
    """Of a price over several rows each has between nothing and all, unless its own total shows that it is each one's."""
    total, count = exact_number(row, "line_price"), counted(row, context.unit)
    if (
        total is not None
        and count is not None
        and count.is_exact
        and bounds.is_exact
        and agrees(float(bounds.low), float(count.low), float(total))
    ):
        return bounds
    row.cells.report(
        warning(
            "merged-figure",
            "a price that is merged over several rows is of all of them together; for each it is between nothing and itself. Write it into each row",
            row.source("price"),
        )
    )
    return Bounds.up_to(bounds)


def _pack_in_unit(row: RowCells) -> Fraction:
    pack = pack_of(row)
    if pack is None:
        return Fraction(1)
    row.cells.report(
        note(
            "price-per-pack",
            f'unit "{row.text("unit")[:30]}" was read as a pack: its price was divided by {pack}',
            row.source("unit"),
            row.source("price"),
        )
    )
    return pack


def _is_counted_in_packs(row: RowCells) -> bool:
    """True for a unit such as box or bag, of which nobody says how many pieces it holds."""
    return (
        not row.is_blank("unit")
        and row.text("unit").casefold().rstrip(".") in figure_words().packs
        and read_unit(row.text("unit")) is None
    )


def _of_unknown_pack(row: RowCells, bounds: Bounds, study: FigureStudy) -> Bounds:
    """The price of one from that of a pack: by the number in the pack where a column has it, else between nothing and the pack's."""
    sizes = {
        size
        for heading in study.packs
        if (size := exact_number(row.with_column("pack", heading), "pack")) is not None and size > 0
    }
    if len(sizes) == 1:
        return bounds.scaled(1 / sizes.pop())
    row.cells.report(
        warning(
            "price-of-how-many",
            "a price is that of a pack, and nothing says how many it holds; that of one is between nothing and it. Write the price of one",
            row.source("price"),
        )
    )
    return Bounds.up_to(bounds)


def _of_base_unit(
    row: RowCells,
    bounds: Bounds,
    per_unit: Unit | None,
    denominations: Sequence[Denomination],
    context: PriceContext,
) -> list[Price] | None:
    """The price of one base unit of the row from that of one ``per_unit``."""
    source, unit, mass = row.source("price"), context.unit, context.mass
    cells: tuple[Source, ...] = (source,)
    own = per_unit if per_unit is not None and per_unit != unit else unit
    if own.dimension is unit.dimension:
        bounds = bounds.scaled(1 / own.factor)
    elif own.dimension is Dimension.MASS and mass is not None:
        bounds = bounds.scaled(1 / own.factor) * mass.bounds
        cells = (source, *mass.cells)
    else:
        row.cells.report(
            warning(
                "price-basis-unclear",
                f"the price is per {own.symbol} but the quantity is in {unit.symbol}; the value is unknown. Give the unit mass or the price per {unit.symbol}",
                source,
            )
        )
        return None
    return [
        Price(bounds=bounds.scaled(1 / each.per), currency=each.code, cells=cells)
        for each in denominations
    ]

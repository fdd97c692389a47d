"""The price of one base unit of a row's item: the price basis and the unit are divided out."""

from __future__ import annotations

from calculator.model.item import Figure, Price
from calculator.model.problem import note, warning
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Dimension, Unit
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.line_figures import perhaps_of_line
from calculator.sources.rows.money import currency_of
from calculator.sources.rows.numbers import exact_number, number_and_word
from calculator.sources.rows.price_basis import price_basis
from calculator.sources.rows.quantities import counted, pack_of, quantity_column, units_disagree


def read_price(
    row: RowCells, unit: Unit, mass: Figure | None, default_currency: str
) -> Price | None:
    """Price of one base unit: the price basis and the unit are divided out."""
    bounds, word = number_and_word(row, "price", what="unit price")
    if bounds is None:
        return _price_of_line(row, unit, default_currency)
    source = row.source("price")
    if bounds.low == 0:
        row.cells.report(
            warning(
                "zero-price",
                f'price "{row.text("price")[:40]}" does not tell a value (free issue, sample, not filled in?); it is unknown',
                source,
            )
        )
        return None
    if not row.measure("price").is_clear or units_disagree(row):
        return None
    currency = currency_of(row, "price", word) or default_currency
    if currency == "?":
        return None
    basis = price_basis(row, unit)
    if basis is None:
        return None
    per, per_unit = basis
    bounds = perhaps_of_line(row, "price", bounds, unit)
    pack = pack_of(row)
    if pack is not None:
        per *= pack
        row.cells.report(
            note(
                "price-per-pack",
                f'unit "{row.text("unit")[:30]}" was read as a pack: its price was divided by {pack}',
                row.source("unit"),
                source,
            )
        )
    _compare_with_line(row, bounds)
    if per_unit is None or per_unit == unit:
        return Price(
            bounds=bounds.scaled(1 / (per * unit.factor)), currency=currency, cells=(source,)
        )
    if per_unit.dimension is unit.dimension:
        return Price(
            bounds=bounds.scaled(1 / (per * per_unit.factor)), currency=currency, cells=(source,)
        )
    if per_unit.dimension is Dimension.MASS and mass is not None:
        return Price(
            bounds=bounds.scaled(1 / (per * per_unit.factor)) * mass.bounds,
            currency=currency,
            cells=(source, *mass.cells),
        )
    row.cells.report(
        warning(
            "price-basis-unclear",
            f"the price is per {per_unit.symbol} but the quantity is in {unit.symbol}; the value is unknown. Give the unit mass or the price per {unit.symbol}",
            source,
        )
    )
    return None


def _price_of_line(row: RowCells, unit: Unit, default_currency: str) -> Price | None:
    """The price of one from the price of the line and its quantity, where no other is given."""
    column = quantity_column(row)
    count = (
        None
        if row.is_blank("line_price") or exact_number(row, column) is None
        else counted(row, unit)
    )
    if count is None or count.low == 0:
        return None
    total, word = number_and_word(row, "line_price", what="price of the line")
    if total is None or total.low == 0 or not row.measure("line_price").is_clear:
        return None
    source = row.source("line_price")
    currency = currency_of(row, "line_price", word) or default_currency
    if currency == "?":
        return None
    row.cells.report(
        note(
            "price-from-line",
            "no unit price; it was taken from the price of the line and the quantity",
            source,
        )
    )
    return Price(
        bounds=total.divided_by(count).scaled(1 / unit.factor),
        currency=currency,
        cells=(source, row.source(column)),
    )


def _compare_with_line(row: RowCells, price: Bounds) -> None:
    """A price of the line that is not quantity times price: one of them is per pack, per hundred, or wrong."""
    column = quantity_column(row)
    total, count = exact_number(row, "line_price"), exact_number(row, column)
    if total is None or count is None or not price.is_exact or pack_of(row) is not None:
        return
    if (
        total > 0
        and count > 0
        and abs(price.low * count - total) > total / 50
        and row.is_blank("price_per")
    ):
        row.cells.report(
            warning(
                "line-price-differs",
                f'price "{row.text("price")[:20]}" times quantity "{row.text(column)[:20]}" is not "{row.text("line_price")[:20]}"; the unit price was used. Is it per pack?',
                row.source("price"),
                row.source("line_price"),
            )
        )

"""The amounts that one row states: quantity, mass and price, in base units, with a problem where they cannot be told."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.model.currencies import read_currency
from calculator.model.item import Answer, Figure, Price
from calculator.model.problem import error, note, warning
from calculator.model.source import Source
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds
from calculator.numbers.units import EACH, Dimension, Unit, read_unit
from calculator.sources.layout.heading_units import is_piece
from calculator.sources.layout.headings import Match
from calculator.sources.layout.phrases import says
from calculator.sources.rows.cells import Row

_QUANTITIES: Final = ("per_parent", "quantity", "cumulative")


class Amount(NamedTuple):
    """The unit of a row, and its quantity in base units of that unit's dimension; whether one is stated, and whether its unit is."""

    unit: Unit = EACH
    quantity: Bounds = UNKNOWN
    is_stated: bool = False
    has_unit: bool = True


def read_amount(row: Row) -> Amount:
    """How much of the item the row says there is."""
    blank: list[Source] = []
    unit, quantity = _unit_and_quantity(row, blank)
    column = quantity_column(row)
    return Amount(
        unit, quantity, column in row.cells.header.headings and not row.is_blank(column), not blank
    )


def quantity_column(row: Row) -> str:
    """Per parent rather than per product, and both rather than a column that does not say which."""
    return next((one for one in _QUANTITIES if one in row.cells.header.headings), "quantity")


def _unit_and_quantity(row: Row, units_assumed: list[Source]) -> tuple[Unit, Bounds]:
    """The row's unit and its quantity in base units of that unit's dimension; blank is unknown."""
    column = quantity_column(row)
    words = _said_instead(row, column)
    bounds, word = (
        (None, "")
        if words or column not in row.cells.header.headings
        else row.number_and_word(column, what="quantity")
    )
    measure = row.measure(column)
    beside = row.unit_word(word, row.source(column)) if word else None
    stated = _stated_unit(row)
    # A price and a mass are of one of the column Unit, whatever the quantity in the cell is in.
    unit = stated or measure.unit or beside
    if unit is None:
        unit = EACH
        units_assumed.append(row.source("unit"))
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
        return unit, UNKNOWN
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
        return unit, UNKNOWN
    if bounds is None or not measure.is_clear:
        return unit, UNKNOWN
    bounds = _per_one(row, bounds if measure.batch is None else bounds.scaled(1 / measure.batch))
    if _is_not_fitted(row):
        row.cells.report(
            warning(
                "not-fitted",
                "the line is marked as not fitted; whether it is built in was left open",
                row.cells.row_source(row.row),
            )
        )
        return unit, Bounds(Fraction(0), None if bounds.high is None else bounds.high * own.factor)
    if bounds.is_zero:
        row.cells.report(
            warning(
                "zero-quantity",
                f"{row.text('number') or 'this item'} has quantity 0 and counts as not contained. Check the row",
                row.source(column),
            )
        )
        return unit, ZERO
    return unit, bounds.scaled(own.factor)


def _stated_unit(row: Row) -> Unit | None:
    return None if _pack(row) is not None else row.unit("unit", None)


def units_disagree(row: Row) -> bool:
    """True where the heading of the quantities names another unit than the column of units."""
    named = row.measure(quantity_column(row)).unit
    stated = (
        None
        if named is None or row.is_blank("unit") or _pack(row) is not None
        else read_unit(row.text("unit"))
    )
    return (
        named is not None
        and stated is not None
        and (named.dimension, named.factor) != (stated.dimension, stated.factor)
    )


def _counted(row: Row, unit: Unit) -> Bounds | None:
    """The figure in the column of quantities, in the row's own unit; None where it states none."""
    column = quantity_column(row)
    bounds, word = row.figure(column)
    measure = row.measure(column)
    if bounds is None or not measure.is_clear or measure.batch is not None or units_disagree(row):
        return None
    beside = read_unit(word) if word else unit
    if beside is None or beside.dimension is not unit.dimension:
        return bounds if word and row.is_blank("unit") and beside is None else None
    return bounds.scaled(beside.factor / unit.factor)


def _said_instead(row: Row, column: str) -> str:
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


def _per_one(row: Row, bounds: Bounds) -> Bounds:
    """The quantity in one parent, where it is given for a batch of them; unknown where nobody can tell how many they are."""
    if row.is_blank("base_quantity"):
        return bounds
    base, word = row.number_and_word("base_quantity", what="base quantity")
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


def _is_not_fitted(row: Row) -> bool:
    text = row.text("fitted")
    if not text or row.is_blank("fitted"):
        return False
    heading = row.cells.header.headings["fitted"].text
    if says("not_fitted", text):
        return True
    answer = row.yes_or_no(text)
    return answer is (Answer.YES if says("not_fitted", heading) else Answer.NO)


_PACK = re.compile(r"(\d{1,6})\s*[x×]?\s*([^\d\s].*)\Z")


def _perhaps_of_line(row: Row, meaning: str, bounds: Bounds, unit: Unit) -> Bounds:
    """Under a heading such as "Price" or "Weight" a figure may be that of the whole line: bounds hold both readings.

    A second column for the line, or a quantity of one, settles it. A price taken eight times too high would hide a magnet.
    """
    heading = row.heading(meaning)
    if (
        heading is None
        or heading.match is not Match.LOOSE
        or _OF_LINE[meaning] in row.cells.header.headings
    ):
        return bounds
    count = _counted(row, unit)
    return (
        bounds.hull(bounds.divided_by(count))
        if count is not None and count.is_exact and count.low not in (0, 1)
        else bounds
    )


_OF_LINE: Final = {"price": "line_price", "mass": "line_mass"}


def _pack(row: Row) -> Fraction | None:
    """The number of pieces in "50 cnt" where a unit should stand: a pack, of which the price is."""
    found = _PACK.match(row.text("unit"))
    unit = read_unit(found.group(2)) if found else None
    return (
        Fraction(int(found.group(1)))
        if found
        and unit is not None
        and unit.dimension is Dimension.COUNT
        and int(found.group(1)) > 0
        else None
    )


def read_mass(row: Row, unit: Unit) -> Figure | None:
    """Mass in kg of one base unit; of a unit that is a mass itself it is what it is."""
    if unit.dimension is Dimension.MASS:
        return Figure(bounds=Bounds.exactly(1), cells=(row.source("unit"),))
    kilograms, per = row.kilograms(), row.measure("mass").per
    if kilograms is None or units_disagree(row):
        return None
    if per is not None and per.dimension is not unit.dimension:
        row.cells.report(
            warning(
                "unit-conflict",
                f'the masses below "{row.cells.header.headings["mass"].text[:40]}" are per {per.symbol} and the quantity is in {unit.symbol}; the mass is unknown. Give the mass of one {unit.symbol}',
                row.source("mass"),
            )
        )
        return None
    if kilograms.is_zero:
        row.cells.report(warning("zero-mass", "mass 0 was read as unknown", row.source("mass")))
        return None
    if row.measure("mass").has_basis:
        return Figure(
            bounds=kilograms.scaled(1 / (per or unit).factor), cells=(row.source("mass"),)
        )
    return Figure(
        bounds=_perhaps_of_line(row, "mass", kilograms, unit).scaled(1 / unit.factor),
        cells=(row.source("mass"),),
    )


def read_price(row: Row, unit: Unit, mass: Figure | None, default_currency: str) -> Price | None:
    """Price of one base unit: the price basis and the unit are divided out."""
    bounds, word = row.number_and_word("price", what="unit price")
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
    basis = _price_basis(row, unit)
    if basis is None:
        return None
    per, per_unit = basis
    bounds = _perhaps_of_line(row, "price", bounds, unit)
    pack = _pack(row)
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


def currency_of(row: Row, meaning: str, word: str) -> str:
    """The currency beside the number, of the column, of the heading; empty where none is named, ``?`` where two do not agree."""
    named, stated = word or row.measure(meaning).money, row.currency("currency")
    if not named or stated == "?":
        return stated
    if not stated:
        return row.currency_word(named, row.source(meaning))
    said, other = read_currency(named)[0], row.text("currency")
    # A sign such as $ or ¥ is of several currencies, of which the column names one.
    both = said if said == stated else read_currency(f"{named} {other}")[0]
    if both is None:
        row.cells.report(
            error(
                "unclear-currency",
                f'an amount is in "{named[:20]}" by {"the cell" if word else "its heading"} and in "{other[:20]}" by its Currency; it is unknown. Correct one',
                row.source(meaning),
                row.source("currency"),
            )
        )
    return both or "?"


def _price_of_line(row: Row, unit: Unit, default_currency: str) -> Price | None:
    """The price of one from the price of the line and its quantity, where no other is given."""
    column = quantity_column(row)
    count = None if row.is_blank("line_price") or row.exact(column) is None else _counted(row, unit)
    if count is None or count.low == 0:
        return None
    total, word = row.number_and_word("line_price", what="price of the line")
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


def _compare_with_line(row: Row, price: Bounds) -> None:
    """A price of the line that is not quantity times price: one of them is per pack, per hundred, or wrong."""
    column = quantity_column(row)
    total, count = row.exact("line_price"), row.exact(column)
    if total is None or count is None or not price.is_exact or _pack(row) is not None:
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


def _price_basis(row: Row, unit: Unit) -> tuple[Fraction, Unit | None] | None:
    """How many of which unit the price is for; the row's own unit where none is named. Heading and Price Per must agree."""
    measure = row.measure("price")
    of_heading = (measure.batch or Fraction(1), measure.per)
    if row.is_blank("price_per"):
        return of_heading
    stated = _stated_basis(row)
    if (
        stated is not None
        and measure.has_basis
        and _in_base(stated, unit) != _in_base(of_heading, unit)
    ):
        row.cells.report(
            warning(
                "price-basis-unclear",
                f'Price Per "{row.text("price_per")[:20]}" and the heading "{row.cells.header.headings["price"].text[:40]}" disagree; the price is unknown. Correct one',
                row.source("price_per"),
                row.source("price"),
            )
        )
        return None
    return stated


def _in_base(basis: tuple[Fraction, Unit | None], own: Unit) -> tuple[Fraction, Dimension]:
    count, unit = basis
    return count * (unit or own).factor, (unit or own).dimension


def _stated_basis(row: Row) -> tuple[Fraction, Unit | None] | None:
    """What the column Price Per says."""
    text = row.text("price_per")
    alone = read_unit(text)
    if alone is not None and not text[:1].isdigit():
        return Fraction(1), alone
    bounds, word = row.number_and_word("price_per", what="price basis")
    if bounds is None or not bounds.is_exact or bounds.low <= 0:
        if bounds is not None:
            row.cells.report(
                warning(
                    "price-basis-unclear",
                    f'price basis "{text[:40]}" is not one number above zero; the price is unknown',
                    row.source("price_per"),
                )
            )
        return None
    return bounds.low, row.unit_word(word, row.source("price_per")) if word else None

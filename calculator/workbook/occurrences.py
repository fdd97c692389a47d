"""The rows of a bill: each is one occurrence of an item, with all that the row says of it, in base units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from calculator.item import Answer, Figure, ItemClass, Origin, Price
from calculator.problem import note, warning
from calculator.quantities import EACH, UNKNOWN, ZERO, Bounds, Dimension, Unit, read_unit
from calculator.source import Source
from calculator.workbook.cells import Cells, Row
from calculator.workbook.hierarchy import read_level

# Columns without which nobody can tell a magnet from a screw.
_TELLING = frozenset({"description", "material", "class"})

_TOTALS = re.compile(
    r"\s*(grand\s+|sub[\s-]*)?(total|totals|sum|summe|gesamt|gesamtsumme|zwischensumme|合计|总计|小计|總計|合計|小計|総計|total general|totale|razem|합계|소계)\s*:?\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One row: ``quantity`` of the item in base units of ``unit`` per parent; mass (kg) and price per base unit."""

    number: str
    level: int | None
    quantity: Bounds
    has_quantity: bool
    unit: Unit
    mass: Figure | None
    price: Price | None
    item_class: ItemClass | None
    is_nameless: bool
    material: str
    description: str
    supplier: str
    revision: str
    origin: Origin
    technology: Answer
    technology_cell: Source
    source: Source
    quantity_cell: Source


def read_occurrences(cells: Cells, default_currency: str) -> list[Occurrence]:
    """Every row that is an item; totals, repeated headings, notes and blank rows are not, and are named."""
    found: list[Occurrence] = []
    units_assumed: list[Source] = []
    for row in cells.rows():
        number = row.text("number")
        name = number or row.text("description")
        if _is_repeated_heading(row):
            continue
        if _is_total(row):
            cells.report(note("total-row", f'"{(name or row.text("level"))[:60]}" is a total, not an item; it was left out', cells.row_source(row.row)))
            continue
        if not name and not _says_something(row):
            continue
        if not name:
            name = f"(no part number, row {row.row + 1})"
            cells.report(warning("row-without-item", f"neither part number nor description; the row was kept as an item of its own, {name}. Name it", cells.row_source(row.row)))
        elif not number:
            cells.report(note("number-from-description", f'no part number; the description "{name[:60]}" stands for it', row.source("description")))
        found.append(_read_occurrence(row, name, default_currency, units_assumed))
    if units_assumed:
        cells.report(note("unit-assumed", f"{len(units_assumed)} rows have no unit; their quantities were read as pieces", *units_assumed[:5]))
    return found


def _read_occurrence(row: Row, number: str, default_currency: str, units_assumed: list[Source]) -> Occurrence:
    level = read_level(row.text("level")) if row.text("level") else None
    unit, quantity = _unit_and_quantity(row, units_assumed)
    mass = _mass(row, unit)
    return Occurrence(
        number=number,
        level=level,
        quantity=quantity,
        has_quantity=not row.is_blank(_quantity_column(row)),
        unit=unit,
        mass=mass,
        price=_price(row, unit, mass, default_currency),
        item_class=row.item_class(),
        is_nameless=(not row.text("number") and not row.text("description")) or not _TELLING & row.cells.header.headings.keys(),
        material="" if row.is_blank("material") else row.text("material"),
        description=row.text("description"),
        supplier=row.text("supplier"),
        revision=row.text("revision"),
        origin=row.origin("origin"),
        technology=row.answer("technology", "Chinese technology"),
        technology_cell=row.source("technology"),
        source=row.source("number" if row.text("number") else "description"),
        quantity_cell=row.source(_quantity_column(row)),
    )


def _quantity_column(row: Row) -> str:
    return "quantity" if "quantity" in row.cells.header.headings else "cumulative"


def _unit_and_quantity(row: Row, units_assumed: list[Source]) -> tuple[Unit, Bounds]:
    """The row's unit and its quantity in base units of that unit's dimension; blank is unknown."""
    column = _quantity_column(row)
    bounds, word = row.number_and_word(column, what="quantity") if column in row.cells.header.headings else (None, "")
    stated = row.unit("unit", None)
    if stated is None and row.cells.heading_units.get(column):
        stated = read_unit(row.cells.heading_units[column])
    unit = stated
    if word:
        beside = row.unit_word(word, row.source(column))
        if stated is not None and stated.dimension is not beside.dimension:
            row.cells.report(
                warning("unit-conflict", f'quantity "{row.text(column)[:40]}" and unit "{row.text("unit")[:20]}" disagree; the quantity is unknown', row.source(column), row.source("unit"))
            )
            return stated, UNKNOWN
        unit = beside
    if unit is None:
        unit = EACH
        units_assumed.append(row.source("unit"))
    if bounds is None:
        return unit, UNKNOWN
    if bounds.is_zero:
        row.cells.report(warning("zero-quantity", f'{row.text("number") or "this item"} has quantity 0 and counts as not contained. Check the row', row.source(column)))
        return unit, ZERO
    return unit, bounds.scaled(unit.factor)


def _mass(row: Row, unit: Unit) -> Figure | None:
    """Mass in kg of one base unit; of a unit that is a mass itself it is what it is."""
    if unit.dimension is Dimension.MASS:
        return Figure(bounds=Bounds.exactly(1), cells=(row.source("unit"),))
    kilograms = row.kilograms()
    if kilograms is None:
        return None
    if kilograms.is_zero:
        row.cells.report(warning("zero-mass", "mass 0 was read as unknown", row.source("mass")))
        return None
    return Figure(bounds=kilograms.scaled(1 / unit.factor), cells=(row.source("mass"),))


def _price(row: Row, unit: Unit, mass: Figure | None, default_currency: str) -> Price | None:
    """Price of one base unit: the price basis and the unit are divided out."""
    bounds, word = row.number_and_word("price", what="unit price")
    if bounds is None:
        return None
    source = row.source("price")
    if bounds.low == 0:
        row.cells.report(warning("zero-price", f'price "{row.text("price")[:40]}" does not tell a value (free issue, sample, not filled in?); it is unknown', source))
        return None
    currency = row.currency("currency")
    bracket = row.cells.heading_units.get("price", "")
    if word:
        currency = row.currency_word(word, source)
    elif not currency and bracket:
        currency = row.currency_word(bracket.split("/")[0].strip(), source)
    currency = currency or default_currency
    if currency == "?":
        return None
    basis = _price_basis(row, bracket)
    if basis is None:
        return None
    per, per_unit = basis
    if per_unit is None or per_unit == unit:
        return Price(bounds=bounds.scaled(1 / (per * unit.factor)), currency=currency, cells=(source,))
    if per_unit.dimension is unit.dimension:
        return Price(bounds=bounds.scaled(1 / (per * per_unit.factor)), currency=currency, cells=(source,))
    if per_unit.dimension is Dimension.MASS and mass is not None:
        return Price(bounds=bounds.scaled(1 / (per * per_unit.factor)) * mass.bounds, currency=currency, cells=(source, *mass.cells))
    row.cells.report(
        warning("price-basis-unclear", f"the price is per {per_unit.symbol} but the quantity is in {unit.symbol}; the value is unknown. Give the unit mass or the price per {unit.symbol}", source)
    )
    return None


def _price_basis(row: Row, bracket: str) -> tuple[Fraction, Unit | None] | None:
    """How many of which unit the price is for; the row's own unit where none is named."""
    text = row.text("price_per")
    if row.is_blank("price_per"):
        text = bracket.split("/", 1)[1] if "/" in bracket else ""
        if not text:
            return Fraction(1), None
        count, _, word = text.strip().partition(" ")
        if count.isdigit() and int(count) > 0:
            return Fraction(int(count)), read_unit(word) if word else None
        unit = read_unit(text)
        return Fraction(1), unit
    alone = read_unit(text)
    if alone is not None and not text[:1].isdigit():
        return Fraction(1), alone
    bounds, word = row.number_and_word("price_per", what="price basis")
    if bounds is None or not bounds.is_exact or bounds.low <= 0:
        if bounds is not None:
            row.cells.report(warning("price-basis-unclear", f'price basis "{text[:40]}" is not one number above zero; the price is unknown', row.source("price_per")))
        return None
    return bounds.low, row.unit_word(word, row.source("price_per")) if word else None


def _is_total(row: Row) -> bool:
    """True where the row's name is a word for a total; a part number of its own makes it an item whatever it is called."""
    name = row.text("number") or row.text("description") or row.text("level")
    return bool(_TOTALS.match(name))


def _says_something(row: Row) -> bool:
    """True where a row without a name states a fact in a bill: what it is may be unknown, but it is there.

    In a bill with levels a row without one hangs nowhere: it is a note or a sum.
    """
    stated = ("material", "class", "quantity", "cumulative", "price", "mass", "origin")
    hangs = bool(row.text("level")) or "level" not in row.cells.header.headings
    return hangs and any(not row.is_blank(meaning) for meaning in stated)


def _is_repeated_heading(row: Row) -> bool:
    headings = row.cells.header.headings.values()
    if not any(row.text(meaning) == row.cells.header.headings[meaning].text for meaning in ("number", "description") if meaning in row.cells.header.headings):
        return False
    same = sum(row.text(heading.meaning) == heading.text for heading in headings)
    return same >= min(3, len(headings))



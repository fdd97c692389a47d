"""The rows of a bill, each as an occurrence of its item. Row by row is the definition; what stands again and again is read once."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields
from functools import partial
from operator import attrgetter
from typing import Any, Final

from calculator.findings.accounting import RowFate
from calculator.model.item import Figure, Origin, Price
from calculator.model.problem import note
from calculator.model.source import Source
from calculator.model.stages import STAGE_COLUMNS, Stages
from calculator.numbers.bounds import Bounds
from calculator.numbers.counted import agreeing, counted
from calculator.numbers.units import Unit
from calculator.recognition.digit_shapes import those_shaped
from calculator.reference.cell_words import describes_nothing, may_describe_nothing
from calculator.sources.layout.heading_units import measure_of
from calculator.sources.layout.headings import Match
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.cell_context import RowContext
from calculator.sources.rows.cells import Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.figure_study import study_of
from calculator.sources.rows.line_prices import PriceContext
from calculator.sources.rows.masses import read_mass
from calculator.sources.rows.occurrence import Occurrence, Reading
from calculator.sources.rows.price_phrases import phrases_of
from calculator.sources.rows.prices import read_prices
from calculator.sources.rows.quantities import Amount, quantity_column, read_amount
from calculator.sources.rows.read_once import ReadOnce
from calculator.sources.rows.row_context import said_around
from calculator.sources.rows.row_facts import (
    RowFacts,
    naming_cell,
    read_row_facts,
    tells_something,
)
from calculator.sources.rows.row_kinds import Lines

# The columns on which each part of an occurrence depends.
_OF_QUANTITY: Final = (
    "quantity",
    "per_parent",
    "cumulative",
    "unit",
    "base_quantity",
    "fitted",
    "designators",
)
_OF_MASS: Final = ("mass", "line_mass", "mass_unit", "unit")
_OF_PRICE: Final = (
    "price",
    "line_price",
    "currency",
    "price_per",
    "pack",
    "discount",
    "unit",
)
_OF_FACTS: Final = (
    "class",
    "material",
    "supplier",
    "revision",
    "origin",
    *STAGE_COLUMNS,
    "technology",
    "holds",
    "components",
    "alternate",
    "scrap",
    "valid_from",
    "valid_until",
)


def read_occurrences(
    lines: Lines, names: Sequence[str], reading: Reading
) -> tuple[Lines, list[Occurrence]]:
    """The lines that are in effect on the day, and each as an occurrence. ``names`` are their part numbers.

    A bill repeats its units, prices, materials and suppliers: where nothing is wrong with them, cells in which the same
    stands are read once. A row in which something is wrong is read by itself, for a problem names its own cell.
    """
    rows = lines.rows
    rows.cells.tell_headings()
    descriptions = [
        f"{above}, {own}" if above and own else above or own
        for above, own in zip(lines.above, lines.descriptions, strict=True)
    ]
    sections = said_around(rows, lines.sections, lines.descriptions)
    once = ReadOnce(rows)
    alike, have_unit = _read_alike(once, names, descriptions, sections, reading)
    occurrences: list[Occurrence | None] = [*alike]
    for place in sorted(once.odd):
        occurrences[place], have_unit[place] = _read_alone(
            rows.row(place), names[place], descriptions[place], sections[place], reading
        )
    report_units(rows, [place for place, has_unit in enumerate(have_unit) if not has_unit])
    in_effect = [place for place, occurrence in enumerate(occurrences) if occurrence is not None]
    rows.cells.left_out.update(
        (rows.rows[place], RowFate.NOT_IN_EFFECT)
        for place, occurrence in enumerate(occurrences)
        if occurrence is None
    )
    return lines.only(in_effect), [
        occurrence for occurrence in occurrences if occurrence is not None
    ]


def report_units(rows: Columnwise, unitless: Sequence[int]) -> None:
    """One note for all quantities that name no unit."""
    if unitless:
        cells = (rows.row(place).source("unit") for place in unitless[:5])
        rows.cells.report(
            note(
                "unit-assumed",
                f"{counted(len(unitless), 'row')} {agreeing(len(unitless), 'has', 'have')} no unit; what {agreeing(len(unitless), 'it counts', 'they count')} was read as pieces",
                *cells,
            )
        )


# --------------------------------------------------------------------------- one row by itself


def _read_alone(
    row: Row, number: str, description: str, around: RowContext, reading: Reading
) -> tuple[Occurrence | None, bool]:
    """The row as an occurrence, and whether it names its unit; None where it is not in effect on the day."""
    facts = read_row_facts(row, reading)
    if facts is None:
        return None, True
    amount = read_amount(row)
    mass = read_mass(row, amount.unit)
    occurrence = Occurrence(
        number=number,
        supplier_number="" if row.is_blank("supplier_number") else row.text("supplier_number"),
        source=naming_cell(row),
        quantity_cell=row.source(quantity_column(row)),
        technology_cell=row.source(
            "technology" if "technology" in row.cells.header.headings else quantity_column(row)
        ),
        quantity=amount.quantity,
        has_quantity=amount.is_stated,
        unit=amount.unit,
        mass=mass,
        prices=read_prices(row, _context(amount.unit, mass, reading)),
        base_quantity=amount.base,
        holdings_cells=tuple(
            row.source(meaning) for meaning in _HOLDINGS if meaning in row.cells.header.headings
        ),
        is_nameless=not tells_something(row, description),
        description=description,
        around=around,
        **{name: getattr(facts, name) for name in _FACTS},
    )
    return occurrence, amount.has_unit


def _context(unit: Unit, mass: Figure | None, reading: Reading) -> PriceContext:
    return PriceContext(unit=unit, mass=mass, default_currency=reading.currency, on=reading.on)


_HOLDINGS: Final = ("holds", "components")
_FACTS: Final = tuple(field.name for field in fields(RowFacts))


# --------------------------------------------------------------------------- many rows at once


def _read_alike(
    once: ReadOnce,
    names: Sequence[str],
    descriptions: Sequence[str],
    sections: Sequence[RowContext],
    reading: Reading,
) -> tuple[list[Occurrence], list[bool]]:
    """Every row as an occurrence, and whether it names its unit; both mean nothing for the rows that turn out to be odd."""
    rows = once.rows
    if not len(rows):
        return [], []
    facts = once.read(
        _OF_FACTS, lambda place: read_row_facts(rows.row(place), reading) or _NONE, _NONE
    )
    amounts = once.read(_OF_QUANTITY, lambda place: read_amount(rows.row(place)), Amount())
    units = [amount.unit for amount in amounts]
    # Words say of a price, in a row of its own, of how many it is.
    phrases = phrases_of(rows.cells, reading.remarks)
    if phrases.by_row or phrases.names_currency:
        once.odd.update(
            place
            for place, row in enumerate(rows.rows)
            if phrases.names_currency or row in phrases.by_row
        )
    masses, prices = _masses_and_prices(once, units, reading)
    quantity_cells = rows.sources(quantity_column(rows.row(0)))
    origin_cells = _moved(rows, [row_facts.origin.cells for row_facts in facts])
    likely = those_shaped([*set(descriptions)], may_describe_nothing)
    empty = {text for text in likely if describes_nothing(text)}
    # By the name of each field, for a bill of a million lines has no time for a call with keywords for each.
    columns: dict[str, Sequence[Any]] = {
        **{name: [*map(attrgetter(name), facts)] for name in _FACTS},
        "number": names,
        "source": [
            source if text else naming_cell(rows.row(place))
            for place, (source, text) in enumerate(
                zip(rows.sources("number"), rows.texts("number"), strict=True)
            )
        ],
        "quantity_cell": quantity_cells,
        "technology_cell": rows.sources("technology")
        if rows.is_stated("technology")
        else quantity_cells,
        "quantity": [amount.quantity for amount in amounts],
        "has_quantity": [amount.is_stated for amount in amounts],
        "unit": units,
        "mass": masses,
        "prices": [() if price is None else (price,) for price in prices],
        "base_quantity": [amount.base for amount in amounts],
        "is_nameless": [
            not (
                (text[2:3] and text[:3].isalpha() and text not in empty)
                or tells_something(rows.row(place), text)
            )
            for place, text in enumerate(descriptions)
        ],
        "holdings_cells": _holdings_cells(rows),
        "is_implied": [False] * len(rows),
        "description": descriptions,
        "supplier_number": _supplier_numbers(rows),
        "origin": _with_cells([row_facts.origin for row_facts in facts], origin_cells),
        "stages": _stages(rows, facts),
        "around": sections,
    }
    in_order = (columns[name] for name in Occurrence._fields)
    occurrences = [*map(_OCCURRENCE, zip(*in_order, strict=True))]
    return occurrences, [amount.has_unit for amount in amounts]


def _supplier_numbers(rows: Columnwise) -> Sequence[str]:
    """What the supplier or maker of each row calls the part."""
    if "supplier_number" not in rows.cells.header.headings:
        return [""] * len(rows)
    numbers = zip(rows.texts("supplier_number"), rows.blanks("supplier_number"), strict=True)
    return ["" if is_blank else number for number, is_blank in numbers]


_NONE: Final = RowFacts()


def _holdings_cells(rows: Columnwise) -> Sequence[tuple[Source, ...]]:
    columns = [rows.sources(meaning) for meaning in _HOLDINGS if rows.is_stated(meaning)]
    return [*zip(*columns, strict=True)] if columns else [()] * len(rows)


def _stages(rows: Columnwise, facts: Sequence[RowFacts]) -> Sequence[Stages]:
    """The stages of each row, with the cells of its own row."""
    if not any(map(rows.is_stated, STAGE_COLUMNS)):
        return [row_facts.stages for row_facts in facts]
    by_stage = [
        _with_cells(origins, _moved(rows, [origin.cells for origin in origins]))
        for origins in zip(*(row_facts.stages for row_facts in facts), strict=True)
    ]
    return [*map(Stages._make, zip(*by_stage, strict=True))]


def _with_cells(origins: Sequence[Origin], cells: Sequence[tuple[Source, ...]]) -> list[Origin]:
    """The origins, each with the cells of its own row."""
    if not all(cells):
        return [
            origin._replace(cells=own) if own else origin
            for origin, own in zip(origins, cells, strict=True)
        ]
    shares = [origin.shares for origin in origins]
    named = [origin.named for origin in origins]
    return [*map(_ORIGIN, zip(shares, cells, named, strict=True))]


_ORIGIN: Final[Callable[[Iterable[Any]], Origin]] = partial(tuple.__new__, Origin)


def _masses_and_prices(
    once: ReadOnce, units: Sequence[Unit], reading: Reading
) -> tuple[list[Figure | None], list[Price | None]]:
    """A mass and a price are of one unit, which may stand beside the quantity.

    What may be of the whole line depends on the quantity too, and a price per kg on the mass.
    """
    rows = once.rows
    kinds: list[Hashable] = [*map(id, units)]
    masses, of_mass = once.read_figures(
        "mass",
        mass_meanings(rows.cells),
        lambda at: read_mass(rows.row(at), units[at]),
        kinds,
        is_scaled=study_of(rows.cells, "mass", None).is_plain,
    )
    is_per_mass = _may_be_per_mass(rows.cells)
    depends = (kinds, [*map(id, masses)], of_mass) if is_per_mass else (kinds,)
    prices, of_price = once.read_figures(
        "price",
        price_meanings(rows.cells, reading.on),
        lambda at: next(
            iter(
                read_prices(
                    rows.row(at), _context(units[at], _figure(masses[at], of_mass[at]), reading)
                )
            ),
            None,
        ),
        *depends,
        is_scaled=study_of(rows.cells, "price", reading.on).is_plain,
    )
    mass_cells = _moved(rows, [() if mass is None else mass.cells for mass in masses])
    price_cells = _moved(rows, [() if price is None else price.cells for price in prices])
    if None in masses or None in prices:
        return [
            None if mass is None else Figure(bounds, cells)
            for mass, bounds, cells in zip(masses, of_mass, mass_cells, strict=True)
        ], [
            None if price is None else Price(bounds, price.currency, cells)
            for price, bounds, cells in zip(prices, of_price, price_cells, strict=True)
        ]
    currencies = [price.currency for price in prices if price is not None]
    return [*map(_FIGURE, zip(of_mass, mass_cells, strict=True))], [
        *map(_PRICE, zip(of_price, currencies, price_cells, strict=True))
    ]


def _figure(mass: Figure | None, bounds: Bounds) -> Figure | None:
    return None if mass is None else Figure(bounds, mass.cells)


# What ``_make`` does, without a call in Python for each.
_FIGURE: Final[Callable[[Iterable[Any]], Figure]] = partial(tuple.__new__, Figure)
_PRICE: Final[Callable[[Iterable[Any]], Price]] = partial(tuple.__new__, Price)
_OCCURRENCE: Final[Callable[[Iterable[Any]], Occurrence]] = partial(tuple.__new__, Occurrence)


def mass_meanings(cells: TableCells) -> tuple[str, ...]:
    """The columns on which the mass of a row depends."""
    is_of_line = _is_loose(cells, "mass") or not study_of(cells, "mass", None).is_plain
    return (*_OF_MASS, *(_OF_QUANTITY if is_of_line or "mass" in cells.header.more else ()))


def price_meanings(cells: TableCells, on: datetime.date | None) -> tuple[str, ...]:
    """The columns on which the price of a row depends; not on a total that is price × quantity in every row."""
    header = cells.header
    is_plain = study_of(cells, "price", on).is_plain
    is_of_line = (
        (_is_loose(cells, "price") and not study_of(cells, "price", on).is_mostly)
        or not is_plain
        or bool({"pack", "discount"} & header.headings.keys())
    )
    return (
        *(meaning for meaning in _OF_PRICE if meaning != "line_price" or not is_plain),
        *(_OF_QUANTITY if is_of_line else ()),
        *(_OF_MASS if _may_be_per_mass(cells) else ()),
    )


def _may_be_per_mass(cells: TableCells) -> bool:
    headings = cells.header.headings
    prices = [headings[meaning] for meaning in ("price", "line_price") if meaning in headings]
    return "price_per" in headings or any(
        measure_of("bom", price.meaning, heading.bracket).per is not None
        for price in prices
        for heading in (price, *cells.header.more.get(price.meaning, ()))
    )


def _is_loose(cells: TableCells, meaning: str) -> bool:
    heading = cells.header.headings.get(meaning)
    return heading is not None and heading.match is Match.LOOSE


def _moved(rows: Columnwise, samples: Sequence[tuple[Source, ...]]) -> Sequence[tuple[Source, ...]]:
    """For each row the cells in the columns in which those of its sample are, which may stand in another row."""
    columns = {
        id(cells): tuple(cell.column for cell in cells)
        for cells in {id(cells): cells for cells in samples}.values()
    }
    places = {
        each: [*zip(*map(rows.sources_at, each), strict=True)]
        for each in set(columns.values())
        if each
    }
    if len(places) == 1 and all(columns.values()):
        return next(iter(places.values()))
    return [
        places[columns[id(cells)]][place] if cells else () for place, cells in enumerate(samples)
    ]

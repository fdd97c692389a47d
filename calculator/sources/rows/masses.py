"""The mass of one base unit of a row's item, in kg."""

from __future__ import annotations

from calculator.model.item import Figure
from calculator.model.problem import warning
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Dimension, Unit
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.line_figures import perhaps_of_line
from calculator.sources.rows.numbers import number_and_word
from calculator.sources.rows.quantities import units_disagree
from calculator.sources.rows.unit_cells import unit_cell, unit_word


def read_mass(row: RowCells, unit: Unit) -> Figure | None:
    """Mass in kg of one base unit; of a unit that is a mass itself it is what it is."""
    if unit.dimension is Dimension.MASS:
        return Figure(bounds=Bounds.exactly(1), cells=(row.source("unit"),))
    kilograms, per = kilograms_of(row), row.measure("mass").per
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
        bounds=perhaps_of_line(row, "mass", kilograms, unit).scaled(1 / unit.factor),
        cells=(row.source("mass"),),
    )


def kilograms_of(row: RowCells) -> Bounds | None:
    """The mass in the column of masses, by the unit in the cell, else in the heading, and by the one beside it: bounds hold both."""
    bounds, word = number_and_word(row, "mass", what="mass")
    measure = row.measure("mass")
    if bounds is None or not measure.is_clear:
        return None
    own = unit_word(row.cells, word, row.source("mass")) if word else measure.unit
    units = [unit for unit in (own, unit_cell(row, "mass_unit", None)) if unit is not None]
    if not units or any(unit.dimension is not Dimension.MASS for unit in units):
        row.cells.report(
            warning(
                "mass-unit-missing",
                f'mass "{row.text("mass")[:40]}" has no unit of mass; it is unknown. Write g or kg in the column Mass Unit',
                row.source("mass"),
            )
        )
        return None
    if units[0].factor != units[-1].factor:
        place = (
            "the cell" if word else f'the heading "{row.cells.header.headings["mass"].text[:40]}"'
        )
        row.cells.report(
            warning(
                "unit-conflict",
                f"a mass is in {units[0].symbol} by {place} and in {units[-1].symbol} by its Mass Unit; bounds hold both. Correct one",
                row.source("mass"),
                row.source("mass_unit"),
            )
        )
    kilograms = bounds.scaled(units[0].factor).hull(bounds.scaled(units[-1].factor))
    return kilograms if measure.batch is None else kilograms.scaled(1 / measure.batch)

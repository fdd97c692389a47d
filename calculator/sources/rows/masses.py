"""The mass of one base unit of a row's item, in kg: of two columns, two units and a total that contradicts, bounds hold each."""

from __future__ import annotations

from typing import Final

from calculator.model.item import Figure
from calculator.model.problem import warning
from calculator.numbers.bounds import UNKNOWN, Bounds, hull_of
from calculator.numbers.units import Dimension, Unit
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.candidates import readings, report_columns
from calculator.sources.rows.figure_columns import agrees
from calculator.sources.rows.figure_study import FigureStudy, study_of
from calculator.sources.rows.line_figures import perhaps_of_line
from calculator.sources.rows.numbers import figure_of, number_and_word
from calculator.sources.rows.price_phrases import phrases_of
from calculator.sources.rows.quantities import counted, units_disagree
from calculator.sources.rows.unit_cells import unit_cell, unit_word

_CHOICES: Final = ("mass_unit",)


def read_mass(row: RowCells, unit: Unit) -> Figure | None:
    """Mass in kg of one base unit; of a unit that is a mass itself it is what it is.

    None where no mass is stated; one that is stated and cannot be read may be any.
    """
    if unit.dimension is Dimension.MASS:
        return Figure(bounds=Bounds.exactly(1), cells=(row.source("unit"),))
    study = study_of(row.cells, "mass", None)
    ways = readings(row, _CHOICES)
    masses = [_one_way(way, unit, study) for way in ways]
    stated = [mass for mass in masses if mass is not None]
    if not stated or len(stated) < len(masses):
        return None
    if len({mass.bounds for mass in stated}) > 1:
        report_columns(row, "mass_unit", row.columns("mass_unit"))
    return _together(stated)


def _together(masses: list[Figure]) -> Figure:
    return Figure(
        bounds=hull_of([mass.bounds for mass in masses]),
        cells=tuple(dict.fromkeys(cell for mass in masses for cell in mass.cells)),
    )


def _one_way(row: RowCells, unit: Unit, study: FigureStudy) -> Figure | None:
    """The mass by one choice of the column of units; bounds over the columns of masses."""
    stated = [
        heading
        for heading in study.ones
        if row.cells.first_of_merged(row.row, heading.column) is not None
        or not row.with_column("mass", heading).is_blank("mass")
    ]
    by_column: list[tuple[Heading, Figure]] = []
    for heading in stated:
        mass = _in_column(row.with_column("mass", heading), heading, unit, study, stated[0])
        if mass is None:
            return None
        by_column.append((heading, mass))
    if not by_column:
        return None
    masses = [mass for _, mass in by_column]
    if len({mass.bounds for mass in masses}) > 1:
        report_columns(row, "mass", [heading for heading, _ in by_column])
    return _together(
        [*masses, *_contradicting_totals(row, unit, study, masses), *_in_words(row, unit, masses)]
    )


def _in_words(row: RowCells, unit: Unit, masses: list[Figure]) -> list[Figure]:
    """The masses that words in the row make of it: another amount, another unit, that of one of several pieces."""
    further: list[Figure] = []
    phrases = phrases_of(row.cells)
    for phrase in (*phrases.by_row.get(row.row, ()), *phrases.of_all):
        words = phrase.mass
        if words is None:
            continue
        bounds = [Bounds.exactly(amount).scaled(1 / unit.factor) for amount in words.amounts]
        figures = figure_of(row, "mass")[0]
        if words.unit is not None and figures is not None:
            bounds.append(figures.scaled(words.unit / unit.factor))
        if words.pieces is not None:
            bounds += [mass.bounds.scaled(1 / words.pieces) for mass in masses]
        new = [each for each in bounds if each not in {mass.bounds for mass in masses}]
        if new:
            row.cells.report(
                warning(
                    "mass-in-words",
                    f'words beside a mass may make it another: "{phrase.text[:60]}"; bounds hold both. Write one mass, with its unit',
                    phrase.cell,
                    masses[0].cells[0],
                )
            )
        further += [Figure(bounds=each, cells=(phrase.cell,)) for each in new]
    return further


def _in_column(
    row: RowCells, heading: Heading, unit: Unit, study: FigureStudy, first: Heading
) -> Figure | None:
    """What one column says of the mass of one base unit: any mass where it cannot be read, None where it is blank or nought."""
    source = row.source("mass")
    top = row.cells.first_of_merged(row.row, heading.column)
    figures = row if top is None else RowCells(row.cells, top).with_column("mass", heading)
    kilograms, per = kilograms_of(figures, like=first), row.measure("mass").per
    if figures.is_blank("mass"):
        return None
    unreadable = Figure(bounds=UNKNOWN, cells=(source,))
    if kilograms is None or units_disagree(row):
        return unreadable
    if per is not None and per.dimension is not unit.dimension:
        row.cells.report(
            warning(
                "unit-conflict",
                f'the masses below "{heading.text[:40]}" are per {per.symbol} and the quantity is in {unit.symbol}; the mass is unknown. Give the mass of one {unit.symbol}',
                source,
            )
        )
        return unreadable
    if kilograms.is_zero:
        row.cells.report(warning("zero-mass", "mass 0 was read as unknown", source))
        return None
    if top is not None:
        row.cells.report(
            warning(
                "merged-figure",
                "a mass that is merged over several rows is of all of them together; for each it is between nothing and itself. Write it into each row",
                source,
            )
        )
        return Figure(bounds=Bounds.up_to(_per(kilograms, unit)), cells=(source,))
    if row.measure("mass").has_basis:
        return Figure(bounds=_per(kilograms, per or unit), cells=(source,))
    is_settled = study.is_mostly or "line_mass" in row.cells.header.headings
    mass = perhaps_of_line(row, "mass", kilograms, unit, is_settled=is_settled)
    return Figure(bounds=_per(mass, unit), cells=(source,))


def _per(kilograms: Bounds, unit: Unit) -> Bounds:
    return kilograms.scaled(1 / unit.factor)


def _contradicting_totals(
    row: RowCells, unit: Unit, study: FigureStudy, masses: list[Figure]
) -> list[Figure]:
    """The mass of one by each mass of the line that no column of masses explains: it is a candidate too."""
    contradicting: list[Figure] = []
    count = counted(row, unit) if study.totals else None
    if count is None or not count.is_exact or count.low == 0:
        return []
    for heading in study.totals:
        way = row.with_column("mass", heading)
        if figure_of(way, "mass")[0] is None:
            continue
        total = kilograms_of(way, like=study.ones[0])
        if total is None or total.is_zero or not total.is_exact:
            continue
        of_total = total.divided_by(count).scaled(1 / unit.factor)
        if any(_explains(mass.bounds, of_total, count, unit) for mass in masses):
            continue
        row.cells.report(
            warning(
                "line-mass-differs",
                "mass times quantity is not the mass of the line; bounds hold both the mass and what the line makes of it",
                masses[0].cells[0],
                way.source("mass"),
            )
        )
        contradicting.append(Figure(bounds=of_total, cells=(way.source("mass"),)))
    return contradicting


def _explains(mass: Bounds, of_total: Bounds, count: Bounds, unit: Unit) -> bool:
    """True where a mass, times the quantity, is that of the line within a hundredth: masses are rounded more than money."""
    if mass.high is None or not mass.is_exact:
        return mass.low <= of_total.low and (mass.high is None or of_total.low <= mass.high)
    return abs(mass.low - of_total.low) * 50 <= of_total.low or agrees(
        float(mass.low * unit.factor * 1000),
        float(count.low),
        float(of_total.low * count.low * unit.factor * 1000),
    )


def kilograms_of(row: RowCells, like: Heading | None = None) -> Bounds | None:
    """The mass in the column of masses, by the unit in the cell, else in the heading, and by the one beside it: bounds hold both.

    A further column that names no unit is in that of the column ``like``.
    """
    bounds, word = number_and_word(row, "mass", what="mass")
    measure = row.measure("mass")
    if bounds is None or not measure.is_clear:
        return None
    own = unit_word(row.cells, word, row.source("mass")) if word else measure.unit
    units = [unit for unit in (own, unit_cell(row, "mass_unit")) if unit is not None]
    if not units and like is not None and like.column != row.source("mass").column - 1:
        of_first = row.with_column("mass", like).measure("mass").unit
        units = [] if of_first is None else [of_first]
    heading = row.heading("mass")
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
        place = "the cell" if word else f'the heading "{heading.text[:40] if heading else ""}"'
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

"""One cell of an amount into a share of the mass, a share of the atoms, or kg, by its own unit, its heading's, or the one beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.model.problem import error, note
from calculator.numbers.bounds import Bounds
from calculator.numbers.number_text import read_bounds
from calculator.sources.facts.amount_text import (
    PERCENT,
    PLAIN,
    AmountText,
    AmountUnit,
    Of,
    read_amount_text,
    unit_named,
    units_in,
)
from calculator.sources.facts.amount_words import amount_words, folded
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.layout.columns import Heading
from calculator.sources.layout.heading_units import is_piece, measure_of
from calculator.sources.rows.access import is_blank_text

_NAMES: Final = {"low": "min wt%", "high": "max wt%", "share": "wt%", "mass": "mass"}
_ALL: Final = Fraction(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountColumn:
    """One column of amounts: its key among the headings, its part in a range, and the unit that its heading gives.

    Of a heading without a unit the figures are per cent; where it ``is_maybe_fraction``, none of them above 1, perhaps
    fractions of 1. Shares that are ``is_of_part`` are of something in the item, such as its coating or all of its rare
    earth: of the item it is at most as much.
    """

    key: str
    role: str
    unit: AmountUnit
    is_maybe_fraction: bool = False
    is_of_part: bool = False

    @property
    def is_end_of_range(self) -> bool:
        """True for Min wt% and Max wt%."""
        return self.role in ("low", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class CellAmount:
    """What one cell says, in shares of 1 or in kg; ``bounds`` None where it cannot be told."""

    of: Of
    bounds: Bounds | None = None
    is_balance: bool = False


NOT_FOUND: Final = Bounds(Fraction(0), Fraction(1))
"""Not detected, with no limit of detection: it may be none, and nobody can say that it is."""
_UNKNOWN: Final = CellAmount(of=Of.MASS_SHARE)


def amount_column(key: str, heading: Heading, *, is_small: bool = False) -> AmountColumn:
    """How a column is read, by its heading as a whole; one with several units leaves it to the cells. In one that ``is_small`` no figure is above 1."""
    units = units_in(heading.text)
    in_bracket = unit_named(heading.bracket)
    # "wt% (ppm)": a bracket that is a unit of shares of the mass, and nothing else, is that of the figures below.
    if in_bracket is not None and in_bracket.of is Of.MASS_SHARE and units == {PERCENT, in_bracket}:
        units = {in_bracket}
    role = heading.meaning if heading.meaning in _NAMES else "share"
    if (
        len(units) > 1
        or any(unit.of is Of.UNCLEAR for unit in units)
        or _has_unclear_bracket(heading)
    ):
        return AmountColumn(key=key, role="share", unit=AmountUnit(of=Of.UNCLEAR))
    if not units:
        # "wt%" in other words is per cent; a mass, and a heading that only says "content", has its unit elsewhere.
        is_percent = role != "mass" and bool(heading.meaning)
        return AmountColumn(
            key=key,
            role=role,
            unit=PERCENT if is_percent else PLAIN,
            is_maybe_fraction=is_percent and is_small,
            is_of_part=_is_of_part(heading),
        )
    unit = next(iter(units))
    if role == "mass" and unit.of is not Of.MASS:
        role = "share"
    return AmountColumn(key=key, role=role, unit=unit, is_of_part=_is_of_part(heading))


def _is_of_part(heading: Heading) -> bool:
    """True where the shares are of something in the item."""
    text = folded(heading.text)
    return any(words in text for words in amount_words().other_wholes)


def _has_unclear_bracket(heading: Heading) -> bool:
    """True where words in brackets leave open what the shares are of."""
    if heading.meaning not in ("low", "high", "share") or not heading.bracket:
        return False
    if _is_of_part(heading):
        return False
    is_clear = measure_of("content", heading.meaning, heading.bracket).is_clear
    return not is_clear and not units_in(heading.bracket)


def cell_amount(
    row: FactRow, column: AmountColumn, meets_unclear: Callable[[], None]
) -> CellAmount | None:
    """What one cell says; None where it says nothing. ``meets_unclear`` is told of a figure in a unit that nobody understands.

    A cell merged over several rows is of all of them together: between nothing and itself for each.
    """
    heading = row.cells.header.headings[column.key]
    is_merged = row.is_merged_with_others(column.key)
    text = (
        row.cells.table.merged_text(row.row, heading.column) if is_merged else row.text(column.key)
    )
    if is_blank_text(text):
        return None
    decimals = row.cells.decimals(heading.column)
    parsed = (
        read_amount_text(text, decimals) if is_merged or not row.is_numeric(column.key) else None
    )
    is_plain = (
        parsed is not None and parsed.unit is PLAIN and read_bounds(text, decimals) is not None
    )
    if parsed is None or (is_plain and not is_merged):
        amount = _number(row, column, meets_unclear)
    elif parsed.is_balance:
        return CellAmount(of=Of.MASS_SHARE, is_balance=True)
    else:
        amount = _of_text(row, column, parsed, meets_unclear)
    if is_merged and amount.bounds is not None:
        return CellAmount(of=amount.of, bounds=Bounds.up_to(amount.bounds))
    return amount


def _of_text(
    row: FactRow, column: AmountColumn, parsed: AmountText, meets_unclear: Callable[[], None]
) -> CellAmount:
    if parsed.figures is None:
        row.cells.report(
            note(
                "not-detected",
                f'"{row.text(column.key)[:40]}" names no limit of detection, so how much there is stays unknown. Write the limit, such as < 10 ppm',
                row.source(column.key),
            )
        )
        return CellAmount(of=Of.MASS_SHARE, bounds=NOT_FOUND)
    return _in_unit(row, column, parsed.figures, parsed.unit, meets_unclear)


def _number(row: FactRow, column: AmountColumn, meets_unclear: Callable[[], None]) -> CellAmount:
    """A number cell, a text that is a plain number, or one that nobody can read, which is told."""
    if column.role == "mass":
        return _mass(row)
    bounds, word = row.number_and_word(column.key, percent=True, what=_NAMES[column.role])
    if bounds is None:
        return _UNKNOWN
    is_percent = row.text(column.key).endswith(("%", "\uff05"))
    word = word or ("" if is_percent else row.affix(column.key))
    unit = PERCENT if is_percent else unit_named(word) if word else PLAIN
    if unit is None:
        row.cells.report(
            error(
                "unreadable-number",
                f'{_NAMES[column.role]} "{row.text(column.key)[:60]}" is not a percentage; it is unknown',
                row.source(column.key),
            )
        )
        return _UNKNOWN
    return _in_unit(row, column, bounds, unit, meets_unclear)


def _in_unit(
    row: FactRow,
    column: AmountColumn,
    figures: Bounds,
    unit: AmountUnit,
    meets_unclear: Callable[[], None],
) -> CellAmount:
    """Figures by the unit of the cell, else of the heading, else of the column of units."""
    is_of_heading = unit is PLAIN
    if is_of_heading:
        unit = column.unit
    if unit is PLAIN:
        unit = _unit_beside(row) or AmountUnit(of=Of.UNCLEAR)
    if unit.of is Of.UNCLEAR:
        meets_unclear()
        return CellAmount(of=Of.UNCLEAR)
    bounds = figures.scaled(unit.scale)
    if unit.of is Of.MASS:
        return CellAmount(of=Of.MASS, bounds=bounds)
    if bounds.low > 1:
        row.cells.report(
            error(
                "over-100-percent",
                f'{_NAMES[column.role]} "{row.text(column.key)[:60]}" is more than 100 %; it is unknown',
                row.source(column.key),
            )
        )
        return _UNKNOWN
    if is_of_heading and column.is_maybe_fraction:
        bounds = bounds.hull(figures)
    high = _ALL if bounds.high is None else min(bounds.high, _ALL)
    return CellAmount(
        of=unit.of, bounds=Bounds(Fraction(0) if column.is_of_part else bounds.low, high)
    )


def _unit_beside(row: FactRow) -> AmountUnit | None:
    """The unit in a column of units of the same row."""
    for meaning in ("unit", "mass_unit"):
        if not row.is_blank(meaning):
            return unit_named(row.text(meaning))
    return None


def _mass(row: FactRow) -> CellAmount:
    """Mass in one unit of the item; that of a metre, say, cannot be told to be that. A column of units may say that it is a share."""
    if row.is_blank("mass_unit") and not row.is_blank("unit"):
        unit = unit_named(row.text("unit"))
        bounds, word = row.number_and_word("mass", what="mass")
        if unit is not None and unit.of is not Of.UNCLEAR and bounds is not None and not word:
            return CellAmount(of=unit.of, bounds=bounds.scaled(unit.scale))
    mass, per = row.kilograms(), row.measure("mass").per
    if mass is None or per is None or is_piece(per):
        return CellAmount(of=Of.MASS, bounds=mass)
    row.cells.report(
        error(
            "heading-unclear",
            f'the masses below "{row.cells.header.headings["mass"].text[:60]}" are not those in one unit of the item; they are unknown. Give the mass in one',
            row.source("mass"),
        )
    )
    return CellAmount(of=Of.MASS)

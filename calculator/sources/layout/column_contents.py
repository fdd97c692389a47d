"""What a column means where its heading leaves it open and its cells do not: counts, part numbers, outline numbers, units of mass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from calculator.model.problem import note
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, read_unit
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.header import Header, Heading
from calculator.sources.layout.headings import Match, plain_heading, spoken
from calculator.sources.table.table import Table

_QUANTITIES: Final = ("quantity", "per_parent", "cumulative")
_LOOKED_AT: Final = 500
_CODE_DIGITS: Final = 5
_POSITION_STEPS: Final = frozenset({1, 5, 10, 100})
_STEP: Final = late_pattern(r"\d{1,4}(?:\.\d{1,4})*\.?\Z")
_FIGURE: Final = late_pattern(r"\d{1,6}(?:[.,]\d{1,3})?\Z")


def settled_by_contents(table: Table, header: Header) -> Header:
    """The header of a bill with the meanings that the cells below it settle."""
    for settle in (
        _units_that_count,
        _numbers,
        _index_of_positions,
        _supplier_beside_its_number,
        _unit_of_mass,
    ):
        header = settle(table, header)
    return header


def texts_below(table: Table, header: Header, column: int) -> list[str]:
    """The texts of the first rows of a column, without blanks."""
    return [
        text
        for row in range(header.body, min(header.end, header.body + _LOOKED_AT))
        if row not in header.repeats and (text := table.text(row, column))
    ]


def renamed(header: Header, heading: Heading, meaning: str, what: str) -> Header:
    """The header with a column that means something else than its heading says, which is noted."""
    kept = {name: other for name, other in header.headings.items() if other is not heading}
    problem = note(
        "column-by-content",
        f'"{heading.text}" holds {what}; it was read as the {spoken(meaning)}',
        heading.source,
    )
    return replace(
        header,
        headings=kept | {meaning: replace(heading, meaning=meaning, match=Match.CONTENT)},
        problems=(*header.problems, problem),
    )


# --------------------------------------------------------------------------- counts and numbers


def _units_that_count(table: Table, header: Header) -> Header:
    """Numbers below "Units" are counts of them."""
    unit = header.headings.get("unit")
    if unit is None or _counts(header):
        return header
    texts = texts_below(table, header, unit.column)
    if not texts or not all(map(_FIGURE.match, texts)):
        return header
    return renamed(header, unit, "quantity", "numbers")


def _numbers(table: Table, header: Header) -> Header:
    """A "Number" is the part number over codes, the quantity over counts, and a position where it counts up.

    Windchill calls the part number so, and shops the quantity.
    """
    column = next(
        (
            column
            for column in range(len(table.rows[header.row]))
            if plain_heading(table.text(header.row, column)) in heading_words().numbers
        ),
        None,
    )
    if column is None:
        return header
    heading = next(
        (other for other in header.headings.values() if other.column == column), None
    ) or Heading(
        meaning="position",
        column=column,
        text=table.text(header.row, column),
        source=table.source(header.row, column),
    )
    if heading.meaning != "position":
        return header
    texts = texts_below(table, header, column)
    if not texts or _counts_up(texts):
        return header
    if "number" not in header.headings and _are_codes(texts):
        return renamed(header, heading, "number", "part numbers")
    if not _counts(header) and all(map(_FIGURE.match, texts)) and not _are_codes(texts):
        return renamed(header, heading, "quantity", "counts")
    return header


def _counts(header: Header) -> bool:
    return any(meaning in header.headings for meaning in _QUANTITIES)


def _are_codes(texts: Sequence[str]) -> bool:
    """Distinct texts that are no outline numbers, or numbers too long to count anything."""
    if len(set(texts)) < max(1, len(texts) * 3 // 4):
        return False
    steps = sum(bool(_STEP.match(text)) for text in texts)
    long = sum(text.isdigit() and len(text) >= _CODE_DIGITS for text in texts)
    return steps - long <= len(texts) // 4


def _counts_up(texts: Sequence[str]) -> bool:
    """1, 2, 3 ... or 10, 20, 30 ...: each a step above the one before."""
    if not all(text.isdigit() and len(text) <= _CODE_DIGITS for text in texts):
        return False
    numbers = [int(text) for text in texts]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(steps) <= 1 and steps <= _POSITION_STEPS and numbers[0] in (0, 1, *steps)


def _index_of_positions(table: Table, header: Header) -> Header:
    """An "Index" is a revision in German bills, and the position in FreeCAD's: 1, 1.1, 1.2, 2."""
    revision = header.headings.get("revision")
    if (
        revision is None
        or plain_heading(revision.text) != "index"
        or any(meaning in header.headings for meaning in ("level", "position"))
    ):
        return header
    texts = texts_below(table, header, revision.column)
    if len(texts) > 1 and len(set(texts)) == len(texts) and all(map(_STEP.match, texts)):
        return renamed(header, revision, "position", "outline numbers")
    return header


# --------------------------------------------------------------------------- beside another column


def _supplier_beside_its_number(table: Table, header: Header) -> Header:
    """SAP writes the number of the supplier, and right of it the name, which is none of the part."""
    supplier, name = header.headings.get("supplier"), header.headings.get("name")
    if (
        supplier is None
        or name is None
        or "description" not in header.headings
        or name.column != supplier.column + 1
        or not all(text.isdigit() for text in texts_below(table, header, supplier.column))
    ):
        return header
    settled = renamed(header, name, "supplier", "names beside the numbers of suppliers")
    return replace(settled, unread=(*settled.unread, supplier.text))


def _unit_of_mass(table: Table, header: Header) -> Header:
    """A column that says KG in every row is the unit of the masses beside it, whatever stands over it."""
    mass = header.headings.get("mass") or header.headings.get("line_mass")
    if mass is None or mass.bracket or "mass_unit" in header.headings:
        return header
    taken = {heading.column for heading in header.headings.values()} | {
        heading.column for more in header.more.values() for heading in more
    }
    width = max(map(len, table.rows[header.row : min(header.end, header.body + 50)]), default=0)
    for column in sorted(range(width), key=lambda column: abs(column - mass.column - 1)):
        text = table.text(header.row, column)
        if column in taken or (not text and column != mass.column + 1):
            continue
        texts = texts_below(table, header, column)
        units = [read_unit(unit) for unit in set(texts)]
        if texts and all(unit is not None and unit.dimension is Dimension.MASS for unit in units):
            heading = Heading(
                meaning="mass_unit",
                column=column,
                text=text,
                source=table.source(header.row, column),
            )
            settled = renamed(header, heading, "mass_unit", "units of mass")
            return replace(
                settled, unread=tuple(other for other in settled.unread if other != text)
            )
    return header

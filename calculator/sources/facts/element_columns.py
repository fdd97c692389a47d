"""Contents with a column an element: written down, a row a substance, as other facts are, and read like them.

Part Number | Nd wt% | Dy wt% becomes Part Number | Substance | wt%. Each cell keeps its own address: ``Rewritten.address``
gives, for a cell of the rewritten table, the one that it was made of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

from calculator.model.elements import RARE_EARTHS
from calculator.model.substances import read_substance
from calculator.numbers.late_patterns import late_pattern
from calculator.sources.facts.origin_headings import is_of_substances
from calculator.sources.layout.header_search import kind_of
from calculator.sources.layout.headings import Match, meaning_of
from calculator.sources.layout.turned_tables import turned
from calculator.sources.table.sheet_facts import CellMarks, CellValue, SheetFacts
from calculator.sources.table.table import Table, clean

_HEADING_ROWS: Final = 20
_MOST_CELLS: Final = 100_000
_LEAST_ELEMENTS: Final = 2
_LONGEST_HEADING: Final = 40
_UNITS: Final = ("share", "mass", "low", "high")
"""Meanings of a heading of contents that are amounts."""
_SIGN: Final = late_pattern(
    r"(?<![^\W\d_])(?:%|ppm|ppb|mg|µg|wt|gew|mass|質量|质量|重量)", re.IGNORECASE
)
_WHOLE: Final = (95, 101)
"""Figures of a row without any unit that add up to so much are percentages."""


class ElementColumn(NamedTuple):
    """A column of one substance: its name as written, and what of it stands there, "" for the amount."""

    substance: str
    facet: str
    column: int
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Rewritten:
    """A table with its substances down, and of each of its cells the cell that it was made of; all counted from 0."""

    table: Table
    cells: Sequence[Sequence[tuple[int, int]]]
    is_turned: bool = False
    has_facets: bool = False
    """True where a column tells something else of an element than its amount, such as where it is from."""

    def address(self, row: int, column: int) -> tuple[int, int]:
        """The row and the column, from 1, of the cell that one of the rewritten table was made of."""
        made_of = self.cells[row - 1] if 0 < row <= len(self.cells) else ()
        if not made_of:
            return row, column
        first = made_of[min(max(column, 1), len(made_of)) - 1]
        own = first[::-1] if self.is_turned else first
        return own[0] + 1, own[1] + 1


def rewritten(table: Table) -> Rewritten | None:
    """The table with a row a substance; None where it has no columns of elements, or reads like something else as it stands."""
    area = len(table.rows) * max(map(len, table.rows), default=0)
    if area > _MOST_CELLS:
        return None
    if _has_earth(cell for cells in table.rows[:_HEADING_ROWS] for cell in cells):
        found = _down(table, is_turned=False)
        if found is not None:
            return found
    if (
        len(table.rows) <= _MOST_ELEMENTS
        and kind_of(table) is None
        and _has_earth(cells[0] for cells in table.rows if cells)
    ):
        return _down(turned(table), is_turned=True)
    return None


_MOST_ELEMENTS: Final = 60


def _has_earth(cells: Iterator[CellValue]) -> bool:
    return any(
        isinstance(cell, str) and len(cell) <= _LONGEST_HEADING and _earth(clean(cell))
        for cell in cells
    )


_OTHER_WORDS = frozenset({"No", "Am"})
"""Symbols that head a column of something else, a number or a time, and that nobody declares."""


@cache
def _earth(text: str) -> bool:
    named = _substance(text)
    return named is not None and any(element in RARE_EARTHS for element in named[1])


@cache
def _substance(text: str) -> tuple[str, tuple[str, ...], str] | None:
    """The substance that a heading begins or ends with, its elements, and the rest: Nd wt%, %Dy, Neodymium (Nd) in ppm.

    >>> [_substance(text) for text in ("Nd (wt%)", "%Dy", "Fe", "Neodymium origin", "Level", "No")]
    [('Nd', ('Nd',), 'wt%'), ('Dy', ('Dy',), '%'), ('Fe', (), ''), ('Neodymium', ('Nd',), 'origin'), None, None]
    """
    words = [word for word in re.split(r"[\s()\[\]（）/:_,;-]+|(?<=%)(?=[A-Z])", text) if word]
    for place in (0, -1):
        if words and len(words) <= _MOST_WORDS and words[place] not in _OTHER_WORDS:
            substance = read_substance(words[place], "")[0]
            if substance is not None:
                rest = words[1:] if place == 0 else words[:-1]
                return (
                    words[place],
                    substance.elements,
                    " ".join(word for word in rest if read_substance(word, "")[0] is None),
                )
    return None


_MOST_WORDS: Final = 4


def _down(table: Table, *, is_turned: bool) -> Rewritten | None:
    if not _may_be_across(table):
        return None
    for row in range(min(_HEADING_ROWS, len(table.rows))):
        columns = _element_columns(table, row)
        amounts = [column for column in columns if not column.facet]
        named = {column.substance for column in amounts}
        if len(named) < _LEAST_ELEMENTS or not any(map(_earth, named)):
            continue
        number = _number_column(table, row, columns)
        if number is None:
            return None
        below = _units_below(table, row, amounts)
        columns = [
            column
            if column.facet
            else column._replace(unit=column.unit or below.get(column.column, ""))
            for column in columns
        ]
        body = row + 1 + bool(below)
        above = _unit_above(table, row) or _unit_by_sum(table, body, amounts)
        columns = [
            column if column.facet else column._replace(unit=_unit(column.unit or above))
            for column in columns
        ]
        return _written_down(table, row, body, number, columns, is_turned=is_turned)
    return None


def _may_be_across(table: Table) -> bool:
    """True of a table that is of no kind as it stands, and of contents without a column of substances."""
    header = kind_of(table)
    return header is None or (
        header.kind == "content" and header.headings.keys().isdisjoint(("substance", "cas"))
    )


def _element_columns(table: Table, row: int) -> list[ElementColumn]:
    found = []
    for column, cell in enumerate(table.rows[row]):
        named = _substance(clean(cell)) if _may_head(cell) and isinstance(cell, str) else None
        if named is None:
            continue
        substance, _, rest = named
        if not rest or _SIGN.search(rest):
            found.append(ElementColumn(substance, "", column, rest))
        elif (meaning := meaning_of("content", rest)) is not None:
            is_amount = meaning.name in _UNITS
            found.append(
                ElementColumn(
                    substance, "" if is_amount else rest, column, rest if is_amount else ""
                )
            )
    return found


def _may_head(cell: CellValue) -> bool:
    return isinstance(cell, str) and 0 < len(cell) <= _LONGEST_HEADING


def _number_column(table: Table, row: int, columns: Sequence[ElementColumn]) -> int | None:
    """The column of part numbers; of a table that was turned the first, whose heading is that of the substances, or none."""
    taken = {column.column for column in columns}
    for upper in (row, row - 1):
        for column in range(len(table.rows[row])):
            text = table.merged_text(upper, column) if upper >= 0 else ""
            for kind in ("content", "bom"):
                meaning = meaning_of(kind, text) if text and column not in taken else None
                if (
                    meaning is not None
                    and meaning.name == "number"
                    and meaning.match <= Match.LOOSE
                ):
                    return column
    first = table.text(row, 0)
    meaning = meaning_of("content", first) if first else None
    is_corner = not first or (meaning is not None and meaning.name == "substance")
    filled = sum(cell is not None for cell in table.rows[row])
    return 0 if is_corner and 0 not in taken and len(taken) >= filled - 1 else None


def _units_below(table: Table, row: int, amounts: Sequence[ElementColumn]) -> dict[int, str]:
    """The units in the row below the headings, where it holds nothing else."""
    if row + 1 >= len(table.rows):
        return {}
    cells = {
        column: table.text(row + 1, column)
        for column, cell in enumerate(table.rows[row + 1])
        if cell is not None
    }
    wanted = {column.column for column in amounts}
    is_of_units = bool(cells) and all(
        column in wanted and _SIGN.match(text) and not any(map(str.isdigit, text))
        for column, text in cells.items()
    )
    return cells if is_of_units else {}


def _unit_above(table: Table, row: int) -> str:
    """The one unit that stands in the two rows over the headings."""
    units = {
        text
        for upper in range(max(row - 2, 0), row)
        for column in range(len(table.rows[upper]))
        if (text := table.text(upper, column)) and len(text) <= _LONGEST_UNIT and _SIGN.match(text)
    }
    return units.pop() if len(units) == 1 else ""


_LONGEST_UNIT: Final = 8


def _unit(text: str) -> str:
    """The heading of amounts; a bare per cent sign is one of mass, and without any the amounts are asked about."""
    return "wt%" if text == "%" else text or "Amount"


def _unit_by_sum(table: Table, body: int, amounts: Sequence[ElementColumn]) -> str:
    sums = []
    for cells in table.rows[body:]:
        figures = [
            value
            for column in amounts
            if column.column < len(cells)
            and isinstance(value := cells[column.column], (int, float))
            and not isinstance(value, bool)
        ]
        if figures:
            sums.append(sum(figures))
    low, high = _WHOLE
    return "wt%" if sums and all(low <= total <= high for total in sums) else ""


# --------------------------------------------------------------------------- writing it down


def _written_down(
    table: Table,
    row: int,
    body: int,
    number: int,
    columns: Sequence[ElementColumn],
    *,
    is_turned: bool,
) -> Rewritten:
    width = max(map(len, table.rows))
    taken = {column.column for column in columns}
    # On the sheet Content an origin is that of the substance by what the sheet is, unless others name their element.
    is_content = _is_content(table) and not any(column.facet for column in columns)
    further = list(dict.fromkeys(column.facet or column.unit for column in columns))
    place = {heading: width + 1 + index for index, heading in enumerate(further)}
    rows: list[list[CellValue]] = []
    cells: list[list[tuple[int, int]]] = []

    def write(upper: int, filled: dict[int, tuple[CellValue, tuple[int, int]]]) -> None:
        values = [
            None if column in taken and upper >= row else table.value(upper, column)
            for column in range(width)
        ]
        made_of = [(upper, column) for column in range(width)]
        values += [None] * (1 + len(further))
        made_of += [(upper, number)] * (1 + len(further))
        for column, (value, cell) in filled.items():
            values[column], made_of[column] = value, cell
        rows.append(values)
        cells.append(made_of)

    for upper in range(row):
        write(upper, {})
    headings: dict[int, tuple[CellValue, tuple[int, int]]] = {
        number: ("Part Number", (row, number)),
        width: ("Substance", (row, columns[0].column)),
    }
    headings |= {
        column: (None, (row, column))
        for column in range(width)
        if column not in taken and not is_content and _is_of_the_part(table.text(row, column))
    }
    first = {column.facet or column.unit: column.column for column in reversed(columns)}
    headings |= {place[heading]: (heading, (row, first[heading])) for heading in further}
    write(row, headings)
    for upper in range(body, len(table.rows)):
        by_substance: dict[str, list[ElementColumn]] = {}
        for column in columns:
            if _states(table, upper, column.column):
                by_substance.setdefault(column.substance, []).append(column)
        part: tuple[CellValue, tuple[int, int]] = (
            table.value(*table.facts.first_of_merged(upper, number)),
            (upper, number),
        )
        if not by_substance:
            write(upper, {})
        for substance, stated in by_substance.items():
            filled = {number: part, width: (substance, (row, stated[0].column))}
            filled |= {
                place[column.facet or column.unit]: (
                    table.value(upper, column.column),
                    (upper, column.column),
                )
                for column in stated
            }
            write(upper, filled)
    return Rewritten(
        table=replace(table, rows=rows, facts=_facts_of(table, cells)),
        cells=cells,
        is_turned=is_turned,
        has_facets=any(column.facet for column in columns),
    )


def _is_content(table: Table) -> bool:
    return table.sheet.strip().casefold() == "content"


def _is_of_the_part(heading: str) -> bool:
    """True of an origin that names no element and no substances: of a row that is one part it may be that of the part.

    That tells nothing of what is in it.
    """
    meaning = meaning_of("content", heading) if heading else None
    return meaning is not None and meaning.name in _ORIGINS and not is_of_substances(heading)


_ORIGINS: Final = ("origin", "mined_in", "separated_in", "metal_made_in", "origin_share")


def _states(table: Table, row: int, column: int) -> bool:
    return (
        table.value(row, column) is not None
        or table.is_error(row, column)
        or table.formula_without_value(row, column)
    )


def _facts_of(table: Table, cells: Sequence[Sequence[tuple[int, int]]]) -> SheetFacts:
    """What the formats of the cells show, at their places in the rewritten table."""
    facts = table.facts
    old = (facts.styles, facts.decimals, facts.empty_formulas, facts.errors)
    styles, decimals, empty_formulas, errors = new = tuple(CellMarks() for _ in old)
    if any(map(len, old)):
        for row, made_of in enumerate(cells):
            for column, cell in enumerate(made_of):
                for before, after in zip(old, new, strict=True):
                    mark = before.get(*cell)
                    if mark is not None:
                        after.add(row, column, mark)
    return SheetFacts(
        rows=len(cells),
        columns=max(map(len, cells), default=0),
        cells=facts.cells,
        filled=facts.filled,
        hidden_rows={
            row for row, made_of in enumerate(cells) if made_of[0][0] in facts.hidden_rows
        },
        hidden_columns=facts.hidden_columns,
        formats=facts.formats,
        styles=styles,
        decimals=decimals,
        empty_formulas=empty_formulas,
        errors=errors,
        tail=facts.tail,
    )

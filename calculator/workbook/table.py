"""One sheet as values that know their address, and say what a person sees in them."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

import python_calamine

from calculator.problem import Problem, error, warning
from calculator.quantities import Bounds, Decimals, decimals_of, exact_text, fraction_of, read_bounds
from calculator.source import Source
from calculator.workbook.container import Container, Kind, Limits
from calculator.workbook.delimited import read_delimited
from calculator.workbook.sheetxml import (
    SheetEntry,
    SheetFacts,
    SheetTooLargeError,
    Style,
    read_relations,
    read_sheet,
    read_styles,
    read_workbook,
)

CellValue = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | None

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = re.compile(r"\s*[<>≤≥=~]*\s*[-+]?[\d.,'\s]*\d[\d.,'\s]*")
_SHOWN_PER_PROBLEM = 20


@dataclass
class Table:
    """The values of one sheet; rows and columns count from 0 and start at cell A1. A blank cell is None."""

    file: str
    sheet: str
    rows: list[list[CellValue]]
    hidden: bool = False
    facts: SheetFacts = field(default_factory=SheetFacts)

    def source(self, row: int, column: int) -> Source:
        """The address of a cell."""
        return Source(self.file, self.sheet, row + 1, column + 1)

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell; None outside of the sheet."""
        cells = self.rows[row]
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """What a person reads: no invisible characters, spaces folded, 3 for 3.0."""
        cells = self.rows[row]
        value = cells[column] if column < len(cells) else None
        if value is None:
            return ""
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < 10**15 and (row, column) not in self.facts.styles:
            return str(int(value))
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, (int, float)):
            number = fraction_of(value)
            text = str(value) if number is None else exact_text(number, 17)
            return f"{exact_text(number * 100, 17)}%" if number is not None and self.is_percent(row, column) else text
        return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)

    def number(self, row: int, column: int, decimals: Decimals, *, percent: bool = False) -> Bounds | None:
        """The number or range that a person sees; None where there is none. With ``percent``, 4 for 4 % and for 0.04 shown as 4 %."""
        value = self.value(row, column)
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, (int, float)):
            number = fraction_of(value)
            if number is None or number < 0:
                return None
            if self.is_percent(row, column):
                return Bounds.exactly(number * 100) if percent else Bounds.exactly(number)
            return Bounds.exactly(number)
        if not isinstance(value, str):
            return None
        text = clean(value)
        if percent and text.endswith(("%", "\uff05")):
            text = text[:-1].strip()
        return read_bounds(text, decimals)

    def decimals_of_column(self, column: int, rows: Iterable[int]) -> Decimals:
        """How the texts of a column write their decimal mark: the first that settles it settles all; none says a point."""
        met: set[Decimals] = set()
        for row in rows:
            value = self.value(row, column)
            if isinstance(value, str) and value and any(mark in value for mark in ",."):
                number = _NUMBER.match(unicodedata.normalize("NFKC", value[:80]))
                if number is not None:
                    met |= _said(number.group().strip("<>≤≥=~ "))
        certain = met - {Decimals.UNSETTLED}
        return certain.pop() if len(certain) == 1 else Decimals.UNSETTLED

    def is_percent(self, row: int, column: int) -> bool:
        """True where the format shows the value times a hundred with a percent sign."""
        style = self.facts.styles.get((row, column))
        return style is not None and "%" in style.number_format


def _said(text: str) -> set[Decimals]:
    """What a number says of its decimal mark; a plain point says nothing, for 1.234 may be a thousand."""
    found = decimals_of(text)
    if found is Decimals.POINT and "," not in text:
        whole, _, part = text.partition(".")
        return {Decimals.POINT} if part and (len(part) != 3 or not 1 <= len(whole) <= 3) else set()
    return {found}


def clean(text: str) -> str:
    r"""Text as a person reads it: composed characters, no invisible ones, every run of spaces one space.

    >>> clean(" MAG\u200b-01\xa0 ")
    'MAG-01'
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


# --------------------------------------------------------------------------- reading


def read_tables(container: Container, limits: Limits) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """Every sheet of a file; a sheet that cannot be read is left out with an error."""
    if container.kind is Kind.CSV:
        rows, problems = read_delimited(container.name, container.data, limits)
        return ((Table(file=container.name, sheet="", rows=[list(row) for row in rows]),) if rows else ()), problems
    try:
        with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
            entries, styles = _entries(archive)
            facts, refusals = _facts(container.name, archive, entries[: limits.sheets], styles, limits)
    except (KeyError, expat.ExpatError, zipfile.BadZipFile) as fault:
        return (), (error("not-a-workbook", f"its parts do not make a workbook ({fault}); save it again as .xlsx", Source(container.name, "")),)
    tables, faults = _values(container, entries, facts)
    for table in tables:
        faults += _unseen(table)
    return tuple(tables), (*refusals, *faults)


def _entries(archive: zipfile.ZipFile) -> tuple[list[SheetEntry], list[Style]]:
    names = {name.casefold(): name for name in archive.namelist()}
    with archive.open(names["xl/_rels/workbook.xml.rels"]) as stream:
        relations = read_relations(stream)
    with archive.open(names["xl/workbook.xml"]) as stream:
        entries = read_workbook(stream, relations)
    styles: list[Style] = []
    if "xl/styles.xml" in names:
        with archive.open(names["xl/styles.xml"]) as stream:
            styles = read_styles(stream)
    known = [entry for entry in entries if entry.part.casefold() in names]
    return [SheetEntry(name=one.name, part=names[one.part.casefold()], hidden=one.hidden) for one in known], styles


def _facts(
    file: str, archive: zipfile.ZipFile, entries: list[SheetEntry], styles: list[Style], limits: Limits
) -> tuple[dict[str, SheetFacts], list[Problem]]:
    """Facts of each sheet that is small enough to be read."""
    found: dict[str, SheetFacts] = {}
    problems: list[Problem] = []
    for entry in entries:
        place = Source(file, entry.name)
        if not entry.part.casefold().startswith("xl/worksheets/"):
            continue
        try:
            with archive.open(entry.part) as stream:
                facts = read_sheet(stream, styles, limits.rows, limits.columns)
        except SheetTooLargeError as fault:
            problems.append(error("too-many-cells", f'sheet "{entry.name}" has a cell in {fault}, beyond {limits.rows:,} rows and {limits.columns:,} columns; delete it', place))
            continue
        except expat.ExpatError as fault:
            problems.append(error("bad-xml", f'sheet "{entry.name}" is not well-formed ({fault}); save the file again', place))
            continue
        if facts.rows * facts.columns > limits.area:
            problems.append(error("too-many-cells", f'sheet "{entry.name}" spans {facts.rows:,} rows × {facts.columns:,} columns, more than {limits.area:,} cells; delete the far ones', place))
            continue
        if facts.merges > limits.merges:
            problems.append(warning("too-many-merges", f'sheet "{entry.name}" has {facts.merges:,} merged ranges', place))
        found[entry.name] = facts
    return found, problems


def _values(container: Container, entries: list[SheetEntry], facts: dict[str, SheetFacts]) -> tuple[list[Table], list[Problem]]:
    tables: list[Table] = []
    problems: list[Problem] = []
    place = Source(container.name, "")
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(container.data))
        for entry in entries:
            if entry.name in facts:
                sheet = workbook.get_sheet_by_name(entry.name)
                rows = _matrix(sheet.to_python(skip_empty_area=False), facts[entry.name])
                tables.append(Table(file=container.name, sheet=entry.name, rows=rows, hidden=entry.hidden, facts=facts[entry.name]))
    except BaseException as fault:
        # A panic of the native reader derives from BaseException; a file must not end the run.
        if isinstance(fault, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        problems.append(error("unreadable-workbook", f"the workbook cannot be read ({str(fault)[:120]}); open it in a spreadsheet program and save it again", place))
    return tables, problems


def _matrix(rows: Sequence[Sequence[CellValue]], facts: SheetFacts) -> list[list[CellValue]]:
    """Blank and error cells are None: an error is no value."""
    values: list[list[CellValue]] = [[None if cell == "" else cell for cell in row] for row in rows]
    for row, column in facts.errors:
        if row < len(values) and column < len(values[row]):
            values[row][column] = None
    return values


# --------------------------------------------------------------------------- what the eye sees and a reader does not


def _unseen(table: Table) -> list[Problem]:
    """One problem a kind for what is there but not seen, or seen but not there. All of it counts as content."""
    facts = table.facts
    filled = [(row, column) for row, cells in enumerate(table.rows) for column, cell in enumerate(cells) if cell is not None] if (
        facts.hidden_rows or facts.hidden_columns or facts.styles
    ) else []
    hidden_rows = sorted({row for row, _ in filled if row in facts.hidden_rows})
    hidden_columns = sorted({column for _, column in filled if column in facts.hidden_columns})
    struck = [cell for cell in filled if cell in facts.styles and facts.styles[cell].strike]
    unseen = [cell for cell in filled if cell in facts.styles and facts.styles[cell].invisible]
    return [
        problem
        for problem in (
            _about(table, "hidden-sheet", "the sheet is hidden; it was read all the same", [(0, 0)] if table.hidden and table.rows else []),
            _about(table, "hidden-rows", f"{len(hidden_rows)} rows are hidden or filtered out; they count", [(row, 0) for row in hidden_rows]),
            _about(table, "hidden-columns", f"{len(hidden_columns)} columns are hidden; they count", [(0, column) for column in hidden_columns]),
            _about(table, "struck-through", f"{len(struck)} cells are struck through; they count. Delete what does not hold", struck),
            _about(table, "invisible-text", f"{len(unseen)} cells are written in white on white; they count", unseen),
            _about(table, "formula-without-value", f"{len(facts.empty_formulas)} formulas have no stored value and are unknown; open the file in a spreadsheet program and save it", sorted(facts.empty_formulas)),
            _about(table, "error-cell", f"{len(facts.errors)} cells hold an error such as #REF! and are unknown; correct them", sorted(facts.errors)),
        )
        if problem is not None
    ]


def _about(table: Table, code: str, message: str, cells: list[tuple[int, int]]) -> Problem | None:
    if not cells:
        return None
    sources = tuple(table.source(row, column) for row, column in cells[:_SHOWN_PER_PROBLEM])
    return (error if code in {"formula-without-value", "error-cell"} else warning)(code, message, *sources)



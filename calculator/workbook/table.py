"""One sheet as values that know their address, and say what a person sees in them."""

from __future__ import annotations

import datetime
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar
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
    read_lengths,
    read_relations,
    read_sheet,
    read_workbook,
)
from calculator.workbook.styles import Style, read_styles

CellValue = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | None

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NUMBER = re.compile(r"\s*[<>≤≥=~]*\s*[-+]?[\d.,'\s]*\d[\d.,'\s]*")
_SHOWN_PER_PROBLEM = 20
_Read = TypeVar("_Read")


@dataclass
class Table:
    """The values of one sheet; rows and columns count from 0 and start at cell A1. A blank cell is None.

    >>> table = Table(file="m.xlsx", sheet="BOM", rows=[["Part"], ["MAG-01", 3.0]])
    >>> str(table.source(1, 1)), table.text(1, 1), table.text(9, 9)
    ('m.xlsx!BOM!B2', '3', '')
    """

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
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def text(self, row: int, column: int) -> str:
        """What a person reads: no invisible characters, spaces folded, 3 for 3.0, 4% for 0.04 in a percent format."""
        value = self.value(row, column)
        if value is None:
            return ""
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, (int, float)):
            if value == int(value) and abs(value) < 10**15 and self.facts.styles.get(row, column) is None:
                return str(int(value))
            number = fraction_of(value)
            text = str(value) if number is None else exact_text(number, 17)
            return f"{exact_text(number * 100, 17)}%" if number is not None and self.is_percent(row, column) else text
        return value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)

    def number(self, row: int, column: int, decimals: Decimals, *, percent: bool = False) -> Bounds | None:
        """The number or range that a person sees; None where there is none. With ``percent``, 4 for 4 % and for 0.04 shown as 4 %.

        >>> table = Table(file="m.xlsx", sheet="BOM", rows=[["4 %", 0.1, "1.5–3"]])
        >>> [table.number(0, column, Decimals.POINT, percent=True) for column in range(2)]
        [Bounds(low=Fraction(4, 1), high=Fraction(4, 1)), Bounds(low=Fraction(1, 10), high=Fraction(1, 10))]
        """
        value = self.value(row, column)
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, (int, float)):
            number = fraction_of(value)
            if number is None or number < 0:
                return None
            return Bounds.exactly(number * 100 if percent and self.is_percent(row, column) else number)
        if not isinstance(value, str):
            return None
        text = clean(value)
        if percent and text.endswith(("%", "\uff05")):
            text = text[:-1].strip()
        return read_bounds(text, decimals)

    def decimals_of_column(self, column: int, rows: Iterable[int]) -> Decimals:
        """How the texts of a column write their decimal mark: what settles it settles all; a contradiction settles nothing.

        >>> table = Table(file="m.csv", sheet="", rows=[["1,234"], ["0,5"]])
        >>> table.decimals_of_column(0, range(2))
        <Decimals.COMMA: ','>
        """
        met: set[Decimals] = set()
        for row in rows:
            value = self.value(row, column)
            if isinstance(value, str) and value and any(mark in value for mark in ",."):
                number = _NUMBER.match(unicodedata.normalize("NFKC", value[:80]))
                if number is not None:
                    met |= _said(number.group().strip("<>≤≥=~ "))
        certain = met - {Decimals.UNSETTLED}
        return certain.pop() if len(certain) == 1 else Decimals.UNSETTLED

    # ----------------------------------------------------------------- what the format shows

    def number_format(self, row: int, column: int) -> str:
        """The number format where it shows something that the value does not (a per cent sign, a unit, a date), else General."""
        return self.facts.style(row, column).number_format

    def affix(self, row: int, column: int) -> str:
        """The unit or currency that the number format shows beside the number: ``kg`` of ``0.0" kg"``."""
        return self.facts.style(row, column).affix

    def is_percent(self, row: int, column: int) -> bool:
        """True where the format shows the value times a hundred with a percent sign."""
        return self.facts.style(row, column).is_percent

    def is_date(self, row: int, column: int) -> bool:
        """True where a day or a time is shown."""
        is_day = isinstance(self.value(row, column), (datetime.date, datetime.time, datetime.timedelta))
        return is_day or self.facts.style(row, column).is_date

    def is_struck(self, row: int, column: int) -> bool:
        """True where the cell is struck through."""
        return self.facts.style(row, column).strike

    def is_invisible_text(self, row: int, column: int) -> bool:
        """True where letters have the colour of what is behind them, or the format shows nothing."""
        return self.facts.style(row, column).invisible

    def indent(self, row: int, column: int) -> int:
        """How far the cell's format moves its text to the right: some bills show their levels so."""
        return self.facts.style(row, column).indent

    def outline(self, row: int) -> int:
        """The level of the group that a row is in; 0 for none."""
        return self.facts.outline.get(row, 0)

    def is_hidden_row(self, row: int) -> bool:
        """True where the row is hidden or filtered out."""
        return row in self.facts.hidden_rows

    def formula_without_value(self, row: int, column: int) -> bool:
        """True where a formula stands whose result was never stored; its value is None."""
        return (row, column) in self.facts.empty_formulas

    def is_error(self, row: int, column: int) -> bool:
        """True where the cell holds an error such as #REF!; its value is None."""
        return (row, column) in self.facts.errors


def _said(text: str) -> set[Decimals]:
    """What a number says of its decimal mark; a plain point says nothing, for 1.234 may be a thousand."""
    found = decimals_of(text)
    if found is Decimals.POINT and "," not in text:
        before, _, part = text.partition(".")
        return {Decimals.POINT} if part and (len(part) != 3 or not 1 <= len(before) <= 3) else set()
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
    """Every sheet of a file; a sheet that cannot be read is left out with an error that names it."""
    if container.kind is Kind.CSV:
        rows, problems = read_delimited(container.name, _with_mark(container.data), limits)
        return ((Table(file=container.name, sheet="", rows=[list(row) for row in rows]),) if rows else ()), problems
    place = Source(container.name, "")
    try:
        with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
            entries, faults = _entries(container.name, archive, limits)
            facts, refusals = _facts(container.name, archive, entries, limits)
    except SheetTooLargeError as fault:
        return (), (error("too-large", f"{fault}; split the file", place),)
    except (KeyError, expat.ExpatError, zipfile.BadZipFile) as fault:
        return (), (error("not-a-workbook", f"its parts do not make a workbook ({fault}); save it again as .xlsx", place),)
    tables, losses = _values(container, entries, facts)
    return tuple(tables), (*faults, *refusals, *losses, *(problem for table in tables for problem in _unseen(table)))


def _with_mark(data: bytes) -> bytes:
    """UTF-16 without a byte order mark gets one: ASCII text then has a NUL in every other place."""
    head = data[:4096]
    odd, even = head[1::2], head[::2]
    if b"\x00" in head and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        if odd.count(0) > len(odd) // 3 and not even.count(0):
            return b"\xff\xfe" + data
        if even.count(0) > len(even) // 3 and not odd.count(0):
            return b"\xfe\xff" + data
    return data


def _entries(file: str, archive: zipfile.ZipFile, limits: Limits) -> tuple[list[SheetEntry], list[Problem]]:
    """The sheets that hold tables and can be told apart, in the order of the workbook."""
    names = {name.casefold(): name for name in archive.namelist()}
    with archive.open(names["xl/_rels/workbook.xml.rels"]) as stream:
        relations = read_relations(stream)
    with archive.open(names["xl/workbook.xml"]) as stream:
        listed, _ = read_workbook(stream, relations)
    found: dict[str, SheetEntry] = {}
    problems: list[Problem] = []
    for entry in listed:
        place = Source(file, entry.name)
        if not entry.part:
            continue
        if entry.name.casefold() in found:
            problems.append(error("unreadable-workbook", "two sheets have this name, only the first was read; rename one", place))
        elif entry.part.casefold() not in names:
            problems.append(error("unreadable-workbook", "the sheet is listed but not in the file, it is unknown; ask for the file again", place))
        elif len(found) >= limits.sheets:
            problems.append(error("too-many-parts", f"sheets after the first {limits.sheets:,} were not read; split the file", place))
            break
        else:
            found[entry.name.casefold()] = SheetEntry(
                name=entry.name, part=names[entry.part.casefold()], hidden=entry.hidden, very_hidden=entry.very_hidden
            )
    return list(found.values()), problems


def _facts(file: str, archive: zipfile.ZipFile, entries: list[SheetEntry], limits: Limits) -> tuple[dict[str, SheetFacts], list[Problem]]:
    """Facts of each sheet that is small enough to be read."""
    names = {name.casefold(): name for name in archive.namelist()}
    styles: list[Style] = []
    lengths: Sequence[int] = ()
    if "xl/styles.xml" in names:
        with archive.open(names["xl/styles.xml"]) as stream:
            styles = read_styles(stream)
    if "xl/sharedstrings.xml" in names:
        with archive.open(names["xl/sharedstrings.xml"]) as stream:
            lengths = read_lengths(stream, limits)
    longest = max(lengths, default=0)
    found: dict[str, SheetFacts] = {}
    problems: list[Problem] = []
    for entry in entries:
        place = Source(file, entry.name)
        # The shortest cell with a shared text takes 22 bytes: only where that could add up are the texts added up.
        could_be_long = archive.getinfo(entry.part).file_size // 22 * longest > limits.characters
        try:
            with archive.open(entry.part) as stream:
                facts = read_sheet(stream, styles, limits, lengths if could_be_long else None)
        except SheetTooLargeError as fault:
            problems.append(error("too-many-cells", f'sheet "{entry.name}" has {fault}; delete what is not needed', place))
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
    advice = "open it in a spreadsheet program and save it again"
    workbook = _guarded(lambda: python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(container.data)))
    if isinstance(workbook, str):
        return [], [error("unreadable-workbook", f"the workbook cannot be read ({workbook}); {advice}", Source(container.name, ""))]
    for entry in entries:
        if entry.name not in facts:
            continue
        known, place = facts[entry.name], Source(container.name, entry.name)
        rows = _guarded(lambda name=entry.name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))  # type: ignore[misc]
        if isinstance(rows, str):
            problems.append(error("unreadable-workbook", f"the sheet cannot be read ({rows}); {advice}", place))
        elif len(rows) > known.rows or len(rows[0] if rows else ()) > known.columns:
            # Two readers that disagree on where cells are cannot both be trusted with an address.
            problems.append(error("unreadable-workbook", f"the sheet cannot be read (its cells lie in two ways); {advice}", place))
        else:
            tables.append(Table(file=container.name, sheet=entry.name, rows=_matrix(rows, known), hidden=entry.hidden, facts=known))
    return tables, problems


def _guarded(read: Callable[[], _Read]) -> _Read | str:
    """What the native reader returns, or why it failed: its panics derive from BaseException, and no file may end the run."""
    try:
        return read()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:  # noqa: BLE001
        return str(fault)[:120] or type(fault).__name__


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
    rows = table.rows
    hidden_rows = [row for row in sorted(facts.hidden_rows) if row < len(rows) and any(cell is not None for cell in rows[row])]
    hidden_columns = [column for column in sorted(facts.hidden_columns) if any(column < len(row) and row[column] is not None for row in rows)]
    styled = [cell for cell in facts.styles if table.value(*cell) is not None] if any(one.strike or one.invisible for one in facts.formats) else []
    struck = [cell for cell in styled if facts.style(*cell).strike]
    unseen = [cell for cell in styled if facts.style(*cell).invisible]
    found = (
        _about(table, "hidden-sheet", "the sheet is hidden; it was read all the same", [(0, 0)] if table.hidden and table.rows else []),
        _about(table, "hidden-rows", f"{len(hidden_rows)} rows are hidden or filtered out; they count", [(row, 0) for row in hidden_rows]),
        _about(table, "hidden-columns", f"{len(hidden_columns)} columns are hidden; they count", [(0, column) for column in hidden_columns]),
        _about(table, "struck-through", f"{len(struck)} cells are struck through; they count. Delete what does not hold", struck),
        _about(table, "invisible-text", f"{len(unseen)} cells are written so that they cannot be seen; they count", unseen),
        _about(table, "formula-without-value", f"{len(facts.empty_formulas)} formulas have no stored value and are unknown; open the file in a spreadsheet program and save it", list(facts.empty_formulas)),
        _about(table, "error-cell", f"{len(facts.errors)} cells hold an error such as #REF! and are unknown; correct them", list(facts.errors)),
    )
    return [problem for problem in found if problem is not None]


def _about(table: Table, code: str, message: str, cells: list[tuple[int, int]]) -> Problem | None:
    if not cells:
        return None
    sources = tuple(table.source(row, column) for row, column in cells[:_SHOWN_PER_PROBLEM])
    return (error if code in {"formula-without-value", "error-cell"} else warning)(code, message, *sources)

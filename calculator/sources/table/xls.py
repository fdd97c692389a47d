"""Workbooks of Excel 5 to 2003 (.xls): values and formats by xlrd, of a copy that holds no more than both need.

xlrd is given the stream of the workbook, not the file, and only after every record has been walked: where its cells
lie is known before it makes room for them. It reports damage in many ways, all of which end in a problem.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Any, Final

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.sources.files.container import Container
from calculator.sources.files.limits import Limits
from calculator.sources.files.ole2 import CompoundError, CompoundFile
from calculator.sources.table.sheet_entries import guarded, merges_of, too_many_cells
from calculator.sources.table.sheet_facts import (
    CellValue,
    RecordsError,
    Room,
    Sheet,
    SheetFacts,
    SheetTooLargeError,
)
from calculator.sources.table.styles import Style
from calculator.sources.table.xls_records import SheetScan, WorkbookScan, scan

_SAVE_AGAIN: Final = "open it in a spreadsheet program and save it as .xlsx"
_MAX_STYLES: Final = 65_535
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5
_ELAPSED: Final = re.compile(r"\[[hms]+\]", re.IGNORECASE)


def read_old_workbook(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet of an .xls file that can be read; each other is left out with an error that names it."""
    place = Source(container.name, "")
    try:
        file = CompoundFile(container.data)
        walked = scan(file.stream("Workbook" if "Workbook" in file else "Book"), limits)
    except (CompoundError, RecordsError) as fault:
        return [], [
            error("truncated", f"the file is damaged or cut off ({fault}); ask for it again", place)
        ]
    book = guarded(lambda: _open(walked.data))
    if isinstance(book, str):
        return [], [
            error(
                "unreadable-workbook", f"the workbook cannot be read ({book}); {_SAVE_AGAIN}", place
            )
        ]
    return _Reader(container.name, limits, walked, book).read()


class _Silence:
    """Where xlrd may say what it thinks of a file."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        """Nothing is kept."""


def _open(data: bytes) -> Any:
    import xlrd  # type: ignore[import-untyped]

    return xlrd.open_workbook(
        file_contents=data,
        logfile=_Silence(),
        formatting_info=True,
        on_demand=True,
        ragged_rows=True,
    )


class _Reader:
    """The sheets of one open workbook."""

    def __init__(self, file: str, limits: Limits, walked: WorkbookScan, book: Any) -> None:
        self.file = file
        self.limits = limits
        self.walked = walked
        self.book = book
        self.formats = [_style(book, xf) for xf in book.xf_list[:_MAX_STYLES]]
        self.room = Room(limits)
        self.problems: list[Problem] = []
        scans = [one for one in walked.sheets if one is not None]
        # Excel stores the result of every formula, so that not all of them are empty texts.
        self.is_unreckoned = sum(len(one.unreckoned) for one in scans) == sum(
            one.formulas for one in scans
        )

    def read(self) -> tuple[list[Sheet], list[Problem]]:
        names: list[str] = [str(name) for name in self.book.sheet_names()]
        sheets: list[Sheet] = []
        met: set[str] = set()
        if len(names) != len(self.walked.sheets):
            return [], [
                error(
                    "unreadable-workbook",
                    f"its list of sheets can be read in two ways; {_SAVE_AGAIN}",
                    Source(self.file, ""),
                )
            ]
        for index, (name, walked) in enumerate(zip(names, self.walked.sheets, strict=True)):
            place = Source(self.file, name)
            if name.casefold() in met:
                self.problems.append(
                    error(
                        "unreadable-workbook",
                        "two sheets have this name, only the first was read; rename one",
                        place,
                    )
                )
                continue
            if len(met) >= self.limits.sheets:
                self.problems.append(
                    error(
                        "too-many-parts",
                        f"sheets after the first {self.limits.sheets:,} were not read; split the file",
                        place,
                    )
                )
                break
            met.add(name.casefold())
            sheet = self.sheet(index, name, walked)
            if sheet is not None:
                sheets.append(sheet)
        return sheets, self.problems

    def sheet(self, index: int, name: str, walked: SheetScan | None) -> Sheet | None:
        place = Source(self.file, name)
        if walked is None:
            self.problems.append(
                error(
                    "unreadable-workbook",
                    "the sheet is listed but not in the file, it is unknown; ask for the file again",
                    place,
                )
            )
            return None
        facts = SheetFacts(
            rows=walked.rows,
            columns=walked.columns,
            cells=walked.cells,
            filled=walked.cells,
            formats=self.formats,
            autofilter=walked.autofilter,
        )
        try:
            if walked.fault is not None:
                raise walked.fault
            # Nothing is packed here, so that every cell takes its bytes.
            self.room.take(facts, facts.filled)
        except SheetTooLargeError as fault:
            self.problems.append(too_many_cells(name, fault, place))
            return None
        found = guarded(lambda: self.fill(index, name, walked, facts))
        if isinstance(found, str):
            self.problems.append(
                error(
                    "unreadable-workbook",
                    f"the sheet cannot be read ({found}); {_SAVE_AGAIN}",
                    place,
                )
            )
            return None
        self.problems += merges_of(name, facts, self.limits, place)
        return found

    def fill(self, index: int, name: str, walked: SheetScan, facts: SheetFacts) -> Sheet:
        """Values and facts of one sheet, which is let go of at once."""
        read = self.book.sheet_by_index(index)
        facts.filled = 0
        rows = [self.row(read, row, facts) for row in range(min(read.nrows, facts.rows))]
        for row, info in read.rowinfo_map.items():
            if info.hidden or not (info.height or info.has_default_height):
                facts.hidden_rows.add(row)
            if info.outline_level:
                facts.outline[row] = info.outline_level
        if read.default_row_hidden:
            facts.hidden_rows.update(row for row in range(len(rows)) if row not in read.rowinfo_map)
        facts.hidden_columns.update(
            column for column, info in read.colinfo_map.items() if info.hidden or not info.width
        )
        facts.merges = len(read.merged_cells)
        facts.merged += [
            (top, left, bottom - 1, right - 1)
            for top, bottom, left, right in read.merged_cells[: self.limits.merges]
        ]
        if self.is_unreckoned:
            facts.empty_formulas = walked.unreckoned
        visibility = read.visibility
        self.book.unload_sheet(index)
        return Sheet(
            name=name, hidden=visibility != 0, very_hidden=visibility == 2, rows=rows, facts=facts
        )

    def row(self, read: Any, row: int, facts: SheetFacts) -> list[CellValue]:
        kinds: Sequence[int] = read.row_types(row)
        values: Sequence[Any] = read.row_values(row)
        found: list[CellValue] = [None] * min(len(kinds), facts.columns)
        for column in range(len(found)):
            kind, value = kinds[column], values[column]
            if kind == _ERROR:
                facts.errors.add(row, column)
            elif kind not in {_TEXT, _NUMBER, _DATE, _BOOLEAN} or value == "":
                continue
            style = read.cell_xf_index(row, column)
            facts.remember(row, column, style)
            if kind == _TEXT and len(value) > self.limits.text:
                raise SheetTooLargeError(f"a text of more than {self.limits.text:,} characters")
            if kind == _DATE:
                found[column] = _day(
                    value,
                    self.book.datemode,
                    self.formats[style].number_format if style < len(self.formats) else "",
                )
            elif kind != _ERROR:
                found[column] = bool(value) if kind == _BOOLEAN else value
        return found


def _day(value: float, from_1904: int, number_format: str) -> CellValue:
    """What a number shows in a format of days: a day, a time or a duration; itself where it is none.

    >>> _day(46349.0, 0, "yyyy-mm-dd"), _day(0.5, 0, "h:mm"), _day(1.25, 0, "[h]:mm")
    (datetime.date(2026, 11, 23), datetime.time(12, 0), datetime.timedelta(days=1, seconds=21600))
    """
    try:
        if _ELAPSED.search(number_format):
            return datetime.timedelta(milliseconds=round(value * 86_400_000))
        # Excel takes 1900 for a leap year, so that its days count from the day before.
        first = datetime.datetime(1904, 1, 1)  # noqa: DTZ001  # a cell's date has no zone
        if not from_1904:
            first = datetime.datetime(1899, 12, 31 if value < 60 else 30)  # noqa: DTZ001  # nor has this
        moment = first + datetime.timedelta(milliseconds=round(value * 86_400_000))
    except (OverflowError, ValueError):
        return value
    if 0 <= value < 1:
        return moment.time()
    return moment if moment.time() != datetime.time() else moment.date()


# --------------------------------------------------------------------------- formats


def _style(book: Any, xf: Any) -> Style:
    """One cell format; what it refers to and is not there shows nothing."""
    number = book.format_map.get(xf.format_key)
    font = book.font_list[xf.font_index] if xf.font_index < len(book.font_list) else None
    letters = _colour(book, font.colour_index if font is not None else _AUTOMATIC)
    ground = xf.background
    # A solid fill has the colour of its pattern; a pattern is neither colour, so that letters on it are seen.
    behind = {0: "white", 1: _colour(book, ground.pattern_colour_index)}.get(
        ground.fill_pattern, "pattern"
    )
    return Style(
        number_format=str(number.format_str)[:255] if number is not None else "General",
        strike=bool(font is not None and font.struck_out),
        indent=xf.alignment.indent_level,
        same_colour=letters == behind,
    )


_AUTOMATIC: Final = 0x7FFF


def _colour(book: Any, index: int) -> str:
    """One name for one colour; letters are black and grounds white where the system decides."""
    if index in {_AUTOMATIC, 64}:
        return "black"
    known = book.colour_map.get(index)
    if index == 65 or known == (255, 255, 255):
        return "white"
    return "black" if known == (0, 0, 0) else str(known or index)

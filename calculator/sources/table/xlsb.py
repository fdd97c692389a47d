"""What a reader of values cannot see in an .xlsb file: the same facts as of an .xlsx file, from binary records.

The records are walked before python-calamine sees them, for it believes their order and their lengths.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import IO, Final

from calculator.model.problem import Problem
from calculator.sources.files.container import Container
from calculator.sources.files.limits import Limits
from calculator.sources.table.sheet_entries import gather_facts, tell_apart
from calculator.sources.table.sheet_facts import (
    RecordsError,
    SheetEntry,
    SheetFacts,
    SheetTooLargeError,
)
from calculator.sources.table.styles import Style
from calculator.sources.table.xlsb_records import (
    read_binary_styles,
    read_text_lengths,
    records,
    whole_at,
    wide_text,
)
from calculator.sources.table.xlsx_workbook import read_relations

_SHEET: Final = 156
_ROW, _BLANK, _ERROR, _TEXT, _SHARED, _FORMULA_TEXT, _FORMULA_ERROR, _RICH = (
    0,
    1,
    3,
    6,
    7,
    8,
    11,
    62,
)
_FILLED: Final = frozenset(range(2, 12))
_COLUMNS, _FILTER, _SHEET_DATA_END, _MERGE = 60, 161, 146, 176
_SHORTEST: Final = {2: 12, 3: 9, 4: 9, 5: 16, 6: 12, 7: 12, 8: 12, 9: 16, 10: 9, 11: 9}
"""Bytes of each kind of cell: its column, its format, its value."""


def read_binary_facts(
    container: Container, limits: Limits
) -> tuple[list[SheetEntry], dict[str, SheetFacts], list[Problem]]:
    """The sheets of an .xlsb file that hold tables, and the facts of each that is small enough to be read.

    Raises SheetTooLargeError for texts beyond the limits, and KeyError, RecordsError, expat.ExpatError or
    zipfile.BadZipFile where the parts do not make a workbook.
    """
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        with archive.open(names["xl/_rels/workbook.bin.rels"]) as stream:
            relations = read_relations(stream)
        with archive.open(names["xl/workbook.bin"]) as stream:
            listed = read_binary_workbook(stream, relations)
        entries, faults = tell_apart(container.name, listed, names, limits)
        styles: list[Style] = []
        lengths: Sequence[int] = ()
        if "xl/styles.bin" in names:
            with archive.open(names["xl/styles.bin"]) as stream:
                styles = read_binary_styles(stream)
        if "xl/sharedstrings.bin" in names:
            with archive.open(names["xl/sharedstrings.bin"]) as stream:
                lengths = read_text_lengths(stream, limits)

        def read(entry: SheetEntry) -> tuple[SheetFacts, int]:
            with archive.open(entry.part) as stream:
                return read_binary_sheet(stream, styles, limits, lengths), archive.getinfo(
                    entry.part
                ).compress_size

        facts, refusals = gather_facts(container.name, entries, limits, read)
    return entries, facts, [*faults, *refusals]


def read_binary_workbook(stream: IO[bytes], relations: dict[str, str]) -> list[SheetEntry]:
    """The sheets in the order of the workbook. Raises RecordsError."""
    found: list[SheetEntry] = []
    for kind, held in records(stream):
        if kind == _SHEET:
            relation, at = wide_text(held, 8)
            name, _ = wide_text(held, at)
            state = whole_at(held, 0)
            found.append(
                SheetEntry(
                    name=name,
                    part=relations.get(relation, ""),
                    hidden=state != 0,
                    very_hidden=state == 2,
                )
            )
    return found


def read_binary_sheet(
    stream: IO[bytes], styles: Sequence[Style], limits: Limits, lengths: Sequence[int]
) -> SheetFacts:
    """The facts of one sheet part. Raises SheetTooLargeError before anything is sized by a far cell, and RecordsError."""
    reader = _SheetReader(styles, limits, lengths)
    for kind, held in records(stream):
        if kind in _FILLED:
            reader.cell(kind, held)
        elif kind == _ROW:
            reader.new_row(held)
        elif kind == _BLANK:
            reader.count()
        elif kind == _SHEET_DATA_END:
            reader.row = -1
        elif kind in {_COLUMNS, _MERGE, _FILTER}:
            reader.beside(kind, held)
        elif kind == _RICH:
            raise RecordsError(
                "a text with formats stands in a cell, which is not read; save it as .xlsx"
            )
    return reader.facts


class _SheetReader:
    """Where the walk over one sheet stands."""

    def __init__(self, styles: Sequence[Style], limits: Limits, lengths: Sequence[int]) -> None:
        self.facts = SheetFacts(formats=styles)
        self.limits = limits
        self.lengths = lengths
        self.row = self.last_row = self.column = -1
        self.total = 0

    def new_row(self, held: bytes) -> None:
        if len(held) < 13:
            raise RecordsError("a row is too short")
        self.row, self.column = whole_at(held, 0), -1
        if self.row <= self.last_row:
            raise RecordsError("its rows are out of order")
        self.last_row = self.row
        if self.row >= self.limits.rows:
            return
        if held[11] & 0x10 or held[8:10] == b"\0\0":
            self.facts.hidden_rows.add(self.row)
        if held[11] & 7:
            self.facts.outline[self.row] = held[11] & 7

    def count(self) -> None:
        self.facts.cells += 1
        if self.facts.cells > self.limits.cells:
            raise SheetTooLargeError(f"more than {self.limits.cells:,} cells")

    def cell(self, kind: int, held: bytes) -> None:
        self.count()
        if len(held) < _SHORTEST[kind] or self.row < 0:
            raise RecordsError("a cell is too short, or in no row")
        column, style = int.from_bytes(held[:4], "little"), int.from_bytes(held[4:7], "little")
        if column <= self.column:
            raise RecordsError("its cells are out of order")
        self.column = column
        if self.row >= self.limits.rows or column >= self.limits.columns:
            raise SheetTooLargeError(
                f"a cell in row {self.row + 1:,}, column {column + 1:,}, beyond {self.limits.rows:,} rows and {self.limits.columns:,} columns"
            )
        self.facts.remember(self.row, column, style)
        if kind in {_ERROR, _FORMULA_ERROR}:
            self.facts.errors.add(self.row, column)
        elif kind == _SHARED:
            self.shared(int.from_bytes(held[8:12], "little"))
        elif kind in {_TEXT, _FORMULA_TEXT}:
            self.text(held)

    def shared(self, index: int) -> None:
        if index >= len(self.lengths):
            raise RecordsError("it refers to a text that is not there")
        self.total += self.lengths[index]
        if self.total > self.limits.characters:
            raise SheetTooLargeError(
                f"texts of more than {self.limits.characters:,} characters together"
            )

    def text(self, held: bytes) -> None:
        count = whole_at(held, 8)
        if 12 + 2 * count > len(held):
            raise RecordsError("a text is longer than its record")
        if count > self.limits.text:
            raise SheetTooLargeError(f"a text of more than {self.limits.text:,} characters")

    def beside(self, kind: int, held: bytes) -> None:
        """Widths of columns, merged ranges, a filter."""
        if kind == _FILTER:
            self.facts.autofilter = True
        elif kind == _COLUMNS and len(held) >= 18:
            first, last = whole_at(held, 0), whole_at(held, 4)
            if held[16] & 1 or not whole_at(held, 8):
                self.facts.hidden_columns.update(range(first, min(last + 1, self.limits.columns)))
        elif kind == _MERGE and len(held) >= 16:
            self.facts.merges += 1
            if len(self.facts.merged) < self.limits.merges:
                top, bottom, left, right = (whole_at(held, at) for at in (0, 4, 8, 12))
                self.facts.merged.append((top, left, bottom, right))

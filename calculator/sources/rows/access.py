"""The cells of one table by the meaning of their columns, never by a letter; what they mean is told by one parser a kind.

``TableCells`` is the table under its header, with the problems met while it is read; ``RowCells`` is one row of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from calculator.findings.accounting import RowFate
from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.numbers.number_text import Decimals
from calculator.recognition.designators import is_designators
from calculator.reference.cell_words import cell_words
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.layout.heading_units import SILENT, Measure, measure_of
from calculator.sources.layout.headings import Match, plain_heading
from calculator.sources.rows.decimal_marks import decimals_of_column
from calculator.sources.table.table import CellValue, Table

BLANKS: Final = cell_words().blank | {""}
"""Texts, in lower case, that state nothing."""
_LONGEST_BLANK: Final = max(map(len, BLANKS))
# Cells merged over several rows say the same of each; a merged quantity or price is of all of them together and says nothing of one.
MERGED: Final = frozenset(
    {"name", "description", "specification", "material", "supplier", "parent", "class", "origin"}
)
_NO_SHARES: Final = frozenset({"price", "line_price", "mass", "line_mass"})
"""Figures that a format in per cent shows as another number."""
_NOTHING: Final = frozenset({None, ""})
_NAMES: Final = ("number", "name", "description", "substance")
_WORDS: Final = frozenset(
    {
        *("number", "name", "description", "specification", "material", "supplier", "class"),
        *("supplier_number", "revision", "substance", "cas", "parent", "level", "position"),
        *("remark", "reference", "fitted", "alternate", "phantom", "item"),
    }
)
"""What is struck through here is heard all the same: it may name a magnet, and a line counts until it is deleted."""
_FIRST_ROWS: Final = 500
_NONE_CHOSEN: Final[Mapping[str, Heading]] = {}


def is_blank_text(text: str) -> bool:
    """True where a text states nothing.

    >>> [is_blank_text(text) for text in ("n/a", "---", "M3")]
    [True, True, False]
    """
    return (
        not text
        or (len(text) <= _LONGEST_BLANK and text.casefold() in BLANKS)
        or not text.strip("-–—=_*·.")
    )


class RowCells:
    """One row of a table, its cells by the meaning of their columns."""

    __slots__ = ("_texts", "cells", "chosen", "row")

    def __init__(
        self, cells: TableCells, row: int, chosen: Mapping[str, Heading] = _NONE_CHOSEN
    ) -> None:
        self.cells = cells
        self.row = row
        self.chosen = chosen
        self._texts: dict[str, str] = {}

    def with_column(self, meaning: str, heading: Heading) -> RowCells:
        """The same row, in which a meaning is read in this column and in no other."""
        return RowCells(self.cells, self.row, {**self.chosen, meaning: heading})

    def columns(self, meaning: str) -> tuple[Heading, ...]:
        """Every column of a meaning that states something in this row."""
        if meaning in self.chosen:
            headings: tuple[Heading, ...] = (self.chosen[meaning],)
        else:
            header = self.cells.header
            first = header.headings.get(meaning)
            headings = () if first is None else (first, *header.more.get(meaning, ()))
        text = self._reader(meaning)
        return tuple(
            heading for heading in headings if not is_blank_text(text(self.row, heading.column))
        )

    def heading(self, meaning: str) -> Heading | None:
        """The column that is read: of several columns of one meaning the first that states something in this row."""
        if meaning in self.chosen:
            return self.chosen[meaning]
        header = self.cells.header
        first = header.headings.get(meaning)
        if first is None or (meaning not in header.more and not header.steps):
            return first
        table = self.cells.table
        if header.steps and first.column == header.steps[0]:
            filled = next(
                (column for column in header.steps if table.text(self.row, column)), first.column
            )
            return (
                first
                if filled == first.column
                else replace(first, column=filled, source=table.source(header.row, filled))
            )
        return next(
            (
                heading
                for heading in (first, *header.more.get(meaning, ()))
                if table.text(self.row, heading.column).casefold() not in BLANKS
            ),
            first,
        )

    def text(self, meaning: str) -> str:
        """The text of a cell, empty where the sheet has no such column."""
        text = self._texts.get(meaning)
        if text is None:
            heading = self.heading(meaning)
            text = self._texts[meaning] = (
                "" if heading is None else self._reader(meaning)(self.row, heading.column)
            )
        return text

    def _reader(self, meaning: str) -> Callable[[int, int], str]:
        table = self.cells.table
        return table.merged_text if meaning in MERGED and table.facts.merged else table.text

    def texts(self, meaning: str) -> list[str]:
        """What every column of a meaning states in this row."""
        header = self.cells.header
        if meaning not in header.headings:
            return []
        if header.steps and header.headings[meaning].column == header.steps[0]:
            return [self.text(meaning)] if self.text(meaning) else []
        columns = sorted(
            heading.column for heading in (header.headings[meaning], *header.more.get(meaning, ()))
        )
        texts = (self._reader(meaning)(self.row, column) for column in columns)
        return [text for text in texts if text.casefold() not in BLANKS]

    def shown(self, meaning: str) -> str:
        """The text with the digits that the number format shows: 1.10 is not 1.1."""
        heading = self.heading(meaning)
        return "" if heading is None else self.cells.table.shown(self.row, heading.column)

    def value(self, meaning: str) -> CellValue:
        """The value as it is stored."""
        heading = self.heading(meaning)
        return None if heading is None else self.cells.table.value(self.row, heading.column)

    def is_numeric(self, meaning: str) -> bool:
        """True where a number is stored, not a text."""
        value = self.value(meaning)
        return isinstance(value, (int, float)) and not isinstance(value, bool)

    def source(self, meaning: str) -> Source:
        """The cell, or the row where the sheet has no such column."""
        heading = self.heading(meaning)
        return (
            self.cells.table.source(self.row, heading.column)
            if heading is not None
            else self.cells.row_source(self.row)
        )

    def measure(self, meaning: str) -> Measure:
        """What the heading says of its figures: the unit or currency, and of how many they are."""
        heading = self.heading(meaning)
        return (
            SILENT
            if heading is None
            else measure_of(self.cells.header.kind, meaning, heading.bracket)
        )

    def affix(self, meaning: str) -> str:
        """The unit or currency that the number format shows beside a number."""
        heading = self.heading(meaning)
        return (
            self.cells.table.affix(self.row, heading.column).strip()
            if heading is not None and self.is_numeric(meaning)
            else ""
        )

    def is_blank(self, meaning: str) -> bool:
        """True where nothing is stated; a dash or "n/a" states nothing."""
        if meaning not in self.cells.header.headings and meaning not in self.chosen:
            return True
        return is_blank_text(self.text(meaning)) or self.is_withdrawn(meaning)

    def is_withdrawn(self, meaning: str) -> bool:
        """True for a figure, an origin or an answer that is struck through, or cannot be seen, in a row that as a whole is neither: it states nothing."""
        if meaning in _WORDS or not self.cells.has_withdrawn:
            return False
        heading = self.heading(meaning)
        table = self.cells.table
        return heading is not None and (
            (table.is_struck(self.row, heading.column) and not self.is_struck)
            or (
                table.is_invisible(self.row, heading.column) and not self._names(table.is_invisible)
            )
        )

    @property
    def is_struck(self) -> bool:
        """True where what the row is about is struck through: its part number, what it is called, its substance."""
        return self._names(self.cells.table.is_struck)

    def _names(self, is_so: Callable[[int, int], bool]) -> bool:
        """True where it is so of a cell that names what the row is about."""
        headings = self.cells.header.headings
        return any(
            is_so(self.row, headings[meaning].column) for meaning in _NAMES if meaning in headings
        )

    def is_scaled(self, meaning: str) -> bool:
        """True where the number format shows thousands or millions, or per cent of what is none of a share."""
        heading = self.heading(meaning)
        if heading is None:
            return False
        table = self.cells.table
        return table.is_scaled(self.row, heading.column) or (
            meaning in _NO_SHARES and table.is_percent(self.row, heading.column)
        )


class TableCells:
    """One table under its header, and the problems met while reading it."""

    def __init__(self, table: Table, header: Header) -> None:
        self.table = table
        self.header = header
        self.problems: list[Problem] = list(header.problems)
        self.left_out: dict[int, RowFate] = {}
        """Rows, by index, that are no lines, and what they are instead."""
        self.groups: dict[int, frozenset[str]] = {}
        """Texts of columns without a meaning that stand over a group of parts, by column."""
        self._decimals: dict[int, Decimals] = {}
        self._merged: dict[int, dict[int, int]] = {}
        self.studies: dict[str, Any] = {}
        """What was found out once about the columns of a kind of figure, by kind."""

    def filled(self) -> list[int]:
        """Where the rows are that hold anything."""
        left_out = set(self.header.repeats)
        body = enumerate(self.table.rows[self.header.body : self.header.end], self.header.body)
        return [
            row for row, cells in body if row not in left_out and not _NOTHING.issuperset(cells)
        ]

    def report(self, problem: Problem) -> None:
        """Keep a problem."""
        self.problems.append(problem)

    def row_source(self, row: int) -> Source:
        """The row as a whole."""
        first = self.table.source(row, 0)
        return Source(first.file, first.sheet, first.row)

    def decimals(self, column: int) -> Decimals:
        """How a column writes its decimal mark."""
        if column not in self._decimals:
            self._decimals[column] = decimals_of_column(self.table, self.header, column)
        return self._decimals[column]

    @property
    def comma_columns(self) -> list[int]:
        """The columns, of those that were read, that write a decimal comma."""
        return sorted(column for column, mark in self._decimals.items() if mark is Decimals.COMMA)

    def first_of_merged(self, row: int, column: int) -> int | None:
        """The first row of the cell, merged over several rows, that a cell belongs to; None where it stands by itself."""
        if not self.table.facts.merged:
            return None
        if column not in self._merged:
            self._merged[column] = self._merged_rows(column)
        return self._merged[column].get(row)

    def _merged_rows(self, column: int) -> dict[int, int]:
        first_of: dict[int, int] = {}
        end = -1
        for top, left, bottom, right in sorted(self.table.facts.merged):
            if bottom > top and left <= column <= right:
                for row in range(max(top, end + 1), min(bottom, len(self.table.rows) - 1) + 1):
                    first_of[row] = top
                end = max(end, bottom)
        return first_of

    @cached_property
    def has_withdrawn(self) -> bool:
        """True where anything in the workbook is struck through, or cannot be seen."""
        return any(style.strike or style.invisible for style in self.table.facts.formats)

    @cached_property
    def describes(self) -> str:
        """The meaning of the one column that describes the parts; empty where there are several, or none."""
        header = self.header
        meanings = [
            meaning
            for meaning in ("name", "description", "specification")
            if meaning in header.headings
        ]
        number = header.headings.get("number")
        is_plain = (
            len(meanings) == 1
            and meanings[0] not in header.more
            and not header.steps
            and (number is None or number.match is not Match.WEAK)
        )
        return meanings[0] if is_plain else ""

    @cached_property
    def designator_column(self) -> int | None:
        """The column that holds reference designators and is headed so; None where there is none."""
        table, header = self.table, self.header
        if "designators" in header.headings:
            return header.headings["designators"].column
        rows = range(header.body, min(header.end, header.body + _FIRST_ROWS))
        for column in range(max((len(table.rows[row]) for row in rows), default=0)):
            heading = table.merged_text(header.row, column)
            if column in self.columns_read or not heading:
                continue
            if plain_heading(heading) not in heading_words().designators:
                continue
            texts = [text for row in rows if (text := table.text(row, column))]
            if texts and sum(map(is_designators, texts)) >= 0.8 * len(texts):
                return column
        return None

    def designator(self, row: int) -> str:
        """The reference designators of a row."""
        column = self.designator_column
        return "" if column is None else self.table.text(row, column)

    @cached_property
    def columns_read(self) -> frozenset[int]:
        """The columns that mean something to us, and those of which we know that they tell nothing of the part."""
        header = self.header
        columns = {heading.column for heading in header.headings.values()} | {
            heading.column for more in header.more.values() for heading in more
        }
        return frozenset(columns | set(header.steps))

    @cached_property
    def yen_or_yuan(self) -> str:
        """The currency that a yen sign means in the language of the headings; empty where they are in neither."""
        text = "".join(
            self.table.text(self.header.row, column)
            for column in range(len(self.table.rows[self.header.row]))
        )
        if re.search("[\u3040-\u30ff]|単価|価格|個数|部品|番号|原産国", text):
            return "JPY"
        return "CNY" if re.search("[\u4e00-\u9fff]", text) else ""

    def tell_headings(self) -> None:
        """Name each heading whose figures are unknown, for nobody can tell of how much of what they are."""
        header = self.header
        further = (heading for more in header.more.values() for heading in more)
        for heading in (*header.headings.values(), *further):
            if not measure_of(header.kind, heading.meaning, heading.bracket).is_clear:
                self.report(
                    error(
                        "heading-unclear",
                        f'of how much, or in what, the figures below "{heading.text[:60]}" are cannot be told from "{heading.bracket[:40]}"; they are unknown. Write USD, USD/100, kg, g/100 ... or give them a column of their own',
                        heading.source,
                    )
                )

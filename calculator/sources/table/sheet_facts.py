"""What is known of a sheet beside its values, however it is stored: extents, hidden rows, formats, errors, merged cells."""

from __future__ import annotations

import datetime
from array import array
from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from calculator.sources.files.limits import Limits
from calculator.sources.table.styles import PLAIN, Style

CellValue = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | None


class SheetTooLargeError(Exception):
    """A sheet holds more than the limits allow; the text says what."""


class RecordsError(ValueError):
    """The records do not make a workbook; the text says why."""


class CellMarks:
    """Cells, each with a small number, in eight bytes a cell whatever the sheet's size.

    >>> marks = CellMarks()
    >>> marks.add(7, 1, 40); marks.add(2, 3)
    >>> marks.get(7, 1), marks.get(7, 2), list(marks)
    (40, None, [(2, 3), (7, 1)])
    """

    __slots__ = ("_in_order", "_keys")

    def __init__(self) -> None:
        self._keys: array[int] = array("Q")
        self._in_order = True

    def add(self, row: int, column: int, mark: int = 0) -> None:
        """Remember a cell."""
        key = row << 30 | column << 16 | mark
        if self._keys and key < self._keys[-1]:
            self._in_order = False
        self._keys.append(key)

    def get(self, row: int, column: int) -> int | None:
        """The number of a cell, None where it was not added."""
        if not self._keys:
            return None
        self._sort()
        cell = row << 14 | column
        at = bisect_right(self._keys, cell << 16 | 0xFFFF) - 1
        return self._keys[at] & 0xFFFF if at >= 0 and self._keys[at] >> 16 == cell else None

    def by_column(self, rows: int) -> dict[int, array[int]]:
        """The numbers of the first ``rows`` rows in each column that has any; where a cell has none, one that none has.

        >>> marks = CellMarks()
        >>> marks.add(1, 3, 40)
        >>> {column: [mark == 40 for mark in down] for column, down in marks.by_column(3).items()}
        {3: [False, True, False]}
        """
        self._sort()
        found: dict[int, array[int]] = {}
        for key in self._keys:
            row, column = key >> 30, key >> 16 & 0x3FFF
            if row < rows:
                if column not in found:
                    found[column] = array("L", [0x10000]) * rows
                found[column][row] = key & 0xFFFF
        return found

    def _sort(self) -> None:
        if not self._in_order:
            self._keys, self._in_order = array("Q", sorted(self._keys)), True

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.get(*cell) is not None

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for key in sorted(self._keys):
            yield key >> 30, key >> 16 & 0x3FFF


@dataclass
class SheetFacts:
    """Rows and columns count from 0; ``rows`` and ``columns`` are of the rectangle from A1 that holds every filled cell."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    filled: int = 0
    """Cells that hold a value; ``cells`` counts those that only carry a format too."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    outline: dict[int, int] = field(default_factory=dict)
    formats: Sequence[Style] = ()
    styles: CellMarks = field(default_factory=CellMarks)
    """Of filled cells whose format shows something: its place in ``formats``."""
    decimals: CellMarks = field(default_factory=CellMarks)
    """Of numbers whose format may show other decimals than they have, 1.10 for 1.1: its place in ``formats``."""
    empty_formulas: CellMarks = field(default_factory=CellMarks)
    errors: CellMarks = field(default_factory=CellMarks)
    autofilter: bool = False
    merges: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row and column, last row and column; no more than the limit, ``merges`` counts all."""
    tail: bytes = b""
    """What follows the last row in the part of an .xlsx sheet: pages, validations, links. Empty where it was not kept whole."""
    _lookup: MergedLookup | None = None

    def first_of_merged(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged range that holds a cell, or the cell itself."""
        if not self.merged:
            return row, column
        if self._lookup is None:
            self._lookup = MergedLookup(self.merged, self.rows, self.columns)
        return self._lookup.first(row, column)

    def remember(self, row: int, column: int, style: int) -> None:
        """A filled cell, and its format where that shows something. The caller has held the address to the limits."""
        self.filled += 1
        # Compared and not max: this is called for every cell of some formats.
        if row >= self.rows:
            self.rows = row + 1
        if column >= self.columns:
            self.columns = column + 1
        if style < len(self.formats):
            self.remember_style(row, column, style)

    def remember_style(self, row: int, column: int, style: int) -> None:
        """The format of a filled cell where it shows something that the value does not."""
        shown = self.formats[style]
        if not shown.is_plain:
            self.styles.add(row, column, style)
        if shown.decimals is not None:
            self.decimals.add(row, column, style)

    def style(self, row: int, column: int) -> Style:
        """The format of a cell as far as it shows something."""
        mark = self.styles.get(row, column)
        return PLAIN if mark is None else self.formats[mark]


class MergedLookup:
    """Which merged range holds a cell, within the rectangle that holds something.

    Each range is kept once for each of its rows or columns, whichever are fewer, so that not even many ranges take
    more room than the sheet. Ranges that lie over each other, which no program writes, are no ranges.

    >>> MergedLookup([(0, 1, 0, 3), (2, 0, 9, 0)], 10, 5).first(0, 2)
    (0, 1)
    """

    def __init__(
        self, ranges: Sequence[tuple[int, int, int, int]], rows: int, columns: int
    ) -> None:
        self._in_row: dict[int, list[tuple[int, int, int]]] = {}
        self._in_column: dict[int, list[tuple[int, int, int]]] = {}
        clipped = [
            (top, left, min(bottom, rows - 1), min(right, columns - 1))
            for top, left, bottom, right in ranges
        ]
        clipped = [one for one in clipped if one[0] <= one[2] and one[1] <= one[3]]
        if (
            sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in clipped)
            > rows * columns
        ):
            return
        for top, left, bottom, right in sorted(clipped):
            if bottom - top <= right - left:
                for row in range(top, bottom + 1):
                    insort(self._in_row.setdefault(row, []), (left, right, top))
            else:
                for column in range(left, right + 1):
                    insort(self._in_column.setdefault(column, []), (top, bottom, left))

    def first(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the range that holds a cell, or the cell itself."""
        wide = _holding(self._in_row.get(row), column)
        if wide is not None:
            return wide[2], wide[0]
        tall = _holding(self._in_column.get(column), row)
        return (tall[0], tall[2]) if tall is not None else (row, column)


def _holding(ranges: list[tuple[int, int, int]] | None, place: int) -> tuple[int, int, int] | None:
    """The range that begins last before a place, if it reaches so far."""
    if not ranges:
        return None
    found = ranges[max(bisect_right(ranges, (place, 1 << 30, 0)) - 1, 0)]
    return found if found[0] <= place <= found[1] else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """One sheet as the workbook part lists it; ``part`` is its name in the zip file, empty where it is no table."""

    name: str
    part: str
    hidden: bool
    very_hidden: bool = False
    """Hidden so that only a program can show it again."""


@dataclass(kw_only=True)
class Sheet:
    """One sheet as it was read: blank and error cells are None."""

    name: str
    hidden: bool
    very_hidden: bool
    rows: list[list[CellValue]]
    facts: SheetFacts
    how: str = ""
    """Of a text file, in what encoding and with what delimiter it was read."""
    is_finite: bool = False
    """True where it is known that no number is NaN or infinite."""


class Room:
    """The room that the sheets of one file may take together: a reader allocates a rectangle for each.

    What is nearly empty gets little of it. ``packed`` bytes of the file hold a sheet: cells that differ from their
    neighbours take one each or more, so that a million copies of one cell do not count as a million.

    >>> Room(Limits()).take(SheetFacts(rows=6_000_000, columns=1, filled=200_000), 10**9)
    Traceback (most recent call last):
    calculator.sources.table.sheet_facts.SheetTooLargeError: 6,000,000 rows × 1 columns of which less than 5 % are filled, more than 5,000,000 cells; delete the far ones
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._area = 0
        self._sparse = 0

    def take(self, facts: SheetFacts, packed: int) -> None:
        """Room for one sheet. Raises SheetTooLargeError, whose text names the limit and the way out."""
        self.check(facts.rows, facts.columns, min(facts.filled, packed))
        area = facts.rows * facts.columns
        self._area += area
        self._sparse += area if self._is_sparse(area, min(facts.filled, packed)) else 0

    def check(self, rows: int, columns: int, filled: int) -> None:
        """There is room for a rectangle of which so much can be filled at the most. Raises SheetTooLargeError."""
        limits, area = self._limits, rows * columns
        spans = f"{rows:,} rows × {columns:,} columns"
        before = " with the sheets before it" if self._area else ""
        if self._area + area > limits.area:
            raise SheetTooLargeError(
                f"{spans},{before} more than {limits.area:,} cells; delete the far ones"
            )
        if self._is_sparse(area, filled) and self._sparse + area > limits.free_area:
            few = f"less than {limits.filled_percent} %"
            raise SheetTooLargeError(
                f"{spans} of which {few} are filled,{before} more than {limits.free_area:,} cells; delete the far ones"
            )

    def _is_sparse(self, area: int, filled: int) -> bool:
        return filled * 100 < self._limits.filled_percent * area

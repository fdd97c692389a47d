"""One sheet and what became of it, row by row and column by column; and what on it nobody read, for those who listen to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from calculator.findings.accounting import RowFate, SheetFate
from calculator.model.source import Source
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.layout.headings import FIGURE_MEANINGS
from calculator.sources.table.table import CellValue, Table, clean

_NOTHING: Final = frozenset({None, ""})
UNREAD: Final = "unread"
"""What a column without a meaning was read as."""
_READ: Final = frozenset(
    {
        RowFate.LINE,
        RowFate.NOT_FITTED,
        RowFate.ALTERNATE,
        RowFate.LIST,
        RowFate.FACTS,
        RowFate.OTHER_BILL,
        RowFate.PRICES,
        RowFate.RATES,
    }
)
"""Fates of rows of which the columns with a meaning were read."""


TableKey: TypeAlias = tuple[str, str, int, tuple[int, int] | None]
"""Which table: the SHA-256 of its file, its sheet, the row of its headings and, of several side by side, its columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReading:
    """One table of a sheet: its headings, and the fate of each of its rows, which are those from ``first`` on.

    ``fates`` are of rows ``first`` up to, not including, ``header.end``.
    """

    header: Header
    first: int
    fates: Sequence[RowFate]

    @property
    def rows(self) -> range:
        """The rows of the table."""
        return range(self.first, self.first + len(self.fates))

    def headings(self) -> Mapping[int, Heading]:
        """The headings that have a meaning, by column."""
        header = self.header
        further = (heading for more in header.more.values() for heading in more)
        return {heading.column: heading for heading in (*header.headings.values(), *further)}


@dataclass(frozen=True, kw_only=True)
class SheetReading:
    """A sheet, its fate, its tables from top to bottom, and the fate of every row that is in none of them."""

    table: Table
    fate: SheetFate
    why: str = ""
    """Of a sheet that was not read, for what reason."""
    blocks: tuple[BlockReading, ...] = ()
    loose: Mapping[int, RowFate] = field(default_factory=dict)

    @property
    def row_count(self) -> int:
        """The rows of each table and those in none: what the fates add up to."""
        return sum(len(block.fates) for block in self.blocks) + len(self.loose)

    @cached_property
    def unread(self) -> tuple[UnreadColumn, ...]:
        """Every cell that no line or fact was made of, column by column; each cell once, for all who listen to it."""
        of_blocks = (column for block in self.blocks for column in _unread_of_block(self, block))
        loose = _unread_rows(self, self.loose, {}, range(_width(self.table)))
        return (*of_blocks, *loose)


@dataclass(frozen=True, kw_only=True)
class UnreadColumn:
    """Cells of one column that no line or fact was made of: those of rows of one fate.

    ``read_as`` is ``unread``, or the meaning of the column where no words are read in it: a remark is no part of a line, and of
    a price only its figure is. ``sheet_fate`` and ``row_fate`` say what became of their place.
    """

    table: Table
    column: int
    heading: str
    read_as: str
    sheet_fate: SheetFate
    row_fate: RowFate
    rows: Sequence[int]
    groups: frozenset[str] = frozenset()
    """Its texts that stand over a group of parts."""

    def texts(self) -> dict[str, list[int]]:
        """The distinct texts, each with the rows in which it stands; numbers and blanks are none."""
        values = self.table.column(self.column)
        texts: dict[str, list[int]] = {}
        for row in self.rows:
            value = values[row]
            if isinstance(value, str):
                texts.setdefault(value, []).append(row)
        return _by_clean_text(texts)

    @cached_property
    def distinct_values(self) -> frozenset[CellValue]:
        """What stands in the cells, each once."""
        values = self.table.column(self.column)
        return frozenset([values[row] for row in self.rows])

    @cached_property
    def clean_texts(self) -> Mapping[str, str]:
        """Each distinct text as a person reads it, by what stands in the cell."""
        return {value: clean(value) for value in self.distinct_values if isinstance(value, str)}

    def distinct_texts(self) -> frozenset[str]:
        """The texts alone."""
        return frozenset(self.clean_texts.values()) - {""}

    def source(self, row: int) -> Source:
        """The address of one of the cells."""
        return self.table.source(row, self.column)


def _by_clean_text(by_value: Mapping[str, list[int]]) -> dict[str, list[int]]:
    """The rows of each text as a person reads it, in the order in which it is first met; blank ones are none."""
    texts: dict[str, list[int]] = {}
    for value, rows in by_value.items():
        text = clean(value)
        if text in texts:
            texts[text] = sorted((*texts[text], *rows))
        elif text:
            texts[text] = rows
    return texts


def read_sheet(
    table: Table,
    fate: SheetFate,
    blocks: Sequence[tuple[Header, Mapping[int, RowFate]]] = (),
    why: str = "",
) -> SheetReading:
    """The sheet with a fate for every row: what its readers say, else blank, unread inside of a table and loose outside."""
    is_blank = [*map(_NOTHING.issuperset, table.rows)]
    in_tables: set[int] = set()
    readings = []
    for header, fates in blocks:
        rows = range(header.row, max(header.end, header.body))
        in_tables.update(rows)
        readings.append(
            BlockReading(
                header=header,
                first=header.row,
                fates=tuple(
                    [
                        fates[row]
                        if row in fates
                        else RowFate.BLANK
                        if _is_blank(table, row, header)
                        else RowFate.UNREAD
                        for row in rows
                    ]
                ),
            )
        )
    titles = {header.title for header, _ in blocks if header.title}
    loose = {
        row: RowFate.BLANK
        if is_blank[row]
        else RowFate.UNREAD
        if not blocks
        else RowFate.TITLE
        if _is_title(table, row, titles)
        else RowFate.LOOSE
        for row in range(len(table.rows))
        if row not in in_tables
    }
    return SheetReading(table=table, fate=fate, why=why, blocks=tuple(readings), loose=loose)


def _is_blank(table: Table, row: int, header: Header) -> bool:
    cells = table.rows[row] if header.span is None else table.rows[row][slice(*header.span)]
    return _NOTHING.issuperset(cells)


def _is_title(table: Table, row: int, titles: set[str]) -> bool:
    """True for the lone text above a table that names it."""
    filled = [column for column, cell in enumerate(table.rows[row]) if cell is not None]
    return len(filled) == 1 and table.text(row, filled[0])[:80] in titles


# --------------------------------------------------------------------------- what nobody read


def _unread_of_block(sheet: SheetReading, block: BlockReading) -> Iterator[UnreadColumn]:
    header, headings = block.header, block.headings()
    columns = range(*header.span) if header.span is not None else range(_width(sheet.table))
    read_rows: dict[RowFate, list[int]] = {}
    for row, fate in zip(block.rows, block.fates, strict=True):
        if fate in _READ:
            read_rows.setdefault(fate, []).append(row)
    for column in columns:
        heading = headings.get(column)
        if column in header.steps or (
            heading and heading.meaning not in ("remark", *FIGURE_MEANINGS)
        ):
            continue
        for fate, rows in read_rows.items():
            yield UnreadColumn(
                table=sheet.table,
                column=column,
                heading=heading_over(sheet.table, header, column),
                read_as=UNREAD if heading is None else heading.meaning,
                sheet_fate=sheet.fate,
                row_fate=fate,
                rows=rows,
                groups=header.groups.get(column, frozenset()),
            )
    left_out = {
        row: fate
        for row, fate in zip(block.rows, block.fates, strict=True)
        if fate not in _READ and fate is not RowFate.BLANK
    }
    if left_out:
        names = {column: heading_over(sheet.table, header, column) for column in columns}
        yield from _unread_rows(sheet, left_out, names, columns)


def _unread_rows(
    sheet: SheetReading,
    fates: Mapping[int, RowFate],
    names: Mapping[int, str],
    columns: Sequence[int],
) -> Iterator[UnreadColumn]:
    """All cells of rows that are no lines, by their fate and their column."""
    by_fate: dict[RowFate, list[int]] = {}
    for row, fate in fates.items():
        if fate is not RowFate.BLANK:
            by_fate.setdefault(fate, []).append(row)
    for fate, rows in by_fate.items():
        for column in columns:
            values = sheet.table.column(column)
            filled = [row for row in rows if values[row] is not None]
            if filled:
                yield UnreadColumn(
                    table=sheet.table,
                    column=column,
                    heading=names.get(column, ""),
                    read_as=UNREAD,
                    sheet_fate=sheet.fate,
                    row_fate=fate,
                    rows=filled,
                )


def heading_over(table: Table, header: Header, column: int) -> str:
    """What stands over a column, in one line or two."""
    texts = (table.heading_text(row, column) for row in range(header.row, header.body))
    return " ".join(dict.fromkeys(text for text in texts if text))


def _width(table: Table) -> int:
    return max(map(len, table.rows), default=0)

"""Cells that no line was made of, column by column and distinct text by distinct text; only those in which something is heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from calculator.findings.accounting import RowFate, SheetFate
from calculator.model.source import Source
from calculator.recognition.codes import may_hold_code
from calculator.recognition.heard_phrase import HeardPhrase
from calculator.recognition.hearing import hear, hear_all
from calculator.recognition.spoken_text import names_tariff, spoken_text
from calculator.sources.hearing.passage import Passage, Place
from calculator.sources.layout.headings import Match, meaning_of
from calculator.sources.sheet_reading import SheetReading, UnreadColumn
from calculator.sources.table.table import CellValue, Table, clean

_OF_LINE: Final = frozenset({RowFate.LINE, RowFate.NOT_FITTED, RowFate.ALTERNATE, RowFate.LIST})
"""Fates of rows whose unread cells belong to their line: the line is asked about for what they say of it."""
_OF_HEADINGS: Final = frozenset({RowFate.HEADING, RowFate.REPEATED_HEADING, RowFate.UNITS})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardText:
    """A passage in which something is heard, with what stands in its row.

    ``row_texts`` are the other texts of the row; ``has_figures`` where a number stands in it; ``over`` are the texts
    over it in its column, the nearest first; ``is_of_line`` where the row became a line.
    """

    passage: Passage
    phrases: tuple[HeardPhrase, ...]
    row_texts: tuple[str, ...] = ()
    label: str = ""
    """What stands before it: the nearest text to the left in its row."""
    has_figures: bool = False
    over: tuple[str, ...] = ()
    row_fate: RowFate | None = None
    is_of_line: bool = False
    section: tuple[int, int] | None = None
    """Of a title inside of a table, the rows below it up to the next title, from 1, the end not included."""
    is_on_own_page: bool = False
    """On a page of our own template, questionnaire or report."""
    group: tuple[int, ...] = ()
    """Of a text over a group of parts the rows, from 1, beside which it stands."""


def heard_in_passages(passages: Sequence[Passage]) -> Iterator[HeardText]:
    """Those of the passages in which something is heard."""
    spoken = {passage.text: spoken_text(passage.text) for passage in passages}
    heard = hear_all([*spoken.values()])
    for passage in passages:
        phrases = heard.get(spoken[passage.text])
        if phrases:
            yield HeardText(passage=passage, phrases=phrases)


def heard_in_cells(sheet: SheetReading) -> Iterator[HeardText]:
    """Every cell of the sheet outside of its lines and facts, and every unread cell of a line, in which something is heard."""
    layout: _Layout | None = None
    for column in sheet.unread:
        for value, phrases, rows in _heard(column):
            text = clean(value) if isinstance(value, str) else digits_of(value)
            if column.row_fate in _OF_HEADINGS and _is_plain_heading(text, phrases):
                continue
            layout = layout or _Layout(sheet)
            if value in column.groups:
                group = tuple(row + 1 for row in rows)
                yield replace(_heard_text(column, rows[0], text, phrases, layout), group=group)
                continue
            for row in rows:
                yield _heard_text(column, row, text, phrases, layout)
    yield from _merged_away(sheet.table)


def _is_plain_heading(text: str, phrases: Sequence[HeardPhrase]) -> bool:
    """True of a heading that has a meaning and names no part: one of counts may name what is counted, "Magnets N42 (pcs)"."""
    meaning = meaning_of("bom", text)
    return meaning is not None and (
        meaning.match <= Match.EXACT or not any(phrase.is_part for phrase in phrases)
    )


def _heard(
    column: UnreadColumn,
) -> Iterator[tuple[CellValue, tuple[HeardPhrase, ...], list[int]]]:
    """Each distinct value of a column in which something is heard, and its rows; below a heading for codes numbers are texts."""
    values = column.table.column(column.column)
    is_tariff = bool(column.heading) and names_tariff(column.heading)
    spoken = {value: spoken_text(text) for value, text in column.clean_texts.items()}
    heard = hear_all([*dict.fromkeys(spoken.values())])
    found: dict[CellValue, tuple[HeardPhrase, ...]] = {
        value: heard[said] for value, said in spoken.items() if said in heard
    }
    if is_tariff:
        for value in column.distinct_values:
            digits = digits_of(value)
            if may_hold_code(digits) and (phrases := hear(digits, column.heading)):
                found[value] = phrases
    if not found:
        return
    rows_of: dict[CellValue, list[int]] = {}
    for row in column.rows:
        if values[row] in found:
            rows_of.setdefault(values[row], []).append(row)
    for value, rows in rows_of.items():
        yield value, found[value], rows


def digits_of(value: CellValue) -> str:
    """A text or a whole number as it stands in the cell."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, (str, int, float)) else ""


class _Layout:
    """Where the rows of a sheet stand: its titles, its first table, and the blocks of rows between blank ones."""

    def __init__(self, sheet: SheetReading) -> None:
        self.table = sheet.table
        self.first = min((block.first for block in sheet.blocks), default=None)
        self.titles = _titles(sheet)
        self.tops: list[int] = []
        """Of each row the first of its block."""
        self.lone: list[int] = []
        """Of each row the nearest one above it in its block that holds one cell alone, or -1."""
        top, lone = 0, -1
        for row, cells in enumerate(sheet.table.rows):
            filled = sum(cell is not None and cell != "" for cell in cells)
            if not filled:
                top, lone = row + 1, -1
            self.tops.append(top)
            self.lone.append(lone)
            lone = row if filled == 1 else lone

    def over(self, row: int, column: int) -> tuple[str, ...]:
        """What stands over a cell: the nearest lone text, then the first texts of its column; the last is the heading, if there is one."""
        texts = [_first_text(self.table, self.lone[row])] if self.lone[row] >= 0 else []
        headings = range(min(self.tops[row] + _HEADING_ROWS, row) - 1, self.tops[row] - 1, -1)
        texts += [
            self.table.text(above, column)
            for above in headings
            if isinstance(self.table.value(above, column), str)
        ]
        return tuple(text for text in texts if text)


_HEADING_ROWS: Final = 3


def _first_text(table: Table, row: int) -> str:
    return next(
        (
            table.text(row, column)
            for column, cell in enumerate(table.rows[row])
            if isinstance(cell, str) and cell
        ),
        "",
    )


def _heard_text(
    column: UnreadColumn,
    row: int,
    text: str,
    phrases: tuple[HeardPhrase, ...],
    layout: _Layout,
) -> HeardText:
    table = column.table
    others = [
        table.text(row, other)
        for other in range(len(table.rows[row]))
        if other != column.column and isinstance(table.rows[row][other], str)
    ]
    titles = layout.titles
    left = (table.text(row, other) for other in range(column.column - 1, -1, -1))
    return HeardText(
        passage=Passage(
            text=text,
            source=column.source(row),
            place=_place(column, row, layout.first, others=len(others)),
            heading=column.heading,
        ),
        phrases=phrases,
        row_texts=tuple(other for other in others if other),
        label=next(filter(None, left), ""),
        has_figures=any(
            isinstance(cell, (int, float)) and not isinstance(cell, bool)
            for cell in table.rows[row]
        ),
        over=layout.over(row, column.column),
        row_fate=column.row_fate,
        is_of_line=column.row_fate in _OF_LINE,
        is_on_own_page=column.sheet_fate is SheetFate.OURS,
        section=(row + 1, titles[row] + 1) if row in titles else None,
    )


_TITLE_CELLS: Final = 3
"""A row of a title block above a table holds a text or a label with its value, sometimes two; more are a row of a table."""


def _place(column: UnreadColumn, row: int, first: int | None, *, others: int) -> Place:
    if column.row_fate in _OF_HEADINGS:
        return Place.HEADING
    if column.row_fate is RowFate.TITLE:
        return Place.TITLE
    is_above = first is not None and row < first
    return Place.TITLE if is_above and others < _TITLE_CELLS else Place.CELL


def _titles(sheet: SheetReading) -> dict[int, int]:
    """Of each title inside of a table the row of the next one, or the end of the table."""
    ends: dict[int, int] = {}
    for block in sheet.blocks:
        rows = [
            row for row, fate in zip(block.rows, block.fates, strict=True) if fate is RowFate.TITLE
        ]
        ends |= dict(zip(rows, [*rows[1:], block.rows.stop], strict=False))
    return ends


def _merged_away(table: Table) -> Iterator[HeardText]:
    """What stands in cells that a merged range hides behind its first."""
    merged = table.facts.merged
    area = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged)
    if area > len(table.rows) * max(map(len, table.rows), default=0):
        return
    passages = [
        Passage(
            text=clean(str(value)),
            source=Source(table.file, table.sheet, row + 1, column + 1),
            place=Place.MERGED_AWAY,
        )
        for top, left, bottom, right in merged
        for row in range(top, min(bottom + 1, len(table.rows)))
        for column, value in enumerate(table.rows[row][left : right + 1], left)
        if isinstance(value, str) and (row, column) != (top, left)
    ]
    yield from heard_in_passages(passages)

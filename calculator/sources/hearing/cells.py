"""Cells that no line was made of, column by column and distinct text by distinct text; only those in which something is heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from calculator.findings.accounting import RowFate
from calculator.model.source import Source
from calculator.recognition.codes import may_hold_code
from calculator.recognition.hearing import HeardPhrase, hear, hear_all
from calculator.recognition.spoken_text import names_tariff, spoken_text
from calculator.sources.hearing.passage import Passage, Place
from calculator.sources.layout.headings import meaning_of
from calculator.sources.sheet_reading import SheetReading, UnreadColumn, unread_columns
from calculator.sources.table.table import Table, clean

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
    has_figures: bool = False
    over: tuple[str, ...] = ()
    row_fate: RowFate | None = None
    is_of_line: bool = False
    section: tuple[int, int] | None = None
    """Of a title inside of a table, the rows below it up to the next title, from 1, the end not included."""


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
    first = min((block.first for block in sheet.blocks), default=None)
    titles = _titles(sheet)
    for column in unread_columns(sheet):
        texts = column.texts()
        for text, phrases in _heard(column, texts).items():
            for row in texts.get(text) or _rows_with(column, text):
                if column.row_fate in _OF_HEADINGS and meaning_of("bom", text) is not None:
                    continue
                yield _heard_text(column, row, text, phrases, first, titles)
    yield from _merged_away(sheet.table)


def _heard(
    column: UnreadColumn, texts: Mapping[str, Sequence[int]]
) -> dict[str, tuple[HeardPhrase, ...]]:
    spoken = {text: spoken_text(text) for text in texts}
    found = hear_all([*dict.fromkeys(spoken.values())])
    heard = {text: found[said] for text, said in spoken.items() if said in found}
    if column.heading and names_tariff(column.heading):
        heard |= {
            text: phrases
            for text in (*texts, *_numbers(column))
            if may_hold_code(text) and (phrases := hear(text, column.heading))
        }
    return heard


def _numbers(column: UnreadColumn) -> list[str]:
    values = column.table.column(column.column)
    return [
        column.table.text(row, column.column)
        for row in column.rows
        if isinstance(values[row], (int, float)) and not isinstance(values[row], bool)
    ]


def _rows_with(column: UnreadColumn, text: str) -> list[int]:
    return [row for row in column.rows if column.table.text(row, column.column) == text]


def _heard_text(
    column: UnreadColumn,
    row: int,
    text: str,
    phrases: tuple[HeardPhrase, ...],
    first: int | None,
    titles: Mapping[int, int],
) -> HeardText:
    table = column.table
    others = [
        table.text(row, other)
        for other in range(len(table.rows[row]))
        if other != column.column and isinstance(table.rows[row][other], str)
    ]
    return HeardText(
        passage=Passage(
            text=text,
            source=column.source(row),
            place=_place(column, row, first, is_alone=not others),
            heading=column.heading,
        ),
        phrases=phrases,
        row_texts=tuple(other for other in others if other),
        has_figures=any(
            isinstance(cell, (int, float)) and not isinstance(cell, bool)
            for cell in table.rows[row]
        ),
        over=_over(table, row, column.column),
        row_fate=column.row_fate,
        is_of_line=column.row_fate in _OF_LINE,
        section=(row + 1, titles[row] + 1) if row in titles else None,
    )


def _place(column: UnreadColumn, row: int, first: int | None, *, is_alone: bool) -> Place:
    if column.row_fate in _OF_HEADINGS:
        return Place.HEADING
    if column.row_fate is RowFate.TITLE:
        return Place.TITLE
    is_above = first is not None and row < first
    return Place.TITLE if is_above and is_alone else Place.CELL


_HIGHEST: Final = 200


def _over(table: Table, row: int, column: int) -> tuple[str, ...]:
    """The texts above a cell up to the next blank row: the last of them is the heading of its column, if it has one."""
    found: list[str] = []
    for above in range(row - 1, max(row - _HIGHEST, -1), -1):
        cells = table.rows[above]
        if all(cell is None or cell == "" for cell in cells):
            break
        text = table.text(above, column)
        if text and isinstance(table.value(above, column), str):
            found.append(text)
        if sum(cell is not None and cell != "" for cell in cells) == 1:
            lone = next(at for at, cell in enumerate(cells) if cell is not None and cell != "")
            if lone != column:
                found.append(table.text(above, lone))
    return tuple(found)


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

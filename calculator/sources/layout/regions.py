"""Which tables a sheet holds: the same headings again, another table below the first, others beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.sources.layout.column_inference import with_unheaded
from calculator.sources.layout.columns import Header, read_row
from calculator.sources.layout.header_search import find_header, is_standard, read_header
from calculator.sources.layout.headings import Match, meaning_of, plain_heading
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.layout.repeated_headings import repeats_headings
from calculator.sources.table.table import CellValue, Table

_ANCHORS: Final = ("quantity", "per_parent", "cumulative", "price", "mass", "level")


def find_tables(table: Table, profile: Profile = NO_PROFILE) -> tuple[Header, ...]:
    """Every bill of a sheet, from top to bottom; those side by side from left to right."""
    first = find_header(table, "bom", profile)
    if first is None:
        return ()
    headers = [*_earlier(table, first, profile), first]
    for row in _further_rows(table, first):
        above = headers[-1]
        if row < above.body:
            continue
        if repeats_headings(table, above, row):
            headers[-1] = replace(above, repeats=(*above.repeats, row))
            continue
        if is_standard(table, above.row) and not is_standard(table, row):
            continue
        header = read_header(table, "bom", row, profile)
        if (
            header is None
            or sum(heading.match <= Match.LOOSE for heading in header.headings.values()) < 2
            # The row above headings that stand again is a line, though both together read like headings.
            or (header.body > row + 1 and repeats_headings(table, above, row + 1))
        ):
            continue
        if header.body == row + 1 and _is_same(header, above):
            # The next page, with a cell more or less; that cell is heard like any other outside of the lines.
            headers[-1] = replace(above, repeats=(*above.repeats, row))
        else:
            headers.append(header)
    blocks: list[Header] = []
    for index, header in enumerate(headers):
        end = (
            _start_of_titles(table, headers[index + 1].row)
            if index + 1 < len(headers)
            else len(table.rows)
        )
        title = _title(table, header.row, blocks[-1].end if blocks else 0)
        blocks += [
            replace(block, end=max(end, block.body), title=block.title or title)
            for block in _blocks(table, header, profile)
        ]
    return tuple(with_unheaded(table, block) for block in blocks)


def _earlier(table: Table, first: Header, profile: Profile) -> list[Header]:
    """Heading rows above the best one, of tables with fewer columns; pairs of a name and its value in a title block are none."""
    earlier: list[Header] = []
    for row in range(first.row):
        header = read_header(table, "bom", row, profile)
        if (
            header is None
            or row < (earlier[-1].body if earlier else 0)
            or len(header.unread) >= len(header.headings)
            or 2 * header.score < first.score
        ):
            continue
        if any(
            sum(cell is not None for cell in cells) >= 2
            for cells in table.rows[header.body : first.row]
        ):
            earlier.append(header)
    return earlier


def _further_rows(table: Table, first: Header) -> list[int]:
    """Rows that could hold headings: words where the first table has numbers."""
    anchors = [
        heading.column
        for meaning in _ANCHORS
        if (heading := first.headings.get(meaning)) is not None
    ]
    further: list[int] = []
    rows: Sequence[int] = range(first.body, len(table.rows))
    for anchor in anchors:
        values = table.column(anchor)
        rows = [row for row in rows if not _is_figure(values[row])]
    for row in rows:
        cells = table.rows[row]
        words = [cell for cell in cells if isinstance(cell, str) and len(cell) <= 60]
        if len(words) >= 2 and sum(_is_known(word) for word in words) >= 2:
            further.append(row)
    return further


def _is_figure(value: CellValue) -> bool:
    """True for a number, also for one that a text file holds as a text."""
    return value is not None and (type(value) is not str or _FIGURE.fullmatch(value) is not None)


_FIGURE: Final = late_pattern(r"\s*[-+]?[\d.,'\s]*\d[\d.,'\s]*(?:[eE][-+]?\d+)?\s*")


def _is_known(word: str) -> bool:
    if word.replace(".", "").replace(",", "").isdigit():
        return False
    meaning = meaning_of("bom", word) if plain_heading(word) else None
    return meaning is not None and meaning.match <= Match.LOOSE


def _is_same(header: Header, above: Header) -> bool:
    """The headings of the table above, in their columns: at least all but one of them."""
    columns = {meaning: heading.column for meaning, heading in above.headings.items()}
    same = sum(
        columns.get(meaning) == heading.column for meaning, heading in header.headings.items()
    )
    return same >= max(2, len(header.headings) - 1, len(above.headings) - 1)


def _start_of_titles(table: Table, row: int) -> int:
    """The first of the blank rows and lone texts right above a heading row: they belong to the table below."""
    at = row
    while at > 0 and sum(cell is not None for cell in table.rows[at - 1]) <= 1 and row - at < 4:
        at -= 1
    return at


def _title(table: Table, row: int, above: int) -> str:
    """The nearest lone text above a heading row."""
    for at in range(row - 1, max(above - 1, row - 12, -1), -1):
        filled = [column for column, cell in enumerate(table.rows[at]) if cell is not None]
        if len(filled) == 1 and isinstance(table.rows[at][filled[0]], str):
            return table.text(at, filled[0])[:80]
    return ""


def _blocks(table: Table, header: Header, profile: Profile) -> list[Header]:
    """Tables side by side: where both sides of a blank column make a bill with the same headings, each is one."""
    used = {
        column
        for row in table.rows[header.row : header.row + 40]
        for column, cell in enumerate(row)
        if cell is not None
    }
    if not used:
        return [header]
    spans = _spans_between_blanks(used) if not _has_no_gap(used) else _repeated_spans(table, header)
    if len(spans) < 2:
        return [header]
    parts = []
    for start, end in spans:
        part = replace(
            table, rows=[[*([None] * start), *row[start:end]] for row in table.rows[: header.body]]
        )
        found = read_row(part, header.kind, header.row, header.body - header.row, profile)
        if found is not None:
            title = _title_within(table, header.row, start, end)
            parts.append(replace(found, end=header.end, span=(start, end), title=title))
    if len(parts) < 2:
        return [header]
    # A blank column in the middle of one table parts it too: two tables say the same kinds of things twice.
    first, *others = parts
    shared = [one for one in first.headings if all(one in other.headings for other in others)]
    return parts if len(shared) > 1 and any(one in _NAMES for one in shared) else [header]


def _has_no_gap(used: set[int]) -> bool:
    return set(range(min(used), max(used) + 1)) <= used


def _spans_between_blanks(used: set[int]) -> list[tuple[int, int]]:
    """The runs of columns that blank ones part: the first and the one behind the last."""
    spans, start = [], min(used)
    for column in range(min(used), max(used) + 2):
        if column not in used:
            if start < column:
                spans.append((start, column))
            start = column + 1
    return spans


def _repeated_spans(table: Table, header: Header) -> list[tuple[int, int]]:
    """The columns of tables that touch each other: the same headings in the same order, twice or more."""
    texts = [
        plain_heading(table.text(header.row, column))
        for column in range(len(table.rows[header.row]))
    ]
    while texts and not texts[-1]:
        texts.pop()
    for width in range(2, len(texts) // 2 + 1):
        if len(texts) % width == 0 and texts == texts[:width] * (len(texts) // width):
            return [(start, start + width) for start in range(0, len(texts), width)]
    return []


def _title_within(table: Table, row: int, start: int, end: int) -> str:
    """The one text above the columns of a table that stands beside others."""
    for above in range(row - 1, max(-1, row - 4), -1):
        texts = [text for column in range(start, end) if (text := table.text(above, column))]
        if texts:
            return texts[0][:80] if len(texts) == 1 else ""
    return ""


_NAMES: Final = ("number", "name", "description", "specification", "supplier_number")

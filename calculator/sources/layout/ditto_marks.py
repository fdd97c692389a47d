"""Ditto marks among the lines of a bill, read as what stands above them: the same magnet again is a magnet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from calculator.model.problem import Problem, note
from calculator.numbers.counted import agreeing, counted
from calculator.reference.cell_words import behind_ditto
from calculator.sources.layout.columns import Header
from calculator.sources.layout.sheet_choice import Choice
from calculator.sources.table.table import CellValue, Table

_OF_WORDS = frozenset(
    {"name", "description", "specification", "material", "class", "supplier", "origin"}
    | {"technology", "remark"}
)
"""Meanings of columns in which a mark repeats words; one for a number, an amount or a unit may be inches, or nothing."""
_SHOWN = 5


def with_dittos_read(
    choice: Choice, tables: Sequence[Table]
) -> tuple[Choice, tuple[Table, ...], tuple[Problem, ...]]:
    """The bills of a file, and its tables, with the words above for each mark below the headings; and a note for each such sheet."""
    headers: dict[int, list[Header]] = {}
    for table, header in (*choice.bills, *choice.lists):
        headers.setdefault(id(table), []).append(header)
    read: dict[int, Table] = {}
    problems: list[Problem] = []
    for table in tables:
        said = {
            place: words
            for header in headers.get(id(table), ())
            for column in _columns_of_words(table, header)
            for place, words in _said_in(table, header, column)
        }
        if said:
            read[id(table)] = _with_words(table, said)
            problems.append(_told(table, sorted(said)))
    if not read:
        return choice, tuple(tables), ()
    bills, lists = (
        [(read.get(id(table), table), header) for table, header in chosen]
        for chosen in (choice.bills, choice.lists)
    )
    return (
        replace(choice, bills=bills, lists=lists),
        tuple(read.get(id(table), table) for table in tables),
        tuple(problems),
    )


def _with_words(table: Table, said: Mapping[tuple[int, int], str]) -> Table:
    rows = [*table.rows]
    for (row, column), words in said.items():
        rows[row] = [*rows[row]]
        rows[row][column] = words
    return replace(table, rows=rows)


def _told(table: Table, places: Sequence[tuple[int, int]]) -> Problem:
    return note(
        "ditto-mark",
        f"{counted(len(places), 'cell')} {agreeing(len(places), 'says', 'say')} the same as the one above and {agreeing(len(places), 'was', 'were')} read so; write the words into each if that is not meant",
        *(table.source(*place) for place in places[:_SHOWN]),
    )


def _columns_of_words(table: Table, header: Header) -> Iterator[int]:
    meanings = {
        heading.column: meaning
        for meaning, first in header.headings.items()
        for heading in (first, *header.more.get(meaning, ()))
    }
    first, last = header.span or (0, max(map(len, table.rows), default=0))
    return (
        column
        for column in range(first, last)
        if column not in meanings or meanings[column] in _OF_WORDS
    )


def _said_in(table: Table, header: Header, column: int) -> Iterator[tuple[tuple[int, int], str]]:
    """Of each mark in a column its place, and the words that it repeats with what is added to them."""
    values: Sequence[CellValue] = table.column(column)[header.body : header.end]
    added = {
        value: rest
        for value in {*values}
        if isinstance(value, str) and (rest := behind_ditto(value)) is not None
    }
    above = ""
    for row, value in enumerate(values if added else (), header.body):
        if isinstance(value, str) and value in added and above:
            above = f"{above}, {added[value]}" if added[value] else above
            yield (row, column), above
        elif isinstance(value, str) and value:
            above = value

"""Lone texts among the rows of a table that say something of another row: "MAG-100: magnetised axially" is no part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.model.problem import note
from calculator.numbers.spelling import letters_and_digits
from calculator.recognition.named_numbers import NumberFinder
from calculator.sources.rows.cells import Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.table.table import CellValue


def numbers_of_lines(rows: Columnwise) -> Iterator[str]:
    """The part numbers of the rows that state more than one thing."""
    for place, number in zip(rows.rows, rows.texts("number"), strict=True):
        if number and len(_filled(rows.table.rows[place])) > 1:
            yield number


def _filled(cells: Sequence[CellValue]) -> list[CellValue]:
    return [cell for cell in cells if cell is not None and cell != ""]


def speaks_of_line(row: Row, numbers: NumberFinder) -> bool:
    """True of a lone text that names the part number of another row and says more: "MAG-100: magnetised axially"."""
    match _filled(row.cells.table.rows[row.row]):
        case [str(text)]:
            is_note = any(
                match.is_whole and letters_and_digits(text) != letters_and_digits(match.number)
                for match in numbers.find(text)
            )
            if is_note:
                _report(row, text)
            return is_note
        case _:
            return False


def _report(row: Row, text: str) -> None:
    row.cells.report(
        note(
            "note-row",
            f'"{text[:60]}" says something of another row and is no item; it was left out',
            row.cells.row_source(row.row),
        )
    )

"""Values that are none, NaN, infinities and newer errors, and values in place of which their format shows words."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.sources.table.sheet_facts import Sheet

_NEWER_ERRORS: Final = late_pattern(
    rb"""(<(?:\w+:)?c\b[^<>]*\bt=["']e["'][^<>]*>\s*(?:<(?:\w+:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>)"""
    rb"""#(?!(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)<)[^<]{0,40}(?=</)"""
)
_OLD_ERROR: Final = rb"\1#N/A"


def make_infinities_errors(sheet: Sheet) -> None:
    """A cell whose number is NaN or infinite (1E400 is) has no value; it is an error cell, and is named as one."""
    for index, row in enumerate(() if sheet.is_finite else sheet.rows):
        # Of a finite number and itself the difference is 0; of NaN and of an infinity it is NaN, which is not.
        odd = [
            column for column, cell in enumerate(row) if type(cell) is float and cell - cell != 0
        ]
        for column in odd:
            sheet.facts.errors.add(index, column)
        if odd:
            # Rows that are all alike may be one list.
            sheet.rows[index] = [None if column in odd else cell for column, cell in enumerate(row)]


def show_words(sheet: Sheet) -> None:
    """A cell of which the format shows words, ``no tbc`` for ``no``, holds what a person reads there."""
    facts = sheet.facts
    words = {mark: style.words for mark, style in enumerate(facts.formats) if any(style.words)}
    for row, column in facts.styles if words else ():
        mark = facts.styles.get(row, column)
        if mark not in words or row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            continue
        text = words[mark].in_place_of(sheet.rows[row][column])
        if text:
            # Rows that are all alike may be one list.
            sheet.rows[row] = [*sheet.rows[row]]
            sheet.rows[row][column] = text


def with_old_errors(workbook: bytes, part: str) -> bytes | None:
    """The workbook with #SPILL!, #BUSY! and other errors of one sheet as #N/A, which every reader knows; None where there are none.

    ``workbook`` has passed the limits of the container. Which error it is does not matter: the cell is unknown and is named.
    """
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        text = archive.read(part)
        changed = _NEWER_ERRORS.sub(_OLD_ERROR, text)
        if changed == text:
            return None
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as copy:
            for name in archive.namelist():
                copy.writestr(name, changed if name == part else archive.read(name))
    return result.getvalue()

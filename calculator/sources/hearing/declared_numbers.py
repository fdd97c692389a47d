"""Part numbers of which a declaration names rare earths and that no line has, where they stand in the bill all the same.

The facts of another bill have no effect on this one. A number that stands in a row that became no line, in a remark or beside
another part is of this one: what is declared of it may be in the product.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from calculator.findings.accounting import HeardFate, RowFate, SheetFate
from calculator.findings.mention import Mention
from calculator.model.content_row import ContentRow
from calculator.model.item import ItemClass
from calculator.model.source import Source
from calculator.numbers.spelling import letters_and_digits
from calculator.recognition.designators import is_designators
from calculator.recognition.settling_words import says_kind
from calculator.sources.hearing.cells import digits_of
from calculator.sources.hearing.listening import FileToHear, heard_sheets
from calculator.sources.sheet_reading import BlockReading, SheetReading, heading_over
from calculator.sources.table.table import clean

_OF_THE_BILL: Final = frozenset({SheetFate.BILL, SheetFate.LIST, SheetFate.UNREAD})
_OF_FACTS: Final = frozenset({RowFate.FACTS, RowFate.OTHER_BILL, RowFate.PRICES, RowFate.RATES})
_LEAST: Final = 5
"""Digits of a number without letters that is no quantity and no size."""


def declared_mentions(
    files: Iterable[FileToHear], declared: Mapping[str, Sequence[ContentRow]], *, hears_unread: bool
) -> tuple[Mention, ...]:
    """One suspect for each number that stands in a file of the bill. ``declared`` holds by number the rows of parts on no line."""
    by_folded = {
        letters_and_digits(number): (number, rows)
        for number, rows in declared.items()
        if _identifies(letters_and_digits(number)) and any(row.names_rare_earth for row in rows)
    }
    if not by_folded:
        return ()
    pattern = re.compile("|".join(map(_as_written, by_folded)))
    return tuple(
        _mention(file, *by_folded[folded], cells)
        for file in files
        for folded, cells in _places(file, pattern, hears_unread=hears_unread).items()
    )


def _identifies(folded: str) -> bool:
    return any(map(str.isdigit, folded)) and (not folded.isdigit() or len(folded) >= _LEAST)


def _as_written(folded: str) -> str:
    """A number with any signs in it; one that goes on behind a sign is another: MAG-1 is not in MAG-1-20."""
    within = r"[\W_]{0,2}".join(map(re.escape, folded))
    return rf"(?<![^\W_])(?<![^\W_][-_.]){within}(?![-_.]?[^\W_])"


def _mention(
    file: FileToHear, number: str, rows: Sequence[ContentRow], cells: Sequence[Source]
) -> Mention:
    elements = sorted({element for row in rows for element in row.substance.elements})
    return Mention(
        file=file.name,
        words=number,
        names=ItemClass.OTHER,
        where="in the bill",
        why=f"its Content rows name {', '.join(elements)}, and no line of the bill has this part number",
        cells=(*cells, *(cell for row in rows for cell in row.cells[:1])),
        fate=HeardFate.PART,
    )


# --------------------------------------------------------------------------- where they stand


def _places(
    file: FileToHear, pattern: re.Pattern[str], *, hears_unread: bool
) -> dict[str, list[Source]]:
    """Of each number that stands in a cell of the bill, the cells."""
    places: dict[str, list[Source]] = {}
    for sheet in heard_sheets(file, hears_unread=hears_unread):
        if sheet.fate not in _OF_THE_BILL:
            continue
        uses = {column for block in sheet.blocks for column in _columns_of_uses(sheet, block)}
        left_out = {
            row
            for block in sheet.blocks
            for row, fate in zip(block.rows, block.fates, strict=True)
            if fate in _OF_FACTS
        }
        for column in range(max(map(len, sheet.table.rows), default=0)):
            if column in uses:
                continue
            for row, folded in _in_column(sheet, column, pattern):
                if row not in left_out:
                    places.setdefault(folded, []).append(sheet.table.source(row, column))
    return places


def _columns_of_uses(sheet: SheetReading, block: BlockReading) -> Iterator[int]:
    """The columns that say what a part is used with or in: another product's number stands there by right."""
    width = max(map(len, sheet.table.rows), default=0)
    return (
        column
        for column in range(width)
        if says_kind("uses", heading_over(sheet.table, block.header, column))
    )


def _in_column(
    sheet: SheetReading, column: int, pattern: re.Pattern[str]
) -> Iterator[tuple[int, str]]:
    values = sheet.table.column(column)
    numbers = {
        value: [letters_and_digits(match.group()) for match in pattern.finditer(text.casefold())]
        for value in {*values}
        if (text := clean(digits_of(value))) and not is_designators(text)
    }
    for row, value in enumerate(values):
        for folded in numbers.get(value, ()):
            yield row, folded

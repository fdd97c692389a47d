"""Every text of a file of the bill that is no cell of a line or a fact, with the item beside which it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from calculator.findings.accounting import RowFate, SheetFate
from calculator.model.item import Item
from calculator.model.source import Source
from calculator.sources.hearing.bill_words import BillWords
from calculator.sources.hearing.listening import FileToHear, heard_sheets
from calculator.sources.hearing.passage import Passage, Place
from calculator.sources.sheet_reading import SheetReading
from calculator.sources.table.table import clean

_OF_FACTS: Final = frozenset({RowFate.FACTS, RowFate.OTHER_BILL, RowFate.PRICES, RowFate.RATES})


def texts_beside(
    file: FileToHear, words: BillWords, says: Callable[[str], object], *, hears_unread: bool
) -> Iterator[tuple[Passage, Item | None]]:
    """Each text that says something, with its place, and the item of its row where it stands beside one.

    Of a text of cells ``says`` is asked once, in however many rows it stands.
    """
    for sheet in heard_sheets(file, hears_unread=hears_unread):
        if sheet.fate is not SheetFate.OURS:
            yield from _in_cells(sheet, words, says)
            name = Passage(
                text=sheet.table.sheet,
                source=Source(file.name, sheet.table.sheet),
                place=Place.SHEET_NAME,
            )
            yield name, None
    for passage in file.parts.passages:
        yield passage, words.item_in(passage.source)
    yield (
        Passage(text=file.stem, source=Source(file.name, ""), place=Place.FILE_NAME),
        None,
    )


def _in_cells(
    sheet: SheetReading, words: BillWords, says: Callable[[str], object]
) -> Iterator[tuple[Passage, Item | None]]:
    for column in sheet.unread:
        if column.row_fate in _OF_FACTS:
            continue
        speaking = {text for text in column.distinct_texts() if says(clean(text))}
        for text, rows in column.texts().items() if speaking else ():
            if text not in speaking:
                continue
            for row in rows:
                source = column.source(row)
                place = Place.TITLE if column.row_fate is RowFate.TITLE else Place.CELL
                passage = Passage(
                    text=clean(text), source=source, place=place, heading=column.heading
                )
                yield passage, words.item_in(source)

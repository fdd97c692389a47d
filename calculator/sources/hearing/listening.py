"""The hearing of one input: every text of its files that no line was made of, and what is named in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from calculator.findings.accounting import HeardFate, SheetFate
from calculator.findings.mention import Mention
from calculator.model.item import ItemClass
from calculator.model.source import Source
from calculator.sources.hearing.bill_words import BillWords
from calculator.sources.hearing.cells import HeardText, heard_in_cells, heard_in_passages
from calculator.sources.hearing.passage import PartTexts, Passage, Place
from calculator.sources.hearing.settle import Settling, mentions_of
from calculator.sources.sheet_reading import SheetReading
from calculator.sources.table.table import Table


@dataclass(frozen=True, kw_only=True)
class FileToHear:
    """One file of the bill: its name without folders and suffix, its sheets, and what its parts say."""

    name: str
    stem: str
    sheets: Sequence[SheetReading]
    parts: PartTexts


def mentions_in(
    files: Iterable[FileToHear], words: BillWords, *, hears_unread: bool
) -> tuple[Mention, ...]:
    """Every phrase that is heard beside the lines, with what settles it.

    ``hears_unread`` is False where the user named the sheet that counts: what stands on the others was left out by choice.
    """
    found: list[Mention] = []
    for file in files:
        heard = [*_heard_in(file, heard_sheets(file, hears_unread=hears_unread))]
        if not heard:
            continue
        settling = Settling(
            words=words,
            choices=file.parts.choices,
            line_texts=_line_texts(file.sheets)
            if any(each.passage.place in (Place.CACHE, Place.DRAWING) for each in heard)
            else frozenset(),
        )
        found += _one_a_row([mention for each in heard for mention in mentions_of(each, settling)])
    return tuple(found)


def heard_sheets(file: FileToHear, *, hears_unread: bool) -> list[SheetReading]:
    """The sheets that are listened to: all, or those that were read."""
    return [sheet for sheet in file.sheets if hears_unread or sheet.fate is not SheetFate.UNREAD]


def _heard_in(file: FileToHear, sheets: Sequence[SheetReading]) -> Iterator[HeardText]:
    for sheet in sheets:
        yield from heard_in_cells(sheet)
    names = [
        Passage(
            text=sheet.table.sheet.replace("_", " "),
            source=Source(file.name, sheet.table.sheet),
            place=Place.SHEET_NAME,
        )
        for sheet in sheets
    ]
    stem = Passage(
        text=file.stem.replace("_", " "), source=Source(file.name, ""), place=Place.FILE_NAME
    )
    yield from heard_in_passages([*file.parts.passages, *names, stem])


def _line_texts(sheets: Iterable[SheetReading]) -> frozenset[str]:
    return frozenset(text for sheet in sheets if sheet.blocks for text in _texts(sheet.table))


def _texts(table: Table) -> Iterator[str]:
    for row in table.rows:
        for cell in row:
            if isinstance(cell, str):
                yield " ".join(cell.casefold().split())


_STRENGTH = (ItemClass.MAGNET, ItemClass.TARGET, ItemClass.LISTED_MATERIAL, ItemClass.OTHER)


def _one_a_row(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those of one row that nothing settles as one: the row is one part, and its strongest words name it."""
    kept: list[Mention] = []
    at_row: dict[tuple[str, str, int], int] = {}
    for mention in mentions:
        source = mention.cells[0]
        key = (source.file, source.sheet, source.row)
        if mention.fate is not HeardFate.PART or mention.is_served or not source.row:
            kept.append(mention)
        elif key not in at_row:
            at_row[key] = len(kept)
            kept.append(mention)
        else:
            kept[at_row[key]] = _together(kept[at_row[key]], mention)
    return kept


def _together(first: Mention, second: Mention) -> Mention:
    stronger = min(
        (first, second), key=lambda mention: (_STRENGTH.index(mention.names), -len(mention.words))
    )
    return replace(
        stronger,
        cells=tuple(dict.fromkeys((*first.cells, *second.cells))),
        same_words=tuple(dict.fromkeys((*first.same_words, *second.same_words)))
        if first.same_words and second.same_words
        else (),
    )

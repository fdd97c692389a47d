"""What notes, comments, headers, footers and text boxes claim of the magnets, targets and materials of a bill.

A text speaks of the item in whose row it stands, else of each whose part number it names; one that names none and speaks of
magnets or of all parts speaks of all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from calculator.findings.accounting import RowFate, SheetFate
from calculator.model.bill import Bill
from calculator.model.claim import Claim, ClaimKind, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.item import MADE_OF_RARE_EARTH, Item, ItemClass
from calculator.model.source import Source
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.claims import claims_in
from calculator.recognition.headed_words import claims_under
from calculator.recognition.heard_phrase import HeardKind, Standing
from calculator.recognition.hearing import hear_all
from calculator.recognition.hearing_words import is_of
from calculator.recognition.named_numbers import NumberFinder
from calculator.recognition.plain_text import label_and_value
from calculator.recognition.reservations import speaks_of_all_prices
from calculator.recognition.settling_words import says_kind
from calculator.sources.hearing.passage import Passage, Place
from calculator.sources.line_claims import OF_WHAT_IS_INSIDE, is_of_facts, subjects_of
from calculator.sources.sheet_reading import SheetReading
from calculator.sources.table.table import CellValue

_NOTES: Final = frozenset({RowFate.LOOSE, RowFate.NOTE, RowFate.TITLE, RowFate.UNREAD})
_NO_WORD_ON_PARTS: Final = frozenset(
    {Place.PERSON, Place.PROPERTY, Place.DEFINED_NAME, Place.CHOICE, Place.CACHE, Place.FORMULA}
)
_ALL_PARTS: Final = late_pattern(
    r"(?<!\w)all\s+(?:the\s+|our\s+)?(?:parts|items|components|goods|products|pieces)(?!\w)|(?<!\w)alle\s+(?:teile|artikel|komponenten|positionen)(?!\w)"
    r"|toutes\s+les\s+pi[eè]ces|todas\s+las\s+piezas|tutti\s+i\s+pezzi|wszystkie\s+części|(?:所有|全部)的?(?:零件|物料|部件|产品)|全(?:部品|ての部品)|모든\s*부품"
)


def claims_in_notes(
    bill: Bill,
    content: Mapping[str, Sequence[ContentRow]],
    sheets: Iterable[SheetReading],
    passages: Iterable[Passage],
    of_bills: Collection[str],
) -> Iterator[ItemClaim]:
    """Every claim of a text beside the lines and facts; ``passages`` are those of the files beside their cells.

    ``of_bills`` are the names of the files that are bills: what another one says of magnets at large is of its own.
    """
    subjects = subjects_of(bill)
    if not subjects:
        return
    sheets = list(sheets)
    labelled = dict(_labelled_on(sheets))
    alone = (note for note in notes_on(sheets) if note.source not in labelled)
    notes = [
        passage
        for passage in (*alone, *labelled.values(), *passages)
        if passage.place not in _NO_WORD_ON_PARTS
    ]
    of_magnets = _texts_on_magnets(
        [
            note.text
            for note in notes
            if note.source.file in of_bills and not says_kind("glossary", note.source.sheet)
        ]
    )
    listener = _Listener(bill, subjects, content)
    for note in notes:
        may_be_of_many = note.source.file in of_bills
        yield from listener.claims_of(
            note,
            may_be_of_many=may_be_of_many,
            is_of_magnets=may_be_of_many and note.text in of_magnets,
        )


def notes_on(sheets: Iterable[SheetReading]) -> Iterator[Passage]:
    """The texts of rows that are no lines, facts or lists."""
    for sheet in sheets:
        if sheet.fate is SheetFate.OURS:
            continue
        for column in sheet.unread:
            if column.row_fate in _NOTES:
                for text, rows in column.texts().items():
                    yield Passage(text=text, source=column.source(rows[0]), place=Place.CELL)


def _labelled_on(sheets: Iterable[SheetReading]) -> Iterator[tuple[Source, Passage]]:
    """The cell of each label outside of the tables and beside their columns, and it with what stands to its right: "Origin MAG-1: CN"."""
    for sheet in sheets:
        if sheet.fate is SheetFate.OURS:
            continue
        for row, columns in _rows_of_notes(sheet).items():
            cells = sheet.table.rows[row]
            for column in sorted(columns):
                label = sheet.table.text(row, column).strip(" :：")
                value = _value_behind(cells, column)
                if value is not None and 0 < len(label) <= _LONGEST_LABEL:
                    text = f"{label}: {sheet.table.shown(row, value)}"
                    cell = sheet.table.source(row, value)
                    passage = Passage(text=text, source=cell, place=Place.CELL)
                    yield sheet.table.source(row, column), passage


def _rows_of_notes(sheet: SheetReading) -> dict[int, set[int]]:
    """The columns, by row, in which texts stand that no line, fact or list was made of; beside lines, those without a heading."""
    texts: dict[int, set[int]] = {}
    for column in sheet.unread:
        if column.row_fate in _NOTES or (column.row_fate is RowFate.LINE and not column.heading):
            values = sheet.table.column(column.column)
            for row in column.rows:
                if isinstance(values[row], str):
                    texts.setdefault(row, set()).add(column.column)
    return texts


def _value_behind(cells: Sequence[CellValue], column: int) -> int | None:
    """The next filled column to the right of a label, at most one blank away."""
    behind = range(column + 1, min(column + 3, len(cells)))
    return next((other for other in behind if cells[other] not in (None, "")), None)


_EVERY: Final = frozenset(ClaimKind)
_OF_PAPERS: Final = frozenset(
    {
        ClaimKind.ORIGIN,
        ClaimKind.TECHNOLOGY,
        ClaimKind.CONTROLLED,
        ClaimKind.OTHER_PART,
        ClaimKind.ORIGIN_UNSURE,
    }
)
"""What a paper on one item claims of it beside its rows; what it says of elements, and of itself, its reader knows."""
_SMALL_WORD: Final = late_pattern(r"\s+[^\W\d_]{1,4}\s*\Z")
"""A word between what is said and the part of which it is: "licence for MAG-1"."""
_LONGEST_LABEL: Final = 60
"""Letters of a label; what is longer is a sentence, and says by itself what it says."""


class _Listener:
    """Knows of which subject a text speaks, by its place or its words."""

    def __init__(
        self,
        bill: Bill,
        subjects: Mapping[str, Item],
        content: Mapping[str, Sequence[ContentRow]],
    ) -> None:
        self._subjects = subjects
        self._made_of_it = {
            item.number for item in subjects.values() if item.item_class in MADE_OF_RARE_EARTH
        }
        self._numbers = NumberFinder(bill.items)
        cells = [(cell, item.number, False) for item in subjects.values() for cell in item.cells]
        cells += [
            (cell, item.number, True)
            for item in subjects.values()
            for row in content.get(item.number, ())
            for cell in row.cells[:1]
        ]
        self._of_sheet: dict[tuple[str, str], set[str]] = {}
        """The items that the facts of a sheet are of; what one of a single item says beside its rows is of that."""
        for cell, number, is_fact in cells:
            if is_fact:
                self._of_sheet.setdefault((cell.file, cell.sheet), set()).add(number)
        self._by_row = {
            (cell.file, cell.sheet, cell.row): (number, is_of_facts)
            for cell, number, is_of_facts in reversed(cells)
        }

    def claims_of(
        self, note: Passage, *, may_be_of_many: bool, is_of_magnets: bool
    ) -> Iterator[ItemClaim]:
        """The claims of one text, once for each item that it speaks of: by its row, by its number, else with all that are meant."""
        is_of_all = may_be_of_many and _ALL_PARTS.search(note.text.casefold()) is not None
        cell = note.source
        own = self._by_row.get((cell.file, cell.sheet, cell.row)) if cell.row else None
        numbers = self._named_in(note.text) if own is None else (own[0],)
        if not numbers and (is_of_all or is_of_magnets):
            numbers = tuple(
                item.number
                for item in self._subjects.values()
                if is_of_all or item.item_class is ItemClass.MAGNET
            )
        kinds = _EVERY
        of_sheet = self._of_sheet.get((cell.file, cell.sheet), set())
        if own is None and not numbers and len(of_sheet) == 1:
            numbers, kinds = tuple(of_sheet), _OF_PAPERS
        elif not numbers and may_be_of_many and speaks_of_all_prices(note.text):
            numbers, kinds = tuple(self._made_of_it), frozenset({ClaimKind.PRICE_UNSURE})
        for claim in self._claims_in(note.text) if numbers else ():
            if claim.kind not in kinds or (own is not None and own[1] and not is_of_facts(claim)):
                continue
            for number in numbers:
                if number in self._made_of_it or claim.kind in OF_WHAT_IS_INSIDE:
                    yield ItemClaim(item=number, claim=claim, cell=cell)

    def _claims_in(self, text: str) -> tuple[Claim, ...]:
        """What a text claims, and what a label and its value do together: "Export licence MAG-1: required"."""
        label, value = label_and_value(text) or ("", "")
        if not value or len(label) > _LONGEST_LABEL:
            return claims_in(text)
        for match in self._numbers.find(label):
            before, _, behind = label.partition(match.number)
            label = f"{_SMALL_WORD.sub('', before)} {behind}"
        return tuple(dict.fromkeys((*claims_in(text), *claims_under(label.strip(), value))))

    def _named_in(self, text: str) -> tuple[str, ...]:
        """The subjects whose numbers are words of the text."""
        named = (match.number for match in self._numbers.find(text))
        return tuple(number for number in dict.fromkeys(named) if number in self._subjects)


def _texts_on_magnets(texts: Sequence[str]) -> frozenset[str]:
    """Those that speak of magnets themselves, or of what is said of them, "composition of magnets", not of what serves them."""
    return frozenset(
        text
        for text, phrases in hear_all(texts).items()
        if any(
            phrase.kind is HeardKind.MAGNET
            and (phrase.standing is Standing.ITSELF or is_of(text, phrase.start))
            for phrase in phrases
        )
    )

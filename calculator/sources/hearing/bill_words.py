"""The items of a bill by their numbers, rows and words: what a phrase that is heard elsewhere may be about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from calculator.model.bill import Bill
from calculator.model.item import Item, ItemClass
from calculator.model.source import Source
from calculator.numbers.spelling import letters_and_digits
from calculator.recognition.head_noun import SETTLES_NOTHING, head_of
from calculator.recognition.heard_phrase import HeardKind
from calculator.recognition.hearing import hear
from calculator.recognition.named_numbers import NumberFinder
from calculator.recognition.plain_parts import is_plain_part
from calculator.recognition.plain_text import plain_text

RowKey = tuple[str, str, int]
"""File, sheet and row, from 1."""
_TOKEN: Final = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_CLASSES: Final = {
    HeardKind.MAGNET: ItemClass.MAGNET,
    HeardKind.TARGET: ItemClass.TARGET,
    HeardKind.MATERIAL: ItemClass.LISTED_MATERIAL,
    HeardKind.HOLDER: ItemClass.OTHER,
}


def class_of(kind: HeardKind) -> ItemClass:
    """The class of an item of that kind; ``other`` for what holds one."""
    return _CLASSES[kind]


def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, without case.

    >>> tokens("Arc magnet, 14x9-N42")
    ('arc', 'magnet', '14x9', 'n42')
    """
    return tuple(_TOKEN.findall(unicodedata.normalize("NFKC", text).casefold()))


@dataclass(frozen=True, kw_only=True)
class BillWords:
    """The items of a bill. ``lines`` are the cells that name an item, with its number; they are only looked at where asked for."""

    bill: Bill
    lines: Iterable[tuple[Source, str]]

    @cached_property
    def rows(self) -> Mapping[RowKey, str]:
        """Of each row that became a line the number of its item."""
        return {(source.file, source.sheet, source.row): number for source, number in self.lines}

    @cached_property
    def by_number(self) -> dict[str, Item]:
        """Items by their folded numbers; those of three signs or fewer identify nothing."""
        return {
            folded: item
            for number, item in self.bill.items.items()
            if len(folded := letters_and_digits(number)) > 3
        }

    @cached_property
    def numbers(self) -> NumberFinder:
        """Finds the items that a text names by their numbers."""
        return NumberFinder(self.bill.items)

    @cached_property
    def tested(self) -> list[Item]:
        """The items that are, or probably hold, what the rules are about."""
        return [
            item
            for item in self.bill.items.values()
            if item.suspect or item.item_class in (*_CLASSES.values(),)[:3]
        ]

    @cached_property
    def kinds(self) -> frozenset[HeardKind]:
        """The kinds of which the bill has an item."""
        return frozenset(kind for item in self.tested for kind in kinds_of(item))

    @cached_property
    def tops(self) -> list[Item]:
        """The products."""
        return [self.bill.items[number] for number in self.bill.products]

    @cached_property
    def top_words(self) -> list[frozenset[str]]:
        """The words of each product; those of the file's own name, where the product has no row."""
        return [frozenset(tokens(f"{item.number} {item.description}")) for item in self.tops]

    @cached_property
    def _tested_rows(self) -> dict[tuple[str, str], dict[int, Item]]:
        """Of each sheet the rows of tested items: what a word over a group is held against."""
        tested = {item.number: item for item in self.tested}
        rows: dict[tuple[str, str], dict[int, Item]] = {}
        for (file, sheet, row), number in self.rows.items():
            if number in tested:
                rows.setdefault((file, sheet), {})[row] = tested[number]
        return rows

    def tested_in_file(self, file: str) -> list[Item]:
        """The tested items with a line in a file."""
        sheets = (rows for (name, _), rows in self._tested_rows.items() if name == file)
        return [item for rows in sheets for item in rows.values()]

    def tested_on_sheet(self, file: str, sheet: str) -> list[Item]:
        """The tested items with a line on a sheet."""
        return [*self._tested_rows.get((file, sheet), {}).values()]

    def tested_in_rows(self, file: str, sheet: str, rows: Sequence[int]) -> list[Item]:
        """The tested items with a line in some rows of a sheet."""
        lines = self._tested_rows.get((file, sheet), {})
        return [lines[row] for row in rows if row in lines]

    def are_told(self, file: str, sheet: str, rows: Sequence[int]) -> bool:
        """True where each line in these rows is tested, or is by its material, its number or its words another part."""
        lines = self._tested_rows.get((file, sheet), {})
        return all(
            row in lines or (item := self._item_at(file, sheet, row)) is None or _is_another(item)
            for row in rows
        )

    def are_understood(self, file: str, sheet: str, rows: Sequence[int]) -> bool:
        """True where there are lines in these rows, all of a material without rare earth."""
        items = [item for row in rows if (item := self._item_at(file, sheet, row)) is not None]
        return bool(items) and all(item.rare_earth_free for item in items)

    def _item_at(self, file: str, sheet: str, row: int) -> Item | None:
        number = self.rows.get((file, sheet, row))
        return None if number is None else self.bill.items.get(number)

    def item_in(self, source: Source) -> Item | None:
        """The item of the line in whose row a cell stands."""
        return self._item_at(source.file, source.sheet, source.row)

    def with_words(self, words: str) -> tuple[str, ...]:
        """Numbers of tested items of which the words are all, or a part in the same order."""
        wanted = tokens(words)
        if not wanted:
            return ()
        rarest = min((self._items_with.get(token, ()) for token in wanted), key=len)
        phrase = f" {' '.join(wanted)} "
        return tuple(number for number, said in rarest if phrase in said)

    @cached_property
    def _items_with(self) -> dict[str, list[tuple[str, str]]]:
        """Of each word the tested items that say it, each with all its words."""
        found: dict[str, list[tuple[str, str]]] = {}
        for item in self.tested:
            said = tokens(f"{item.number} {item.description} {item.material}")
            for token in set(said):
                found.setdefault(token, []).append((item.number, f" {' '.join(said)} "))
        return found


def _is_another(item: Item) -> bool:
    head = head_of(plain_text(item.description))
    return (
        item.rare_earth_free
        or (head is not None and head.kind in SETTLES_NOTHING)
        or is_plain_part(item.description)
    )


def kinds_of(item: Item) -> Iterator[HeardKind]:
    """What an item counts as: what it is itself, and what holds one where it is a suspect."""
    for kind, item_class in _CLASSES.items():
        if item.item_class is item_class and kind is not HeardKind.HOLDER:
            yield kind
    if item.suspect:
        yield HeardKind.HOLDER
        # A suspect by the words "magnet assembly" answers for its magnets too.
        yield from {
            phrase.kind for phrase in hear(item.description) if phrase.kind is not HeardKind.HOLDER
        }


def of_kind(kind: HeardKind, items: Iterable[Item]) -> bool:
    """True where one of the items is of the kind: a magnet answers for what holds one, not the other way round."""
    held = {each for item in items for each in kinds_of(item)}
    if kind is HeardKind.HOLDER:
        return bool(held & {HeardKind.HOLDER, HeardKind.MAGNET, HeardKind.TARGET})
    if kind is HeardKind.MATERIAL:
        return bool(held - {HeardKind.HOLDER})
    return kind in held

"""The items of a bill by their numbers, rows and words: what a phrase that is heard elsewhere may be about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from calculator.model.bill import Bill
from calculator.model.item import Item, ItemClass
from calculator.model.source import Source
from calculator.recognition.hearing import HeardKind, hear

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


def folded_number(text: str) -> str:
    """A part number without case, signs and spaces.

    >>> folded_number(" mag-01/A ")
    'mag01a'
    """
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum()
    )


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
            if len(folded := folded_number(number)) > 3
        }

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
    def top_words(self) -> list[frozenset[str]]:
        """The words of each product; those of the file's own name, where the product has no row."""
        return [
            frozenset(tokens(f"{item.number} {item.description}"))
            for number in self.bill.products
            if (item := self.bill.items[number])
        ]

    @cached_property
    def _by_sheet(self) -> dict[tuple[str, str], dict[int, str]]:
        found: dict[tuple[str, str], dict[int, str]] = {}
        for (file, sheet, row), number in self.rows.items():
            found.setdefault((file, sheet), {})[row] = number
        return found

    def items_of_file(self, file: str) -> list[Item]:
        """The items with a line in a file."""
        sheets = (rows for (name, _), rows in self._by_sheet.items() if name == file)
        return self._items(number for rows in sheets for number in rows.values())

    def items_of_sheet(self, file: str, sheet: str) -> list[Item]:
        """The items with a line on a sheet."""
        return self._items(self._by_sheet.get((file, sheet), {}).values())

    def items_in_rows(self, file: str, sheet: str, rows: range) -> list[Item]:
        """The items with a line in some rows of a sheet."""
        lines = self._by_sheet.get((file, sheet), {})
        return self._items(lines[row] for row in rows if row in lines)

    def _items(self, numbers: Iterable[str]) -> list[Item]:
        items = self.bill.items
        return [items[number] for number in dict.fromkeys(numbers) if number in items]

    def item_in(self, source: Source) -> Item | None:
        """The item of the line in whose row a cell stands."""
        number = self.rows.get((source.file, source.sheet, source.row))
        return None if number is None else self.bill.items.get(number)

    def with_words(self, words: str) -> tuple[str, ...]:
        """Numbers of tested items of which the words are all, or a part in the same order."""
        wanted = f" {' '.join(tokens(words))} "
        return (
            tuple(number for number, said in self._said if wanted in said) if wanted.strip() else ()
        )

    @cached_property
    def _said(self) -> list[tuple[str, str]]:
        return [
            (
                item.number,
                f" {' '.join(tokens(f'{item.number} {item.description} {item.material}'))} ",
            )
            for item in self.tested
        ]


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

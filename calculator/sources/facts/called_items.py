"""Magnets and targets by what they are called: a row of facts that names no part number may name one of them by its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from calculator.model.item import RARE_EARTH_CLASSES, Item
from calculator.numbers.late_patterns import late_pattern

_WORD: Final = late_pattern(r"[^\W_]+")
_LONGEST: Final = 120
_SHORTEST: Final = 3
"""Letters and digits of a text that can call a part."""


class CalledItems:
    """The magnets and targets of a bill by the words of their descriptions, materials and suppliers."""

    def __init__(self, items: Mapping[str, Item]) -> None:
        self._tested = [item for item in items.values() if item.item_class in RARE_EARTH_CLASSES]

    def items_called(self, text: str) -> tuple[str, ...]:
        """The part numbers of those all of whose words a text takes from what they are called; of a plural too.

        >>> from calculator.model.item import ItemClass
        >>> ring = Item(number="M-1", description="Ring magnet N42 30x10", item_class=ItemClass.MAGNET)
        >>> called = CalledItems({"M-1": ring})
        >>> [called.items_called(text) for text in ("Ring magnet", "N42", "Magnets", "Ring magnet N35", "M-7")]
        [('M-1',), ('M-1',), ('M-1',), (), ()]
        """
        words = _words(text)
        if not words or sum(map(len, words)) < _SHORTEST:
            return ()
        rarest = min((self._items_with.get(word, ()) for word in words), key=len)
        return tuple(number for number, said in rarest if words <= said)

    @cached_property
    def _items_with(self) -> dict[str, list[tuple[str, frozenset[str]]]]:
        by_word: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for item in self._tested:
            said = _words(f"{item.description} {item.material} {item.supplier}")
            for word in said:
                by_word.setdefault(word, []).append((item.number, said))
        return by_word


def _words(text: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    words = _WORD.findall(folded)
    return frozenset(
        word.removesuffix("s") if word.isalpha() and len(word) > _SHORTEST else word
        for word in words
    )

"""A stated class against the words of an item, and a listed material that nobody can name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.model.item import RARE_EARTH_CLASSES, Item, ItemClass
from calculator.model.problem import Problem, error, warning
from calculator.model.substances import read_substance
from calculator.recognition.classify import recognise


def doubts_of(item: Item) -> Iterable[Problem]:
    """What the stated class says against the words, and a listed material that nobody can name."""
    if item.class_overruled is not None:
        yield warning(
            "class-contradicts-words",
            f"{item.number} is stated as {item.class_overruled.value}, but its {item.reason}; both were added together, and it is tested as {item.item_class.value}. Check it",
            *item.cells[:1],
        )
    is_doubtful = (
        item.class_stated and not item.is_implied and item.item_class not in RARE_EARTH_CLASSES
    )
    words = recognise(item.description, item.material, item.number) if is_doubtful else None
    if words is not None and words.item_class in RARE_EARTH_CLASSES:
        yield warning(
            "class-contradicts-words",
            f"{item.number} is stated as {item.item_class.value}, but its {words.reason}; the statement was believed and the item is not tested{_ASKED if item.suspect and item.item_class is ItemClass.ASSEMBLY else ''}. Check it",
            *item.cells[:1],
        )
    if item.item_class is ItemClass.LISTED_MATERIAL and all(
        read_substance(text)[0] is None for text in (item.material, item.description)
    ):
        yield error(
            "unknown-substance",
            f"{item.number} is a listed material, but neither its material nor its description names a substance that is known; "
            "it may be any. Write Dy, Dy2O3, DyFe ...",
            *item.cells[:1],
        )


_ASKED: Final = ", but asked about unless a part of it is the magnet"

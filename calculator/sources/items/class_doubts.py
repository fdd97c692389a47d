"""A stated class against the words of an item, and a listed material that nobody can name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.model.bill import Bill
from calculator.model.item import RARE_EARTH_CLASSES, Answer, Item, ItemClass
from calculator.model.problem import Problem, error, note, warning
from calculator.model.substances import read_substance
from calculator.numbers.counted import agreeing, counted
from calculator.recognition.classify import recognise


def doubts_of(item: Item) -> Iterable[Problem]:
    """What the stated class says against the words, and a listed material that nobody can name."""
    if item.class_overruled is not None:
        yield warning(
            "class-contradicts-words",
            f"{item.number} is stated as {item.class_overruled.value}, but its {item.reason}; both were added together, and it is tested as {item.item_class.value}. Check it",
            *item.cells[:1],
        )
    if item.holds_magnet is Answer.NO and item.holds_against:
        yield warning(
            "holds-magnet-contradicted",
            f"{item.number} is stated to hold no magnet, but {item.holds_against}; the statement settles nothing. Correct it, or say which material it holds",
            *item.holds_cells,
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


def statements_of(bill: Bill) -> Iterable[Problem]:
    """What is stated of magnets inside, against the lines below; and the parts that such a statement alone settles."""
    settled: list[Item] = []
    for number, item in bill.items.items():
        if item.holds_magnet is not Answer.NO or item.holds_against:
            continue
        below = [
            part
            for part in sorted(bill.inside(number))
            if part != number and bill.items[part].item_class in RARE_EARTH_CLASSES
        ]
        if below:
            yield warning(
                "holds-magnet-contradicted",
                f"{number} is stated to hold no magnet, but {bill.items[below[0]].item_class.value} {below[0]} is below it; that is tested all the same. Correct one",
                *item.holds_cells,
                *bill.items[below[0]].cells[:1],
            )
        elif item.suspect:
            settled.append(item)
    if settled:
        names = ", ".join(item.number for item in settled[:_NAMED])
        more = f" and {len(settled) - _NAMED} more" if len(settled) > _NAMED else ""
        yield note(
            "holds-none-stated",
            f"{counted(len(settled), 'part')} that would be asked about {agreeing(len(settled), 'is', 'are')} stated to hold no magnet ({names}{more}); that was believed, as a declaration",
            *(cell for item in settled for cell in item.holds_cells),
        )


_NAMED: Final = 6
_ASKED: Final = ", but asked about unless a part of it is the magnet"

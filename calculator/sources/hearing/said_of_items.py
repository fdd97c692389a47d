"""What remarks, comments and notes say of the magnets and targets of a bill: that a rare earth was put into one of them.

It is added to what the item's own words say: a list of all that is in it has to name what is remarked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from calculator.model.bill import Bill
from calculator.model.item import RARE_EARTH_CLASSES, Item
from calculator.recognition.elements_said import elements_said
from calculator.sources.hearing.bill_words import BillWords
from calculator.sources.hearing.listening import FileToHear
from calculator.sources.hearing.texts_beside import texts_beside


def with_said_elements(
    bill: Bill, files: Iterable[FileToHear], words: BillWords, *, hears_unread: bool
) -> Bill:
    """The bill, its magnets and targets with the rare earths that texts beside their lines say are in them.

    A text speaks of the item in whose row it stands, else of each whose part number is in it.
    """
    if not any(item.item_class in RARE_EARTH_CLASSES for item in bill.items.values()):
        return bill
    said: dict[str, frozenset[str]] = {}
    for file in files:
        for passage, own in texts_beside(file, words, _elements_in, hears_unread=hears_unread):
            elements = _elements_in(passage.text)
            for item in _spoken_of(passage.text, own, words) if elements else ():
                said[item.number] = said.get(item.number, frozenset()) | elements
    if not said:
        return bill
    items = {
        number: replace(
            item, said_elements=item.said_elements | said[number], rare_earth_free=False
        )
        if number in said
        else item
        for number, item in bill.items.items()
    }
    return replace(bill, items=items)


def _elements_in(remark: str) -> frozenset[str]:
    return elements_said(remark, is_remark=True)


def _spoken_of(text: str, own: Item | None, words: BillWords) -> Iterator[Item]:
    named = (
        (own,)
        if own is not None
        else (words.bill.items[match.number] for match in words.numbers.find(text))
    )
    return (item for item in named if item.item_class in RARE_EARTH_CLASSES)

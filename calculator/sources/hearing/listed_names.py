"""What the words of a bill say of substances that a rule's own list names: in the lines, and in texts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calculator.model.bill import Bill
from calculator.model.claim import Claim, ClaimKind, ItemClaim
from calculator.model.elements import atomic_weights
from calculator.model.item import Item
from calculator.model.source import Source
from calculator.recognition.listed_names import listed_names_in
from calculator.recognition.named_words import is_alloy_of
from calculator.sources.hearing.bill_words import BillWords
from calculator.sources.hearing.listening import FileToHear
from calculator.sources.hearing.texts_beside import texts_beside

_SHOWN = 80


def listed_names_said(
    bill: Bill,
    files: Iterable[FileToHear],
    words: BillWords,
    names: tuple[str, ...],
    *,
    hears_unread: bool,
) -> Iterator[ItemClaim]:
    """A claim for each item and name: by its description and material, in its row, or in a text that has its part number.

    A text that names no item is none of them: a list of substances on a cover says what was looked for.
    """
    if not names:
        return
    symbols = tuple(name for name in names if name in atomic_weights())
    for item in bill.items.values():
        text = f"{item.material} | {item.description}"
        # CuZn39Pb3 is a brass with lead.
        alloyed = tuple(symbol for symbol in symbols if is_alloy_of((symbol,), text))
        yield from _claims(item, text, item.cells[:1], (*listed_names_in(names, text), *alloyed))
    for file in files:
        for passage, own in texts_beside(
            file, words, lambda text: listed_names_in(names, text), hears_unread=hears_unread
        ):
            named = listed_names_in(names, passage.text)
            if not named:
                continue
            items = (
                (own,)
                if own is not None
                else (bill.items[match.number] for match in words.numbers.find(passage.text))
            )
            for item in items:
                yield from _claims(item, passage.text, (passage.source,), named)


def _claims(
    item: Item, text: str, cells: tuple[Source, ...], named: tuple[str, ...]
) -> Iterator[ItemClaim]:
    for name in named:
        claim = Claim(kind=ClaimKind.LISTED, words=text.strip(" |")[:_SHOWN], element=name)
        for cell in cells:
            yield ItemClaim(item=item.number, claim=claim, cell=cell)

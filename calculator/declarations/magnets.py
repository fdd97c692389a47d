"""The magnets of a product for a declaration: of any kind, also without rare earth, and what may hold more of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from calculator.declarations.record import OpenPart
from calculator.findings.finding import UnresolvedPart
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item, ItemClass
from calculator.numbers.bounds import Bounds
from calculator.rules.provisions import MAGNET_FAMILIES


def kind_of(item: Item, facts: Facts) -> str:
    """The kind of a magnet: by its material, else by what its facts call the alloy that it is; "" where nothing tells."""
    if item.family:
        return item.family
    named = {row.substance.key for row in rows_of(item.number, facts)} & set(MAGNET_FAMILIES)
    return named.pop() if len(named) == 1 else ""


def rows_of(number: str, facts: Facts) -> tuple[ContentRow, ...]:
    """The content rows of an item that speak on the day."""
    return tuple(row for row in facts.content.get(number, ()) if facts.holds(row))


def magnets_in(product: str, bill: Bill) -> Iterator[tuple[Item, Bounds]]:
    """Every magnet of a product with how many of it are in one; what a magnet is made of is no magnet beside it."""
    inside = bill.inside(product)
    for number, quantity in inside.items():
        item = bill.items[number]
        if item.item_class is not ItemClass.MAGNET or quantity.is_zero:
            continue
        above = bill.ancestors_of({number}) & set(inside)
        if not any(bill.items[parent].item_class is ItemClass.MAGNET for parent in above):
            yield item, quantity


def open_parts(
    product: str, suspects: Iterable[UnresolvedPart], bill: Bill, facts: Facts
) -> list[OpenPart]:
    """What may hold a magnet in a product: the suspects of the run, and every part whose words say that it does and no line below is one.

    That a motor holds no rare earth does not settle it here: it may hold a magnet of ferrite. That it holds no magnet of any kind does.
    """
    inside = bill.inside(product)
    by_number = {
        suspect.item.number: OpenPart(item=suspect.item, why=suspect.why)
        for suspect in suspects
        if suspect.item.number in inside and not holds_none(suspect.item, facts)
    }
    heard = [
        OpenPart(item=suspect.item, why=suspect.why)
        for suspect in suspects
        if not suspect.item.number
    ]
    for number in inside:
        item = bill.items[number]
        if (
            number in by_number
            or not item.suspect
            or item.item_class is ItemClass.MAGNET
            or holds_none(item, facts)
        ):
            continue
        if not any(_tells(bill.items[part]) for part in bill.inside(number) if part != number):
            by_number[number] = OpenPart(item=item, why=item.suspect)
    return [*by_number.values(), *heard]


def holds_none(part: Item, facts: Facts) -> bool:
    """True for a part that is stated to hold no magnet of any kind, in the bill or by its supplier, and that nothing says otherwise of."""
    if any(row.names_rare_earth for row in rows_of(part.number, facts)):
        return False
    is_stated = part.holds_magnet is Answer.NO and not part.holds_against
    return part.holds_any_magnet is Answer.NO or (
        is_stated and part.holds_any_magnet is not Answer.YES
    )


def _tells(part: Item) -> bool:
    """True for a part that answers for what it is in: a magnet, or one that is asked about itself."""
    return part.item_class is ItemClass.MAGNET or bool(part.suspect)

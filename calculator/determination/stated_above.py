"""What is declared of an assembly or a product against what its magnets and targets may hold: more of an element has to be somewhere.

The declaration of the larger thing then says that one of the smaller ones holds more than is declared of it, or another part does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from calculator.findings.obligation import Doubt, Obligation
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import MADE_OF_RARE_EARTH, Item
from calculator.numbers.bounds import ROUNDING, Bounds, exact_text


def doubts_from_above(bill: Bill, facts: Facts) -> Iterator[Doubt]:
    """A doubt for each magnet, target and material inside an item of which more of an element is declared than they may hold."""
    for number, rows in facts.content.items():
        item = bill.items.get(number)
        if item is None or item.item_class in MADE_OF_RARE_EARTH or not bill.components_of(number):
            continue
        stated = [row for row in rows if facts.holds(row)]
        elements = dict.fromkeys(element for row in stated for element in row.substance.elements)
        inside = _inside(number, bill)
        for element in elements:
            yield from _doubts_on(item, element, stated, inside, facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A magnet, a target or a material, and how many of it are inside."""

    item: Item
    quantity: Bounds


def _inside(number: str, bill: Bill) -> tuple[_Part, ...]:
    return tuple(
        _Part(item=bill.items[part], quantity=quantity)
        for part, quantity in bill.inside(number).items()
        if part != number and bill.items[part].item_class in MADE_OF_RARE_EARTH
    )


def _doubts_on(
    item: Item,
    element: str,
    stated: Iterable[ContentRow],
    inside: tuple[_Part, ...],
    facts: Facts,
) -> Iterator[Doubt]:
    least = sum(
        (_least(row, item) for row in stated if element in row.substance.elements), Fraction(0)
    )
    most = [_most(part, element, facts) for part in inside]
    if not least or any(mass is None for mass in most):
        return  # what may hold any amount is open by itself
    total = sum((mass for mass in most if mass is not None), Fraction(0))
    if least <= total * ROUNDING:
        return
    cells = tuple(row.cells[0] for row in stated if row.cells)[:1]
    for part in inside:
        yield Doubt(
            item=part.item.number,
            obligation=Obligation.STATEMENTS,
            why=f"{item.number} is declared to hold at least {exact_text(least * 1000, 3)} g of {element}, and its magnets and materials at most {exact_text(total * 1000, 3)} g",
            question=f"which part of {item.number} holds the rest of its {element}? Correct the declaration that is wrong",
            cells=cells,
        )


def _least(row: ContentRow, item: Item) -> Fraction:
    """The least mass, in kg, that a row says to be in one item."""
    masses = [row.mass.low] if row.mass is not None else []
    if row.share is not None:
        masses.append(row.share.low * item.mass.bounds.low)
    return max(masses, default=Fraction(0))


def _most(part: _Part, element: str, facts: Facts) -> Fraction | None:
    """The most, in kg, that is declared of all of a part; None where it may be any amount."""
    rows = [row for row in facts.content.get(part.item.number, ()) if facts.holds(row)]
    if part.item.rare_earth_free and not rows:
        return Fraction(0)
    if (
        not any(row.disclosure is not Disclosure.PARTIAL for row in rows)
        or part.quantity.high is None
    ):
        return None
    most = Fraction(0)
    for row in rows:
        if element not in row.substance.elements:
            continue
        masses = [row.mass.high] if row.mass is not None else []
        if row.share is not None and row.share.high is not None:
            whole = part.item.mass.bounds.high
            masses.append(None if whole is None else row.share.high * whole)
        known = [mass for mass in masses if mass is not None]
        if not known:
            return None
        most += min(known)
    return most * part.quantity.high

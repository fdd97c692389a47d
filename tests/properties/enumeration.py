"""A second, independent computation: every path from an item down is walked by itself.

It shares no code with the roll-up but the number type. It knows only bills of the kind that
``tests/strategies.py`` draws, and there it must agree with the program to the last digit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass
class Thing:
    """One item: ``price`` in the one currency; ``content`` is None for no Content row, else for each row
    (value low, value high, Chinese share low, Chinese share high, listed). ``wt`` is a row stated in wt% of ``mass`` kg.
    """

    number: str
    kind: str
    price: Fraction | None = None
    mass: Fraction | None = None
    content: list[tuple[Fraction, Fraction, Fraction, Fraction, bool]] | None = None
    wt: tuple[Fraction, Fraction] | None = None
    full: bool = False
    origin: str | None = None
    zero: bool = False
    children: list[tuple[str, Fraction]] = field(default_factory=list)


Ends = tuple[Fraction, Fraction | None]


def content_by_paths(things: dict[str, Thing], number: str) -> Ends:
    """Lower and upper end of the counted value in one unit: the sum over every path to something that speaks for itself."""
    thing = things[number]
    if not thing.children:
        return _cut(_own(thing), thing.price)
    below = _below(things, thing)
    if thing.kind != "magnet":
        return _cut(below, thing.price)
    # No magnet with parts has a mass here, so that its parts leave any of it open.
    by_parts = _plus(below, (Fraction(0), thing.price))
    if thing.content is None:
        return _cut(by_parts, thing.price)
    stated = _own(thing)
    if _contradicted(things, thing, stated, below):
        return _cut(_holding_both(stated, by_parts), thing.price)
    low = max(stated[0], below[0])
    highs = [stated[1]] if thing.full else [stated[1], by_parts[1]]
    known = [high for high in highs if high is not None and high >= low]
    high = min(known) if known and not (thing.full and stated[1] is None) else None
    return _cut((low, high), thing.price)


def sure_inside(things: dict[str, Thing], number: str) -> set[str]:
    """What surely is in a thing: dysprosium or holmium by its rows, rare earth where it is a magnet of NdFeB."""
    thing = things[number]
    sure = {"?"} if thing.kind == "magnet" else {"Dy"} if thing.kind == "listed material" else set()
    sure |= {"Dy" if row[4] else "Ho" for row in thing.content or ()}
    for child, _ in thing.children:
        sure |= sure_inside(things, child)
    return sure


def is_in_a_magnet(things: dict[str, Thing], number: str) -> bool:
    """True where some line of the item is below a magnet."""
    return any(
        thing.kind == "magnet" or is_in_a_magnet(things, thing.number)
        for thing in things.values()
        if any(child == number for child, _ in thing.children)
    )


def _contradicted(things: dict[str, Thing], thing: Thing, stated: Ends, below: Ends) -> bool:
    """Parts hold what a full list lacks, or surely more than is stated, apart from rounding."""
    inside = set().union(*(sure_inside(things, child) for child, _ in thing.children))
    named = {"Dy" if row[4] else "Ho" for row in thing.content or ()}
    if thing.full and "Dy" in inside - named:
        return True
    return stated[1] is not None and below[0] > stated[1] * Fraction(102, 100)


def _below(things: dict[str, Thing], thing: Thing) -> Ends:
    total: Ends = (Fraction(0), Fraction(0))
    for child, quantity in thing.children:
        low, high = content_by_paths(things, child)
        total = _plus(total, (low * quantity, None if high is None else high * quantity))
    return total


def _plus(one: Ends, other: Ends) -> Ends:
    return one[0] + other[0], None if one[1] is None or other[1] is None else one[1] + other[1]


def _holding_both(one: Ends, other: Ends) -> Ends:
    return min(one[0], other[0]), None if one[1] is None or other[1] is None else max(
        one[1], other[1]
    )


def _cut(ends: Ends, price: Fraction | None) -> Ends:
    """No more than the whole, unless it surely is: then the price is in doubt."""
    low, high = ends
    if price is None or low > price:
        return ends
    return low, price if high is None else min(high, price)


def _own(thing: Thing) -> Ends:
    """What a thing says of itself (DESIGN, Content of an item)."""
    if thing.content is not None:
        low = sum(
            (value * share for value, _, share, _, listed in thing.content if listed), Fraction(0)
        )
        high = sum(
            (value * share for _, value, _, share, listed in thing.content if listed), Fraction(0)
        )
        if thing.full:
            return low, high
        return low, (None if thing.price is None else high + thing.price)
    if thing.kind == "listed material":
        if thing.price is None:
            return Fraction(0), (Fraction(0) if thing.origin not in (None, "CN") else None)
        return (
            thing.price if thing.origin == "CN" else Fraction(0),
            thing.price if thing.origin in (None, "CN") else Fraction(0),
        )
    if thing.zero:
        return Fraction(0), Fraction(0)
    return Fraction(0), thing.price


def printed(ends: Ends, price: Fraction | None) -> Ends:
    """What a report says: no more than all of the item."""
    low, high = ends
    if price is None or (high is not None and high <= price):
        return ends
    return min(low, price), price


def verdict_of(content: Ends, price: Fraction | None) -> str:
    """The value test at 0.1 %, by multiplying with a thousand."""
    low, high = content
    if price is not None and low * 1000 >= price:
        return "crosses"
    if price is not None and high is not None and high * 1000 < price:
        return "below"
    return "undetermined"

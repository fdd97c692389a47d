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
    if thing.content is None and not thing.children:
        return _own(thing)
    if thing.content is not None:
        stated = _own(thing)
        if not thing.children:
            return stated
        below = _below(things, thing)
        return stated if _can_both_be_true(stated, below) else _holding_both(stated, below)
    return _below(things, thing)


def _below(things: dict[str, Thing], thing: Thing) -> Ends:
    low, high, is_open = Fraction(0), Fraction(0), False
    for child, quantity in thing.children:
        part_low, part_high = content_by_paths(things, child)
        low += quantity * part_low
        if part_high is None:
            is_open = True
        else:
            high += quantity * part_high
    if is_open:
        return low, (None if thing.price is None else max(low, thing.price))
    return low, high


def _can_both_be_true(one: Ends, other: Ends) -> bool:
    return (other[1] is None or one[0] <= other[1]) and (one[1] is None or other[0] <= one[1])


def _holding_both(one: Ends, other: Ends) -> Ends:
    return min(one[0], other[0]), None if one[1] is None or other[1] is None else max(
        one[1], other[1]
    )


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


def verdict_of(content: Ends, price: Fraction | None) -> str:
    """The value test at 0.1 %, by multiplying with a thousand."""
    low, high = content
    if price is not None and low * 1000 >= price:
        return "crosses"
    if price is not None and high is not None and high * 1000 < price:
        return "below"
    return "undetermined"

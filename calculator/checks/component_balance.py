"""An item that costs or weighs less than its components together.

The line of the rule may then be crossed above and not below, or the other way round (LAW 4): a quantity, a price
basis or the quantity convention is not what it seems.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.bill import Bill, BillLine
from calculator.model.item import Item
from calculator.model.problem import Problem, note
from calculator.numbers.bounds import Bounds, bounds_text
from calculator.numbers.exact_sums import double, sum_of_fractions

CODES: Final = ("mass-below-components", "price-below-components")


def check(context: CheckContext) -> Iterable[Problem]:
    """A note for each item that in every one of its structures is less than its components at their lowest."""
    bill, rollup = context.bill, context.rollup
    figures = [
        (name, part_of, Doubles(bill.items, part_of))
        for name, part_of in (("price", rollup.value_of), ("mass", _mass_of))
    ]
    for number, structures in bill.structures.items():
        item = bill.items[number]
        for name, part_of, lows in figures:
            whole = part_of(item)
            if whole.high is None or not structures:
                continue
            parts = excess_of(bill, structures, whole.high, part_of, lows)
            if parts is not None:
                yield note(
                    f"{name}-below-components",
                    f"{number}: its {name}, {bounds_text(whole)}, is less than that of its components, {bounds_text(Bounds.exactly(parts))}. "
                    "Check the quantities and what the prices stand for",
                    *item.cells[:1],
                )


def _mass_of(item: Item) -> Bounds:
    return item.mass.bounds


class Doubles(dict[str, float]):
    """By item the least of a figure as the nearest double, made once; infinity beyond the largest."""

    def __init__(self, items: Mapping[str, Item], part_of: Callable[[Item], Bounds]) -> None:
        super().__init__()
        self._items = items
        self._part_of = part_of

    def __missing__(self, number: str) -> float:
        low = self[number] = _as_double(self._part_of(self._items[number]).low)
        return low


def _as_double(number: Fraction) -> float:
    try:
        return double(number)
    except OverflowError:
        return math.inf


def excess_of(
    bill: Bill,
    structures: tuple[tuple[BillLine, ...], ...],
    whole: Fraction,
    part_of: Callable[[Item], Bounds],
    lows: Mapping[str, float],
) -> Fraction | None:
    """The least that the components come to, where that is above the whole in every structure; else None."""
    most = _as_double(whole) * (1 + 5e-10)
    if any(is_clearly_less(lines, most, lows) for lines in structures):
        return None
    return exact_excess(bill, structures, whole, part_of)


def exact_excess(
    bill: Bill,
    structures: tuple[tuple[BillLine, ...], ...],
    whole: Fraction,
    part_of: Callable[[Item], Bounds],
) -> Fraction | None:
    """The same in exact numbers alone: the definition."""
    above, below = whole.as_integer_ratio()
    sums = [
        sum_of_fractions(
            [(line.quantity_per.low, part_of(bill.items[line.component]).low) for line in lines]
        )
        for lines in structures
    ]
    # What a spreadsheet's arithmetic leaves in the last digits is no contradiction.
    if all(part * below * 10**9 > above * per * (10**9 + 1) for part, per in sums):
        return min(Fraction(part, per) for part, per in sums)
    return None


def is_clearly_less(lines: Sequence[BillLine], most: float, lows: Mapping[str, float]) -> bool:
    """True where floating point alone shows that the components at their lowest (``lows``) are not more than the whole.

    ``most`` is the whole times 1 + 5e-10. None of the n products is negative. Each operand is within u = 2**-53 of itself,
    each product and each sum adds another u of it, so that the sum is within (n + 3) u of itself: under 2e-10 for any bill
    that a sheet can hold. What counts as more is 1e-9 above the whole.
    """
    try:
        total = sum([double(line.quantity_per.low) * lows[line.component] for line in lines])
    except OverflowError:
        return False
    return _LEAST < most < math.inf and len(lines) < _MOST and total < most


_MOST: Final = 2**20
_LEAST: Final = 1e-200
"""Below this a double has no longer all of its digits."""

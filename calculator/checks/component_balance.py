"""An item that costs or weighs less than its components together.

The line of the rule may then be crossed above and not below, or the other way round (LAW 4): a quantity, a price
basis or the quantity convention is not what it seems.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import chain
from operator import mul
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.bill import Bill
from calculator.model.item import Item
from calculator.model.problem import Problem, note
from calculator.numbers.bounds import Bounds, bounds_text
from calculator.numbers.exact_sums import double, sum_of_fractions

CODES: Final = ("mass-below-components", "price-below-components")


def check(context: CheckContext) -> Iterable[Problem]:
    """A note for each item that in every one of its structures is less than its components at their lowest."""
    bill, rollup = context.bill, context.rollup
    figures = [
        (name, part_of, clearly_balanced(bill, part_of))
        for name, part_of in (("price", rollup.value_of), ("mass", _mass_of))
    ]
    for number, structures in bill.structures.items():
        for name, part_of, balanced in figures:
            if number in balanced or not structures:
                continue
            item = bill.items[number]
            whole = part_of(item)
            parts = None if whole.high is None else excess_of(bill, number, part_of)
            if parts is not None:
                yield note(
                    f"{name}-below-components",
                    f"{number}: its {name}, {bounds_text(whole)}, is less than that of its components, {bounds_text(Bounds.exactly(parts))}. "
                    "Check the quantities and what the prices stand for",
                    *item.cells[:1],
                )


def _mass_of(item: Item) -> Bounds:
    return item.mass.bounds


def excess_of(bill: Bill, number: str, part_of: Callable[[Item], Bounds]) -> Fraction | None:
    """The least that the components of an item come to, where that is above the whole in every structure, in exact numbers; else None."""
    whole = part_of(bill.items[number]).high
    if whole is None:
        return None
    above, below = whole.as_integer_ratio()
    sums = [
        sum_of_fractions(
            [(line.quantity_per.low, part_of(bill.items[line.component]).low) for line in lines]
        )
        for lines in bill.structures[number]
    ]
    # What a spreadsheet's arithmetic leaves in the last digits is no contradiction.
    if all(part * below * 10**9 > above * per * (10**9 + 1) for part, per in sums):
        return min(Fraction(part, per) for part, per in sums)
    return None


def clearly_balanced(bill: Bill, part_of: Callable[[Item], Bounds]) -> frozenset[str]:
    """The items of which floating point alone shows that in one of their structures the components at their lowest are not more.

    None of the n products is negative. Each operand is within u = 2**-53 of itself, each product and each sum adds another
    u of it, so that the sum is within (n + 3) u of itself: under 2e-10 for any bill that a sheet can hold. What counts as
    more is 1e-9 above the whole. One pass over the lines of the whole bill.
    """
    bounds = {number: part_of(item) for number, item in bill.items.items()}
    lows = dict(zip(bounds, _doubles([each.low for each in bounds.values()]), strict=True))
    lists = [(number, lines) for number, versions in bill.structures.items() for lines in versions]
    every = [*chain.from_iterable(lines for _, lines in lists)]
    quantities = _doubles([line.quantity_per.low for line in every])
    products = [*map(mul, quantities, [lows[line.component] for line in every])]
    balanced: set[str] = set()
    end = 0
    for number, lines in lists:
        start, end = end, end + len(lines)
        whole = bounds[number].high
        most = 0.0 if whole is None else _double(whole) * (1 + 5e-10)
        if _LEAST < most < math.inf and len(lines) < _MOST and sum(products[start:end]) < most:
            balanced.add(number)
    return frozenset(balanced)


def _doubles(numbers: Sequence[Fraction]) -> list[float]:
    """The nearest doubles; of one object it is made once, for most figures of a bill stand there again and again."""
    distinct = {id(number): number for number in numbers}
    doubles = {key: _double(number) for key, number in distinct.items()}
    return [*map(doubles.__getitem__, map(id, numbers))]


def _double(number: Fraction) -> float:
    """Infinity for what is beyond the largest: it is less than nothing, and nothing is shown."""
    try:
        return double(number)
    except OverflowError:
        return math.inf


_MOST: Final = 2**20
_LEAST: Final = 1e-200
"""Below this a double has no longer all of its digits."""

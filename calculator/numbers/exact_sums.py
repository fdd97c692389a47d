"""Sums of many products, exact, at the price of whole numbers: the arithmetic of a roll-up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

from calculator.numbers.bounds import Bounds


def sum_of_products(pairs: Iterable[tuple[Bounds, Bounds]]) -> Bounds:
    """The sum of the products of bounds, exact: what adding them one by one gives, reduced once at the end.

    >>> sum_of_products([(Bounds.exactly(2), Bounds(Fraction(1, 2), Fraction(1))), (Bounds.exactly(3), Bounds.exactly(Fraction(1, 3)))])
    Bounds(low=Fraction(2, 1), high=Fraction(3, 1))
    """
    lows: list[tuple[Fraction, Fraction]] = []
    highs: list[tuple[Fraction, Fraction]] = []
    is_open = is_wide = False
    for factor, other_factor in pairs:
        if factor.high is None or other_factor.high is None:
            if factor.high != 0 and other_factor.high != 0:
                is_open = True
                lows.append((factor.low, other_factor.low))
            continue
        is_wide = (
            is_wide or factor.high is not factor.low or other_factor.high is not other_factor.low
        )
        lows.append((factor.low, other_factor.low))
        highs.append((factor.high, other_factor.high))
    low = Fraction(*sum_of_fractions(lows))
    return Bounds(low, None if is_open else Fraction(*sum_of_fractions(highs)) if is_wide else low)


def sum_of_fractions(pairs: Iterable[tuple[Fraction, Fraction]]) -> tuple[int, int]:
    """Numerator and denominator, not reduced, of a sum of products: those of one denominator are added as whole numbers.

    >>> sum_of_fractions([(Fraction(1, 2), Fraction(3)), (Fraction(1, 2), Fraction(1)), (Fraction(1, 3), Fraction(1))])
    (14, 6)
    """
    sums: dict[int, int] = {}
    for factor, other_factor in pairs:
        above, below = factor.as_integer_ratio()
        if above:
            times, parts = other_factor.as_integer_ratio()
            below *= parts
            sums[below] = sums.get(below, 0) + above * times
    denominator = math.lcm(*sums)
    return sum(above * (denominator // below) for below, above in sums.items()), denominator


def double(number: Fraction) -> float:
    """The nearest double, rounded to even: what ``float`` says, at a third of the cost. Raises OverflowError beyond the largest.

    >>> double(Fraction(1, 10)) == 0.1
    True
    """
    above, below = number.as_integer_ratio()
    return above / below

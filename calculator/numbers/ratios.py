"""Fractions as pairs of whole numbers: what the operators of ``Fraction`` give, at half the cost, for they ask what the other is."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

NOTHING: Final = Fraction(0)
ONE: Final = Fraction(1)


def product(number: Fraction, factor: Fraction | int) -> Fraction:
    """``number * factor``.

    >>> product(Fraction(2, 3), Fraction(3, 4)), product(Fraction(1, 3), 6)
    (Fraction(1, 2), Fraction(2, 1))
    """
    above, below = number.as_integer_ratio()
    times, parts = factor.as_integer_ratio()
    return Fraction(above * times, below * parts)


def quotient(number: Fraction, divisor: Fraction) -> Fraction:
    """``number / divisor``. Raises ZeroDivisionError."""
    above, below = number.as_integer_ratio()
    parts, times = divisor.as_integer_ratio()
    return Fraction(above * times, below * parts)


def total_of(number: Fraction, other: Fraction) -> Fraction:
    """``number + other``."""
    above, below = number.as_integer_ratio()
    more, parts = other.as_integer_ratio()
    if below == parts:
        return Fraction(above + more, below)
    return Fraction(above * parts + more * below, below * parts)


def difference(number: Fraction, other: Fraction) -> Fraction:
    """``number - other``."""
    above, below = number.as_integer_ratio()
    less, parts = other.as_integer_ratio()
    if below == parts:
        return Fraction(above - less, below)
    return Fraction(above * parts - less * below, below * parts)


def is_at_most(number: Fraction, other: Fraction) -> bool:
    """``number <= other``: compared by multiplying.

    >>> is_at_most(Fraction(1, 3), Fraction(1, 3)), is_at_most(Fraction(1, 2), Fraction(1, 3))
    (True, False)
    """
    above, below = number.as_integer_ratio()
    most, parts = other.as_integer_ratio()
    return above * parts <= most * below

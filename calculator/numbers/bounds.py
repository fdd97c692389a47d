"""Exact numbers and bounds: what is not known lies between two ends, and is never zero."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction
from functools import reduce
from typing import Final, NamedTuple

from calculator.numbers.ratios import (
    NOTHING,
    difference,
    is_at_most,
    product,
    quotient,
    total_of,
)

MAX_DIGITS: Final = 40


# --------------------------------------------------------------------------- bounds


class Bounds(NamedTuple):
    """What is known of a non-negative number: it lies in [low, high]; ``high`` None is open.

    Sums and products are those of interval arithmetic on non-negative numbers, exact.
    Zero times anything, also times the unknown, is zero: no magnet holds nothing of something.

    >>> Bounds.exactly(2) + Bounds.unknown()
    Bounds(low=Fraction(2, 1), high=None)
    >>> Bounds(Fraction(1), Fraction(2)) * Bounds.exactly(3)
    Bounds(low=Fraction(3, 1), high=Fraction(6, 1))
    """

    low: Fraction
    high: Fraction | None

    @staticmethod
    def exactly(value: Fraction | int) -> Bounds:
        """A known number."""
        number = value if type(value) is Fraction else Fraction(value)
        return Bounds(number, number)

    @staticmethod
    def unknown() -> Bounds:
        """Nothing is known but that it is not negative."""
        return UNKNOWN

    @staticmethod
    def up_to(other: Bounds) -> Bounds:
        """Between nothing and all of ``other``."""
        return Bounds(NOTHING, other.high)

    @property
    def is_exact(self) -> bool:
        """True for a known number."""
        return self.low is self.high or self.low == self.high

    @property
    def is_zero(self) -> bool:
        """True where there is certainly nothing."""
        return self.high is not None and not self.high

    def __add__(self, other: Bounds) -> Bounds:  # type: ignore[override]  # a sum of numbers, not of tuples
        low, high = self
        more, most = other
        together = total_of(low, more)
        if high is None or most is None:
            return Bounds(together, None)
        return Bounds(together, together if high is low and most is more else total_of(high, most))

    def __mul__(self, other: Bounds) -> Bounds:  # type: ignore[override]
        low, high = self
        least, most = other
        if high is low and most is least:
            # Nearly all are numbers that are known: one product, and no question is asked twice.
            above, below = low.as_integer_ratio()
            times, parts = least.as_integer_ratio()
            if not above or not times:
                return ZERO
            if times == parts:
                return self
            known = Fraction(above * times, below * parts)
            return Bounds(known, known)
        if (high is not None and not high) or (most is not None and not most):
            return ZERO
        if least is most and most == 1:
            return self
        together = product(low, least) if low and least else NOTHING
        if high is None or most is None:
            return Bounds(together, None)
        return Bounds(together, product(high, most))

    def scaled(self, factor: Fraction | int) -> Bounds:
        """Times a known non-negative factor."""
        if factor == 0:
            return ZERO
        if factor == 1:
            return self
        low = product(self.low, factor)
        if self.high is self.low:
            return Bounds(low, low)
        return Bounds(low, None if self.high is None else product(self.high, factor))

    def minus(self, other: Bounds) -> Bounds:
        """What is left when ``other`` is taken away, never below nothing."""
        low, high = self
        if other.high is None or is_at_most(low, other.high):
            low = NOTHING
        else:
            low = difference(low, other.high)
        if high is not None:
            high = NOTHING if is_at_most(high, other.low) else difference(high, other.low)
        return Bounds(low, high)

    def divided_by(self, other: Bounds) -> Bounds:
        """The ratio; open where the divisor may be nothing."""
        if self.high == 0:
            return ZERO
        if other.high == 1 == other.low:
            return self
        low = quotient(self.low, other.high) if other.high else NOTHING
        high = None if self.high is None or not other.low else quotient(self.high, other.low)
        return Bounds(low, high)

    def hull(self, other: Bounds) -> Bounds:
        """The smallest bounds that hold both."""
        return Bounds(_smaller(self.low, other.low), _larger_end(self.high, other.high))

    def larger(self, other: Bounds) -> Bounds:
        """Bounds of the larger of the two numbers."""
        return Bounds(_larger(self.low, other.low), _larger_end(self.high, other.high))

    def capped(self, cap: Fraction | None) -> Bounds:
        """No higher than ``cap``; the low end gives way too, for bounds never cross."""
        if cap is None or (self.high is not None and is_at_most(self.high, cap)):
            return self
        return Bounds(_smaller(self.low, cap), cap)

    def closed_by(self, cap: Fraction | None) -> Bounds:
        """An open end is closed at ``cap`` (but not below the low end); a closed one stays."""
        if self.high is not None or cap is None:
            return self
        return Bounds(self.low, _larger(self.low, cap))

    def overlaps(self, other: Bounds) -> bool:
        """True where both can be true."""
        return (other.high is None or is_at_most(self.low, other.high)) and (
            self.high is None or is_at_most(other.low, self.high)
        )


def _smaller(number: Fraction, other: Fraction) -> Fraction:
    return number if number is other or is_at_most(number, other) else other


def _larger(number: Fraction, other: Fraction) -> Fraction:
    return number if number is other or is_at_most(other, number) else other


def _larger_end(high: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if high is None or other is None else _larger(high, other)


def up_to_stated(stated: Bounds | None) -> Bounds | None:
    """Between nothing and all of what is stated; None where nothing is."""
    return None if stated is None else Bounds.up_to(stated)


def hull_of(bounds: Sequence[Bounds]) -> Bounds:
    """The smallest bounds that hold each of them; there is at least one."""
    return reduce(Bounds.hull, bounds)


def both_or_either(stated: Bounds, also_stated: Bounds) -> Bounds:
    """What is left when both are true; where they cannot be, bounds that hold both.

    >>> both_or_either(Bounds.unknown(), Bounds.exactly(2)) == Bounds.exactly(2)
    True
    """
    if not stated.overlaps(also_stated):
        return stated.hull(also_stated)
    highs = [high for high in (stated.high, also_stated.high) if high is not None]
    return Bounds(max(stated.low, also_stated.low), min(highs) if highs else None)


ROUNDING: Final = Fraction(102, 100)
"""Statements within 2 % of each other differ by rounding."""


def differ(stated: Bounds, also_stated: Bounds) -> bool:
    """True where both cannot be true, apart from rounding."""
    lower, upper = sorted((stated, also_stated), key=lambda bounds: bounds.low)
    return lower.high is not None and upper.low > lower.high * ROUNDING


ZERO: Final = Bounds(Fraction(0), Fraction(0))
UNKNOWN: Final = Bounds(Fraction(0), None)


# --------------------------------------------------------------------------- numbers to text


def exact_text(number: Fraction, digits: int = 10) -> str:
    """The decimal where it ends, else ``digits`` significant digits after an approximation sign.

    >>> exact_text(Fraction(3, 1000)), exact_text(Fraction(2, 3), 4)
    ('0.003', '≈0.6667')
    """
    twos_and_fives = number.denominator
    for prime in (2, 5):
        while twos_and_fives % prime == 0:
            twos_and_fives //= prime
    if (
        twos_and_fives == 1
        and number.denominator.bit_length() <= MAX_DIGITS
        and abs(number.numerator).bit_length() <= MAX_DIGITS
    ):
        return _decimal_text(number)
    with localcontext(prec=MAX_DIGITS if twos_and_fives == 1 else digits) as context:
        decimal = Decimal(number.numerator) / Decimal(number.denominator)
        mark = "≈" if context.flags[Inexact] else ""
        text = f"{decimal:f}"
    return mark + (text.rstrip("0").rstrip(".") if "." in text else text)


def _decimal_text(number: Fraction) -> str:
    """A decimal of few digits, which ends: what ``Decimal`` writes, at a third of the cost."""
    above, below = number.as_integer_ratio()
    if below == 1:
        return str(above)
    places = below.bit_length() - 1
    text = f"{abs(above) * 10**places // below:0{places + 1}d}"
    return f"{'-' if above < 0 else ''}{text[:-places]}.{text[-places:].rstrip('0')}"


def equals(bounds: Bounds) -> str:
    """What an arithmetic comes to, with its sign of equality; a figure that was rounded is only about it.

    >>> equals(Bounds.exactly(Fraction(1, 2))), equals(Bounds.exactly(Fraction(1, 3)))
    ('= 0.5', '≈ 0.3333333333')
    """
    text = bounds_text(bounds)
    return f"≈ {text[1:]}" if text.startswith("≈") and bounds.is_exact else f"= {text}"


def bounds_text(bounds: Bounds) -> str:
    """One number, a range, or a limit, exactly.

    >>> bounds_text(Bounds(Fraction(1), None)), bounds_text(Bounds(Fraction(0), Fraction(1, 2))), bounds_text(UNKNOWN)
    ('at least 1', '0 to 0.5', 'unknown')
    """
    if bounds.high is None:
        return f"at least {exact_text(bounds.low)}" if bounds.low else "unknown"
    if bounds.is_exact:
        return exact_text(bounds.low)
    return f"{exact_text(bounds.low)} to {exact_text(bounds.high)}"

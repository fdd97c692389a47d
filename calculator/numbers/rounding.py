"""How far figures may be from the truth by the digits in which they are written."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

MOST_OF_WHOLE: Final = Fraction(1, 100)
"""What is left of a whole is rounding only up to this share of it."""
_MOST_DECIMALS: Final = 12


def decimals_of(number: Fraction) -> int:
    """Places behind the point; 12 where there are more, or no end.

    >>> decimals_of(Fraction("68.50")), decimals_of(Fraction(30)), decimals_of(Fraction(1, 3))
    (1, 0, 12)
    """
    for places in range(_MOST_DECIMALS):
        if (number * 10**places).denominator == 1:
            return places
    return _MOST_DECIMALS


def grain_of(number: Fraction) -> Fraction:
    """The last place in which a figure is written: of kg or percent, or of pounds or ounces where only those have an end near.

    >>> grain_of(Fraction("0.25")), grain_of(Fraction("0.022") * _POUND) == _POUND / 1000
    (Fraction(1, 100), True)
    """
    places = decimals_of(number)
    grain = Fraction(1, 10**places)
    if places < _LONG or not number:
        return grain
    for unit in (_POUND, _OUNCE):
        places_in_unit = decimals_of(number / unit)
        if places_in_unit < _LONG:
            return max(grain, unit * Fraction(1, 10**places_in_unit))
    return grain


_POUND: Final = Fraction("0.45359237")
_OUNCE: Final = _POUND / 16
_LONG: Final = 8
"""Places that nobody writes by hand: a figure with as many was converted."""


def rounding_of(figures: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The most by which a sum of (factor, figure) may be off, all written to as many places as the finest of them.

    >>> rounding_of([(Fraction(1), Fraction("30.2")), (Fraction(1), Fraction("68.55"))])
    Fraction(1, 100)
    """
    written = list(figures)
    half = min((grain_of(figure) for _, figure in written), default=Fraction(1)) / 2
    return sum((factor for factor, _ in written), Fraction(0)) * half


def is_rounding(rest: Fraction, whole: Fraction, most: Fraction) -> bool:
    """True where what is left of a whole, or is too much, is no more than its figures' rounding and a hundredth of it."""
    return abs(rest) <= min(most, whole * MOST_OF_WHOLE)

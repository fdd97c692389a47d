"""How numbers are said: exactly for machines, and for people with enough digits to stand on the verdict's side.

A printed range holds the exact one: its low end is rounded down and its high end up. A printed number is on the
same side of the line as the exact one. Nothing here is a float, and nothing printed is read back to decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from calculator.numbers.bounds import Bounds
from calculator.reports.language import tr

SHARE_DIGITS: Final = 3
AMOUNT_DIGITS: Final = 4
EXACT_DIGITS: Final = 7
"""An exact amount of no more digits than this is printed as it is."""
NOT_KNOWN: Final = "unknown"
MOST_DIGITS: Final = 15
"""Beyond this, a number that is still too near to the line is put into words: just under, just over."""


# --------------------------------------------------------------------------- for machines


def exact(number: Fraction) -> str:
    """The decimal where it ends, else ``p/q``. Reads back as the same number.

    >>> exact(Fraction(1, 1000)), exact(Fraction(2, 3)), exact(Fraction(12500))
    ('0.001', '2/3', '12500')
    """
    above, below = number.as_integer_ratio()
    places = _places(below)
    if places is None:
        return f"{_digits(above)}/{_digits(below)}"
    return _plain(above * 10**places // below, places)


@lru_cache(maxsize=4096)
def _places(denominator: int) -> int | None:
    """How many decimals a reduced fraction with this denominator has; None where they do not end."""
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def machine(number: Fraction | None) -> str | None:
    """As ``exact``; an open bound is None."""
    return None if number is None else exact(number)


def machine_bounds(bounds: Bounds) -> dict[str, str | None]:
    """Both ends, exactly.

    >>> machine_bounds(Bounds(Fraction(1, 3), None))
    {'low': '1/3', 'high': None}
    """
    return {"low": exact(bounds.low), "high": machine(bounds.high)}


# --------------------------------------------------------------------------- rounding


class Rounding(Enum):
    """Which way a number is rounded."""

    DOWN = "down"
    UP = "up"
    NEAREST = "nearest"


def rounded(number: Fraction, digits: int, rounding: Rounding) -> Fraction:
    """``number`` with ``digits`` significant digits, rounded the way that was asked. Not for negative numbers.

    >>> [str(rounded(Fraction(2, 3), 3, way)) for way in Rounding]
    ['333/500', '667/1000', '667/1000']
    """
    if not number:
        return number
    places = digits - 1 - _magnitude(number)
    above, below = _moved(number, places)
    whole, rest = divmod(above, below)
    up = rest and (rounding is Rounding.UP or (rounding is Rounding.NEAREST and 2 * rest >= below))
    whole += bool(up)
    return Fraction(whole, 10**places) if places > 0 else Fraction(whole * 10**-places)


def _magnitude(number: Fraction) -> int:
    """The power of ten of the first digit."""
    above, below = number.as_integer_ratio()
    power = len(_digits(above)) - len(_digits(below))
    above, below = _moved(number, -power)
    return power if above >= below else power - 1


def _moved(number: Fraction, places: int) -> tuple[int, int]:
    """The number with its point moved to the right by so many places, as a fraction that is not reduced."""
    above, below = number.as_integer_ratio()
    return (above * 10**places, below) if places > 0 else (above, below * 10**-places)


# --------------------------------------------------------------------------- for people


@dataclass(frozen=True, slots=True)
class Line:
    """A threshold in the unit of what is printed; ``reached`` where the line itself is caught."""

    at: Fraction
    reached: bool = True

    def catches(self, number: Fraction) -> bool:
        """True on the caught side."""
        return number >= self.at if self.reached else number > self.at


def share(bounds: Bounds, threshold: Fraction, *, reached: bool = True) -> str:
    """A share of 1 in percent, each end on its own side of ``threshold`` (also a share of 1).

    >>> at = Fraction(1, 1000)
    >>> share(Bounds.exactly(Fraction(9999, 10**7)), at), share(Bounds.exactly(at), at)
    ('0.09999 %', '0.1 %')
    >>> share(Bounds(Fraction(8, 10**4), Fraction(13, 10**4)), at), share(Bounds(Fraction(0), None), at)
    ('0.08-0.13 %', 'unknown')
    """
    return quantity_text(
        bounds.scaled(100), "%", line=Line(threshold * 100, reached), digits=SHARE_DIGITS
    )


def mass(kilograms: Bounds) -> str:
    """A mass in the unit that reads best: kg, g or mg.

    >>> mass(Bounds.exactly(Fraction(21, 10000))), mass(Bounds(Fraction(21, 10000), None)), mass(Bounds.exactly(0))
    ('2.1 g', 'at least 2.1 g', '0 g')
    >>> mass(Bounds(Fraction(1, 10**6), Fraction(2, 10**6)))
    '1-2 mg'
    """
    largest = kilograms.high if kilograms.high is not None else kilograms.low
    unit, per_kilogram = next(
        (pair for pair in _MASS_UNITS if largest * pair[1] >= 1),
        _MASS_UNITS[-1] if largest else ("g", 1000),
    )
    return quantity_text(kilograms.scaled(per_kilogram), unit)


_MASS_UNITS: Final = (("kg", 1), ("g", 10**3), ("mg", 10**6))


def amount(bounds: Bounds, unit: str = "") -> str:
    """A mass where ``unit`` is kg, else a number with its unit, such as a currency (ISO 4217).

    >>> amount(Bounds.exactly(Fraction(25, 2)), "USD"), amount(Bounds(Fraction(1, 3), Fraction(2, 3)), "EUR")
    ('12.5 USD', '0.3333-0.6667 EUR')
    >>> amount(Bounds.exactly(12345678)), amount(Bounds.exactly(Fraction(1, 50)), "kg")
    ('12345678', '20 g')
    """
    return mass(bounds) if unit == "kg" else quantity_text(bounds, unit)


def quantity_text(
    bounds: Bounds, unit: str, *, line: Line | None = None, digits: int = AMOUNT_DIGITS
) -> str:
    """One number, a range or a limit, with its unit; each end on its own side of ``line``.

    >>> quantity_text(Bounds(Fraction(21, 10), None), "g"), quantity_text(Bounds.exactly(Fraction(1, 3)), "g")
    ('at least 2.1 g', '0.3333 g')
    """
    if bounds.high is None and not bounds.low:
        return tr(NOT_KNOWN)
    if bounds.is_exact:
        text = _end(bounds.low, digits, Rounding.NEAREST, line)
    elif bounds.high is None:
        low = _end(bounds.low, digits, Rounding.DOWN, line)
        amount = f"{low} {unit}".rstrip()
        return tr("at least {amount}", amount=amount)
    else:
        low, high = (
            _end(bounds.low, digits, Rounding.DOWN, line),
            _end(bounds.high, digits, Rounding.UP, line),
        )
        if low == high:
            text = low
        elif low[0].isdigit() and high[0].isdigit():
            text = f"{low}-{high}"
        else:
            text = tr("{low} to {high}", low=low, high=high)
    return f"{text} {unit}".rstrip()


def decimal(number: Fraction) -> str:
    """A number on a decimal grid as text; very large and very small ones with an exponent.

    >>> decimal(Fraction(1, 8)), decimal(Fraction(12) * 10**30), decimal(Fraction(15, 10**12))
    ('0.125', '1.2e+31', '1.5e-11')
    """
    if not number:
        return "0"
    power = _magnitude(number)
    if -7 <= power <= MOST_DIGITS:  # a person still counts these zeros
        return exact(number)
    return f"{exact(number / Fraction(10) ** power)}e{power:+d}"


def _end(number: Fraction, digits: int, rounding: Rounding, line: Line | None) -> str:
    """One number with as few digits as its side of the line allows, at least ``digits``."""
    if _significant(number) <= (
        EXACT_DIGITS if digits > SHARE_DIGITS else digits
    ) or _is_short_whole(number):
        return decimal(number)
    if line is None:
        return decimal(rounded(number, digits, rounding))
    for count in range(digits, MOST_DIGITS + 1):
        candidate = rounded(number, count, rounding)
        if line.catches(candidate) is line.catches(number):
            return decimal(candidate)
    at = decimal(line.at)
    return tr("just over {line}", line=at) if number > line.at else tr("just under {line}", line=at)


def _is_short_whole(number: Fraction) -> bool:
    return number.denominator == 1 and number.numerator < 10**MOST_DIGITS


def _significant(number: Fraction) -> int:
    """Significant digits of a decimal that ends soon; more than any limit where it does not."""
    if not number:
        return 1
    above, below = _moved(number, MOST_DIGITS - _magnitude(number))
    whole, rest = divmod(above, below)
    return MOST_DIGITS + 2 if rest else len(_digits(whole).rstrip("0"))


def _plain(number: int, places: int) -> str:
    text = _digits(number)
    if not places:
        return text
    text = text.rjust(places + 1, "0")
    return f"{text[:-places]}.{text[-places:]}"


_CHUNK: Final = 4000


def _digits(number: int) -> str:
    """Decimal digits of any whole number; Python's own conversion stops at 4300 of them."""
    if number.bit_length() < _CHUNK * 3:
        return str(number)
    head, tail = divmod(number, 10**_CHUNK)
    return _digits(head) + str(tail).rjust(_CHUNK, "0")

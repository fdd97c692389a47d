"""How numbers are read from text: a grammar of our own, with limits before any big number is made."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Final

from calculator.numbers.bounds import MAX_DIGITS, Bounds
from calculator.numbers.late_patterns import late_pattern

MAX_EXPONENT: Final = 30


# --------------------------------------------------------------------------- numbers from text


class Decimals(Enum):
    """How a column writes its decimal mark."""

    POINT = "."
    COMMA = ","
    UNSETTLED = "?"
    OPEN = "??"
    """Unsettled, and a point before three digits may be that of a thousand."""


_MAY_BE_THOUSANDS = late_pattern(r"[+-]?[1-9]\d{0,2}\.\d{3}\Z")
SPACES = late_pattern("[\\s\u00a0\u202f\u2009']+")
# Between digits, spaces and apostrophes stand for thousands: "2 1" is no number.
_SPACED = late_pattern(
    r"[+-]?\s*\d{1,3}(?:[\s\u00a0\u202f\u2009']\d{3})*(?:[.,]\d*)?\Z|[+-]\s*[\d.,]+(?:[eE][+-]?\d{1,3})?\Z"
)
_PLAIN = late_pattern(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\Z")
_GROUPED = {
    ",": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?\Z"),
    ".": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d*)?\Z"),
}
_RANGE = late_pattern(
    r"(?<=[\d.,])\s*(?:-|–|—|~|〜|～|\.\.\.?|…|to|bis|至)\s*(?=[\d.,])", re.IGNORECASE
)


def fraction_of(value: float) -> Fraction | None:
    """The decimal that a spreadsheet shows of a double, at its 15 significant digits (ECMA-376 keeps 17, the formula bar shows 15).

    >>> fraction_of(0.1), fraction_of(0.7 + 0.2 + 0.1)
    (Fraction(1, 10), Fraction(1, 1))
    >>> fraction_of(float("inf")) is None
    True
    """
    if not math.isfinite(value):
        return None
    if value == int(value) and abs(value) < 10**15:
        return Fraction(int(value))
    return _decimal(repr(value) if isinstance(value, int) else f"{value:.15g}")


def shortest_fraction(value: float) -> Fraction | None:
    """The shortest decimal that reads back as this double, for columns that no spreadsheet has rounded.

    >>> shortest_fraction(0.1), shortest_fraction(0.7 + 0.2 + 0.1) == 1
    (Fraction(1, 10), False)
    """
    if not math.isfinite(value):
        return None
    if value == int(value) and abs(value) < 10**15:
        return Fraction(int(value))
    return _decimal(repr(value))


def _decimal(text: str) -> Fraction | None:
    if "e" in text:
        return _limited(text)
    whole, _, part = text.partition(".")
    return Fraction(int(whole + part), 10 ** len(part))


def read_number(text: str, decimals: Decimals = Decimals.UNSETTLED) -> Fraction | None:
    """One plain number in text, or None where it is none or could be two.

    At most 40 digits and an exponent of at most 30 either way, checked before any number is built.

    >>> read_number("1 234.50"), read_number("0,05", Decimals.COMMA), read_number("1,5")
    (Fraction(2469, 2), Fraction(1, 20), Fraction(3, 2))
    >>> read_number("1,234") is None       # 1.234 or 1234: the column has to settle it
    True
    >>> read_number("1.200"), read_number("1.200", Decimals.OPEN), read_number("0.125", Decimals.OPEN)
    (Fraction(6, 5), None, Fraction(1, 8))
    >>> read_number("1e999999999") is None
    True
    >>> read_number("2 1"), read_number("2\u00b9")   # a footnote is no digit
    (None, None)
    """
    if len(text) > 4 * MAX_DIGITS or has_raised_digits(text):
        return None
    spaced = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    plain = SPACES.sub("", spaced)
    if plain != spaced and not _SPACED.match(spaced):
        return None
    if decimals in (Decimals.UNSETTLED, Decimals.OPEN):
        written = decimals_of(plain)
        if written is Decimals.UNSETTLED or (decimals is Decimals.OPEN and may_be_thousands(plain)):
            return None
        decimals = written
    group = "," if decimals is Decimals.POINT else "."
    if group in plain:
        if not _GROUPED[group].match(plain):
            return None
        plain = plain.replace(group, "")
    if decimals is Decimals.COMMA:
        plain = plain.replace(",", ".")
    return _limited(plain)


def has_raised_digits(text: str) -> bool:
    """True for a text with a digit that is raised, lowered or in a circle: a footnote or a power, and no digit of the number.

    >>> has_raised_digits("2\u00b9"), has_raised_digits("21")
    (True, False)
    """
    return not text.isascii() and any(unicodedata.category(letter) == "No" for letter in text)


def decimals_of(text: str) -> Decimals:
    """What one text says of its decimal mark: settled or not.

    >>> decimals_of("1,5"), decimals_of("1.234,5"), decimals_of("1,234"), decimals_of("12")
    (<Decimals.COMMA: ','>, <Decimals.COMMA: ','>, <Decimals.UNSETTLED: '?'>, <Decimals.POINT: '.'>)
    """
    commas, points = text.count(","), text.count(".")
    if not commas:
        # Two or more points can only be groups of thousands; one point is a decimal point unless the column says otherwise.
        return Decimals.POINT if points < 2 else Decimals.COMMA
    if points:
        return Decimals.COMMA if text.rfind(",") > text.rfind(".") else Decimals.POINT
    if commas > 1:
        return Decimals.POINT
    whole, _, part = text.partition(",")
    return (
        Decimals.UNSETTLED
        if len(part) == 3 and 1 <= len(whole.strip("+-")) <= 3 and whole.strip("+-0")
        else Decimals.COMMA
    )


def may_be_thousands(text: str) -> bool:
    """True for 1.234, which is twelve hundred and more where the comma is the decimal mark; 0.125 is no such number.

    >>> [may_be_thousands(text) for text in ("1.200", "0.125", "1.25", "1234.500")]
    [True, False, False, False]
    """
    return _MAY_BE_THOUSANDS.match(text) is not None


def read_bounds(text: str, decimals: Decimals = Decimals.UNSETTLED) -> Bounds | None:
    """A number, a range, or a limit, as bounds; None where it is none of them. Negative numbers are none.

    >>> read_bounds("1.5–3"), read_bounds("< 0.1"), read_bounds("≥2")
    (Bounds(low=Fraction(3, 2), high=Fraction(3, 1)), Bounds(low=Fraction(0, 1), high=Fraction(1, 10)), Bounds(low=Fraction(2, 1), high=None))
    """
    if has_raised_digits(text):
        return None
    stripped = unicodedata.normalize("NFKC", text).strip()
    if stripped[:1] in "<≤":
        number = read_number(stripped.lstrip("<≤= "), decimals)
        return None if number is None or number < 0 else Bounds(Fraction(0), number)
    if stripped[:1] in ">≥":
        number = read_number(stripped.lstrip(">≥= "), decimals)
        return None if number is None or number < 0 else Bounds(number, None)
    parts = _RANGE.split(stripped)
    numbers = [read_number(part, decimals) for part in parts]
    read = [number for number in numbers if number is not None and number >= 0]
    if len(read) != len(numbers) or not 1 <= len(read) <= 2:
        return None
    return Bounds(read[0], read[-1]) if read[0] <= read[-1] else None


def _limited(plain: str) -> Fraction | None:
    if (
        not _PLAIN.match(plain)
        or sum(map(str.isdigit, plain)) > MAX_DIGITS + 3
        or not plain.isascii()
    ):
        return None
    mantissa, _, exponent = plain.lower().partition("e")
    if sum(map(str.isdigit, mantissa)) > MAX_DIGITS or (
        exponent and abs(int(exponent)) > MAX_EXPONENT
    ):
        return None
    return Fraction(Decimal(plain))

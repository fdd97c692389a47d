"""Part numbers that a spreadsheet took for figures or days: 1E5 became 100000, 123456789012 shows as 1.23457E+11, 1.10 as 1.1, 3-12 as a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import Final

_DIGITS: Final = re.compile(r"0*(?P<digits>\d{1,30})", re.ASCII)
_POWER: Final = re.compile(
    r"(?P<whole>\d{1,6})(?:[.,](?P<rest>\d{1,20}))?E[+]?(?P<power>\d{1,2})",
    re.ASCII | re.IGNORECASE,
)
_DECIMAL: Final = re.compile(r"\d{1,20}\.\d{1,20}", re.ASCII)
_LOST_BEHIND: Final = 15
"""Digits that a number cell keeps."""
_SHOWN: Final = (3, 6, _LOST_BEHIND)
"""Digits that a spreadsheet shows of a long number: by the format for powers, by none, and all that it keeps."""


class FigureNumbers:
    """The part numbers of a bill that may have been taken for figures, looked up by what became of them."""

    def __init__(self, numbers: Iterable[str]) -> None:
        self._numbers = numbers

    def alike(self, number: str) -> tuple[str, ...]:
        """The items whose number and this one may be one: as written, and as a spreadsheet shows it.

        >>> bill = FigureNumbers(["123456789012", "1E5", "1.10", "3-12", "123456789013"])
        >>> [bill.alike(text) for text in ("1.23457E+11", "100000", "1.1", "2025-03-12", "123456789014")]
        [('123456789012', '123456789013'), ('1E5',), ('1.10',), ('3-12',), ()]
        """
        keys = (*_written(number), *_shown(number))
        return tuple(dict.fromkeys(item for key in keys for item in self._by_key.get(key, ())))

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], list[str]]:
        """The items by what may be written in place of their numbers."""
        by_key: dict[tuple[str, str], list[str]] = {}
        for number in self._numbers:
            for role, key in (*_written(number), *_shown(number)):
                by_key.setdefault((_OTHER_ROLE[role], key), []).append(number)
        return by_key


_OTHER_ROLE: Final = {"written": "shown", "shown": "written", "day": "day", "figure": "figure"}


def _written(number: str) -> Iterator[tuple[str, str]]:
    """What a spreadsheet may show of a number that is written in full."""
    if digits := _DIGITS.fullmatch(number):
        text = digits["digits"]
        yield from (
            ("written", f"{count} {_rounded(text, count)}")
            for count in _SHOWN
            if len(text) > max(count, _SHORT)
        )


_SHORT: Final = 7
"""Digits of a number that is shown as it is."""


def _shown(number: str) -> Iterator[tuple[str, str]]:
    """What a number may have been before a spreadsheet showed it so."""
    if power := _POWER.fullmatch(number):
        digits = power["whole"] + (power["rest"] or "")
        exponent = int(power["power"]) + len(power["whole"]) - 1
        yield "figure", _plain(Decimal(f"{digits}E{exponent - len(digits) + 1}"))
        if exponent > len(digits) - 1:
            yield "shown", f"{len(digits)} {digits}E{exponent}"
    elif _DECIMAL.fullmatch(number) or (number.isascii() and number.isdigit()):
        yield "figure", _plain(Decimal(number))
        digits = number.lstrip("0")
        if len(digits) > _LOST_BEHIND and not digits[_LOST_BEHIND:].strip("0"):
            yield "shown", f"{_LOST_BEHIND} {digits[:_LOST_BEHIND]}E{len(digits) - 1}"
    yield from (("day", key) for key in _days(number))


def _plain(figure: Decimal) -> str:
    return f"{figure:f}".rstrip("0").rstrip(".") if figure % 1 else f"{figure:.0f}"


def _rounded(digits: str, count: int) -> str:
    """The first digits of a whole number, rounded, with its power of ten.

    >>> _rounded("123456789012", 6), _rounded("999999999999", 6)
    ('123457E11', '100000E12')
    """
    rounded = (int(digits[: count + 1]) + 5) // 10
    power = len(digits) - 1
    if rounded == 10**count:
        return f"{10 ** (count - 1)}E{power + 1}"
    return f"{rounded}E{power}"


# --------------------------------------------------------------------------- days


_DAY: Final = re.compile(
    r"(?:\d{4}-)?(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII
)
_MONTH: Final = re.compile(
    r"(?P<month>[a-z]{3})[-. ]?(?P<day>\d{1,2})|(?P<first_day>\d{1,2})[-. ]*(?P<month_behind>[a-z]{3})[-. ]?(?:\d{2}|\d{4})?",
    re.ASCII | re.IGNORECASE,
)
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)


def _days(number: str) -> Iterator[str]:
    """The days, as month and day in either order, that a short number may have become."""
    if match := _DAY.fullmatch(number):
        first, second = sorted((int(match["first"]), int(match["second"])))
        if 1 <= first <= len(_MONTHS) and 1 <= second <= 31:
            yield f"{first} {second}"
    elif match := _MONTH.fullmatch(number):
        name = (match["month"] or match["month_behind"]).casefold()
        if name in _MONTHS:
            day = int(match["day"] or match["first_day"])
            first, second = sorted((_MONTHS.index(name) + 1, day))
            yield f"{first} {second}"

"""Contents of all items of a bill as whole numbers of one small unit: exact, and at the price of whole numbers.

A value is a count of the largest amount of money, and a mass one of the largest mass, of which every content of the parts that are
not broken down is a whole multiple. Where a quantity or a price is no whole number of them, a fraction stands in its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final, NamedTuple, TypeAlias

from calculator.content.amounts import NO_CONTENT, Content
from calculator.model.bill import BillLine
from calculator.numbers.bounds import Bounds

Count: TypeAlias = int | Fraction


class _Counts(NamedTuple):
    """The three figures of a content in their units; a high end of None is open."""

    value_low: Count
    value_high: Count | None
    listed_low: Count
    listed_high: Count | None
    earth_low: Count
    earth_high: Count | None


_NOTHING: Final = _Counts(0, 0, 0, 0, 0, 0)
_VALUE, _LISTED, _EARTH = 0, 2, 4
_LARGEST: Final = 256
"""Bits of the largest unit that is worth its while: of figures that have nothing in common fractions stay fractions."""


class ContentsInUnits(Mapping[str, Content]):
    """The content of each item; those of ``alike`` are known before, by number, many of them one object.

    >>> half = Content(value=Bounds.exactly(Fraction(1, 2)), listed=Bounds.exactly(1), rare_earth=Bounds.unknown())
    >>> contents = ContentsInUnits({"part": half})
    >>> contents.add_sum("whole", [BillLine(parent="whole", component="part", quantity_per=Bounds.exactly(3))], None, Fraction(2))
    >>> contents["whole"].value.low, contents["whole"].listed.high, contents["whole"].rare_earth.high
    (Fraction(3, 2), Fraction(3, 1), Fraction(2, 1))
    """

    def __init__(self, alike: Mapping[str, Content]) -> None:
        # By what is the same object and not by what is equal, which costs a comparison of six fractions.
        distinct = {id(content): content for content in alike.values()}
        self._per_value = _common(
            end for content in distinct.values() for end in content.value if end is not None
        )
        self._per_mass = _common(
            end
            for content in distinct.values()
            for bounds in (content.listed, content.rare_earth)
            for end in bounds
            if end is not None
        )
        counts = {key: self._counts_of(content) for key, content in distinct.items()}
        self._counts = {number: counts[id(content)] for number, content in alike.items()}
        self._stated: dict[str, Content] = {}

    def __getitem__(self, number: str) -> Content:
        content = self._stated.get(number)
        if content is None:
            content = self._stated[number] = self._content_of(self._counts[number])
        return content

    def __iter__(self) -> Iterator[str]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def add(self, number: str, content: Content) -> None:
        """What was found out about one item."""
        self._stated[number] = content
        self._counts[number] = self._counts_of(content)

    def add_sum(
        self, number: str, lines: Sequence[BillLine], value: Fraction | None, mass: Fraction | None
    ) -> None:
        """What the components of one item, of which the contents are known, add up to, cut at its own ``value`` and ``mass``."""
        counts = self._counts
        parts = [
            (part, *_both(line.quantity_per, 1))
            for line in lines
            if (part := counts[line.component]) is not _NOTHING
        ]
        most_mass = None if mass is None else _count(mass, self._per_mass)
        most_value = None if value is None else _count(value, self._per_value)
        counts[number] = _Counts(
            *_cut(*_sum(parts, _VALUE), most_value),
            *_cut(*_sum(parts, _LISTED), most_mass),
            *_cut(*_sum(parts, _EARTH), most_mass),
        )

    def _counts_of(self, content: Content) -> _Counts:
        if content is NO_CONTENT:
            return _NOTHING
        return _Counts(
            *_both(content.value, self._per_value),
            *_both(content.listed, self._per_mass),
            *_both(content.rare_earth, self._per_mass),
        )

    def _content_of(self, counts: _Counts) -> Content:
        if counts is _NOTHING:
            return NO_CONTENT
        listed = _bounds(counts.listed_low, counts.listed_high, self._per_mass)
        is_same = counts[2:4] == counts[4:]
        return Content(
            value=_bounds(counts.value_low, counts.value_high, self._per_value),
            listed=listed,
            rare_earth=listed
            if is_same
            else _bounds(counts.earth_low, counts.earth_high, self._per_mass),
        )


def _common(numbers: Iterable[Fraction]) -> int:
    """How many units are in one: the least for which each number is a whole count of them, as far as that stays small.

    >>> _common([Fraction(1, 4), Fraction(5, 6)])
    12
    """
    common = 1
    for below in {number.denominator for number in numbers}:
        larger = math.lcm(common, below)
        if larger.bit_length() <= _LARGEST:
            common = larger
    return common


def _count(number: Fraction, units: int) -> Count:
    above, below = number.as_integer_ratio()
    if below == 1:
        return above * units
    times, rest = divmod(units, below)
    return Fraction(above * units, below) if rest else above * times


def _both(bounds: Bounds, units: int) -> tuple[Count, Count | None]:
    low = _count(bounds.low, units)
    if bounds.high is bounds.low:
        return low, low
    return low, None if bounds.high is None else _count(bounds.high, units)


def _bounds(low: Count, high: Count | None, units: int) -> Bounds:
    least = Fraction(low, units)
    return Bounds(least, least if high == low else None if high is None else Fraction(high, units))


def _sum(
    parts: Sequence[tuple[_Counts, Count, Count | None]], figure: int
) -> tuple[Count, Count | None]:
    """Both ends of what quantities of parts add up to; of nothing any number is nothing, and of anything an unknown number is open."""
    lows: dict[int, int] = {}
    highs: dict[int, int] = {}
    is_open = False
    for part, least, most in parts:
        start, end = part[figure], part[figure + 1]
        if start:
            _add_product(lows, start, least)
        if end is None or most is None:
            is_open = is_open or (end != 0 and most != 0)
        elif end:
            _add_product(highs, end, most)
    return _total(lows), None if is_open else _total(highs)


def _add_product(sums: dict[int, int], number: Count, times: Count) -> None:
    """One product to those of its denominator: what is written with the same digits is added as whole numbers."""
    if type(number) is int and type(times) is int:
        sums[1] = sums.get(1, 0) + number * times
        return
    above, below = number.as_integer_ratio()
    more, parts = times.as_integer_ratio()
    below *= parts
    sums[below] = sums.get(below, 0) + above * more


def _total(sums: dict[int, int]) -> Count:
    """The sum of all, a whole number where all are."""
    if not sums.keys() - {1}:
        return sums.get(1, 0)
    common = math.lcm(*sums)
    return Fraction(sum(above * (common // below) for below, above in sums.items()), common)


def _cut(low: Count, high: Count | None, whole: Count | None) -> tuple[Count, Count | None]:
    """No more than the whole; what is surely more than it contradicts it, and stays."""
    is_within = high is not None and whole is not None and high <= whole
    return low, high if whole is None or is_within or low > whole else whole

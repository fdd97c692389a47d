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
        counts, open_value, open_listed, open_earth = self._counts, False, False, False
        value_low: Count = 0
        value_high: Count = 0
        listed_low: Count = 0
        listed_high: Count = 0
        earth_low: Count = 0
        earth_high: Count = 0
        for line in lines:
            part = counts[line.component]
            if part is _NOTHING:
                continue
            least, most = _both(line.quantity_per, 1)
            low, high, listed, most_listed, earth, most_earth = part
            if low:
                value_low += low * least
            if listed:
                listed_low += listed * least
            if earth:
                earth_low += earth * least
            if most is None:
                # Nothing of what is not there stays nothing, however many there are.
                open_value = open_value or high != 0
                open_listed = open_listed or most_listed != 0
                open_earth = open_earth or most_earth != 0
                continue
            if not most:
                continue
            if high is None:
                open_value = True
            else:
                value_high += high * most
            if most_listed is None:
                open_listed = True
            else:
                listed_high += most_listed * most
            if most_earth is None:
                open_earth = True
            else:
                earth_high += most_earth * most
        most_mass = None if mass is None else _count(mass, self._per_mass)
        most_value = None if value is None else _count(value, self._per_value)
        counts[number] = _Counts(
            value_low,
            _cut(value_low, None if open_value else value_high, most_value),
            listed_low,
            _cut(listed_low, None if open_listed else listed_high, most_mass),
            earth_low,
            _cut(earth_low, None if open_earth else earth_high, most_mass),
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
    return number * units if rest else above * times


def _both(bounds: Bounds, units: int) -> tuple[Count, Count | None]:
    low = _count(bounds.low, units)
    if bounds.high is bounds.low:
        return low, low
    return low, None if bounds.high is None else _count(bounds.high, units)


def _bounds(low: Count, high: Count | None, units: int) -> Bounds:
    least = Fraction(low, units)
    return Bounds(least, least if high == low else None if high is None else Fraction(high, units))


def _cut(low: Count, high: Count | None, whole: Count | None) -> Count | None:
    """No more than the whole; what is surely more than it contradicts it, and stays."""
    if whole is None or low > whole or (high is not None and high <= whole):
        return high
    return whole

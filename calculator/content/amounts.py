"""The three figures that are rolled up for every item: counted value, counted rare earth, all rare earth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds, both_or_either
from calculator.numbers.exact_sums import sum_of_products
from calculator.numbers.ratios import is_at_most


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Counted value, counted rare earth (kg) and all rare earth (kg) in one unit of an item."""

    value: Bounds
    listed: Bounds
    rare_earth: Bounds

    def __add__(self, other: Content) -> Content:
        return Content(
            value=self.value + other.value,
            listed=self.listed + other.listed,
            rare_earth=self.rare_earth + other.rare_earth,
        )

    def times(self, quantity: Bounds) -> Content:
        """The content of a quantity of such items."""
        return Content(
            value=self.value * quantity,
            listed=self.listed * quantity,
            rare_earth=self.rare_earth * quantity,
        )

    def hull(self, other: Content) -> Content:
        """Bounds that hold both."""
        return Content(
            value=self.value.hull(other.value),
            listed=self.listed.hull(other.listed),
            rare_earth=self.rare_earth.hull(other.rare_earth),
        )

    def larger(self, other: Content) -> Content:
        """The larger of both, figure by figure."""
        return Content(
            value=self.value.larger(other.value),
            listed=self.listed.larger(other.listed),
            rare_earth=self.rare_earth.larger(other.rare_earth),
        )

    def overlaps(self, other: Content) -> bool:
        """True where both can be true."""
        return (
            self.value.overlaps(other.value)
            and self.listed.overlaps(other.listed)
            and self.rare_earth.overlaps(other.rare_earth)
        )

    def cut_at(self, value: Fraction | None, mass: Fraction | None) -> Content:
        """No more than the whole of the item. What is surely more than it contradicts the whole, and stays for all to see."""
        return Content(
            value=_cut(self.value, value),
            listed=_cut(self.listed, mass),
            rare_earth=_cut(self.rare_earth, mass),
        )

    def both(self, other: Content) -> Content:
        """What is left when both are true. They must overlap."""
        return Content(
            value=both_or_either(self.value, other.value),
            listed=both_or_either(self.listed, other.listed),
            rare_earth=both_or_either(self.rare_earth, other.rare_earth),
        )


def sum_of_contents(parts: Sequence[tuple[Content, Bounds]]) -> Content:
    """The content of quantities of several items together."""
    listed = sum_of_products([(part.listed, quantity) for part, quantity in parts])
    is_same = all(part.listed is part.rare_earth for part, _ in parts)
    return Content(
        value=sum_of_products([(part.value, quantity) for part, quantity in parts]),
        listed=listed,
        rare_earth=listed
        if is_same
        else sum_of_products([(part.rare_earth, quantity) for part, quantity in parts]),
    )


def _cut(bounds: Bounds, whole: Fraction | None) -> Bounds:
    if whole is None or (bounds.high is not None and is_at_most(bounds.high, whole)):
        return bounds
    if not is_at_most(bounds.low, whole):
        return bounds
    return Bounds(bounds.low, whole)


NO_CONTENT = Content(value=ZERO, listed=ZERO, rare_earth=ZERO)
UNBOUNDED = Content(value=UNKNOWN, listed=UNKNOWN, rare_earth=UNKNOWN)

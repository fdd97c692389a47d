"""How much of the counted is in each item: by mass and by value, between bounds, exact.

The order of what is believed about one item (DESIGN, Content of an item): stated facts; else its components;
a listed material is its own content; a material known to hold no rare earth holds none; all else is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property

from calculator.content.contribution import (
    NO_CONTENT,
    Content,
    Counted,
    ItemContents,
    SubstanceContent,
    sum_of_contents,
    total,
)
from calculator.model.bill import Bill
from calculator.model.facts import ContentRow, Facts
from calculator.model.item import Item, ItemClass
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds

_REASONS_SHOWN = 4


class ContentRollup:
    """Contents of every item of one bill, for one list of counted substances, in one currency."""

    def __init__(self, bill: Bill, facts: Facts, counted: Counted, currency: str) -> None:
        self.bill = bill
        self.facts = facts
        self.currency = currency
        self.contributions = ItemContents(facts, counted, currency)
        self.problems: list[Problem] = []

    def value_of(self, item: Item) -> Bounds:
        """Value of one unit of ``item`` in the currency of the reckoning."""
        return self.contributions.value_of(item)

    # ----------------------------------------------------------------- roll-up

    @cached_property
    def contents(self) -> dict[str, Content]:
        """Content of one unit of every item: one pass, components before parents (low-level codes)."""
        contents: dict[str, Content] = {}
        for number in self.bill.upwards:
            item = self.bill.items[number]
            is_by_itself = (
                number not in self.bill.structures
                and number not in self.facts.content
                and number not in self.bill.incomplete
            )
            contents[number] = (
                self.contributions.own_content(item)
                if is_by_itself
                else self._content_of(item, contents)
            )
        return contents

    def _content_of(self, item: Item, contents: dict[str, Content]) -> Content:
        stated = (
            [
                total(contributions)
                for contributions in self.contributions.stated_contributions(item)
            ]
            if item.number in self.facts.content
            else []
        )
        below = self._content_below(item, contents) if self.is_broken_down(item.number) else None
        if stated:
            content = stated[0]
            for other in stated[1:]:
                content = (
                    content.both(other)
                    if content.overlaps(other)
                    else self._contradiction(item, content, other)
                )
            if below is None or content.overlaps(below):
                return content
            self.problems.append(
                warning(
                    "content-contradicts-components",
                    f"{item.number}: what its Content rows say and what its components add up to cannot both be true; "
                    "bounds that hold both were used. Correct one of them",
                    *_first_cells(self.facts.content[item.number]),
                )
            )
            return content.hull(below)
        if below is None:
            return self.contributions.own_content(item)
        if item.item_class is ItemClass.LISTED_MATERIAL:
            return total(self.contributions.own_contributions(item)).larger(below)
        return below

    def _content_below(self, item: Item, contents: dict[str, Content]) -> Content:
        found: Content | None = None
        for lines in self.bill.structures.get(item.number, ()):
            parts = [
                (part, line.quantity_per)
                for line in lines
                if (part := contents[line.component]) is not NO_CONTENT
            ]
            whole = sum_of_contents(parts) if parts else NO_CONTENT
            found = whole if found is None else found.hull(whole)
        content = found or NO_CONTENT
        if item.number in self.bill.incomplete:
            content = content + self.contributions.unknown_content(item)
        if content is NO_CONTENT:
            return content
        price, mass = self.contributions.value_of(item).high, item.mass.bounds.high
        return Content(
            value=content.value.closed_by(price),
            listed=content.listed.closed_by(mass),
            rare_earth=content.rare_earth.closed_by(mass),
        )

    def is_broken_down(self, number: str) -> bool:
        """True where the bill has lines below the item."""
        return any(self.bill.structures.get(number, ())) or number in self.bill.incomplete

    def _contradiction(self, item: Item, one: Content, other: Content) -> Content:
        self.problems.append(
            warning(
                "content-contradicts-content",
                f"{item.number}: the files say things of its content that cannot both be true; bounds that hold both were used. "
                "Ask the supplier which holds",
                *_first_cells(self.facts.content[item.number]),
            )
        )
        return one.hull(other)

    # ----------------------------------------------------------------- contributions

    def uses_components(self, item: Item) -> bool:
        """True where the item's content is that of its components."""
        return item.number not in self.facts.content and self.is_broken_down(item.number)

    def portions_inside(self, number: str) -> Iterator[tuple[SubstanceContent, Bounds]]:
        """Every portion inside one unit of ``number`` with the total quantity of its holder, over all paths."""
        totals: dict[str, Bounds] = {number: Bounds.exactly(1)}
        for holder in self.bill.downwards_from(number):
            if holder not in totals:
                continue
            item = self.bill.items[holder]
            quantity = totals[holder]
            spread = self.uses_components(item)
            if spread and item.item_class is ItemClass.LISTED_MATERIAL:
                own = total(self.contributions.own_contributions(item))
                spread = (own.value.high or 0) < (
                    self.contents[holder].value.high or 0
                ) or own.value.is_zero
            if not spread:
                for portion in self.portions_of(item, explain=True):
                    yield portion, quantity
                continue
            for component, per in self.bill.quantities_per(holder).items():
                part = quantity * per
                totals[component] = totals[component] + part if component in totals else part
            if holder in self.bill.incomplete:
                yield self.contributions.unknown(item), quantity

    def why_apart(self, number: str) -> tuple[str, ...]:
        """What may set the content of an item apart from the sum of the portions inside it, in words."""
        found: dict[str, None] = {}
        for holder in (
            self.bill.downwards_from(number) if number in self.bill.structures else (number,)
        ):
            statements = {row.statement for row in self.facts.content.get(holder, ())}
            if len(self.bill.structures.get(holder, ())) > 1:
                found[
                    f"{holder} is listed with parts that differ or stand for each other: the bounds hold each list, not their sum"
                ] = None
            if len(statements) > 1:
                found[
                    f"several files speak of {holder}: the bounds are what they leave together"
                ] = None
            if statements and self.is_broken_down(holder):
                found[
                    f"{holder} has Content rows and parts: where they cannot both be true, the bounds hold both"
                ] = None
            if (
                not statements
                and self.is_broken_down(holder)
                and self.bill.items[holder].item_class is ItemClass.LISTED_MATERIAL
            ):
                found[f"{holder} is a listed material with parts: the larger of both counts"] = None
            if len(found) >= _REASONS_SHOWN:
                break
        return tuple(found)

    def portions_of(self, item: Item, *, explain: bool = False) -> tuple[SubstanceContent, ...]:
        """The portions that speak for the item itself; of several files' statements the narrowest."""
        stated = self.contributions.stated_contributions(item, explain=explain)
        if stated:
            return min(stated, key=lambda contributions: _width(total(contributions).value))
        return self.contributions.own_contributions(item, explain=explain)


# --------------------------------------------------------------------------- helpers


def _width(bounds: Bounds) -> Fraction:
    return Fraction(10) ** 60 if bounds.high is None else bounds.high - bounds.low


def _first_cells(rows: tuple[ContentRow, ...]) -> tuple[Source, ...]:
    return tuple(cell for row in rows[:4] for cell in row.cells[:1])

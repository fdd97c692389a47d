"""How much of the counted is in each item: by mass and by value, between bounds, exact.

The order of what is believed about one item (DESIGN, Content of an item): stated facts; else its components;
a listed material is its own content; a material known to hold no rare earth holds none; all else is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from calculator.content.amounts import NO_CONTENT, Content, sum_of_contents
from calculator.content.contribution import SubstanceContent, total
from calculator.content.counting import Counted
from calculator.content.item_contents import ItemContents
from calculator.model.bill import Bill
from calculator.model.facts import ContentRow, Facts
from calculator.model.item import Item, ItemClass
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds

_REASONS_SHOWN = 4


def roll_up(bill: Bill, facts: Facts, counted: Counted, currency: str) -> ContentRollup:
    """The content of one unit of every item: one pass, components before parents (low-level codes)."""
    items = ItemContents(facts, counted, currency)
    contents: dict[str, Content] = {}
    problems: list[Problem] = []
    for number in bill.upwards:
        item = bill.items[number]
        is_by_itself = (
            number not in bill.structures
            and number not in facts.content
            and number not in bill.incomplete
        )
        contents[number] = (
            items.own_content(item)
            if is_by_itself
            else _content_of(item, bill, items, contents, problems)
        )
    return ContentRollup(
        bill=bill,
        facts=facts,
        currency=currency,
        items=items,
        contents=contents,
        problems=tuple(problems),
    )


def _content_of(
    item: Item,
    bill: Bill,
    items: ItemContents,
    contents: Mapping[str, Content],
    problems: list[Problem],
) -> Content:
    rows = items.facts.content.get(item.number, ())
    stated = [total(contributions) for contributions in items.stated_contributions(item)]
    below = (
        _content_below(item, bill, items, contents) if is_broken_down(bill, item.number) else None
    )
    if not stated and below is None:
        return items.own_content(item)
    if not stated and below is not None:
        is_listed = item.item_class is ItemClass.LISTED_MATERIAL
        return total(items.own_contributions(item)).larger(below) if is_listed else below
    content = stated[0]
    for other in stated[1:]:
        if content.overlaps(other):
            content = content.both(other)
            continue
        problems.append(_contradicting_statements(item, rows))
        content = content.hull(other)
    if below is None or content.overlaps(below):
        return content
    problems.append(_contradicting_components(item, rows))
    return content.hull(below)


def _content_below(
    item: Item, bill: Bill, items: ItemContents, contents: Mapping[str, Content]
) -> Content:
    """What the components of an item add up to; where it is listed with other parts, bounds that hold each list."""
    hull: Content | None = None
    for lines in bill.structures.get(item.number, ()):
        parts = [
            (part, line.quantity_per)
            for line in lines
            if (part := contents[line.component]) is not NO_CONTENT
        ]
        whole = sum_of_contents(parts) if parts else NO_CONTENT
        hull = whole if hull is None else hull.hull(whole)
    content = hull or NO_CONTENT
    if item.number in bill.incomplete:
        content = content + items.unknown_content(item)
    if content is NO_CONTENT:
        return content
    price, mass = items.valuation.value_of(item).high, item.mass.bounds.high
    return Content(
        value=content.value.closed_by(price),
        listed=content.listed.closed_by(mass),
        rare_earth=content.rare_earth.closed_by(mass),
    )


def is_broken_down(bill: Bill, number: str) -> bool:
    """True where the bill has lines below the item."""
    return any(bill.structures.get(number, ())) or number in bill.incomplete


def _contradicting_statements(item: Item, rows: tuple[ContentRow, ...]) -> Problem:
    return warning(
        "content-contradicts-content",
        f"{item.number}: the files say things of its content that cannot both be true; bounds that hold both were used. "
        "Ask the supplier which holds",
        *_first_cells(rows),
    )


def _contradicting_components(item: Item, rows: tuple[ContentRow, ...]) -> Problem:
    return warning(
        "content-contradicts-components",
        f"{item.number}: what its Content rows say and what its components add up to cannot both be true; "
        "bounds that hold both were used. Correct one of them",
        *_first_cells(rows),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRollup:
    """Contents of every item of one bill, for one list of counted substances, in ``currency``, and what was doubtful on the way."""

    bill: Bill
    facts: Facts
    currency: str
    items: ItemContents
    contents: Mapping[str, Content]
    problems: tuple[Problem, ...]

    def value_of(self, item: Item) -> Bounds:
        """Value of one unit of ``item`` in the currency of the roll-up."""
        return self.items.valuation.value_of(item)

    def can_value(self, item: Item) -> bool:
        """True where every price of the item can be said in the currency of the roll-up."""
        return self.items.valuation.can_value(item)

    def uses_components(self, item: Item) -> bool:
        """True where the item's content is that of its components."""
        return item.number not in self.facts.content and is_broken_down(self.bill, item.number)

    def contributions_inside(self, number: str) -> Iterator[tuple[SubstanceContent, Bounds]]:
        """Every contribution inside one unit of ``number`` with the total quantity of its holder, over all paths."""
        totals: dict[str, Bounds] = {number: Bounds.exactly(1)}
        for holder in self.bill.downwards_from(number):
            if holder not in totals:
                continue
            item = self.bill.items[holder]
            quantity = totals[holder]
            if not self._is_told_by_components(item):
                for contribution in self.contributions_of(item):
                    yield contribution, quantity
                continue
            for component, per in self.bill.quantities_per(holder).items():
                part = quantity * per
                totals[component] = totals[component] + part if component in totals else part
            if holder in self.bill.incomplete:
                yield self.items.unknown(item), quantity

    def _is_told_by_components(self, item: Item) -> bool:
        """A listed material with parts is told by them only where they are worth more than itself."""
        if not self.uses_components(item) or item.item_class is not ItemClass.LISTED_MATERIAL:
            return self.uses_components(item)
        own = total(self.items.own_contributions(item)).value
        return own.is_zero or (own.high or 0) < (self.contents[item.number].value.high or 0)

    def why_unreconciled(self, number: str) -> tuple[str, ...]:
        """What may set the content of an item apart from the sum of the contributions inside it, in words."""
        reasons: dict[str, None] = {}
        for holder in (
            self.bill.downwards_from(number) if number in self.bill.structures else (number,)
        ):
            statements = {row.statement for row in self.facts.content.get(holder, ())}
            if len(self.bill.structures.get(holder, ())) > 1:
                reasons[
                    f"{holder} is listed with parts that differ or stand for each other: the bounds hold each list, not their sum"
                ] = None
            if len(statements) > 1:
                reasons[
                    f"several files speak of {holder}: the bounds are what they leave together"
                ] = None
            if statements and is_broken_down(self.bill, holder):
                reasons[
                    f"{holder} has Content rows and parts: where they cannot both be true, the bounds hold both"
                ] = None
            if (
                not statements
                and is_broken_down(self.bill, holder)
                and self.bill.items[holder].item_class is ItemClass.LISTED_MATERIAL
            ):
                reasons[f"{holder} is a listed material with parts: the larger of both counts"] = (
                    None
                )
            if len(reasons) >= _REASONS_SHOWN:
                break
        return tuple(reasons)

    def contributions_of(self, item: Item) -> tuple[SubstanceContent, ...]:
        """The contributions that speak for the item itself; of several files' statements the narrowest."""
        stated = self.items.stated_contributions(item)
        if stated:
            return min(stated, key=lambda contributions: _width(total(contributions).value))
        return self.items.own_contributions(item)


# --------------------------------------------------------------------------- helpers


def _width(bounds: Bounds) -> Fraction:
    return Fraction(10) ** 60 if bounds.high is None else bounds.high - bounds.low


def _first_cells(rows: tuple[ContentRow, ...]) -> tuple[Source, ...]:
    return tuple(cell for row in rows[:4] for cell in row.cells[:1])

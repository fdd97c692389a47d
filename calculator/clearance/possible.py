"""What may be counted in an item even by its narrowest statement: a floor under every true upper bound.

The roll-up keeps bounds, intersects statements and prices what is not disclosed. Here none of that is repeated: of each
counted substance the least that any statement in force allows at most is taken at the lowest price, and of the item's own
statements and its parts the smaller sum. Whatever the roll-up does right, its upper end is not under that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from calculator.model.assumptions import PutIn
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import Item, ItemClass, Origin
from calculator.model.stages import Stages
from calculator.model.substance_list import Listing
from calculator.model.substances import Form, Substance, read_substance
from calculator.numbers.bounds import Bounds
from calculator.rules import Rule

_NOTHING = Fraction(0)


@dataclass(frozen=True, kw_only=True)
class Possible:
    """Of one bill under one rule: money in ``currency``, or kg of rare earth for a rule by mass, in one unit of an item."""

    bill: Bill
    facts: Facts
    rule: Rule
    currency: str
    _seen: dict[str, Fraction] = field(default_factory=dict)

    def in_item(self, number: str) -> Fraction:
        """The amount in one unit. The bill holds no cycle; the way down is kept on a stack of our own, for it may be deep."""
        stack = [number]
        while stack:
            top = stack[-1]
            waiting = [part for part in self.bill.components_of(top) if part not in self._seen]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            if top not in self._seen:
                self._seen[top] = self._of(self.bill.items[top])
        return self._seen[number]

    def _of(self, item: Item) -> Fraction:
        rows = statements_in_force(item.number, self.facts)
        amounts = [self._stated(item, rows)] if rows else []
        versions = self.bill.structures.get(item.number, ())
        if versions:
            amounts.append(
                min(
                    sum(
                        (line.quantity_per.low * self._seen[line.component] for line in lines),
                        _NOTHING,
                    )
                    for lines in versions
                )
            )
        if not amounts:
            return self._material(item)
        return min(amounts)

    def _material(self, item: Item) -> Fraction:
        """A line of a listed material without more is worth what it costs."""
        substance, _ = read_substance(item.material)
        if item.item_class is not ItemClass.LISTED_MATERIAL or substance is None:
            return _NOTHING
        share = self._counted_share(self._by_stage(item.stages, substance.form, item.origin))
        if self.rule.counted.find(substance)[0] is not Listing.LISTED:
            is_in_magnet = any(
                self.bill.items[above].item_class is ItemClass.MAGNET
                for above in self.bill.ancestors_of({item.number})
            )
            return (
                self._as_metal(substance, item.mass.bounds.low) * share
                if is_in_magnet
                else _NOTHING
            )
        if self._may_count_as_metal(substance):
            return _NOTHING
        if self.rule.is_by_mass:
            return item.mass.bounds.low * substance.rare_earth_share.low * share
        return self.least_price(item) * share

    def _stated(self, item: Item, statements: dict[str, list[ContentRow]]) -> Fraction:
        """The least of each substance over the statements that name it, all substances together."""
        least: dict[str, Fraction] = {}
        for rows in statements.values():
            of_statement: dict[str, Fraction] = {}
            for row in {row.says: row for row in rows}.values():
                listing, _ = self.rule.counted.find(row.substance)
                if listing is Listing.LISTED and not self._may_count_as_metal(row.substance):
                    key = row.substance.key
                    of_statement[key] = of_statement.get(key, _NOTHING) + self._amount(item, row)
                elif listing is Listing.UNLISTED and item.item_class is ItemClass.MAGNET:
                    key = row.substance.key
                    amount = _NOTHING if row.value else self._of_metal_in(item, row)
                    of_statement[key] = of_statement.get(key, _NOTHING) + amount
            for key, amount in of_statement.items():
                least[key] = min(amount, least.get(key, amount))
        return sum(least.values(), _NOTHING)

    def _may_count_as_metal(self, substance: Substance) -> bool:
        """True where the user chose that what was put in counts as the element: its own price then tells nothing."""
        is_chosen = self.facts.assumptions.put_in is PutIn.AS_ELEMENT
        return is_chosen and substance.form not in (Form.METAL, Form.UNKNOWN)

    def _as_metal(self, substance: Substance, kilograms: Fraction) -> Fraction:
        """What the listed metals that a form leaves in a magnet are worth; nothing where it counts as what was put in."""
        rule = self.rule
        if (
            self.facts.assumptions.put_in is PutIn.AS_PUT_IN
            or rule.is_by_mass
            or rule.counted.is_named
            or substance.form in (Form.METAL, Form.UNKNOWN)
        ):
            return _NOTHING
        worth = _NOTHING
        for element, share in substance.shares:
            key = f"{element} metal"
            if key in rule.counted.keys:
                price, _ = self.facts.price_of(key, self.currency)
                worth += kilograms * share.low * (price.low if price else _NOTHING)
        return worth

    def _of_metal_in(self, item: Item, row: ContentRow) -> Fraction:
        share = self._counted_share(self._by_stage(row.stages, row.substance.form, row.origin))
        return self._as_metal(row.substance, self._least_kilograms(item, row)) * share

    def _least_kilograms(self, item: Item, row: ContentRow) -> Fraction:
        amounts = (row.mass, item.mass.bounds * row.share if row.share else None)
        return min((amount.low for amount in amounts if amount is not None), default=_NOTHING)

    def _amount(self, item: Item, row: ContentRow) -> Fraction:
        share = self._counted_share(self._by_stage(row.stages, row.substance.form, row.origin))
        kilograms = [
            amount
            for amount in (row.mass, item.mass.bounds * row.share if row.share else None)
            if amount is not None
        ]
        mass = min((_most(amount) for amount in kilograms), default=_NOTHING)
        if self.rule.is_by_mass:
            content = (
                Fraction(1) if row.substance.of_element else row.substance.rare_earth_share.low
            )
            return mass * content * share
        if row.value is not None:
            rate, _ = self.facts.rate(row.currency, self.currency)
            return _most(row.value) * (rate.low if rate else _NOTHING) * share
        price, _ = self.facts.price_of(row.substance.key, self.currency)
        return mass * (price.low if price else _NOTHING) * share

    def _by_stage(self, stages: Stages, form: Form, last_stage: Origin) -> Bounds:
        """What may be of a counted origin by the stages: without a choice by those that are stated, under a chosen reading by those that it needs."""
        if not stages.are_stated:
            return last_stage.share_from(*self._origins)
        reading = self.rule.origin_stage or self.facts.assumptions.origin_stage
        return stages.counted_share(
            form,
            last_stage,
            lambda stage: stage.share_from(*self._origins),
            reading,
            is_chosen=reading is not None,
        )

    @property
    def _origins(self) -> tuple[frozenset[str], frozenset[str]]:
        return self.rule.origins_counted, self.rule.origins_unsure

    def _counted_share(self, share: Bounds) -> Fraction:
        """The most that may be of a counted origin; what nobody named is none of it where the user assumes so."""
        if self.facts.assumptions.unknown_origin_is_not_chinese:
            return share.low
        return _most(share)

    def least_price(self, item: Item) -> Fraction:
        """The lowest price of one unit in the currency; 0 where none can be said."""
        prices = []
        for price in item.prices:
            rate, _ = self.facts.rate(price.currency, self.currency)
            prices.append(price.bounds.low * rate.low if rate else _NOTHING)
        return min(prices, default=_NOTHING)


def statements_in_force(number: str, facts: Facts) -> dict[str, list[ContentRow]]:
    """The rows of an item that speak on the day, by the statement that they are part of."""
    by_statement: dict[str, list[ContentRow]] = {}
    for row in facts.content.get(number, ()):
        if facts.holds(row):
            by_statement.setdefault(row.statement, []).append(row)
    return by_statement


def named_elements(
    number: str, bill: Bill, facts: Facts, *, for_sure: bool = False
) -> frozenset[str]:
    """The rare earths of which a fact in force says that there is some, in the item or below it, and those its parts are made of.

    What its own material is called does not state what is in it. ``for_sure`` leaves out what may be none: "n.d.", "max 2".
    """
    return frozenset(_named(number, bill, facts, for_sure=for_sure))


def _named(number: str, bill: Bill, facts: Facts, *, for_sure: bool) -> Iterator[str]:
    for part in bill.inside(number):
        for rows in statements_in_force(part, facts).values():
            for row in rows:
                if row.names_rare_earth and (row.is_sure or not for_sure):
                    yield from row.substance.elements
        if part != number:
            yield from elements_of_material(bill.items[part])


def elements_of_material(item: Item) -> tuple[str, ...]:
    """The rare earths that the material of a line names, such as those of SmCo5 or Dy2O3."""
    substance, _ = read_substance(item.material)
    return substance.elements if substance is not None else ()


def _most(bounds: Bounds) -> Fraction:
    """The upper end; where it is open, the lower one, which is surely possible."""
    return bounds.low if bounds.high is None else bounds.high

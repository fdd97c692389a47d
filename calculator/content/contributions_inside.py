"""Everything that is in one item, over all paths, contribution by contribution: what explains its content, and what tells whether a list names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from calculator.content.contribution import SubstanceContent, perhaps, total
from calculator.content.rollup import ContentRollup, is_broken_down
from calculator.content.whole import Whole
from calculator.model.item import Item, ItemClass
from calculator.model.substances import SOME_RARE_EARTH
from calculator.numbers.bounds import Bounds

_REASONS_SHOWN = 4
_WIDEST = Fraction(10) ** 60

Quantified = tuple[SubstanceContent, Bounds]
"""A contribution in one unit of its holder, and the total quantity of the holder."""


def contributions_inside(rollup: ContentRollup, number: str) -> Iterator[Quantified]:
    """Every contribution inside one unit of ``number``. Of statements that agree the narrowest speaks; of others all do, each perhaps."""
    bill = rollup.bill
    totals: dict[str, Bounds] = {number: Bounds.exactly(1)}
    for holder in bill.downwards_from(number):
        if holder not in totals:
            continue
        item, quantity = bill.items[holder], totals[holder]
        own, is_spread = _speaking(rollup, item)
        for contribution in own:
            yield contribution, quantity
        if is_spread:
            for component, per in bill.quantities_per(holder).items():
                part = quantity * per
                totals[component] = totals[component] + part if component in totals else part


def statements_inside(rollup: ContentRollup, number: str) -> Iterator[SubstanceContent]:
    """What any statement says to be in ``number`` or below it: by this, and not by the narrowest alone, a list names an item.

    Below what is declared in full only that counts which is named: it may be there, and what nobody knows of a part is not.
    """
    spread, reached = {number}, {number}
    for holder in rollup.bill.downwards_from(number):
        if holder not in reached:
            continue
        item = rollup.bill.items[holder]
        whole = rollup.wholes.get(holder)
        own, is_spread = _speaking(rollup, item) if whole is None else _of_whole(whole)
        for contribution in own:
            if holder in spread:
                yield contribution
            elif contribution.substance.elements and not _is_of_any(contribution):
                yield replace(contribution, certain=False)
        parts = rollup.bill.components_of(holder)
        reached.update(parts)
        if is_spread and holder in spread:
            spread.update(parts)


def _is_of_any(contribution: SubstanceContent) -> bool:
    return SOME_RARE_EARTH in contribution.substance.elements


def why_unreconciled(rollup: ContentRollup, number: str) -> tuple[str, ...]:
    """What may set the content of an item apart from the sum of the contributions inside it, in words."""
    bill = rollup.bill
    reasons: dict[str, None] = {}
    for holder in bill.downwards_from(number) if number in bill.structures else (number,):
        statements = {row.statement for row in rollup.facts.content.get(holder, ())}
        if len(bill.structures.get(holder, ())) > 1:
            reasons[
                f"{holder} is listed with parts that differ or stand for each other: the bounds hold each list, not their sum"
            ] = None
        if len(statements) > 1:
            reasons[f"several files speak of {holder}: the bounds are what they leave together"] = (
                None
            )
        if statements and is_broken_down(bill, holder):
            reasons[
                f"{holder} has Content rows and parts: where they cannot both be true, the bounds hold both"
            ] = None
        if (
            not statements
            and is_broken_down(bill, holder)
            and bill.items[holder].item_class is ItemClass.LISTED_MATERIAL
        ):
            reasons[f"{holder} is a listed material with parts: the larger of both counts"] = None
        if len(reasons) >= _REASONS_SHOWN:
            break
    return tuple(reasons)


# --------------------------------------------------------------------------- who speaks for an item


def _speaking(rollup: ContentRollup, item: Item) -> tuple[tuple[SubstanceContent, ...], bool]:
    """The contributions that stand for the item itself, and whether its components speak besides."""
    whole = rollup.wholes.get(item.number)
    if whole is None:
        return _by_line_or_parts(rollup, item)
    if whole.is_contradicted:
        doubted = (
            declaration
            for index, declaration in enumerate(whole.declarations)
            if whole.against_parts or index in whole.in_conflict
        )
        own = tuple(
            perhaps(contribution) for each in doubted for contribution in each.all_contributions
        )
        return own, whole.against_parts
    narrowest = min(
        whole.declarations,
        key=lambda declaration: _width(declaration.content.value),
        default=None,
    )
    parts = whole.parts
    if narrowest is not None and (
        parts is None or _width(narrowest.content.value) <= _width(parts.content.value)
    ):
        return narrowest.all_contributions, False
    rest = parts.rest if parts is not None else None
    return () if rest is None else (rest,), True


def _by_line_or_parts(
    rollup: ContentRollup, item: Item
) -> tuple[tuple[SubstanceContent, ...], bool]:
    """A listed material with parts is told by them only where they are worth more than itself."""
    if not is_broken_down(rollup.bill, item.number):
        return rollup.items.own_contributions(item), False
    if item.item_class is ItemClass.LISTED_MATERIAL:
        own = rollup.items.own_contributions(item)
        value = total(own).value
        most = rollup.contents[item.number].value.high or 0
        if not value.is_zero and (value.high or 0) >= most:
            return own, False
    is_incomplete = item.number in rollup.bill.incomplete
    return (rollup.items.unknown(item),) if is_incomplete else (), True


def _of_whole(whole: Whole) -> tuple[tuple[SubstanceContent, ...], bool]:
    """All that is declared. Where that contradicts itself, what not every statement says is there only perhaps."""
    declared = tuple(
        contribution
        if not whole.is_contradicted or set(contribution.substance.elements) <= whole.sure
        else replace(contribution, certain=False)
        for declaration in whole.declarations
        for contribution in (
            *declaration.contributions,
            *((declaration.rest,) if declaration.rest and not whole.is_closed else ()),
        )
    )
    parts = whole.parts
    if parts is None or (whole.is_closed and not whole.is_contradicted and whole.declarations):
        return declared, False
    rest = () if parts.rest is None or whole.is_closed else (parts.rest,)
    return (*declared, *rest), True


def _width(bounds: Bounds) -> Fraction:
    return _WIDEST if bounds.high is None else bounds.high - bounds.low

"""Products weighed against the share of weight at which an exception of a rule ends: by the masses of the bill, as far as these are known.

It answers the arithmetic of the exception and nothing else: whether it applies stays for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from calculator.content.contributions_inside import statements_inside
from calculator.content.rollup import ContentRollup
from calculator.determination.named_items import is_unsaid
from calculator.determination.scope import subject_of, tests
from calculator.findings.finding import UnresolvedPart
from calculator.findings.verdict import Subject
from calculator.findings.weight_limit import WeighedProduct
from calculator.model.bill import Bill
from calculator.numbers.bounds import ZERO, Bounds
from calculator.rules import Rule, WeightLimit


def weighed_products(
    rule: Rule, rollup: ContentRollup, suspects: Iterable[UnresolvedPart]
) -> Iterator[WeighedProduct]:
    """Every product that holds, or may hold, what a weight limit of the rule is about."""
    unresolved = frozenset(suspect.item.number for suspect in suspects)
    for limit in rule.weight_limits:
        for number in rollup.bill.products:
            weighed = _weighed(number, rule, limit, rollup, unresolved)
            if weighed.parts:
                yield weighed


def _weighed(
    product: str,
    rule: Rule,
    limit: WeightLimit,
    rollup: ContentRollup,
    unresolved: frozenset[str],
) -> WeighedProduct:
    bill, facts = rollup.bill, rollup.facts
    about = replace(
        rule, subjects=tuple(entry for entry in rule.subjects if entry.id in limit.subjects)
    )
    inside = bill.inside(product)
    named = {
        number: subject
        for number in inside
        if number != product and (subject := _subject(number, about, rollup)) is not Subject.NO
    }
    unknown = [
        number
        for number in inside
        if number not in named
        and number != product
        and (number in unresolved or is_unsaid(bill.items[number], rule, bill, facts))
    ]
    total = ZERO
    for number in _outermost({*named, *unknown}, bill):
        mass = bill.items[number].mass.bounds * inside[number]
        total = total + (mass if named.get(number) is Subject.YES else Bounds.up_to(mass))
    item = bill.items[product]
    return WeighedProduct(
        rule=rule.id,
        item=product,
        limit=limit,
        named=total.capped(item.mass.bounds.high),
        whole=item.mass.bounds,
        parts=tuple(named),
        unknown=tuple(unknown),
        cells=(
            *item.mass.cells,
            *(cell for number in named for cell in bill.items[number].mass.cells),
        ),
    )


def _subject(number: str, about: Rule, rollup: ContentRollup) -> Subject:
    """Whether an item is what the limit is about; a part that only holds some may be all of it."""
    item = rollup.bill.items[number]
    if not tests(about, item, rollup.bill):
        return Subject.NO
    return subject_of(item, about, tuple(statements_inside(rollup, number)), rollup.bill)[0]


def _outermost(numbers: set[str], bill: Bill) -> list[str]:
    """Those that are in none of the others: what is in a magnet is weighed with it."""
    return [number for number in numbers if not bill.ancestors_of({number}) & numbers]

"""Prices of the reference data that a run used: from when, with tax or without, by whom; and of what no price is known.

Told only where the user asked for reference prices, and only of elements that the bill or its facts name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.assumptions import Reference
from calculator.model.item import ItemClass
from calculator.model.problem import Problem, note
from calculator.model.substance_price import PriceRow
from calculator.model.substances import elements_of_key, read_substance
from calculator.numbers.bounds import bounds_text
from calculator.numbers.counted import counted
from calculator.reference.reference_data import prices_not_known

CODES: Final = ("reference-price", "reference-price-missing")
_MONTH: Final = 30


def check(context: CheckContext) -> Iterable[Problem]:
    """A note for each reference price in use, the newest first, and one for all that have none."""
    facts = context.facts
    if facts.assumptions.reference_prices is Reference.OFF:
        return
    named = _named(context)
    used = [
        row
        for rows in facts.price_list.values()
        for row in rows
        if row.evidence is not None and named.intersection(elements_of_key(row.key))
    ]
    for row in sorted(used, key=lambda row: (row.day or date.min, row.key), reverse=True):
        yield note("reference-price", _words(row, facts.on))
    priced = set(facts.price_list)
    missing = [
        key
        for key in prices_not_known()
        if key not in priced and named.intersection(elements_of_key(key))
    ]
    if missing:
        yield note(
            "reference-price-missing",
            f"no reference price is known for {', '.join(missing)}: what of it is priced by mass stays between nothing and the item's price. State a price",
        )


def _named(context: CheckContext) -> frozenset[str]:
    facts = context.facts
    named = {
        element
        for rows in facts.content.values()
        for row in rows
        if row.names_rare_earth
        for element in row.substance.elements
    }
    for item in context.bill.items.values():
        if item.item_class is ItemClass.LISTED_MATERIAL:
            substance = read_substance(item.material)[0]
            named.update(substance.elements if substance is not None else ())
    return frozenset(named)


def _words(row: PriceRow, on: date) -> str:
    months = (on - row.day).days // _MONTH if row.day is not None else 0
    age = f"{counted(months, 'month')} old" if months else "of this month"
    return (
        f"{row.key} {row.market}: {bounds_text(row.price)} {row.currency}/kg of {row.day}, {age}; "
        f"{row.origin_of_price}"
    )

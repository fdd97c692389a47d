"""A share of an article needs no mass: where nobody says what it weighs and all that is declared are shares, one kilogram of it is tested.

Only a rule whose line is a share of mass is tested so, and only an item without lines below: the parts of another have masses of their own.
"""

from __future__ import annotations

from dataclasses import replace

from calculator.content.rollup import ContentRollup, roll_up
from calculator.model.bill import Bill
from calculator.model.item import Figure, Item
from calculator.numbers.bounds import Bounds
from calculator.rules import Rule

WHY = "its mass is not stated and not needed: the amounts are those in one kilogram of it"


def in_one_kilogram(item: Item, rule: Rule, rollup: ContentRollup) -> ContentRollup | None:
    """What is in one kilogram of the item; None where its mass is stated, or something but shares has to be known."""
    rows = rollup.facts.content.get(item.number, ())
    if (
        not (rule.is_by_mass and rule.has_line)
        or item.mass.bounds != Bounds.unknown()
        or rollup.bill.structures.get(item.number)
        or item.number in rollup.bill.incomplete
        or rollup.items.built_in.holds(item.number)
        or not rows
        or any(row.share is None or row.mass is not None for row in rows)
    ):
        return None
    kilogram = replace(item, mass=Figure(bounds=Bounds.exactly(1)))
    alone = Bill(items={item.number: kilogram}, structures={}, incomplete=frozenset())
    return roll_up(alone, rollup.facts, rollup.items.counted, rollup.currency)

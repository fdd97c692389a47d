"""Goes over every part that its words make a holder of a magnet or a target and that nobody is asked about any more.

The second way to what settles a suspect: a statement that it holds none, a full disclosure that names nothing of the list, a
magnet, a target or another suspect below it, or lines of known material that weigh what it weighs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from calculator.clearance.possible import elements_of_material, statements_in_force
from calculator.model.bill import Bill
from calculator.model.content_row import Disclosure
from calculator.model.facts import Facts
from calculator.model.item import RARE_EARTH_CLASSES, Answer, Evidence, Item, ItemClass
from calculator.model.substances import RARE_EARTHS
from calculator.rules import Rule

_ACCOUNTED: Final = Fraction(98, 100)
"""Lines that weigh less of the whole than this leave more than rounding."""


def wrongly_settled(
    bill: Bill, facts: Facts, rules: Iterable[Rule], asked_about: frozenset[str]
) -> Iterator[str]:
    """Each suspect that is not among those asked about, and that no second way settles."""
    subjects = [
        entry
        for rule in rules
        if any(entry.item_class in RARE_EARTH_CLASSES for entry in rule.subjects)
        for entry in rule.subjects
    ]
    if not subjects:
        return
    counted = {element for rule in rules for element in rule.counted.elements}
    listed = frozenset(counted.union(*(entry.contains for entry in subjects)))
    for number, item in bill.items.items():
        if (
            item.suspect
            and number not in asked_about
            and item.item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
            and not _is_settled(item, bill, facts, listed)
        ):
            yield number


def _is_settled(item: Item, bill: Bill, facts: Facts, listed: frozenset[str]) -> bool:
    return (
        (bool(bill.lines_of(item.number)) and not item.is_called_so)
        or _is_said_to_hold_none(item, facts)
        or _is_declared_without(item, facts, listed)
        or _is_asked_below(item, bill)
        or _is_of_known_lines(item, bill)
    )


def _is_said_to_hold_none(item: Item, facts: Facts) -> bool:
    return (
        item.holds_magnet is Answer.NO
        and not item.holds_against
        and Evidence.DECLARED.rank <= facts.weakest.rank
    )


def _is_declared_without(item: Item, facts: Facts, listed: frozenset[str]) -> bool:
    """A full statement is in force, and no statement in force names an element of the list, or some rare earth."""
    rows = [row for rows in statements_in_force(item.number, facts).values() for row in rows]
    named = {element for row in rows if row.names_rare_earth for element in row.substance.elements}
    is_full = any(row.disclosure is not Disclosure.PARTIAL for row in rows)
    return is_full and not named & listed and named <= set(RARE_EARTHS)


def _is_asked_below(item: Item, bill: Bill) -> bool:
    """A magnet, a target or another suspect is in it: there the question is put."""
    return any(
        (part.item_class in RARE_EARTH_CLASSES or bool(part.suspect))
        and (quantity.high is None or quantity.high > 0)
        for number, quantity in bill.inside(item.number).items()
        if number != item.number
        for part in [bill.items[number]]
    )


def _is_of_known_lines(item: Item, bill: Bill) -> bool:
    """All that is at the bottom of it is of a material that holds no rare earth, and weighs what it weighs."""
    inside = bill.inside(item.number)
    lowest = [number for number in inside if number != item.number and not bill.lines_of(number)]
    if not lowest or not all(
        bill.items[number].rare_earth_free and not elements_of_material(bill.items[number])
        for number in lowest
    ):
        return False
    weight = sum(
        (inside[number].low * bill.items[number].mass.bounds.low for number in lowest), Fraction(0)
    )
    whole = item.mass.bounds.high
    return whole is not None and whole > 0 and weight >= _ACCOUNTED * whole

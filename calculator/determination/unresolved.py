"""Bought-in parts that probably hold a magnet or a target, and that no line below explains."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from calculator.content.composition import Closure
from calculator.content.parts import mass_accounted
from calculator.findings.finding import UnresolvedPart
from calculator.model.bill import Bill
from calculator.model.content_row import Disclosure
from calculator.model.facts import Facts
from calculator.model.item import RARE_EARTH_CLASSES, Answer, Evidence, Item, ItemClass
from calculator.model.substances import SOME_RARE_EARTH
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.rules import Rule

_OF_MAGNETS: Final = frozenset({"Nd", "Pr", "Sm"})
_MUCH: Final = Fraction(1, 100)


def unresolved_parts(bill: Bill, facts: Facts, rules: Iterable[Rule]) -> tuple[UnresolvedPart, ...]:
    """Bought-in items that probably hold a magnet or a target and are not broken down, or into parts of which none can be it.

    Settled by a full disclosure without any rare earth that a rule is about, or by lines of understood materials that account
    for its mass, or by a statement that it holds no magnet. A stated class settles nothing: a motor is rightly ``other``.
    """
    about = [rule for rule in rules if looks_for_magnets([rule])]
    elements = frozenset(
        element
        for rule in about
        for element in (
            *rule.counted.elements,
            *(element for entry in rule.subjects for element in entry.contains),
        )
    )
    suspects = [
        item
        for number, item in bill.items.items()
        if about
        and item.suspect
        and item.item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
        and (item.is_called_so or not bill.lines_of(number))
        and not _is_stated_without(item, facts)
        and not _is_disclosed_without(facts, number, elements)
    ]
    if any(item.number in bill.structures for item in suspects):
        accounted = _accounted_for(bill)
        suspects = [
            item
            for item in suspects
            if item.holds_magnet is Answer.YES or item.number not in accounted
        ]
    why = {item.number: _reason(item) for item in suspects}
    why |= {
        number: reason
        for number in facts.content
        if about
        and number not in why
        and (reason := _content_of_a_magnet(bill.items[number], facts, elements))
    }
    holders = _holders(bill) if any(number in bill.structures for number in why) else frozenset()
    return tuple(
        UnresolvedPart(item=bill.items[number], why=reason)
        for number, reason in why.items()
        if number not in holders
    )


def _reason(item: Item) -> str:
    """Why an item is asked about; what is stated against it is said too."""
    is_denied = item.holds_magnet is Answer.NO and item.holds_against
    return f'{item.suspect}, and Holds Magnet says "no"' if is_denied else item.suspect


def _is_stated_without(item: Item, facts: Facts) -> bool:
    """True where it is stated that it holds no magnet and nothing contradicts that; the statement counts as declared."""
    return (
        item.holds_magnet is Answer.NO
        and not item.holds_against
        and Evidence.DECLARED.rank <= facts.weakest.rank
    )


def _holders(bill: Bill) -> frozenset[str]:
    """The items below which a magnet, a target or a part that somebody asked about stands: there the question is settled or put.

    A motor that is broken down into a screw and a label is not.
    """
    asked_about = {
        number
        for number, item in bill.items.items()
        if item.item_class in RARE_EARTH_CLASSES or item.suspect
    }
    holders: set[str] = set()
    for number in bill.upwards:
        if any(
            (line.component in asked_about or line.component in holders) and line.is_there
            for line in bill.lines_of(number)
        ):
            holders.add(number)
    return frozenset(holders)


def looks_for_magnets(rules: Iterable[Rule]) -> bool:
    """True where a rule is about magnets or targets, so that a part that may hold one matters."""
    return any(entry.item_class in RARE_EARTH_CLASSES for rule in rules for entry in rule.subjects)


def _accounted_for(bill: Bill) -> frozenset[str]:
    """The items of which all lines are of a material without rare earth, or assemblies of such, and weigh what it weighs."""
    accounted: set[str] = set()
    for number in bill.upwards:
        lines = bill.lines_of(number)
        if (
            lines
            and all(_is_understood(bill.items[line.component], accounted) for line in lines)
            and mass_accounted(bill.items[number], bill).closure is not Closure.OPEN
        ):
            accounted.add(number)
    return frozenset(accounted)


def _is_understood(part: Item, accounted: set[str]) -> bool:
    return part.rare_earth_free or (
        part.number in accounted
        and not part.suspect
        and part.item_class in (ItemClass.OTHER, ItemClass.ASSEMBLY)
    )


def _content_of_a_magnet(item: Item, facts: Facts, elements: frozenset[str]) -> str:
    """Why an item that nobody called a magnet may be one by its Content rows: what a rule lists is in it, or much of what magnets are made of."""
    if item.item_class is not ItemClass.OTHER or _is_disclosed_without(
        facts, item.number, elements
    ):
        return ""
    rows = [
        row
        for row in facts.content[item.number]
        if all(amount is None or not amount.is_zero for amount in (row.share, row.mass, row.value))
    ]
    listed = {element for row in rows for element in row.substance.elements if element in elements}
    much = {
        element
        for row in rows
        for element in row.substance.elements
        if element in _OF_MAGNETS
        and (row.share is None or row.share.high is None or row.share.high >= _MUCH)
    }
    alloys = {row.substance.name for row in rows if row.substance.name in RARE_EARTH_FAMILIES}
    named = ", ".join(sorted(listed | much | alloys))
    return (
        f"its Content rows name {named}, as those of a magnet or a target do; state its Item Class"
        if named
        else ""
    )


def _is_disclosed_without(facts: Facts, number: str, elements: frozenset[str]) -> bool:
    rows = [row for row in facts.content.get(number, ()) if facts.holds(row)]
    elements_named = {
        element for row in rows if row.names_rare_earth for element in row.substance.elements
    }
    is_closed = any(row.disclosure is not Disclosure.PARTIAL and facts.closes(row) for row in rows)
    return is_closed and not elements_named & (elements | {SOME_RARE_EARTH})

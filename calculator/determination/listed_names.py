"""Substances of a rule's own list that words say are in an item and that its declaration does not name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from calculator.findings.obligation import Doubt, Obligation
from calculator.model.bill import Bill
from calculator.model.claim import ClaimKind, ItemClaim
from calculator.model.facts import Facts
from calculator.model.problem import Problem, note
from calculator.model.substance_list import Listing
from calculator.numbers.spelling import letters_and_digits
from calculator.rules import Rule


def names_to_hear(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The names by which rules list substances that are no rare earths."""
    return tuple(
        dict.fromkeys(
            name
            for rule in rules
            if rule.counted.is_named
            for entry in rule.listed
            for name in (entry.key, *entry.names)
        )
    )


def listed_name_doubts(
    claims: Iterable[ItemClaim], bill: Bill, facts: Facts, rules: Iterable[Rule]
) -> Iterator[Doubt]:
    """What stands in the way of a clear finding of a rule: words name a substance that it lists, and the item's declaration names none."""
    named = [claimed for claimed in claims if claimed.claim.kind is ClaimKind.LISTED]
    for rule in rules if named else ():
        told: set[tuple[str, str]] = set()
        for claimed in named:
            key = rule.counted.names.get(letters_and_digits(claimed.claim.element))
            if (
                key not in rule.counted.keys
                or claimed.item not in bill.items
                or (claimed.item, key) in told
            ):
                continue
            rows = facts.content.get(claimed.item, ())
            is_declared = any(
                listing is not Listing.UNLISTED and (key in keys or not keys)
                for row in rows
                if facts.holds(row)
                for listing, keys in (rule.counted.find(row.substance),)
            )
            if is_declared or not rows:
                continue
            told.add((claimed.item, key))
            yield Doubt(
                item=claimed.item,
                rule=rule.id,
                obligation=Obligation.STATEMENTS,
                why=f'"{claimed.claim.words}" stands beside {claimed.item}, and what is declared of it does not name {key}, which {rule.id} lists',
                question=f"does {claimed.item} hold {key}, and how much? Correct the one that is wrong",
                cells=(claimed.cell,),
            )


def not_yet_listed(facts: Facts, rules: Iterable[Rule], on: date) -> Iterator[Problem]:
    """A note for each substance that is declared in an item and comes onto a rule's list only after the day."""
    for rule in rules:
        later = {entry.key: entry for entry in rule.not_yet}
        for item, rows in facts.content.items() if later else ():
            for row in rows:
                entry = later.get(rule.counted.key_of_name(row.substance) or "")
                if entry is not None and facts.holds(row):
                    yield note(
                        "substance-not-listed-yet",
                        f"{item}: {entry.key} is on the list of {rule.id} from {entry.since}, not yet on {on}; it was not counted. Run with a later --on to see what it does",
                        *row.cells[:1],
                    )

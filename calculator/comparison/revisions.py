"""Two revisions of a bill, or two sets of facts: what changed side, and through which fact.

A cause is found by trying: the old bill with one fact of the new one in it. What then gives the new verdict is the cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from calculator.assessment import Assessment
from calculator.comparison.differences import differences_below, every_difference
from calculator.determination.determine import examine
from calculator.determination.nodes import determine_node
from calculator.determination.scenarios import Scenarios
from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.verdict import Licence, Verdict, answer_for
from calculator.model.source import Source
from calculator.rules import Rule

MOST_NAMED: Final = 200
"""So many facts are named for one item; a bill that changed more is another bill."""
MOST_RECKONED: Final = 20_000
"""Each try reckons what is at and below an item; so many items may be reckoned for one change, and three tries always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One fact that is not the same: what it was, what it is, and the cells of both; ``alone`` where it turns the verdict by itself.

    None where that was not tried, because too much has changed.
    """

    what: str
    before: str
    after: str
    cells: tuple[Source, ...]
    alone: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item (or product) whose verdict or licence is not what it was; None for a bill in which it is not tested."""

    rule: Rule
    item: str
    description: str
    is_product: bool
    before: Verdict | None
    after: Verdict | None
    licence_before: Licence | None
    licence_after: Licence | None
    causes: tuple[Cause, ...]

    @property
    def weight(self) -> int:
        """2 where it is caught now and was not, 1 where it is open now and was neither, else 0."""
        before, after = (
            answer_for(self.before, self.licence_before),
            answer_for(self.after, self.licence_after),
        )
        if after is Licence.REQUIRED and before is not Licence.REQUIRED:
            return 2
        return int(after is Licence.UNDETERMINED and before is Licence.NOT_REQUIRED)


def compare(old: Assessment, new: Assessment) -> tuple[Change, ...]:
    """Every item that changed side, the newly caught first, then in the order of the new bill."""
    changes: list[Change] = []
    for rule in new.report.rules:
        before, after = _by_item(old, rule), _by_item(new, rule)
        for number in dict.fromkeys((*after, *before)):
            was, now = before.get(number), after.get(number)
            if _side(was) == _side(now):
                continue
            finding = now or was
            if finding is None:
                continue
            changes.append(
                Change(
                    rule=rule,
                    item=number,
                    description=finding.item.description,
                    is_product=isinstance(finding, NodeFinding),
                    before=was.verdict if was else None,
                    after=now.verdict if now else None,
                    licence_before=was.licence if was else None,
                    licence_after=now.licence if now else None,
                    causes=tuple(_causes(rule, was, now, old.scenarios, new.scenarios, after))
                    if was and now
                    else (),
                )
            )
    return tuple(sorted(changes, key=lambda change: -change.weight))


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """One fact that is not the same, whether or not anything changed side; ``turned`` names the items that it bears on and that did."""

    what: str
    item: str
    before: str
    after: str
    cells_before: tuple[Source, ...]
    cells_after: tuple[Source, ...]
    turned: tuple[str, ...]


def changed_facts(
    old: Assessment, new: Assessment, changes: tuple[Change, ...]
) -> tuple[FactChange, ...]:
    """Every fact in which two bills, or two sets of facts, differ, each with both cells."""
    named: dict[str, dict[str, None]] = {}
    for change in changes:
        for cause in change.causes:
            named.setdefault(cause.what, {})[change.item] = None
    return tuple(
        FactChange(
            what=difference.what,
            item=difference.item,
            before=difference.before,
            after=difference.after,
            cells_before=difference.cells_before,
            cells_after=difference.cells_after,
            turned=tuple(named.get(difference.what, ())),
        )
        for difference in every_difference(old.scenarios, new.scenarios)
    )


def _by_item(assessment: Assessment, rule: Rule) -> dict[str, Finding | NodeFinding]:
    """The findings of one rule, and its products, by item."""
    products: dict[str, Finding | NodeFinding] = {
        node.item.number: node
        for node in assessment.report.products
        if node.rule.id == rule.id and node.holds
    }
    return {
        **products,
        **{
            finding.item.number: finding
            for finding in assessment.report.findings
            if finding.rule.id == rule.id
        },
    }


def _side(finding: Finding | NodeFinding | None) -> tuple[Verdict, Licence] | None:
    return None if finding is None else (finding.verdict, finding.licence)


# --------------------------------------------------------------------------- causes


def _causes(
    rule: Rule,
    was: Finding | NodeFinding,
    now: Finding | NodeFinding,
    old: Scenarios,
    new: Scenarios,
    findings: dict[str, Finding | NodeFinding],
) -> Iterator[Cause]:
    """The facts that differ, each tried alone as long as that is not too much."""
    number = now.item.number
    old, new = (replace(scenarios, bill=scenarios.bill.below(number)) for scenarios in (old, new))
    tries = max(3, MOST_RECKONED // max(1, len(old.bill.items)))
    for count, difference in enumerate(islice(differences_below(number, old, new), MOST_NAMED)):
        is_alone = (
            None
            if count >= tries
            else was.verdict is not now.verdict
            and _verdict(rule, now, difference.swapped(), findings) is now.verdict
        )
        yield Cause(
            what=difference.what,
            before=difference.before,
            after=difference.after,
            cells=difference.cells,
            alone=is_alone,
        )


def _verdict(
    rule: Rule,
    now: Finding | NodeFinding,
    scenarios: Scenarios,
    findings: dict[str, Finding | NodeFinding],
) -> Verdict:
    item = scenarios.bill.items[now.item.number]
    if isinstance(now, Finding):
        return examine(item, rule, scenarios.rollup_of(rule, item)).verdict
    holds = tuple(
        finding for number in now.holds if isinstance(finding := findings.get(number), Finding)
    )
    return determine_node(item, rule, scenarios.rollup_of(rule, item), holds, top=True).verdict

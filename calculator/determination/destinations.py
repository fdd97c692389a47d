"""A rule whose line is that of some destinations alone, held to where the shipment goes.

A line that is not that of the destination clears nothing and catches nothing: the answer is open, and names the rule that has
the right one. Where nobody said where the shipment goes, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from calculator.determination.triggers import with_share_open
from calculator.findings.finding import Finding, Question, QuestionKind
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.model.problem import Problem, note, warning
from calculator.reference.country_groups import country_groups
from calculator.rules import Rule


def held_to_destination(findings: Iterable[Finding], destination: str) -> tuple[Finding, ...]:
    """The findings, those of a rule whose line is not that of the destination without their verdict; "" is no destination."""
    return tuple(
        _without_verdict(finding, why)
        if destination
        and finding.subject is not Subject.NO
        and (why := finding.rule.why_not_meant(destination))
        else finding
        for finding in findings
    )


def destination_problems(destination: str, rules: Iterable[Rule]) -> Iterator[Problem]:
    """One for each rule that goes by destinations: that this is none of its own, or that none was said."""
    table = country_groups()
    for rule in rules:
        if not rule.goes_by_destination:
            continue
        why = rule.why_not_meant(destination) if destination else ""
        if why:
            yield warning(
                "destination-not-meant",
                f"{rule.id} is not the rule for the destination {destination} "
                f"({', '.join(table.groups_of(destination)) or 'in no group named here'}, {table.title}, {table.dated}): {why}",
            )
        elif not destination:
            lists = "; ".join(
                f"{group.id}: {', '.join(sorted(group.countries))}"
                for group in table.by_id.values()
                if any(group.id in entry.groups for entry in rule.destinations)
            )
            yield note(
                "destination-not-said",
                f"the line of {rule.id} depends on the destination, and none was said; give it with --destination "
                f"({lists}; {table.title}, {table.dated})",
            )


def _without_verdict(finding: Finding, why: str) -> Finding:
    question = Question(
        kind=QuestionKind.CHECK, item=finding.item.number, asks=why, supplier="", settles=True
    )
    return replace(
        finding,
        verdict=Verdict.UNDETERMINED,
        reasons=with_share_open(finding.reasons),
        licence=Licence.UNDETERMINED,
        questions=(question,),
        withheld_reason=why,
    )

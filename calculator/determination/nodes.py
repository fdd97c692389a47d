"""One rule applied to an assembly or a product: the reading of Announcement 61 that takes in what holds a magnet."""

from __future__ import annotations

from dataclasses import replace

from calculator.content.rollup import ContentRollup
from calculator.determination.determine import counted_in
from calculator.determination.scope import rank_of
from calculator.determination.triggers import (
    answers_of,
    counted_origin_of,
    licence_of,
    tested_triggers,
    with_share_open,
    worst,
)
from calculator.findings.assembly_cases import NOT_STATED, lists_assemblies
from calculator.findings.finding import Finding, NodeFinding, Reason
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item
from calculator.rules import Rule


def determine_node(
    item: Item, rule: Rule, rollup: ContentRollup, holds: tuple[Finding, ...], *, top: bool
) -> NodeFinding:
    """An assembly or a product tested with its own value, as the reading of Announcement 61 that takes in assemblies does.

    Its technology is its own if stated, else that of the magnets and targets in it; of alloys it has none but theirs.
    """
    value, mass = counted_in(item, rollup.contents[item.number], rollup)
    subject = max((finding.subject for finding in holds), key=rank_of, default=Subject.NO)
    answers = answers_of(item, rule, rollup.bill, rollup.facts)
    inside = [answers_of(finding.item, rule, rollup.bill, rollup.facts) for finding in holds]
    if item.technology is Answer.UNKNOWN and inside:
        own = (answers["chinese-technology"],) if item.technology_named else ()
        answers["chinese-technology"] = worst(
            (*own, *(held["chinese-technology"] for held in inside))
        )
    if "alloy-origin" in answers and inside:
        answers["alloy-origin"] = worst(held["alloy-origin"] for held in inside)
    verdict, reasons = tested_triggers(rule, subject, value, mass, answers=answers, entry=None)
    return NodeFinding(
        rule=rule,
        item=item,
        top=top,
        verdict=verdict,
        licence=licence_of(subject, reasons),
        reasons=reasons,
        value=value,
        mass=mass,
        holds=tuple(finding.item.number for finding in holds),
        own_answers=_own_answers(item, rule, rollup.facts) if lists_assemblies(rule) else (),
    )


def _own_answers(item: Item, rule: Rule, facts: Facts) -> tuple[Reason, ...]:
    """What the item's own cells say; nothing is taken from what is in it."""
    is_origin_named = bool(item.origin.shares or item.origin.named)
    is_technology_named = item.technology is not Answer.UNKNOWN or item.technology_named
    states = {
        "chinese-technology": item.technology.value if is_technology_named else NOT_STATED,
        "chinese-origin": counted_origin_of(item, rule, facts).value
        if is_origin_named
        else NOT_STATED,
    }
    return tuple(
        Reason(trigger=trigger.id, state=states[trigger.id], clause=trigger.clause)
        for trigger in rule.triggers
        if trigger.id in states
    )


def node_withheld(node: NodeFinding) -> NodeFinding:
    """The same for an assembly or a product."""
    reasons = with_share_open(node.reasons)
    licence = Licence.REQUIRED if node.licence is Licence.REQUIRED else Licence.UNDETERMINED
    return replace(node, verdict=Verdict.UNDETERMINED, reasons=reasons, licence=licence)

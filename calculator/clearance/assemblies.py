"""Goes up from every item of the list to what holds it, and looks whether any of that may be Chinese by its own cells.

The second way to what keeps a run from being conclusive: from the bill and the findings alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from calculator.findings.finding import Finding
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill
from calculator.model.item import Answer, Item, ItemClass
from calculator.rules import Rule


def stated_chinese(findings: Iterable[Finding], bill: Bill) -> str:
    """The number of the first assembly or product that may be caught by itself; nothing where there is none."""
    listed = [finding for finding in findings if finding.subject is not Subject.NO]
    tested = {(finding.rule.id, finding.item.number) for finding in listed}
    for finding in listed:
        rule = finding.rule
        if not rule.reads_products or not any(
            entry.item_class is ItemClass.ASSEMBLY for entry in rule.subjects
        ):
            continue
        for number in sorted(bill.ancestors_of({finding.item.number})):
            if (rule.id, number) not in tested and _may_be_caught(bill.items[number], rule):
                return number
    return ""


def _may_be_caught(item: Item, rule: Rule) -> bool:
    triggers = {trigger.id for trigger in rule.triggers}
    named = item.origin.named or item.origin.shares
    share = item.origin.share_from(rule.origins_counted, rule.origins_unsure)
    is_from_there = "chinese-origin" in triggers and bool(named) and share.high != 0
    is_of_technology = "chinese-technology" in triggers and (
        item.technology is Answer.YES or item.technology_named
    )
    return is_from_there or is_of_technology

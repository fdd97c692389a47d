"""A rule in plain English: what it measures, its line, its state on a day, what it tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.verdict import Subject
from calculator.model.item import ItemClass
from calculator.reports.numbers import decimal
from calculator.rules import Declared, Field, Level, Rule


def line_of(rule: Rule) -> str:
    """The line of a rule in percent.

    >>> from calculator.rules import load_rules
    >>> line_of(load_rules()[0]["cn-mofcom-2025-61"])
    '0.1 %'
    """
    return f"{decimal(rule.threshold * 100)} %" if rule.has_line else "no percentage"


def threshold_words(rule: Rule) -> str:
    """What a rule measures, how it compares, and its line.

    >>> from calculator.rules import load_rules
    >>> threshold_words(load_rules()[0]["cn-mofcom-2025-61"])
    'value at least 0.1 %'
    """
    return (
        f"{rule.measure.value} {rule.compare.value.replace('-', ' ')} {line_of(rule)}"
        if rule.has_line
        else line_of(rule)
    )


def measured_words(rule: Rule) -> str:
    """What a rule measures, in a clause that begins a sentence: a share of something, being on a list, or a declaration.

    >>> from calculator.rules import load_rules
    >>> [measured_words(load_rules()[0][rule]) for rule in ("us-ear-de-minimis-25", "cn-mofcom-2025-18", "eu-crma-29")]
    ['Value, more than 25 %', 'No percentage', 'A declaration above 0.2 kg of magnets in a product, no test']
    """
    if rule.is_declaration:
        above = (
            ""
            if rule.magnets_above is None
            else f" above {decimal(rule.magnets_above)} kg of magnets in a product"
        )
        return f"A declaration{above}, no test"
    if not rule.has_line:
        return "No percentage" if rule.subjects else "To be read, no test"
    if not rule.threshold:
        return f"{rule.measure.value.capitalize()}, any trace"
    return (
        f"{rule.measure.value.capitalize()}, {rule.compare.value.replace('-', ' ')} {line_of(rule)}"
    )


def field_words(field: Field) -> str:
    """What a field of a declaration asks for, and of which elements."""
    if not field.elements:
        return field.en
    elements = ", ".join(field.elements)
    if field.asks is Declared.RECYCLED:
        return f"{field.en}: {elements}"
    return f"{field.en}, for each rare earth and for {elements}"


def origins_words(rule: Rule) -> str:
    """From where what is counted has to be."""
    if rule.origins_counted == {"*"}:
        return "of any origin"
    unsure = ", ".join(sorted(rule.origins_unsure))
    beside = f" (of {unsure} it is unknown whether it counts)" if unsure else ""
    return f"of origin {', '.join(sorted(rule.origins_counted))}{beside}"


_SEEN: Final = {
    "primary": "the text itself was seen",
    "secondary": "known from a report of it",
    "unseen": "its address is known, the text was not read",
    "judgement": "our own judgement",
}


def seen_words(seen: str) -> str:
    """How we know a source."""
    return _SEEN[seen]


def subject_nouns(rule: Rule, findings: Iterable[Finding | NodeFinding] = ()) -> tuple[str, str]:
    """What the rule tests, in words: one and many. Goods are named where ``findings`` hold some."""
    entries = [entry for entry in rule.subjects if entry.level is not Level.GOODS]
    classes = {entry.item_class for entry in entries} - {ItemClass.ASSEMBLY}
    if len(entries) < len(rule.subjects) and any(
        finding.rule is rule
        and isinstance(finding, Finding)
        and finding.subject is not Subject.NO
        and finding.item.item_class is ItemClass.LISTED_MATERIAL
        for finding in findings
    ):
        return ("item", "items")
    if classes <= {ItemClass.MAGNET, ItemClass.TARGET}:
        return "magnet or target", "magnets and targets"
    if {entry.level for entry in rule.subjects} == {Level.ARTICLE}:
        return "article", "articles"
    return ("item", "items")


_STATE: Final = {
    "in-force": "in force",
    "not-yet-in-force": "not in force yet",
    "suspended": "suspended",
    "not-confirmed": "not confirmed",
    "not-issued": "not issued",
    "repealed": "repealed",
    "not-law": "not law",
}


def state_words(state: str) -> str:
    """The state of a rule or of one of its clauses."""
    return _STATE.get(state, state.replace("-", " "))

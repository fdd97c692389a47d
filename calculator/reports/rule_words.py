"""A rule in plain English: what it measures, its line, its state on a day, what it tests."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.verdict import Subject
from calculator.model.item import ItemClass
from calculator.reports.language import N_, tr
from calculator.reports.numbers import decimal
from calculator.reports.safe_text import capital
from calculator.rules import Compare, Declared, Field, Level, Rule


def line_of(rule: Rule) -> str:
    """The line of a rule in percent.

    >>> from calculator.rules import load_rules
    >>> line_of(load_rules()[0]["cn-mofcom-2025-61"])
    '0.1 %'
    """
    return f"{decimal(rule.threshold * 100)} %" if rule.has_line else tr("no percentage")


def threshold_words(rule: Rule) -> str:
    """What a rule measures, how it compares, and its line.

    >>> from calculator.rules import load_rules
    >>> threshold_words(load_rules()[0]["cn-mofcom-2025-61"])
    'value at least 0.1 %'
    """
    return (
        tr(_COMPARED[rule.compare], measure=tr(rule.measure.value), line=line_of(rule))
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
        if rule.magnets_above is None:
            return tr("A declaration, no test")
        return tr(
            "A declaration above {mass} kg of magnets in a product, no test",
            mass=decimal(rule.magnets_above),
        )
    if not rule.has_line:
        return tr("No percentage") if rule.subjects else tr("To be read, no test")
    measure = capital(tr(rule.measure.value))
    if not rule.threshold:
        return tr("{measure}, any trace", measure=measure)
    return tr(_COMPARED_CLAUSE[rule.compare], measure=measure, line=line_of(rule))


def field_words(field: Field) -> str:
    """What a field of a declaration asks for, and of which elements."""
    if not field.elements:
        return field.en
    elements = ", ".join(field.elements)
    if field.asks is Declared.RECYCLED:
        return f"{field.en}: {elements}"
    return tr("{field}, for each rare earth and for {elements}", field=field.en, elements=elements)


def origins_words(rule: Rule) -> str:
    """From where what is counted has to be."""
    if rule.origins_counted == {"*"}:
        return tr("of any origin")
    unsure = ", ".join(sorted(rule.origins_unsure))
    counted = ", ".join(sorted(rule.origins_counted))
    if unsure:
        return tr(
            "of origin {counted} (of {unsure} it is unknown whether it counts)",
            counted=counted,
            unsure=unsure,
        )
    return tr("of origin {counted}", counted=counted)


_COMPARED: Final = {
    Compare.AT_LEAST: N_("{measure} at least {line}"),
    Compare.MORE_THAN: N_("{measure} more than {line}"),
}
_COMPARED_CLAUSE: Final = {
    Compare.AT_LEAST: N_("{measure}, at least {line}"),
    Compare.MORE_THAN: N_("{measure}, more than {line}"),
}
_SEEN: Final = {
    "primary": N_("the text itself was seen"),
    "secondary": N_("known from a report of it"),
    "unseen": N_("its address is known, the text was not read"),
    "judgement": N_("our own judgement"),
}


def seen_words(seen: str) -> str:
    """How we know a source."""
    return tr(_SEEN[seen])


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
        return (tr("item"), tr("items"))
    if classes <= {ItemClass.MAGNET, ItemClass.TARGET}:
        return tr("magnet or target"), tr("magnets and targets")
    if {entry.level for entry in rule.subjects} == {Level.ARTICLE}:
        return tr("article"), tr("articles")
    return tr("item"), tr("items")


_STATE: Final = {
    "in-force": N_("in force"),
    "partly-in-force": N_("partly in force"),
    "issued": N_("issued"),
    "not-yet-in-force": N_("not in force yet"),
    "suspended": N_("suspended"),
    "not-confirmed": N_("not confirmed"),
    "not-issued": N_("not issued"),
    "repealed": N_("repealed"),
    "not-law": N_("not law"),
}


def state_words(state: str) -> str:
    """The state of a rule or of one of its clauses."""
    return tr(_STATE.get(state, state.replace("-", " ")))

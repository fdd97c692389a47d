"""The rules that are known, as text: clause by clause, with citations and the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from calculator.reference.country_groups import country_groups
from calculator.reports.numbers import decimal
from calculator.reports.reasons import how_it_counts
from calculator.reports.rule_words import (
    field_words,
    measured_words,
    origins_words,
    seen_words,
    state_words,
    threshold_words,
)
from calculator.rules import Citation, ListedItem, Rule


def rules_text(rules: dict[str, Rule], on: date) -> str:
    """One line a rule with its status on a day."""
    width = max(len(rule_id) for rule_id in rules)
    lines = []
    for rule in rules.values():
        state = state_words(rule.status_on(on).state)
        test = "declaration" if rule.is_declaration else threshold_words(rule)
        lines.append(f"{rule.id:<{width}}  {test}; on {on}: {state}. {rule.title}")
    return "\n".join(lines) + "\n"


def rule_text(rule: Rule, on: date) -> str:
    """Everything a rule file says."""
    lines = [rule.title, "=" * min(100, len(rule.title)), rule.summary, ""]
    lines.append(f"{measured_words(rule)}. Rule {rule.id}, last checked {rule.last_checked}")
    lines += [*_status(rule, on), "", "Clauses"]
    triggers = {trigger.clause: trigger.id for trigger in rule.triggers}
    for clause in rule.clauses:
        trigger = (
            f" (trigger {triggers[clause.id]}; on {on} {state_words(rule.clause_state(clause.id, on))})"
            if clause.id in triggers
            else ""
        )
        confidence = f" How well known: {clause.confidence}." if clause.confidence else ""
        lines.append(
            f"  {clause.id}{trigger}: {clause.text}{confidence} {_cited(clause.citations)}"
        )
    if rule.inquiries:
        lines += ["", "Not decided by this tool; answer separately"]
        lines += [
            f"  {inquiry.clause}: {' '.join(filter(None, (inquiry.en, inquiry.zh)))} {_cited(inquiry.citations)}"
            for inquiry in rule.inquiries
        ]
    lines += _counted(rule)
    if rule.territories:
        lines += ["", "Settings on places, of this rule file"]
        lines += [
            f"  {place.name} ({place.code}) {how_it_counts(rule, place)}. {place.note} {_cited(place.citations)}"
            for place in rule.territories
        ]
    if rule.destinations:
        lines += ["", *_destinations(rule)]
    if rule.weight_limits:
        lines += ["", "Limits of weight, computed for each product and deciding no verdict"]
        lines += [
            f"  {limit.clause}: {limit.en}, {decimal(limit.share * 100)} % or more of its weight. {limit.if_reached} {limit.if_below} {_cited(limit.citations)}"
            for limit in rule.weight_limits
        ]
    if rule.fields:
        lines += ["", "Declared"]
        lines += [
            f"  {field.clause}: {field_words(field)} {_cited(field.citations)}"
            for field in rule.fields
        ]
    if rule.subjects:
        lines += ["", "Kinds of magnets that count" if rule.fields else "Tested"]
        lines += [
            _entry(
                entry.code or entry.id,
                entry.zh,
                entry.en + (f", if it is {entry.condition}" if entry.condition else ""),
                entry.confidence,
                entry.citations,
            )
            for entry in rule.subjects
        ]
    lines += ["", "Citations"]
    lines += [_citation(citation) for citation in rule.citations]
    return "\n".join([*lines, "", rule.disclaimer]) + "\n"


def _status(rule: Rule, on: date) -> list[str]:
    status, later = rule.status_on(on), rule.next_status(on)
    lines = [f"Status on {on}: {state_words(status.state)}. {status.note}"]
    if later is not None:
        lines.append(f"Next known change: {later.start}, {state_words(later.state)}.")
    lines += ["", "Timeline"]
    for past in rule.statuses:
        binding = f" (in force: {', '.join(past.in_force)})" if past.in_force else ""
        lines.append(
            f"  from {past.start}: {state_words(past.state)}{binding}. {past.note} {_cited(past.citations)}"
        )
    return lines


def _counted(rule: Rule) -> list[str]:
    if not rule.counted.names_anything:
        return []
    lines = ["", f"Counted, {origins_words(rule)}"]
    lines += [
        _entry(entry.id, entry.zh, f"{entry.en}{_since(entry)}", entry.confidence, entry.citations)
        for entry in rule.listed
    ]
    if rule.counted.every_form_of:
        lines.append(f"  every form of {', '.join(rule.counted.every_form_of)}")
    if rule.per_substance:
        lines.append("  each substance is held against the line alone")
    return lines


def _since(entry: ListedItem) -> str:
    return f", listed since {entry.since}" if entry.since else ""


def _destinations(rule: Rule) -> list[str]:
    """What hangs on the destination, and the countries of the groups that are named."""
    table = country_groups()
    named = [group for entry in rule.destinations for group in entry.groups]
    return [
        "By destination",
        *(
            f"  {entry.clause}: {entry.text} {_cited(entry.citations)}"
            for entry in rule.destinations
        ),
        *(
            f"  {group.id}, {group.en}: {', '.join(sorted(group.countries))}. {group.note}".rstrip()
            for group in (table.by_id[name] for name in dict.fromkeys(named))
        ),
        f"  Groups: {table.title}, {table.dated}; {seen_words(table.seen)}. {table.note}",
    ]


def _entry(name: str, zh: str, en: str, confidence: str, citations: Sequence[str]) -> str:
    return f"  {name}: {' '.join(filter(None, (zh, en)))}; {confidence} {_cited(citations)}"


def _cited(citations: Sequence[str]) -> str:
    return f"[{', '.join(citations)}]"


def _citation(citation: Citation) -> str:
    dated = f", {citation.dated}" if citation.dated else ""
    note = f" {citation.note}" if citation.note else ""
    return (
        f"  [{citation.id}] {citation.title}{dated}; {seen_words(citation.seen)}. {citation.url}".rstrip()
        + note
    )

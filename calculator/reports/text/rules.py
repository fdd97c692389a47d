"""The rules that are known, as text: clause by clause, with citations and the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from calculator.reports.words import state_words, threshold_words
from calculator.rules import Citation, Rule


def rules_text(rules: dict[str, Rule], on: date) -> str:
    """One line a rule with its status on a day."""
    width = max(len(rule_id) for rule_id in rules)
    lines = []
    for rule in rules.values():
        state = state_words(rule.status_on(on).state)
        lines.append(f"{rule.id:<{width}}  {threshold_words(rule)}; on {on}: {state}. {rule.title}")
    return "\n".join(lines) + "\n"


def rule_text(rule: Rule, on: date) -> str:
    """Everything a rule file says."""
    lines = [rule.title, "=" * min(100, len(rule.title)), rule.summary, ""]
    lines.append(f"id {rule.id}; {threshold_words(rule)}; last checked {rule.last_checked}")
    lines += [*_status(rule, on), "", "Clauses"]
    triggers = {trigger.clause: trigger.id for trigger in rule.triggers}
    for clause in rule.clauses:
        trigger = (
            f" (trigger {triggers[clause.id]}; on {on} {state_words(rule.clause_state(clause.id, on))})"
            if clause.id in triggers
            else ""
        )
        known = f" Known from: {clause.confidence}." if clause.confidence else ""
        lines.append(f"  {clause.id}{trigger}: {clause.text}{known} {_cited(clause.citations)}")
    if rule.inquiries:
        lines += ["", "What a person has to answer"]
        lines += [
            f"  {one.clause}: {' '.join(filter(None, (one.en, one.zh)))} {_cited(one.citations)}"
            for one in rule.inquiries
        ]
    lines += _counted(rule)
    if rule.subjects:
        lines += ["", "Tested"]
        lines += [
            _entry(one.code or one.id, one.zh, one.en, one.confidence, one.citations)
            for one in rule.subjects
        ]
    lines += ["", "Citations"]
    lines += [_citation(one) for one in rule.citations]
    return "\n".join([*lines, "", rule.disclaimer]) + "\n"


def _status(rule: Rule, on: date) -> list[str]:
    status, later = rule.status_on(on), rule.next_status(on)
    lines = [f"Status on {on}: {state_words(status.state)}. {status.note}"]
    if later is not None:
        lines.append(f"Next known change: {later.start}, {state_words(later.state)}.")
    lines += ["", "Timeline"]
    for one in rule.statuses:
        binding = f" (in force: {', '.join(one.in_force)})" if one.in_force else ""
        lines.append(
            f"  from {one.start}: {state_words(one.state)}{binding}. {one.note} {_cited(one.citations)}"
        )
    return lines


def _counted(rule: Rule) -> list[str]:
    if not rule.counted.names_anything:
        return []
    origins = "any" if rule.origins_counted == {"*"} else ", ".join(sorted(rule.origins_counted))
    lines = [
        "",
        f"Counted, of origin {origins} ({', '.join(sorted(rule.origins_unsure)) or 'none'}: unknown whether)",
    ]
    lines += [_entry(one.id, one.zh, one.en, one.confidence, one.citations) for one in rule.listed]
    if rule.counted.every_form_of:
        lines.append(f"  every form of {', '.join(rule.counted.every_form_of)}")
    if rule.per_substance:
        lines.append("  each substance is held against the line alone")
    return lines


def _entry(name: str, zh: str, en: str, confidence: str, citations: Sequence[str]) -> str:
    return f"  {name}: {' '.join(filter(None, (zh, en)))}; {confidence} {_cited(citations)}"


def _cited(citations: Sequence[str]) -> str:
    return f"[{', '.join(citations)}]"


def _citation(one: Citation) -> str:
    dated = f", {one.dated}" if one.dated else ""
    note = f" {one.note}" if one.note else ""
    return f"  [{one.id}] {one.title}{dated}; {one.seen}. {one.url}".rstrip() + note

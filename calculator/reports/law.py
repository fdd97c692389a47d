"""The rules that are known, as text: clause by clause, with citations and the timeline."""

from __future__ import annotations

from datetime import date

from calculator.reports.numbers import machine
from calculator.reports.words import line_of
from calculator.rules import Rule


def rules_text(rules: dict[str, Rule], on: date) -> str:
    """One line a rule with its status on a day."""
    width = max(len(rule_id) for rule_id in rules)
    lines = []
    for rule in rules.values():
        state = rule.status_on(on).state.replace("-", " ")
        lines.append(f"{rule.id:<{width}}  {rule.measure.value} {rule.compare.value} {line_of(rule)}; on {on}: {state}. {rule.title}")
    return "\n".join(lines) + "\n"


def rule_text(rule: Rule, on: date) -> str:
    """Everything a rule file says."""
    status = rule.status_on(on)
    lines = [rule.title, "=" * min(100, len(rule.title)), rule.summary, ""]
    lines.append(f"id {rule.id}; {rule.measure.value} {rule.compare.value} {machine(rule.threshold)}; last checked {rule.last_checked}")
    lines += [f"Status on {on}: {status.state.replace('-', ' ')}. {status.note}", "", "Timeline"]
    for one in rule.statuses:
        binding = f" (in force: {', '.join(one.in_force)})" if one.in_force else ""
        lines.append(f"  from {one.start}: {one.state.replace('-', ' ')}{binding}. {one.note} [{', '.join(one.citations)}]")
    lines += ["", "Clauses"]
    triggers = {trigger.clause: trigger.id for trigger in rule.triggers}
    for clause in rule.clauses:
        trigger = f" (trigger {triggers[clause.id]})" if clause.id in triggers else ""
        lines.append(f"  {clause.id}{trigger}: {clause.text} [{', '.join(clause.citations)}]")
    lines += ["", f"Counted, of origin {', '.join(sorted(rule.origins_counted))} ({', '.join(sorted(rule.origins_unsure)) or 'none'}: unknown whether)"]
    lines += [f"  {one.id}: {one.zh} {one.en}; {one.confidence} [{', '.join(one.citations)}]" for one in rule.listed]
    if rule.counted.every_form_of:
        lines.append(f"  every form of {', '.join(rule.counted.every_form_of)}")
    lines += ["", "Tested"]
    lines += [f"  {one.id}: {one.zh} {one.en}; {one.confidence} [{', '.join(one.citations)}]".replace(":  ", ": ") for one in rule.subjects]
    lines += ["", "Citations"]
    lines += [f"  [{one.id}] {one.title}; {one.seen}. {one.url}".rstrip() for one in rule.citations]
    return "\n".join([*lines, "", rule.disclaimer]) + "\n"

"""A verdict in plain English, with its conventions, its distance from the line, its triggers."""

from __future__ import annotations

from functools import partial
from typing import Final

from calculator.determination.triggers import SHARE_TRIGGERS
from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.report import Report
from calculator.findings.verdict import Subject, Verdict
from calculator.numbers.bounds import Bounds
from calculator.reports.numbers import amount, mass, share
from calculator.reports.reasons import licence_words, trigger_name
from calculator.reports.rule_words import line_of, subject_nouns
from calculator.reports.safe_text import safe
from calculator.rules import Rule

SYMBOL: Final = {
    Verdict.CROSSES: "!",
    Verdict.BELOW: "<",
    Verdict.UNDETERMINED: "?",
    Verdict.NOT_SUBJECT: "-",
}
"""One sign per verdict, so that no colour is needed to tell them apart."""

_SUBJECT: Final = {
    Subject.YES: "on the rule's list",
    Subject.MAYBE: "possibly on the rule's list",
    Subject.NO: "not on the rule's list",
}


def verdict_words(finding: Finding | NodeFinding) -> str:
    """The verdict; ``below`` says which trigger it is about where the rule has others."""
    if finding.verdict is Verdict.NOT_SUBJECT:
        return "not subject"
    if not finding.rule.has_line:
        return {Verdict.CROSSES: "caught", Verdict.BELOW: "not caught"}.get(
            finding.verdict, "undetermined"
        )
    return below_words(finding.rule) if finding.verdict is Verdict.BELOW else finding.verdict.value


def below_words(rule: Rule) -> str:
    """Below the line of a rule, and of which of its triggers that is said where it has others."""
    clause = (
        next((trigger.clause for trigger in rule.triggers if trigger.id in SHARE_TRIGGERS), "")
        if len(rule.triggers) > 1
        else ""
    )
    return f"{Verdict.BELOW.value} (trigger {clause} only)" if clause else Verdict.BELOW.value


def assumed_words(name: str, value: str) -> str:
    """An assumption or a what-if as it was given on the command line, or a fact that was typed in beside the files."""
    if name.startswith("entered "):
        return f"{safe(name, 160)} = {safe(value, 240)}"
    return (
        f"--set {safe(name.removeprefix('set '), 80)}={safe(value, 80)}"
        if name.startswith("set ")
        else f"--assume {name}={value}"
    )


def conventions_words(finding: Finding | NodeFinding) -> str:
    """What the test says under each convention of value, and that the answer depends on it where they differ; nothing where one is known."""
    if not finding.conventions:
        return ""
    shares = "; ".join(
        f"{convention.name}: {share(convention.tested.share, finding.rule.threshold)} {convention.verdict.value}"
        for convention in finding.conventions
    )
    if finding.depends_on_convention:
        return f"depends on the convention: {shares}"
    are_same = len({convention.verdict for convention in finding.conventions}) == 1
    return (
        f"the same under each convention: {shares}"
        if are_same
        else f"printed beside, and opening nothing: {shares}"
    )


def values_words(report: Report) -> str:
    """Of what the values are."""
    is_of_consumed = ("convention", "consumed") in report.assumptions
    of = "what was consumed, with scrap" if is_of_consumed else "contained mass, not consumed"
    return f"values in {report.currency}, prices as stated; {of}"


def notice_words(finding: Finding) -> str:
    """What the compliance notice that came with it says; nothing where there is none."""
    notice = finding.notice
    if notice is None:
        return ""
    which = " ".join(filter(None, (notice.reference, f"of {notice.dated}" if notice.dated else "")))
    stated = share(notice.share, finding.rule.threshold)
    return f"compliance notice {which or 'without a number'}: {stated} of its value, by its issuer's own prices; it may show that the item is caught and clears nothing"


def codes_words(finding: Finding) -> str:
    """The codes of the control lists that name the item."""
    return "; ".join(
        f"{'' if listing.subject is Subject.YES else 'possibly '}{listing.code} ({listing.rule}: {listing.en})"
        for listing in finding.listed_as
    )


def headroom_lines(finding: Finding) -> tuple[str, ...]:
    """How far the item is from the line, and what would bring it there, a line each; nothing under a rule without a line."""
    headroom, rule = finding.headroom, finding.rule
    if headroom is None:
        return ()
    measured = mass if rule.is_by_mass else partial(amount, unit=finding.tested.unit)
    distance = f"{amount(headroom.times_line)} times the line"
    if headroom.most_below:
        distance += f"; below for sure with less than {measured(Bounds.exactly(headroom.most_below))} counted"
    lines = [distance]
    if headroom.whole_at_line.is_exact and headroom.whole_at_line.low:
        what = "mass" if rule.is_by_mass else "price"
        lines.append(f"break-even {what} of the item: {measured(headroom.whole_at_line)}")
    for substance in headroom.substances[:1]:
        name = safe(substance.substance, 40)
        share_at_line = substance.share_at_line
        if share_at_line is not None and share_at_line.high is not None and share_at_line.high <= 1:
            lines.append(f"break-even share of {name}: {amount(share_at_line.scaled(100))} wt%")
        if substance.price_at_line is not None:
            lines.append(
                f"break-even price of {name}: {amount(substance.price_at_line, finding.tested.unit)}/kg"
            )
    return tuple(lines)


def chance_words(finding: Finding) -> str:
    """How often the item would cross by lot; nothing where no draws were made."""
    chance = finding.chance
    if chance is None:
        return ""
    drawn = f"{chance.sampling.samples:,} draws (seed {chance.sampling.seed})"
    return f"would cross in {float(chance.share * 100):.1f} % of {drawn} of what is unknown, each evenly between its bounds; the bounds are the verdict"


def subject_words(finding: Finding) -> str:
    """Whether the rule's list names the item, and why."""
    return f"{_SUBJECT[finding.subject]}: {safe(finding.subject_why)}"


def trigger_words(finding: Finding | NodeFinding) -> str:
    """Every trigger with its clause and what it says."""
    return "; ".join(
        f"{reason.clause} {trigger_name(reason.trigger)}: {reason.state}"
        for reason in finding.reasons
    )


def trigger_brief(finding: Finding | NodeFinding) -> str:
    """The same for a narrow column: the clauses alone."""
    return "; ".join(f"{reason.clause} {reason.state}" for reason in finding.reasons)


def trigger_names(rule: Rule) -> str:
    """The triggers of a rule with their clauses."""
    return ", ".join(f"{trigger.clause} {trigger_name(trigger.id)}" for trigger in rule.triggers)


def product_words(node: NodeFinding) -> str:
    """A product (or an assembly) tested as such, against its own value or mass, in one sentence."""
    rule = node.rule
    name = f"{safe(node.item.number, 60)} {safe(node.item.description, 120)}".strip()
    if not node.holds:
        return f"{name}: no {subject_nouns(rule)[0]} on the list of {rule.id} was found in it."
    kind = "product" if node.top else "assembly"
    asks = (
        f"{rule.consequence.name.casefold()} {licence_words(node)}"
        if rule.is_law
        else licence_words(node)
    )
    if not rule.has_line:
        return f"{name} as a {kind}: {verdict_words(node)}; {asks}."
    return f"{name} as a {kind} against its own {rule.measure.value}: {verdict_words(node)}, {share(node.tested.share, rule.threshold)} counted, line {line_of(rule)}; {asks}."

"""A verdict in plain English, with its conventions, its distance from the line, its triggers."""

from __future__ import annotations

from functools import partial
from typing import Final

from calculator.determination.triggers import SHARE_TRIGGERS
from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.report import Report
from calculator.findings.verdict import Subject, Verdict
from calculator.numbers.bounds import Bounds
from calculator.reports.language import ENGLISH, N_, figure, name_of, spoken_language, tr
from calculator.reports.numbers import amount, mass, share
from calculator.reports.reasons import licence_words, trigger_name
from calculator.reports.retelling import retold
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
    Subject.YES: N_("on the rule's list: {why}"),
    Subject.MAYBE: N_("possibly on the rule's list: {why}"),
    Subject.NO: N_("not on the rule's list: {why}"),
}


def verdict_words(finding: Finding | NodeFinding) -> str:
    """The verdict; ``below`` says which trigger it is about where the rule has others."""
    if finding.verdict is Verdict.NOT_SUBJECT:
        return tr("not subject")
    if not finding.rule.has_line:
        return tr(
            {Verdict.CROSSES: N_("caught"), Verdict.BELOW: N_("not caught")}.get(
                finding.verdict, N_("undetermined")
            )
        )
    return (
        below_words(finding.rule) if finding.verdict is Verdict.BELOW else tr(finding.verdict.value)
    )


def share_words(finding: Finding) -> str:
    """Its share against the line; what is not on the list is not held against it."""
    if finding.verdict is Verdict.NOT_SUBJECT:
        return tr("not tested")
    return share(finding.tested.share, finding.rule.threshold)


def counted_words(finding: Finding) -> str:
    """How much is counted in an item of how much, and what that rests on."""
    ratio = finding.tested
    if ratio.numerator == ratio.denominator == Bounds.unknown():
        return tr("counted: unknown, as is what the item is worth or weighs")
    part, whole = (
        mass(bounds) if ratio.unit == "kg" else amount(bounds, ratio.unit)
        for bounds in (ratio.numerator, ratio.denominator)
    )
    grade = name_of(finding.evidence) if finding.evidence else tr("none")
    return tr(
        "counted {part} in an item of {whole}; evidence: {grade}",
        part=part,
        whole=whole,
        grade=grade,
    )


def below_words(rule: Rule) -> str:
    """Below the line of a rule, and of which of its triggers that is said where it has others."""
    clause = (
        next((trigger.clause for trigger in rule.triggers if trigger.id in SHARE_TRIGGERS), "")
        if len(rule.triggers) > 1
        else ""
    )
    return tr("below (trigger {clause} only)", clause=clause) if clause else tr("below")


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
        f"{convention.name}: {share(convention.tested.share, finding.rule.threshold)} {tr(convention.verdict.value)}"
        for convention in finding.conventions
    )
    if finding.depends_on_convention:
        return tr("depends on the convention: {shares}", shares=shares)
    are_same = len({convention.verdict for convention in finding.conventions}) == 1
    return (
        tr("the same under each convention: {shares}", shares=shares)
        if are_same
        else tr("printed beside, and opening nothing: {shares}", shares=shares)
    )


def values_words(report: Report) -> str:
    """Of what the values are."""
    is_of_consumed = ("convention", "consumed") in report.assumptions
    return tr(
        N_("values in {currency}, prices as stated; what was consumed, with scrap")
        if is_of_consumed
        else N_("values in {currency}, prices as stated; contained mass, not consumed"),
        currency=report.currency,
    )


def notice_words(finding: Finding) -> str:
    """What the compliance notice that came with it says; nothing where there is none."""
    notice = finding.notice
    if notice is None:
        return ""
    dated = tr("of {day}", day=notice.dated) if notice.dated else ""
    which = " ".join(filter(None, (notice.reference, dated)))
    return tr(
        "compliance notice {which}: {share} of its value, by its issuer's own prices; it may show that the item is caught and clears nothing",
        which=which or tr("without a number"),
        share=share(notice.share, finding.rule.threshold),
    )


def codes_words(finding: Finding) -> str:
    """The codes of the control lists that name the item; nothing where none does."""
    return "; ".join(
        tr(
            N_("{code} ({rule}: {name})")
            if listing.subject is Subject.YES
            else N_("possibly {code} ({rule}: {name})"),
            code=listing.code,
            rule=listing.rule,
            name=listing.en,
        )
        for listing in finding.listed_as
    )


def codes_line(finding: Finding) -> str:
    """The same where no heading says what they are."""
    codes = codes_words(finding)
    return tr("control codes: {codes}", codes=codes) if codes else ""


def headroom_lines(finding: Finding) -> tuple[str, ...]:
    """How far the item is from the line, and what would bring it there, a line each; nothing under a rule without a line."""
    headroom, rule = finding.headroom, finding.rule
    if headroom is None or headroom.times_line == Bounds.unknown():
        return ()
    measured = mass if rule.is_by_mass else partial(amount, unit=finding.tested.unit)
    distance = tr("{count} times the line", count=amount(headroom.times_line))
    if headroom.most_below:
        most = measured(Bounds.exactly(headroom.most_below))
        distance += tr("; below for sure with less than {amount} counted", amount=most)
    lines = [distance]
    if headroom.whole_at_line.is_exact and headroom.whole_at_line.low:
        lines.append(
            tr(
                N_("break-even mass of the item: {amount}")
                if rule.is_by_mass
                else N_("break-even price of the item: {amount}"),
                amount=measured(headroom.whole_at_line),
            )
        )
    for substance in headroom.substances[:1]:
        name = safe(substance.substance, 40)
        share_at_line = substance.share_at_line
        if share_at_line is not None and share_at_line.high is not None and share_at_line.high <= 1:
            lines.append(
                tr(
                    "break-even share of {substance}: {share} wt%",
                    substance=name,
                    share=amount(share_at_line.scaled(100)),
                )
            )
        if substance.price_at_line is not None:
            lines.append(
                tr(
                    "break-even price of {substance}: {price}/kg",
                    substance=name,
                    price=amount(substance.price_at_line, finding.tested.unit),
                )
            )
    return tuple(lines)


def chance_words(finding: Finding) -> str:
    """How often the item would cross by lot; nothing where no draws were made."""
    chance = finding.chance
    if chance is None:
        return ""
    return tr(
        "would cross in {share} % of {samples} draws (seed {seed}) of what is unknown, each evenly between its bounds; the bounds are the verdict",
        share=format(float(chance.share * 100), ".1f"),
        samples=figure(chance.sampling.samples),
        seed=chance.sampling.seed,
    )


def subject_words(finding: Finding) -> str:
    """Whether the rule's list names the item, and why."""
    return tr(_SUBJECT[finding.subject], why=safe(retold(finding.subject_why)))


def trigger_words(finding: Finding | NodeFinding) -> str:
    """Every trigger with its clause and what it says."""
    return "; ".join(
        f"{reason.clause} {trigger_name(reason.trigger)}: {state_word(reason.state)}"
        for reason in finding.reasons
    )


def state_word(state: str) -> str:
    """What a trigger says, as a verdict is called: one thing has one name."""
    return tr(state.replace("-", " "))


def trigger_brief(finding: Finding | NodeFinding) -> str:
    """The same for a narrow column: the clauses alone."""
    return "; ".join(f"{reason.clause} {state_word(reason.state)}" for reason in finding.reasons)


def trigger_names(rule: Rule) -> str:
    """The triggers of a rule with their clauses."""
    return ", ".join(f"{trigger.clause} {trigger_name(trigger.id)}" for trigger in rule.triggers)


def product_words(node: NodeFinding) -> str:
    """A product (or an assembly) tested as such, against its own value or mass, in one sentence."""
    rule = node.rule
    name = f"{safe(node.item.number, 60)} {safe(node.item.description, 120)}".strip()
    if not node.holds:
        return tr(
            "{item}: no {thing} on the list of {rule} was found in it.",
            item=name,
            thing=subject_nouns(rule)[0],
            rule=rule.id,
        )
    asks = licence_words(node)
    if rule.is_law:
        asks = tr(
            "{consequence} {answer}",
            consequence=tr(rule.consequence.name).casefold()
            if spoken_language() == ENGLISH
            else tr(rule.consequence.name),
            answer=asks,
        )
    if not rule.has_line:
        return tr(
            N_("{item} as a product: {verdict}; {asks}.")
            if node.top
            else N_("{item} as an assembly: {verdict}; {asks}."),
            item=name,
            verdict=verdict_words(node),
            asks=asks,
        )
    return tr(
        N_(
            "{item} as a product against its own {measure}: {verdict}, {share} counted, line {line}; {asks}."
        )
        if node.top
        else N_(
            "{item} as an assembly against its own {measure}: {verdict}, {share} counted, line {line}; {asks}."
        ),
        item=name,
        measure=tr(rule.measure.value),
        verdict=verdict_words(node),
        share=share(node.tested.share, rule.threshold),
        line=line_of(rule),
        asks=asks,
    )

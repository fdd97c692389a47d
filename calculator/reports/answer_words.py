"""The answer of a run in plain English: the headline, what was found under each rule, and what binds on the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from calculator.findings.finding import Finding
from calculator.findings.report import Headline, Reading, Report
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.numbers.counted import counted
from calculator.reports.reasons import used_settings
from calculator.reports.rule_words import line_of, state_words, subject_nouns
from calculator.reports.suspect_words import suspects_words
from calculator.reports.weight_words import weighed_words
from calculator.rules import Rule

_GOODS: Final = 6
"""Listed materials that are named in a headline."""
NOT_ADVICE: Final = "Not legal advice."
HEADLINE_SYMBOL: Final = {
    Headline.REQUIRED: "!",
    Headline.UNDETERMINED: "?",
    Headline.NOT_REQUIRED: "<",
    Headline.NO_ANSWER: "?",
}


def answered_for(rules: Iterable[Rule], reading: Reading, findings: Sequence[Finding] = ()) -> str:
    """What the answer of a run is about, in words: its products, or what its rules test."""
    return "; ".join(
        dict.fromkeys(
            "products" if reading.takes_products(rule) else subject_nouns(rule, findings)[1]
            for rule in rules
        )
    )


def overall(report: Report) -> str:
    """The one answer of the run, under its reading; a file that could not be read is part of it."""
    laws = [rule for rule in report.rules if rule.is_law]
    whose = answered_for(report.rules, report.reading, report.findings)
    words = {rule.consequence for rule in laws}
    if not laws:
        what, met, unmet = "Caught by the screening", "required", "not required"
    elif len(words) == 1:
        consequence = words.pop()
        what, met, unmet = consequence.name, consequence.if_met, consequence.if_not
    else:
        what, met, unmet = "Consequences of these rules", "at least one", "none"
    if report.headline is Headline.NO_ANSWER:
        return f"No answer on the {whose}: {_unread(report)}"
    consequence_words = {
        Headline.REQUIRED: met,
        Headline.UNDETERMINED: "undetermined",
        Headline.NOT_REQUIRED: unmet,
    }[report.headline]
    answer = f"{what} for the {whose}: {consequence_words}"
    return f"{answer}; {_unread(report)}" if report.refused else answer


def _unread(report: Report) -> str:
    return f"{counted(len(report.refused), 'file')} could not be read"


def effect(rule: Rule, report: Report) -> str:
    """What the rule's status on the day means for what was found: what binds now, and what would."""
    on = report.on
    status, later = rule.status_on(on), rule.next_status(on)
    if status.state == "not-law":
        return "No rule of law: nobody has to act on this answer."
    findings = [
        finding
        for finding in report.findings
        if finding.rule is rule and finding.subject is not Subject.NO
    ]
    states = {trigger.clause: rule.clause_state(trigger.clause, on) for trigger in rule.triggers}
    clauses_said = ", ".join(f"{clause} {state_words(state)}" for clause, state in states.items())
    singular, many = subject_nouns(rule, findings)
    text = f"On {on}: {clauses_said}." if states else f"On {on}: {state_words(status.state)}."
    sure, maybe = (
        [
            [states[reason.clause] for reason in finding.reasons if reason.is_met]
            for finding in findings
            if (finding.subject is Subject.YES) is is_sure
        ]
        for is_sure in (True, False)
    )
    if "in-force" in states.values():
        binding, perhaps = (sum("in-force" in met for met in group) for group in (sure, maybe))
        text += f" {counted(binding, singular, many)} {'meets' if binding == 1 else 'meet'} a case that binds on this day"
        text += f", and {perhaps} may, being on the list only perhaps." if perhaps else "."
    elif any(sure) or any(maybe):
        caught, perhaps = (sum(map(bool, group)) for group in (sure, maybe))
        text += f" {counted(caught, singular, many)} would be caught if it bound on this day"
        text += f", and {perhaps} may be caught, being on the list only perhaps" if perhaps else ""
        text += "; the test is made all the same."
    if later is not None:
        text += f" Next known change: {later.start}, {state_words(later.state)}."
    return text


def settings_words(rule: Rule, report: Report) -> tuple[str, ...]:
    """The settings on places that the answers under a rule rest on, and what its limits of weight say, a sentence each."""
    return (
        *(setting.words for setting in used_settings(rule, report.findings)),
        *(weighed_words(weighed) for weighed in report.weighed if weighed.rule == rule.id),
    )


def headline(report: Report) -> str:
    """What was found, one sentence per rule, under the reading that was asked for."""
    if report.headline is Headline.NO_ANSWER:
        return "Nothing could be read that is a bill of materials, so nothing is said of any item."
    sentences = [_found(rule, report) for rule in report.rules]
    if report.suspects:
        sentences.append(suspects_words(report))
    if report.doubts_of_input:
        sentences.append(
            f"{counted(len(report.doubts_of_input), 'open question')} about the input itself"
        )
    return "; ".join(sentences) + "."


def none_tested(rule: Rule, report: Report) -> str:
    """Why there is no finding under a rule: there was nothing to test, or nothing was read."""
    if report.headline is Headline.NO_ANSWER:
        return "Nothing was read, so nothing was tested."
    where = f" in what was read; {_unread(report)}" if report.refused else ""
    return f"No {subject_nouns(rule)[0]} was found{where}."


def _found(rule: Rule, report: Report) -> str:
    verdicts = [finding.verdict for finding in report.deciding(rule)]
    singular, many = (
        ("product", "products")
        if report.reading.takes_products(rule)
        else subject_nouns(rule, report.findings)
    )
    goods = [
        finding.item.number
        for finding in report.goods_beside(rule)
        if finding.licence is not Licence.NOT_REQUIRED
    ]
    beside = (
        f"; {', '.join(goods[:_GOODS])}{' and more' if len(goods) > _GOODS else ''} shipped as such"
        if goods
        else ""
    )
    if not verdicts:
        return f"no {singular} on the list of {rule.id}{beside}"
    crosses, undetermined = verdicts.count(Verdict.CROSSES), verdicts.count(Verdict.UNDETERMINED)
    if rule.has_line:
        did = f"{'crosses' if crosses == 1 else 'cross'} the {line_of(rule)} line of"
    else:
        did = f"{'is' if crosses == 1 else 'are'} caught by"
    text = f"{crosses} of {counted(len(verdicts), singular, many)} {did} {rule.id}"
    return (f"{text}; {undetermined} undetermined" if undetermined else text) + beside

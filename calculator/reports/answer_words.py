"""The answer of a run in plain English: the headline, what was found under each rule, and what binds on the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from calculator.findings.finding import Finding
from calculator.findings.report import Headline, Reading, Report
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.reports.language import N_, figure, stop, tr, tr_many
from calculator.reports.reasons import named_triggers, used_settings
from calculator.reports.rule_words import line_of, state_words, subject_nouns
from calculator.reports.suspect_words import suspects_words
from calculator.reports.weight_words import weighed_words
from calculator.rules import Rule

_GOODS: Final = 6
"""Listed materials that are named in a headline."""
NOT_ADVICE: Final = N_("Not legal advice.")
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
            tr("products") if reading.takes_products(rule) else subject_nouns(rule, findings)[1]
            for rule in rules
        )
    )


def overall(report: Report) -> str:
    """The one answer of the run, under its reading; a file that could not be read is part of it."""
    laws = [rule for rule in report.rules if rule.is_law]
    whose = answered_for(report.rules, report.reading, report.findings)
    words = {rule.consequence for rule in laws}
    if not laws:
        what, met, unmet = N_("Caught by the screening"), N_("required"), N_("not required")
    elif len(words) == 1:
        consequence = words.pop()
        what, met, unmet = consequence.name, consequence.if_met, consequence.if_not
    else:
        what, met, unmet = N_("Consequences of these rules"), N_("at least one"), N_("none")
    if report.headline is Headline.NO_ANSWER:
        return tr("No answer on the {whose}: {why}", whose=whose, why=_unread(report))
    consequence_words = {
        Headline.REQUIRED: met,
        Headline.UNDETERMINED: N_("undetermined"),
        Headline.NOT_REQUIRED: unmet,
    }[report.headline]
    answer = tr(
        "{what} for the {whose}: {answer}",
        what=tr(what),
        whose=whose,
        answer=tr(consequence_words),
    )
    return f"{answer}; {_unread(report)}" if report.refused else answer


def _unread(report: Report) -> str:
    return tr_many(
        len(report.refused), "{count} file could not be read", "{count} files could not be read"
    )


def effect(rule: Rule, report: Report) -> str:
    """What the rule's status on the day means for what was found: what binds now, and what would."""
    on = report.on
    status, later = rule.status_on(on), rule.next_status(on)
    if status.state == "not-law":
        return tr("No rule of law: nobody has to act on this answer.")
    findings = [
        finding
        for finding in report.findings
        if finding.rule is rule and finding.subject is not Subject.NO
    ]
    states = {trigger.clause: rule.clause_state(trigger.clause, on) for trigger in rule.triggers}
    clauses_said = ", ".join(f"{clause} {state_words(state)}" for clause, state in states.items())
    text = tr("On {day}: {state}.", day=on, state=clauses_said or state_words(status.state))
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
        text += _tested(
            rule,
            findings,
            binding,
            N_("{things} meets a case that binds on this day"),
            N_("{things} meet a case that binds on this day"),
        )
        text += (
            tr(", and {count} may, being on the list only perhaps", count=perhaps)
            if perhaps
            else ""
        )
        text = stop(text)
    elif any(sure) or any(maybe):
        caught, perhaps = (sum(map(bool, group)) for group in (sure, maybe))
        text += _tested(
            rule,
            findings,
            caught,
            N_("{things} would be caught if it bound on this day"),
            N_("{things} would be caught if it bound on this day"),
        )
        if perhaps:
            text += tr(", and {count} may be caught, being on the list only perhaps", count=perhaps)
        text += tr("; the test is made all the same.")
    if later is not None:
        text += tr(
            " Next known change: {day}, {state}.", day=later.start, state=state_words(later.state)
        )
    return text


def _tested(rule: Rule, findings: Sequence[Finding], count: int, singular: str, plural: str) -> str:
    """A sentence on so many of what a rule tests."""
    noun = subject_nouns(rule, findings)[count != 1]
    things = tr("{count} {noun}", count=figure(count), noun=noun)
    return " " + tr(singular if count == 1 else plural, things=things)


def settings_words(rule: Rule, report: Report) -> tuple[str, ...]:
    """The settings on places that the answers under a rule rest on, and what its limits of weight say, a sentence each."""
    return (
        *(setting.words for setting in used_settings(rule, report.findings)),
        *(weighed_words(weighed) for weighed in report.weighed if weighed.rule == rule.id),
    )


def headline(report: Report) -> str:
    """What was found, one sentence per rule, under the reading that was asked for."""
    if report.headline is Headline.NO_ANSWER:
        return tr(
            "Nothing could be read that is a bill of materials, so nothing is said of any item."
        )
    sentences = [_found(rule, report) for rule in report.rules]
    if report.suspects:
        sentences.append(suspects_words(report))
    if report.doubts_of_input:
        sentences.append(
            tr_many(
                len(report.doubts_of_input),
                "{count} open question about the input itself",
                "{count} open questions about the input itself",
            )
        )
    return stop("; ".join(sentences))


def none_tested(rule: Rule, report: Report) -> str:
    """Why there is no finding under a rule: there was nothing to test, or nothing was read."""
    if report.headline is Headline.NO_ANSWER:
        return tr("Nothing was read, so nothing was tested.")
    thing = subject_nouns(rule)[0]
    if report.refused:
        return tr(
            "No {thing} was found in what was read; {unread}.", thing=thing, unread=_unread(report)
        )
    return tr("No {thing} was found.", thing=thing)


def _found(rule: Rule, report: Report) -> str:
    deciding = report.deciding(rule)
    verdicts = [finding.verdict for finding in deciding]
    singular, many = (
        (tr("product"), tr("products"))
        if report.reading.takes_products(rule)
        else subject_nouns(rule, report.findings)
    )
    goods = [
        finding.item.number
        for finding in report.goods_beside(rule)
        if finding.licence is not Licence.NOT_REQUIRED
    ]
    beside = ""
    if goods:
        shown = ", ".join(goods[:_GOODS]) + (tr(" and more") if len(goods) > _GOODS else "")
        beside = tr("; {items} shipped as such", items=shown)
    if not verdicts:
        return tr("no {thing} on the list of {rule}", thing=singular, rule=rule.id) + beside
    crosses, undetermined = verdicts.count(Verdict.CROSSES), verdicts.count(Verdict.UNDETERMINED)
    things = tr(
        "{count} {noun}",
        count=figure(len(verdicts)),
        noun=singular if len(verdicts) == 1 else many,
    )
    if rule.has_line:
        text = tr_many(
            crosses,
            "{count} of {things} crosses the {line} line of {rule}",
            "{count} of {things} cross the {line} line of {rule}",
            things=things,
            line=line_of(rule),
            rule=rule.id,
        )
    else:
        text = tr_many(
            crosses,
            "{count} of {things} is caught by {rule}",
            "{count} of {things} are caught by {rule}",
            things=things,
            rule=rule.id,
        )
    others = [
        finding
        for finding in deciding
        if finding.licence is Licence.REQUIRED and finding.verdict is not Verdict.CROSSES
    ]
    if others:
        met = (reason for finding in others for reason in finding.reasons if reason.is_met)
        text += tr(
            "; {count} caught for another reason: {cases}",
            count=figure(len(others)),
            cases=named_triggers(met),
        )
    if undetermined:
        text += tr("; {count} undetermined", count=undetermined)
    return text + beside

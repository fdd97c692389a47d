"""What each trigger of a rule says of one item (its share, its technology, its origin), and the licence that they make together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from calculator.findings.finding import Reason
from calculator.findings.verdict import (
    Licence,
    MassContent,
    Ratio,
    Subject,
    Verdict,
    apply_threshold,
    ratio_under,
)
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item
from calculator.rules import Rule, SubjectEntry

SHARE_TRIGGERS = frozenset({"value-share", "mass-share"})


def tested_triggers(
    rule: Rule,
    subject: Subject,
    value: Ratio,
    mass: MassContent,
    *,
    technology: Answer,
    origin: Answer,
    entry: SubjectEntry | None,
) -> tuple[Verdict, tuple[Reason, ...]]:
    """The verdict of the rule, and what each of the triggers that can catch an item of the ``entry`` says.

    A rule without a share asks its other triggers. What no share can catch is no subject of the share test.
    """
    triggers = [
        trigger for trigger in rule.triggers if entry is None or entry.is_caught_by(trigger)
    ]
    states = {"chinese-technology": technology, "chinese-origin": origin, "item-origin": origin}
    if rule.has_line and not any(trigger.id in SHARE_TRIGGERS for trigger in triggers):
        verdict = Verdict.NOT_SUBJECT
    elif rule.has_line:
        ratio = ratio_under(rule, value, mass)
        verdict = apply_threshold(rule, ratio.numerator, ratio.denominator)
    else:
        verdict = _of_answers(states[trigger.id] for trigger in triggers)
    if subject is Subject.NO:
        verdict = Verdict.NOT_SUBJECT
    elif subject is Subject.MAYBE and verdict is Verdict.CROSSES:
        verdict = Verdict.UNDETERMINED
    reasons = tuple(
        Reason(
            trigger=trigger.id,
            state=states[trigger.id].value if trigger.id in states else verdict.value,
            clause=trigger.clause,
        )
        for trigger in triggers
    )
    return verdict, reasons


def _of_answers(answers: Iterable[Answer]) -> Verdict:
    """A rule without a share catches what one of its triggers says yes to; one without triggers, what is on its list."""
    given = set(answers)
    if Answer.YES in given or not given:
        return Verdict.CROSSES
    return Verdict.UNDETERMINED if Answer.UNKNOWN in given else Verdict.BELOW


def technology_of(item: Item, facts: Facts) -> Answer:
    """Whether the item was made with Chinese technology; an assumption fills in what nobody said."""
    if (
        item.technology is Answer.UNKNOWN
        and facts.assumptions.technology_no
        and not item.technology_named
    ):
        return Answer.NO
    return item.technology


def counted_origin_of(item: Item, rule: Rule, facts: Facts) -> Answer:
    """Whether the item itself is from where the rule counts."""
    share = item.origin.share_from(rule.origins_counted, rule.origins_unsure)
    if share.low > 0:
        return Answer.YES
    unknown = item.origin.unknown_share
    doubtful = share.high is not None and share.high > unknown
    if facts.assumptions.unknown_origin_is_not_chinese:
        unknown -= item.origin.unsaid_share(rule.origins_counted | rule.origins_unsure)
    return Answer.UNKNOWN if unknown or doubtful else Answer.NO


def licence_of(subject: Subject, reasons: tuple[Reason, ...]) -> Licence:
    """Required if any trigger is met, undetermined if any is unknown, else not required (INTERFACE 4)."""
    if subject is Subject.NO:
        return Licence.NOT_REQUIRED
    if any(reason.is_met for reason in reasons):
        return Licence.REQUIRED if subject is Subject.YES else Licence.UNDETERMINED
    return (
        Licence.UNDETERMINED if any(reason.is_open for reason in reasons) else Licence.NOT_REQUIRED
    )


def with_share_open(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The reasons where what the share says may not be said."""
    return tuple(
        replace(reason, state=Verdict.UNDETERMINED.value)
        if reason.trigger in SHARE_TRIGGERS
        else reason
        for reason in reasons
    )

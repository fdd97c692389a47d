"""What a compliance notice that came with an item says of it, beside what is stated of its content.

A notice is its issuer's own reckoning, with the issuer's prices. It can show that an item is caught; it clears nothing, and one that
disagrees with what is known of the content opens the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Final

from calculator.determination.evidence import weakest_of
from calculator.determination.triggers import SHARE_TRIGGERS, licence_of, with_share_open
from calculator.findings.finding import Finding, Notice, Question, QuestionKind
from calculator.findings.verdict import Subject, Verdict
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import Evidence
from calculator.model.problem import Problem, warning
from calculator.rules import Rule

_WHOLE: Final = Fraction(1)


def beside_notices(findings: Iterable[Finding], facts: Facts) -> tuple[Finding, ...]:
    """The findings with what the notices in force say of their items."""
    return tuple(
        _beside(finding, row) if (row := _notice_of(finding, facts)) is not None else finding
        for finding in findings
    )


def notice_problems(findings: Iterable[Finding]) -> Iterator[Problem]:
    """One for each item whose notice and whose content cannot both be right."""
    for finding in findings:
        notice = finding.notice
        if notice is not None and _disagrees(finding):
            yield warning(
                "notice-against-content",
                f"{finding.item.number}: a compliance notice and what is stated of its content are on different sides of the line. Ask which holds",
                *notice.cells,
            )


def _notice_of(finding: Finding, facts: Facts) -> ContentRow | None:
    """The notice in force that states most: each is a statement about the same thing, and none makes another milder."""
    if not finding.rule.takes_notices or finding.subject is Subject.NO:
        return None
    rows = [row for row in facts.notices.get(finding.item.number, ()) if facts.holds(row)]
    return max(rows, key=lambda row: row.notice_share.low if row.notice_share else 0, default=None)


def _beside(finding: Finding, row: ContentRow) -> Finding:
    share = row.notice_share
    if share is None or not finding.rule.has_line or finding.verdict is Verdict.NOT_SUBJECT:
        return finding
    noted = replace(
        finding,
        notice=Notice(share=share, reference=row.reference, dated=row.dated, cells=row.cells),
    )
    if not _shows_crossing(finding.rule, noted) or finding.verdict is Verdict.CROSSES:
        return noted
    if finding.verdict is Verdict.BELOW or finding.subject is Subject.MAYBE:
        return _opened(noted)
    reasons = tuple(
        replace(reason, state=Verdict.CROSSES.value) if reason.trigger in SHARE_TRIGGERS else reason
        for reason in finding.reasons
    )
    return replace(
        noted,
        verdict=Verdict.CROSSES,
        reasons=reasons,
        licence=licence_of(finding.subject, reasons),
        evidence=weakest_of((Evidence.NOTICE, row.evidence)),
    )


def _opened(finding: Finding) -> Finding:
    """Neither the notice nor the content decides while they disagree, or while it is not known whether the list names the item."""
    if finding.verdict is not Verdict.BELOW:
        return finding
    reasons = with_share_open(finding.reasons)
    question = Question(
        kind=QuestionKind.CHECK,
        item=finding.item.number,
        asks="which holds: the share of its compliance notice, or what is stated of its content",
        supplier="",
        settles=True,
    )
    return replace(
        finding,
        verdict=Verdict.UNDETERMINED,
        reasons=reasons,
        licence=licence_of(finding.subject, reasons),
        questions=(question, *finding.questions),
        withheld_reason="a compliance notice states a share that reaches the line",
    )


def _shows_crossing(rule: Rule, finding: Finding) -> bool:
    return finding.notice is not None and rule.reaches(finding.notice.share.low, _WHOLE)


def _disagrees(finding: Finding) -> bool:
    """True where the numbers of the content are on one side of the line for sure and the notice on the other."""
    notice, part, whole = finding.notice, finding.tested.numerator, finding.tested.denominator
    if notice is None:
        return False
    rule = finding.rule
    if rule.reaches(notice.share.low, _WHOLE):
        return part.high is not None and whole.low > 0 and not rule.reaches(part.high, whole.low)
    is_below = notice.share.high is not None and not rule.reaches(notice.share.high, _WHOLE)
    return is_below and whole.high is not None and rule.reaches(part.low, whole.high)

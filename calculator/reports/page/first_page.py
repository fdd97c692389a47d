"""What stands on the first page of a report, in this order: the items in one table, what the answer rests on, what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.findings.finding import Finding
from calculator.findings.report import Headline, Report
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.reports.branches import VerdictMark, mark_of
from calculator.reports.ground import ground_of
from calculator.reports.language import N_, tr, tr_many
from calculator.reports.question_groups import YOURS, QuestionGroup, question_groups
from calculator.reports.reasons import licence_words
from calculator.reports.retelling import retold
from calculator.reports.safe_text import safe, some_of
from calculator.rules import Rule

_ROWS: Final = 12
TOGETHER: Final = 3
"""So many items of which nothing is known are one row."""
_STEPS: Final = 6
WEIGHT: Final = {
    Verdict.CROSSES: 0,
    Verdict.UNDETERMINED: 1,
    Verdict.BELOW: 2,
    Verdict.NOT_SUBJECT: 3,
}
"""What is read first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefRow:
    """An item, or several of which nothing is known, in a line."""

    name: str
    description: str
    mark: VerdictMark
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One rule's items in a table short enough for the first page; ``left`` are in the full table."""

    rule: Rule
    rows: tuple[BriefRow, ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPage:
    """The answer, and what it rests on, and what to do."""

    briefs: tuple[Brief, ...]
    rests_on: tuple[str, ...]
    steps: tuple[str, ...]


def first_page(report: Report) -> FirstPage:
    """What a person who signs reads first."""
    return FirstPage(
        briefs=tuple(_brief(rule, report) for rule in report.rules),
        rests_on=rests_on(report),
        steps=_steps(report),
    )


def _brief(rule: Rule, report: Report) -> Brief:
    own = sorted(
        (
            finding
            for finding in report.findings
            if finding.rule is rule and finding.subject is not Subject.NO
        ),
        key=lambda finding: WEIGHT[finding.verdict],
    )
    unknown = [finding for finding in own if nothing_is_known(finding)]
    if len(unknown) < TOGETHER:
        unknown = []
    single = [finding for finding in own if not (unknown and nothing_is_known(finding))]
    rows = [_row(finding) for finding in single]
    if unknown:
        first = sum(finding.verdict is Verdict.CROSSES for finding in single)
        rows.insert(first, _row_of_unknown(unknown))
    return Brief(rule=rule, rows=tuple(rows[:_ROWS]), left=max(0, len(rows) - _ROWS))


def nothing_is_known(finding: Finding) -> bool:
    """True where its share may be anything from none to all."""
    share = finding.tested.share
    return (
        finding.verdict is Verdict.UNDETERMINED
        and finding.rule.has_line
        and not share.low
        and (share.high is None or share.high >= Fraction(1))
    )


def _row(finding: Finding) -> BriefRow:
    return BriefRow(
        name=finding.item.number,
        description=finding.item.description,
        mark=mark_of(finding),
        licence=licence_words(finding),
    )


def _row_of_unknown(findings: Sequence[Finding]) -> BriefRow:
    mark = mark_of(findings[0])
    return BriefRow(
        name=tr_many(
            len(findings),
            "{count} item of which nothing is known",
            "{count} items of which nothing is known",
        ),
        description=some_of([finding.item.number for finding in findings], 8),
        mark=VerdictMark(tone=mark.tone, symbol=mark.symbol, words=mark.words, share="0-100 %"),
        licence=licence_words(findings[0]),
    )


def rests_on(report: Report) -> tuple[str, ...]:
    """Assumptions, conventions and grades that the answer rests on, a sentence each."""
    lines = [*ground_of(report).chosen]
    graded = _by_grade(report.findings)
    if graded:
        lines.append(tr("evidence: {grades}", grades=graded))
    divided = [finding.item.number for finding in report.findings if finding.depends_on_convention]
    if divided:
        lines.append(tr("the answer depends on a convention for {items}", items=some_of(divided)))
    return tuple(lines) or (tr("nothing was assumed"),)


def _by_grade(findings: Iterable[Finding]) -> str:
    counts: dict[str, int] = {}
    for finding in findings:
        if finding.subject is not Subject.NO and finding.evidence is not None:
            counts[finding.evidence.value] = counts.get(finding.evidence.value, 0) + 1
    return ", ".join(
        tr("{grade} for {count}", grade=tr(grade), count=count) for grade, count in counts.items()
    )


def _steps(report: Report) -> tuple[str, ...]:
    steps = []
    caught = [
        finding.item.number
        for rule in report.rules
        for finding in report.deciding(rule)
        if finding.answer is Licence.REQUIRED
    ]
    if caught:
        steps.append(
            tr(
                "for {items}: check what binds on the day of shipment, apply for what is required, and pass the notice on (`deminimis notice` drafts it)",
                items=some_of(list(dict.fromkeys(caught))),
            )
        )
    groups = question_groups(report)
    steps += [_step(group) for group in groups[:_STEPS]]
    if len(groups) > _STEPS:
        steps.append(
            tr(
                "and {count} more questions, in the section on open questions",
                count=len(groups) - _STEPS,
            )
        )
    if report.refused:
        steps.append(
            tr(
                "see why {files} could not be read, and give it again",
                files=some_of(report.refused),
            )
        )
    if not steps and report.headline is Headline.NOT_REQUIRED:
        steps.append(
            tr(
                "file this report with its inputs; check again when the bill, a price or the law changes"
            )
        )
    return tuple(steps)


def _step(group: QuestionGroup) -> str:
    about = some_of(group.items)
    if group.supplier:
        whom = tr(
            N_("ask {supplier} about {items}") if about else N_("ask {supplier}"),
            supplier=safe(group.supplier, 60),
            items=about,
        )
    else:
        whom = tr("yours to find about {items}", items=about) if about else tr(YOURS)
    settles = ""
    if group.settles:
        settles = (
            tr(" (settles it)")
            if group.settles == group.items
            else tr(" (settles {items})", items=some_of(group.settles))
        )
    return tr(
        "{whom}: {question}{settles}",
        whom=whom,
        question=safe(retold(group.asks), 200),
        settles=settles,
    )

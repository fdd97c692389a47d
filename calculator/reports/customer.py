"""The edition for the next company: the answer on a page or two, without a price, a supplier or a cell of the bill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from calculator.findings.finding import Finding
from calculator.findings.report import Report
from calculator.findings.verdict import Subject, Verdict
from calculator.reports.branches import VerdictMark, mark_of
from calculator.reports.finding_words import assumed_words
from calculator.reports.language import tr, tr_many
from calculator.reports.reasons import licence_words
from calculator.rules import Rule

_ROWS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedItem:
    """One magnet or target as the next company is told of it."""

    name: str
    description: str
    mark: VerdictMark
    licence: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedRule:
    """What is said under one rule; ``left`` more did not fit."""

    rule: Rule
    rows: tuple[StatedItem, ...]
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """All that the edition says. ``unknown`` says how many parts are suspects, without naming where they come from."""

    rules: tuple[StatedRule, ...]
    unknown: str
    assumed: tuple[str, ...]


def statement_of(report: Report) -> Statement:
    """The statement on a report; a what-if and what was typed in are left out, for they hold figures."""
    count = len(report.suspects)
    return Statement(
        rules=tuple(_stated(rule, report) for rule in report.rules),
        unknown=tr_many(count, "{count} bought-in part", "{count} bought-in parts")
        if count
        else "",
        assumed=tuple(
            assumed_words(name, value)
            for name, value in report.assumptions
            if not name.startswith(("set ", "entered "))
        ),
    )


def _stated(rule: Rule, report: Report) -> StatedRule:
    own = [
        finding
        for finding in report.findings
        if finding.rule is rule and finding.subject is not Subject.NO
    ]
    return StatedRule(
        rule=rule,
        rows=tuple(
            StatedItem(
                name=finding.item.number,
                description=finding.item.description,
                mark=mark_of(finding),
                licence=licence_words(finding),
                evidence=_evidence(finding),
            )
            for finding in own[:_ROWS]
        ),
        left=max(0, len(own) - _ROWS),
    )


def _evidence(finding: Finding) -> str:
    """The grade of what the finding rests on; what is open for want of any has none."""
    if finding.evidence is not None:
        return tr(finding.evidence.value)
    return tr("none") if finding.verdict is Verdict.UNDETERMINED else tr("none needed")

"""Findings with the proof of their clearance, as far as the second checker follows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from calculator.clearance.assemblies import stated_chinese
from calculator.clearance.checker import not_followed
from calculator.clearance.suspects import wrongly_settled
from calculator.determination.clearance_records import Premises, with_clearance
from calculator.determination.obligations import withdrawn
from calculator.findings.assembly_cases import NOT_LISTED
from calculator.findings.finding import Finding
from calculator.findings.obligation import Doubt
from calculator.findings.report import NOT_FOLLOWED, Headline, Reading, Report
from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.problem import Problem, error


def followed(
    findings: Sequence[Finding], premises: Premises, doubts: Iterable[Doubt]
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings with their records; one whose clearance is not followed is open, which is a fault of the program."""
    proved = [_with_records(finding, premises) for finding in findings]
    broken = {
        (failure.finding.rule.id, failure.finding.item.number): failure.why
        for failure in not_followed(
            proved, premises.bill, premises.facts, doubts, premises.accounts
        )
    }
    if not broken:
        return tuple(proved), ()
    kept = tuple(
        withdrawn(finding, broken[finding.rule.id, finding.item.number])
        if (finding.rule.id, finding.item.number) in broken
        else finding
        for finding in proved
    )
    problems = tuple(
        error(
            NOT_FOLLOWED,
            f"{number}: it was found clear under {rule}, and the second checker could not follow that ({why}); "
            "it counts as undetermined. This is a fault of the program: please report it with the file",
        )
        for (rule, number), why in broken.items()
    )
    return kept, problems


def _with_records(finding: Finding, premises: Premises) -> Finding:
    records = with_clearance(finding, premises)
    return finding if records == finding.clearance else replace(finding, clearance=records)


def run_followed(report: Report, bill: Bill, facts: Facts) -> Report:
    """The report, with a fault of the program where it is conclusive although something in it may be caught.

    That is an assembly by what is stated of itself, or a suspect that was settled and that no second way settles.
    """
    if report.headline is not Headline.NOT_REQUIRED or report.reading is not Reading.MATERIALS:
        return report
    asked_about = frozenset(suspect.item.number for suspect in report.suspects)
    settled = next(wrongly_settled(bill, facts, report.rules, asked_about), "")
    caught = "" if NOT_LISTED in report.assumptions else stated_chinese(report.findings, bill)
    if not settled and not caught:
        return report
    why = (
        "it holds an item of the list and may be caught by what is stated of itself"
        if caught
        else "its words make it a holder of a magnet, and the second checker finds nothing that settles that"
    )
    problem = error(
        NOT_FOLLOWED,
        f"{caught or settled}: {why}, and the run is called clear; "
        "this is a fault of the program: please report it with the file",
    )
    return replace(report, problems=(problem, *report.problems))

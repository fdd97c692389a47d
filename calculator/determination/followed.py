"""Findings with the proof of their clearance, as far as the second checker follows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from calculator.clearance.assemblies import stated_chinese
from calculator.clearance.checker import not_followed
from calculator.determination.clearance_records import Premises, with_clearance
from calculator.determination.obligations import withdrawn
from calculator.findings.assembly_cases import NOT_LISTED
from calculator.findings.finding import Finding
from calculator.findings.obligation import Doubt
from calculator.findings.report import NOT_FOLLOWED, Headline, Reading, Report
from calculator.model.bill import Bill
from calculator.model.problem import Problem, error


def followed(
    findings: Sequence[Finding], premises: Premises, doubts: Iterable[Doubt]
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings with their records; one whose clearance is not followed is open, which is a fault of the program."""
    proved = [replace(finding, clearance=with_clearance(finding, premises)) for finding in findings]
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


def run_followed(report: Report, bill: Bill) -> Report:
    """The report, with a fault of the program where it is conclusive although an assembly may be caught by itself."""
    is_clear = report.headline is Headline.NOT_REQUIRED and report.reading is Reading.MATERIALS
    if not is_clear or NOT_LISTED in report.assumptions:
        return report
    number = stated_chinese(report.findings, bill)
    if not number:
        return report
    problem = error(
        NOT_FOLLOWED,
        f"{number}: it holds an item of the list and may be caught by what is stated of itself, and the run is called clear; "
        "this is a fault of the program: please report it with the file",
    )
    return replace(report, problems=(problem, *report.problems))

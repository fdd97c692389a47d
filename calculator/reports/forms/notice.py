"""The draft of the compliance notice that an exporter hands to the next recipient (Announcement No. 61, article 7).

Filled from the findings and marked as a draft; where a fact is missing the line is left to be filled in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from openpyxl.styles import Alignment, Font

from calculator.findings.finding import Contribution, Finding
from calculator.findings.report import Report
from calculator.findings.verdict import Subject
from calculator.model.source import Source
from calculator.reports import numbers
from calculator.reports.circumstance_words import destination_words, recipient_words
from calculator.reports.finding_words import codes_words
from calculator.reports.markdown_text import plain
from calculator.reports.rule_words import state_words
from calculator.reports.safe_text import safe
from calculator.reports.xlsx.sheets import book_bytes, new_book, new_sheet, put
from calculator.reports.xlsx.style import FONT

Lines = tuple[tuple[str, str], ...]


def to_be_notified(report: Report) -> tuple[Finding, ...]:
    """The findings that a notice speaks of: on the rule's list, and caught by one of its triggers."""
    return tuple(
        finding
        for finding in report.findings
        if finding.subject is Subject.YES and any(reason.is_met for reason in finding.reasons)
    )


def notice_markdown(findings: Sequence[Finding], report: Report) -> str:
    """One notice for each item, one after the other."""
    texts = _texts()
    pages: list[str] = []
    for finding in findings:
        lines = [f"# {texts['title']['en']}", "", texts["title"]["zh"], "", "| | |", "|---|---|"]
        lines += [f"| {head} | {plain(value)} |" for head, value in _lines(finding, report)]
        lines += [
            "",
            *(f"- {paragraph['en']} {paragraph['zh']}" for paragraph in texts["statement"]),
            "",
            f"{_both(texts['signature'])}: {_both(texts['blank'])}",
            "",
        ]
        pages.append("\n".join(lines))
    return "\n---\n\n".join(pages)


def notice_workbook(findings: Sequence[Finding], report: Report) -> bytes:
    """One sheet for each item, to be filled in and signed."""
    texts = _texts()
    book = new_book()
    for number, finding in enumerate(findings, 1):
        rows = [*_lines(finding, report), ("", "")]
        rows += [("", f"{paragraph['en']}\n{paragraph['zh']}") for paragraph in texts["statement"]]
        rows += [("", ""), (_both(texts["signature"]), _both(texts["blank"]))]
        # The sheets are numbered: a part number may hold what no sheet name may.
        sheet = new_sheet(book, f"Notice {number}", ("", ""), rows)
        sheet.auto_filter.ref = None
        put(sheet["A1"], f"{texts['title']['en']}\n{texts['title']['zh']}")
        sheet.merge_cells("A1:B1")
        sheet["A1"].alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[1].height = 48
        sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 46, 90
        for row in sheet.iter_rows(min_row=2, max_col=2):
            row[0].font = Font(name=FONT, bold=True)
            for cell in row:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    return book_bytes(book)


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(
        resources.files("calculator.reference").joinpath("notice.toml").read_text("utf-8")
    )


def _both(text: dict[str, str]) -> str:
    return f"{text['en']} / {text['zh']}"


def _lines(finding: Finding, report: Report) -> Lines:
    """Every line of a notice; what the files do not say is left open."""
    circumstances = report.circumstances
    answers = {
        "recipient": "; ".join((circumstances.recipient, *recipient_words(report)))
        if circumstances.recipient
        else "",
        "destination": destination_words(report).partition(": ")[2]
        if circumstances.destination
        else "",
        "end_user": "; ".join(
            f"{inquiry.replace('-', ' ')}: {text}" for inquiry, text in circumstances.answers
        ),
        "item": finding.item.description,
        "model": finding.item.number,
        "annex": _annex(finding),
        "codes": codes_words(finding),
        "trigger": _triggers(finding, report),
        "contents": "; ".join(_contents(finding)),
        "value": _value(finding),
        "basis": f"prices as stated in the files, in {finding.value.unit}, as of {report.on}",
        "evidence": "; ".join(dict.fromkeys(_evidence(finding))),
        "status": _status(finding, report),
    }
    blank = _both(_texts()["blank"])
    return tuple(
        (_both(head), safe(answers.get(name) or blank, 2000))
        for name, head in _texts()["line"].items()
    )


def _annex(finding: Finding) -> str:
    entry = next(
        (entry for entry in finding.rule.subjects if entry.en == finding.subject_why), None
    )
    return (
        f"{entry.id} {entry.zh} {entry.en} (known from: {entry.confidence})"
        if entry is not None
        else ""
    )


def _triggers(finding: Finding, report: Report) -> str:
    met = [reason for reason in finding.reasons if reason.is_met]
    return "; ".join(
        f"{met_reason.clause} {met_reason.trigger.replace('-', ' ')} ({state_words(finding.rule.clause_state(met_reason.clause, report.on))} on {report.on})"
        for met_reason in met
    )


def _counted(finding: Finding) -> list[Contribution]:
    """What is counted for sure."""
    return [
        contribution
        for contribution in finding.contributions
        if contribution.value.low > 0 or contribution.mass.low > 0
    ]


def _contents(finding: Finding) -> list[str]:
    return [
        f"{contribution.substance} ({contribution.form}), {numbers.mass(contribution.mass)} of Chinese origin, worth {numbers.amount(contribution.value, finding.value.unit)}; origin stated: {contribution.origin_by_stage}"
        for contribution in _counted(finding)
    ]


def _value(finding: Finding) -> str:
    ratio = finding.value
    if ratio.numerator.high is None or ratio.denominator.high is None:
        return ""
    share = numbers.share(ratio.share, finding.rule.threshold)
    return f"{numbers.amount(ratio.numerator, ratio.unit)} of {numbers.amount(ratio.denominator, ratio.unit)}: {share}"


def _evidence(finding: Finding) -> list[str]:
    return [
        f"{contribution.substance}: {contribution.evidence.value}{f', {contribution.reference}' if contribution.reference else ''} ({', '.join(_cells(contribution.cells))})"
        for contribution in _counted(finding)
    ]


def _cells(cells: Sequence[Source]) -> list[str]:
    return [str(cell) for cell in dict.fromkeys(cells)][:4]


def _status(finding: Finding, report: Report) -> str:
    status = finding.rule.status_on(report.on)
    return f"{report.on}: {state_words(status.state)}. {status.note}"

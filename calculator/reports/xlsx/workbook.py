"""The report as a workbook: what a buyer filters, changes and forwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from calculator.findings.finding import Finding
from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.model.source import Source, column_letters
from calculator.reports.answer_words import overall
from calculator.reports.evidence import CitedCell, evidence_of
from calculator.reports.question_groups import YOURS, question_groups
from calculator.reports.safe_text import some_of
from calculator.reports.settings import Settings
from calculator.reports.xlsx.assemblies_sheet import write_assemblies
from calculator.reports.xlsx.cells import ROWS, Column, Kind, Link
from calculator.reports.xlsx.clearance_sheets import write_account, write_clearance
from calculator.reports.xlsx.contributions_sheet import write_contributions
from calculator.reports.xlsx.findings_sheet import write_findings
from calculator.reports.xlsx.formula_workbook import FormulaWorkbook
from calculator.reports.xlsx.formulas import OPEN
from calculator.reports.xlsx.front_sheets import (
    SUMMARY,
    SUMMARY_COLUMNS,
    write_rules,
    write_summary,
)
from calculator.reports.xlsx.layout import EVIDENCE, FINDINGS, is_large, places_of, quoted
from calculator.reports.xlsx.style import FILLS

_USED: Final = (
    Column("Item", widest=24),
    Column("Product", widest=24),
    Column("Quantity low", Kind.NUMBER, 14),
    Column("Quantity high", Kind.NUMBER, 14),
    Column("Paths", Kind.WHOLE, 10),
    Column("First path", widest=70),
)
_QUESTIONS: Final = (
    Column("Supplier", widest=26),
    Column("Question", widest=60),
    Column("Settles", Kind.WHOLE, 10),
    Column("Settles the findings on", widest=48),
    Column("About", widest=48),
)
_NAMED: Final = 40
_SUSPECTS: Final = (
    Column("Item", widest=24),
    Column("Description", widest=40),
    Column("Supplier", widest=26),
    Column("Why", widest=50),
    Column("Evidence row", Kind.WHOLE),
    Column("Cells", widest=34),
)
_PROBLEMS: Final = (
    Column("Severity", widest=10),
    Column("Code", widest=26),
    Column("Message", widest=90),
    Column("Evidence row", Kind.WHOLE),
    Column("Cells", widest=34),
)
_EVIDENCE: Final = (
    Column("Cell", widest=38),
    Column("File", widest=28),
    Column("Sheet", widest=20),
    Column("Address", widest=12),
    Column("What it says", widest=34),
    Column("What rests on it", widest=48),
    Column("Findings", widest=40),
)
_INPUTS: Final = (
    Column("File", widest=44),
    Column("Role", widest=12),
    Column("Bytes", Kind.WHOLE, 14),
    Column("SHA-256", widest=68),
)
_SEVERITIES: Final = {"error": FILLS[Verdict.CROSSES], "warning": FILLS[Verdict.UNDETERMINED]}
_LARGE: Final = 4000
_LEANING: Final = 40


def write(report: Report, _: Settings) -> bytes:
    """The format of the registry."""
    return workbook_bytes(report)


def workbook_bytes(report: Report) -> bytes:
    """Sheets Summary, Findings, Contributions, Where used, Questions, Assemblies, Suspects, Clearance, Problems, Evidence, Rule, Account, Inputs."""
    places = places_of(report)
    index = evidence_of(report, with_problems=True)
    rows = {cited.cell: row for row, cited in enumerate(index, 2) if row < ROWS}
    size = len(places) + sum(place.count for place in places) + len(index)
    title = "Threshold report" + "".join(f", {item.number}" for item in report.tops[:1])
    book = FormulaWorkbook(
        is_large=size > _LARGE,
        title=title,
        subject=overall(report),
        footer=f"bom-deminimis {report.version}, as of {report.on}",
    )
    front = book.sheet(SUMMARY, SUMMARY_COLUMNS, is_list=False)
    write_findings(book, report, places, rows)
    write_contributions(book, report, places, rows)
    _where_used(book, report)
    _questions(book, report)
    write_assemblies(book, report)
    _suspects(book, report, rows)
    write_clearance(book, report, rows)
    _problems(book, report, rows)
    _evidence(book, report, index)
    write_rules(book, report)
    write_account(book, report)
    _inputs(book, report)
    write_summary(book, front, report, is_large=is_large(places))
    return book.data()


def _where_used(book: FormulaWorkbook, report: Report) -> None:
    sheet = book.sheet("Where used", _USED, frozen=1)
    for number, finding in enumerate(report.findings, 1):
        if finding.rule is not report.rules[0]:
            continue
        for use in finding.used_in:
            path = next(
                (
                    " > ".join(path.path)
                    for path in finding.where_used
                    if path.path[0] == use.product
                ),
                "",
            )
            high = OPEN if use.quantity.high is None else use.quantity.high
            sheet.add(
                (_finding(finding, number), use.product, use.quantity.low, high, use.paths, path)
            )


def _questions(book: FormulaWorkbook, report: Report) -> None:
    """Each question once, those that settle most first."""
    sheet = book.sheet("Questions", _QUESTIONS, frozen=2)
    for group in question_groups(report):
        sheet.add(
            (
                group.supplier or YOURS,
                group.asks,
                len(group.settles),
                some_of(group.settles, _NAMED),
                some_of(group.items, _NAMED),
            )
        )


def _suspects(book: FormulaWorkbook, report: Report, evidence: Mapping[Source, int]) -> None:
    sheet = book.sheet("Suspects", _SUSPECTS, frozen=1)
    for suspect in report.suspects:
        sheet.add(
            (
                suspect.item.number,
                suspect.item.description,
                suspect.item.supplier,
                suspect.why,
                *quoted(suspect.item.cells, evidence),
            )
        )


def _problems(book: FormulaWorkbook, report: Report, evidence: Mapping[Source, int]) -> None:
    sheet = book.sheet("Problems", _PROBLEMS)
    for problem in report.problems:
        sheet.add(
            (
                problem.severity.value,
                problem.code,
                problem.message,
                *quoted(problem.cells, evidence),
            )
        )
    sheet.colour(0, _SEVERITIES)


def _evidence(book: FormulaWorkbook, report: Report, index: Sequence[CitedCell]) -> None:
    """Every cell that is quoted; what leans on it leads back to the first such finding."""
    sheet = book.sheet(EVIDENCE, _EVIDENCE, frozen=1)
    for cited in index:
        cell = cited.cell
        address = (
            (column_letters(cell.column) if cell.column else "row ") + str(cell.row)
            if cell.row
            else ""
        )
        leaning = list(
            dict.fromkeys(report.findings[place].item.number for place in cited.findings)
        )
        back = (
            Link(_some(leaning, ", "), FINDINGS, cited.findings[0] + 2) if cited.findings else None
        )
        sheet.add(
            (
                str(cell),
                cell.file,
                cell.sheet,
                address,
                _some(cited.says, "; "),
                _some(cited.supports, "; "),
                back,
            )
        )


def _some(words: Sequence[str], between: str) -> str:
    return between.join(words[:_LEANING]) + (
        f" and {len(words) - _LEANING} more" if len(words) > _LEANING else ""
    )


def _inputs(book: FormulaWorkbook, report: Report) -> None:
    sheet = book.sheet("Inputs", _INPUTS)
    for file in report.inputs:
        sheet.add((file.path, file.role, file.size, file.sha256))


def _finding(finding: Finding, number: int) -> Link:
    return Link(finding.item.number, FINDINGS, number + 1)

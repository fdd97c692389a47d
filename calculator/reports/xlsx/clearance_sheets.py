"""The sheets Clearance and Account: why what is clear is clear, and what became of every sheet of the input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from calculator.findings.obligation import ClearanceRecord, Obligation, Standing
from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.model.source import Source
from calculator.reports.clearance_words import counts_words, objects_words, unread_columns
from calculator.reports.language import name_of
from calculator.reports.safe_text import some_of
from calculator.reports.xlsx.cells import Column, Kind, Link
from calculator.reports.xlsx.formula_workbook import FormulaSheet, FormulaWorkbook
from calculator.reports.xlsx.layout import FINDINGS, quoted
from calculator.reports.xlsx.style import FILLS

_CLEARANCE: Final = (
    Column("Item", widest=24),
    Column("Rule", widest=22),
    Column("Obligation", widest=18),
    Column("Is", widest=10),
    Column("By", widest=70),
    Column("Question", widest=50),
    Column("Evidence row", Kind.WHOLE),
    Column("Cells", widest=34),
)
_ACCOUNT: Final = (
    Column("File", widest=34),
    Column("Sheet", widest=24),
    Column("Fate", widest=14),
    Column("Rows", Kind.WHOLE, 10),
    Column("Of these", widest=70),
    Column("Columns not read, but heard", widest=60),
)
_STANDINGS: Final = {
    Standing.ASSUMED.value: FILLS[Verdict.UNDETERMINED],
    Standing.OPEN.value: FILLS[Verdict.CROSSES],
}
_WHOLE_RUN: Final = "the whole run"
_NAMED: Final = 200


def write_clearance(book: FormulaWorkbook, report: Report, evidence: Mapping[Source, int]) -> None:
    """One row for each obligation of each finding that is clear; then what is open for the run as a whole.

    In a large workbook what is said alike of several findings is one row, with the first of them and how many more.
    """
    sheet = book.sheet("Clearance", _CLEARANCE, frozen=1)
    if book.is_large:
        _write_joined(sheet, report, evidence)
    for number, finding in enumerate(() if book.is_large else report.findings, 1):
        for record in finding.clearance:
            sheet.add(
                (
                    Link(finding.item.number, FINDINGS, number + 1),
                    finding.rule.id,
                    name_of(record.obligation),
                    record.standing.value,
                    record.by,
                    record.question,
                    *quoted(record.cells, evidence),
                )
            )
    for record in report.clearance.still_open:
        sheet.add(
            (
                _WHOLE_RUN,
                "",
                name_of(record.obligation),
                record.standing.value,
                record.by,
                record.question,
                *quoted(record.cells, evidence),
            )
        )
    sheet.colour(3, _STANDINGS)


def _write_joined(sheet: FormulaSheet, report: Report, evidence: Mapping[Source, int]) -> None:
    alike: dict[tuple[str, Obligation, Standing, str, str], list[tuple[int, ClearanceRecord]]] = {}
    for number, finding in enumerate(report.findings, 1):
        for record in finding.clearance:
            key = (finding.rule.id, record.obligation, record.standing, record.by, record.question)
            alike.setdefault(key, []).append((number, record))
    for (rule_id, obligation, standing, by, question), held in alike.items():
        number, record = held[0]
        names = [report.findings[place - 1].item.number for place, _ in held]
        sheet.add(
            (
                Link(some_of(names, _NAMED), FINDINGS, number + 1),
                rule_id,
                name_of(obligation),
                standing.value,
                by,
                question,
                *quoted(record.cells, evidence),
            )
        )


def write_account(book: FormulaWorkbook, report: Report) -> None:
    """One row a sheet, whose rows add up; then what was heard beside the lines and what is embedded."""
    sheet = book.sheet("Account", _ACCOUNT, frozen=2)
    for account in report.accounting:
        for read in account.sheets:
            sheet.add(
                (
                    account.path,
                    read.name,
                    name_of(read.fate),
                    read.row_count,
                    counts_words(read.rows),
                    ", ".join(unread_columns(read)),
                )
            )
        if account.heard:
            count = sum(account.heard.values())
            sheet.add((account.path, "", "heard", count, counts_words(account.heard), ""))
        if account.objects:
            count = sum(account.objects.values())
            sheet.add((account.path, "", "embedded", count, objects_words(account.objects), ""))

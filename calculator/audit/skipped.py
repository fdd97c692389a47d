"""Which files of a folder are no bills and are passed over by name: documents of our own, and files of nothing but facts.

Never by a guess: ours by the mark that they carry, facts by headings that are those of the standard workbook, exactly.
"""

from __future__ import annotations

from typing import Final

from calculator.findings.accounting import InputAccount, SheetAccount, SheetFate
from calculator.findings.report import Report
from calculator.reports.forms.template import CONTENT_HEADINGS, PRICES_HEADINGS, RATES_HEADINGS

OWN_DOCUMENT: Final = "own-document"
FACTS_ONLY: Final = "facts-only"
SKIPPED: Final = (OWN_DOCUMENT, FACTS_ONLY)
_STANDARD: Final = {
    SheetFate.FACTS: CONTENT_HEADINGS,
    SheetFate.PRICES: PRICES_HEADINGS,
    SheetFate.RATES: RATES_HEADINGS,
}


def why_skipped(report: Report, name: str) -> str:
    """The reason why the file ``name`` of a report is passed over; empty where it is not."""
    if name not in report.refused or report.item_count:
        return ""
    if any(
        problem.code == OWN_DOCUMENT and any(cell.file == name for cell in problem.cells)
        for problem in report.problems
    ):
        return OWN_DOCUMENT
    account = next((entry for entry in report.accounting if entry.path == name), None)
    if account is None or _names_a_part(report) or not _is_facts_only(account):
        return ""
    return FACTS_ONLY


def _names_a_part(report: Report) -> bool:
    """True where a suspect stands in the file. The name of a file of facts says of which product they are, and is none."""
    cells = (cell for suspect in report.suspects for cell in suspect.item.cells)
    return any(cell.sheet or cell.row for cell in cells)


def _is_facts_only(account: InputAccount) -> bool:
    sheets = [sheet for sheet in account.sheets if sheet.fate is not SheetFate.EMPTY]
    return bool(sheets) and not account.objects and all(map(_is_standard, sheets))


def _is_standard(sheet: SheetAccount) -> bool:
    headings = {plain(column.heading) for column in sheet.columns if column.heading.strip()}
    return bool(headings) and headings <= {
        plain(heading) for heading in _STANDARD.get(sheet.fate, ())
    }


def plain(heading: str) -> str:
    """A heading without letter case, spaces, signs between words and line breaks, as the standard workbook is read.

    >>> plain("Country_of Origin") == plain("COUNTRY OF-ORIGIN")
    True
    """
    return "".join(letter for letter in heading.casefold() if letter not in " _-\t\n\r\u00a0")

"""The findings as a table for spreadsheets and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from calculator.reports.dataframes import findings_frame
from calculator.reports.settings import Settings
from calculator.reports.words import never_formula

if TYPE_CHECKING:
    from calculator.findings.report import Report


def write(report: Report, _: Settings) -> bytes:
    """UTF-8 csv with a byte order mark, as spreadsheets expect; no field can be taken for a formula."""
    frame = findings_frame(report)
    texts = frame.map(lambda value: never_formula(value) if isinstance(value, str) else value)
    text = str(texts.to_csv(index=False, lineterminator="\r\n"))
    return text.encode("utf-8-sig", errors="replace")

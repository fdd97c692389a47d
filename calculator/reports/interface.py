"""Which formats there are, and who writes them."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from calculator.finding import Report


class Format(Enum):
    """What a report can be written as; the value is also the suffix of the file."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "md"
    XLSX = "xlsx"


def format_for(path: Path) -> Format | None:
    """The format that the suffix of a file asks for; ``.txt`` is the table.

    >>> format_for(Path("report.json")), format_for(Path("report.doc")) is None
    (<Format.JSON: 'json'>, True)
    """
    suffix = path.suffix.casefold().lstrip(".")
    if suffix == "txt":
        return Format.TABLE
    return next((one for one in Format if one.value == suffix and one is not Format.TABLE), None)


def write(report: Report, form: Format) -> bytes:
    """The whole report. Same report, same bytes."""
    # Each writer is imported when it is asked for: pandas and openpyxl cost half a second that a JSON run need not pay.
    if form is Format.JSON:
        from calculator.reports.json_report import json_bytes  # noqa: PLC0415

        return json_bytes(report)
    if form is Format.CSV:
        from calculator.reports.frames import csv_bytes  # noqa: PLC0415

        return csv_bytes(report)
    if form is Format.MARKDOWN:
        from calculator.reports.markdown import markdown_text  # noqa: PLC0415

        return markdown_text(report).encode()
    if form is Format.XLSX:
        from calculator.reports.workbook import workbook_bytes  # noqa: PLC0415

        return workbook_bytes(report)
    from calculator.reports.terminal import plain_text  # noqa: PLC0415

    return plain_text(report).encode()

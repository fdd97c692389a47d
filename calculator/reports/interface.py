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
    HTML = "html"
    PDF = "pdf"
    JUNIT = "junit"
    SARIF = "sarif"


class Paper(Enum):
    """The sheet that a PDF is set for."""

    A4 = "a4"
    LETTER = "letter"


class UnavailableError(Exception):
    """A format needs a package that is not installed; the text says which and how to get it."""


def format_for(path: Path) -> Format | None:
    """The format that the suffix of a file asks for; ``.txt`` is the table, ``.xml`` JUnit's.

    >>> format_for(Path("junit.xml")), format_for(Path("check.sarif"))
    (<Format.JUNIT: 'junit'>, <Format.SARIF: 'sarif'>)
    >>> format_for(Path("report.json")), format_for(Path("report.doc")) is None
    (<Format.JSON: 'json'>, True)
    """
    suffix = path.suffix.casefold().lstrip(".")
    if suffix == "txt":
        return Format.TABLE
    if suffix == "xml":
        return Format.JUNIT
    return next((one for one in Format if one.value == suffix and one is not Format.TABLE), None)


def write(
    report: Report, form: Format, *, paper: Paper = Paper.A4, with_tree: bool = False
) -> bytes:
    """The whole report. Same report, same bytes. Raises UnavailableError where the packages of a format are missing.

    ``with_tree`` adds the product's tree to the table; other formats have it or have no place for it.
    """
    # Each writer is imported when it is asked for: pandas and openpyxl cost half a second that a JSON run need not pay.
    if form is Format.JSON:
        from calculator.reports.json_report import json_bytes

        return json_bytes(report)
    if form is Format.CSV:
        from calculator.reports.frames import csv_bytes

        return csv_bytes(report)
    if form is Format.MARKDOWN:
        from calculator.reports.markdown import markdown_text

        return markdown_text(report).encode()
    if form is Format.XLSX:
        from calculator.reports.workbook import workbook_bytes

        return workbook_bytes(report)
    if form is Format.HTML:
        from calculator.reports.html import html_text

        return html_text(report).encode()
    if form is Format.PDF:
        from calculator.reports.pdf import pdf_bytes

        return pdf_bytes(report, paper.value)
    if form is Format.JUNIT:
        from calculator.reports.junit import junit_bytes

        return junit_bytes(report)
    if form is Format.SARIF:
        from calculator.reports.sarif import sarif_bytes

        return sarif_bytes(report)
    from calculator.reports.terminal import plain_text

    return plain_text(report, with_tree=with_tree).encode()

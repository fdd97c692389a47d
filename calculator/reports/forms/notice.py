"""The draft of the compliance notice that an exporter hands to the next recipient (Announcement No. 61, article 7).

Filled from the findings and marked as a draft, in English and Chinese side by side; where a fact is missing the line is
left to be filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from markupsafe import Markup
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from calculator.findings.finding import Finding
from calculator.findings.report import Report
from calculator.findings.verdict import Subject
from calculator.reports.forms.notice_lines import Both, notice_lines, notice_texts
from calculator.reports.markdown_text import plain
from calculator.reports.masthead import report_number
from calculator.reports.page.html import Drawings, environment, policy
from calculator.reports.page.pdf import set_on_paper
from calculator.reports.settings import Paper, Settings
from calculator.reports.xlsx.sheets import book_bytes, new_book, put
from calculator.reports.xlsx.style import FONT

_WIDTHS: Final = (22, 42, 16, 36)
"""Of the four columns of a sheet, in letters: together a sheet of paper upright."""
_LINE_HEIGHT: Final = 13.5
_PAPER_CODES: Final = {Paper.A4: 9, Paper.LETTER: 1}
_WIDE: Final = 0x2E7F
"""Letters beyond are drawn two columns wide."""


def to_be_notified(report: Report) -> tuple[Finding, ...]:
    """The findings that a notice speaks of: on the rule's list, and caught by one of its triggers."""
    return tuple(
        finding
        for finding in report.findings
        if finding.subject is Subject.YES and any(reason.is_met for reason in finding.reasons)
    )


def notice_markdown(findings: Sequence[Finding], report: Report, _: Settings) -> bytes:
    """One notice for each item, one after the other."""
    texts = notice_texts()
    pages: list[str] = []
    for finding in findings:
        lines = [f"# {texts.title.en}", "", texts.title.zh, "", "| | | | |", "|---|---|---|---|"]
        lines += [
            f"| {line.head.en} | {plain(line.entry.en)} | {line.head.zh} | {plain(line.entry.zh)} |"
            for line in notice_lines(finding, report)
        ]
        lines += [
            "",
            *(f"- {statement.en} {statement.zh}" for statement in texts.statements),
            "",
            f"{_both(texts.signature)}: {_both(texts.blank)}",
            "",
        ]
        pages.append("\n".join(lines))
    return "\n---\n\n".join(pages).encode()


def notice_pdf(findings: Sequence[Finding], report: Report, settings: Settings) -> bytes:
    """One notice after the other on sheets of paper. Raises UnavailableError where the extra is missing."""

    def page(say: Callable[[str], str], drawings: Drawings) -> str:
        return (
            environment(say, drawings=drawings)
            .get_template("notice.html.j2")
            .render(
                notices=[(finding, notice_lines(finding, report)) for finding in findings],
                texts=notice_texts(),
                report=report,
                number=report_number(report),
                looks=settings.looks,
                style=Markup(),
                policy=policy("", ""),
            )
        )

    return set_on_paper(page, settings)


def notice_workbook(findings: Sequence[Finding], report: Report, settings: Settings) -> bytes:
    """One sheet for each item, to be filled in, printed on one sheet of paper and signed."""
    texts = notice_texts()
    book = new_book()
    for number, finding in enumerate(findings, 1):
        # The sheets are numbered: a part number may hold what no sheet name may.
        sheet: Worksheet = book.create_sheet(f"Notice {number}")
        for column, width in zip("ABCD", _WIDTHS, strict=True):
            sheet.column_dimensions[column].width = width
        _title(sheet, texts.title)
        row = 2
        for line in notice_lines(finding, report):
            _row(sheet, row, (line.head.en, line.entry.en, line.head.zh, line.entry.zh))
            row += 1
        for statement in texts.statements:
            _pair(sheet, row, statement)
            row += 1
        _row(
            sheet,
            row,
            (texts.signature.en, texts.blank.en, texts.signature.zh, texts.blank.zh),
            height=60,
        )
        _printed(sheet, row, f"{report_number(report)}, {report.on}", settings.paper)
    return book_bytes(book)


NOTICE_FORMATS: Final[Mapping[str, Callable[[Sequence[Finding], Report, Settings], bytes]]] = {
    ".xlsx": notice_workbook,
    ".pdf": notice_pdf,
    ".md": notice_markdown,
}
"""What writes a notice, by the suffix that asks for it."""


def _both(text: Both) -> str:
    return f"{text.en} / {text.zh}"


# --------------------------------------------------------------------------- a sheet that prints

_HAIR: Final = Border(bottom=Side(style="hair", color="888888"))


def _title(sheet: Worksheet, title: Both) -> None:
    for place, text in (("A1", title.en), ("C1", title.zh)):
        put(sheet[place], text)
        sheet[place].font = Font(name=FONT, bold=True, size=12)
        sheet[place].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    sheet.row_dimensions[1].height = 50


def _row(
    sheet: Worksheet, row: int, texts: tuple[str, str, str, str], *, height: float = 0
) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheet.cell(row=row, column=column)
        put(cell, text)
        cell.font = Font(name=FONT, size=9, bold=column in (1, 3))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = _HAIR
    lines = max(_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
    sheet.row_dimensions[row].height = max(height, _LINE_HEIGHT * lines + 4)


def _pair(sheet: Worksheet, row: int, statement: Both) -> None:
    for column, text in ((1, statement.en), (3, statement.zh)):
        cell = sheet.cell(row=row, column=column)
        put(cell, text)
        cell.font = Font(name=FONT, size=9)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)
    lines = max(
        _lines(statement.en, _WIDTHS[0] + _WIDTHS[1]), _lines(statement.zh, _WIDTHS[2] + _WIDTHS[3])
    )
    sheet.row_dimensions[row].height = _LINE_HEIGHT * lines + 4


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; a row does not grow by itself where cells are merged."""
    drawn = sum(2 if ord(letter) > _WIDE else 1 for letter in text)
    return max(1, -(-drawn // int(width * 0.95)))


def _printed(sheet: Worksheet, last: int, named: str, paper: Paper) -> None:
    """Upright, all columns on one sheet of paper, with the number of the report and of the page below."""
    sheet.print_area = f"A1:D{last}"
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = _PAPER_CODES[paper]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=named), right=_HeaderFooterPart(text="&P / &N")
    )
    sheet.sheet_view.showGridLines = False

"""The questionnaire as a workbook: locked but for the answers, drop-down lists, two languages, a place to sign.

What comes back filled in is read by ``check --facts`` (workbook.answers).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final

from babel import Locale
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from calculator.comparison.questionnaire_lines import Line
from calculator.findings.finding import ASK_FOR_COUNTRY, YES_OR_NO, QuestionKind
from calculator.model.item import Evidence
from calculator.model.substances import Form
from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reports.xlsx.sheets import HEAD, book_bytes, new_book, new_sheet, put
from calculator.reports.xlsx.style import FONT
from calculator.sources.facts.answers import MATERIALS

_YELLOW = PatternFill("solid", fgColor="FFF2CC")
_GREY = PatternFill("solid", fgColor="EDEDED")
_LINE = Side(style="thin", color="BFBFBF")
CURRENCIES: Final = ("USD", "EUR", "CNY", "JPY", "KRW", "GBP", "CHF", "TWD")
FORMS: Final = tuple(form.value for form in Form if form is not Form.UNKNOWN)
_ANSWER, _UNIT = 9, 10
_LAST = 14
_WIDTHS: Final = (6, 16, 24, 16, 11, 46, 38, 9, 22, 13, 12, 18, 12, 12)
_WIDE: Final = 0x2E7F
"""Letters beyond are drawn two columns wide."""
_ANSWERED_IN: Final = {
    QuestionKind.SUBSTANCE_SHARE: "wt%",
    QuestionKind.SUBSTANCE_RECYCLED: "%",
}
FREE: Final = (QuestionKind.PARTS, QuestionKind.SUBSTANCES)


def languages() -> dict[str, str]:
    """The languages that a questionnaire can be written in beside English, by code.

    >>> list(languages())
    ['zh', 'ja', 'de']
    """
    return {code: name for code, name in _texts()["languages"].items() if code != "en"}


def questionnaire_bytes(lines: Sequence[Line], *, language: str, reference: str) -> bytes:
    """The workbook with the sheets Instructions, Questions, Signature and Countries, which the drop-down lists take.

    ``reference`` names the bill that is asked about; ``language`` is one of languages().
    """
    book = new_book()
    _instructions(book, language, reference, len(lines))
    _lists(book)
    _questions(book, lines, language)
    _signature(book)
    book.move_sheet("Countries", offset=2)
    return book_bytes(book)


def _texts() -> Mapping[str, Mapping[str, str]]:
    return _tables()


@cache
def _tables() -> dict[str, Any]:
    texts: dict[str, Any] = toml_tables(packaged_text("calculator.reference", "questions.toml"))
    return texts


def _instructions(book: Workbook, language: str, reference: str, count: int) -> None:
    rows = [
        ("English", _texts()["instructions"]["en"]),
        (languages()[language], _texts()["instructions"][language]),
    ]
    rows += [("Bill", reference), ("Questions", str(count) if count else "No question is open.")]
    sheet = new_sheet(
        book, "Instructions", ("Rare-earth content: questions to the supplier", ""), rows
    )
    sheet.auto_filter.ref = None
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
    for row in range(2, len(rows) + 2):
        sheet.cell(row=row, column=1).font = Font(name=FONT, bold=True)
        sheet.cell(row=row, column=2).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells("A1:B1")
    for row, (_, text) in enumerate(rows, 2):
        sheet.row_dimensions[row].height = _height([(text, 110)])
    _fit_on_pages(sheet)
    sheet.protection.sheet = True


def _lists(book: Workbook) -> None:
    """The countries, for the drop-down of origins: a list of its own is the only way past 255 letters."""
    sheet: Worksheet = book.create_sheet("Countries")
    for row, name in enumerate(countries(), 1):
        put(sheet.cell(row=row, column=1), name)
    sheet.column_dimensions["A"].width = 40
    sheet.protection.sheet = True


def _questions(book: Workbook, lines: Sequence[Line], language: str) -> None:
    heads = (
        "No.",
        "Part Number",
        "Description",
        "About",
        "Substance",
        "Question",
        _texts()["heads"][language],
        "Settles",
        "Answer",
        "Unit of answer",
        "Evidence",
        "Reference",
        "Date",
        "Valid Until",
    )
    rows = [
        (
            number,
            line.item,
            line.description,
            line.asked.value,
            line.substance,
            question_text(line),
            question_text(line, language),
            f"{len(line.settled)} of {len(line.findings)}",
            None,
            _ANSWERED_IN.get(line.asked),
            None,
            None,
            None,
            None,
        )
        for number, line in enumerate(lines, 1)
    ]
    sheet = new_sheet(book, "Questions", heads, rows)
    sheet.auto_filter.ref = None
    for letter, width in zip("ABCDEFGHIJKLMN", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    lists = _Choices(sheet)
    for row, line in enumerate(lines, 2):
        for column in range(1, _LAST + 1):
            cell = sheet.cell(row=row, column=column)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(top=_LINE, bottom=_LINE, left=_LINE, right=_LINE)
            is_open = column >= _ANSWER and not (
                column == _UNIT
                and line.asked
                not in (QuestionKind.PRICE, QuestionKind.MASS, QuestionKind.SUBSTANCE_VALUE)
            )
            cell.protection = Protection(locked=not is_open)
            cell.fill = _YELLOW if is_open else _GREY
        sheet.row_dimensions[row].height = _height(
            [
                (str(value), width)
                for value, width in zip(rows[row - 2], _WIDTHS, strict=True)
                if value
            ]
        )
        lists.offer(row, line)
    sheet.freeze_panes = "C2"
    sheet.protection.sheet = True
    _fit_on_pages(sheet)
    sheet.print_title_rows = "1:1"


def _height(cells: Sequence[tuple[str, int]]) -> float:
    """Points that a row needs for its texts in columns of these widths: programs do not fit rows that they did not write."""
    lines = [
        sum(2 if ord(letter) > _WIDE else 1 for letter in text) // max(1, width - 2) + 1
        for text, width in cells
    ]
    return 15.0 * max(lines, default=1) + 3


def _fit_on_pages(sheet: Worksheet) -> None:
    """Printed on landscape pages, as wide as one."""
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = (
        "landscape",
        1,
        0,
    )
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def countries() -> list[str]:
    """Their names in English, from which the answer to a question for an origin is chosen."""
    territories = Locale.parse("en").territories
    return sorted(
        str(name)
        for code, name in territories.items()
        if len(code) == 2
        and code.isalpha()
        and code not in {"ZZ", "EU", "UN", "EZ", "QO", "XA", "XB"}
    )


def question_text(line: Line, language: str = "en") -> str:
    """The question of a line in a language."""
    texts = _texts()[line.asked.value]
    units: Mapping[str, object] = _tables()["units"][language]
    return texts[language].format(
        item=line.item,
        description=line.description,
        substance=line.substance,
        unit=units.get(line.unit, line.unit),
    )


class _Choices:
    """The drop-down lists of the sheet of questions, each made once and given to many cells."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.made: dict[str, DataValidation] = {}

    def offer(self, row: int, line: Line) -> None:
        """The lists that the answers of a row are chosen from; where another answer makes sense the list only suggests."""
        asked = line.asked
        if asked in ASK_FOR_COUNTRY:
            self._list("Countries!$A$1:$A$300", strict=False, cell=f"I{row}")
        elif asked in YES_OR_NO:
            self._list('"yes,no"', strict=True, cell=f"I{row}")
        elif asked is QuestionKind.SUBSTANCE_FORM:
            self._list(f'"{",".join(FORMS)}"', strict=True, cell=f"I{row}")
        elif asked is QuestionKind.MATERIAL:
            self._list(f'"{",".join(MATERIALS)}"', strict=True, cell=f"I{row}")
        if asked in (QuestionKind.PRICE, QuestionKind.SUBSTANCE_VALUE):
            self._list(f'"{",".join(CURRENCIES)}"', strict=False, cell=f"J{row}")
        elif asked is QuestionKind.MASS:
            self._list('"kg,g,mg"', strict=True, cell=f"J{row}")
        if asked not in FREE:
            self._list(
                f'"{",".join(grade.value for grade in Evidence if grade is not Evidence.ASSUMED)}"',
                strict=True,
                cell=f"K{row}",
            )

    def _list(self, formula: str, *, strict: bool, cell: str) -> None:
        rule = self.made.get(formula)
        if rule is None:
            rule = self.made[formula] = DataValidation(
                type="list", formula1=formula, allow_blank=True, showErrorMessage=strict
            )
            self.sheet.add_data_validation(rule)
        rule.add(cell)


def _signature(book: Workbook) -> None:
    sheet: Worksheet = book.create_sheet("Signature")
    heads = (
        "Company / 公司",
        "Name / 姓名",
        "Position / 职务",
        "E-mail / 电子邮件",
        "Certificate or declaration no. / 证书或声明编号",
        "Date / 日期",
        "Signature / 签字",
    )
    title = sheet.cell(row=1, column=1)
    put(
        title,
        "We declare that the answers are complete and true to the best of our knowledge. / 我们声明，据我方所知，以上答复完整、真实。",
    )
    title.font, title.fill = Font(name=FONT, bold=True, color="FFFFFF"), HEAD
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[1].height = 34
    title.alignment = Alignment(wrap_text=True, vertical="center")
    for row, head in enumerate(heads, 3):
        put(sheet.cell(row=row, column=1), head)
        cell = sheet.cell(row=row, column=2)
        cell.fill, cell.protection = _YELLOW, Protection(locked=False)
        cell.border = Border(bottom=_LINE)
        sheet.row_dimensions[row].height = 24
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 48, 60
    sheet.protection.sheet = True
    _fit_on_pages(sheet)

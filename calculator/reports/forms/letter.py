"""The letter to a supplier as a workbook: what it is about, the matrix with one row a part, and a place to sign.

Locked but for the answers, without a password; in English and one language more. What is still missing is said at once, by
formulas. What comes back filled in is read by ``--facts`` (sources, facts, letter_rows). The same letter is the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from calculator.comparison.letters import AskedPart, Cell, Letter
from calculator.model.item import Evidence
from calculator.numbers.units import EACH
from calculator.reference.letter_words import LetterColumn, letter_words
from calculator.reports.forms.letter_missing import Missing, missing_formula
from calculator.reports.forms.question_text import CURRENCIES, FORMS, countries
from calculator.reports.forms.row_height import LINE, row_height
from calculator.reports.settings import Paper
from calculator.reports.xlsx.style import FONT, HEAD_COLOUR, WRITTEN, cell_text
from calculator.sources.facts.answers import MATERIALS

INSTRUCTIONS: Final = "Instructions"
PARTS: Final = "Parts"
SIGNATURE: Final = "Signature"
_COUNTRIES: Final = "Countries"
_ALWAYS: Final = frozenset(
    {
        "part",
        "description",
        "missing",
        "evidence",
        "reference",
        "date",
        "valid_until",
        "waiting",
        "asked",
    }
)
_OPEN_ANYWAY: Final = frozenset({"evidence", "reference", "date", "valid_until"})
_FROZEN: Final = frozenset({"supplier", "part", "description", "missing"})
_WIDTHS: Final = (35, 107)
"""Of the two columns of the instructions: a label of two languages in bold letters is wide."""
_REPEATED: Final = frozenset({"supplier", "part", "description"})
_ASKED: Final = "asked"
_SIZE: Final = 10
_PAGE: Final = 190
"""Characters of this size that a landscape page of A4 or Letter holds side by side and that are still read."""
_PRODUCTS_SHOWN: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSetting:
    """How a letter is written. ``language`` is a code of the letter's words; ``requester`` and ``due`` are printed where given."""

    language: str
    asked_on: date
    requester: str = ""
    due: date | None = None
    paper: Paper = Paper.A4
    names_suppliers: bool = False
    """True where one workbook holds the parts of several suppliers, each with its name in a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A column of the matrix at its place."""

    column: LetterColumn
    element: str
    place: int

    @property
    def cell(self) -> Cell:
        return Cell(key=self.column.key, element=self.element)


def letter_bytes(letter: Letter, setting: LetterSetting) -> bytes:
    """The workbook with the sheets Instructions, Parts and Signature, and a hidden one that the drop-down lists take countries from."""
    file = io.BytesIO()
    book = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})  # fmt: skip
    book.set_properties(
        {
            "title": letter_words().texts["title"]["en"],
            "author": "bom-deminimis",
            "created": WRITTEN,
        }
    )
    _Writer(book, letter, setting).write()
    book.close()
    return file.getvalue()


def heading_text(column: LetterColumn, language: str, element: str, elements: Sequence[str]) -> str:
    """The heading of a column in a language."""
    return column.headings[language].format(element=element, elements=", ".join(elements))


class _Writer:
    """One letter on its way into a workbook."""

    def __init__(self, book: Workbook, letter: Letter, setting: LetterSetting) -> None:
        self.book, self.letter, self.setting = book, letter, setting
        self.words = letter_words()
        self.elements = letter.elements
        self.columns = self._placed()
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def write(self) -> None:
        """All sheets."""
        instructions, parts, signature, lists = (
            self.book.add_worksheet(name) for name in (INSTRUCTIONS, PARTS, SIGNATURE, _COUNTRIES)
        )
        names = countries()
        for row, name in enumerate(names):
            lists.write_string(row, 0, name, self._format())
        for row, name in enumerate(self.letter.spellings):
            lists.write_string(row, 1, cell_text(name), self._format())
        lists.hide()
        self._instructions(instructions)
        self._parts(parts, len(names))
        self._signature(signature)
        for sheet in (instructions, parts, signature):
            sheet.set_landscape()
            sheet.set_paper(9 if self.setting.paper is Paper.A4 else 1)
            sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
            sheet.set_footer(
                # A digit behind the size of the letters would be one of its figures: "3M" at 93 points.
                f"&L&9 {self._printable(self.letter.supplier)}&C&9 {self._printable(self.setting.requester)}&R&9 {self.words.texts['page']['en']} &P / &N"
            )
            sheet.hide_gridlines(2)
            sheet.protect("", {"format_columns": True, "format_rows": True})
        parts.activate()
        instructions.set_first_sheet()

    # ------------------------------------------------------------------------- what it is about

    def _instructions(self, sheet: Worksheet) -> None:
        texts, setting = self.words.texts, self.setting
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        title = cell_text(texts["title"]["en"])
        sheet.merge_range(0, 0, 0, 1, "", self._format(**_HEAD, font_size=14))
        sheet.write_string(0, 0, title, self._format(**_HEAD, font_size=14))
        sheet.set_row(0, 24)
        facts = [
            ("supplier", self.letter.supplier),
            ("requester", setting.requester),
            ("asked_on", setting.asked_on.isoformat()),
            ("due", setting.due.isoformat() if setting.due else ""),
            ("part_count", str(len(self.letter.parts))),
        ]
        row = 1
        for name, text in facts:
            if text:
                self._pair(sheet, row, self._both(name), text)
                row += 1
        for name in ("instructions", "order_834"):
            for language in self._languages:
                label = self.words.languages[language]
                self._pair(sheet, row, label, texts[name][language])
                row += 1
        for placed in self._explained():
            head = self._heading(placed, join=" / ")
            how = " ".join(placed.column.how[language] for language in self._languages)
            self._pair(sheet, row, head, how)
            row += 1
        sheet.fit_to_pages(1, 0)

    def _pair(self, sheet: Worksheet, row: int, label: str, text: str) -> None:
        sheet.write_string(row, 0, cell_text(label), self._format(bold=True, text_wrap=True))
        sheet.write_string(row, 1, cell_text(text), self._format(text_wrap=True))
        sheet.set_row(row, row_height([*zip((label, text), _WIDTHS, strict=True)]))

    def _explained(self) -> list[_Placed]:
        """Each column that needs words, once however many elements it is there for."""
        first: dict[str, _Placed] = {}
        for placed in self.columns:
            if placed.column.how:
                first.setdefault(placed.column.key, placed)
        return list(first.values())

    # ------------------------------------------------------------------------- the matrix

    def _placed(self) -> list[_Placed]:
        asked = {cell for part in self.letter.parts for cell in part.cells}
        wanted = set(_ALWAYS)
        if any(cell.key in ("price", "value") for cell in asked):
            wanted.add("currency")
        if any(cell.key in _OF_WHAT_IS_THERE for cell in asked):
            wanted.add("elements")
        if self.setting.names_suppliers:
            wanted.add("supplier")
        columns: list[tuple[LetterColumn, str]] = []
        for column in self.words.columns:
            if column.of_element:
                of = {cell.element for cell in asked if cell.key == column.key}
                order = [*self.elements, *sorted(of - set(self.elements))]
                columns += [(column, element) for element in order if element in of]
            elif column.key in wanted or Cell(key=column.key) in asked:
                columns.append((column, ""))
        return [
            _Placed(column=column, element=element, place=place)
            for place, (column, element) in enumerate(columns)
        ]

    def _parts(self, sheet: Worksheet, country_count: int) -> None:
        head = self._format(**_HEAD, text_wrap=True, border=1, border_color="#FFFFFF")
        heads = [self._heading(placed, join="\n") for placed in self.columns]
        for placed, text in zip(self.columns, heads, strict=True):
            sheet.set_column(placed.place, placed.place, placed.column.width)
            sheet.write_string(0, placed.place, text, head)
        sheet.set_row(
            0,
            max(
                sum(row_height([(line, placed.column.width)]) for line in text.split("\n"))
                for placed, text in zip(self.columns, heads, strict=True)
            ),
        )
        for row, part in enumerate(self.letter.parts, 1):
            self._row(sheet, row, part)
        last = max(1, len(self.letter.parts))
        for placed in self.columns:
            self._offer(sheet, placed, last, country_count)
        self._conditions(sheet, last)
        frozen = sum(placed.column.key in _FROZEN for placed in self.columns)
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        sheet.repeat_columns(0, sum(placed.column.key in _REPEATED for placed in self.columns) - 1)
        printed = [placed for placed in self.columns if placed.column.key != _ASKED]
        sheet.print_area(0, 0, last, max(placed.place for placed in printed))
        total = sum(placed.column.width for placed in printed)
        repeated = sum(p.column.width for p in self.columns if p.column.key in _REPEATED)
        pages = max(1, math.ceil((total - repeated) / (_PAGE - repeated)))
        sheet.fit_to_pages(pages, 0)
        sheet.print_across()

    def _row(self, sheet: Worksheet, row: int, part: AskedPart) -> None:
        asked = part.cells
        has_money = any(cell.key in ("price", "value") for cell in asked)
        unit = "" if part.unit == EACH.symbol else f" ({part.unit})"
        texts = {
            "supplier": part.supplier,
            "part": part.number,
            "description": f"{part.description}{unit}",
            "elements": ", ".join(part.of_each),
            "waiting": _products(part.products),
            _ASKED: "; ".join(part.codes),
        }
        shown = []
        for placed in self.columns:
            key = placed.column.key
            if key == "missing":
                missing = self._missing(row, part)
                text = missing.at_first
                sheet.write_formula(row, placed.place, missing.formula, self._format(text_wrap=True, bold=True, **_BOX), text)  # fmt: skip
            elif key in texts:
                text = cell_text(texts[key])
                # What was asked is for the program that reads the answers: it takes one line and is not printed.
                shape = {"font_color": "#9A9A9A", "font_size": 7, "align": "fill"} if key == _ASKED else {"text_wrap": True}  # fmt: skip
                sheet.write_string(row, placed.place, text, self._format(**{**_BOX, **shape}))
            else:
                text = ""
                is_open = placed.cell in asked or key in _OPEN_ANYWAY or (key == "currency" and has_money)  # fmt: skip
                sheet.write_blank(row, placed.place, None, self._cell_format(key, is_open=is_open))
            if key != _ASKED:
                shown.append((text, placed.column.width))
        sheet.set_row(row, max(2 * LINE, row_height(shown)))

    def _cell_format(self, key: str, *, is_open: bool) -> Format:
        day = {"num_format": "yyyy-mm-dd"} if key in ("date", "valid_until") else {}
        fill = {"bg_color": "#FFF2CC", "locked": False} if is_open else {"bg_color": "#E7E7E7"}
        return self._format(text_wrap=True, **_BOX, **fill, **day)

    def _missing(self, row: int, part: AskedPart) -> Missing:
        places = {
            placed.cell: (xl_rowcol_to_cell(row, placed.place), self._own_heading(placed))
            for placed in self.columns
            if placed.cell in part.cells
        }
        language = self.setting.language
        return missing_formula(
            places,
            needed=part.needed,
            shares=self.words.texts["shares"][language],
            done=self.words.texts["complete"][language],
        )

    def _offer(self, sheet: Worksheet, placed: _Placed, last: int, country_count: int) -> None:
        """The drop-down lists; where another answer makes sense the list only suggests."""
        kind = placed.column.choices
        source: object = {
            "yes-no": list(self.words.yes_no),
            "forms": [*FORMS, self.words.yes_no[-1]],
            "materials": list(MATERIALS),
            "currencies": list(CURRENCIES),
            "grades": [grade.value for grade in Evidence if grade is not Evidence.ASSUMED],
            "countries": f"={_COUNTRIES}!$A$1:$A${country_count}",
        }.get(kind)
        if source is not None:
            sheet.data_validation(
                1,
                placed.place,
                last,
                placed.place,
                {
                    "validate": "list",
                    "source": source,
                    "show_error": kind in ("yes-no", "grades"),
                },
            )

    def _conditions(self, sheet: Worksheet, last: int) -> None:
        """A cell that is answered turns green; what a row that is free of all need not say turns grey."""
        by_cell = {placed.cell: placed for placed in self.columns}
        free = by_cell.get(Cell(key="free"))
        answered = self.book.add_format({"bg_color": "#E2EFDA"})
        quiet = self.book.add_format({"bg_color": "#E7E7E7"})
        for placed in self.columns:
            if not placed.column.answers and placed.column.key not in _OPEN_ANYWAY | {"currency"}:
                continue
            if free is not None and placed.column.key in _NOT_OF_WHAT_IS_FREE:
                criteria = f'=${xl_col_to_name(free.place)}2="yes"'
                sheet.conditional_format(1, placed.place, last, placed.place, {"type": "formula", "criteria": criteria, "format": quiet, "stop_if_true": True})  # fmt: skip
            sheet.conditional_format(1, placed.place, last, placed.place, {"type": "no_blanks", "format": answered})  # fmt: skip

    # ------------------------------------------------------------------------- the signature

    def _signature(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 48)
        sheet.set_column(1, 1, 60)
        declare = " / ".join(self.words.texts["declare"][language] for language in self._languages)
        sheet.merge_range(0, 0, 0, 1, "", self._format(**_HEAD, text_wrap=True))
        sheet.write_string(0, 0, declare, self._format(**_HEAD, text_wrap=True))
        sheet.set_row(0, row_height([(declare, 104)]))
        lines = ("company", "name", "position", "email", "certificate", "date", "valid_until", "signature")  # fmt: skip
        for row, name in enumerate(lines, 2):
            label = self._both(name)
            sheet.write_string(row, 0, label, self._format(bold=True, text_wrap=True))
            day = {"num_format": "yyyy-mm-dd"} if name in ("date", "valid_until") else {}
            sheet.write_blank(row, 1, None, self._format(locked=False, bg_color="#FFF2CC", bottom=1, align="left", **day))  # fmt: skip
            # Bold letters take more room than the plain ones that lines are reckoned for.
            sheet.set_row(row, max(24.0, row_height([(label, 38)])))
        sheet.fit_to_pages(1, 0)

    # ------------------------------------------------------------------------- words and formats

    @property
    def _languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(("en", self.setting.language)))

    def _both(self, name: str) -> str:
        return " / ".join(dict.fromkeys(self.words.texts[name][code] for code in self._languages))

    def _heading(self, placed: _Placed, *, join: str) -> str:
        texts = (
            heading_text(placed.column, language, placed.element, self.elements)
            for language in self._languages
        )
        return join.join(dict.fromkeys(texts))

    def _own_heading(self, placed: _Placed) -> str:
        return heading_text(placed.column, self.setting.language, placed.element, self.elements)

    def _format(self, **properties: object) -> Format:
        whole = {"font_name": FONT, "font_size": _SIZE, "valign": "top", **properties}
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(whole)
        return self._formats[key]

    @staticmethod
    def _printable(text: str) -> str:
        """Text in a footer, where ``&`` would be a command; a footer holds 255 characters."""
        return cell_text(text)[:70].replace("&", "&&")


_HEAD: Final = {"bold": True, "font_color": "#FFFFFF", "bg_color": f"#{HEAD_COLOUR}"}
_BOX: Final = {"border": 1, "border_color": "#BFBFBF"}
_OF_WHAT_IS_THERE: Final = frozenset({"form", "mined", "separated", "metal", "recycled"})
_NOT_OF_WHAT_IS_FREE: Final = _OF_WHAT_IS_THERE | {"share", "rest"}


def _products(products: Sequence[str]) -> str:
    """``P-01, P-02 and 5 more``."""
    shown = ", ".join(products[:_PRODUCTS_SHOWN])
    return shown if len(products) <= _PRODUCTS_SHOWN else f"{shown} and {len(products) - _PRODUCTS_SHOWN} more"  # fmt: skip

"""A workbook that reckons: formulas written together with what they gave, so that viewers that do not calculate show numbers too.

A text is always written as a text; only what this program itself puts together becomes a formula or a link, and links lead
to places in the same workbook. The same content gives the same bytes.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final, cast

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from calculator.model.source import column_letters
from calculator.reports.xlsx.cells import (
    BLANK,
    LINKS,
    PLAIN,
    ROWS,
    SIZE,
    Cell,
    Column,
    Formula,
    Kind,
    Link,
    RowStyle,
    StyledValue,
    drawn_width,
)
from calculator.reports.xlsx.quick_sheet import (
    QuickSheet,
    formula_cell,
    held_value,
    number_cell,
    shown_text,
    text_cell,
)
from calculator.reports.xlsx.style import FONT, WRITTEN, cell_text, format_properties

_LINE_HEIGHT, _TALLEST = 13.5, 10
_NARROWEST, _ON_A_LINE = 6, 0.93
"""Of the letters that fit into a line, words that are not broken fill that much."""
_MEASURED: Final = 1000
"""Rows whose numbers are measured for the width of their column."""
_PAGE: Final = 280
"""Characters that stand side by side on a landscape page, made smaller to three quarters, and are still read."""


class FormulaWorkbook:
    """The workbook. ``is_large``: rows are written out as they come, so that memory does not grow with them."""

    def __init__(self, *, is_large: bool, title: str, subject: str, footer: str) -> None:
        self._file = io.BytesIO()
        self.is_large = is_large
        how = {"constant_memory": True} if is_large else {"in_memory": True}
        self._book = Workbook(
            self._file,
            {
                **how,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "use_zip64": is_large,
            },
        )
        self._book.formats[0].set_font_name(FONT)
        self._book.formats[0].set_font_size(SIZE)
        self._book.set_properties(
            {
                "title": cell_text(title)[:200],
                "subject": cell_text(subject)[:200],
                "author": "bom-deminimis",
                "created": WRITTEN,
            }
        )
        self._formats: dict[tuple[object, ...], Format] = {}
        self._styles: dict[tuple[Kind, str, RowStyle, bool], str] = {}
        self._footer = footer
        self.sheets: dict[str, FormulaSheet] = {}

    def sheet(
        self, name: str, columns: Sequence[Column], *, frozen: int = 0, is_list: bool = True
    ) -> FormulaSheet:
        """A new sheet with its heading; ``frozen`` columns stay in sight, and a list can be filtered."""
        sheet = FormulaSheet(
            self,
            cast("QuickSheet", self._book.add_worksheet(name, QuickSheet)),
            columns,
            frozen=frozen,
            is_list=is_list,
        )
        self.sheets[name] = sheet
        return sheet

    def name(self, name: str, sheet: str, cell: str) -> None:
        """A name for a cell, to be used in formulas."""
        self._book.define_name(name, f"='{sheet}'!{cell}")

    def data(self) -> bytes:
        """The file."""
        for sheet in self.sheets.values():
            sheet.close(self._footer)
        self._book.close()
        return self._file.getvalue()

    def format(
        self,
        *,
        kind: Kind,
        form: str = "",
        look: RowStyle = PLAIN,
        is_link: bool = False,
        is_head: bool = False,
    ) -> Format:
        """The format of a cell, made once for all that look alike."""
        key = (kind, form, look, is_link, is_head)
        held = self._formats.get(key)
        if held is None:
            held = self._formats[key] = self._book.add_format(
                format_properties(kind, form, look, is_link=is_link, is_head=is_head)
            )
        return held

    def style(self, kind: Kind, form: str, look: RowStyle, *, is_link: bool) -> str:
        """The same as the attribute of a cell in XML."""
        key = (kind, form, look, is_link)
        held = self._styles.get(key)
        if held is None:
            shown = self.format(kind=kind, form=form, look=look, is_link=is_link)
            index: int = shown._get_xf_index()  # type: ignore[no-untyped-call]  # noqa: SLF001  # where the library asks too
            held = self._styles[key] = f' s="{index}"'
        return held

    def fill(self, colour: str) -> Format:
        """The format that a condition gives."""
        held = self._formats.get((colour,))
        if held is None:
            held = self._formats[colour,] = self._book.add_format({"bg_color": f"#{colour}"})
        return held


class FormulaSheet:
    """One sheet, written row by row from the top."""

    def __init__(
        self,
        book: FormulaWorkbook,
        sheet: QuickSheet,
        columns: Sequence[Column],
        *,
        frozen: int,
        is_list: bool,
    ) -> None:
        self._book, self._sheet, self.columns = book, sheet, tuple(columns)
        self._is_list = is_list
        self._shows_blanks = not is_list or not book.is_large
        self._widths = [
            max(_NARROWEST, *(len(word) + 4 for word in column.head.split() or [""]))
            for column in columns
        ]
        self._is_quick = is_list and book.is_large
        self._letters = [column_letters(place) for place in range(1, len(columns) + 1)]
        self._plain = [book.format(kind=column.kind) for column in columns]
        self._styles = [""] * len(columns)
        self.next_row = 1
        self.left_out = 0
        self.unlinked = 0
        self._links = 0
        if is_list:
            sheet.set_row(
                0,
                _LINE_HEIGHT
                * max(
                    math.ceil(len(column.head) / (width * _ON_A_LINE))
                    for column, width in zip(columns, self._widths, strict=True)
                )
                + 3,
            )
            for place, column in enumerate(columns):
                sheet.write_string(0, place, column.head, book.format(kind=Kind.TEXT, is_head=True))
            self.next_row = 2
            sheet.freeze_panes(1, frozen)
            sheet.repeat_rows(0)
            if frozen:
                sheet.repeat_columns(0, frozen - 1)
        else:
            sheet.hide_gridlines(2)

    @property
    def room(self) -> int:
        """How many more rows the sheet can hold; one is kept for saying what is left out."""
        return ROWS - self.next_row

    def add(self, cells: Sequence[Cell], look: RowStyle = PLAIN) -> int:
        """Writes the next row and says its number, counted from 1; 0 where the sheet is full."""
        if self.room <= 0:
            self.left_out += 1
            return 0
        row = self.next_row - 1
        if self._is_quick:
            self._put(row, cells, look)
            return row + 1
        lines = 1
        for place in range(len(self.columns)):
            cell = cells[place] if place < len(cells) else None
            if self._shows_blanks or cell or cell not in BLANK:
                lines = max(lines, self._write(row, place, cell, look))
        # Programs do not fit the heights of rows that they did not write.
        if lines > 1 or look.size > SIZE:
            self._sheet.set_row(row, (min(lines, _TALLEST) * _LINE_HEIGHT + 2) * look.size / SIZE)
        self.next_row += 1
        return row + 1

    def _put(self, row: int, cells: Sequence[Cell], look: RowStyle) -> None:
        """Writes a row at once; blank cells are left out."""
        written, lines, number = [], 1, str(row + 1)
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            address = self._letters[place] + number
            if isinstance(cell, str):
                text, drawn = shown_text(cell)
                if not text:
                    continue
                xml = f'<c r="{address}"{self._own_style(place, look)} t="inlineStr">{text}</c>'
                taken = self._measure_text(place, drawn)
            else:
                xml, taken = self._other(place, address, cell, look)
            written.append(xml)
            lines = max(lines, taken)
        is_tall = lines > 1 or look.size > SIZE
        height = (min(lines, _TALLEST) * _LINE_HEIGHT + 2) * look.size / SIZE if is_tall else 0.0
        self._sheet.put_row(row, written, last_column=len(self.columns) - 1, height=height)
        self.next_row += 1

    def _own_style(self, place: int, look: RowStyle) -> str:
        """How a cell of a column looks that has no form of its own."""
        styles = self._styles if look is PLAIN else [""] * len(self.columns)
        if not styles[place]:
            kind = self.columns[place].kind
            styles[place] = self._book.style(kind, "", look, is_link=False)
        return styles[place]

    def _other(
        self,
        place: int,
        address: str,
        cell: int | Fraction | Formula | Link | StyledValue,
        look: RowStyle,
    ) -> tuple[str, int]:
        """A cell that is no text by itself, as XML, and the lines that it takes."""
        form, kind = "", self.columns[place].kind
        if isinstance(cell, Link):
            held, is_link = held_value(cell.text), self._links < LINKS
            self._lead_from(address, cell, is_link=is_link)
            style = self._book.style(kind, form, look, is_link=is_link)
        elif isinstance(cell, (Formula, StyledValue)):
            held, form = held_value(cell.value), cell.form
            style = self._book.style(cell.kind or kind, form, look, is_link=False)
        else:
            held, style = held_value(cell), self._own_style(place, look)
        lines = self._measure(place, held, form)
        if isinstance(cell, Formula):
            return formula_cell(address, style, cell.text, held), lines
        if isinstance(held, str):
            return text_cell(address, style, held) if held else "", lines
        return number_cell(address, style, held), lines

    def _lead_from(self, address: str, link: Link, *, is_link: bool) -> None:
        if is_link:
            self._links += 1
            self._sheet.lead(address, f"'{link.sheet}'!A{link.row}")
        else:
            self.unlinked += 1

    def colour(self, place: int, fills: Mapping[str, str]) -> None:
        """Colours the cells of a column by the words that they begin with, as long as they do."""
        for words, colour in fills.items():
            condition = {
                "type": "text",
                "criteria": "begins with",
                "value": words,
                "format": self._book.fill(colour),
            }
            self._sheet.conditional_format(1, place, max(1, self.next_row - 2), place, condition)

    def close(self, footer: str) -> None:
        """Widths, filter and the printed page, which take the rows to be known."""
        last = len(self.columns) - 1
        if self.left_out:
            note = f"{self.left_out:,} more rows are left out: a sheet holds no more. The JSON report has all"
            self._sheet.write_string(
                self.next_row - 1,
                0,
                note,
                self._book.format(kind=Kind.TEXT, look=RowStyle(bold=True)),
            )
        for place, (column, width) in enumerate(zip(self.columns, self._widths, strict=True)):
            self._sheet.set_column(place, place, min(column.widest, width))
        if self._is_list:
            self._sheet.autofilter(0, 0, max(1, self.next_row - 2), last)
        self._sheet.ignore_errors(
            {
                "number_stored_as_text": "A1:XFD1048576",
                "formula_differs": "A1:XFD1048576",
                "formula_range": "A1:XFD1048576",
            }
        )
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        printed = self._printed_columns()
        others = ""
        if printed <= last:
            self._sheet.print_area(0, 0, max(1, self.next_row - 2), printed - 1)
            others = f"&CColumns A to {self._letters[printed - 1]} of {self._letters[last]}; the others are in the file"
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_header('&L&"Calibri,Bold"&A')
        self._sheet.set_footer(f"&L{footer}{others}&RPage &P of &N")

    def _printed_columns(self) -> int:
        """How many of the columns, from the first, a page holds side by side; a low end has its high end beside it."""
        taken = 0
        for place, (column, width) in enumerate(zip(self.columns, self._widths, strict=True)):
            taken += min(column.widest, width)
            if place and taken > _PAGE:
                return place - column.head.endswith(" high")
        return len(self.columns)

    def _write(self, row: int, place: int, cell: Cell, look: RowStyle) -> int:
        """Writes one cell and says how many lines it takes."""
        if isinstance(cell, str) and look is PLAIN:
            text = held_value(cell)
            self._sheet.write_string(
                row, place, text, self._plain[place]
            ) if text else self._sheet.write_blank(row, place, None, self._plain[place])
            return self._measure(place, text, "")
        form, kind, is_link = "", self.columns[place].kind, False
        if isinstance(cell, Link):
            held, is_link = held_value(cell.text), self._links < LINKS
        elif isinstance(cell, Formula | StyledValue):
            held, form, kind = held_value(cell.value), cell.form, cell.kind or kind
        else:
            held = held_value(cell)
        shown = self._book.format(kind=kind, form=form, look=look, is_link=is_link)
        if isinstance(cell, Link):
            self._lead(row, place, cell, is_link=is_link)
        if isinstance(cell, Formula):
            self._sheet.write_formula(row, place, f"={cell.text}", shown, held)
        elif held == "":
            self._sheet.write_blank(row, place, None, shown)
        elif isinstance(held, str):
            self._sheet.write_string(row, place, held, shown)
        else:
            self._sheet.write_number(row, place, held, shown)
        return self._measure(place, held, form)

    def _lead(self, row: int, place: int, link: Link, *, is_link: bool) -> None:
        """A link without its text, which is written over it; only counted where the sheet holds no more."""
        if is_link:
            self._links += 1
            self._sheet.write_url(row, place, f"internal:'{link.sheet}'!A{link.row}", string="link")
        else:
            self.unlinked += 1

    def _measure(self, place: int, held: str | float, form: str) -> int:
        """Lines that a cell takes; its width is noted on the way."""
        if not isinstance(held, str):
            if self.next_row < _MEASURED:
                self._widths[place] = max(
                    self._widths[place], max(len(form) + 1, len(f"{held:.8g}")) + 3
                )
            return 1
        return self._measure_text(place, drawn_width(held))

    def _measure_text(self, place: int, letters: int) -> int:
        drawn, widest = letters + 3, self.columns[place].widest
        self._widths[place] = max(self._widths[place], drawn)
        return math.ceil(drawn / (widest * _ON_A_LINE)) if drawn > widest else 1

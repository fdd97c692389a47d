"""A worksheet of many rows: each row is written as a line of XML at once, where the library would look at each cell six times.

It stands on the library's mode of constant memory, in which rows go to a file as they come.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from calculator.reports import numbers
from calculator.reports.xlsx.cells import Value, as_number, drawn_width
from calculator.reports.xlsx.style import cell_text

_ESCAPE: Final = re.compile(r"(_x[0-9a-fA-F]{4}_)")


class QuickSheet(Worksheet):
    """A worksheet that takes formulas as they are, links to places in the same workbook, and whole rows."""

    _links: list[tuple[str, str]]

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002  # the library's own
        """The library looks into each for thirty newer functions, none of which is used here."""
        return formula.removeprefix("=")

    def put_row(self, row: int, cells: list[str], *, last_column: int, height: float = 0.0) -> None:
        """Writes a row (counted from 0) of cells that are XML already; rows come in their order, and none comes twice."""
        # What the library has of the row before goes first; it has nothing of this one.
        sheet: Any = self  # the library's own fields, whose types it does not say
        sheet._write_single_row(row)  # noqa: SLF001  # of its own kind
        sheet.dim_rowmin = row if sheet.dim_rowmin is None else min(row, sheet.dim_rowmin)
        sheet.dim_rowmax = row
        sheet.dim_colmin = 0
        sheet.dim_colmax = max(last_column, sheet.dim_colmax or 0)
        tall = f' ht="{height:.16G}" customHeight="1"' if height else ""
        sheet.fh.write(f'<row r="{row + 1}"{tall}>{"".join(cells)}</row>')

    def lead(self, address: str, location: str) -> None:
        """A link from a cell to a place in the same workbook."""
        if not hasattr(self, "_links"):
            self._links = []
        self._links.append((address, location))

    def _write_hyperlinks(self) -> None:
        if not hasattr(self, "_links"):
            super()._write_hyperlinks()
            return
        sheet: Any = self
        self._xml_start_tag("hyperlinks")
        for address, location in self._links:
            sheet.fh.write(f'<hyperlink ref="{address}" location="{escaped(location)}"/>')
        self._xml_end_tag("hyperlinks")


def escaped(text: str) -> str:
    """A text between tags. The library escapes the rest of what no XML may hold; texts of cells have none of it.

    >>> escaped("a < b & c")
    'a &lt; b &amp; c'
    """
    if "&" in text or "<" in text or ">" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def text_cell(address: str, style: str, text: str) -> str:
    """A cell that holds a text; ``style`` is its attribute.

    >>> text_cell("B2", ' s="3"', " x")
    '<c r="B2" s="3" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c>'
    """
    return f'<c r="{address}"{style} t="inlineStr">{_inner(text)}</c>'


@lru_cache(maxsize=20_000)
def shown_text(text: str) -> tuple[str, int]:
    """What stands in a cell that shows a text, and the columns that it takes; nothing where a cell can show nothing of it.

    >>> shown_text("Dy")
    ('<is><t>Dy</t></is>', 2)
    """
    held = held_value(text)
    return (_inner(held), drawn_width(held)) if held else ("", 0)


def _inner(text: str) -> str:
    if "_x" in text:  # a text that looks like an escape of a spreadsheet's own is told from one
        text = _ESCAPE.sub(r"_x005F\1", text)
    keep = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<is><t{keep}>{escaped(text)}</t></is>"


def held_value(value: Value) -> Any:
    """A value as a cell holds it: a number beyond what a spreadsheet can hold is a text of its digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = cell_text(value)
        # The library takes what looks like its own rich text for markup.
        return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
    if isinstance(value, int):
        return value
    held = as_number(value)
    return (
        numbers.decimal(numbers.rounded(value, numbers.AMOUNT_DIGITS, numbers.Rounding.NEAREST))
        if held is None
        else held
    )


def number_cell(address: str, style: str, number: float) -> str:
    """A cell that holds a number."""
    return f'<c r="{address}"{style}><v>{number:.16G}</v></c>'


def formula_cell(address: str, style: str, formula: str, value: Any) -> str:
    """A cell that holds a formula and what it gave."""
    held = escaped(str(value))
    kind = ' t="str"' if isinstance(value, str) and value else ""
    return f'<c r="{address}"{style}{kind}><f>{escaped(formula)}</f><v>{held}</v></c>'

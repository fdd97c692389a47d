"""One sheet as values that know their address, and say what a person sees in them."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Final

from calculator.model.source import Source
from calculator.numbers.bounds import Bounds, exact_text
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import (
    Decimals,
    decimals_of,
    fraction_of,
    may_be_thousands,
    read_bounds,
)
from calculator.sources.table.sheet_facts import (
    CellValue,
    SheetFacts,
)

__all__ = ["CellValue", "Table", "clean"]

_UNSEEN = late_pattern(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_NUMBER = late_pattern(r"\s*[<>≤≥=~]*\s*[-+]?[\d.,'\s]*\d[\d.,'\s]*")


@dataclass(frozen=True, eq=False)
class Table:
    """The values of one sheet; rows and columns count from 0 and start at cell A1. A blank cell is None.

    A table is not changed once it is made: what was found out about it may be kept. Two sheets are two tables, though
    the same stands on them.

    >>> table = Table(file="m.xlsx", sheet="BOM", rows=[["Part"], ["MAG-01", 3.0]])
    >>> str(table.source(1, 1)), table.text(1, 1), table.text(9, 9)
    ('m.xlsx!BOM!B2', '3', '')
    """

    file: str
    sheet: str
    rows: list[list[CellValue]]
    hidden: bool = False
    facts: SheetFacts = field(default_factory=SheetFacts)
    how: str = ""
    """Of a text file, in what encoding and with what delimiter it was read; empty for a workbook."""

    def source(self, row: int, column: int) -> Source:
        """The address of a cell."""
        return Source(self.file, self.sheet, row + 1, column + 1)

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell; None outside of the sheet."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def column(self, column: int) -> Sequence[CellValue]:
        """The values of a column, one for each row."""
        return self._columns[column] if column < len(self._columns) else (None,) * len(self.rows)

    @cached_property
    def _columns(self) -> list[tuple[CellValue, ...]]:
        return [*zip_longest(*self.rows)]

    def text(self, row: int, column: int) -> str:
        """What a person reads: no invisible characters, spaces folded, 3 for 3.0, 4% for 0.04 in a percent format."""
        value = self.value(row, column)
        if value is None:
            return ""
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if isinstance(value, (int, float)):
            mark = self.facts.styles.get(row, column)
            if mark is None and abs(value) < 10**15 and value == int(value):
                return str(int(value))
            number = fraction_of(value)
            if number is None:
                return str(value)
            style = self.facts.style(row, column)
            if style.is_percent:
                return f"{exact_text(number * 100, 17)}%"
            return (style.shown(number) if style.mask else "") or exact_text(number, 17)
        return (
            value.isoformat() if isinstance(value, (datetime.date, datetime.time)) else str(value)
        )

    def shown(self, row: int, column: int) -> str:
        """The digits that a person sees of a number in a format such as ``0.00``: 1.10 and not 1.1; else the text.

        An outline number that was typed as a number is told from another by them alone.
        """
        value = self.value(row, column)
        mark = self.facts.decimals.get(row, column)
        number = (
            fraction_of(value)
            if isinstance(value, (int, float)) and not isinstance(value, bool) and mark is not None
            else None
        )
        text = "" if number is None or mark is None else self.facts.formats[mark].shown(number)
        return text or self.text(row, column)

    def merged_text(self, row: int, column: int) -> str:
        """The text of the merged range that holds the cell, which stands in its first; else the cell's own."""
        return self.text(*self.facts.first_of_merged(row, column))

    def heading_texts(self, row: int) -> tuple[str, ...]:
        """The merged text of each cell of a row; kept, for one row is looked at as headings of several kinds."""
        texts = self._heading_texts.get(row)
        if texts is None:
            columns = range(len(self.rows[row])) if row < len(self.rows) else ()
            texts = tuple(self.merged_text(row, column) for column in columns)
            self._heading_texts[row] = texts
        return texts

    def heading_text(self, row: int, column: int) -> str:
        """The merged text of one cell of a row that is asked about again and again."""
        texts = self.heading_texts(row)
        return texts[column] if column < len(texts) else self.merged_text(row, column)

    @cached_property
    def _heading_texts(self) -> dict[int, tuple[str, ...]]:
        return {}

    def number(
        self, row: int, column: int, decimals: Decimals, *, percent: bool = False
    ) -> Bounds | None:
        """The number or range that a person sees; None where there is none. With ``percent``, 4 for 4 % and for 0.04 shown as 4 %.

        >>> table = Table(file="m.xlsx", sheet="BOM", rows=[["4 %", 0.1, "1.5–3"]])
        >>> [table.number(0, column, Decimals.POINT, percent=True) for column in range(2)]
        [Bounds(low=Fraction(4, 1), high=Fraction(4, 1)), Bounds(low=Fraction(1, 10), high=Fraction(1, 10))]
        """
        value = self.value(row, column)
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, (int, float)):
            number = fraction_of(value)
            if number is None or number < 0:
                return None
            return Bounds.exactly(
                number * 100 if percent and self.is_percent(row, column) else number
            )
        if not isinstance(value, str):
            return None
        text = clean(value)
        if percent and text.endswith(("%", "\uff05")):
            text = text[:-1].strip()
        return read_bounds(text, decimals)

    def marks_of_column(self, column: int, rows: range) -> frozenset[Decimals]:
        """What the texts of a column say of their decimal mark: ``UNSETTLED`` for 1,234 and ``OPEN`` for 1.234, which may be a thousand.

        >>> table = Table(file="m.csv", sheet="", rows=[["1,234"], ["0,5"], ["7"]])
        >>> [table.marks_of_column(0, rows) == found for rows, found in ((range(1, 3), {Decimals.COMMA}), (range(1), {Decimals.UNSETTLED}))]
        [True, True]
        """
        met: set[Decimals] = set()
        for value in {*self.column(column)[rows.start : rows.stop]}:
            if isinstance(value, str) and ("," in value or "." in value):
                number = _NUMBER.match(unicodedata.normalize("NFKC", value[:80]))
                if number is not None:
                    met.add(_decimal_mark(number.group().strip("<>≤≥=~ ")))
        return frozenset(met)

    # ----------------------------------------------------------------- what the format shows

    def number_format(self, row: int, column: int) -> str:
        """The number format where it shows something that the value does not (a per cent sign, a unit, a date), else General."""
        return self.facts.style(row, column).number_format

    def affix(self, row: int, column: int) -> str:
        """The unit or currency that the number format shows beside the number: ``kg`` of ``0.0" kg"``."""
        return self.facts.style(row, column).affix

    def is_percent(self, row: int, column: int) -> bool:
        """True where the format shows the value times a hundred with a percent sign."""
        return self.facts.style(row, column).is_percent

    def is_scaled(self, row: int, column: int) -> bool:
        """True where the format shows the value in thousands or millions, 12.3 for 12345: what is meant must be asked."""
        return self.facts.style(row, column).is_scaled

    def is_date(self, row: int, column: int) -> bool:
        """True where a day or a time is shown."""
        is_day = isinstance(
            self.value(row, column), (datetime.date, datetime.time, datetime.timedelta)
        )
        return is_day or self.facts.style(row, column).is_date

    def is_struck(self, row: int, column: int) -> bool:
        """True where the cell is struck through."""
        return self.facts.style(row, column).strike

    def is_invisible(self, row: int, column: int) -> bool:
        """True where nobody can see what stands in the cell."""
        return self.facts.style(row, column).invisible

    def indent(self, row: int, column: int) -> int:
        """How far the cell's format moves its text to the right: some bills show their levels so."""
        return self.facts.style(row, column).indent

    def outline(self, row: int) -> int:
        """The level of the group that a row is in; 0 for none."""
        return self.facts.outline.get(row, 0)

    def formula_without_value(self, row: int, column: int) -> bool:
        """True where a formula stands whose result was never stored; its value is None."""
        return (row, column) in self.facts.empty_formulas

    def is_error(self, row: int, column: int) -> bool:
        """True where the cell holds an error such as #REF!; its value is None."""
        return (row, column) in self.facts.errors


def _decimal_mark(text: str) -> Decimals:
    """What a number says of its decimal mark; a plain point may be one for thousands."""
    return Decimals.OPEN if may_be_thousands(text.strip()) else decimals_of(text)


def clean(text: str) -> str:
    r"""Text as a person reads it: composed characters, no invisible ones, every run of spaces one space.

    What keeps a spreadsheet from taking a text for a number, ``="00123"`` and ``'00123``, is no part of the text.

    >>> clean(" MAG\u200b-01\xa0 "), clean('="00123"'), clean("'00123"), clean("3' hose"), clean("Neo-\ndymium")
    ('MAG-01', '00123', '00123', "3' hose", 'Neodymium')
    """
    if text[:1] in ("=", "'"):
        text = _KEPT_AS_TEXT.sub(r"\g<text>", text)
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    if "-" in text:
        text = _DIVIDED.sub("", text)
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


_DIVIDED: Final = late_pattern(
    r"(?<=[^\W\d_])-[ \t]*[\r\n]+[ \t]*(?!(?:and|or|und|oder|et|ou|y|e|i|oraz)\b)(?=[^\W\d_A-Z])"
)
"""A hyphen at the end of a line divides a word where small letters go on below; not "Motor-", "und Getriebe"."""
_KEPT_AS_TEXT: Final = late_pattern(
    r"(?:=\"(?=[^\"]*\"\Z)|'(?=[\d=+\-.]+[^']*\Z))(?P<text>[^\"]*)\"?\Z"
)

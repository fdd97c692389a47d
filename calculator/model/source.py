"""Where a number was written: file, sheet and cell."""

from __future__ import annotations

from typing import NamedTuple


def column_letters(column: int) -> str:
    """Spreadsheet letters of a column counted from 1.

    >>> column_letters(1), column_letters(27), column_letters(16384)
    ('A', 'AA', 'XFD')
    """
    letters = ""
    while column > 0:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


class Source(NamedTuple):
    """One cell of one file, or one named entry of the reference data or of the command line.

    ``row`` and ``column`` count from 1; a source without a row is an entry known by ``sheet`` alone. Of an XML file ``row`` is the
    line, and ``sheet`` the path to the element, which begins with a slash.

    >>> str(Source("motor.xlsx", "BOM", 14, 6))
    'motor.xlsx!BOM!F14'
    >>> str(Source("bom.csv", "", 2, 1))
    'bom.csv!A2'
    >>> str(Source("magnet.xml", "/Main/Product[2]", 42))
    'magnet.xml!line 42!/Main/Product[2]'
    >>> str(Source("--assume", "technology=no"))
    '--assume technology=no'
    """

    file: str
    sheet: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.row:
            return f"{self.file} {self.sheet}".rstrip()
        if not self.column and self.sheet.startswith("/"):
            return f"{self.file}!line {self.row}!{self.sheet}"
        cell = f"{column_letters(self.column)}{self.row}" if self.column else f"row {self.row}"
        return "!".join(part for part in (self.file, self.sheet, cell) if part)

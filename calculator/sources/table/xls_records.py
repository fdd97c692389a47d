"""The records of an .xls workbook, walked once before any reader sees them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from calculator.sources.files.limits import Limits
from calculator.sources.files.xls_encryption import EOF
from calculator.sources.table.sheet_facts import CellMarks, RecordsError, SheetTooLargeError

_BOF: Final = 0x809
_CONTINUE: Final = 0x3C
_BOUNDSHEET: Final = 0x85
_AUTOFILTER: Final = 0x9D
_SST: Final = 0xFC
_FORMULAS: Final = frozenset({0x06, 0x206, 0x406})
_MULRK: Final = 0xBD
_CELLS: Final = frozenset({0xFD, 0x204, 0xD6, 0x203, 0x27E, 0x205}) | _FORMULAS
_UNKNOWN: Final = 0x0FFE

# CODEPAGE, DATEMODE, COUNTRY, FONT, FORMAT, XF, PALETTE, built-in formats; ROW, COLINFO, DEFAULTROWHEIGHT, MERGEDCELLS,
# DIMENSION; what may stand between a formula and its text: STRING, ARRAY, SHRFMLA, TABLEOP.
_NEEDED: Final = (
    frozenset(
        {
            _BOF,
            EOF,
            _BOUNDSHEET,
            _SST,
            _MULRK,
            0x42,
            0x22,
            0x8C,
            0x31,
            0x41E,
            0xE0,
            0x92,
            0x56,
            0x208,
            0x7D,
            0x225,
            0xE5,
            0x200,
            0x207,
            0x221,
            0x4BC,
            0x236,
        }
    )
    | _CELLS
)


@dataclass
class SheetScan:
    """What the records of one sheet hold; ``fault`` where it is more than the limits allow."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: int = 0
    unreckoned: CellMarks = field(default_factory=CellMarks)
    """Formulas whose stored result is an empty text: a program that does not reckon writes nothing else."""
    autofilter: bool = False
    fault: SheetTooLargeError | None = None


@dataclass
class WorkbookScan:
    """The sheets that hold tables, in their order, None for one that is not there; and the harmless copy."""

    sheets: list[SheetScan | None]
    data: bytes


def scan(data: bytes, limits: Limits) -> WorkbookScan:
    """One walk over all records. Raises RecordsError."""
    if len(data) < 8 or struct.unpack_from("<H", data)[0] != _BOF:
        raise RecordsError("it does not begin like a workbook")
    if struct.unpack_from("<H", data, 4)[0] not in {0x500, 0x600}:
        raise RecordsError("it is older than Excel 5")
    walk = _Walk(data, limits)
    walk.run()
    sheets: list[SheetScan | None] = []
    taken: set[int] = set()
    for offset in walk.offsets:
        # Two sheets in one place would be read twice, and five hundred as often.
        sheets.append(walk.streams.get(offset) if offset not in taken else None)
        taken.add(offset)
    return WorkbookScan(sheets, bytes(walk.copy))


class _Walk:
    """Where the walk stands: in which stream of records, and how deep in streams within streams."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.data = data
        self.limits = limits
        self.widest = min(limits.columns, 256)
        self.copy = bytearray(data)
        self.offsets: list[int] = []
        self.streams: dict[int, SheetScan] = {}
        self.sheet: SheetScan | None = None

    def run(self) -> None:
        data, end = self.data, len(self.data)
        at = depth = 0
        is_kept = True
        while at + 4 <= end:
            kind, length = struct.unpack_from("<HH", data, at)
            if at + 4 + length > end:
                if not depth:
                    break
                raise RecordsError("it is cut off")
            if kind == _BOF:
                depth += 1
                if depth == 1:
                    self.sheet = self.streams.setdefault(at, SheetScan()) if at else None
            is_kept = depth == 1 and (kind in _NEEDED or (kind == _CONTINUE and is_kept))
            if kind == _AUTOFILTER and depth == 1 and self.sheet is not None:
                self.sheet.autofilter = True
            if not is_kept:
                # Charts within a sheet are streams of their own, with cells that are none of the sheet's.
                struct.pack_into("<H", self.copy, at, _UNKNOWN)
            else:
                self.record(kind, at + 4, length)
            if kind == EOF and depth:
                depth -= 1
            at += 4 + length

    def record(self, kind: int, at: int, length: int) -> None:
        if kind == _BOUNDSHEET and self.sheet is None and length >= 6:
            offset, _, sheet_type = struct.unpack_from("<IBB", self.data, at)
            if sheet_type == 0:
                self.offsets.append(offset)
        elif self.sheet is None or self.sheet.fault is not None:
            return
        elif kind in _CELLS and length >= 6:
            row, column = struct.unpack_from("<HH", self.data, at)
            self.cell(self.sheet, row, column, 1)
            if kind in _FORMULAS:
                self.formula(self.sheet, at, length, row, column)
        elif kind == _MULRK and length >= 6:
            row, column = struct.unpack_from("<HH", self.data, at)
            last = struct.unpack_from("<H", self.data, at + length - 2)[0]
            if last - column + 1 != (length - 6) // 6:
                raise RecordsError("a row of numbers is longer than its record")
            self.cell(self.sheet, row, last, last - column + 1)

    def cell(self, sheet: SheetScan, row: int, last: int, count: int) -> None:
        limits = self.limits
        if row >= sheet.rows:
            sheet.rows = row + 1
        if last >= sheet.columns:
            sheet.columns = last + 1
        sheet.cells += count
        if row >= limits.rows or last >= self.widest:
            sheet.fault = SheetTooLargeError(
                f"a cell in row {row + 1:,}, column {last + 1:,}, beyond {limits.rows:,} rows and {self.widest} columns"
            )
        elif sheet.cells > limits.cells:
            sheet.fault = SheetTooLargeError(f"more than {limits.cells:,} cells")

    def formula(self, sheet: SheetScan, at: int, length: int, row: int, column: int) -> None:
        sheet.formulas += 1
        if length >= 14 and self.data[at + 6] == 3 and self.data[at + 12 : at + 14] == b"\xff\xff":
            sheet.unreckoned.add(row, column)

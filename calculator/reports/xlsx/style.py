"""How every workbook that we write looks, and what a text may be in it; whichever library writes it."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Final

from calculator.findings.verdict import Verdict
from calculator.reports.safe_text import safe

WRITTEN: Final = datetime.datetime(2025, 1, 1)  # noqa: DTZ001  # a workbook's own date has no zone
"""The date of every workbook: the same content is the same file."""
FONT: Final = "Calibri"
"""Named, for a font without a name is a serif one in LibreOffice."""
HEAD_COLOUR: Final = "1F3A5F"
WIDEST: Final = 60
NARROWEST: Final = 9
FILLS: Final = {
    Verdict.CROSSES: "F8CBAD",
    Verdict.BELOW: "C6E0B4",
    Verdict.UNDETERMINED: "FFE699",
    Verdict.NOT_SUBJECT: "EDEDED",
}

_LONGEST: Final = 32_000
_CUT: Final = "… (cut here: a cell holds no more)"


@lru_cache(maxsize=20_000)
def cell_text(text: str) -> str:
    r"""A text that a cell can hold and that is one line of text; one that is too long says where it was cut.

    Excel counts in units of UTF-16.

    >>> cell_text("=1+1\n"), len(cell_text("x" * 40_000)), cell_text("x" * 40_000)[-12:]
    ('=1+1', 32000, 'lds no more)')
    """
    plain = safe(text)
    units = plain.encode("utf-16-le") if len(plain) > _LONGEST // 2 else b""
    if len(units) <= 2 * _LONGEST:
        return plain
    return units[: 2 * (_LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT

"""How every workbook that we write looks, and what a text may be in it; whichever library writes it."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any, Final

from calculator.findings.verdict import Verdict
from calculator.reports.safe_text import safe
from calculator.reports.xlsx.cells import INPUTS, NUMBER_FORMS, TEXTS, Kind, RowStyle

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


def format_properties(
    kind: Kind, form: str, look: RowStyle, *, is_link: bool, is_head: bool
) -> dict[str, Any]:
    """The properties of a cell in the words of the library that writes workbooks which reckon."""
    properties: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "valign": "top",
        "text_wrap": kind in TEXTS or is_head,
    }
    if is_head:
        return {
            **properties,
            "bold": True,
            "indent": 1,
            "align": "left",
            "font_color": "#FFFFFF",
            "bg_color": f"#{HEAD_COLOUR}",
            "border": 1,
            "border_color": "#FFFFFF",
        }
    properties |= {
        "bottom": 1,
        "bottom_color": "#D9D9D9",
        "num_format": form or NUMBER_FORMS[kind],
        "bold": look.bold or kind is Kind.LABEL,
    }
    properties |= (
        {"align": "right"}
        if not look.align and kind not in TEXTS
        else {"align": "left", "indent": 1}
    )
    if is_link:
        properties |= {"font_color": "#0563C1", "underline": 1}
    elif kind in INPUTS:
        properties["font_color"] = "#0000FF"
    if look.fill:
        properties["bg_color"] = f"#{look.fill}"
    return properties

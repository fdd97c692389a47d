"""How high a row of a workbook has to be for its texts: programs do not fit rows that they did not write."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

LINE: Final = 13.5
"""Points of one line of letters of ten points."""
_WIDE: Final = 0x2E7F
"""Letters beyond are drawn two columns wide."""


def row_height(cells: Sequence[tuple[str, int]]) -> float:
    """Points that a row needs for its texts in columns of these widths.

    >>> row_height([("short", 10), ("a text of three lines or so", 12)])
    43.5
    """
    return LINE * max((_lines(text, width) for text, width in cells), default=1) + 3


def _lines(text: str, width: int) -> int:
    """Lines that a text takes in a column; East Asian letters are wide."""
    return math.ceil(
        sum(2.0 if ord(letter) > _WIDE else 1.05 for letter in text) / max(1, width - 1)
    )

"""What a cell of a workbook that reckons may hold, and how a column and a row are shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

ROWS: Final = 1_048_576
LINKS: Final = 65_530
"""What Excel holds on one sheet."""
SIZE: Final = 10
"""Points of an ordinary letter."""
_LEAST, _MOST = 2.3e-308, 1e307
_WIDE: Final = 0x2E7F
"""Letters beyond are drawn two columns wide."""


class Kind(Enum):
    """What a column holds, which decides how it is shown. An input is a number that a reader may change: it is blue."""

    # Each is the only one of its kind, and is looked up for every cell.
    __hash__ = object.__hash__

    TEXT = "text"
    LABEL = "label"
    NUMBER = "number"
    INPUT = "input"
    SHARE = "share"
    SHARE_INPUT = "share input"
    WHOLE = "whole"


INPUTS: Final = (Kind.INPUT, Kind.SHARE_INPUT)
TEXTS: Final = (Kind.TEXT, Kind.LABEL)
NUMBER_FORMS: Final = {
    Kind.TEXT: "General",
    Kind.LABEL: "General",
    Kind.NUMBER: "General",
    Kind.INPUT: "General",
    Kind.SHARE: "0.0000%",
    Kind.SHARE_INPUT: "0.####%",
    Kind.WHOLE: "#,##0",
}


class Column(NamedTuple):
    """A heading, what is under it, and how wide it may become."""

    head: str
    kind: Kind = Kind.TEXT
    widest: int = 40


Value = str | int | Fraction | None


class Formula(NamedTuple):
    """A formula of our own making, what it gives, and how it is shown where that differs from its column."""

    text: str
    value: Value
    form: str = ""
    kind: Kind | None = None


class Link(NamedTuple):
    """A text or a number that leads to a row of a sheet."""

    text: Value
    sheet: str
    row: int


class StyledValue(NamedTuple):
    """A value with a form or a kind of its own."""

    value: Value
    form: str = ""
    kind: Kind | None = None


Cell = Value | Formula | Link | StyledValue


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How a whole row is set apart."""

    bold: bool = False
    fill: str = ""
    size: int = SIZE
    align: str = ""


PLAIN: Final = RowStyle()
BLANK: Final = (None, "")


def as_number(number: Fraction) -> float | None:
    """The number as a spreadsheet holds it; None where it cannot."""
    above, below = number.as_integer_ratio()
    try:
        held = above / below
    except OverflowError:
        return None
    return held if not above or _LEAST < abs(held) < _MOST else None


def drawn_width(text: str) -> int:
    """Columns that a text takes."""
    return (
        len(text)
        if text.isascii()
        else sum(2 if ord(letter) > _WIDE else 1 for letter in text[:2000])
        + max(0, len(text) - 2000)
    )

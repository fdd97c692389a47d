"""Levels and named parents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from operator import not_
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.reference.cell_words import cell_words
from calculator.sources.layout.heading_tokens import any_of_longest_first
from calculator.sources.layout.headings import Match
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.outline_numbers import is_outline, outline_shape
from calculator.sources.rows.shape import Placed, Shape, column_named, place

_LEVEL: Final = late_pattern(
    rf"[\s.+>\-–*_·…=|│├└─»]*(?:{any_of_longest_first(cell_words().before_level)})?[\s.:_-]*(\d{{1,3}})(?:\.0+)?[\s.]*(?:{any_of_longest_first(cell_words().after_level)})?\Z",
    re.IGNORECASE,
)
_MARKS: Final = late_pattern(r"([.+>\-–*·=»│|])(?:\s*\1)*\Z")


def read_level(text: str) -> int | None:
    """The level that a cell states: ``2``, ``2.0``, ``..2``, ``+ 2``, ``L2``, ``Level 2``, ``++``; None where it states none.

    >>> read_level("2"), read_level("2.0"), read_level("...3"), read_level("L4"), read_level("++"), read_level("1.1.2"), read_level("")
    (2, 2, 3, 4, 2, None, None)
    """
    plain = unicodedata.normalize("NFKC", text[:40]).strip() if not text.isascii() else text[:40]
    match = _LEVEL.match(plain)
    if match:
        return int(match.group(1))
    marks = _MARKS.match(plain.strip())
    return len(plain.replace(" ", "")) if marks and plain.strip() else None


def by_level(rows: Columnwise) -> Shape | None:
    """A column of levels, or of outline numbers under that heading."""
    heading = rows.cells.header.headings.get("level")
    if heading is None:
        return None
    texts = rows.shown("level")
    if is_outline(texts):
        return outline_shape(rows, "level", texts)
    levels = rows.once(texts, lambda index: read_level(texts[index]) if texts[index] else None)
    stated = {level for level in levels if level is not None}
    if not stated:
        return None
    return Shape(
        name="level",
        placed=tuple(place(levels)),
        why=f"levels {min(stated)} to {max(stated)} in column {column_named(heading.column, heading.text)}",
    )


def by_parent(rows: Columnwise, numbers: Sequence[str]) -> Shape | None:
    """Each row names its parent; ``numbers`` are the part numbers of the rows."""
    heading = rows.cells.header.headings.get("parent")
    if heading is None:
        return None
    first: dict[str, int] = {}
    for index, number in enumerate(numbers):
        first.setdefault(number, index)
    placed: list[Placed] = []
    outside: dict[str, list[int]] = {}
    above = ""
    for index, (text, is_stated) in enumerate(
        zip(rows.texts("parent"), map(not_, rows.blanks("parent")), strict=True)
    ):
        # An export that writes the product once leaves it blank in the other rows of its lines.
        parent = text if is_stated else above if heading.match is Match.CONTENT else ""
        above = parent
        if not parent:
            placed.append(Placed(None))
        elif parent in first:
            placed.append(Placed(first[parent]))
        else:
            outside.setdefault(parent, []).append(index)
            placed.append(Placed(None))
    return Shape(
        name="parent-child",
        placed=tuple(placed),
        outside=outside,
        why=f"each row names its parent in column {column_named(heading.column, heading.text)}",
    )

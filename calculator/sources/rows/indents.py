"""A hierarchy that the eye sees: a column a level, signs before the text, indented cells, grouped rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from calculator.model.source import column_letters
from calculator.numbers.late_patterns import late_pattern
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.shape import Shape, column_named, place

_DRAWN: Final = late_pattern(r"[\s\u00a0\u3000.·•…>»+|│├└─\-–—*]*")
_MOST: Final = 0.8


def by_step(rows: Columnwise) -> Shape | None:
    """One column a level: the name stands, or a mark, in the column of its level."""
    steps = rows.cells.header.steps
    if not steps:
        return None
    levels = [
        next((level for level, column in enumerate(steps) if rows.table.text(row, column)), None)
        for row in rows.rows
    ]
    if len({level for level in levels if level is not None}) < 2:
        return None
    return Shape(
        name="column-indent",
        placed=tuple(place(levels)),
        why=f"one column a level, {column_letters(steps[0] + 1)} to {column_letters(steps[-1] + 1)}",
    )


def by_leading_spaces(rows: Columnwise) -> Shape | None:
    """Spaces or signs before a name draw its level."""
    for meaning in ("number", "name", "description"):
        heading = rows.cells.header.headings.get(meaning)
        if heading is None:
            continue
        values = rows.values_at(heading.column)
        # A letter or a digit is no sign: where every text begins with one, nothing is drawn before any.
        if all(value[:1].isalnum() for value in values if isinstance(value, str)):
            continue
        widths = [_drawn_width(value) for value in values]
        if _is_ladder(widths):
            return Shape(
                name="leading-spaces",
                placed=tuple(place(widths)),
                why=f"spaces or signs before the text in column {column_named(heading.column, heading.text)}",
            )
    return None


def _drawn_width(value: object) -> int | None:
    return len(_DRAWN.match(value).group()) if isinstance(value, str) and value.strip() else None  # type: ignore[union-attr]


def by_cell_indent(rows: Columnwise) -> Shape | None:
    """The format of the cell moves a name to the right by its level."""
    if not any(style.indent for style in rows.table.facts.formats):
        return None
    for meaning in ("number", "name", "description"):
        heading = rows.cells.header.headings.get(meaning)
        if heading is None:
            continue
        indents: list[int | None] = [rows.table.indent(row, heading.column) for row in rows.rows]
        if _is_ladder(indents):
            return Shape(
                name="cell-indent",
                placed=tuple(place(indents)),
                why=f"indented cells in column {column_named(heading.column, heading.text)}",
            )
    return None


def _is_ladder(widths: Sequence[int | None]) -> bool:
    """Several indents, the first row not deeper than any, none that comes once only by a slip: a step in goes one step at a time."""
    known = [width for width in widths if width is not None]
    rungs = sorted(set(known))
    if (
        len(rungs) < 2
        or len(rungs) > 40
        or len(known) < len(widths) * _MOST
        or known[0] != rungs[0]
    ):
        return False
    rung = {width: at for at, width in enumerate(rungs)}
    jumps = sum(rung[after] > rung[before] + 1 for before, after in pairwise(known))
    deeper = sum(width != rungs[0] for width in known)
    return jumps == 0 and deeper >= 2


def by_group(rows: Columnwise) -> Shape | None:
    """Outline groups of rows; the summary row stands above its group, or below where the first row is inside of one."""
    if not rows.table.facts.outline:
        return None
    levels = [rows.table.outline(row) for row in rows.rows]
    if len(set(levels)) < 2:
        return None
    is_below = levels[0] > min(levels)
    if is_below:
        turned = place(list(reversed(levels)))
        last = len(levels) - 1
        placed = [
            one._replace(parent=None if one.parent is None else last - one.parent)
            for one in reversed(turned)
        ]
    else:
        placed = place(levels)
    why = "grouped rows, the sum " + ("below its parts" if is_below else "above its parts")
    return Shape(
        name="outline-group",
        placed=tuple(placed),
        has_root=sum(one.parent is None for one in placed) == 1,
        why=why,
    )

"""Which row is a component of which: from levels, outline numbers, parents, indents, groups.

Every way in which companies write a hierarchy ends in one shape: for each row, the row of its parent. Where a table
shows two of them, the first in the order below is used; where they contradict each other, the items concerned
are named, for nobody can tell what is in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from calculator.model.problem import Problem, error, note, warning
from calculator.model.source import Source, column_letters
from calculator.sources.rows.columnwise import Columnwise

_WORDS = r"(?:level|lvl|lev|l|stufe|ebene|niveau|nivel|livello|poziom|第|レベル|레벨|级|層|层)?"
_LEVEL = re.compile(
    rf"[\s.+>\-–*_·…=|│├└─»]*{_WORDS}[\s.:_-]*(\d{{1,3}})(?:\.0+)?[\s.]*(?:[級级層层階阶]|단계)?\Z",
    re.IGNORECASE,
)
_MARKS = re.compile(r"([.+>\-–*·=»│|])(?:\s*\1)*\Z")
_OUTLINE = re.compile(r"[A-Za-z]{0,2}\d{1,5}(?:[.\-/_]\d{1,5})*\.?\Z")
_STEPS = re.compile(r"[.\-/_]")
_DRAWN = re.compile(r"[\s\u00a0\u3000.·•…>»+|│├└─\-–—*]*")
_MOST: Final = 0.8


def read_level(text: str) -> int | None:
    """The level that a cell states: ``2``, ``2.0``, ``..2``, ``+ 2``, ``L2``, ``Level 2``, ``++``; None where it states none.

    >>> read_level("2"), read_level("2.0"), read_level("...3"), read_level("L4"), read_level("++"), read_level("1.1.2"), read_level("")
    (2, 2, 3, 4, 2, None, None)
    """
    plain = unicodedata.normalize("NFKC", text[:40]).strip() if not text.isascii() else text[:40]
    found = _LEVEL.match(plain)
    if found:
        return int(found.group(1))
    marks = _MARKS.match(plain.strip())
    return len(plain.replace(" ", "")) if marks and plain.strip() else None


class Placed(NamedTuple):
    """Where one row hangs: the index of its parent's row (None: a product), and what is wrong.

    ``jumped``: its level is more than one below its parent's. ``lost``: it has no level, so every row
    open above it may or may not hold it (``open_above``).
    """

    parent: int | None
    jumped: bool = False
    lost: bool = False
    open_above: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One way to read the hierarchy of a table. ``placed`` has an entry for each row; ``why`` is for people.

    ``has_root`` is true where the rows at the top are products, false where they are parts of one product that has
    no row. ``outside`` holds, by parent number that no row has, the rows below it.
    """

    name: str
    placed: tuple[Placed, ...]
    why: str
    has_root: bool = True
    outside: dict[str, list[int]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def place(levels: Sequence[int | None]) -> list[Placed]:
    """The parent of each row of an indented bill, by the rule of every indented bill: the last row above with a lower level.

    >>> [one.parent for one in place([0, 1, 2, 1])]
    [None, 0, 1, 0]
    """
    placed: list[Placed] = []
    stack: list[tuple[int, int]] = []
    for index, level in enumerate(levels):
        if level is None:
            placed.append(Placed(None, lost=True, open_above=tuple(row for _, row in stack)))
            continue
        while stack and stack[-1][0] >= level:
            stack.pop()
        parent = stack[-1] if stack else None
        placed.append(Placed(parent[1], level > parent[0] + 1) if parent else Placed(None))
        stack.append((level, index))
    return placed


def shapes_of(rows: Columnwise, numbers: Sequence[str]) -> list[Shape]:
    """Every hierarchy that the table shows, the one that says it most plainly first; empty for a flat list.

    ``numbers`` are the part numbers of ``rows``.
    """
    found = [
        _by_level(rows),
        _by_parent(rows, numbers),
        _by_outline_number(rows),
        _by_step(rows),
        _by_leading_spaces(rows),
        _by_cell_indent(rows),
        _by_group(rows),
    ]
    return [shape for shape in found if shape is not None]


def contradictions(first: Shape, other: Shape) -> set[int]:
    """Rows whose components differ between two shapes: ``other`` may be coarser than ``first``, but not go across it.

    A chain of parents is walked from both sides at once, so the cost is the depth, not its square.
    """
    if first.outside or other.outside:
        return set()
    found: set[int] = set()
    for one, another in zip(first.placed, other.placed, strict=True):
        theirs, ours = another.parent, one.parent
        if theirs is None or one.lost or another.lost:
            continue
        above = ours
        while above is not None and above > theirs:
            above = first.placed[above].parent
        if above != theirs:
            found.update(one for one in (theirs, ours) if one is not None)
    return found


# --------------------------------------------------------------------------- the ways


def _by_level(rows: Columnwise) -> Shape | None:
    heading = rows.cells.header.headings.get("level")
    if heading is None:
        return None
    texts = rows.shown("level")
    if _is_outline(texts):
        return _outline(rows, "level", texts)
    levels = rows.once(texts, lambda at: read_level(texts[at]) if texts[at] else None)
    known = {level for level in levels if level is not None}
    if not known:
        return None
    return Shape(
        name="level",
        placed=tuple(place(levels)),
        why=f"levels {min(known)} to {max(known)} in column {_named(heading.column, heading.text)}",
    )


def _by_parent(rows: Columnwise, numbers: Sequence[str]) -> Shape | None:
    heading = rows.cells.header.headings.get("parent")
    if heading is None:
        return None
    first: dict[str, int] = {}
    for index, number in enumerate(numbers):
        first.setdefault(number, index)
    placed: list[Placed] = []
    outside: dict[str, list[int]] = {}
    for index, (parent, is_blank) in enumerate(
        zip(rows.texts("parent"), rows.blanks("parent"), strict=True)
    ):
        if is_blank:
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
        why=f"each row names its parent in column {_named(heading.column, heading.text)}",
    )


def _by_outline_number(rows: Columnwise) -> Shape | None:
    for meaning in ("position", "number"):
        if rows.is_stated(meaning):
            texts = rows.shown(meaning)
            if _is_outline(texts):
                return _outline(rows, meaning, texts)
    return None


def _is_outline(texts: Sequence[str]) -> bool:
    """Outline numbers: most cells are, some have a step, and most of those with a step have a parent among the others."""
    if _STEPS.search("\n".join(dict.fromkeys(texts))) is None:
        return False
    filled = [text.rstrip(".") for text in texts if text]
    if len(filled) < 2:
        return False
    steps = [text for text in filled if _OUTLINE.match(text) and _STEPS.search(text)]
    if not steps or sum(bool(_OUTLINE.match(text)) for text in filled) < _MOST * len(filled):
        return False
    known = set(filled)
    kept = sum(
        _STEPS.split(text)[0] in known or text[: max(text.rfind(mark) for mark in ".-/_")] in known
        for text in steps
    )
    return kept >= _MOST * len(steps)


def _outline(rows: Columnwise, meaning: str, texts: Sequence[str]) -> Shape:
    """1.1.2 is the second part of 1.1. A spreadsheet takes 1.10 for 1.1: told by what came before, and said."""
    heading = rows.cells.header.headings[meaning]
    paths, rounded = _outline_paths(rows, meaning, texts)
    first: dict[tuple[str, ...], int] = {}
    for index, path in enumerate(paths):
        if path:
            first.setdefault(path, index)
    # Where numbers begin again, as in one product after the other, only what stands above counts.
    is_sorted_freely = len(first) == sum(map(bool, paths))
    seen: dict[tuple[str, ...], int] = {}
    last: tuple[str, ...] = ()
    placed: list[Placed] = []
    for index, path in enumerate(paths):
        if not path:
            placed.append(
                Placed(
                    None,
                    lost=True,
                    open_above=tuple(
                        seen[last[:size]] for size in range(1, len(last) + 1) if last[:size] in seen
                    ),
                )
            )
            continue
        known = first if is_sorted_freely else seen
        parent = next(
            (known[path[:size]] for size in range(len(path) - 1, 0, -1) if path[:size] in known),
            None,
        )
        placed.append(Placed(parent, jumped=parent is not None and path[:-1] not in known))
        seen[path] = index
        last = path
    problems = (
        (
            warning(
                "outline-number-rounded",
                f"{len(rounded)} outline numbers lost a zero at their end (1.10 was stored as 1.1); they were read by their order. Store them as text",
                *rounded[:20],
            ),
        )
        if rounded
        else ()
    )
    tops = sum(one.parent is None and not one.lost for one in placed)
    return Shape(
        name="outline-number",
        placed=tuple(placed),
        has_root=tops == 1,
        problems=problems,
        why=f"outline numbers such as {next(text for text in texts if _STEPS.search(text))} in column {_named(heading.column, heading.text)}",
    )


def _outline_paths(
    rows: Columnwise, meaning: str, texts: Sequence[str]
) -> tuple[list[tuple[str, ...]], list[Source]]:
    """The steps of each outline number, none where there is none; and the cells in which 1.1 is read as 1.10."""
    seen: set[tuple[str, ...]] = set()
    last_of: dict[tuple[str, ...], int] = {}
    paths: list[tuple[str, ...]] = []
    rounded: list[Source] = []
    for index, text in enumerate(texts):
        path = tuple(_STEPS.split(text.strip().rstrip("."))) if _OUTLINE.match(text.strip()) else ()
        paths.append(path)
        if not path:
            continue
        expected = last_of.get(path[:-1], 0) + 1
        is_cut = (
            len(path) > 1
            and path in seen
            and str(expected) != path[-1]
            and str(expected).rstrip("0") == path[-1]
        )
        if is_cut and rows.row(index).is_numeric(meaning):
            paths[-1] = path = (*path[:-1], str(expected))
            rounded.append(rows.row(index).source(meaning))
        seen.add(path)
        last_of[path[:-1]] = int(path[-1]) if path[-1].isdigit() else expected
    return paths, rounded


def _by_step(rows: Columnwise) -> Shape | None:
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


def _by_leading_spaces(rows: Columnwise) -> Shape | None:
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
                why=f"spaces or signs before the text in column {_named(heading.column, heading.text)}",
            )
    return None


def _drawn_width(value: object) -> int | None:
    return len(_DRAWN.match(value).group()) if isinstance(value, str) and value.strip() else None  # type: ignore[union-attr]


def _by_cell_indent(rows: Columnwise) -> Shape | None:
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
                why=f"indented cells in column {_named(heading.column, heading.text)}",
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


def _by_group(rows: Columnwise) -> Shape | None:
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


def _named(column: int, text: str) -> str:
    return f'{column_letters(column + 1)} "{text[:40]}"' if text else column_letters(column + 1)


# --------------------------------------------------------------------------- which of them


def choose(
    shapes: Sequence[Shape], rows: Columnwise, wanted: str | None, place_of: Source
) -> tuple[Shape | None, set[int], tuple[Problem, ...]]:
    """The shape to use, the rows of which nobody can tell what is in them, and what to say about it."""
    if wanted == "flat" or not (shapes or wanted):
        return None, set(), ()
    named = [shape for shape in shapes if shape.name == wanted] if wanted else []
    if wanted and not named:
        return (
            None,
            set(),
            (
                error(
                    "hierarchy-not-found",
                    f'the profile asks for the hierarchy "{wanted}", and the table shows {", ".join(one.name for one in shapes) or "none"}; it was read as a flat list',
                    place_of,
                ),
            ),
        )
    chosen = named[0] if named else shapes[0]
    if wanted:
        return chosen, set(), chosen.problems
    doubtful: set[int] = set()
    problems = list(chosen.problems)
    for other in shapes:
        if other is chosen:
            continue
        across = contradictions(chosen, other)
        if across:
            doubtful |= across
            problems.append(
                warning(
                    "two-hierarchies",
                    f"{chosen.why} and {other.why} contradict each other on {len(across)} items; {chosen.name} was used, and what is in these items counts as unknown. Settle it with hierarchy in a profile",
                    *(rows.table.source(rows.rows[at], 0) for at in sorted(across)[:10]),
                )
            )
        else:
            problems.append(
                note(
                    "second-hierarchy",
                    f"the table shows its hierarchy twice: {chosen.why}; {other.why}. They agree",
                    place_of,
                )
            )
    return chosen, doubtful, tuple(problems)

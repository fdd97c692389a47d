"""One way to read the hierarchy of a table: for each row, the row of its parent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from calculator.model.problem import Problem
from calculator.model.source import column_letters


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


def contradictions(first: Shape, other: Shape) -> set[int]:
    """Rows whose components differ between two shapes: ``other`` may be coarser than ``first``, but not go across it.

    A chain of parents is walked from both sides at once, so the cost is the depth, not its square.
    """
    if first.outside or other.outside:
        return set()
    differing: set[int] = set()
    for place, another in zip(first.placed, other.placed, strict=True):
        theirs, ours = another.parent, place.parent
        if theirs is None or place.lost or another.lost:
            continue
        above = ours
        while above is not None and above > theirs:
            above = first.placed[above].parent
        if above != theirs:
            differing.update(row for row in (theirs, ours) if row is not None)
    return differing


def column_named(column: int, text: str) -> str:
    """A column, from 0, by its letters and its heading, for people."""
    return f'{column_letters(column + 1)} "{text[:40]}"' if text else column_letters(column + 1)

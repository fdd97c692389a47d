"""From levels to parents: which row is a component of which."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LEVEL = re.compile(r"[\s.+>\-*_·…=]*(\d{1,3})(?:\.0+)?[\s.]*\Z")


def read_level(text: str) -> int | None:
    """The level that a cell states: ``2``, ``2.0``, ``..2``, ``+ 2``; None where it states none.

    >>> read_level("2"), read_level("2.0"), read_level("...3"), read_level("1.1.2"), read_level("")
    (2, 2, 3, None, None)
    """
    found = _LEVEL.match(unicodedata.normalize("NFKC", text[:40]))
    return int(found.group(1)) if found else None


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one row of an indented bill hangs: the index of its parent's row (None: a product), and what is wrong.

    ``jumped``: its level is more than one below its parent's. ``lost``: it has no level, so every row
    open above it may or may not hold it (``open_above``).
    """

    parent: int | None
    jumped: bool = False
    lost: bool = False
    open_above: tuple[int, ...] = ()


def place(levels: list[int | None]) -> list[Placed]:
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
        placed.append(Placed(parent[1] if parent else None, jumped=parent is not None and level > parent[0] + 1))
        stack.append((level, index))
    return placed

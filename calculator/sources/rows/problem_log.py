"""The problems of one table made fit to read: equal ones, and notes of one kind, are one with many cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from calculator.model.problem import Problem, Severity

_NOTES: Final = 3
_CELLS: Final = 20


def gathered(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems in the order in which they came; alike ones are one, lest they bury what matters."""
    notes = Counter(problem.code for problem in problems if problem.severity is Severity.NOTE)
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        message = "" if notes[problem.code] > _NOTES else problem.message
        groups.setdefault((problem.code, message), []).append(problem)
    return tuple(map(_together, groups.values()))


def _together(alike: Sequence[Problem]) -> Problem:
    first = alike[0]
    if len(alike) == 1:
        return replace(first, cells=tuple(dict.fromkeys(first.cells))[:_CELLS])
    cells = tuple(dict.fromkeys(cell for problem in alike for cell in problem.cells[:1]))
    message = f"{first.message} (and {len(alike) - 1} more like this)"
    return replace(first, message=message, cells=cells[:_CELLS])

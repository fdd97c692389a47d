"""Problems that say the same of the same column, told once: a bill with a bad column has a hundred of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from calculator.model.problem import Problem, Severity
from calculator.model.source import Source, column_letters

_ORDER: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemGroup:
    """Problems of one code in one column; ``place`` names it, empty where they have no cell. ``left`` are not among ``problems``."""

    code: str
    severity: Severity
    place: str
    count: int
    problems: tuple[Problem, ...]

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.count - len(self.problems)


def problem_groups(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """The groups, errors first, in the order of their first problem."""
    gathered: dict[tuple[Severity, str, str], list[Problem]] = {}
    for problem in problems:
        gathered.setdefault((problem.severity, problem.code, _place(problem)), []).append(problem)
    groups = [
        ProblemGroup(
            code=code,
            severity=severity,
            place=place,
            count=len(some),
            problems=tuple(some[:_MOST_SHOWN]),
        )
        for (severity, code, place), some in gathered.items()
    ]
    return tuple(sorted(groups, key=lambda group: _ORDER.index(group.severity)))


def _place(problem: Problem) -> str:
    """The column of its first cell; problems of several columns belong to the first."""
    cell = next(iter(problem.cells), None)
    return "" if cell is None else column_of(cell)


def column_of(cell: Source) -> str:
    """File, sheet and column of a cell; of an XML file the file, for each element has a path of its own."""
    if cell.sheet.startswith("/"):
        return cell.file
    sheet = f", {cell.sheet}" if cell.sheet else ""
    column = f", column {column_letters(cell.column)}" if cell.column else ""
    return f"{cell.file}{sheet}{column}"

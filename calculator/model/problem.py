"""A fault in the input: where it is, what was read, and the way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from calculator.model.problem_catalogue import require_declared
from calculator.model.source import Source


class Severity(Enum):
    """How much a fault weighs on the answer."""

    ERROR = "error"
    """Something could not be read; whatever depends on it is unknown."""
    WARNING = "warning"
    """The answer stands, but a person should look."""
    NOTE = "note"
    """A convention or an assumption that was applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault, stable by ``code``, which the catalogue has to declare with this severity; raises CatalogueError.

    ``message`` says what was read and the way out; the place is in ``cells``.

    >>> print(Problem(severity=Severity.ERROR, code="unknown-unit", cells=(Source("m.xlsx", "BOM", 14, 6),),
    ...               message='unit "ton" could be 907.18 kg or 1000 kg; write "t" or "short ton"'))
    m.xlsx!BOM!F14: unit "ton" could be 907.18 kg or 1000 kg; write "t" or "short ton"
    """

    severity: Severity
    code: str
    message: str
    cells: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        require_declared(self.code, self.severity.value)

    def __str__(self) -> str:
        place = ", ".join(str(cell) for cell in self.cells[:4])
        if len(self.cells) > 4:
            place += f" and {len(self.cells) - 4} more"
        return f"{place}: {self.message}" if place else self.message


def error(code: str, message: str, *cells: Source) -> Problem:
    """A fault that leaves something unknown."""
    return Problem(severity=Severity.ERROR, code=code, message=message, cells=cells)


def warning(code: str, message: str, *cells: Source) -> Problem:
    """A fault that a person should look at."""
    return Problem(severity=Severity.WARNING, code=code, message=message, cells=cells)


def note(code: str, message: str, *cells: Source) -> Problem:
    """A convention that was applied."""
    return Problem(severity=Severity.NOTE, code=code, message=message, cells=cells)


_WEIGHT: Final[Mapping[Severity, int]] = {
    severity: weight for weight, severity in enumerate(Severity)
}


def by_severity(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, errors first, otherwise in the order in which they were met."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: _WEIGHT[problem.severity]))

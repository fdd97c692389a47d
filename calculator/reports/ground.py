"""What the answer of a run rests on beside the files, in words: gathered once, set by each format in its own way."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.findings.report import Report
from calculator.reports.excuse_words import excuse_lines
from calculator.reports.finding_words import assumed_words, values_words
from calculator.reports.language import tr
from calculator.reports.retelling import retold


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """``assumed`` is what the user chose, ``answered_for`` what somebody has answered for already: a line each."""

    assumed: tuple[str, ...]
    answered_for: tuple[str, ...]
    quantities: str
    values: str

    @property
    def chosen(self) -> tuple[str, ...]:
        """What people chose, assumptions first."""
        return (*self.assumed, *self.answered_for)


def ground_of(report: Report) -> Ground:
    """What a report rests on."""
    return Ground(
        assumed=tuple(assumed_words(name, value) for name, value in report.assumptions),
        answered_for=excuse_lines(report),
        quantities=tr("quantities {convention}", convention=retold(report.quantity_convention)),
        values=values_words(report),
    )

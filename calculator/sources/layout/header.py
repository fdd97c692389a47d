"""The headings of one table, each with its column and what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.sources.layout.headings import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One recognised heading: what it means, where it is, and the unit or currency that it names."""

    meaning: str
    column: int
    text: str
    source: Source
    bracket: str = ""
    match: Match = Match.EXACT
    resembles: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The headings of one table. Its rows are from ``body`` up to, not including, ``end``; all counts start at 0.

    ``more`` holds further columns of one meaning; ``steps`` the columns over which the names of an indented
    list are spread, one a level; ``title`` is the lone text above.
    """

    kind: str
    row: int
    body: int
    end: int
    headings: dict[str, Heading]
    more: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    steps: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    title: str = ""
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    groups: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Of each column without a meaning the texts that stand over a group of parts: a category, a path, a use."""
    span: tuple[int, int] | None = None
    """The first column and the one behind the last, where other tables stand beside this one; else None."""

    def column(self, meaning: str) -> int | None:
        """Column of a meaning, from 0; None where the table has none."""
        heading = self.headings.get(meaning)
        return None if heading is None else heading.column

    @property
    def score(self) -> int:
        """How much it reads like headings: a known word counts double."""
        return sum(1 if heading.match >= Match.PART else 2 for heading in self.headings.values())

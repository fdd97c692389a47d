"""What a rule can say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from calculator.item import ItemClass
from calculator.substances import SubstanceList


class Measure(Enum):
    """What the threshold is a share of."""

    VALUE = "value"
    MASS = "mass"


class Compare(Enum):
    """Whether the line itself is caught: "reaches" or "exceeds"."""

    AT_LEAST = "at-least"
    MORE_THAN = "more-than"


SHARE_TRIGGER: Final = {Measure.VALUE: "value-share", Measure.MASS: "mass-share"}
"""The trigger that the threshold decides, by what the threshold measures."""

MAGNET_FAMILIES: Final = ("NdFeB", "SmCo", "SmFeN", "ferrite", "alnico")
"""The materials of magnets that a rule can tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a claim comes from.

    ``seen`` says how we know it: ``primary`` the text itself, ``secondary`` a report of it, ``judgement`` our own.
    ``dated`` is the day of the source, where it has one.
    """

    id: str
    title: str
    url: str = ""
    dated: date | None = None
    seen: str = "secondary"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The state of the rule from a day on, until the next entry.

    ``in_force`` names the clauses of the triggers that bind. An empty one says that none is known to bind,
    never that the rule does not apply.
    """

    start: date
    state: str
    note: str
    in_force: tuple[str, ...]
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause, in our own words; ``confidence`` says how well we know the original."""

    id: str
    text: str
    confidence: str = ""
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedItem:
    """One substance of the counted list; ``key`` is its name in the substances' vocabulary."""

    id: str
    key: str
    zh: str
    en: str
    confidence: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    """One kind of item that the rule is about.

    ``family`` of magnet material ('' any); at least one element of ``contains`` must be in it (() none needed).
    """

    id: str
    item_class: ItemClass
    family: str
    contains: tuple[str, ...]
    zh: str
    en: str
    confidence: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One way to need a licence, and the clause that says so."""

    id: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One instrument: what it counts, in what, against which line, since when.

    ``threshold`` is a share of 1. ``is_law`` is False for a screening that people ask for and no law asks.
    """

    id: str
    title: str
    summary: str
    is_law: bool
    measure: Measure
    compare: Compare
    threshold: Fraction
    counted: SubstanceList
    listed: tuple[ListedItem, ...]
    subjects: tuple[SubjectEntry, ...]
    origins_counted: frozenset[str]
    origins_unsure: frozenset[str]
    triggers: tuple[Trigger, ...]
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]
    statuses: tuple[Status, ...]
    last_checked: date
    disclaimer: str

    @property
    def is_by_mass(self) -> bool:
        """True where the threshold is a share of mass."""
        return self.measure is Measure.MASS

    def reaches(self, part: Fraction, whole: Fraction) -> bool:
        """True where ``part`` of ``whole`` is on the caught side of the line. Exact; multiplies and never divides.

        >>> from calculator.rules.load import built_in_rules
        >>> rule = built_in_rules()["cn-mofcom-2025-61"]
        >>> rule.reaches(Fraction(1), Fraction(1000)), rule.reaches(Fraction("0.9999"), Fraction(1000))
        (True, False)
        """
        line = self.threshold * whole
        return part >= line if self.compare is Compare.AT_LEAST else part > line

    def status_on(self, day: date) -> Status:
        """The state on a day: the newest entry that starts on or before it; before the first, not issued.

        >>> from calculator.rules.load import built_in_rules
        >>> rule = built_in_rules()["cn-mofcom-2025-61"]
        >>> [rule.status_on(date(2025, 10, day)).state for day in (8, 9)]
        ['not-issued', 'partly-in-force']
        """
        first = self.statuses[0]
        if day < first.start:
            note = f"Not issued yet on this date; its first day is {first.start}."
            return Status(start=date.min, state="not-issued", note=note, in_force=(), citations=first.citations)
        return max((status for status in self.statuses if status.start <= day), key=lambda status: status.start)

    def citation(self, cited: str) -> Citation:
        """The citation of an id; KeyError for one that the file does not have (the loader lets none pass)."""
        for one in self.citations:
            if one.id == cited:
                return one
        raise KeyError(cited)

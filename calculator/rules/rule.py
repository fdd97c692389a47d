"""One rule as a whole: what it counts, against which line, and what state it is in on a day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from calculator.model.stages import StageReading
from calculator.model.substance_list import SubstanceList
from calculator.numbers.ratios import is_at_most, product
from calculator.rules.provisions import (
    Citation,
    Clause,
    Consequence,
    Destinations,
    Field,
    Inquiry,
    Level,
    ListedItem,
    Meant,
    Status,
    SubjectEntry,
    Territory,
    Trigger,
    WeightLimit,
)


class Measure(Enum):
    """What the threshold is a share of."""

    VALUE = "value"
    MASS = "mass"
    NONE = "none"
    """No share at all: being on the list, and from somewhere, is enough."""


class Compare(Enum):
    """Whether the line itself is caught: "reaches" or "exceeds"."""

    AT_LEAST = "at-least"
    MORE_THAN = "more-than"


SHARE_TRIGGER: Final = {Measure.VALUE: "value-share", Measure.MASS: "mass-share"}
"""The trigger that the threshold decides, by what the threshold measures."""

BINDING: Final = ("partly-in-force", "in-force")
"""States in which clauses bind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One instrument: what it counts, in what, against which line, since when.

    ``threshold`` is a share of 1. ``is_law`` is False for a screening that people ask for and no law asks.
    ``per_substance``: every counted substance is held against the line alone, not their sum. ``sha256`` is that of the
    text that the rule was read from; it is no part of what the rule says.
    """

    id: str
    title: str
    summary: str
    is_law: bool
    measure: Measure
    compare: Compare
    threshold: Fraction
    counted: SubstanceList
    per_substance: bool = False
    listed: tuple[ListedItem, ...]
    subjects: tuple[SubjectEntry, ...]
    named_words: tuple[str, ...] = ()
    """Every word by which an entry names items, so that most items are passed over at one glance."""
    origins_counted: frozenset[str]
    origins_unsure: frozenset[str]
    origin_stage: StageReading | None = None
    """The stage whose country counts, where the instrument itself says so; None where it leaves that open."""
    triggers: tuple[Trigger, ...]
    clauses: tuple[Clause, ...]
    inquiries: tuple[Inquiry, ...] = ()
    territories: tuple[Territory, ...] = ()
    destinations: tuple[Destinations, ...] = ()
    weight_limits: tuple[WeightLimit, ...] = ()
    fields: tuple[Field, ...] = ()
    """What a declaration asks for; a rule with fields is a declaration and no test."""
    magnets_above: Fraction | None = None
    """The mass of the magnets of one product in kg above which a declaration is owed; None where it is owed at any."""
    takes_notices: bool = False
    """True where a compliance notice states the share that the rule's line is about."""
    consequence: Consequence = field(default_factory=Consequence)
    citations: tuple[Citation, ...]
    statuses: tuple[Status, ...]
    last_checked: date
    disclaimer: str
    not_yet: tuple[ListedItem, ...] = field(default=(), compare=False)
    """Substances that come onto the list after the day for which the rule is taken."""
    sha256: str = field(default="", compare=False)

    def as_of(self, day: date) -> Rule:
        """The rule with the list of a day: without the substances that came onto it later, which are ``not_yet`` on it."""
        later = tuple(entry for entry in self.listed if entry.since and entry.since > day)
        if not later:
            return self
        listed = tuple(entry for entry in self.listed if entry not in later)
        counted = replace(self.counted, keys=tuple(entry.key for entry in listed))
        return replace(self, listed=listed, counted=counted, not_yet=later)

    @property
    def is_by_mass(self) -> bool:
        """True where the threshold is a share of mass."""
        return self.measure is Measure.MASS

    @property
    def has_line(self) -> bool:
        """True where a share decides."""
        return self.measure is not Measure.NONE

    @property
    def reads_products(self) -> bool:
        """True where a product can be held against the same line as what is in it.

        Not on a list without a line, nor where each article, or only the product, counts. An end item is tested by itself.
        """
        return (
            self.has_line
            and not self.per_substance
            and not any(entry.level in (Level.ARTICLE, Level.PRODUCT) for entry in self.subjects)
        )

    @property
    def is_declaration(self) -> bool:
        """True where the rule asks for a declaration and draws no line that catches an item."""
        return bool(self.fields)

    @property
    def names_items(self) -> bool:
        """True where an entry goes by the words of an item."""
        return bool(self.named_words)

    @property
    def has_codes(self) -> bool:
        """True for a control list, whose entries have codes."""
        return any(entry.code for entry in self.subjects)

    @property
    def why_not_applicable(self) -> str:
        """Why no bill can be held against the rule, with the way out; nothing where one can."""
        if self.is_declaration:
            return f"{self.id} asks for a declaration and draws no line; `deminimis declare BOM --rule {self.id}` writes it"
        if not self.subjects:
            return f"{self.id} names no items, so no bill can be held against it; `deminimis rules {self.id}` shows what it says"
        if self.has_line and not self.counted.names_anything:
            return (
                f"{self.id} counts the substances of a list that you supply: write a TOML file with extends = "
                f'"{self.id}" and your [[listed]] entries into a folder and give it with --rules-dir (docs/rules.md)'
            )
        return ""

    @property
    def goes_by_destination(self) -> bool:
        """True where the line of the rule is that of some destinations and not of others."""
        return any(entry.is_meant is not Meant.NOTED for entry in self.destinations)

    def why_not_meant(self, code: str) -> str:
        """Why the line of the rule is not that of a destination, in the words of its file; nothing where it is, or may be.

        >>> from calculator.rules.load import built_in_rules
        >>> rule = built_in_rules()["us-ear-de-minimis-25"]
        >>> bool(rule.why_not_meant("IR")), rule.why_not_meant("DE")
        (True, '')
        """
        for entry in self.destinations:
            if entry.is_meant is not Meant.NOTED and entry.hold(code) is (
                entry.is_meant is Meant.NOT
            ):
                return entry.text
        return ""

    def reaches(self, part: Fraction, whole: Fraction) -> bool:
        """True where ``part`` of ``whole`` is on the caught side of the line. Exact; multiplies and never divides.

        >>> from calculator.rules.load import built_in_rules
        >>> rule = built_in_rules()["cn-mofcom-2025-61"]
        >>> rule.reaches(Fraction(1), Fraction(1000)), rule.reaches(Fraction("0.9999"), Fraction(1000))
        (True, False)
        """
        line = product(self.threshold, whole)
        return (
            is_at_most(line, part)
            if self.compare is Compare.AT_LEAST
            else not is_at_most(part, line)
        )

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
            return Status(
                start=date.min,
                state="not-issued",
                note=note,
                in_force=(),
                citations=first.citations,
            )
        return max(
            (status for status in self.statuses if status.start <= day),
            key=lambda status: status.start,
        )

    def next_status(self, day: date) -> Status | None:
        """The entry that follows the one of a day; None where nothing later is known."""
        return next((status for status in self.statuses if status.start > day), None)

    def clause_state(self, clause: str, day: date) -> str:
        """Whether the clause of a trigger binds on a day: ``in-force``, ``not-yet-in-force``, or the state of the whole rule.

        >>> from calculator.rules.load import built_in_rules
        >>> rule = built_in_rules()["cn-mofcom-2025-61"]
        >>> [rule.clause_state(clause, date(2025, 10, 20)) for clause in ("1(1)", "1(3)")], rule.clause_state("1(3)", date(2026, 1, 1))
        (['not-yet-in-force', 'in-force'], 'suspended')
        """
        status = self.status_on(day)
        if status.state in BINDING:
            return "in-force" if clause in status.in_force else "not-yet-in-force"
        return "not-yet-in-force" if status.state == "issued" else status.state

    def citation(self, cited: str) -> Citation:
        """The citation of an id; KeyError for one that the file does not have (the loader lets none pass)."""
        for citation in self.citations:
            if citation.id == cited:
                return citation
        raise KeyError(cited)

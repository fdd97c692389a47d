"""What a rule can say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from calculator.model.item import ItemClass
from calculator.model.stages import StageReading
from calculator.model.substance_list import SubstanceList
from calculator.model.substances import Form
from calculator.numbers.ratios import is_at_most, product
from calculator.reference.country_groups import country_groups


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

MAGNET_FAMILIES: Final = ("NdFeB", "SmCo", "SmFeN", "ferrite", "alnico")
"""The materials of magnets that a rule can tell apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a claim comes from.

    ``seen`` says how we know it: ``primary`` the text itself, ``secondary`` a report of it, ``unseen`` no more than its address,
    ``judgement`` our own.
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
    """One substance of the counted list; ``key`` is its name in the substances' vocabulary, ``names`` are more as the file has them."""

    id: str
    key: str
    names: tuple[str, ...] = ()
    zh: str
    en: str
    confidence: str
    citations: tuple[str, ...]


class Level(Enum):
    """Which items of a bill an entry is about."""

    CLASS = "class"
    """The items of one class: magnets, targets, listed materials, assemblies."""
    ARTICLE = "article"
    """What keeps its shape when the product is taken apart: an item counted in pieces and made of no other pieces."""
    PRODUCT = "product"
    """What is in nothing else: the item as it is exported."""
    GOODS = "goods"
    """A counted substance that is itself shipped: a line of it that is built into no magnet, target or blank."""
    NAMED = "named item"
    """Items that their own words name: what is made of tungsten, a lithium-ion battery."""
    END_ITEM = "end item"
    """The product at the top of a bill, where something that another entry names is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectEntry:
    """One kind of item that the rule is about.

    ``item_class`` is None where ``level`` is not by class. ``family`` of magnet material ('' any); at least one element
    of ``contains`` must be in it (() none needed), in one of ``forms`` (() any; only materials have a form); ``named``
    are the keys of alloys that the list spells out. ``words`` name items of level ``named item``, and ``condition`` is what
    the list asks of them that no bill says, such as a purity: such an item only may be on the list; ``made_of`` are the
    elements for which it names them, as Content rows do. ``code`` is that of a control list. ``triggers`` are the ids of those that can catch such an item; () all of the rule's.
    """

    id: str
    item_class: ItemClass | None
    level: Level = Level.CLASS
    family: str = ""
    contains: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    named: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    condition: str = ""
    made_of: tuple[str, ...] = ()
    code: str = ""
    triggers: tuple[str, ...] = ()
    zh: str
    en: str
    confidence: str
    citations: tuple[str, ...]

    def is_caught_by(self, trigger: Trigger) -> bool:
        """True where the trigger can catch an item of this entry."""
        return not self.triggers or trigger.id in self.triggers


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One way to need a licence, and the clause that says so."""

    id: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A place of which the instrument does not say whether it counts, and how the rule file settles that; printed where it was used."""

    code: str
    name: str
    note: str
    citations: tuple[str, ...]


class Meant(Enum):
    """What a rule says of the destinations in some country groups."""

    ONLY = "only"
    """Its line is that of these destinations alone."""
    NOT = "not"
    """Its line is that of all destinations but these."""
    NOTED = "noted"
    """Something that is not tested hangs on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destinations:
    """Destinations by their country groups (``reference/country_groups``), what the rule says of them, and the clause that does."""

    id: str
    groups: tuple[str, ...]
    is_meant: Meant
    text: str
    clause: str
    citations: tuple[str, ...]

    def hold(self, code: str) -> bool:
        """True where the country of that code is in one of the groups."""
        return not set(self.groups).isdisjoint(country_groups().groups_of(code))


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightLimit:
    """A share of a product's weight at which an exception ends: ``subjects`` are the ids of the entries that it is about."""

    id: str
    clause: str
    share: Fraction
    subjects: tuple[str, ...]
    en: str
    if_reached: str
    if_below: str
    citations: tuple[str, ...]


class Declared(Enum):
    """What a declaration can ask of a bill and its facts."""

    MAGNETS = "magnets"
    """Whether there are permanent magnets in the product."""
    KIND = "kind"
    MASS = "mass"
    PLACE = "place"
    COMPOSITION = "composition"
    MINED = "mined"
    SEPARATED = "separated"
    METAL_MADE = "metal-made"
    MAGNET_MADE = "magnet-made"
    TOTAL_MASS = "total-mass"
    """The mass of all magnets of the kinds of the rule in one product."""
    RECYCLED = "recycled"
    """The share of an element that was recovered from post-consumer waste."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a declaration, and the clause that asks for it.

    ``elements``: those of which a recycled share is asked, or whose stages are asked for beside those of the rare earths.
    """

    id: str
    clause: str
    asks: Declared
    en: str
    elements: tuple[str, ...] = ()
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """What the rule asks of a person and no bill of materials can answer: end user, end use, exemption."""

    id: str
    clause: str
    zh: str
    en: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What follows for an item that a trigger catches, in words: a licence is required, a notice is owed ..."""

    name: str = "Licence"
    if_met: str = "required"
    if_not: str = "not required"


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
    consequence: Consequence = Consequence()
    citations: tuple[Citation, ...]
    statuses: tuple[Status, ...]
    last_checked: date
    disclaimer: str
    sha256: str = field(default="", compare=False)

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

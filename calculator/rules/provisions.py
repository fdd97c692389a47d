"""The provisions of which a rule is made, each with what it rests on: states, clauses, lists, destinations, fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from calculator.model.item import ItemClass
from calculator.model.substances import Form
from calculator.reference.country_groups import country_groups

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
    """One substance of the counted list; ``key`` is its name in the substances' vocabulary, ``names`` are more as the file has them.

    ``since`` is the day from which the list has it; None where it always had.
    """

    id: str
    key: str
    names: tuple[str, ...] = ()
    since: date | None = None
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

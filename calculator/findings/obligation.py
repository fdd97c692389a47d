"""What has to be proved before an item, or a run, may be called clear: a closed list, and how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from calculator.model.source import Source

CELLS_SHOWN = 20
"""Cells that a record lists at most; how many there are in all is said beside them."""


class Obligation(Enum):
    """What a clearance has to show, in the order in which a reader asks for it."""

    ACCOUNT = "account"
    """Every sheet, row and column of the input has a fate."""
    HEARD = "heard"
    """Nothing outside the lines names a magnet, a target or what holds one."""
    IDENTITY = "identity"
    """One part number is one part."""
    FACTS_PLACED = "facts-placed"
    """Every stated fact is with the item that it is about."""
    CLASS = "class"
    """What the item is."""
    COMPOSITION = "composition"
    """What the item is made of, to the whole."""
    STATEMENTS = "statements"
    """What is stated about one thing can be true together."""
    UNDISCLOSED = "undisclosed"
    """What is not disclosed is bounded."""
    MASS = "mass"
    PRICE = "price"
    SUBSTANCE_PRICE = "substance-price"
    RATE = "rate"
    ORIGIN = "origin"
    """Of the substances inside, by stage."""
    TECHNOLOGY = "technology"
    ITEM_ORIGIN = "item-origin"
    CONVENTION = "convention"
    LINES_AS_LISTED = "lines-as-listed"
    """Of an assembly: the bill is taken as the list of its parts."""


FOR_THE_ANSWERS: Final = frozenset({Obligation.TECHNOLOGY, Obligation.ITEM_ORIGIN})
"""What the share of content does not rest on: these open the licence alone."""
FOR_THE_LIST: Final = frozenset(
    {
        Obligation.ACCOUNT,
        Obligation.HEARD,
        Obligation.IDENTITY,
        Obligation.FACTS_PLACED,
        Obligation.CLASS,
        Obligation.COMPOSITION,
        Obligation.STATEMENTS,
    }
)
"""What decides whether a rule's list names the item at all."""
FOR_THE_LINE: Final = frozenset(Obligation) - FOR_THE_ANSWERS - {Obligation.LINES_AS_LISTED}
"""What the verdict on a share rests on."""


class Standing(Enum):
    """How an obligation stands."""

    PROVED = "proved"
    """By cells."""
    ASSUMED = "assumed"
    """By a named assumption, or a fact that is one."""
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearanceRecord:
    """One obligation, how it stands, by what, and the one cheapest question that would close it."""

    obligation: Obligation
    standing: Standing
    by: str
    cells: tuple[Source, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What the reading of the files could not settle about one item (``item`` is "" for the whole input).

    While it stands nothing that the item is in may be called clear. What bounds can hold is no doubt: there the bounds say it.
    """

    item: str
    obligation: Obligation
    why: str
    """What stands against what, for the reader of the report."""
    question: str
    """The one cheapest thing to ask or to do, in words."""
    cells: tuple[Source, ...] = ()
    rule: str = ""
    """The id of the rule whose findings it bears on; empty where it bears on those of all rules."""

    def bears_under(self, rule: str) -> bool:
        """True where it stands in the way of what a rule calls clear."""
        return self.rule in ("", rule)

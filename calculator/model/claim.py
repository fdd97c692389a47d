"""What words beside the figures claim of a magnet, a target or a material: where it was made, by whose technology, what it holds, how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from calculator.model.source import Source


class ClaimKind(Enum):
    """What a claim is about."""

    # Each is the only one of its kind, and is looked up for every row.
    __hash__ = object.__hash__

    ORIGIN = "origin"
    """That it was made in China."""
    SOURCE = "source"
    """That what is in it is from China: a substance, a raw material, or nobody says what."""
    TECHNOLOGY = "technology"
    """That it was made with Chinese technology."""
    CONTENT = "content"
    """That so much of a rare earth is in it."""
    NAMED = "named"
    """That a rare earth is in it, or is spoken of beside it; ``heavy`` stands for dysprosium or terbium."""
    LISTED = "listed"
    """That a substance is in it which a rule lists by its name; ``element`` is that name."""
    UNSURE = "unsure"
    """That what is declared of it is not final, no longer holds, or is of another part."""
    ORIGIN_UNSURE = "origin unsure"
    PRICE_UNSURE = "price unsure"
    MASS_UNSURE = "mass unsure"
    OTHER_PART = "other part"
    """That another part is, or may be, delivered in its place."""
    CONTROLLED = "controlled"
    """That somebody found it controlled, or above the threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim. ``words`` say it; of a content, ``element`` is a symbol and ``share`` the least share of the mass that the rounded figure stands for.

    Of a source, ``element`` is the one that is spoken of, if one is; ``is_of_material`` where the words speak of an element or a raw material.
    """

    kind: ClaimKind
    words: str
    element: str = ""
    share: Fraction = Fraction(0)
    is_of_material: bool = False
    until: date | None = None
    """The last day on which what is stated holds: the claim takes it back after that day alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClaim:
    """A claim about one item of the bill, and the cell that makes it."""

    item: str
    claim: Claim
    cell: Source

"""What words beside the figures claim of a magnet, a target or a material: where it was made, by whose technology, what it holds, how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from calculator.model.source import Source


class ClaimKind(Enum):
    """What a claim is about."""

    ORIGIN = "origin"
    """That it was made in China."""
    TECHNOLOGY = "technology"
    """That it was made with Chinese technology."""
    CONTENT = "content"
    """That so much of a rare earth is in it."""
    NAMED = "named"
    """That a rare earth is in it, or is spoken of beside it; ``heavy`` stands for dysprosium or terbium."""
    MATERIAL = "material"
    """That what it is made of, or one of its rare earths, comes from China."""
    UNSURE = "unsure"
    """That what is declared of it is not final, no longer holds, or is of another part."""
    ORIGIN_UNSURE = "origin unsure"
    PRICE_UNSURE = "price unsure"
    OTHER_PART = "other part"
    """That another part is, or may be, delivered in its place."""
    CONTROLLED = "controlled"
    """That somebody found it controlled, or above the threshold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim. ``words`` say it; of a content, ``element`` is a symbol and ``share`` the least share of the mass that the rounded figure stands for.

    ``elements`` are those whose material a claim says to come from China; none of them, where it speaks of a material at large.
    """

    kind: ClaimKind
    words: str
    element: str = ""
    share: Fraction = Fraction(0)
    elements: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClaim:
    """A claim about one item of the bill, and the cell that makes it."""

    item: str
    claim: Claim
    cell: Source

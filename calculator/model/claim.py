"""What words beside the figures claim of a magnet, a target or a material: where it was made, by whose technology, what it holds."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from calculator.model.source import Source
from calculator.numbers.records import dataclass


class ClaimKind(Enum):
    """What a claim is about."""

    ORIGIN = "origin"
    """That it was made in China."""
    TECHNOLOGY = "technology"
    """That it was made with Chinese technology."""
    CONTENT = "content"
    """That so much of a rare earth is in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim. ``words`` say it; of a content, ``element`` is a symbol and ``share`` the least share of the mass that the rounded figure stands for."""

    kind: ClaimKind
    words: str
    element: str = ""
    share: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemClaim:
    """A claim about one item of the bill, and the cell that makes it."""

    item: str
    claim: Claim
    cell: Source

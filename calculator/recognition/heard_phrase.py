"""A phrase that names a magnet, a target, a listed material or what holds one: of which kind, how it is meant, what gave it away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class HeardKind(Enum):
    """What a phrase names."""

    MAGNET = "magnet"
    TARGET = "target"
    MATERIAL = "listed material"
    HOLDER = "holder"
    """What probably holds a magnet or a target."""


class Standing(Enum):
    """In which way a phrase names it."""

    ITSELF = "itself"
    SERVED = "served"
    """A thing that another is used with, fixed to or stands near."""
    DENIED = "denied"
    """A negation or a warning: no magnets, keep away from magnets."""
    COMPANY = "company"
    """Part of a company's name."""


class HeardBy(Enum):
    """What gave it away."""

    WORDS = "words"
    CODE = "code"
    """A tariff code or a code of China's export control list."""
    MAKER = "maker"
    """The name of a maker of nothing but magnets, or a number of one of its series; it counts where the words say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardPhrase:
    """One phrase of a text, with its words as written and where they stand in it.

    ``is_part`` is True where a size, a grade, a part number, a quantity or a price stands with it: an actual part is meant.
    """

    kind: HeardKind
    words: str
    standing: Standing
    by: HeardBy = HeardBy.WORDS
    family: str = ""
    is_part: bool = False
    why: str = ""
    start: int = 0
    end: int = 0

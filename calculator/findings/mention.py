"""What was heard beside the lines of a bill: phrases that name a magnet, a target, a listed material or what holds one."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.findings.accounting import HeardFate
from calculator.model.item import ItemClass
from calculator.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One phrase in one place, and what settles it as far as the files alone can tell.

    ``names`` is the class of what is named; ``other`` stands for what probably holds a magnet or a target.
    """

    file: str
    """The name of the file that it stands in."""
    words: str
    names: ItemClass
    where: str
    """In what corner of the file, as the middle of a sentence: in a comment."""
    why: str
    cells: tuple[Source, ...]
    fate: HeardFate
    """PART where nothing settles it."""
    is_served: bool = False
    """True of a thing that others are used with or stand near: one suspect a kind and file is enough."""
    same_words: tuple[str, ...] = ()
    """Items of the bill with the same words: the phrase is judged with them while one of them is still open."""

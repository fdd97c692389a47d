"""What holds until a day: a statement that a finding rests on and that has to be asked for again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculator.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A statement on an item that counts up to and including ``until``; ``reference`` names the document, where it has one."""

    until: date
    item: str
    reference: str
    cells: tuple[Source, ...]

"""How a report is to be written: what a reader chose that changes no finding."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Paper(Enum):
    """The sheet that a PDF is set for."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each format takes what it has a place for. ``with_tree`` adds the product's tree to the table; other formats have it anyway."""

    paper: Paper = Paper.A4
    with_tree: bool = False

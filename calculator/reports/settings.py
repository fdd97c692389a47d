"""How a report is to be written: what a reader chose that changes no finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

PICTURE: Final = "data:image/"
"""How the address of a picture begins that is in the page itself."""


CUSTOMER_FORMATS: Final = ("html", "pdf", "md")
"""Formats that have an edition for the next company; the others are for those who work on the bill."""


class Paper(Enum):
    """The sheet that a PDF is set for."""

    A4 = "a4"
    LETTER = "letter"


class Edition(Enum):
    """For whom the report is: those who work on the bill, or the next company."""

    FULL = "full"
    CUSTOMER = "customer"
    """A page or two without prices, suppliers and cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Who stands on a report. ``logo`` is a picture as a ``data:`` address, nothing that would be fetched."""

    company: str = ""
    preparer: str = ""
    addressee: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Each format takes what it has a place for. ``with_tree`` adds the product's tree to the table; other formats have it anyway."""

    paper: Paper = Paper.A4
    with_tree: bool = False
    edition: Edition = Edition.FULL
    language: str = "en"
    looks: Looks = field(default_factory=Looks)

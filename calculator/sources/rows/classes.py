"""The item class in a cell."""

from __future__ import annotations

from calculator.model.item import ItemClass
from calculator.model.problem import warning
from calculator.recognition.classify import class_named
from calculator.reference.cell_words import cell_words
from calculator.sources.layout.headings import Match
from calculator.sources.rows.access import RowCells


def class_cell(row: RowCells) -> ItemClass | None:
    """The stated class; None where it is blank or unknown."""
    if row.is_blank("class"):
        return None
    text = _class_words(row.text("class"))
    item_class = cell_words().classes.get(text) or class_named(text)
    heading = row.cells.header.headings["class"]
    if item_class is ItemClass.OTHER and not (
        heading.match is Match.PROFILE or _letters(heading.text) in cell_words().item_class_headings
    ):
        # "Others" in a column of commodity groups is no statement that a part is no magnet.
        return None
    if item_class is None and heading.text.casefold().replace(" ", "") == "itemclass":
        names = ", ".join(of.value for of in ItemClass)
        row.cells.report(
            warning(
                "unknown-class",
                f'item class "{text[:40]}" is not one of {names}; it was inferred instead',
                row.source("class"),
            )
        )
    return item_class


def is_known_class(text: str) -> bool:
    """True for a word that is one of the classes."""
    return _class_words(text) in cell_words().classes


def _class_words(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ").strip()


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())

"""What a document is that is no bill: ours, by the mark it carries; another, by what it calls itself; or a list that counts no parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from calculator.numbers.late_patterns import late_pattern
from calculator.reference.documents import document_marks
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.layout.headings import meaning_of, plain_heading
from calculator.sources.layout.phrases import is_bill_sheet
from calculator.sources.table.table import Table

_HIERARCHY: Final = ("level", "parent", "per_parent", "cumulative")
_OF_PARTS: Final = ("number", "supplier_number", "material", "mass", "line_mass")
"""A table that names these is about parts, even where it counts none."""
_OF_COUNTED_PARTS: Final = (
    *_OF_PARTS,
    "unit",
    "specification",
    "class",
    "fitted",
    "base_quantity",
    "revision",
    "origin",
    "scrap",
)
_FOLLOWS: Final = late_pattern(
    r"[\s:#№.\-–/]*(?:no\.?|nr\.?|n°)?[\s:#]*[\w\-/]*\d[\w\-/. ]*\Z|[\s:.]*\Z"
)
_TITLE_ROWS: Final = 12
_REPORT_SHEETS: Final = 3
"""So many sheets of a report in one workbook make it one; a sheet alone may be somebody else's."""


def own_sheet(table: Table) -> str:
    """Which of our documents a sheet is of; empty where of none."""
    if not table.rows:
        return ""
    for mark in document_marks().own_sheets:
        if table.sheet == mark.sheet and all(
            table.text(0, column).startswith(text) for column, text in enumerate(mark.first)
        ):
            return mark.of
    return ""


def own_document(tables: Sequence[Table]) -> str:
    """Which of our documents a workbook is; empty where it is none, or a template that was filled in."""
    found = [own_sheet(table) for table in tables]
    if found.count("report") >= _REPORT_SHEETS:
        return "report"
    return "questionnaire" if "questionnaire" in found else ""


def calls_itself(table: Table, header: Header) -> str:
    """What a sheet says that it is, in a cell above the headings or in its name: "an invoice"; empty where it says nothing."""
    rows = range(max(0, header.row - _TITLE_ROWS), header.row)
    texts = (
        table.text(row, column)
        for row in rows
        for column in range(len(table.rows[row]))
        if isinstance(table.value(row, column), str)
    )
    return next((name for text in (table.sheet, *texts) if (name := _named(text))), "")


def _named(text: str) -> str:
    plain = text.strip().casefold()
    others = document_marks().others
    if plain in others:
        return others[plain]
    for word, name in others.items():
        if plain.startswith(word) and _FOLLOWS.match(plain[len(word) :]):
            return name
    return ""


def is_about_parts(table: Table, header: Header) -> bool:
    """True for a table of which a word says that it lists parts; names, dates, hours and prices alone do not.

    "Name, Hours, Rate" and "Date, Description, Amount" read like bills and are none.
    """
    headings = header.headings
    if (
        header.steps
        or "designators" in headings
        or is_bill_sheet(table.sheet)
        or any(meaning in headings for meaning in _HIERARCHY)
        or any(map(_names_parts, headings.values()))
    ):
        return True
    quantity = headings.get("quantity")
    if quantity is None:
        return any(meaning in headings for meaning in _OF_PARTS)
    is_vague = plain_heading(quantity.text) in document_marks().vague_quantities
    return not is_vague or any(meaning in headings for meaning in _OF_COUNTED_PARTS)


def _names_parts(heading: Heading) -> bool:
    """True for "Name of component": one of its words is one for a part."""
    words = (meaning_of("bom", word) for word in heading.text.split())
    return any(meaning is not None and meaning.name == "number" for meaning in words)

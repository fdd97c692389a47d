"""Documents that are no bill, as data: the strict reader of ``documents.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from calculator.numbers.packaged_files import packaged_text
from calculator.numbers.toml_tables import toml_tables
from calculator.reference.strict_table import Table

OWN: tuple[str, ...] = ("report", "questionnaire", "template", "profile")
"""What this program writes."""


class OwnSheet(NamedTuple):
    """A sheet of one of our documents: its name, and how the first cells of its first row begin."""

    of: str
    sheet: str
    first: tuple[str, ...]


class DocumentMarks(NamedTuple):
    """How documents that are no bill are told; ``texts`` and ``others`` hold what each beginning or word is of.

    ``own_cells`` are the texts of our own cells, word for word; ``on_own_pages`` those that are ours on such a page alone.
    """

    own_sheets: tuple[OwnSheet, ...]
    own_cells: frozenset[str]
    on_own_pages: frozenset[str]
    texts: Mapping[str, str]
    others: Mapping[str, str]
    vague_quantities: frozenset[str]


@cache
def document_marks() -> DocumentMarks:
    """The marks of ``documents.toml``.

    >>> document_marks().others["rechnung"], document_marks().texts["# A profile for deminimis"]
    ('an invoice', 'profile')
    """
    text = packaged_text(__package__, "documents.toml")
    return read_document_marks(text)


def read_document_marks(text: str) -> DocumentMarks:
    """The marks of one TOML text; a key that is missing, misspelt or not of its type is a ``RuleError``."""
    data = toml_tables(text)
    quantity = Table(data.pop("quantity", {}), "quantity", 1)
    table = Table(data)
    texts = table.each("text", lambda entry: (entry.one_of("of", OWN), entry.texts("begins")))
    cells = table.each("cell", lambda entry: (entry.one_of("of", OWN), entry.texts("texts")))
    others = table.each("other", lambda entry: (entry.text("is"), entry.texts("words")))
    marks = DocumentMarks(
        own_sheets=table.each("own", _own_sheet),
        own_cells=frozenset(text for of, texts in cells if of == "template" for text in texts),
        on_own_pages=frozenset(text for of, texts in cells if of != "template" for text in texts),
        texts={beginning: of for of, begins in texts for beginning in begins},
        others={word: name for name, words in others for word in words},
        vague_quantities=frozenset(quantity.texts("vague")),
    )
    table.end()
    quantity.end()
    return marks


def _own_sheet(entry: Table) -> OwnSheet:
    return OwnSheet(
        of=entry.one_of("of", OWN), sheet=entry.text("sheet"), first=entry.texts("first")
    )

"""Whose a document is where no label says it: the companies that it names, and the name that stands on top of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.recognition.bare_names import bare_name
from calculator.recognition.company_names import companies_in, is_addressee, mail_domains_in
from calculator.sources.declarations.sheet_blocks import is_like_headings
from calculator.sources.table.table import Table

_OF_LETTERHEAD: Final = 30
"""So many columns of a sheet are looked at for the name of a company."""
_OF_TITLE: Final = 3
"""So many rows a title and what stands below it may have."""
_REACH: Final = 3
"""So many columns to the left of a name a word may stand that says to whom the document is."""


def letterheads_in(table: Table, rows: Iterable[int]) -> tuple[str, ...]:
    """The companies that cells of these rows name without a label; what stands behind or below "To" or "Customer" is not the author."""
    names: list[str] = []
    for row in rows:
        if is_like_headings(table, row):
            continue
        for column in range(min(len(table.rows[row]), _OF_LETTERHEAD)):
            text = table.text(row, column)
            if not text or not (companies := companies_in(text)):
                continue
            before = [table.text(row, other) for other in range(column)]
            above = table.text(row - 1, column) if row else ""
            if not any(map(is_addressee, (*(text for text in before[-_REACH:] if text), above))):
                names += companies
    return tuple(dict.fromkeys(names))


def domains_in(table: Table, rows: Iterable[int]) -> tuple[str, ...]:
    """The domains of the e-mail addresses in these rows, but of those to whom the document is."""
    names: list[str] = []
    for row in rows:
        for column in range(min(len(table.rows[row]), _OF_LETTERHEAD)):
            text = table.text(row, column)
            if "@" not in text and not text.startswith(("www.", "http")):
                continue
            before = [table.text(row, other) for other in range(column)]
            above = table.text(row - 1, column) if row else ""
            if not any(map(is_addressee, (*(text for text in before[-_REACH:] if text), above))):
                names += mail_domains_in(text)
    return tuple(dict.fromkeys(names))


def name_on_top(table: Table, rows: Iterable[int]) -> str:
    """The name that stands alone in the first row that is not empty; below a title one in capitals."""
    place = 0
    for row in rows:
        texts = [
            text for column in range(len(table.rows[row])) if (text := table.text(row, column))
        ]
        if not texts:
            continue
        if len(texts) > 1 or place == _OF_TITLE:
            break
        if (name := bare_name(texts[0])) and (place == 0 or name.isupper()):
            return name
        place += 1
    return ""

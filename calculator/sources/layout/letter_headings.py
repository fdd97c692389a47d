"""The headings of a letter of ours: which column of the matrix is which, by the English words that stand first in each.

Exact, never by resemblance: the cells are locked, and a sheet without them is no letter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from calculator.reference.letter_words import letter_words
from calculator.sources.layout.header import Header, Heading
from calculator.sources.table.table import Table

LETTER: Final = "letter"
"""The kind of sheet."""
_SEARCHED: Final = 12
"""Rows from the top in which the headings may stand: somebody may have put a logo above."""
_NEEDED: Final = ("number", "asked")
_NAME: Final = r"[A-Z][A-Za-z0-9]{0,11}"
_LIST: Final = rf"(?:{_NAME}, )*{_NAME}"
_MEANINGS: Final = {"part": "number"}
"""Where the reader's meaning of a column has another name than the letter's."""


def letter_header(table: Table) -> Header | None:
    """The headings of a letter, each with a meaning such as ``share Dy``; None where the sheet is none."""
    for row in range(min(len(table.rows), _SEARCHED)):
        headings: dict[str, Heading] = {}
        texts = [table.text(row, column) for column in range(len(table.rows[row]))]
        if not any(text.startswith(_last_heading()) for text in texts):
            continue
        for column, text in enumerate(texts):
            meaning = _meaning(text)
            if meaning and meaning not in headings:
                headings[meaning] = Heading(
                    meaning=meaning, column=column, text=text, source=table.source(row, column)
                )
        if all(meaning in headings for meaning in _NEEDED):
            return Header(
                kind=LETTER, row=row, body=row + 1, end=len(table.rows), headings=headings
            )
    return None


def substances_of(header: Header) -> tuple[str, ...]:
    """What the matrix asks about by name: the elements in the heading of ``free``, and what has a column of its own."""
    free = header.headings.get("free")
    match = re.match(rf"Free of ({_LIST})", free.text) if free is not None else None
    named = match[1].split(", ") if match is not None else []
    own = [
        meaning.split()[1]
        for meaning in header.headings
        if meaning.startswith(("share ", "value "))
    ]
    return tuple(dict.fromkeys((*filter(None, named), *own)))


def _meaning(text: str) -> str:
    """The meaning of a heading, empty for one that is none of a letter's."""
    for pattern, key in _patterns().items():
        match = pattern.match(text)
        if match is not None:
            substance = match.groupdict().get("substance")
            return f"{key} {substance}" if substance else key
    return ""


@cache
def _last_heading() -> str:
    """A heading that every letter has; a row without it need not be looked at more closely."""
    return letter_words().column("asked").headings["en"]


@cache
def _patterns() -> Mapping[re.Pattern[str], str]:
    """The English headings, to their end or to a space before the other language."""
    patterns = {}
    for column in letter_words().columns:
        words = re.escape(column.headings["en"])
        words = words.replace(re.escape("{elements}"), _LIST)
        words = words.replace(re.escape("{element}"), rf"(?P<substance>{_NAME})")
        patterns[re.compile(rf"{words}(?=\s|\Z)")] = _MEANINGS.get(column.key, column.key)
    return patterns

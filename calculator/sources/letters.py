"""A letter of ours as it lies in a file: to whom, on which day, due when, and which questions of which part it asks.

It is read like every file, within limits: whoever had it may have sent back anything.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from calculator.sources.facts.letter_signature import letter_facts
from calculator.sources.files.container import Limits, open_container
from calculator.sources.layout.document_kind import own_sheet
from calculator.sources.layout.letter_headings import letter_header
from calculator.sources.rows.days import machine_day
from calculator.sources.table.readers import read_tables
from calculator.sources.table.table import Table

_OURS: Final = frozenset(
    {
        "supplier",
        "number",
        "description",
        "missing",
        "waiting",
        "asked",
        "elements",
        "evidence",
        "currency",
    }
)
"""Columns in which nothing is answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPart:
    """One row: the supplier (of its own column where the letter is to several; none on the buyer's list), the part, and the codes of what is asked."""

    supplier: str
    number: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOnFile:
    """What a letter says of itself. ``is_answered`` where a cell of an answer holds something."""

    file: str
    supplier: str
    requester: str
    asked_on: datetime.date
    due: datetime.date | None
    parts: tuple[LetterPart, ...]
    is_answered: bool


def read_letters(paths: Sequence[Path], limits: Limits) -> tuple[LetterOnFile, ...]:
    """The letters among some files; a file that is none, or that cannot be read, is left out."""
    letters = (_read(path, limits) for path in paths)
    return tuple(letter for letter in letters if letter is not None)


def _read(path: Path, limits: Limits) -> LetterOnFile | None:
    container, _ = open_container(path, limits)
    if container is None:
        return None
    tables, _ = read_tables(container, limits)
    facts = next(
        (
            letter_facts(table)
            for table in tables
            if table.sheet == "Instructions" and own_sheet(table) == "questionnaire"
        ),
        {},
    )
    asked_on = machine_day(facts.get("asked_on", ""))
    matrix = next((table for table in tables if letter_header(table) is not None), None)
    if asked_on is None or matrix is None:
        return None
    parts, is_answered = _parts(matrix, facts.get("supplier", ""))
    return LetterOnFile(
        file=path.name,
        supplier=facts.get("supplier", ""),
        requester=facts.get("requester", ""),
        asked_on=asked_on,
        due=machine_day(facts.get("due", "")),
        parts=parts,
        is_answered=is_answered,
    )


def _parts(table: Table, supplier: str) -> tuple[tuple[LetterPart, ...], bool]:
    header = letter_header(table)
    if header is None:
        return (), False
    columns = {meaning: heading.column for meaning, heading in header.headings.items()}
    parts: list[LetterPart] = []
    is_answered = False
    for row in range(header.body, header.end):
        number = table.text(row, columns["number"])
        if not number:
            continue
        codes = table.text(row, columns["asked"]).split(";")
        parts.append(
            LetterPart(
                supplier=table.text(row, columns["supplier"])
                if supplier and "supplier" in columns
                else supplier,
                number=number,
                codes=tuple(code.strip() for code in codes if code.strip()),
            )
        )
        is_answered |= any(
            table.text(row, column) for meaning, column in columns.items() if meaning not in _OURS
        )
    return tuple(parts), is_answered

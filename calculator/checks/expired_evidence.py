"""Evidence that was no longer valid on the day asked for.

An expired certificate counts as unknown: it neither clears an item nor makes one cross.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.content_row import ContentRow
from calculator.model.problem import Problem, warning

CODES: Final = ("evidence-expired",)


def check_lines(context: CheckContext) -> Iterable[Problem]:
    """The same for rows that say that the lines below an item are all of it."""
    for number, rows in context.facts.closed_by_lines.items():
        yield from check_item(context, number, rows)


def check_item(
    context: CheckContext, number: str, rows: tuple[ContentRow, ...]
) -> Iterable[Problem]:
    """A warning for each content row that is expired."""
    on = context.facts.on
    for row in rows:
        if row.begins_after(on):
            yield warning(
                "evidence-expired",
                f"{number}: {row.reference or 'this evidence'} is valid from {row.valid_from} only; it counts as unknown on {on}. "
                "Ask for one of today",
                *row.cells[:1],
            )
        # Of an end that cannot be read its reader has told the words.
        if row.is_expired(on) and row.valid_until != date.min:
            yield warning(
                "evidence-expired",
                f"{number}: {row.reference or 'this evidence'} was valid until {row.valid_until}; it counts as unknown on {on}. "
                "Ask for a new one",
                *row.cells[:1],
            )

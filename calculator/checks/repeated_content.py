"""A row that one table states twice for one item, and certificates named in one table that differ.

Two rows may be one fact written twice or two parts that add up; bounds hold both, which is wider than what was meant.
Two certificates speak of the same whole; where both cannot be true bounds hold both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.content.statements import rows_by_statement
from calculator.model.content_row import ContentRow
from calculator.model.problem import Problem, warning
from calculator.model.substances import NOTHING
from calculator.numbers.bounds import differ

CODES: Final = ("content-repeated", "content-contradicts-content")


def check_item(
    _context: CheckContext, number: str, rows: tuple[ContentRow, ...]
) -> Iterable[Problem]:
    """A warning for each row that is equal to one before it in every cell, and for each that another certificate contradicts."""
    for statement in rows_by_statement(rows) if len(rows) > 1 else ():
        earlier: dict[object, ContentRow] = {}
        for row in statement:
            if row.in_full in earlier and row.substance != NOTHING:
                yield warning(
                    "content-repeated",
                    f"{number}: {row.substance} is stated twice; it may be one fact or two parts, bounds that hold both were used. "
                    "Write one row",
                    *earlier[row.in_full].cells[:1],
                    *row.cells[:1],
                )
            earlier[row.in_full] = row
        yield from _other_certificates(number, statement)


def _other_certificates(number: str, statement: tuple[ContentRow, ...]) -> Iterable[Problem]:
    """Two certificates for one substance whose amounts are unlike, each with one row for it: what several rows of one add up to is told elsewhere."""
    by_substance: dict[object, list[ContentRow]] = {}
    for row in statement:
        by_substance.setdefault(row.substance, []).append(row)
    for rows in by_substance.values():
        first = rows[0]
        other = next((row for row in rows if row.reference != first.reference), None)
        if other is None or not first.reference or not other.reference:
            continue
        amounts = ((first.share, other.share), (first.mass, other.mass))
        if any(stated and also and differ(stated, also) for stated, also in amounts):
            yield warning(
                "content-contradicts-content",
                f"{number}: the certificates {first.reference} and {other.reference} state different amounts of {first.substance}; bounds that hold both were used. "
                "Ask the supplier which holds",
                *first.amount_cells[:1],
                *other.amount_cells[:1],
            )

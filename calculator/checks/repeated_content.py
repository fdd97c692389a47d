"""A row that one table states twice for one item.

Two rows may be one fact written twice or two parts that add up; bounds hold both, which is wider than what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.content.statements import rows_by_statement
from calculator.model.content_row import ContentRow
from calculator.model.problem import Problem, warning
from calculator.model.substances import NOTHING

CODES: Final = ("content-repeated",)


def check_item(
    _context: CheckContext, number: str, rows: tuple[ContentRow, ...]
) -> Iterable[Problem]:
    """A warning for each row that is equal to one before it in every cell."""
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

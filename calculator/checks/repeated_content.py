"""A substance that one file states twice for one item and origin.

Two rows may be one fact written twice or two parts that add up; bounds hold both, which is wider than what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.facts import ContentRow
from calculator.model.problem import Problem, warning
from calculator.model.substances import NOTHING

CODES: Final = ("content-repeated",)


def check_item(
    _context: CheckContext, number: str, rows: tuple[ContentRow, ...]
) -> Iterable[Problem]:
    """A warning for each row that states what a row before it does."""
    earlier: dict[object, ContentRow] = {}
    for row in rows:
        key = (row.key if row.substance.elements else row.substance.key, row.statement)
        if key in earlier and row.substance != NOTHING:
            yield warning(
                "content-repeated",
                f"{number}: {row.substance} is stated twice; it may be one fact or two parts, bounds that hold both were used. "
                "Write one row",
                *earlier[key].cells[:1],
                *row.cells[:1],
            )
        earlier[key] = row

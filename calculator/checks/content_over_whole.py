"""Shares of the substances of one item that surely add up to more than the whole.

Shares of a part of the item, or of a compound and its element side by side, add up so; what else is in it is then unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from calculator.checks.context import CheckContext, statements
from calculator.model.content_row import ContentRow
from calculator.model.problem import Problem, warning
from calculator.numbers.bounds import Bounds, bounds_text

CODES: Final = ("content-over-100",)


def check_item(
    _context: CheckContext, number: str, rows: tuple[ContentRow, ...]
) -> Iterable[Problem]:
    """A warning for each statement whose lowest shares are more than 1 together."""
    for own in statements(rows):
        total = sum((row.share.low for row in own if row.share is not None), Fraction(0))
        if total > 1:
            yield warning(
                "content-over-100",
                f"{number}: its substances add up to {bounds_text(Bounds.exactly(total * 100))} wt%, so that what else is in it is unknown "
                "unless a row says Disclosure full. Correct the shares",
                *(cell for row in own[:4] for cell in row.cells[:1]),
            )

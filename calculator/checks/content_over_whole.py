"""Shares or masses of the substances of one item that surely add up to more than the whole.

Shares of a part of the item, or of a compound and its element side by side, add up so; what else is in it is then unknown. So do
masses in ten pieces beside the mass of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from calculator.checks.context import CheckContext
from calculator.content.statements import rows_by_statement
from calculator.model.content_row import ContentRow
from calculator.model.problem import Problem, warning
from calculator.numbers.bounds import Bounds, bounds_text
from calculator.numbers.ratios import NOTHING, ONE, is_at_most

CODES: Final = ("content-over-100",)
_ROUNDING: Final = Fraction(101, 100)
"""Rounded figures differ by so much."""


def check_item(
    context: CheckContext, number: str, rows: tuple[ContentRow, ...]
) -> Iterable[Problem]:
    """A warning for each statement whose lowest shares are more than 1 together, or whose lowest masses are more than the item's."""
    weight = context.bill.items[number].mass.bounds.high
    for own in rows_by_statement(rows):
        total = sum((row.share.low for row in own if row.share is not None), NOTHING)
        if not is_at_most(total, ONE):
            yield warning(
                "content-over-100",
                f"{number}: its substances add up to {bounds_text(Bounds.exactly(total * 100))} wt%, so that what else is in it is unknown "
                "unless a row says Disclosure full. Correct the shares",
                *(cell for row in own[:4] for cell in row.cells[:1]),
            )
        masses = sum((row.mass.low for row in own if row.mass is not None), NOTHING)
        if weight is not None and masses and masses > weight * _ROUNDING:
            yield warning(
                "content-over-100",
                f"{number}: its substances weigh {bounds_text(Bounds.exactly(masses * 1000))} g together, and one of it {bounds_text(Bounds.exactly(weight * 1000))} g: "
                "one of both is of more or fewer pieces. Correct the masses",
                *(cell for row in own[:4] for cell in row.cells[:1]),
            )

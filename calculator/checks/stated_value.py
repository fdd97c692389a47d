"""A stated value of a substance that is less than half of what the price list says of its mass.

The stated value counts (DESIGN, value of a substance), and a value that is too low hides a magnet that crosses.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.problem import Problem, warning
from calculator.numbers.bounds import bounds_text

CODES: Final = ("value-below-price-list",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A warning for each content row whose value is surely below half of the listed one."""
    rollup = context.rollup
    for number, rows in rollup.facts.content.items():
        for row in rows:
            if row.value is None or row.value.high is None:
                continue
            stated, listed = rollup.items.stated.both_values(context.bill.items[number], row)
            if (
                stated is not None
                and listed is not None
                and stated.high is not None
                and 2 * stated.high < listed.low
            ):
                yield warning(
                    "value-below-price-list",
                    f"{number}: the stated value of {row.substance}, {bounds_text(stated)} {rollup.currency}, is less than half of what the price "
                    f"list says, {bounds_text(listed)} {rollup.currency}; the stated value was used. Ask how it was found",
                    *row.amount_cells[:2],
                )

"""Stated exchange rates, or chains of them, that cannot all be true.

A rate and its inverse, or two ways through a third currency, may differ by rounding; by more, bounds hold all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.problem import Problem, warning
from calculator.numbers.bounds import bounds_text

CODES: Final = ("rates-disagree",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A warning for each conversion that was needed and on which the rates disagree."""
    for (currency, to), conversion in sorted(context.facts.disagreeing.items()):
        yield warning(
            "rates-disagree",
            f"the rates from {currency} to {to} contradict each other, directly, by their inverse or through other currencies: {bounds_text(conversion.rate)}; "
            "bounds that hold all were used. Leave one in",
            *dict.fromkeys(cell for row in conversion.rows for cell in row.cells),
        )

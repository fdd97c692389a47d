"""A price or an exchange rate that is dated after the day asked for is not used.

Facts are taken as of ``--on`` (LAW 7): what became known later does not tell what something was worth on that day.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.exchange_rates import RateRow
from calculator.model.problem import Problem, warning
from calculator.model.substance_price import PriceRow

CODES: Final = ("dated-later",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A warning for each price and rate of the files from after the day; reference data are dated by us."""
    facts = context.facts
    rows: tuple[PriceRow | RateRow, ...] = (*facts.prices, *facts.rates)
    for row in rows:
        is_reference = isinstance(row, PriceRow) and row.evidence is not None
        if row.day is not None and row.day > facts.on and not is_reference:
            yield warning(
                "dated-later",
                f"dated {row.day}, after {facts.on}; it was not used. Give a value of {facts.on} or earlier, or another --on",
                *row.cells[:1],
            )

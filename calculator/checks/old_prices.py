"""A price or an exchange rate from more than a year before the day asked for.

Prices of rare earths have multiplied within months; an old one is used, and the report says how old it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.exchange_rates import RateRow
from calculator.model.problem import Problem, note
from calculator.model.substance_price import PriceRow

CODES: Final = ("dated-long-before",)
_YEAR: Final = timedelta(days=366)


def check(context: CheckContext) -> Iterable[Problem]:
    """A note for each price and rate of the files that is in use and older than a year."""
    facts = context.facts
    rows: tuple[PriceRow | RateRow, ...] = (
        *(row for prices in facts.price_list.values() for row in prices if row.evidence is None),
        *facts.stated_rates,
    )
    for row in dict.fromkeys(rows):
        if row.day is not None and facts.on - row.day > _YEAR:
            yield note(
                "dated-long-before",
                f"dated {row.day}, more than a year before {facts.on}; it was used. Look for a newer one",
                *row.cells[:1],
            )

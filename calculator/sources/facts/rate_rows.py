"""The rows of a Rates sheet: what one unit of a currency is worth in another."""

from __future__ import annotations

from calculator.model.exchange_rates import UNKNOWN_CURRENCY, RateRow
from calculator.model.problem import note
from calculator.numbers.bounds import UNKNOWN
from calculator.sources.facts.fact_rows import FactRow, fact_rows
from calculator.sources.rows.cells import Cells


def read_rates(cells: Cells) -> list[RateRow]:
    """All rows of a Rates sheet."""
    return [rate for row in fact_rows(cells) if (rate := _rate_row(row)) is not None]


def _rate_row(row: FactRow) -> RateRow | None:
    if not row.text("currency") and not row.text("to"):
        return None
    currency, to = row.currency("currency"), row.currency("to")
    rate = row.number("rate", what="rate")
    day, unreadable = row.day("date", "date")
    are_known = UNKNOWN_CURRENCY not in {currency, to} and currency and to
    if rate is not None and rate.low > 0 and are_known and not unreadable:
        return RateRow(currency=currency, to=to, rate=rate, day=day, cells=(row.source("rate"),))
    if rate is None and are_known and not row.is_blank("rate"):
        # It may be any, so that what it says is not lost beside others of the same currencies.
        return RateRow(currency=currency, to=to, rate=UNKNOWN, day=day, cells=(row.source("rate"),))
    row.cells.report(
        note(
            "rate-left-out",
            "a rate needs two currencies and a number above zero; the row was left out",
            row.source("rate"),
        )
    )
    return None

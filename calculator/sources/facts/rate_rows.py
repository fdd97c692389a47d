"""The rows of a Rates sheet: what one unit of a currency is worth in another."""

from __future__ import annotations

from calculator.model.exchange_rates import RateRow
from calculator.model.problem import note
from calculator.sources.rows.cells import Cells, Row


def read_rates(cells: Cells) -> list[RateRow]:
    """All rows of a Rates sheet."""
    return [rate for row in cells.rows() if (rate := _rate_row(row)) is not None]


def _rate_row(row: Row) -> RateRow | None:
    if not row.text("currency") and not row.text("to"):
        return None
    currency, to = row.currency("currency"), row.currency("to")
    rate = row.number("rate", what="rate")
    day, unreadable = row.day("date", "date")
    if (
        rate is None
        or rate.low <= 0
        or "?" in {currency, to}
        or not currency
        or not to
        or unreadable
    ):
        row.cells.report(
            note(
                "rate-left-out",
                "a rate needs two currencies and a number above zero; the row was left out",
                row.source("rate"),
            )
        )
        return None
    return RateRow(currency=currency, to=to, rate=rate, day=day, cells=(row.source("rate"),))

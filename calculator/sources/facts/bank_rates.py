"""Stated exchange rates beside those of a central bank: one that is off by more than a tenth may be the other way round, or old.

Reference data may always raise a doubt: the bounds then hold both rates. It never takes the place of what is stated.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Final

from calculator.model.exchange_rates import RateRow
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds, bounds_text
from calculator.reference.reference_data import central_bank_rate

TOLERANCE: Final = Fraction(1, 10)
_YEAR: Final = datetime.timedelta(days=366)
_SOURCE: Final = Source("reference", "ECB")


def beside_bank(
    rates: Iterable[RateRow], on: datetime.date
) -> tuple[list[RateRow], tuple[Problem, ...]]:
    """The rates, and the bank's beside each that is off by more than a tenth: two that contradict each other, with a problem."""
    kept: list[RateRow] = []
    problems: list[Problem] = []
    for row in rates:
        kept.append(row)
        bank = next(
            (
                rate
                for day in _days_of(row, on)
                if (rate := bank_rate(row.currency, row.to, day)) is not None
                and is_off(row.rate, rate)
            ),
            None,
        )
        if bank is None:
            continue
        kept.append(replace(row, rate=bank, cells=(*row.cells, _SOURCE)))
        way_round = " (the other way round it would fit)" if _fits_inverted(row.rate, bank) else ""
        problems.append(
            warning(
                "rate-against-bank",
                f"1 {row.currency} = {bounds_text(row.rate)} {row.to} is more than a tenth off the European Central Bank's {bounds_text(bank)}{way_round}; bounds hold both. Correct the rate, or its direction",
                *row.cells,
            )
        )
    return kept, tuple(problems)


def _days_of(row: RateRow, on: datetime.date) -> tuple[datetime.date, ...]:
    """The days of which the bank's rate is asked: that of the row, and today where that is more than a year ago."""
    own = min(row.day or on, on)
    return (own, on) if on - own > _YEAR else (own,)


def bank_rate(currency: str, to: str, on: datetime.date) -> Bounds | None:
    """What one unit of a currency is worth in another by the bank; of a day after its last, any rate of its last year."""
    if currency == to:
        return Bounds.exactly(1)
    worth = [_of_euro(code, on) for code in (currency, to)]
    first, second = worth
    return None if first is None or second is None else second.divided_by(first)


def is_off(rate: Bounds, bank: Bounds) -> bool:
    """True where a rate is more than a tenth below or above all that the bank says.

    >>> is_off(Bounds.exactly(7), Bounds.exactly(Fraction("0.14"))), is_off(Bounds.exactly(Fraction("0.15")), Bounds.exactly(Fraction("0.14")))
    (True, False)
    """
    is_below = rate.high is not None and rate.high < bank.low * (1 - TOLERANCE)
    return is_below or (bank.high is not None and rate.low > bank.high * (1 + TOLERANCE))


def _fits_inverted(rate: Bounds, bank: Bounds) -> bool:
    return not is_off(Bounds.exactly(1).divided_by(rate), bank)


def _of_euro(code: str, on: datetime.date) -> Bounds | None:
    if code == "EUR":
        return Bounds.exactly(1)
    row = central_bank_rate(code, on, is_stale_accepted=True)
    return None if row is None else row.rate

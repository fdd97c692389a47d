"""Columns that say the same prices in another currency."""

from __future__ import annotations

import datetime
import math
from typing import Final

from calculator.model.currencies import possible_currencies
from calculator.reference.reference_data import central_bank_rate
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.figure_columns import CENT, FigureColumns, Figures

_TENTH: Final = 0.1


def without_conversions(
    columns: FigureColumns, ones: list[Heading], on: datetime.date | None
) -> list[Heading]:
    """Without the columns that say the first in another stated currency, at one rate in all rows that the central bank bears out."""
    kept = ones[:1]
    for heading in ones[1:]:
        rate = _one_rate(columns.of(ones[0]), columns.of(heading))
        pair = _codes(ones[0]), _codes(heading)
        is_conversion = (
            rate is not None
            and all(len(codes) == 1 for codes in pair)
            and pair[0] != pair[1]
            and _is_borne_out(min(pair[0]), min(pair[1]), rate, on)
        )
        if not is_conversion:
            kept.append(heading)
    return kept


def _codes(heading: Heading) -> frozenset[str]:
    return possible_currencies(heading.bracket) if heading.bracket else frozenset()


def _one_rate(first: Figures, second: Figures) -> float | None:
    """The factor that makes the second column of the first in every row where both say something, to the cent; None where there is none."""
    low, high = 0.0, math.inf
    for amount, other in zip(first, second, strict=True):
        if amount and other and amount > 0 and other > 0:
            slack = min(CENT, amount / 20), min(CENT, other / 20)
            low = max(low, (other - slack[1]) / (amount + slack[0]))
            high = min(high, (other + slack[1]) / (amount - slack[0]))
    return (low + high) / 2 if 0 < low <= high < math.inf else None


def _is_borne_out(code: str, other: str, rate: float, on: datetime.date | None) -> bool:
    """True where the central bank's rate is within a tenth; where it says nothing of a currency nobody can tell."""
    day = on or datetime.date.max
    worth = [1.0 if currency == "EUR" else _per_euro(currency, day) for currency in (code, other)]
    if worth[0] is None or worth[1] is None:
        return False
    bank = worth[1] / worth[0]
    return abs(rate / bank - 1) <= _TENTH


def _per_euro(currency: str, day: datetime.date) -> float | None:
    row = central_bank_rate(currency, day, is_stale_accepted=True)
    return None if row is None else float(row.rate.low)

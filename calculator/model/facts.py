"""What is known beside the bill, looked up as of one day: contents, prices, rates, and the assumptions that the user named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from calculator.model.assumptions import Assumptions
from calculator.model.content_row import ContentRow
from calculator.model.exchange_rates import (
    UNKNOWN_CURRENCY,
    Conversion,
    RateRow,
    Steps,
    conversion,
    direct_rates,
    newest,
    pair_of,
)
from calculator.model.item import Evidence
from calculator.model.substance_price import PriceRow, without_form
from calculator.model.substances import elements_of_key
from calculator.numbers.bounds import Bounds

_YEAR: Final = timedelta(days=366)


Bank = Callable[[str, date], "RateRow | None"]
"""What a central bank says one euro is worth in a currency on a day; None where it does not say."""


def _no_bank(_: str, __: date) -> RateRow | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All facts, looked up as of one day."""

    on: date
    content: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    prices: tuple[PriceRow, ...] = ()
    rates: tuple[RateRow, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    weakest: Evidence = Evidence.ASSUMED
    """Facts of a weaker grade than this count as unknown."""
    market: str | None = None
    """The price list that is tried: of a substance that is on it no other list counts; None counts all of them."""
    bank: Bank = _no_bank
    notices: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    """What compliance notices state of items: the share of their value."""
    closed_by_lines: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    """Rows that say of an item that the lines below are all that is in it."""
    assumed_rows_count: bool = True
    """False where rows that the files call assumed count as unknown; reference data has its own setting."""

    @property
    def stated_rates(self) -> tuple[RateRow, ...]:
        """The rates that are in use on the day."""
        by_pair = newest(self.rates, self.on, pair_of)
        return tuple(row for rows in by_pair.values() for row in rows)

    def holds(self, row: ContentRow) -> bool:
        """True where the row speaks on the day, with evidence that is good enough."""
        return (
            not (row.is_expired(self.on) or row.begins_after(self.on))
            and row.evidence.rank <= self.weakest.rank
            and (self.assumed_rows_count or not row.is_assumed_by_file)
        )

    def closes(self, row: ContentRow) -> bool:
        """True where it may also say that nothing else is there: a certificate of a later day has not said so yet."""
        return self.holds(row) and not row.is_dated_after(self.on)

    def closing(self, item: str) -> tuple[ContentRow, ...]:
        """The rows in force that say that the lines below an item are all that is in it."""
        return tuple(row for row in self.closed_by_lines.get(item, ()) if self.closes(row))

    def is_old(self, row: PriceRow) -> bool:
        """True for a price of more than a year before the day, or one whose validity has ended."""
        has_ended = row.valid_until is not None and row.valid_until < self.on
        return has_ended or (row.day is not None and self.on - row.day > _YEAR)

    @cached_property
    def markets(self) -> tuple[str, ...]:
        """The price lists that have a name, in the order in which they were met."""
        return tuple(
            dict.fromkeys(row.market for row in self.prices if row.market and self._counts(row))
        )

    @cached_property
    def price_list(self) -> dict[str, tuple[PriceRow, ...]]:
        """The rows that hold on the day, by key: of each list undated ones, and the newest of the dated ones.

        Reference prices stand in only where the user has none for the same key.
        """
        of_user = [row for row in self.prices if row.evidence is None and self._counts(row)]
        own = newest(of_user, self.on, lambda row: (row.key, row.market))
        by_key: dict[str, tuple[PriceRow, ...]] = {}
        for (key, _market), rows in own.items():
            by_key[key] = (*by_key.get(key, ()), *rows)
        others = [
            row
            for row in self.prices
            if row.evidence is not None and row.key not in by_key and self._counts(row)
        ]
        for (key, _market), rows in newest(
            others, self.on, lambda row: (row.key, row.market)
        ).items():
            by_key[key] = (*by_key.get(key, ()), *rows)
        if self.market is None:
            return by_key
        tried = {
            key: tuple(row for row in rows if row.market in ("", self.market))
            for key, rows in by_key.items()
        }
        return {key: tried[key] or rows for key, rows in by_key.items()}

    def _counts(self, row: PriceRow) -> bool:
        is_good = row.evidence is None or row.evidence.rank <= self.weakest.rank
        chosen = self.assumptions.prices_of
        return is_good and (chosen is None or chosen.takes(row.market))

    def price_of(self, key: str, currency: str) -> tuple[Bounds | None, tuple[PriceRow, ...]]:
        """Price of one kg in ``currency``; bounds that hold every row; None where none is known or convertible.

        A price of the same rare earth that names no form may be one of what ``key`` names.
        """
        rows = self.price_list.get(key, ())
        elements = elements_of_key(key)
        if rows and len(elements) == 1 and key != without_form(elements[0]):
            rows = (*rows, *self.price_list.get(without_form(elements[0]), ()))
        bounds: Bounds | None = None
        for row in rows:
            rate, _ = self.rate(row.currency, currency)
            if rate is None:
                return None, rows
            price = row.price * rate
            bounds = price if bounds is None else bounds.hull(price)
        return bounds, rows

    def rate(self, currency: str, to: str) -> tuple[Bounds | None, tuple[RateRow, ...]]:
        """What one unit of ``currency`` is worth in ``to``: stated, its inverse, or a chain of such; None if unknown."""
        if UNKNOWN_CURRENCY in (currency, to):
            return None, ()
        if currency == to:
            return Bounds.exactly(1), ()
        pair = (currency, to)
        if pair not in self._rates:
            self._rates[pair] = self._chain(currency, to)
        return self._rates[pair]

    @cached_property
    def _rates(self) -> dict[tuple[str, str], tuple[Bounds | None, tuple[RateRow, ...]]]:
        return {}

    @cached_property
    def banked(self) -> dict[str, RateRow]:
        """The central bank's rates that were needed, by currency."""
        return {}

    @cached_property
    def disagreeing(self) -> dict[tuple[str, str], Conversion]:
        """The conversions that were needed and of which the stated rates contradict each other."""
        return {}

    @cached_property
    def _steps(self) -> Steps:
        return direct_rates(self.rates, self.on)

    def _chain(self, currency: str, to: str) -> tuple[Bounds | None, tuple[RateRow, ...]]:
        """By the user's own rates; only where these do not lead from one to the other, by the central bank's."""
        stated = conversion(self._steps, currency, to)
        if stated is not None:
            if not stated.agrees and (to, currency) not in self.disagreeing:
                self.disagreeing[currency, to] = stated
            return stated.rate, stated.rows
        over = [(self._bank_rate(code), code) for code in (currency, to)]
        if any(rate is None for rate, _ in over):
            return None, ()
        into, out_of = (rate for rate, _ in over if rate is not None)
        rows = tuple(self.banked[code] for _, code in over if code in self.banked)
        return out_of.divided_by(into), rows

    def _bank_rate(self, currency: str) -> Bounds | None:
        """What one euro is worth in a currency."""
        if currency == "EUR":
            return Bounds.exactly(1)
        row = self.banked.get(currency) or self.bank(currency, self.on)
        if row is not None:
            self.banked[currency] = row
        return None if row is None else row.rate

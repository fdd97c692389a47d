"""The facts of a run: what the files state, and the reference data that the user asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Protocol

from calculator.model.assumptions import Assumptions, Reference
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow
from calculator.model.exchange_rates import RateRow
from calculator.model.facts import Facts
from calculator.model.item import Evidence
from calculator.model.substance_price import PriceRow
from calculator.reference.reference_data import (
    central_bank_rate,
    typical_prices,
    with_typical_contents,
)


class StatedFacts(Protocol):
    """What the files state of a bill: content by part number, prices of substances, exchange rates."""

    @property
    def bill(self) -> Bill:
        """The items that reference data may be about."""

    @property
    def content(self) -> Mapping[str, tuple[ContentRow, ...]]:
        """Stated content by part number."""

    @property
    def prices(self) -> tuple[PriceRow, ...]:
        """Stated prices of substances."""

    @property
    def rates(self) -> tuple[RateRow, ...]:
        """Stated exchange rates."""

    @property
    def notices(self) -> Mapping[str, tuple[ContentRow, ...]]:
        """Shares that compliance notices state, by part number."""

    @property
    def closed_by_lines(self) -> Mapping[str, tuple[ContentRow, ...]]:
        """Rows that say of an item that the lines below are all that is in it."""


def facts_in_force(
    stated: StatedFacts, assumptions: Assumptions, *, on: date, weakest: Evidence
) -> Facts:
    """The facts on the day ``on``, of the grade ``weakest`` or better, with the reference data that were asked for."""
    content: Mapping[str, tuple[ContentRow, ...]] = stated.content
    if assumptions.reference_grades is not Reference.OFF:
        content = with_typical_contents(stated.bill.items.values(), content, stated.bill.structures)
    prices = (
        stated.prices
        if assumptions.reference_prices is Reference.OFF
        else (*stated.prices, *typical_prices())
    )
    bank = partial(
        central_bank_rate, is_stale_accepted=assumptions.reference_rates is not Reference.OFF
    )
    return Facts(
        on=on,
        content=content,
        prices=prices,
        rates=stated.rates,
        assumptions=assumptions,
        weakest=weakest,
        bank=bank,
        notices=stated.notices,
        closed_by_lines=stated.closed_by_lines,
    )

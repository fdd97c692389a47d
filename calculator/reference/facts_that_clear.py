"""The facts on which something may be called clear: each premise that may only show that something crosses is taken out in turn.

Reference data that may only bracket, rows that the files call assumed, prices far below the reference and prices older than a year each show ``crosses``;
what is below has to be below without them too, or the user names them in an assumption (CLEARANCE, substance price).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from calculator.model.assumptions import Assumptions, Reference
from calculator.model.facts import Facts
from calculator.model.item import Evidence
from calculator.model.substance_price import PriceRow
from calculator.reference.facts_in_force import StatedFacts, facts_in_force
from calculator.reference.reference_data import central_bank_rate, typical_prices


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearingFacts:
    """Facts without one more premise, and what is said of a clearance that needs it."""

    facts: Facts
    why: str


def facts_that_clear(
    stated: StatedFacts, assumptions: Assumptions, *, on: date, weakest: Evidence
) -> tuple[ClearingFacts, ...]:
    """The facts under which a clearance must hold, each stricter than the one before; none where all facts may decide."""
    return tuple(_stricter(stated, assumptions, on, weakest))


def _stricter(
    stated: StatedFacts, assumptions: Assumptions, on: date, weakest: Evidence
) -> Iterator[ClearingFacts]:
    deciding = replace(
        assumptions,
        reference_prices=_unless_bracket(assumptions.reference_prices),
        reference_grades=_unless_bracket(assumptions.reference_grades),
        reference_rates=_unless_bracket(assumptions.reference_rates),
    )
    facts = facts_in_force(stated, deciding, on=on, weakest=weakest)
    if deciding != assumptions:
        yield ClearingFacts(
            facts=facts, why="it would be below only by reference data, which may not decide that"
        )
    if not assumptions.assumed_facts_accepted and any(
        row.is_assumed_by_file and facts.holds(row)
        for rows in (*facts.content.values(), *facts.closed_by_lines.values())
        for row in rows
    ):
        facts = replace(facts, assumed_rows_count=False)
        yield ClearingFacts(
            facts=facts,
            why="it would be clear only by facts that are stated as assumed; ask for a declaration, or --assume assumed-facts=accept",
        )
    old = _own_prices(facts, facts.is_old)
    if old and not assumptions.old_prices_accepted:
        # The rates of a year hold the reference prices, which may only open what the user's own clear.
        facts = replace(
            facts,
            prices=_renewed(facts, old, facts.is_old),
            bank=partial(central_bank_rate, is_stale_accepted=True),
        )
        yield ClearingFacts(
            facts=facts,
            why="it would be below only by prices older than a year; look for newer ones, or --assume old-prices=accept",
        )
    is_cheap = partial(_is_far_below, facts=facts)
    cheap = _own_prices(facts, is_cheap)
    if cheap and not assumptions.low_prices_accepted:
        facts = replace(
            facts,
            prices=_renewed(facts, cheap, is_cheap),
            bank=partial(central_bank_rate, is_stale_accepted=True),
        )
        yield ClearingFacts(
            facts=facts,
            why="it would be below only by prices under a fifth of every reference price; check their unit and currency, or --assume low-prices=accept",
        )


def _own_prices(facts: Facts, is_doubted: Callable[[PriceRow], bool]) -> frozenset[tuple[str, str]]:
    """Key and market of the user's own prices in force that are doubted."""
    return frozenset(
        (row.key, row.market)
        for rows in facts.price_list.values()
        for row in rows
        if row.evidence is None and is_doubted(row)
    )


def _is_far_below(row: PriceRow, facts: Facts) -> bool:
    """True where a price is less than a fifth of every reference price of the same substance; False where none is known.

    A price for a gram, or in dollars that were written as yuan, is this far away; the markets differ by less.
    """
    if facts.is_old(row):  # is doubted for its age already
        return False
    references = [price for price in typical_prices() if price.key == row.key]
    ends = [
        (rate.high * row.price.high, price.price.low)
        for price in references
        if (rate := facts.rate(row.currency, price.currency)[0]) is not None
        and rate.high is not None
        and row.price.high is not None
    ]
    return bool(ends) and all(FAR * own < reference for own, reference in ends)


FAR: Final = 5
"""How many times cheaper than every reference price a price may be before it clears nothing by itself."""


def _renewed(
    facts: Facts, doubted: frozenset[tuple[str, str]], is_doubted: Callable[[PriceRow], bool]
) -> tuple[PriceRow, ...]:
    """The prices with those of reference data in place of the doubted ones; nothing where there is no such price."""
    kept = [
        row
        for row in facts.prices
        if row.evidence is not None or (row.key, row.market) not in doubted or not is_doubted(row)
    ]
    for key, market in sorted(doubted):
        kept += [
            replace(row, market=market, day=None, evidence=None)
            for row in typical_prices()
            if row.key == key
        ]
    return tuple(kept)


def _unless_bracket(reference: Reference) -> Reference:
    return Reference.OFF if reference is Reference.BRACKET else reference

"""What is known beside the bill: contents, prices, rates, and the assumptions that the user named."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from calculator.item import Evidence, Origin
from calculator.problem import Problem, warning
from calculator.quantities import Bounds
from calculator.source import Source
from calculator.substances import Substance


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRow:
    """What one row of a Content sheet says to be in one unit of ``item``.

    Of ``share`` (of the item's mass), ``mass`` (kg) and ``value`` any may be missing (None).
    ``fully_disclosed``: whatever is not listed for the item is not rare earth.
    """

    item: str
    substance: Substance
    origin: Origin
    share: Bounds | None = None
    mass: Bounds | None = None
    value: Bounds | None = None
    currency: str = ""
    fully_disclosed: bool = False
    evidence: Evidence = Evidence.DECLARED
    reference: str = ""
    valid_until: date | None = None
    cells: tuple[Source, ...] = ()
    amount_cells: tuple[Source, ...] = ()

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, Fraction], ...]]:
        """Rows with the same key speak of the same thing."""
        return (self.substance.key, self.substance.name, self.origin.shares)

    @property
    def says(self) -> tuple[object, ...]:
        """All that the row states, apart from where it is written."""
        return (self.key, self.share, self.mass, self.value, self.currency)

    def is_expired(self, on: date) -> bool:
        """True where the certificate was no longer valid on that day."""
        return self.valid_until is not None and self.valid_until < on


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """Price of one kg of what ``key`` names (SubstanceList keys; an element alone: per kg of element contained)."""

    key: str
    price: Bounds
    currency: str
    day: date | None = None
    origin_of_price: str = ""
    cells: tuple[Source, ...] = ()
    evidence: Evidence = Evidence.DECLARED


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """One unit of ``currency`` is worth ``rate`` units of ``to``."""

    currency: str
    to: str
    rate: Bounds
    day: date | None = None
    cells: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What the user chose to assume. Each is printed in every report."""

    technology_no: bool = False
    unknown_origin_is_not_chinese: bool = False

    @property
    def as_pairs(self) -> tuple[tuple[str, str], ...]:
        """Name and value of those that were made."""
        made = (
            ("technology", "no", self.technology_no),
            ("unknown-origin", "non-cn", self.unknown_origin_is_not_chinese),
        )
        return tuple((name, value) for name, value, is_made in made if is_made)


Row = TypeVar("Row", "PriceRow", "RateRow")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All facts, looked up as of one day."""

    on: date
    content: Mapping[str, tuple[ContentRow, ...]] = field(default_factory=dict)
    prices: tuple[PriceRow, ...] = ()
    rates: tuple[RateRow, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)

    @cached_property
    def price_list(self) -> dict[str, tuple[PriceRow, ...]]:
        """The rows that hold on the day, by key: undated ones, and the newest of the dated ones."""
        return _newest(self.prices, self.on, lambda row: row.key)

    def price_of(self, key: str, currency: str) -> tuple[Bounds | None, tuple[PriceRow, ...]]:
        """Price of one kg in ``currency``; bounds that hold every row; None where none is known or convertible."""
        rows = self.price_list.get(key, ())
        found: Bounds | None = None
        for row in rows:
            rate, _ = self.rate(row.currency, currency)
            if rate is None:
                return None, rows
            price = row.price * rate
            found = price if found is None else found.hull(price)
        return found, rows

    def rate(self, currency: str, to: str) -> tuple[Bounds | None, tuple[RateRow, ...]]:
        """What one unit of ``currency`` is worth in ``to``: stated, its inverse, or a chain of such; None if unknown."""
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
    def _steps(self) -> dict[str, dict[str, tuple[Bounds, tuple[RateRow, ...]]]]:
        """Direct rates from each currency: a stated rate is preferred to the inverse of another."""
        steps: dict[str, dict[str, tuple[Bounds, tuple[RateRow, ...]]]] = {}
        for (currency, to), rows in _newest(self.rates, self.on, lambda row: (row.currency, row.to)).items():
            rate = rows[0].rate
            for row in rows[1:]:
                rate = rate.hull(row.rate)
            steps.setdefault(currency, {})[to] = (rate, rows)
        for currency, to in [(currency, to) for currency, ends in steps.items() for to in ends]:
            rate, rows = steps[currency][to]
            steps.setdefault(to, {}).setdefault(currency, (Bounds.exactly(1).divided_by(rate), rows))
        return steps

    def _chain(self, currency: str, to: str) -> tuple[Bounds | None, tuple[RateRow, ...]]:
        reached: dict[str, tuple[Bounds, tuple[RateRow, ...]]] = {currency: (Bounds.exactly(1), ())}
        frontier = [currency]
        while frontier and to not in reached:
            following: list[str] = []
            for start in frontier:
                for end, (rate, rows) in sorted(self._steps.get(start, {}).items()):
                    if end not in reached:
                        reached[end] = (reached[start][0] * rate, (*reached[start][1], *rows))
                        following.append(end)
            frontier = following
        return reached.get(to, (None, ()))


def undated_later(facts: Facts) -> tuple[Problem, ...]:
    """A warning for each price or rate that is dated after the day asked for: it is not used."""
    rows: tuple[PriceRow | RateRow, ...] = (*facts.prices, *facts.rates)
    return tuple(
        warning(
            "dated-later",
            f"dated {row.day}, after {facts.on}; it was not used. Give a value of {facts.on} or earlier, or another --on",
            *row.cells[:1],
        )
        for row in rows
        if row.day is not None and row.day > facts.on
    )


def _newest(rows: Iterable[Row], on: date, key_of: Callable[[Row], Key]) -> dict[Key, tuple[Row, ...]]:
    """Undated rows and the newest of those dated on or before ``on``, by key."""
    usable: dict[Key, list[Row]] = {}
    for row in rows:
        if row.day is None or row.day <= on:
            usable.setdefault(key_of(row), []).append(row)
    newest = {key: max((row.day for row in found if row.day), default=None) for key, found in usable.items()}
    return {key: tuple(row for row in found if row.day in (None, newest[key])) for key, found in usable.items()}

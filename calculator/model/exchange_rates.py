"""What one currency is worth in another, by the rates that were stated: all of them are believed while all can be true."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple, Protocol, TypeVar

from calculator.model.source import Source
from calculator.numbers.bounds import UNKNOWN, Bounds, both_or_either, differ

UNKNOWN_CURRENCY: Final = "?"
"""The currency of an amount that may be in any of several: there is no rate to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """One unit of ``currency`` is worth ``rate`` units of ``to``."""

    currency: str
    to: str
    rate: Bounds
    day: date | None = None
    cells: tuple[Source, ...] = ()


class Conversion(NamedTuple):
    """A rate and the rows that it rests on; ``agrees`` is False where they contradict each other, and then the bounds hold all."""

    rate: Bounds
    rows: tuple[RateRow, ...]
    agrees: bool = True

    def then(self, other: Conversion) -> Conversion:
        """The chain of both."""
        return Conversion(
            self.rate * other.rate, (*self.rows, *other.rows), self.agrees and other.agrees
        )


Steps = Mapping[str, Mapping[str, Conversion]]


def direct_rates(rows: Iterable[RateRow], on: date) -> Steps:
    """What each currency is worth in each other that a row names it with, in whichever direction it is stated."""
    steps: dict[str, dict[str, Conversion]] = {}
    for newest_rows in newest(rows, on, pair_of).values():
        for currency, to in dict.fromkeys(
            (row.currency, row.to)
            for row_in_force in newest_rows
            for row in (row_in_force, _inverse(row_in_force))
        ):
            conversions = [
                Conversion(row.rate, (row_in_force,))
                for row_in_force in newest_rows
                for row in (row_in_force, _inverse(row_in_force))
                if (row.currency, row.to) == (currency, to)
            ]
            steps.setdefault(currency, {})[to] = next(
                (step for step in conversions if step.rate == UNKNOWN), None
            ) or _together(conversions)
    return steps


def conversion(steps: Steps, currency: str, to: str) -> Conversion | None:
    """By every chain of up to three rates; where there is none, by the shortest ones. None where nothing leads there.

    A rate that is stated and cannot be read may be any, whatever other rates lead to.
    """
    direct = steps.get(currency, {}).get(to)
    if direct is not None and direct.rate == UNKNOWN:
        return direct
    chains = [*_chains(steps, currency, to)]
    if chains:
        return _together(chains)
    reached: dict[str, Conversion] = {currency: Conversion(Bounds.exactly(1), ())}
    frontier = reached
    while frontier and to not in reached:
        following: dict[str, list[Conversion]] = {}
        for start, so_far in frontier.items():
            for end, step in sorted(steps.get(start, {}).items()):
                if end not in reached:
                    following.setdefault(end, []).append(so_far.then(step))
        frontier = {end: _together(conversions) for end, conversions in following.items()}
        reached = {**reached, **frontier}
    return reached.get(to)


def _chains(steps: Steps, currency: str, to: str) -> Iterable[Conversion]:
    first = steps.get(currency, {})
    if to in first:
        yield first[to]
    for one, begun in sorted(first.items()):
        if one == to:
            continue
        further = steps.get(one, {})
        if to in further:
            yield begun.then(further[to])
        for other, step in sorted(further.items()):
            if other not in (currency, to) and to in steps.get(other, {}):
                yield begun.then(step).then(steps[other][to])


def _together(conversions: list[Conversion]) -> Conversion:
    """What is left when all are true; bounds that hold all where they cannot be. The first is the shortest."""
    rate = conversions[0].rate
    agrees = all(path.agrees for path in conversions)
    for path in conversions[1:]:
        agrees = agrees and not differ(rate, path.rate)
        rate = both_or_either(rate, path.rate)
    if not agrees:
        for path in conversions:
            rate = rate.hull(path.rate)
    rows = (
        conversions[0].rows
        if rate == conversions[0].rate
        else tuple(dict.fromkeys(row for path in conversions for row in path.rows))
    )
    return Conversion(rate, rows, agrees)


def pair_of(row: RateRow) -> frozenset[str]:
    """The two currencies, in whichever direction."""
    return frozenset((row.currency, row.to))


def _inverse(row: RateRow) -> RateRow:
    return RateRow(
        currency=row.to,
        to=row.currency,
        rate=Bounds.exactly(1).divided_by(row.rate),
        day=row.day,
        cells=row.cells,
    )


class _Dated(Protocol):
    @property
    def day(self) -> date | None: ...


Row = TypeVar("Row", bound=_Dated)
Key = TypeVar("Key", bound=Hashable)


def newest(
    rows: Iterable[Row], on: date, key_of: Callable[[Row], Key]
) -> dict[Key, tuple[Row, ...]]:
    """Undated rows and the newest of those dated on or before ``on``, by key."""
    usable: dict[Key, list[Row]] = {}
    for row in rows:
        if row.day is None or row.day <= on:
            usable.setdefault(key_of(row), []).append(row)
    last = {
        key: max((row.day for row in of_key if row.day), default=None)
        for key, of_key in usable.items()
    }
    return {
        key: tuple(row for row in of_key if row.day in (None, last[key]))
        for key, of_key in usable.items()
    }

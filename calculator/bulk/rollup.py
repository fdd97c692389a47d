"""How much of the counted is in each item, level by level in floating point, with a bound of the error (see ``Rolled``)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from math import ceil, floor, log2
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_array

from calculator.bulk.exact import Exact
from calculator.bulk.figures import ROUNDINGS, Doubles, Places, Ranges
from calculator.bulk.lines import ArrayBill, Mask
from calculator.bulk.verdicts import Verdicts, decide
from calculator.numbers.bounds import Bounds
from calculator.rules import Rule

_SAFE_EXPONENT: Final = 1000
"""Doubles of which two powers lie between 2**-1000 and 2**1000 neither vanish nor overflow, nor do products just made of them."""

_FEW: Final = 200
"""Lines for which a matrix costs more than it saves."""


class Others(Enum):
    """What is in a part that is not broken down and of which nobody stated a content."""

    UNKNOWN = "unknown"
    """Anything from nothing to the whole of it."""
    NOTHING = "nothing"
    """Nothing that counts: the caller vouches for every such part."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Rolled:
    """The content of one unit of every item, in C columns (substances, rules, samples: whatever the caller counts).

    ``low`` and ``high``: doubles of shape (r, C), infinity for an open end; ``row_of``, of shape (items,), says which row is
    an item's: the first row is nothing, for all items in which nothing counts. Every number is the exact one times 1 + e with
    |e| <= k u / (1 - k u), where u = 2**-53 and k, of shape (r,), is ``roundings``: no number is negative, so that nothing
    cancels, and an exact zero is zero. A product and a sum of n terms round n times; with the roundings of what was stated and
    those below, k(item) = max k(component) + n + ROUNDINGS (Higham, Accuracy and Stability of Numerical Algorithms, 3.1).
    ``is_sure`` is false where a number could have left the range of doubles or a stated content contradicts the components;
    there only ``exact`` says what holds.
    """

    low: Doubles
    high: Doubles
    row_of: Places
    roundings: Places
    is_sure: Mask
    bill: ArrayBill
    wholes: Ranges
    _exact: Exact = field(repr=False)

    def exact(self, place: int, column: int = 0) -> Bounds:
        """The content of one item, exact: whatever the doubles say."""
        return self._exact.content(place, column)

    def verdicts(self, rule: Rule, places: Places) -> Verdicts:
        """The test of ``rule`` on some items. Raises ValueError for a rule without a line."""
        return decide(self, rule, places)


def roll_up(
    bill: ArrayBill,
    places: Places,
    low: Any,
    high: Any = None,
    *,
    wholes: Ranges | None = None,
    others: Others = Others.UNKNOWN,
) -> Rolled:
    """The content of every item, components before parents; each line is looked at once, however many paths lead over it.

    ``low`` and ``high``: the content of the k items at ``places`` (see ``ArrayBill.where``), read as ``Ranges.of`` reads it, of
    shape (k,) or (k, C). It stands for the whole of the item; where it and the content of its components cannot both be true,
    bounds that hold both are used. ``wholes``: value (or mass) of one unit of each item, of shape (items,); no content is more than
    that, and without it nothing is known of any. Raises ValueError for an item that is stated twice.

    >>> bill = ArrayBill.of(["motor", "rotor", "rotor"], ["rotor", "magnet", "shaft"], [1, 8, 1])
    >>> rolled = roll_up(bill, bill.where(["magnet", "shaft"]), [0.25, 0])
    >>> rolled.low[rolled.row_of[0], 0], rolled.exact(0)
    (np.float64(2.0), Bounds(low=Fraction(2, 1), high=Fraction(2, 1)))
    """
    contents = Ranges.of(low, high)
    if len(places) != len(contents.low):
        raise ValueError(
            f"{len(contents.low)} contents of {len(places)} items; there must be one of each item"
        )
    wholes = wholes or Ranges.of(np.full(len(bill.items), np.nan))
    if wholes.low.shape != (len(bill.items), 1):
        raise ValueError(
            f"wholes are {wholes.low.shape}; there must be one for each of {len(bill.items)} items"
        )
    climb = _Climb(bill, wholes, places, contents, others)
    with np.errstate(over="ignore", under="ignore"):
        climb.run()
    return Rolled(
        low=climb.low,
        high=climb.high,
        row_of=climb.row_of,
        roundings=climb.roundings,
        is_sure=climb.is_sure,
        bill=bill,
        wholes=wholes,
        _exact=Exact(
            bill=bill,
            wholes=wholes,
            contents=contents,
            stated=climb.stated,
            is_unknown=climb.is_unknown,
            counts=climb.row_of > 0,
        ),
    )


class _Climb:
    """The pass from the parts to the products. Only items in which something may count have a row, and only their lines are reckoned."""

    def __init__(
        self, bill: ArrayBill, wholes: Ranges, places: Places, contents: Ranges, others: Others
    ) -> None:
        size = len(bill.items)
        self.bill = bill
        self.stated = np.full(size, -1, dtype=np.int32)
        self.stated[places] = np.arange(len(places), dtype=np.int32)
        if (self.stated[places] != np.arange(len(places))).any():
            raise ValueError("an item has more than one content; say which stands for it")
        self.is_unknown = (
            (self.stated < 0) & (bill.row_of < 0)
            if others is Others.UNKNOWN
            else np.zeros(size, dtype=bool)
        )
        counts = self.is_unknown.copy()
        counts[places] = (contents.high > 0).any(axis=1)
        self.lines = _reach(bill, counts)
        places = places[counts[places]]
        held = np.flatnonzero(counts)
        self.row_of = np.zeros(size, dtype=np.int32)
        self.row_of[held] = np.arange(1, len(held) + 1, dtype=np.int32)
        rows, unknown = self.row_of[places], self.is_unknown[held]
        shape = (len(held) + 1, contents.low.shape[1])
        self.whole = np.append(np.zeros((1, 1)), wholes.high[held], axis=0)
        self.low = np.zeros(shape)
        self.low[rows] = contents.low[self.stated[places]]
        self.high = self.low
        if not (contents.is_exact and bill.quantities.is_exact and not unknown.any()):
            self.high = np.zeros(shape)
            self.high[rows] = contents.high[self.stated[places]]
            self.high[1:][unknown] = self.whole[1:][unknown]
        self.is_stated = np.zeros(len(held) + 1, dtype=bool)
        self.is_stated[rows] = True
        self.roundings = np.full(len(held) + 1, ROUNDINGS, dtype=np.int64)
        self.is_sure: Mask = np.ones(len(held) + 1, dtype=bool)
        if self.high is not self.low:
            self.close(rows, ROUNDINGS)
        # What is stated in an item that is broken down is contradicted until its components have been compared with it.
        self.is_sure[rows[(bill.row_of[places] >= 0) & (self.low[rows] > 0).any(axis=1)]] = False
        self.has_doubt = not self.is_sure.all()
        self.small, self.large = _exponents(self.low, self.high, wholes.low, wholes.high)
        self.lesser, self.greater = _exponents(bill.quantities.low, bill.quantities.high)

    def close(self, rows: Places, rounded: int) -> None:
        """A content ends at the item's own value, but not below what is in it for certain; where that is near, exact arithmetic says."""
        low, high, whole = self.low[rows], self.high[rows], self.whole[rows]
        self.high[rows] = _cut(low, high, whole)
        is_near = (high > whole) & (low * _slack(rounded) > whole) & (low < whole * _slack(rounded))
        if is_near.any():
            self.is_sure[rows] &= ~is_near.any(axis=1)
            self.has_doubt = True

    def run(self) -> None:
        """Level by level, each from those below it."""
        rounded = ROUNDINGS
        for lines in self.lines:
            rounded = self._level(lines, rounded)

    def _level(self, lines: Places, rounded: int) -> int:
        """The items that hold some lines, which stand together by item. Gives back how often their numbers were rounded."""
        above = self.bill.parents[lines]
        is_first = np.ones(len(lines), dtype=bool)
        is_first[1:] = above[1:] != above[:-1]
        starts = np.flatnonzero(is_first)
        holders, components = self.row_of[above[starts]], self.row_of[self.bill.components[lines]]
        most = int(np.diff(starts, append=len(lines)).max())
        rounded += most + ROUNDINGS
        self.roundings[holders] = rounded
        # How far the exponents of the smallest and of the largest number may have gone: a product adds them, a sum the number of its terms.
        self.small += min(0, self.lesser)
        self.large += max(0, self.greater) + ceil(log2(most + 1))
        is_safe = self.small > -_SAFE_EXPONENT and self.large < _SAFE_EXPONENT
        self.is_sure[holders] = is_safe
        self.has_doubt |= not is_safe
        if self.has_doubt:
            self.is_sure[holders] &= np.logical_and.reduceat(self.is_sure[components], starts)
        quantities = self.bill.quantities
        low = _sums(quantities.low[lines, 0], components, starts, self.low)
        high = (
            low
            if self.high is self.low
            else _sums(quantities.high[lines, 0], components, starts, self.high)
        )
        is_stated = self.is_stated[holders]
        if is_stated.any():
            self._compare(holders[is_stated], low[is_stated], high[is_stated], rounded)
            holders, low, high = holders[~is_stated], low[~is_stated], high[~is_stated]
        self.low[holders] = low
        if self.high is not self.low:
            self.high[holders] = high
            self.close(holders, rounded)
        return rounded

    def _compare(self, rows: Places, low: Doubles, high: Doubles, rounded: int) -> None:
        """Where a stated content and that of the components may not both be true, exact arithmetic must say what holds."""
        slack = _slack(rounded)
        closed = _cut(low, high, self.whole[rows])
        stated_low, stated_high = self.low[rows], self.high[rows]
        overlaps = ((low * slack < stated_high) | (low == 0)) & (
            (stated_low * slack < closed) | (stated_low == 0)
        )
        self.is_sure[rows] &= overlaps.all(axis=1)
        self.has_doubt |= not overlaps.all()


def _slack(rounded: int) -> float:
    """The factor within which two numbers that were rounded so often may be equal."""
    return 1 + 8 * (rounded + ROUNDINGS) * 2.0**-53


def _cut(low: Doubles, high: Doubles, whole: Doubles) -> Doubles:
    """No more than the whole; what is surely more contradicts it, and stays."""
    closed = np.where(np.isinf(high), np.maximum(whole, low), high)
    cut: Doubles = np.where((closed > whole) & (low <= whole), whole, closed)
    return cut


def _reach(bill: ArrayBill, counts: Mask) -> list[Places]:
    """Of each level the lines below which something counts; ``counts`` is carried up to the items that hold them."""
    reached: list[Places] = []
    for start, end in zip(bill.levels[:-1].tolist(), bill.levels[1:].tolist(), strict=True):
        first, last = int(bill.rows[start]), int(bill.rows[end])
        lines = first + np.flatnonzero(
            counts[bill.components[first:last]] & (bill.quantities.high[first:last, 0] > 0)
        )
        if len(lines):
            counts[bill.parents[lines]] = True
            reached.append(lines)
    return reached


def _sums(amounts: Doubles, components: Places, starts: Places, contents: Doubles) -> Doubles:
    """Amount times content of the component, summed over the lines of each item; an unknown amount of nothing is nothing."""
    is_open: Mask = np.isinf(amounts)
    if not is_open.any():
        return _products(amounts, components, starts, contents)
    met, components = np.unique(components, return_inverse=True)
    parts = contents[met]
    sums = _products(
        np.where(is_open, 0.0, amounts), components, starts, np.where(np.isinf(parts), 0.0, parts)
    )
    # What is open anywhere below is open here: an open amount of something, or a known amount of an open content.
    endless = _products(
        np.ones(len(amounts)), components, starts, np.isinf(parts).astype(np.float64)
    )
    endless += _products(
        is_open.astype(np.float64), components, starts, (parts > 0).astype(np.float64)
    )
    return np.where(endless > 0, np.inf, sums)


def _products(amounts: Doubles, components: Places, starts: Places, contents: Doubles) -> Doubles:
    """Sums of amount times content of the component over lines, from each start to the next."""
    if len(amounts) < _FEW:
        sums: Doubles = np.add.reduceat(amounts[:, None] * contents[components], starts, axis=0)
    else:
        sums = (
            csr_array(
                (amounts, components, np.append(starts, len(amounts))),
                shape=(len(starts), len(contents)),
            )
            @ contents
        )
    return sums


def _exponents(*numbers: Doubles) -> tuple[int, int]:
    """Powers of two below the smallest and above the largest number that is neither nothing nor open."""
    distinct = {id(array): array for array in numbers}.values()
    least = min(
        (float(np.min(array, initial=np.inf, where=array > 0)) for array in distinct),
        default=np.inf,
    )
    most = max(
        (float(np.max(array, initial=0, where=array < np.inf)) for array in distinct), default=0
    )
    return (0 if least == np.inf else floor(log2(least)), 0 if most == 0 else ceil(log2(most)))

"""On which side of a rule's line many items are: by their doubles where these are far enough from it, else exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from calculator.bulk.figures import ROUNDINGS, Doubles, Places, Ranges
from calculator.bulk.lines import Mask
from calculator.findings.verdict import Verdict, apply_threshold
from calculator.numbers.bounds import Bounds
from calculator.rules import Rule

_CODES: Final = (Verdict.BELOW, Verdict.UNDETERMINED, Verdict.CROSSES)


class RolledContents(Protocol):
    """What a test needs of a roll-up; see ``rollup.Rolled`` for shapes and the bound of the error."""

    @property
    def low(self) -> Doubles:
        """Least content, (r, C)."""

    @property
    def high(self) -> Doubles:
        """Most content, (r, C); infinity where open."""

    @property
    def row_of(self) -> Places:
        """Row of each item, (items,)."""

    @property
    def roundings(self) -> Places:
        """Roundings behind each row, (r,)."""

    @property
    def is_sure(self) -> Mask:
        """False where only the exact arithmetic holds, (r,)."""

    @property
    def wholes(self) -> Ranges:
        """What each item is worth or weighs."""

    def exact(self, place: int, column: int = 0) -> Bounds:
        """The content of one item, exact."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Verdicts:
    """Verdicts of s items in C columns: ``codes`` of shape (s, C) are places in ``meanings``.

    ``exactly`` tells which the exact arithmetic decided, for the doubles could not.
    """

    places: Places
    codes: NDArray[np.int8]
    exactly: Mask
    meanings: tuple[Verdict, ...] = _CODES

    def of(self, row: int, column: int = 0) -> Verdict:
        """The verdict of one item in one column."""
        return self.meanings[int(self.codes[row, column])]

    def count(self, verdict: Verdict) -> int:
        """How many items and columns have a verdict."""
        return int((self.codes == self.meanings.index(verdict)).sum())


def decide(rolled: RolledContents, rule: Rule, places: Places) -> Verdicts:
    """Crosses if the least content reaches the line of the largest whole, below if the most stays under that of the smallest.

    A number x and its double differ by at most the factor 1 + k u / (1 - k u) either way, the product of line and whole by
    ROUNDINGS and three more; with s = 8 (k + ROUNDINGS + 3) u, one double above the other times 1 + s, or below it times
    1 - s, is so of the exact numbers too. What lies between is decided exactly. Raises ValueError for a rule without a line.
    """
    if not rule.has_line:
        raise ValueError(f"{rule.id} has no line: it asks for no share")
    rows = rolled.row_of[places]
    low, high = rolled.low[rows], rolled.high[rows]
    slack = 8 * (rolled.roundings[rows, None] + ROUNDINGS + 3) * 2.0**-53
    # Nothing of an open whole is a share of it, and no threshold is known to be reached there.
    smallest, largest = (
        float(rule.threshold) * rolled.wholes.low[places],
        float(rule.threshold) * rolled.wholes.high[places],
    )
    crosses = low > largest * (1 + slack)
    crosses_not = (low < largest * (1 - slack)) | np.isinf(largest)
    below = high < smallest * (1 - slack)
    below_not = high > smallest * (1 + slack)
    codes = np.where(crosses, 2, np.where(below, 0, 1)).astype(np.int8)
    sure = (
        (crosses | crosses_not)
        & (below | below_not | crosses)
        & rolled.is_sure[rows, None]
        & (slack < 2.0**-10)
    )
    for row, column in np.argwhere(~sure).tolist():
        place = int(places[row])
        codes[row, column] = _CODES.index(
            apply_threshold(rule, rolled.exact(place, column), rolled.wholes.bounds(place))
        )
    return Verdicts(places=places, codes=codes, exactly=~sure)

"""The same roll-up in exact arithmetic, for the items that the pass in floating point leaves open."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from calculator.bulk.figures import Places, Ranges
from calculator.bulk.lines import ArrayBill, Mask
from calculator.numbers.bounds import ZERO, Bounds


@dataclass(slots=True, kw_only=True)
class Exact:
    """Exact contents on demand; what was reckoned once is kept.

    ``stated``: the row of ``contents`` that says what is in an item, -1 for none; ``is_unknown``: parts of
    which nothing is known; ``counts`` is false where nothing counts, whatever the path.
    """

    bill: ArrayBill
    wholes: Ranges
    contents: Ranges
    stated: Places
    is_unknown: Mask
    counts: Mask
    _known: dict[tuple[int, int], Bounds] = field(default_factory=dict)

    def content(self, place: int, column: int) -> Bounds:
        """The content of one item in one column: that of all below it is reckoned first, without recursion."""
        waiting = [place]
        while waiting:
            step = waiting[-1]
            if (step, column) in self._known:
                waiting.pop()
                continue
            open_parts = [
                part for part in self._components(step) if (part, column) not in self._known
            ]
            if open_parts:
                waiting.extend(open_parts)
                continue
            self._known[step, column] = self._reckon(step, column)
            waiting.pop()
        return self._known[place, column]

    def _components(self, place: int) -> list[int]:
        lines = self.bill.lines_of(place)
        components = self.bill.components[lines.start : lines.stop]
        counted: list[int] = components[self.counts[components]].tolist()
        return counted

    def _reckon(self, place: int, column: int) -> Bounds:
        row = int(self.stated[place])
        stated = None if row < 0 else self._closed(self.contents.bounds(row, column), place)
        lines = self.bill.lines_of(place)
        if not lines:
            return stated or self._part(place)
        below = ZERO
        for line in lines:
            component = int(self.bill.components[line])
            if self.counts[component]:
                below = below + self._known[component, column] * self.bill.quantities.bounds(line)
        below = self._closed(below, place)
        if stated is None:
            return below
        return stated if stated.overlaps(below) else self._closed(stated.hull(below), place)

    def _part(self, place: int) -> Bounds:
        return (
            Bounds(Fraction(0), self.wholes.bounds(place).high) if self.is_unknown[place] else ZERO
        )

    def _closed(self, bounds: Bounds, place: int) -> Bounds:
        """No more than the whole; what is surely more contradicts it, and stays."""
        whole = self.wholes.bounds(place).high
        closed = bounds if bounds.high is not None else bounds.closed_by(whole)
        if whole is None or closed.high is None or closed.high <= whole or closed.low > whole:
            return closed
        return Bounds(closed.low, whole)

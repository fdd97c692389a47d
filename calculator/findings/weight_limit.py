"""How much of a product's weight is what a rule names, against the share at which an exception of the rule ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.rules import WeightLimit


class Reached(Enum):
    """Whether the share is reached."""

    YES = "reached"
    NO = "below"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedProduct:
    """One product: ``named`` kg of what the limit is about in ``whole`` kg of it. It decides no verdict."""

    rule: str
    item: str
    limit: WeightLimit
    named: Bounds
    whole: Bounds
    parts: tuple[str, ...]
    """The items that are, or may be, what the limit is about."""
    unknown: tuple[str, ...]
    """Items of which nobody said whether they hold some."""
    cells: tuple[Source, ...] = ()

    @property
    def reached(self) -> Reached:
        """Exactly half is half: compared by multiplying."""
        low, high = self.limit.share * self.whole.low, self.whole.high
        if high is not None and high > 0 and self.named.low >= self.limit.share * high:
            return Reached.YES
        if self.named.high is not None and self.named.high < low:
            return Reached.NO
        return Reached.OPEN

    @property
    def share(self) -> Bounds:
        """Of 1."""
        return self.named.divided_by(self.whole).capped(Bounds.exactly(1).high)

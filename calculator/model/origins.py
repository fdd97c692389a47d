"""Countries of origin with their shares."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.model.source import Source
from calculator.numbers.bounds import ZERO, Bounds
from calculator.numbers.ratios import NOTHING, ONE, difference

ANYWHERE: Final = "*"
"""Among countries: every origin, a known one and an unknown one."""
SOMEWHERE: Final = "?"
"""Among countries: one that was named in words that nobody can read."""


_ALL: Final = Bounds(ONE, ONE)
_SOME: Final = Bounds(NOTHING, ONE)


class Origin(NamedTuple):
    """Countries of origin with their shares; what is not said is of unknown origin.

    ``shares`` holds (ISO 3166 alpha-2 code, share of 1); their sum is at most 1. ``named`` are countries that something
    names without saying so for certain: without their shares, on evidence that no longer counts, or against another cell.

    >>> half = Origin(shares=(("CN", Fraction(1, 2)), ("AU", Fraction(1, 4))))
    >>> half.share_from({"CN"})
    Bounds(low=Fraction(1, 2), high=Fraction(3, 4))
    """

    shares: tuple[tuple[str, Fraction], ...] = ()
    cells: tuple[Source, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def unknown_share(self) -> Fraction:
        """The share of which nobody said where it is from."""
        if not self.shares:
            return ONE
        if len(self.shares) == 1:
            return difference(ONE, self.shares[0][1])
        return 1 - sum((share for _, share in self.shares), Fraction(0))

    @property
    def is_unknown(self) -> bool:
        """True where no country was stated."""
        return not self.shares

    def share_from(
        self, countries: AbstractSet[str], unsure: AbstractSet[str] = frozenset()
    ) -> Bounds:
        """Share that is from one of ``countries``; ``unsure`` codes may or may not count as them."""
        if ANYWHERE in countries:
            return _ALL
        if not self.shares:
            return _SOME
        if len(self.shares) == 1 and self.shares[0][1] == 1 and self.shares[0][0] not in unsure:
            return _ALL if self.shares[0][0] in countries else ZERO
        low = sum((share for code, share in self.shares if code in countries), Fraction(0))
        doubtful = sum((share for code, share in self.shares if code in unsure), Fraction(0))
        return Bounds(low, low + doubtful + self.unknown_share)

    def unsaid_share(self, countries: AbstractSet[str]) -> Fraction:
        """The share that an assumption about the unknown may fill: none where one of ``countries`` is named for it.

        >>> Origin().unsaid_share({"CN"}), Origin(named=("CN", "JP")).unsaid_share({"CN"})
        (Fraction(1, 1), Fraction(0, 1))
        """
        return Fraction(0) if {*countries, SOMEWHERE} & set(self.named) else self.unknown_share

    def doubted(self) -> Origin:
        """What is left where the statement does not count: unknown, though these countries were named."""
        return Origin(
            cells=self.cells,
            named=tuple(dict.fromkeys((*(code for code, _ in self.shares), *self.named))),
        )

    def __str__(self) -> str:
        if not self.shares:
            return "unknown"
        if len(self.shares) == 1 and self.shares[0][1] == 1:
            return self.shares[0][0]
        parts = [f"{code} {float(share * 100):g}%" for code, share in self.shares]
        if self.unknown_share:
            parts.append(f"unknown {float(self.unknown_share * 100):g}%")
        return "; ".join(parts)


UNKNOWN_ORIGIN = Origin()

"""How much of a substance was recovered from waste, and from which: what rules on recycled content ask for."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.model.source import Source
from calculator.numbers.bounds import Bounds

_NONE: Final = Fraction(0)
_ALL: Final = Fraction(1)


class Waste(Enum):
    """Where recovered material comes from; ISO 14021 tells the two apart."""

    POST_CONSUMER = "post-consumer"
    """From products after their use."""
    PRE_CONSUMER = "pre-consumer"
    """From production: swarf, rejects. No rule on post-consumer waste counts it."""
    UNSTATED = ""


class RecycledShare(NamedTuple):
    """The share, of 1, of one substance in an item that was recovered from waste of one kind."""

    waste: Waste
    share: Bounds
    cells: tuple[Source, ...] = ()


def post_consumer(shares: tuple[RecycledShare, ...]) -> Bounds:
    """The share that is surely, and that may be, from post-consumer waste; nothing stated is between none and all.

    What is recycled without a word on the waste may be; what is pre-consumer is not, and leaves at most the rest.

    >>> from fractions import Fraction
    >>> half = Bounds.exactly(Fraction(1, 2))
    >>> post_consumer((RecycledShare(Waste.PRE_CONSUMER, half),))
    Bounds(low=Fraction(0, 1), high=Fraction(1, 2))
    >>> post_consumer((RecycledShare(Waste.UNSTATED, half),)).high, post_consumer(()).high
    (Fraction(1, 2), Fraction(1, 1))
    """
    stated = [share for waste, share, _ in shares if waste is Waste.POST_CONSUMER]
    if stated:
        return Bounds(
            min(share.low for share in stated),
            max(_ALL if share.high is None else share.high for share in stated),
        ).capped(_ALL)
    unstated = [share for waste, share, _ in shares if waste is Waste.UNSTATED]
    if unstated:
        return Bounds(_NONE, max(_ALL if share.high is None else share.high for share in unstated))
    before = [share.low for waste, share, _ in shares if waste is Waste.PRE_CONSUMER]
    return Bounds(_NONE, _ALL - max(before, default=_NONE))

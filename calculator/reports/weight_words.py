"""A product weighed against the share at which an exception ends, in words."""

from __future__ import annotations

from calculator.findings.weight_limit import Reached, WeighedProduct
from calculator.reports import numbers

_SHOWN = 6


def weighed_words(weighed: WeighedProduct) -> str:
    """One sentence: how much of what is in it, on which side of the line that is, and what follows or is left to find."""
    limit = weighed.limit
    share = numbers.share(weighed.share, limit.share)
    start = f"{weighed.item}: {share} of its weight is {limit.en} ({limit.clause}; {_some(weighed.parts)})."
    if weighed.reached is Reached.YES:
        return f"{start} {limit.if_reached}"
    if weighed.reached is Reached.NO:
        return f"{start} {limit.if_below}"
    return f"{start} Whether that is {numbers.decimal(limit.share * 100)} % or more is open: {_left(weighed)}."


def _left(weighed: WeighedProduct) -> str:
    if weighed.whole.high is None:
        return f"what does one {weighed.item} weigh?"
    if weighed.unknown:
        return f"do {_some(weighed.unknown)} hold any, and what do they weigh?"
    return f"what do {_some(weighed.parts)} weigh, and are they of it?"


def _some(numbers_: tuple[str, ...]) -> str:
    more = f" and {len(numbers_) - _SHOWN} more" if len(numbers_) > _SHOWN else ""
    return ", ".join(numbers_[:_SHOWN]) + more

"""A product weighed against the share at which an exception ends, in words."""

from __future__ import annotations

from calculator.findings.weight_limit import Reached, WeighedProduct
from calculator.reports import numbers
from calculator.reports.language import tr
from calculator.reports.safe_text import and_more

_SHOWN = 6


def weighed_words(weighed: WeighedProduct) -> str:
    """One sentence: how much of what is in it, on which side of the line that is, and what follows or is left to find."""
    limit = weighed.limit
    share = numbers.share(weighed.share, limit.share)
    start = tr(
        "{item}: {share} of its weight is {what} ({clause}; {parts}).",
        item=weighed.item,
        share=share,
        what=limit.en,
        clause=limit.clause,
        parts=_some(weighed.parts),
    )
    if weighed.reached is Reached.YES:
        return f"{start} {limit.if_reached}"
    if weighed.reached is Reached.NO:
        return f"{start} {limit.if_below}"
    line = f"{numbers.decimal(limit.share * 100)} %"
    still_open = tr(
        "Whether that is {line} or more is open: {question}.", line=line, question=_left(weighed)
    )
    return f"{start} {still_open}"


def _left(weighed: WeighedProduct) -> str:
    if weighed.whole.high is None:
        return tr("what does one {item} weigh?", item=weighed.item)
    if weighed.unknown:
        return tr("do {items} hold any, and what do they weigh?", items=_some(weighed.unknown))
    return tr("what do {items} weigh, and are they of it?", items=_some(weighed.parts))


def _some(numbers_: tuple[str, ...]) -> str:
    return ", ".join(numbers_[:_SHOWN]) + and_more(len(numbers_) - _SHOWN)

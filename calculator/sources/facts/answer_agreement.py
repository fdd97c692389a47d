"""An answer beside what the files state of the same thing: what is left where both are true, and both where they cannot be."""

from __future__ import annotations

from fractions import Fraction

from calculator.model.item import (
    SOMEWHERE,
    Origin,
)
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.sources.facts.answers import Reply


def origin_of_both(
    number: str, what: str, stated: Origin, reply: Reply, problems: list[Problem]
) -> Origin:
    """What is stated with what was answered; both stay possible where they differ."""
    answered = {code for code, _ in reply.origin.shares}
    is_open = stated.is_unknown and (not stated.named or answered <= {*stated.named, SOMEWHERE})
    if is_open or stated.shares == reply.origin.shares:
        return reply.origin
    problems.append(contradiction(number, what, reply, stated.cells))
    return both_named(stated, reply.origin)


def both_named(stated: Origin, answered: Origin) -> Origin:
    """Unknown, though both are named."""
    return Origin(
        cells=(*stated.cells, *answered.cells),
        named=tuple(dict.fromkeys((*stated.doubted().named, *answered.doubted().named))),
    )


def figure_of_both(stated: Bounds, answered: Bounds) -> tuple[Bounds, bool]:
    """What is left when both are true; bounds that hold both where they cannot be."""
    if not stated.overlaps(answered):
        return stated.hull(answered), False
    highs = [high for high in (stated.high, answered.high) if high is not None]
    return Bounds(max(stated.low, answered.low, Fraction(0)), min(highs) if highs else None), True


def contradiction(number: str, what: str, reply: Reply, cells: tuple[Source, ...]) -> Problem:
    """The warning that an answer differs from what stands in these cells."""
    return warning(
        "answer-contradicts-bom",
        f"{number}: the answer on its {what} contradicts the bill; bounds that hold both were used. Ask which holds",
        reply.source,
        *cells[:2],
    )

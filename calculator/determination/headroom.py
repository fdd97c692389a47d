"""How far an item is from the line: what it may still hold, and at which price or share the verdict flips."""

from __future__ import annotations

from fractions import Fraction

from calculator.content.contribution import SubstanceContent
from calculator.findings.finding import Headroom, SubstanceHeadroom
from calculator.findings.verdict import Ratio
from calculator.model.item import Item
from calculator.numbers.bounds import Bounds
from calculator.numbers.ratios import NOTHING, ONE, difference, is_at_most, product, quotient
from calculator.rules import Rule

_SHOWN = 20


def headroom_of(
    item: Item,
    rule: Rule,
    tested: Ratio,
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
) -> Headroom | None:
    """The distances of one finding; None under a rule without a line, or with a line at nothing.

    With numerator n, whole w and line t: the whole at the line is n / t; a counted substance of value v, beside others of
    value o, reaches it at the factor (t w - o) / v of what it is now, be it more of it or a higher price.
    """
    if not rule.threshold:
        return None
    part, whole, line = tested.numerator, tested.denominator, rule.threshold
    over_line = quotient(ONE, line)
    return Headroom(
        most_below=product(line, whole.low),
        times_line=tested.share.scaled(over_line),
        whole_at_line=part.scaled(over_line),
        substances=tuple(_each(item, rule, tested, contributions)),
    )


def _each(
    item: Item,
    rule: Rule,
    tested: Ratio,
    contributions: tuple[tuple[SubstanceContent, Bounds], ...],
) -> list[SubstanceHeadroom]:
    part, line = tested.numerator, tested.denominator.scaled(rule.threshold)
    distances: list[SubstanceHeadroom] = []
    for contribution, quantity in contributions:
        counted = (
            contribution.content.listed if rule.is_by_mass else contribution.counted_value
        ) * quantity
        mass = contribution.counted_mass * quantity
        if (
            counted.high is None
            or not counted.high
            or mass.high is None
            or not mass.high
            or not contribution.certain
            or part.high is None
        ):
            continue
        others = Bounds(_less(part.low, counted.low), _less(part.high, counted.high))
        factor = _factor(line, others, counted)
        if factor is None:
            continue
        share = mass.divided_by(item.mass.bounds) if item.mass.bounds.low else Bounds.unknown()
        price = counted.divided_by(mass) if mass.low else Bounds.unknown()
        distances.append(
            SubstanceHeadroom(
                substance=str(contribution.substance),
                holder=contribution.holder,
                factor=factor,
                share_at_line=_times(share, factor),
                price_at_line=None if rule.is_by_mass else _times(price, factor),
            )
        )
    return sorted(distances, key=lambda distance: distance.factor.low)[:_SHOWN]


def _factor(line: Bounds, others: Bounds, counted: Bounds) -> Bounds | None:
    """How many times as much of it would reach the line; None where the others reach it alone, or nothing is known."""
    if counted.high is None or not counted.high or others.high is None:
        return None
    if is_at_most(line.low, others.high):
        return None
    high = None
    if line.high is not None and counted.low:
        high = quotient(difference(line.high, others.low), counted.low)
    return Bounds(quotient(difference(line.low, others.high), counted.high), high)


def _less(number: Fraction, other: Fraction) -> Fraction:
    """What is left of a number, never less than nothing."""
    return NOTHING if is_at_most(number, other) else difference(number, other)


def _times(now: Bounds, factor: Bounds) -> Bounds | None:
    """What it would be at the line, where it is known now."""
    return now * factor if now.is_exact and factor.is_exact else None

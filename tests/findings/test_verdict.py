"""The threshold test alone: what reaches the line, and what stays below it, at every end of the bounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from calculator.findings.verdict import (
    Licence,
    MassContent,
    Ratio,
    Verdict,
    answer_for,
    apply_threshold,
    ratio_under,
)
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.rules import Compare
from tests.workbooks import LAW, RULES

SHARE = LAW.threshold
PARTS = [
    Bounds(low, high)
    for low, high in product(*[[Fraction(n) for n in (0, 1, 2)]] * 2)
    if low <= high
]
PARTS += [Bounds(Fraction(n), None) for n in (0, 1, 2)]
WHOLES = [
    Bounds(low / SHARE, None if high is None else high / SHARE)
    for low, high in product(
        [Fraction(n) for n in (0, 1, 2)], [None, *[Fraction(n) for n in (1, 2)]]
    )
    if high is None or low <= high
]


@pytest.mark.parametrize("compare", list(Compare))
def test_a_verdict_is_what_every_part_in_every_whole_gives(compare):
    """By trying each end; an open end is tried far out."""
    rule = replace(LAW, compare=compare)
    for part, whole in product(PARTS, WHOLES):
        parts = [part.low, Fraction(10**9) if part.high is None else part.high]
        wholes = [whole.low, Fraction(10**18) if whole.high is None else whole.high]
        answers = {rule.reaches(a, b) for a, b in product(parts, wholes)}
        if whole.high is None:
            answers.add(False)
        expected = (
            Verdict.UNDETERMINED
            if len(answers) > 1
            else Verdict.CROSSES
            if answers == {True}
            else Verdict.BELOW
        )
        if expected is Verdict.BELOW and part.high is None:
            expected = Verdict.UNDETERMINED
        assert apply_threshold(rule, part, whole) is expected, (part, whole)


@pytest.mark.parametrize(
    ("verdict", "licence", "answer"),
    [
        (Verdict.CROSSES, Licence.NOT_REQUIRED, Licence.REQUIRED),
        (Verdict.BELOW, Licence.REQUIRED, Licence.REQUIRED),
        (Verdict.UNDETERMINED, Licence.NOT_REQUIRED, Licence.UNDETERMINED),
        (Verdict.BELOW, Licence.UNDETERMINED, Licence.UNDETERMINED),
        (Verdict.UNDETERMINED, Licence.REQUIRED, Licence.REQUIRED),
        (Verdict.BELOW, Licence.NOT_REQUIRED, Licence.NOT_REQUIRED),
        (Verdict.NOT_SUBJECT, None, Licence.NOT_REQUIRED),
        (None, Licence.UNDETERMINED, Licence.UNDETERMINED),
        (Verdict.UNDETERMINED, None, Licence.UNDETERMINED),
    ],
)
def test_what_crosses_outweighs_what_is_open_and_that_what_is_clear(verdict, licence, answer):
    assert answer_for(verdict, licence) is answer


def test_a_rule_by_mass_is_held_against_the_mass_and_one_by_value_against_the_value():
    mass = MassContent(
        listed=Bounds.exactly(1), rare_earth=Bounds.exactly(2), whole=Bounds.exactly(4)
    )
    value = Ratio(numerator=Bounds.exactly(3), denominator=UNKNOWN, unit="EUR")
    assert ratio_under(LAW, value, mass) is value
    by_mass = ratio_under(RULES["screen-mass"], value, mass)
    assert (by_mass.numerator, by_mass.denominator, by_mass.unit) == (mass.listed, mass.whole, "kg")
    assert mass.share == by_mass.share == Bounds.exactly(Fraction(1, 4))

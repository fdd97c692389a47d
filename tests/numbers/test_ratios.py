"""What is reckoned in whole numbers is what fractions say."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from calculator.numbers.ratios import difference, is_at_most, product, quotient, total_of


def test_whole_numbers_say_what_fractions_say():
    rng = random.Random(3)
    numbers = [Fraction(0), Fraction(1), Fraction(-7, 3), Fraction(1, 10**40)]
    numbers += [Fraction(rng.randint(0, 10**6), rng.randint(1, 10**5)) for _ in range(20)]
    for number in numbers:
        for other in numbers:
            assert product(number, other) == number * other
            assert total_of(number, other) == number + other
            assert difference(number, other) == number - other
            assert is_at_most(number, other) is (number <= other)
            if other:
                assert quotient(number, other) == number / other
        assert product(number, 7) == number * 7
    assert type(product(Fraction(1, 3), 3)) is Fraction
    with pytest.raises(ZeroDivisionError):
        quotient(Fraction(1), Fraction(0))

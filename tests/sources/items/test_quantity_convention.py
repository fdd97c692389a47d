"""Quantities per parent or per product: what doubles tell is what exact numbers tell."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from calculator.sources.items.quantity_convention import balances, balances_exactly

PARTS = st.lists(
    st.tuples(st.fractions(0, 1000, max_denominator=9999), st.fractions(0, 10, max_denominator=99)),
    min_size=1,
    max_size=6,
)
# On the line of 2 %, a hair beside it, and well away from it.
APART = st.sampled_from(
    [
        factor * (1 + Fraction(sign, 10**power))
        for factor in (Fraction(1), Fraction(100, 102), Fraction(100, 98))
        for sign in (0, 1, -1)
        for power in (2, 6, 7, 12, 15)
    ]
)


@given(parts=PARTS, apart=APART, used=st.sampled_from([Fraction(2), Fraction(1, 3), Fraction(4)]))
def test_doubles_and_exact_numbers_say_the_same_of_a_balance(parts, apart, used):
    total = sum((part * count for part, count in parts), Fraction(0))
    for whole in (total * apart, total / used * apart):
        assert balances(parts, whole, used) == balances_exactly(parts, whole, used)


def test_figures_beyond_the_doubles_are_left_to_exact_numbers():
    huge = Fraction(10) ** 400
    assert balances([(huge, Fraction(1))], huge, Fraction(2)) == (True, False)

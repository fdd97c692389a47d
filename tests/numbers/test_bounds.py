"""Arithmetic of bounds, against every number that lies in them: each result holds what is true, and its ends are reached."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from calculator.numbers.bounds import (
    ROUNDING,
    UNKNOWN,
    ZERO,
    Bounds,
    both_or_either,
    bounds_text,
    differ,
    exact_text,
    hull_of,
)
from calculator.numbers.exact_sums import sum_of_fractions, sum_of_products

POINTS = [Fraction(number, 2) for number in range(7)]
FAR = Fraction(10**9)
"""Stands for whatever an open end lets in."""
ALL = [
    Bounds(low, high)
    for low in POINTS[:5]
    for high in (*POINTS, None)
    if high is None or high >= low
]


def numbers_in(bounds: Bounds) -> list[Fraction]:
    """Both ends, and some between; far out where the end is open."""
    high = FAR if bounds.high is None else bounds.high
    return [bounds.low, *(point for point in POINTS if bounds.low < point < high), high]


def reached(results: list[Fraction]) -> tuple[Fraction, Fraction | None]:
    """The ends of what came out; an open one where it is far."""
    return min(results), None if max(results) >= FAR / 100 else max(results)


OPERATIONS = {
    "sum": (Bounds.__add__, lambda a, b: a + b),
    "product": (Bounds.__mul__, lambda a, b: a * b),
    "difference": (Bounds.minus, lambda a, b: max(Fraction(0), a - b)),
    "larger": (Bounds.larger, max),
}


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_result_holds_every_number_that_can_come_out_and_no_more(name):
    of_bounds, of_numbers = OPERATIONS[name]
    for first, second in product(ALL, ALL):
        results = [of_numbers(a, b) for a, b in product(numbers_in(first), numbers_in(second))]
        if name == "difference" and None in (first.high, second.high):
            # Two far numbers differ by anything.
            expected = (
                Fraction(0) if second.high is None else max(Fraction(0), first.low - second.high),
                None if first.high is None else max(Fraction(0), first.high - second.low),
            )
        elif name == "product" and ZERO in (first, second):
            expected = ZERO
        else:
            expected = reached(results)
        assert of_bounds(first, second) == expected, (first, second)


def test_a_ratio_holds_every_ratio_and_is_open_where_the_divisor_may_be_nothing():
    for first, second in product(ALL, ALL):
        ratio = first.divided_by(second)
        ratios = [a / b for a, b in product(numbers_in(first), numbers_in(second)) if b]
        if first == ZERO:
            assert ratio == ZERO
            continue
        assert all(
            ratio.low <= each and (ratio.high is None or each <= ratio.high) for each in ratios
        )
        assert (ratio.high is None) is (first.high is None or second.low == 0)
        if second.high is not None and second.high:
            assert ratio.low == first.low / second.high
        else:
            assert ratio.low == 0 or second == Bounds.exactly(1)
        if ratio.high is not None:
            assert ratio.high == first.high / second.low


@pytest.mark.parametrize("factor", [0, 1, 3, Fraction(1, 2)])
def test_a_factor_moves_both_ends(factor):
    for bounds in ALL:
        expected = ZERO if factor == 0 else bounds * Bounds.exactly(factor)
        assert bounds.scaled(factor) == expected


def test_a_hull_holds_both_and_a_cap_never_crosses_the_low_end():
    for first, second in product(ALL, ALL):
        open_end = None in (first.high, second.high)
        hull = first.hull(second)
        assert hull == hull_of((first, second))
        assert hull == (
            min(first.low, second.low),
            None if open_end else max(first.high, second.high),
        )
    for bounds in ALL:
        assert bounds.capped(None) == bounds == bounds.closed_by(None)
        for cap in POINTS:
            capped, closed = bounds.capped(cap), bounds.closed_by(cap)
            assert capped.high == (cap if bounds.high is None else min(bounds.high, cap))
            assert capped.low == min(bounds.low, cap)
            assert closed.low == bounds.low
            assert closed.high == (max(bounds.low, cap) if bounds.high is None else bounds.high)


def test_two_statements_are_true_together_or_both_stay_possible():
    for first, second in product(ALL, ALL):
        highs = [high for high in (first.high, second.high) if high is not None]
        low, high = max(first.low, second.low), min(highs, default=None)
        together = high is None or low <= high
        assert first.overlaps(second) is together
        assert both_or_either(first, second) == ((low, high) if together else first.hull(second))


def test_statements_differ_beyond_rounding_only_whichever_comes_first():
    one = Bounds.exactly(1)
    for factor, is_other in ((1, False), (ROUNDING, False), (ROUNDING + Fraction(1, 1000), True)):
        other = Bounds.exactly(factor)
        assert differ(one, other) is differ(other, one) is is_other
    assert not differ(UNKNOWN, Bounds.exactly(9))
    assert differ(Bounds(Fraction(0), Fraction(1)), Bounds(Fraction(2), None))


def test_what_is_known_to_be_nothing_is_told_from_what_is_not_known():
    assert [bounds.is_zero for bounds in (ZERO, UNKNOWN, Bounds.exactly(1))] == [True, False, False]
    assert [bounds.is_exact for bounds in (ZERO, UNKNOWN, Bounds(Fraction(1), Fraction(2)))] == [
        True,
        False,
        False,
    ]
    assert Bounds(Fraction(2, 4), Fraction(1, 2)).is_exact
    assert Bounds.up_to(Bounds(Fraction(1), Fraction(2))) == (0, 2)
    assert Bounds.up_to(UNKNOWN) == UNKNOWN == Bounds.unknown()


def test_sums_of_many_products_are_those_of_one_after_the_other():
    for first, second, third in product(ALL[::5], ALL[::3], ALL[::7]):
        pairs = [(first, second), (third, first), (second, third)]
        one_by_one = ZERO
        for factor, other in pairs:
            one_by_one += factor * other
        assert sum_of_products(pairs) == one_by_one
    for pair in product(ALL[::2], ALL[::2]):
        assert sum_of_products([pair]) == pair[0] * pair[1]
    fractions = [
        (Fraction(1, 3), Fraction(2, 7)),
        (Fraction(5), Fraction(1, 21)),
        (Fraction(0), Fraction(9)),
    ]
    assert Fraction(*sum_of_fractions(fractions)) == sum(a * b for a, b in fractions)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 8), "0.125"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(7), "7"),
        (Fraction(1, 3), "≈0.3333333333"),
        (Fraction(1, 2**45), "0.0000000000000284217094304040074348449707"),
        (Fraction(1, 10), "0.1"),
        (Fraction(20), "20"),
        (Fraction(10**13), "10000000000000"),
    ],
)
def test_a_decimal_is_written_to_its_end_and_what_has_none_is_marked(number, text):
    assert exact_text(number)[:20] == text[:20]
    assert exact_text(number).startswith("≈") is text.startswith("≈")


def test_bounds_are_written_by_what_is_known_of_them():
    assert bounds_text(Bounds(Fraction(0), Fraction(1))) == "0 to 1"
    assert bounds_text(Bounds(Fraction(1), None)) == "at least 1"
    assert bounds_text(Bounds.exactly(2)) == "2"
    assert bounds_text(UNKNOWN) == "unknown"

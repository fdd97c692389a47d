from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.reports import numbers
from calculator.reports.numbers import Line, Rounding

LINE = Line(Fraction(1, 1000))
positive = st.one_of(
    st.fractions(min_value=0, max_value=10),
    st.builds(
        lambda power, sign, n: max(Fraction(0), Fraction(1, 1000) + sign * Fraction(n, 10**power)),
        st.integers(3, 45),
        st.sampled_from([-1, 1]),
        st.integers(0, 9),
    ),
    st.builds(
        lambda m, e: Fraction(m) * Fraction(10) ** e, st.integers(0, 10**40), st.integers(-70, 200)
    ),
)
pairs = st.tuples(positive, positive).map(lambda two: Bounds(min(two), max(two)))


def printed(text: str, line: Line) -> tuple[Fraction, bool]:
    """A printed end as a number, and whether it stands on the caught side."""
    if text.startswith("just "):
        assert Fraction(text.split()[2]) == line.at
        return line.at, text.startswith("just over")
    return Fraction(text), line.catches(Fraction(text))


def both_ends(text: str) -> tuple[str, str]:
    number = r"(?:just (?:over|under) )?\d+(?:\.\d+)?(?:e[+-]\d+)?"
    found = re.fullmatch(rf"({number})(?:(?:-| to )({number}))?", text)
    assert found is not None, text
    return found[1], found[2] or found[1]


@given(positive, st.booleans())
def test_a_printed_number_is_on_the_same_side_of_the_line_as_the_exact_one(
    number: Fraction, reached: bool
) -> None:
    line = Line(LINE.at, reached)
    low, _ = both_ends(numbers.quantity_text(Bounds.exactly(number), "", line=line, digits=3))
    assert printed(low, line)[1] is line.catches(number)


@given(pairs, st.booleans())
def test_a_printed_range_holds_the_exact_one_and_each_end_keeps_its_side(
    bounds: Bounds, reached: bool
) -> None:
    line = Line(LINE.at, reached)
    text = numbers.quantity_text(bounds, "", line=line, digits=3)
    low, high = both_ends(text)
    assert bounds.high is not None
    if not bounds.is_exact:
        assert low.startswith("just") or printed(low, line)[0] <= bounds.low
        assert high.startswith("just") or printed(high, line)[0] >= bounds.high
    assert printed(low, line)[1] is line.catches(bounds.low)
    assert printed(high, line)[1] is line.catches(bounds.high)


@given(positive)
def test_what_a_machine_is_told_reads_back_as_the_same_number(number: Fraction) -> None:
    assert Fraction(numbers.exact(number)) == number


@given(positive, st.integers(1, 20))
def test_rounding_down_never_rises_and_rounding_up_never_falls(
    number: Fraction, digits: int
) -> None:
    low, near, high = (
        numbers.rounded(number, digits, way)
        for way in (Rounding.DOWN, Rounding.NEAREST, Rounding.UP)
    )
    assert low <= number <= high
    assert near in (low, high)


@pytest.mark.parametrize(
    ("share", "text"),
    [
        ("0.0009999", "0.09999 %"),
        ("0.001", "0.1 %"),
        ("0.00099999999", "0.099999999 %"),
        ("0.0248", "2.48 %"),
        ("0", "0 %"),
        ("1/3", "33.3 %"),
    ],
)
def test_a_share_under_one_tenth_of_a_percent_is_never_printed_as_it(share: str, text: str) -> None:
    assert numbers.share(Bounds.exactly(Fraction(share)), Fraction(1, 1000)) == text


def test_a_share_that_must_exceed_the_line_is_not_printed_as_the_line() -> None:
    assert (
        numbers.share(Bounds.exactly(Fraction(1000001, 10**9)), Fraction(1, 1000), reached=False)
        == "0.1000001 %"
    )


def test_a_share_too_near_to_the_line_for_digits_is_put_into_words() -> None:
    near = Fraction(1, 1000) - Fraction(1, 10**40)
    assert numbers.share(Bounds.exactly(near), Fraction(1, 1000)) == "just under 0.1 %"
    assert (
        numbers.share(Bounds(Fraction(8, 10**4), near), Fraction(1, 1000))
        == "0.08 to just under 0.1 %"
    )


@pytest.mark.parametrize(
    ("bounds", "text"),
    [
        (UNKNOWN, "unknown"),
        (Bounds(Fraction(21, 10**4), None), "at least 2.1 g"),
        (Bounds.exactly(0), "0 g"),
        (Bounds.exactly(Fraction(5, 2)), "2.5 kg"),
        (Bounds(Fraction(0), Fraction(1, 10**5)), "0-10 mg"),
        (Bounds.exactly(Fraction(1, 10**15)), "1e-9 mg"),
    ],
)
def test_a_mass_is_said_in_the_unit_that_reads_best(bounds: Bounds, text: str) -> None:
    assert numbers.mass(bounds) == text


def test_a_number_of_ten_thousand_digits_is_said() -> None:
    huge = Fraction(10**10000 + 1)
    assert numbers.exact(huge) == "1" + "0" * 9999 + "1"
    assert numbers.amount(Bounds.exactly(huge), "USD") == "1e+10000 USD"
    assert numbers.machine_bounds(Bounds(huge, None))["high"] is None

"""Whole numbers of small units and exact fractions say the same of what parts add up to."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.content.amounts import NO_CONTENT, Content, sum_of_contents
from calculator.content.contents_in_units import ContentsInUnits
from calculator.model.bill import BillLine
from calculator.numbers.bounds import ZERO, Bounds

NUMBERS = st.one_of(
    st.just(Fraction(0)),
    st.fractions(0, 1000, max_denominator=1000),
    st.sampled_from([Fraction(1, 2**300), Fraction(10**40), Fraction(1, 7**120)]),
)
BOUNDS = st.one_of(
    st.just(ZERO),
    st.just(Bounds.unknown()),
    NUMBERS.map(Bounds.exactly),
    st.tuples(NUMBERS, st.one_of(st.none(), NUMBERS)).map(
        lambda ends: Bounds(ends[0], None if ends[1] is None else max(ends[0], ends[1]))
    ),
)
CONTENTS = st.one_of(
    st.just(NO_CONTENT), st.builds(Content, value=BOUNDS, listed=BOUNDS, rare_earth=BOUNDS)
)
WHOLE = st.one_of(st.none(), NUMBERS)


@settings(max_examples=80)
@given(parts=st.lists(st.tuples(CONTENTS, BOUNDS), min_size=1, max_size=5), value=WHOLE, mass=WHOLE)
def test_what_parts_add_up_to_is_the_same_in_units_and_in_fractions(parts, value, mass):
    contents = ContentsInUnits({f"P{index}": content for index, (content, _) in enumerate(parts)})
    lines = [
        BillLine(parent="TOP", component=f"P{index}", quantity_per=quantity)
        for index, (_, quantity) in enumerate(parts)
    ]
    contents.add_sum("TOP", lines, value, mass)
    exact = sum_of_contents(parts).cut_at(value, mass)
    assert contents["TOP"] == exact
    # A second level: what was added up is a part like any other, beside one that is stated.
    contents.add("STATED", parts[0][0])
    more = [
        BillLine(parent="TWO", component="TOP", quantity_per=parts[0][1]),
        BillLine(parent="TWO", component="STATED", quantity_per=parts[-1][1]),
    ]
    contents.add_sum("TWO", more, value, None)
    two = [(exact, parts[0][1]), (parts[0][0], parts[-1][1])]
    assert contents["TWO"] == sum_of_contents(two).cut_at(value, None)


def test_an_item_without_content_is_the_very_nothing_that_sums_leave_out():
    contents = ContentsInUnits({"P1": NO_CONTENT})
    assert contents["P1"] is NO_CONTENT
    assert [*contents] == ["P1"]
    assert len(contents) == 1

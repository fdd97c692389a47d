"""Statements on one whole: true together where they can be, else all of them stay possible, whatever their order."""

from __future__ import annotations

from itertools import permutations

import pytest

from calculator.content.composition import Closure
from calculator.content.whole import whole_of
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds
from tests.content.small import REST, between, content, declaration, parts, portion

COUNTED = frozenset({"Dy", "Tb"})
ONE, TWO = between(1), between(2)
DY_1 = declaration(portion("Dy", ONE, ONE), named="Dy")
DY_2 = declaration(portion("Dy", TWO, TWO), named="Dy")
ND = declaration(portion("Nd", ONE), named="Nd")
NOTHING_NAMED = declaration()
ABSENT = declaration(closure=Closure.ABSENT)
OPEN_ND = declaration(portion("Nd", ONE), named="Nd", rest=REST)
OPEN_DY = declaration(portion("Dy", ONE, ONE), named="Dy", rest=REST)


@pytest.mark.parametrize(
    ("declarations", "value", "is_closed", "is_contradicted"),
    [
        ((DY_1,), ONE, True, False),
        ((OPEN_ND,), UNKNOWN, False, False),
        # They agree: what is left where both are true, and one that is full closes both.
        ((DY_1, DY_1), ONE, True, False),
        ((OPEN_DY, DY_1), ONE, True, False),
        ((OPEN_ND, OPEN_DY), between(1, is_open=True), False, False),
        # They say two amounts of one element: each may hold.
        ((DY_1, DY_2), between(1, 2), True, True),
        # A full one that lacks what another surely holds contradicts it.
        ((ND, DY_1), between(0, 1), True, True),
        ((ND, OPEN_DY), Bounds(ZERO.low, None), False, True),
        ((NOTHING_NAMED, OPEN_ND), UNKNOWN, False, True),
        # That the counted ones are absent contradicts dysprosium, and not neodymium.
        ((ABSENT, OPEN_ND), ZERO, True, False),
        ((ABSENT, OPEN_DY), UNKNOWN, False, True),
        # An open one lacks nothing.
        ((OPEN_ND, DY_1), ONE, True, False),
    ],
)
def test_declarations_of_one_whole(declarations, value, is_closed, is_contradicted):
    for in_order in permutations(declarations):
        whole = whole_of(in_order, None, COUNTED)
        assert whole.content.value == value
        assert (whole.is_closed, whole.is_contradicted) == (is_closed, is_contradicted)


def test_one_that_agrees_with_both_leaves_what_they_leave_and_three_are_held_pair_by_pair():
    whole = whole_of((DY_1, OPEN_ND, DY_2), None, COUNTED)
    assert whole.in_conflict == {0, 2}
    assert whole.content.value == between(1, 2)
    assert not whole.is_closed
    assert whole_of((OPEN_ND, DY_1), None, COUNTED).in_conflict == frozenset()


def test_what_is_surely_in_it_is_so_by_each_statement_or_where_they_agree_by_any():
    assert whole_of((DY_1, OPEN_ND), None, COUNTED).sure == {"Dy", "Nd"}
    assert whole_of((DY_1, ND), None, COUNTED).sure == frozenset()
    assert whole_of((DY_1, DY_2), None, COUNTED).sure == {"Dy"}
    assert whole_of((ND,), parts(content(ONE, ONE), "Dy"), COUNTED).sure == frozenset()
    assert whole_of((DY_1,), parts(content(ONE, ONE), "Dy"), COUNTED).sure == {"Dy"}
    assert whole_of((), parts(content(ONE, ONE), "Dy"), COUNTED).sure == {"Dy"}


def test_figures_that_cannot_both_be_true_contradict_though_no_element_does():
    cheap = declaration(portion("Dy", between(0, 9), ONE), named="Dy")
    dear = declaration(portion("Dy", between(0, 9), TWO), named="Dy")
    for pair in permutations((cheap, dear)):
        whole = whole_of(pair, None, COUNTED)
        assert whole.is_contradicted
        assert whole.content.value == between(1, 2)


OPEN_PARTS = parts(content(ONE, ONE), "Dy", REST)
LABEL = parts(content(ZERO))


@pytest.mark.parametrize(
    ("declared", "lines", "value", "is_closed", "against"),
    [
        # The parts hold what is declared.
        (DY_1, parts(content(ONE, ONE), "Dy"), ONE, True, False),
        (DY_1, OPEN_PARTS, ONE, True, False),
        # They hold what a full list lacks, or more than it says.
        (ND, parts(content(ONE, ONE), "Dy"), between(0, 1), True, True),
        (ND, OPEN_PARTS, Bounds(ZERO.low, None), False, True),
        (DY_1, parts(content(TWO, TWO), "Dy"), between(1, 2), True, True),
        (DY_1, parts(content(TWO, TWO), "Dy", REST), between(1, is_open=True), False, True),
        # They are all there is, and hold less.
        (DY_2, parts(content(ONE, ONE), "Dy"), between(1, 2), True, True),
        (DY_2, OPEN_PARTS, TWO, True, False),
        # A label weighs what it weighs, and contradicts nothing.
        (DY_1, LABEL, ONE, True, False),
        # What is declared in part is not less than what is in the parts, and not more than closed ones allow.
        (OPEN_ND, parts(content(ONE, ONE), "Dy"), ONE, True, False),
        (OPEN_ND, OPEN_PARTS, between(1, is_open=True), False, False),
        (OPEN_DY, LABEL, between(1, is_open=True), True, False),
    ],
)
def test_a_declaration_and_the_lines_below(declared, lines, value, is_closed, against):
    whole = whole_of((declared,), lines, COUNTED)
    assert whole.content.value == value
    assert (whole.is_closed, whole.against_parts) == (is_closed, against)
    assert whole.is_contradicted is against


def test_lines_alone_are_the_whole():
    whole = whole_of((), OPEN_PARTS, COUNTED)
    assert whole.content == OPEN_PARTS.content
    assert not whole.is_contradicted
    assert not whole.is_closed


def test_lines_with_neodymium_do_not_contradict_that_dysprosium_is_absent():
    magnet = whole_of((ABSENT,), parts(content(ZERO, ZERO, ONE), "Nd"), COUNTED)
    assert (magnet.is_closed, magnet.is_contradicted) == (True, False)
    assert whole_of((ABSENT,), parts(content(ONE, ONE), "Dy"), COUNTED).is_contradicted


PERHAPS_DEAR = declaration(portion("Dy", between(0, 1), between(0, 3)), named="Dy", sure="")
OPEN_PERHAPS = declaration(
    portion("Dy", between(0, 1), between(0, 3)), named="Dy", sure="", rest=REST
)
SOME_DY = declaration(portion("Dy", between(0, 1), between(0, 1)), named="Dy", rest=REST)


def test_a_label_bounds_nothing_of_what_a_full_declaration_leaves_wide():
    """Else its nothing would be the most that is in the magnet."""
    assert whole_of((PERHAPS_DEAR,), LABEL, COUNTED).content.value == between(0, 3)
    for pair in permutations((PERHAPS_DEAR, OPEN_PERHAPS)):
        assert whole_of(pair, LABEL, COUNTED).content.value == between(0, 3)
    open_lines = parts(content(ONE, ONE), "Dy", portion("?", between(0, 1), between(0, 1)))
    assert whole_of((PERHAPS_DEAR,), open_lines, COUNTED).content.value == between(1, 3)


def test_lines_that_are_all_there_is_bound_what_is_declared_from_both_sides():
    lines = parts(content(between(1, 2), between(0, 1)), "Dy")
    assert whole_of((OPEN_PERHAPS,), lines, COUNTED).content.value == between(1, 2)
    in_part = declaration(named="", rest=portion("?", between(0, 9), between(0, 8)))
    assert whole_of((in_part,), lines, COUNTED).content.value == between(1, 2)
    rounded = parts(content(between("1.01"), between("1.01")), "Dy")
    assert whole_of((DY_1,), rounded, COUNTED).content.value == between("1.01")


def test_one_ground_to_contradict_is_enough():
    # A counted element that one lacks, though no figure differs; in either order.
    for pair in permutations((ND, SOME_DY)):
        assert whole_of(pair, None, COUNTED).in_conflict == {0, 1}
    assert whole_of(
        (ND,), parts(content(between(0, 1), between(0, 1)), "Dy"), COUNTED
    ).against_parts
    # Two amounts of one element, though what is open would let the figures meet.
    open_dy_2 = declaration(portion("Dy", TWO, TWO), named="Dy", rest=REST)
    for pair in permutations((OPEN_DY, open_dy_2)):
        assert whole_of(pair, None, COUNTED).is_contradicted
    # One figure of three above what is declared.
    assert whole_of((DY_1,), parts(content(TWO, ONE), "Dy"), COUNTED).against_parts
    # One declaration of two that the lines contradict.
    for pair in permutations((OPEN_ND, ND)):
        whole = whole_of(pair, parts(content(ONE, ONE), "Dy"), COUNTED)
        assert (whole.in_conflict, whole.against_parts) == (frozenset(), True)

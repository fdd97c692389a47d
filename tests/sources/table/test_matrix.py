"""The rectangle of values: nothing is lost by keeping what says the same once."""

from __future__ import annotations

import datetime
import math

from calculator.sources.table.matrix import matrix_of
from calculator.sources.table.sheet_facts import SheetFacts


def test_blank_and_error_cells_are_none_and_all_else_keeps_value_and_type():
    day = datetime.date(2026, 11, 30)
    rows = [["a", "", 1.0, True], ["aa"[:1], "b", 1, ""], ["a", "", day, 0.0]]
    facts = SheetFacts()
    facts.errors.add(2, 0)
    values, is_finite = matrix_of(rows, facts)
    assert values == [["a", None, 1.0, True], ["a", "b", 1, None], [None, None, day, 0.0]]
    assert [type(value) for value in values[0]] == [str, type(None), float, bool]
    assert type(values[1][2]) is int
    assert values[0][0] is values[1][0]
    assert is_finite


def test_one_number_that_is_none_is_seen_in_any_column():
    for odd in (math.nan, math.inf, -math.inf):
        assert not matrix_of([["a", 1.0], ["b", odd], ["", 2.0]], SheetFacts())[1]
        assert not matrix_of([["a", 1.0], [odd, "x"]], SheetFacts())[1]


def test_a_sheet_without_cells_has_its_rows():
    assert matrix_of([], SheetFacts()) == ([], True)
    assert matrix_of([[], []], SheetFacts()) == ([[], []], True)

"""A part number that a spreadsheet took for a figure or a day is found again, and no other is taken for it."""

from __future__ import annotations

import pytest

from calculator.model.item import Item
from calculator.sources.facts.number_matching import Likeness, NumberIndex

PAIRS = [
    ("100000", "1E5"),
    ("12E3", "12000"),
    ("123456789012", "1.23457E+11"),
    ("123456789012", "1,23E+11"),
    ("999999999999", "1.00000E+12"),
    ("123456789012345678", "123456789012346000"),
    ("12345678901234567890", "1.23456789012346E+19"),
    ("1.10", "1.1"),
    ("10.0", "10"),
    ("3-12", "2025-03-12"),
    ("MAR-3", "3-Mar"),
    ("SEP2", "2025-09-02"),
    ("0012345", "12345"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_a_spreadsheet_made_of_a_number_is_like_it_on_either_side(one, other):
    for of_bill, of_facts in ((one, other), (other, one)):
        match = NumberIndex({of_bill: Item(number=of_bill)}).match(of_facts)
        assert match.items == (of_bill,)
        assert match.likeness in (Likeness.LOOKS_SAME, Likeness.SPELLED_ALIKE)


@pytest.mark.parametrize(
    ("of_bill", "of_facts"),
    [
        ("123456789012", "123456789013"),
        ("123456789012", "1.23458E+11"),
        ("123456", "1.2E+5"),
        ("100000", "1E6"),
        ("1.10", "1.11"),
        ("3-12", "2025-03-13"),
        ("MAG-3", "3-Mar"),
    ],
)
def test_other_figures_are_other_parts(of_bill, of_facts):
    match = NumberIndex({of_bill: Item(number=of_bill)}).match(of_facts)
    assert match.likeness is Likeness.OTHER

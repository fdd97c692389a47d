"""Several part numbers in one cell, on a facts sheet or in the bill: a row of them is never another bill's."""

from __future__ import annotations

import pytest

from calculator.model.item import Item
from calculator.sources.facts.number_matching import Likeness, NumberIndex
from calculator.sources.facts.several_numbers import several_numbers

SURE = (
    "MAG-100…MAG-105",
    "MAG-100 to MAG-105",
    "MAG-100..105",
    "MAG-100~105",
    "MAG-101/103",
    "MAG-102, -103",
)
LIKELY = (
    "MAG-100-105",
    "MAG-100–105",
    "MAG-10x",
    "MAG-10#",
    "MAG-10[0-5]",
    "MAG-100 series",
    "MAG-101 ff.",
    "MAG-10?",
)


@pytest.mark.parametrize("text", [*SURE, *LIKELY])
def test_a_number_within_several_is_one_of_them_whichever_side_writes_them(text):
    several = several_numbers(text)
    assert several is not None
    assert several.holds("mag103")
    assert not several.holds("mag999" if "ff" not in text else "mag1")
    assert several.is_sure == (text in SURE)
    of_facts = NumberIndex({"MAG-103": Item(number="MAG-103")}).match(text)
    of_bill = NumberIndex({text: Item(number=text)}).match("MAG-103")
    assert of_facts.items == ("MAG-103",)
    assert of_bill.items == (text,)
    assert Likeness.OTHER not in (of_facts.likeness, of_bill.likeness)


@pytest.mark.parametrize(
    "text",
    [
        "MAG-100",
        "4711/2",
        "1/4",
        "10x5x2",
        "MAG-100 to PUMP-3",
        "MAG-105 to MAG-100",
        "Ring magnet",
        "A-12/B-7",
    ],
)
def test_one_number_and_words_are_not_several(text):
    several = several_numbers(text)
    assert several is None or not several.holds("4712")


def test_letters_behind_a_number_are_counted():
    held = [
        letter for letter in "abcdefg" if several_numbers("MAG-100A to F").holds(f"mag100{letter}")
    ]
    assert held == list("abcdef")
    assert several_numbers("MAG-100(A,B)").holds("mag100b")

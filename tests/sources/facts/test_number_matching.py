"""Which part number of the bill is meant: spelled alike, in another revision, looking alike, a slip, or another part."""

from __future__ import annotations

import time

import pytest

from calculator.model.item import Item, ItemClass
from calculator.sources.facts.number_matching import Likeness, NumberIndex
from calculator.sources.facts.several_numbers import several_numbers


def between(index, text):
    return index.held_by(several) if (several := several_numbers(text)) else ()


def match(text, *numbers, revision="", **items):
    bill = {number: Item(number=number) for number in numbers} | items
    return NumberIndex(bill).match(text, revision)


@pytest.mark.parametrize(
    "text",
    [
        "MAG-01",
        "mag-01",
        "MAG 01",
        "MAG_01",
        "MAG.01",
        "MAG/01",
        "ＭＡＧ－０１",
        " MAG-01. ",
        "MAG01",
    ],
)
def test_case_width_spaces_and_signs_do_not_count(text):
    found = match(text, "MAG-01", "MAG-02")
    assert (found.is_placed, found.items) == (True, ("MAG-01",))


@pytest.mark.parametrize(("text", "number"), [("12345", "0012345"), ("0012345", "12345")])
def test_leading_zeros_of_a_number_of_digits_do_not_count(text, number):
    assert match(text, number).likeness is Likeness.SPELLED_ALIKE


def test_leading_zeros_behind_letters_make_it_look_the_same_only():
    assert match("MAG-1", "MAG-01").likeness is Likeness.LOOKS_SAME


def test_of_two_items_of_one_spelling_none_is_chosen():
    found = match("MAG01", "MAG-01", "MAG 01")
    assert not found.is_placed
    assert found.items == ("MAG-01", "MAG 01")


@pytest.mark.parametrize(
    "text", ["MAG-01 Rev. B", "MAG-01 rev B", "MAG-01_revB", "MAG-01 (Rev B)", "MAG-01 版本 B"]
)
def test_another_revision_is_told_and_the_same_or_a_blank_one_fits(text):
    for revision, likeness in (
        ("A", Likeness.REVISION),
        ("B", Likeness.SPELLED_ALIKE),
        ("", Likeness.SPELLED_ALIKE),
    ):
        item = Item(number="MAG-01", revision=revision)
        found = match(text, **{"MAG-01": item})
        assert (found.likeness, found.items) == (likeness, ("MAG-01",))


def test_a_revision_in_a_column_of_its_own_counts_too():
    item = {"MAG-01": Item(number="MAG-01", revision="A")}
    assert match("MAG-01", revision="B", **item).likeness is Likeness.REVISION
    assert match("MAG-01", revision="A", **item).likeness is Likeness.SAME


def test_a_revision_in_the_bill_s_own_number_counts_too():
    assert match("MAG-01", "MAG-01 Rev B").likeness is Likeness.SPELLED_ALIKE
    assert match("MAG-01 Rev A", "MAG-01 Rev B").likeness is Likeness.REVISION
    assert match("MAG-01 Rev B", "MAG-01 Rev A", "MAG-01 Rev B").items == ("MAG-01 Rev B",)
    assert match("MAG-01 Rev C", "MAG-01 Rev A", "MAG-01 Rev B").likeness is Likeness.LOOKS_SAME


@pytest.mark.parametrize("text", ["MAG-O1", "MАG-01", "MAG-0l", "MAG-001"])
def test_characters_that_look_alike_are_told_apart_from_the_same(text):
    found = match(text, "MAG-01", "RING-7")
    assert (found.likeness, found.items) == (Likeness.LOOKS_SAME, ("MAG-01",))


@pytest.mark.parametrize(
    "text",
    [
        "MAG-01 NEW",
        "NEW MAG-01",
        "MAG-01/B",
        "MGA-01",
        "MAX-01",
        "MAGX-01",
        "MA-01",
        "AMG-01",
        "MAG-*",
        "MAG-0?",
    ],
)
def test_a_slip_or_a_word_more_resembles(text):
    found = match(text, "MAG-01")
    assert (found.likeness, found.items) == (Likeness.RESEMBLES, ("MAG-01",))


def test_a_word_less_resembles():
    assert match("MAG-01", "MAG-01 NEW").items == ("MAG-01 NEW",)


@pytest.mark.parametrize(
    "text",
    ["MAG-10", "MAG-02", "MAG-011", "MAG-01-2", "MAG-0", "PUMP-01", "MXX-01", "M-01", "", "SCREW"],
)
def test_other_digits_or_more_letters_are_another_part(text):
    assert match(text, "MAG-01").likeness is Likeness.OTHER


def test_a_list_from_to_means_what_lies_between():
    index = NumberIndex(
        {number: Item(number=number) for number in ("MAG-01", "MAG-02", "MAG-03", "MAG-05")}
    )
    assert between(index, "MAG-01 to MAG-03") == ("MAG-01", "MAG-02", "MAG-03")
    assert between(index, "MAG-01–MAG-05") == ("MAG-01", "MAG-02", "MAG-03", "MAG-05")
    assert between(index, "MAG-03 to MAG-01") == between(index, "MAG-01 to PUMP-3") == ()


def test_many_numbers_are_matched_in_time_that_grows_with_their_count():
    index = NumberIndex({f"P-{n:06}": Item(number=f"P-{n:06}") for n in range(20_000)})
    start = time.process_time()
    for n in range(500):
        index.match(f"OTHER-{n:06}-ROTOR")
    assert time.process_time() - start < 10


WITHIN = {
    "MAG-1/2": ("MAG-1",),
    "MAG-1..3": ("MAG-1", "MAG-2"),
    "MAG-1 & MAG-2": ("MAG-1", "MAG-2"),
    "MAG-1 or MAG-7": ("MAG-1",),
    "MAG-1 30x10": ("MAG-1",),
    "MAG-1#2": ("MAG-1",),
    "Magnet MAG-1 (ab 2026)": ("MAG-1",),
    "MAG": ("MAG-1", "MAG-2"),
    "MAG-": ("MAG-1", "MAG-2"),
    "MAG-10": (),
    "MAG-1-0": (),
    "MAG-1.7": (),
    "XMAG-1Y": (),
    "BOX": (),
}


def test_a_number_within_a_longer_text_resembles_and_within_a_longer_number_does_not():
    found = {
        text: match(text, "MAG-1", "MAG-2").items
        for text in WITHIN
        if match(text, "MAG-1", "MAG-2").likeness in (Likeness.RESEMBLES, Likeness.OTHER)
    }
    assert found == WITHIN


CALLED = Item(
    number="M-1",
    description="Ring magnet N42 30x10",
    material="NdFeB",
    supplier="Hoshi",
    item_class=ItemClass.MAGNET,
)
HOUSING = Item(number="H-1", description="Ring housing", item_class=ItemClass.OTHER)


@pytest.mark.parametrize(
    ("text", "is_called"),
    [
        ("Ring magnet N42 30x10", True),
        ("ring magnets", True),
        ("magnet", True),
        ("N42", True),
        ("Hoshi N42", True),
        ("Ring magnet N35", False),
        ("Ring housing", False),
        ("Screw", False),
        ("N", False),
    ],
)
def test_words_in_place_of_a_number_resemble_the_magnets_that_are_called_so(text, is_called):
    found = match(text, **{"M-1": CALLED, "H-1": HOUSING})
    assert found.items == (("M-1",) if is_called else ())
    assert found.likeness is (Likeness.RESEMBLES if is_called else Likeness.OTHER)

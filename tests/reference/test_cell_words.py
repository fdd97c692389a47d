"""Words in cells are data: strictly read, for a word that is lost changes what a bill says."""

from __future__ import annotations

from importlib import resources

import pytest

from calculator.model.item import Answer, Evidence, ItemClass
from calculator.reference.cell_words import (
    cell_words,
    describes_nothing,
    may_describe_nothing,
    read_cell_words,
)
from calculator.reference.strict_table import RuleError

TEXT = resources.files("calculator.reference").joinpath("cell_words.toml").read_text("utf-8")


def test_the_names_of_classes_and_grades_are_words_for_them():
    assert all(cell_words().classes[item_class.value] is item_class for item_class in ItemClass)
    assert all(cell_words().grades[grade.value] is grade for grade in Evidence)
    assert cell_words().answers["nein"] is Answer.NO


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("blank = [", "blanks = [", "missing"),
        ('yes = ["yes", ', 'yes = ["yes", "yes", ', "twice"),
        ('of = "magnet"', 'of = "magnets"', "not one of"),
        ("[[evidence]]", "[[grade]]", "is missing"),
        ("no = [", "nope = []\nno = [", "not a key"),
    ],
)
def test_a_fault_in_the_list_is_refused(old, new, fault):
    changed = TEXT.replace(old, new)
    assert changed != TEXT
    with pytest.raises(RuleError, match=fault):
        read_cell_words(changed)


def test_what_describes_nothing_is_told_by_its_first_letters():
    words = cell_words()
    phrases = [
        *words.no_description,
        *words.refers_whole,
        *(f"{before} {named}" for before in words.refers for named in sorted(words.referred)),
    ]
    texts = [text for phrase in phrases for text in (phrase, f"({phrase.upper()}) 4711")]
    empty = [text for text in texts if describes_nothing(text)]
    assert len(empty) > 1000
    assert all(map(may_describe_nothing, empty))


def test_the_first_letters_of_a_text_are_the_same_whatever_its_digits():
    words = cell_words()
    phrases = (*words.no_description, *words.refers_whole)
    begun = {phrase.split()[0] for phrase in phrases} | {*words.refers}
    assert not any(letter.isdigit() for word in begun for letter in word)

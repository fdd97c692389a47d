"""The table of CAS numbers: enough of them, each with a check digit that holds, each naming what we know."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from calculator.model.cas_numbers import (
    cas_entry,
    cas_number_in,
    has_right_check_digit,
    is_cas_number_alone,
)
from calculator.model.substances import RARE_EARTHS, Form, read_substance

NUMBERS = {
    number: (name, group["form"])
    for group in tomllib.loads(
        resources.files("calculator.reference").joinpath("cas_numbers.toml").read_text("utf-8")
    )["group"]
    for name, number in group["numbers"].items()
}


def test_the_table_has_every_rare_earth_and_at_least_sixty_numbers():
    assert len(NUMBERS) >= 60
    assert set(RARE_EARTHS) <= {name for name, _ in NUMBERS.values()}


@pytest.mark.parametrize("number", NUMBERS)
def test_each_number_has_its_check_digit_and_names_a_known_substance(number):
    name, form = NUMBERS[number]
    assert has_right_check_digit(number)
    substance = read_substance(number)[0]
    assert substance is not None
    if substance.elements:
        assert substance.form is Form(form)
        assert substance.elements == read_substance(name)[0].elements


def test_a_digit_that_is_changed_is_found_out():
    for number in NUMBERS:
        digit = number[0]
        wrong = f"{(int(digit) + 1) % 10}{number[1:]}"
        assert not has_right_check_digit(wrong)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7429-91-6", "7429-91-6"),
        ("Dy (CAS 7429-91-6)", "7429-91-6"),
        ("7429–91–6", "7429-91-6"),
        ("MAG-01-2", ""),
        ("27429-91-66", ""),
        ("A7429-91-6", ""),
    ],
)
def test_a_number_is_found_where_it_stands_by_itself(text, number):
    assert cas_number_in(text) == number


def test_a_number_that_we_do_not_know_names_nothing():
    assert has_right_check_digit("50-00-0")
    assert cas_entry("50-00-0") is None
    assert read_substance("50-00-0")[0] is None


def test_words_beside_a_number_make_it_a_name():
    assert is_cas_number_alone("CAS No.: 7429-91-6")
    assert not is_cas_number_alone("7429-91-6 or 1308-87-8")

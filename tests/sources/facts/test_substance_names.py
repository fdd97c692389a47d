"""What a facts row names: by name, by number, one of several, or none of them."""

from __future__ import annotations

import pytest

from calculator.model.substances import NOTHING
from calculator.sources.facts.substance_names import substances_named


def keys(name, cas="", form=""):
    return [substance.key for substance in substances_named(name, cas, form).substances]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Dysprosium (Dy)", ["Dy"]),
        ("Dysprosium [7429-91-6]", ["Dy metal"]),
        ("Dy+Tb", ["Dy", "Tb"]),
        ("Dy/Tb", ["Dy", "Tb"]),
        ("Dysprosium and Terbium", ["Dy", "Tb"]),
        ("Pr, Nd (total)", ["Pr", "Nd"]),
        ("Σ (Dy + Tb)", ["Dy", "Tb"]),
        ("镝、铽", ["Dy", "Tb"]),
        ("Rare earth elements", ["rare earth"]),
        ("total rare earths", ["rare earth"]),
        ("SmCo5", ["SmCo"]),
    ],
)
def test_a_name_is_read(name, found):
    assert keys(name) == found


def test_the_form_of_a_row_holds_for_each_of_several():
    assert keys("Dy+Tb", form="oxide") == ["Dy oxide", "Tb oxide"]


@pytest.mark.parametrize(
    ("name", "absent"),
    [
        ("none of: Sm, Gd, Tb", ["Sm", "Gd", "Tb"]),
        ("free of Dy and Tb", ["Dy", "Tb"]),
        ("Dy-free", ["Dy"]),
        ("no Dy", ["Dy"]),
        ("ohne Dysprosium", ["Dy"]),
        ("不含镝", ["Dy"]),
    ],
)
def test_names_of_what_is_not_there_are_read(name, absent):
    named = substances_named(name)
    assert named.are_absent
    assert [substance.key for substance in named.substances] == absent


@pytest.mark.parametrize("name", ["none", "free of rare earths", "no rare earth elements"])
def test_no_rare_earth_at_all_is_nothing(name):
    assert substances_named(name).substances == (NOTHING,)


@pytest.mark.parametrize("name", ["lead free solder", "no idea", "norbornene", "Dy or glue 7"])
def test_a_name_that_is_only_like_such_words_is_unknown(name):
    named = substances_named(name)
    assert not named.are_absent
    assert named.fault is not None
    assert named.substances[0].rare_earth_share.high == 1


def test_a_number_says_the_form_of_an_element_that_names_none():
    assert keys("Dysprosium", "7429-91-6") == ["Dy metal"]
    assert keys("Dysprosium", "1308-87-8") == ["Dy oxide"]
    assert keys("", "7429-91-6") == ["Dy metal"]


def test_a_number_that_nobody_knows_leaves_the_name():
    assert keys("Dysprosium", "50-00-0") == ["Dy"]


def test_a_known_number_stands_for_a_name_that_nobody_knows():
    named = substances_named("Compound X", "7429-91-6")
    assert [substance.key for substance in named.substances] == ["Dy metal"]


@pytest.mark.parametrize(
    ("name", "cas"),
    [("Iron", "7429-91-6"), ("Dy", "7440-27-9"), ("Dysprosium metal", "1308-87-8")],
)
def test_a_name_and_a_number_of_two_substances_may_be_either(name, cas):
    named = substances_named(name, cas)
    assert len(named.substances) == 2
    assert named.is_open
    assert named.fault is not None


@pytest.mark.parametrize(
    ("name", "cas"), [("Iron", "7439-89-7"), ("7439-89-7", ""), ("", "7439-89-7")]
)
def test_a_number_with_a_wrong_check_digit_leaves_open_what_is_meant(name, cas):
    named = substances_named(name, cas)
    assert named.is_open
    assert named.fault.code == "cas-check-digit"
    assert "7439-89-7" in named.fault.message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Dy, Y", ["Dy", "Y"]),
        ("Y, Dy", ["Y", "Dy"]),
        ("Sc/Y", ["Sc", "Y"]),
        ("Tb y Dy", ["Tb", "Dy"]),
        ("none of: Sm, Gd, Y", ["Sm", "Gd", "Y"]),
        ("sin Dy y Y", ["Dy", "Y"]),
        ("no Dy, no Tb, no Y", ["Dy", "Tb", "Y"]),
        ("frei von Dy, frei von Tb", ["Dy", "Tb"]),
    ],
)
def test_yttrium_is_no_word_for_and(text, named):
    assert keys(text) == named

"""The country groups that rules go by, as their table has them."""

from __future__ import annotations

from calculator.model.countries import read_country
from calculator.reference.country_groups import country_groups


def test_the_groups_are_those_of_the_line_and_of_the_arms_embargo() -> None:
    assert list(country_groups().by_id) == ["E:1", "E:2", "D:5"]


def test_cambodia_left_the_arms_embargo_in_february_of_2026() -> None:
    assert country_groups().groups_of("KH") == ()


def test_every_code_is_that_of_a_country() -> None:
    codes = {code for group in country_groups().by_id.values() for code in group.countries}
    assert all(read_country(code) == code for code in codes)

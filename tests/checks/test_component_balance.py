"""An item that is less than its components."""

from __future__ import annotations

from tests.workbooks import assessed, codes, magnet

PARENT = {"Level": 0, "Part Number": "MOTOR", "Quantity": 1, "Unit": "each", "Currency": "USD"}


def balanced(tmp_path, **stated: object) -> set[str]:
    return codes(assessed(tmp_path, BOM=[{**PARENT, **stated}, magnet(level=1)]))


def test_an_item_that_costs_less_than_its_parts_is_named(tmp_path):
    assert "price-below-components" in balanced(tmp_path, **{"Unit Price": 9.99})


def test_an_item_that_weighs_less_than_its_parts_is_named(tmp_path):
    assert "mass-below-components" in balanced(tmp_path, **{"Unit Mass": 99, "Mass Unit": "g"})


def test_an_item_that_costs_and_weighs_as_much_as_its_parts_is_not(tmp_path):
    stated = {"Unit Price": 10, "Unit Mass": 100, "Mass Unit": "g"}
    found = balanced(tmp_path, **stated)
    assert not {"price-below-components", "mass-below-components"} & found


def test_what_is_unknown_is_less_than_nothing(tmp_path):
    found = balanced(tmp_path)
    assert not {"price-below-components", "mass-below-components"} & found

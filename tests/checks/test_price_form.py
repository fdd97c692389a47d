"""A price that does not say of which form it is."""

from __future__ import annotations

from tests.workbooks import assessed, codes, magnet

PRICE = {"Substance": "Dy", "Price": 300, "Currency": "USD", "Per": "kg"}


def test_a_price_without_a_form_is_named(tmp_path):
    assert "price-form-missing" in codes(assessed(tmp_path, BOM=[magnet()], Prices=[PRICE]))


def test_a_price_of_the_metal_is_not(tmp_path):
    prices = [{**PRICE, "Form": "metal"}]
    assert "price-form-missing" not in codes(assessed(tmp_path, BOM=[magnet()], Prices=prices))


def test_a_price_of_the_element_in_any_form_is_not(tmp_path):
    prices = [{**PRICE, "Form": "contained"}]
    assert "price-form-missing" not in codes(assessed(tmp_path, BOM=[magnet()], Prices=prices))

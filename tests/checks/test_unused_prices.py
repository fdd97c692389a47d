"""A price that is looked up under no name."""

from __future__ import annotations

import pytest

from tests.workbooks import assessed, codes, dysprosium, magnet

PRICE = {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Per": "kg"}


@pytest.mark.parametrize("element", ["Dy", "Tb"])
def test_a_price_of_an_alloy_without_its_partner_is_named(tmp_path, element):
    prices = [PRICE, {**PRICE, "Substance": element, "Form": "alloy"}]
    found = assessed(tmp_path, BOM=[magnet()], Content=[dysprosium(**{"wt%": 1})], Prices=prices)
    assert "price-unused" in codes(found)


@pytest.mark.parametrize(
    "price",
    [
        PRICE,
        {**PRICE, "Substance": "DyFe", "Form": "alloy"},
        {**PRICE, "Form": "oxide"},
        {**PRICE, "Form": "contained"},
        {**PRICE, "Form": None},
        {**PRICE, "Substance": "Nd"},
        {**PRICE, "Substance": "Gd", "Form": "oxide"},
    ],
    ids=["metal", "DyFe", "oxide", "contained", "no form", "not counted", "what it is made from"],
)
def test_a_price_that_is_looked_up_or_of_what_is_not_counted_is_not(tmp_path, price):
    assert "price-unused" not in codes(assessed(tmp_path, BOM=[magnet()], Prices=[price]))


def test_a_price_of_a_form_that_content_names_is_not(tmp_path):
    prices = [{**PRICE, "Form": "alloy"}]
    content = [dysprosium(**{"Form": "alloy", "wt%": 1})]
    assert "price-unused" not in codes(
        assessed(tmp_path, BOM=[magnet()], Content=content, Prices=prices)
    )


def test_a_rule_that_counts_by_name_looks_up_no_form(tmp_path):
    prices = [{**PRICE, "Form": "alloy"}]
    assert "price-unused" not in codes(
        assessed(tmp_path, rules=("eu-reach-svhc",), BOM=[magnet()], Prices=prices)
    )

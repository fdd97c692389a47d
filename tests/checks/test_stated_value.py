"""A stated value far below the price list."""

from __future__ import annotations

from tests.workbooks import assessed, codes, dysprosium, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Per": "kg"}]


def valued(tmp_path, value: float) -> set[str]:
    # 2 % of 100 g are 2 g, which the list prices at 0.60 USD.
    rows = [dysprosium(**{"wt%": 2, "Value": value, "Currency": "USD"})]
    return codes(assessed(tmp_path, BOM=[magnet()], Content=rows, Prices=PRICES))


def test_a_value_below_half_of_the_list_is_named(tmp_path):
    assert "value-below-price-list" in valued(tmp_path, 0.29)


def test_half_of_the_list_is_not(tmp_path):
    assert "value-below-price-list" not in valued(tmp_path, 0.3)

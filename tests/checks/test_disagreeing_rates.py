"""Rates that cannot all be true."""

from __future__ import annotations

from tests.workbooks import assessed, codes, dysprosium, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "CNY", "Per": "kg"}]


def rated(tmp_path, there: float, back: float) -> set[str]:
    rates = [
        {"Currency": "USD", "To": "CNY", "Rate": there},
        {"Currency": "CNY", "To": "USD", "Rate": back},
    ]
    content = [dysprosium(**{"wt%": 2})]
    run = assessed(tmp_path, BOM=[magnet()], Content=content, Prices=PRICES, Rates=rates)
    return codes(run)


def test_a_rate_that_contradicts_its_inverse_is_named(tmp_path):
    assert "rates-disagree" in rated(tmp_path, 7.0, 0.2)


def test_a_rate_and_its_rounded_inverse_are_one(tmp_path):
    assert "rates-disagree" not in rated(tmp_path, 7.0, 0.143)

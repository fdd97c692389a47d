"""A price from long before the day."""

from __future__ import annotations

from tests.workbooks import assessed, codes, dysprosium, magnet

PRICE = {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Per": "kg"}


def test_a_price_of_more_than_a_year_ago_is_named(tmp_path):
    old = [{**PRICE, "Date": "2025-11-20"}]
    assert "dated-long-before" in codes(assessed(tmp_path, BOM=[magnet()], Prices=old))


def test_a_price_of_a_year_ago_is_not(tmp_path):
    recent = [{**PRICE, "Date": "2025-11-23"}]
    assert "dated-long-before" not in codes(assessed(tmp_path, BOM=[magnet()], Prices=recent))


def test_a_price_without_a_date_is_not(tmp_path):
    assert "dated-long-before" not in codes(assessed(tmp_path, BOM=[magnet()], Prices=[PRICE]))


def test_a_rate_of_more_than_a_year_ago_is_named(tmp_path):
    rates = [{"Currency": "USD", "To": "CNY", "Rate": 7, "Date": "2024-01-01"}]
    prices = [{**PRICE, "Currency": "CNY"}]
    content = [dysprosium(**{"wt%": 2})]
    run = assessed(tmp_path, BOM=[magnet()], Content=content, Prices=prices, Rates=rates)
    assert "dated-long-before" in codes(run)

"""A rate that nobody stated is named."""

from __future__ import annotations

from datetime import date

from tests.workbooks import assessed, codes, dysprosium, magnet

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "CNY", "Per": "kg"}]
ON = date(2026, 10, 30)
CONTENT = [dysprosium(**{"wt%": 2})]


def test_the_rate_of_a_central_bank_is_named_where_it_was_taken(tmp_path):
    run = assessed(tmp_path, BOM=[magnet()], Content=CONTENT, Prices=PRICES, on=ON)
    assert "rate-of-central-bank" in codes(run)


def test_a_rate_that_is_stated_is_taken_instead(tmp_path):
    rates = [{"Currency": "USD", "To": "CNY", "Rate": 7.1}]
    run = assessed(tmp_path, BOM=[magnet()], Content=CONTENT, Prices=PRICES, Rates=rates, on=ON)
    assert "rate-of-central-bank" not in codes(run)


def test_without_a_second_currency_there_is_no_rate(tmp_path):
    assert "rate-of-central-bank" not in codes(assessed(tmp_path, BOM=[magnet()]))

"""Prices and rates from after the day are not used, and it is said."""

from __future__ import annotations

from datetime import date

from calculator.model.assumptions import Assumptions, Reference
from tests.workbooks import ON, assessed, codes, magnet

PRICE = {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Per": "kg"}


def test_a_price_of_a_later_day_is_not_used(tmp_path):
    later = [{**PRICE, "Date": "2026-12-24"}]
    assert "dated-later" in codes(assessed(tmp_path, BOM=[magnet()], Prices=later))


def test_a_price_of_the_day_itself_is_used(tmp_path):
    of_the_day = [{**PRICE, "Date": ON.isoformat()}]
    assert "dated-later" not in codes(assessed(tmp_path, BOM=[magnet()], Prices=of_the_day))


def test_a_rate_of_a_later_day_is_named_too(tmp_path):
    rates = [{"Currency": "USD", "To": "EUR", "Rate": 0.9, "Date": "2026-12-24"}]
    assert "dated-later" in codes(assessed(tmp_path, BOM=[magnet()], Rates=rates))


def test_our_own_reference_prices_are_not_told_as_faults_of_the_file(tmp_path):
    assume = Assumptions(reference_prices=Reference.ACCEPTED)
    run = assessed(tmp_path, BOM=[magnet()], on=date(2025, 1, 2), assume=assume)
    assert "dated-later" not in codes(run)

"""A stated rate against the central bank's: what is off by more than a tenth is told, and both count."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.findings.verdict import Verdict
from tests.workbooks import assessed, codes, dysprosium, finding, magnet

PRICE = {"Substance": "Dy", "Form": "metal", "Price": 2000, "Currency": "CNY"}
ABOUT = Fraction(14, 100)


def check(folder, rate, *, currency="CNY", to="USD", share=0.01, day=None):
    return assessed(
        folder,
        BOM=[magnet()],
        Content=[dysprosium(**{"wt%": share})],
        Prices=[PRICE],
        Rates=[{"Currency": currency, "To": to, "Rate": rate, "Date": day}],
    )


def test_an_inverse_rate_is_told_and_clears_nothing(tmp_path):
    # 10 mg at 2,000 yuan a kilogram: 0.0028 of 10 USD; with the rate the other way round it would be nothing to speak of.
    run = check(tmp_path, 0.14, currency="USD", to="CNY")
    assert "rate-against-bank" in codes(run)
    assert finding(run, "MAG").value.numerator.high > Fraction(1, 10)
    assert any("the other way round" in problem.message for problem in run.report.problems)


def test_a_rate_that_is_far_too_low_does_not_clear(tmp_path):
    right, low = (check(tmp_path, rate, share=0.05) for rate in (0.14, 0.014))
    assert finding(right, "MAG").verdict is Verdict.CROSSES
    assert finding(low, "MAG").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("rate", [0.14, 0.132, 0.148])
def test_a_rate_within_a_tenth_stands_alone(tmp_path, rate):
    run = check(tmp_path, rate)
    assert not {"rate-against-bank", "rates-disagree"} & codes(run)
    assert finding(run, "MAG").value.numerator.low == finding(run, "MAG").value.numerator.high


def test_a_rate_of_a_currency_that_the_bank_does_not_quote_stands_alone(tmp_path):
    run = check(tmp_path, 3, currency="XAF")
    assert "rate-against-bank" not in codes(run)


@pytest.mark.parametrize("day", ["2016-03-01", "2026-11-01", None])
def test_a_rate_far_off_is_told_however_long_ago_it_was(tmp_path, day):
    assert "rate-against-bank" in codes(check(tmp_path, 0.3, day=day))
    assert "rate-against-bank" not in codes(check(tmp_path, 0.148, day=day))

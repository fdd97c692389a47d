"""Worked examples by hand: what a content is worth, from where it counts, in which currency."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.findings.verdict import Verdict
from calculator.model.assumptions import Assumptions
from tests.workbooks import (
    assessed,
    codes,
    dysprosium,
    finding,
    magnet,
)


def test_mass_times_price_list_is_the_value_of_a_content(tmp_path):
    # 100 g with 4 wt% Dy is 4 g; at 300 USD/kg that is 1.20 USD of 10 USD: 12 %.
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(**{"wt%": 4})],
        Prices=[{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}],
    )
    assert (
        finding(run, "MAG").value.numerator.low
        == finding(run, "MAG").value.numerator.high
        == Fraction(12, 10)
    )
    assert finding(run, "MAG").mass.listed.low == Fraction(4, 1000)


def test_an_oxide_is_valued_by_its_own_mass_and_holds_its_element_by_stoichiometry(tmp_path):
    # 1 g Dy2O3 at 230 USD/kg is 0.23 USD, and holds 325/373 g of Dy.
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[{**dysprosium(Mass=1, **{"Mass Unit": "g"}), "Substance": "Dy2O3", "Form": None}],
        Prices=[{"Substance": "Dy2O3", "Price": 230, "Currency": "USD"}],
    )
    assert finding(run, "MAG").value.numerator.low == Fraction(23, 100)
    assert float(finding(run, "MAG").mass.listed.low * 1000) == pytest.approx(325 / 373, rel=1e-3)


def test_an_element_in_an_oxide_is_valued_as_the_oxide_that_holds_it(tmp_path):
    content = dysprosium(Mass=1, **{"Mass Unit": "g", "Form": "oxide"})
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[content],
        Prices=[{"Substance": "Dy", "Form": "oxide", "Price": 230, "Currency": "USD"}],
    )
    assert float(finding(run, "MAG").value.numerator.low) == pytest.approx(
        0.23 / (325 / 373), rel=1e-3
    )


def test_a_form_that_nobody_stated_is_between_the_cheapest_and_the_dearest_listed_form(tmp_path):
    prices = [
        {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"},
        {"Substance": "Dy", "Form": "oxide", "Price": 230, "Currency": "USD"},
        {"Substance": "DyFe", "Price": 235, "Currency": "USD"},
        {"Substance": "TbDyFe", "Price": 400, "Currency": "USD"},
    ]
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(Mass=1, **{"Mass Unit": "g", "Form": None})],
        Prices=prices,
    )
    value = finding(run, "MAG").value.numerator
    # 1 g of Dy in DyFe that holds at most 95 % Dy is at least 0.235 / 0.95 USD.
    assert value.low == Fraction(235, 1000) / Fraction("0.95")
    assert value.high is not None
    assert value.high > Fraction("0.3")
    assert finding(run, "MAG").verdict is Verdict.CROSSES


def test_a_metal_without_a_price_is_worth_at_least_its_oxide(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(**{"wt%": 4})],
        Prices=[{"Substance": "Dy2O3", "Price": 230, "Currency": "USD"}],
    )
    value = finding(run, "MAG").value.numerator
    assert float(value.low) == pytest.approx(0.004 * 230 / (325 / 373), rel=1e-3)
    assert value.high == 10


def test_without_a_price_a_content_may_be_all_of_the_item(tmp_path):
    run = assessed(tmp_path, BOM=[magnet()], Content=[dysprosium(**{"wt%": 4})])
    assert finding(run, "MAG").value.numerator.high == 10
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert run.report.exit_status() == 3


def test_an_unknown_origin_is_between_none_and_all(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(Value=1, Currency="USD", **{"Country of Origin": None})],
    )
    found = finding(run, "MAG")
    assert (found.value.numerator.low, found.value.numerator.high) == (0, 1)
    assert found.verdict is Verdict.UNDETERMINED
    assert any(
        question.asks.startswith("origin of Dy:") and question.settles
        for question in found.questions
    )


def test_an_unknown_origin_assumed_not_chinese_is_none(tmp_path):
    content = [dysprosium(Value=1, Currency="USD", **{"Country of Origin": None})]
    run = assessed(
        tmp_path,
        assume=Assumptions(unknown_origin_is_not_chinese=True),
        BOM=[magnet()],
        Content=content,
    )
    assert finding(run, "MAG").verdict is Verdict.BELOW
    assert run.report.assumptions == (("unknown-origin", "non-cn"),)


def test_an_origin_share_counts_for_its_share_and_the_rest_is_unknown(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(Value=1, Currency="USD", **{"Origin Share %": 60})],
    )
    assert (finding(run, "MAG").value.numerator.low, finding(run, "MAG").value.numerator.high) == (
        Fraction(6, 10),
        1,
    )


def test_hong_kong_is_unknown_and_taiwan_is_not_china(tmp_path):
    for country, high in (("HK", 1), ("Macau", 1), ("TW", 0), ("AU", 0)):
        run = assessed(
            tmp_path,
            BOM=[magnet()],
            Content=[dysprosium(Value=1, Currency="USD", **{"Country of Origin": country})],
        )
        assert (
            finding(run, "MAG").value.numerator.low,
            finding(run, "MAG").value.numerator.high,
        ) == (0, high), country


def test_what_is_not_disclosed_may_be_all_of_the_price(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[
            dysprosium(
                Value=0.001, Currency="USD", **{"Country of Origin": "AU", "Disclosure": None}
            )
        ],
    )
    assert finding(run, "MAG").value.numerator.high == 10
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_shares_that_add_up_to_the_whole_leave_nothing_undisclosed(tmp_path):
    rows = [
        {"Part Number": "MAG", "Substance": substance, "wt%": share, "Country of Origin": "AU"}
        for substance, share in (("Nd", 30), ("Dy", 1), ("Fe", 68), ("B", 1))
    ]
    run = assessed(tmp_path, BOM=[magnet()], Content=rows)
    assert finding(run, "MAG").value.numerator.high == 0
    assert finding(run, "MAG").verdict is Verdict.BELOW


def test_a_zero_price_is_not_a_value(tmp_path):
    run = assessed(
        tmp_path, BOM=[magnet(**{"Unit Price": 0})], Content=[dysprosium(Value=1, Currency="USD")]
    )
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "zero-price" in codes(run)


def test_two_prices_for_one_magnet_are_a_problem_and_both_are_held(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[
            {"Level": 0, "Part Number": "A"},
            magnet("MAG", 1, **{"Unit Price": 500}),
            {"Level": 0, "Part Number": "B"},
            magnet("MAG", 1, **{"Unit Price": 2000}),
        ],
        Content=[dysprosium(Value=1, Currency="USD")],
    )
    assert (
        finding(run, "MAG").value.denominator.low,
        finding(run, "MAG").value.denominator.high,
    ) == (500, 2000)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert "conflicting-price" in codes(run)


def test_currencies_are_brought_together_by_rates_and_kept_apart_without(tmp_path):
    bom = [
        {"Level": 0, "Part Number": "P", "Unit Price": 100, "Currency": "USD"},
        {
            "Level": 1,
            "Part Number": "Q",
            "Quantity": 1,
            "Unit": "each",
            "Unit Price": 60,
            "Currency": "USD",
        },
        magnet("MAG", 2, Currency="EUR"),
    ]
    content = [dysprosium(Value=1, Currency="EUR")]
    with_rate = assessed(
        tmp_path, BOM=bom, Content=content, Rates=[{"Currency": "EUR", "To": "USD", "Rate": 1.1}]
    )
    assert finding(with_rate, "MAG").value.numerator.low == Fraction(11, 10)
    without = assessed(tmp_path, BOM=bom, Content=content)
    assert finding(without, "MAG").value.unit == "EUR"
    assert (
        finding(without, "MAG").value.share.low
        == finding(with_rate, "MAG").value.share.low
        == Fraction(1, 10)
    )


def test_an_inverse_rate_and_a_chain_of_rates_are_exact(tmp_path):
    run = assessed(
        tmp_path,
        currency="USD",
        BOM=[magnet(**{"Unit Price": 70, "Currency": "CNY"})],
        Content=[dysprosium(Value=1, Currency="JPY")],
        Rates=[
            {"Currency": "USD", "To": "CNY", "Rate": 7},
            {"Currency": "USD", "To": "JPY", "Rate": 150},
        ],
    )
    assert finding(run, "MAG").value.denominator.low == 10
    assert finding(run, "MAG").value.numerator.low == Fraction(1, 150)

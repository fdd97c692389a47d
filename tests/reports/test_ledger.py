"""The contributions of a finding and what is entered beside them add up to what was tested, for every bill."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given

from calculator.assessment import Options, assess
from calculator.findings.finding import Finding
from calculator.numbers.bounds import Bounds
from calculator.reports.ledger import account_of, amount_tested
from tests.properties.test_properties import run, thorough
from tests.strategies import bills, sheets
from tests.workbooks import (
    ON,
    RULES,
    assessed,
    dysprosium,
    exactly,
    finding,
    magnet,
    write_workbook,
)

EVERY_RULE = ("cn-mofcom-2025-61", "screen-mass", "screen-all-value")


def check_account(found: Finding) -> None:
    account = account_of(found)
    assert account.content == found.tested.numerator, (found.rule.id, found.item.number, account)
    assert account.is_adjusted is (account.total != found.tested.numerator)
    assert bool(account.why) is account.is_adjusted


def check_factors(found: Finding) -> None:
    for part in found.contributions:
        known = part.factors
        assert known is not None
        assert known.value * known.counted * part.quantity == part.value
        assert known.mass * known.counted * part.quantity == part.mass
        if known.whole is not None and known.share is not None:
            assert known.whole * known.share == known.mass
        if known.price is not None:
            value = known.mass * known.price
            assert value.low == known.value.low
            assert value.high in (known.value.high, None)


@thorough
@given(bills())
def test_contributions_and_adjustments_add_up_to_what_was_tested(things):
    for one in run(sheets(things), rules=EVERY_RULE).report.findings:
        check_account(one)
        check_factors(one)


def test_what_is_open_ends_at_the_price_of_the_item(tmp_path: Path) -> None:
    rows = [
        magnet("MAG", **{"Unit Price": 50}),
        magnet(
            "DY",
            1,
            **{
                "Item Class": "listed material",
                "Material": "Dysprosium metal",
                "Unit Price": None,
                "Country of Origin": "CN",
            },
        ),
    ]
    found = finding(assessed(tmp_path, BOM=rows), "MAG")
    account = account_of(found)
    assert account.total.high is None
    assert account.ceiling == 50
    assert account.content == found.tested.numerator
    assert "ends at the price of the item" in account.why


def test_rows_that_contradict_the_parts_are_said_to(tmp_path: Path) -> None:
    listed = magnet(
        "DY",
        1,
        **{
            "Item Class": "listed material",
            "Material": "Dysprosium metal",
            "Unit Price": 3,
            "Country of Origin": "CN",
        },
    )
    found = finding(
        assessed(tmp_path, BOM=[magnet(), listed], Content=[dysprosium(Value=1, Currency="USD")]),
        "MAG",
    )
    account = account_of(found)
    assert (account.total, account.content) == (
        Bounds(exactly("3"), exactly("4")),  # the part, and perhaps what is declared besides
        Bounds(exactly("1"), exactly("3")),
    )
    assert "MAG has Content rows and parts" in account.why


def test_each_substance_alone_is_the_largest_and_not_the_sum(tmp_path: Path) -> None:
    rows = [
        dysprosium(**{"wt%": 2}),
        dysprosium(**{"Substance": "Tb", "wt%": 1}),
        dysprosium(**{"Substance": "Nd", "wt%": 30, "Country of Origin": "AU"}),
    ]
    path = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet()], Content=rows)
    rule = replace(RULES["screen-mass"], per_substance=True)
    (found,) = assess((path,), (), Options(on=ON, rules=(rule,))).report.findings
    account = account_of(found)
    assert account.content == found.tested.numerator == Bounds.exactly(exactly("0.002"))
    assert account.low == account.high == exactly("-0.001")
    assert "each substance is held against the line alone" in account.why


def test_beyond_two_hundred_contributions_the_rest_is_one_entry(tmp_path: Path) -> None:
    listed = [
        magnet(
            f"DY-{index}",
            1,
            **{
                "Item Class": "listed material",
                "Material": "Dysprosium metal",
                "Unit Mass": 1,
                "Unit Price": "0.001",
                "Country of Origin": "CN",
            },
        )
        for index in range(210)
    ]
    found = finding(assessed(tmp_path, BOM=[magnet(**{"Unit Mass": 210}), *listed]), "MAG")
    account = account_of(found)
    assert len(found.contributions) == 200
    assert account.low == account.high == exactly("0.01")
    assert "200 largest" in account.why


def test_a_rule_by_mass_counts_the_rare_earth_in_what_is_named(tmp_path: Path) -> None:
    oxide = dysprosium(**{"Substance": "Nd2O3", "Form": "oxide", "wt%": 30})
    found = finding(
        assessed(tmp_path, BOM=[magnet()], Content=[oxide], rules=("screen-mass",)),
        "MAG",
        "screen-mass",
    )
    (part,) = found.contributions
    assert amount_tested(part, found) == found.mass.listed
    assert part.mass != found.mass.listed

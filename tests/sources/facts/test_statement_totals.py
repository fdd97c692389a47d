"""Balances and shares of atoms, which all rows of a statement together turn into shares of mass."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.findings.verdict import Verdict
from tests.workbooks import assessed, codes, dysprosium, finding, magnet

PRICES = [
    {"Substance": name, "Form": "metal", "Price": price, "Currency": "USD"}
    for name, price in (("Dy", 400), ("Tb", 1000), ("Sc", 3000))
]


def check(folder, *rows, **bom):
    content = [{"Part Number": "MAG", "Evidence": "declared", **row} for row in rows]
    return assessed(folder, BOM=[magnet(**bom)], Content=content, Prices=PRICES)


def shares(run):
    return {str(row.substance): row.share for row in run.read.content["MAG"]}


ND = {"Substance": "Nd", "wt%": 30}
DY = {"Substance": "Dy", "Form": "metal", "wt%": 0.01, "Country of Origin": "CN"}
FE = {"Substance": "Fe", "wt%": "Bal."}


def test_a_balance_is_what_the_others_leave_and_makes_the_list_whole(tmp_path):
    run = check(tmp_path, ND, DY, FE)
    assert shares(run)["Fe"].low == shares(run)["Fe"].high == Fraction("0.6999")
    assert finding(run, "MAG").verdict is Verdict.BELOW
    assert finding(check(tmp_path, ND, DY), "MAG").verdict is Verdict.UNDETERMINED


def test_a_balance_beside_limits_lies_between(tmp_path):
    share = shares(check(tmp_path, {**ND, "wt%": "28-31"}, {**DY, "wt%": "max 0.5"}, FE))["Fe"]
    assert (share.low, share.high) == (Fraction("0.685"), Fraction("0.72"))


@pytest.mark.parametrize(
    "rows",
    [
        [FE],
        [ND, FE, {**FE, "Substance": "Co"}],
        [{**ND, "wt%": None}, FE],
        [ND, {**ND, "Substance": "Co", "wt%": 80}, FE],
    ],
    ids=["nothing else", "two balances", "one without an amount", "more than the whole"],
)
def test_a_balance_of_what_is_not_known_closes_nothing(tmp_path, rows):
    run = check(tmp_path, *rows)
    assert (shares(run)["Fe"].low, shares(run)["Fe"].high) == (0, 1)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_row_that_may_be_missing_takes_the_balance_with_it(tmp_path):
    lost = {**DY, "Part Number": "MAGX", "wt%": 3}
    run = check(tmp_path, ND, DY, FE, lost)
    assert "fact-resembles" in codes(run)
    assert shares(run)["Fe"].low == 0
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


# --------------------------------------------------------------------------- atoms


def test_twenty_atoms_of_scandium_in_a_hundred_are_29_4_per_cent_of_the_mass(tmp_path):
    run = check(tmp_path, {"Substance": "Sc", "at%": 20}, {"Substance": "Al", "at%": 80})
    share = shares(run)["Sc"]
    assert share.low == share.high
    assert round(float(share.low), 3) == 0.294


def test_the_rest_of_the_atoms_may_be_a_balance(tmp_path):
    run = check(tmp_path, {"Substance": "Sc", "wt%": "20 at%"}, {"Substance": "Al", "wt%": "Bal."})
    assert (
        round(float(shares(run)["Sc"].low), 3) == round(float(shares(run)["Sc"].high), 3) == 0.294
    )


def test_atoms_beside_a_rest_that_nobody_names_are_between_the_lightest_and_the_heaviest(tmp_path):
    share = shares(check(tmp_path, {"Substance": "Sc", "at%": 20}))["Sc"]
    assert share.low < Fraction("0.05")
    assert share.high > Fraction("0.9")


def test_a_range_of_atoms_is_a_range_of_mass(tmp_path):
    run = check(tmp_path, {"Substance": "Sc", "at%": "10-20"}, {"Substance": "Al", "at%": "Bal."})
    share = shares(run)["Sc"]
    assert round(float(share.low), 3) == 0.156
    assert round(float(share.high), 3) == 0.294


def test_atoms_of_what_is_no_element_leave_the_item_open(tmp_path):
    run = check(tmp_path, {**DY, "Disclosure": "full"}, {"Substance": "Tb4O7", "at%": 3})
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert finding(check(tmp_path, {**DY, "Disclosure": "full"}), "MAG").verdict is Verdict.BELOW


def test_dysprosium_alone_stays_a_row_of_its_own(tmp_path):
    assert list(shares(check(tmp_path, dysprosium(**{"wt%": 1})))) == ["Dy (metal)"]

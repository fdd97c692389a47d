"""What cannot be read of a price is not lost beside another price of the same substance."""

from __future__ import annotations

import openpyxl
import pytest

from calculator.assessment import Options, assess
from calculator.findings.verdict import Verdict
from tests.workbooks import LAW, ON, assessed, codes, dysprosium, finding, magnet, write_workbook

PRICE = {"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}
LITTLE = dysprosium(
    **{"wt%": 0.02}
)  # 20 mg at 400 a kilogram: 0.008 of 10, below; at 600 it crosses.


def check(folder, *prices):
    return assessed(folder, BOM=[magnet()], Content=[LITTLE], Prices=prices)


def test_one_price_that_can_be_read_is_below(tmp_path):
    assert finding(check(tmp_path, PRICE), "MAG").verdict is Verdict.BELOW


@pytest.mark.parametrize(
    "change",
    [
        {"Price": "about six"},
        {"Price": "6OO"},
        {"Per": "bag"},
        {"Currency": "¤"},
        {"Date": "soon"},
        {"Min Price": 300, "Max Price": None, "Price": None},
    ],
    ids=["words", "a letter in it", "per bag", "no currency", "no day", "no upper end"],
)
def test_a_second_price_that_cannot_be_read_leaves_the_first_open(tmp_path, change):
    run = check(tmp_path, PRICE, {**PRICE, **change})
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("change", [{"Price": None}, {"Price": "on request"}, {"Price": 0}])
def test_a_price_that_is_not_stated_takes_nothing_from_one_that_is(tmp_path, change):
    run = check(tmp_path, PRICE, {**PRICE, **change})
    assert finding(run, "MAG").verdict is Verdict.BELOW


@pytest.mark.parametrize("mark", [None, '"', "ditto"])
def test_a_price_below_a_substance_is_one_of_it(tmp_path, mark):
    run = check(tmp_path, PRICE, {**PRICE, "Substance": mark, "Price": 600})
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED
    assert ("merged-fact" in codes(run)) is (mark is None)


def test_a_price_behind_a_blank_row_is_the_price_of_nothing(tmp_path):
    run = check(tmp_path, PRICE, {}, {**PRICE, "Substance": None, "Price": 600})
    assert "price-without-substance" in codes(run)


def test_a_price_merged_over_two_substances_is_at_most_that_of_each(tmp_path):
    path = write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[magnet()],
        Content=[LITTLE],
        Prices=[{**PRICE, "Price": 600}, {**PRICE, "Substance": "Tb", "Price": None}],
    )
    book = openpyxl.load_workbook(path)
    book["Prices"].merge_cells("C2:C3")
    book.save(path)
    found = finding(assess((path,), (), Options(on=ON, rules=(LAW,))), "MAG")
    assert found.verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    "more",
    [
        {"Price 2": 600},
        {"Unit price new": 600},
        {"Unit": "lb"},
        {"Remark": "indicative"},
        {"Note": "forecast"},
        {"Source": "estimate"},
        {"Year": 2021},
        {"Valid Until": "2026-10-31"},
    ],
)
def test_what_stands_beside_a_price_and_makes_another_of_it_leaves_it_open(tmp_path, more):
    assert finding(check(tmp_path, {**PRICE, **more}), "MAG").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    "more",
    [
        {"Source": "Argus"},
        {"Year": 2026},
        {"Valid Until": "2026-12-31"},
        {"Price 2": 400},
        {"Freight": 12},
        {"Remark": "99.5 %"},
    ],
)
def test_what_says_nothing_else_of_a_price_changes_nothing(tmp_path, more):
    assert finding(check(tmp_path, {**PRICE, **more}), "MAG").verdict is Verdict.BELOW

"""A figure that can be read beside one of the same thing that cannot is no answer: the unreadable one may be anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.findings.verdict import Verdict
from tests.workbooks import assessed, dysprosium, finding, magnet

UNREADABLE = {
    "Unit Price": "8,90 / 12",
    "Unit Mass": "4 or 5 g?",
    "Currency": "XQZ",
    "Price Per": "a handful",
    "Mass Unit": "furlong",
}
"""By column of a magnet, what nobody can read there."""
AGAIN = {
    "Unit Price": "Stückpreis",
    "Unit Mass": "Unit Weight",
    "Currency": "Währung",
    "Price Per": "Preiseinheit",
    "Mass Unit": "Weight Unit",
    "Quantity": "Menge",
}
"""What a second column of each is called."""
PRICES = [
    {"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD", "Market": "CN"},
]


def product(**more: object) -> dict[str, object]:
    return {
        "Level": 0,
        "Part Number": "TOP",
        "Description": "Bench fixture",
        "Quantity": 1,
        "Unit": "each",
        "Unit Price": 90,
        "Currency": "USD",
        **more,
    }


def verdict(folder: Path, *rows: dict[str, object]) -> Verdict:
    """Of a magnet with a share of dysprosium that is just below the line at its mass, its price and its currency."""
    content = dysprosium(**{"wt%": 0.02})
    return finding(
        assessed(folder, BOM=[product(), *rows], Content=[content], Prices=PRICES), "MAG"
    ).verdict


def test_the_magnet_is_below_where_each_figure_is_stated_once(tmp_path):
    assert verdict(tmp_path, magnet(level=1)) is Verdict.BELOW


@pytest.mark.parametrize("column", UNREADABLE)
def test_a_second_row_of_the_item_whose_figure_cannot_be_read_leaves_the_bound_open(
    tmp_path, column
):
    second = magnet(level=1, **{"Price Per": 1, column: UNREADABLE[column]})
    assert verdict(tmp_path, magnet(level=1, **{"Price Per": 1}), second) is Verdict.UNDETERMINED
    assert verdict(tmp_path, second, magnet(level=1, **{"Price Per": 1})) is Verdict.UNDETERMINED


def with_second_column(column: str) -> dict[str, object]:
    """The magnet with one of its columns there twice, saying the same."""
    row = magnet(level=1, **{"Price Per": 1})
    return {**row, AGAIN[column]: row[column]}


@pytest.mark.parametrize("column", UNREADABLE)
def test_a_second_column_that_says_the_same_is_no_doubt(tmp_path, column):
    assert verdict(tmp_path, with_second_column(column)) is Verdict.BELOW


@pytest.mark.parametrize("column", UNREADABLE)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_second_column_whose_figure_cannot_be_read_leaves_the_bound_open(
    tmp_path, column, is_first
):
    # A column without a single figure states none: another magnet has them.
    other = {**with_second_column(column), "Part Number": "MAG-2"}
    row = with_second_column(column)
    row[column if is_first else AGAIN[column]] = UNREADABLE[column]
    assert verdict(tmp_path, row, other) is Verdict.UNDETERMINED


@pytest.mark.parametrize("column", UNREADABLE)
def test_a_cell_with_words_that_nobody_can_read_leaves_the_bound_open(tmp_path, column):
    row = magnet(level=1, **{column: UNREADABLE[column]})
    assert verdict(tmp_path, row) is Verdict.UNDETERMINED


@pytest.mark.parametrize("blank", [None, "", "-", "n/a", "on request", "tbd"])
@pytest.mark.parametrize("column", ["Unit Price", "Unit Mass", "Price Per"])
def test_a_second_row_that_states_nothing_contradicts_nothing(tmp_path, column, blank):
    assert verdict(tmp_path, magnet(level=1), magnet(level=1, **{column: blank})) is Verdict.BELOW


def test_a_quantity_beside_one_that_cannot_be_read_leaves_the_bound_open(tmp_path):
    def of(*quantities: object) -> Verdict:
        heads = ("Quantity", AGAIN["Quantity"])
        blank = {
            "Level": 2,
            "Part Number": "DY",
            "Description": "Dysprosium metal",
            "Material": "Dy",
            "Unit": "g",
            "Unit Price": 0.1,
            "Currency": "USD",
            "Country of Origin": "CN",
            **dict(zip(heads, quantities, strict=False)),
        }
        iron = {**blank, "Part Number": "FE", "Description": "iron", "Material": "iron"}
        iron |= {"Quantity": 99.98, AGAIN["Quantity"]: 99.98, "Unit Price": 0.00001}
        rows = [product(), magnet(level=1, Material=""), blank, iron]
        rows = [
            {**row, AGAIN["Quantity"]: row.get(AGAIN["Quantity"], row["Quantity"])} for row in rows
        ]
        if len(quantities) == 1:
            rows = [{key: row[key] for key in row if key != AGAIN["Quantity"]} for row in rows]
        return finding(assessed(tmp_path, BOM=rows), "MAG").verdict

    assert of(0.02) is Verdict.BELOW
    assert of(0.02, 0.02) is Verdict.BELOW
    assert of(0.02, "0.02 or 9") is Verdict.UNDETERMINED
    assert of("0.02 or 9", 0.02) is Verdict.UNDETERMINED


@pytest.mark.parametrize(
    "second",
    [{"Price": "3 hundred"}, {"Price": 300, "Currency": "XQZ"}, {"Price": 300, "Per": "x"}],
)
def test_a_price_of_a_substance_beside_one_that_cannot_be_read_leaves_the_bound_open(
    tmp_path, second
):
    rows = [PRICES[0], {**PRICES[0], **second}]
    report = assessed(tmp_path, BOM=[magnet()], Content=[dysprosium(**{"wt%": 0.02})], Prices=rows)
    assert finding(report, "MAG").verdict is Verdict.UNDETERMINED


@pytest.mark.parametrize("answer", ["no", "yes"])
def test_an_answer_beside_one_that_cannot_be_read_is_no_answer(tmp_path, answer):
    rows = [
        magnet(level=1, **{"Chinese Technology": answer}),
        magnet(level=1, **{"Chinese Technology": "maybe, asked"}),
    ]
    report = assessed(tmp_path, BOM=[product(), *rows], Content=[dysprosium(**{"wt%": 0.0})])
    item = report.read.bill.items["MAG"]
    assert item.technology.value == "unknown"
    assert item.technology_named


@pytest.mark.parametrize("first", [True, False])
def test_a_rate_beside_one_that_cannot_be_read_leaves_the_bound_open(tmp_path, first):
    good = {"Currency": "GBP", "To": "USD", "Rate": 1.3}
    rates = [good, {**good, "Rate": "0.0013 or so?"}]
    row = magnet(Currency="GBP")
    content = [dysprosium(**{"wt%": 0.02})]

    def of(*stated: dict[str, object]) -> Verdict:
        sheets = {"BOM": [row], "Content": content, "Prices": PRICES, "Rates": stated}
        return finding(assessed(tmp_path, currency="USD", **sheets), "MAG").verdict

    assert of(good) is Verdict.BELOW
    assert of(good, {**good, "Rate": None}) is Verdict.BELOW
    assert of(*(rates if first else rates[::-1])) is Verdict.UNDETERMINED

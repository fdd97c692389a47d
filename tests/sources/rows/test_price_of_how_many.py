"""Of how many pieces a price is: by any word of its heading, by a column that nobody knows, by what its number format shows."""

from __future__ import annotations

import openpyxl
import pytest

from calculator.assessment import Options, assess
from calculator.findings.verdict import Verdict
from calculator.sources.layout.heading_tokens import other_scale
from calculator.sources.layout.heading_units import measure_of
from calculator.sources.layout.headings import meaning_of
from tests.workbooks import LAW, ON, codes, dysprosium, finding, magnet, write_workbook

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]


def answer(tmp_path, *, heading="Unit Price", price=10, number_format="", screw=None, **more):
    """The assessment of a magnet that is below at 10 USD and crosses at a hundredth of it, beside a screw."""
    screw = {"Unit Price": 2, **(screw or {})}
    rows = [
        magnet(**{"Unit Price": price, **more}),
        magnet("SCR-1", **{"Item Class": "other", "Material": "steel", **screw}),
    ]
    rows = [{heading if key == "Unit Price" else key: row[key] for key in row} for row in rows]
    path = write_workbook(
        tmp_path / "bom.xlsx", BOM=rows, Content=[dysprosium(**{"wt%": 0.01})], Prices=PRICES
    )
    if number_format:
        book = openpyxl.load_workbook(path)
        sheet = book["BOM"]
        column = next(cell.column for cell in sheet[1] if cell.value == heading)
        sheet.cell(2, column).number_format = number_format
        book.save(path)
    return assess((path,), (), Options(on=ON, rules=(LAW,)))


@pytest.mark.parametrize(
    "heading",
    [
        "Prix aux 100",
        "Precio por ciento",
        "Preço / milheiro",
        "Birim Fiyat (100 adet)",
        "Price/M",
        "Preis pro VPE",
        "Preis ‰",
        "Prezzo al cento",
        "Price/doz",
        "Prix les 100 pièces",
    ],
)
def test_a_heading_that_makes_a_price_that_of_many_is_never_read_as_of_one(tmp_path, heading):
    assert finding(answer(tmp_path, heading=heading), "MAG").verdict is not Verdict.BELOW


@pytest.mark.parametrize(
    "heading",
    ["Unit Price 2", "Preis inkl. 19 % MwSt", "Unit price (incl. 19% VAT)", "Unit Price 12/2026"],
)
def test_small_numbers_years_and_taxes_in_a_heading_change_nothing(tmp_path, heading):
    assert finding(answer(tmp_path, heading=heading), "MAG").verdict is Verdict.BELOW


def test_the_numbers_of_a_heading_that_make_figures_others_are_told_from_those_that_do_not():
    scales = {
        "Price per C": "C",
        "Price C": "",
        "Cost 9": "",
        "Cost 10": "10",
        "Price 01.11.2025": "",
        "Price x1000": "x1000",
        "Price 19%": "19%",
        "Price incl. 19% VAT": "",
        "单价(每百件)": "每百件",
    }
    assert {text: other_scale(text) for text in scales} == scales


def test_a_word_that_is_like_one_of_price_keeps_what_stands_beside_it():
    like = meaning_of("bom", "Preis %")
    assert not measure_of("bom", like.name, like.bracket).is_clear


@pytest.mark.parametrize(
    ("column", "of_magnet", "of_screw"),
    [
        ("Basis", 100, 100),
        ("Faktor", 100, 1),
        ("KPEIN-X", "100 ST", "100 ST"),
        ("Cond.", "/100", "/100"),
        ("PUM", "CEN", "CEN"),
        ("BPRME", 100, 100),
        ("Per Qty", 100, 100),
        ("Fiyat Birimi", 100, 100),
    ],
)
def test_a_column_of_powers_of_ten_or_of_counts_may_be_what_a_price_is_of(
    tmp_path, column, of_magnet, of_screw
):
    run = answer(tmp_path, **{column: of_magnet}, screw={column: of_screw})
    assert finding(run, "MAG").verdict is not Verdict.BELOW


@pytest.mark.parametrize(
    ("column", "of_magnet", "of_screw"),
    [("Faktor", 1, 1), ("Faktor", 100, 25), ("Regal", "100 A", "7 B"), ("Lead time", 100, 10)],
)
def test_other_columns_of_figures_divide_no_price(tmp_path, column, of_magnet, of_screw):
    run = answer(tmp_path, **{column: of_magnet}, screw={column: of_screw})
    assert finding(run, "MAG").verdict is Verdict.BELOW


@pytest.mark.parametrize(
    "number_format",
    [
        '0.00"/100"',
        '">"0.00',
        '0.00"+"',
        '"0."0',
        "0.00%",
        "#,##0.00 [$₺-41F]",
        '"¢"0',
        '0.00" /C"',
    ],
)
def test_what_a_number_format_shows_beside_a_price_has_to_be_understood(tmp_path, number_format):
    run = answer(tmp_path, number_format=number_format)
    assert finding(run, "MAG").verdict is not Verdict.BELOW


@pytest.mark.parametrize("number_format", ["0.00", "#,##0.00_);(#,##0.00)", '0.00" USD"', "$0.00"])
def test_what_every_price_shows_changes_nothing(tmp_path, number_format):
    run = answer(tmp_path, number_format=number_format)
    assert finding(run, "MAG").verdict is Verdict.BELOW
    assert "scaled-number" not in codes(run)


def test_a_column_of_the_mass_of_the_magnet_is_read_in_the_unit_that_it_names(tmp_path):
    run = answer(tmp_path, **{"Magnetgewicht (kg)": 5}, screw={"Magnetgewicht (kg)": 1})
    assert finding(run, "MAG").verdict is not Verdict.BELOW


NOTES = [
    "1) price per 100 pcs",
    "Prix pour 100 pièces",
    "Precios por cada 100",
    "価格は100個あたり",
]
NOTES += [
    "Prices: EUR/100",
    "unit price = price of 100",
    "PE = 100",
    "All prices /100",
    "prices in JPY",
]


def with_note(tmp_path, text, *, is_above=False, column=1):
    """The answer where a note stands two rows under the bill, or above its headings."""
    answer(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "bom.xlsx")
    sheet = book["BOM"]
    if is_above:
        sheet.insert_rows(1, 2)
    sheet.cell(1 if is_above else sheet.max_row + 2, column).value = text
    book.save(tmp_path / "bom.xlsx")
    return assess((tmp_path / "bom.xlsx",), (), Options(on=ON, rules=(LAW,)))


@pytest.mark.parametrize("text", NOTES)
def test_a_note_about_all_prices_counts_above_and_under_the_bill(tmp_path, text):
    assert finding(with_note(tmp_path, text), "MAG").verdict is not Verdict.BELOW
    above = with_note(tmp_path, text, is_above=True)
    assert finding(above, "MAG").verdict is not Verdict.BELOW


@pytest.mark.parametrize(
    "text",
    ["weights in kg", "alle Gewichte kg", "重量单位:公斤", "All weights are in ounces"],
)
def test_a_note_about_all_masses_counts(tmp_path, text):
    assert finding(with_note(tmp_path, text), "MAG").verdict is not Verdict.BELOW


@pytest.mark.parametrize(
    "text",
    [
        "Prices of 01/2026",
        "PE 100 bag",
        "pack of 50",
        "price list 4711",
        "weights in g",
        "page 1/1",
    ],
)
def test_other_notes_change_no_figure(tmp_path, text):
    assert finding(with_note(tmp_path, text), "MAG").verdict is Verdict.BELOW

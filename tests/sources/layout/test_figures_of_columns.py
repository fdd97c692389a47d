"""Prices, masses and quantities in columns as companies fill them in."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from openpyxl import Workbook

from tests.sources.layout.bill_of_grid import item, price_of, problem
from tests.sources.layouts import codes, components, grid, read


def test_the_price_of_the_line_is_divided_by_the_quantity(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [["Part Number", "Description", "Qty", "Total price (USD)"], ["MAG-1", "Magnet", 8, 4]],
        )
    )
    assert price_of(intake, "MAG-1") == (Fraction(1, 2), "USD")


def test_a_second_price_column_fills_the_gaps_of_the_first(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part Number", "Description", "Qty", "Unit price (USD)", "Unit price (EUR)"],
                ["A", "Shaft", 1, 2, None],
                ["B", "Nut", 1, None, 3],
            ],
        )
    )
    assert price_of(intake, "A") == (2, "USD")
    assert price_of(intake, "B") == (3, "EUR")


# --------------------------------------------------------------------------- units


def test_units_in_headings_cells_and_number_formats(tmp_path):
    book = Workbook()
    book.active.append(
        ["Part Number", "Description", "Quantity", "Unit weight", "Unit price [EUR/1000]"]
    )
    book.active.append(["A", "Shaft", "12个", 2.5, 400])
    book.active.append(["B", "Plate", 3, "15 g", 400])
    book.active["D2"].number_format = '0.0" g"'
    book.save(tmp_path / "b.xlsx")
    intake = read(tmp_path / "b.xlsx")
    assert components(intake)["b"] == {"A": 12, "B": 3}
    assert item(intake, "A").mass.bounds.low == Fraction("0.0025")
    assert item(intake, "B").mass.bounds.low == Fraction("0.015")
    assert price_of(intake, "A") == (Fraction(2, 5), "EUR")


def test_a_currency_in_the_number_format_is_read(tmp_path):
    book = Workbook()
    book.active.append(["Part Number", "Description", "Quantity", "Unit price"])
    book.active.append(["A", "Shaft", 1, 2.5])
    book.active["D2"].number_format = "#,##0.00 [$€-407]"
    book.save(tmp_path / "b.xlsx")
    assert price_of(read(tmp_path / "b.xlsx"), "A") == (Fraction(5, 2), "EUR")


@pytest.mark.parametrize(
    "head",
    [
        "Unit price (EUR)/1000",
        "EUR price per 1000",
        "Preis [EUR/1000]",
        "单价(EUR)/1000",
        "EUR / 1000 Stk",
        "Preis/1000 EUR",
    ],
)
def test_a_price_for_a_thousand_is_divided(tmp_path, head):
    intake = read(
        grid(
            tmp_path / "b.xlsx", [["Part Number", "Description", "Qty", head], ["A", "Screw", 1, 5]]
        )
    )
    assert price_of(intake, "A") == (Fraction(5, 1000), "EUR")


def test_a_price_per_something_that_is_not_known_is_unknown(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [["Part Number", "Description", "Qty", "Unit price [EUR/wafer]"], ["A", "Screw", 1, 5]],
        )
    )
    assert not item(intake, "A").prices
    assert "heading-unclear" in codes(intake)


def test_a_pack_in_the_column_of_units_divides_the_price(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part Number", "Description", "Count", "Unit Cost (USD)", "Unit"],
                ["A", "Screw", 2, 5, "50 cnt"],
            ],
        )
    )
    assert price_of(intake, "A") == (Fraction(1, 10), "USD")
    assert "price-per-pack" in codes(intake)


def test_a_yen_sign_is_settled_by_the_language_of_the_headings(tmp_path):
    japanese = read(
        grid(tmp_path / "j.xlsx", [["品番", "品名", "数量", "単価"], ["A", "軸", 1, "¥500"]])
    )
    chinese = read(
        grid(tmp_path / "c.xlsx", [["物料编码", "名称", "用量", "单价"], ["A", "轴", 1, "¥500"]])
    )
    english = read(
        grid(
            tmp_path / "e.xlsx",
            [["Part Number", "Name", "Qty", "Unit price"], ["A", "shaft", 1, "¥500"]],
        )
    )
    assert price_of(japanese, "A") == (500, "JPY")
    assert price_of(chinese, "A") == (500, "CNY")
    assert {price.currency for price in item(english, "A").prices} == {"CNY", "JPY"}


def test_a_bare_price_or_weight_may_be_that_of_the_line(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part Number", "Description", "Qty", "Weight (g)", "Price (EUR)"],
                ["A", "Shaft", 4, 8, 2],
                ["B", "Nut", 1, 3, 5],
            ],
        )
    )
    (price,) = item(intake, "A").prices
    assert (price.bounds.low, price.bounds.high) == (Fraction(1, 2), 2)
    assert (item(intake, "A").mass.bounds.low, item(intake, "A").mass.bounds.high) == (
        Fraction("0.002"),
        Fraction("0.008"),
    )
    assert price_of(intake, "B") == (5, "EUR")
    both = read(
        grid(
            tmp_path / "c.xlsx",
            [
                ["Part Number", "Description", "Qty", "Price (EUR)", "Total (EUR)"],
                ["A", "Shaft", 4, 2, 8],
            ],
        )
    )
    assert price_of(both, "A") == (2, "EUR")


def test_a_number_shown_in_thousands_is_unknown(tmp_path):
    book = Workbook()
    book.active.append(["Part Number", "Description", "Quantity", "Unit price (EUR)"])
    book.active.append(["A", "Shaft", 1, 1500])
    book.active["D2"].number_format = "0.0,"
    book.save(tmp_path / "b.xlsx")
    intake = read(tmp_path / "b.xlsx")
    assert "scaled-number" in codes(intake)
    assert not item(intake, "A").prices


# --------------------------------------------------------------------------- quantities


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A/R", "quantity-as-required"),
        ("as needed", "quantity-as-required"),
        ("若干", "quantity-as-required"),
        ("n. Bedarf", "quantity-as-required"),
        ("REF", "reference-line"),
        ("DNP", "not-fitted"),
    ],
)
def test_words_instead_of_a_quantity_leave_it_unknown(tmp_path, text, code):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Level", "Part Number", "Description", "Qty"],
                [0, "P", "Product", 1],
                [1, "GLUE", "Glue", text],
            ],
        )
    )
    assert intake.bill.quantities_per("P")["GLUE"].high is None
    assert code in codes(intake)


def test_a_date_in_the_column_of_quantities_is_unknown(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [["Level", "Part Number", "Qty"], [0, "P", 1], [1, "SCREW", datetime.date(2026, 5, 1)]],
        )
    )
    assert intake.bill.quantities_per("P")["SCREW"].high is None
    assert "date-as-number" in codes(intake)


def test_numbers_stored_as_text_are_read_and_named(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx", [["Level", "Part Number", "Qty"], [0, "P", 1], [1, "SCREW", "12"]]
        )
    )
    assert components(intake) == {"P": {"SCREW": 12}}
    assert "number-as-text" in codes(intake)


def test_figures_of_text_files_are_figures_too(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text('Name,Qty,Sum\nMagnet,4,"$8.00"\nScrew,2,$1\n', "utf-8")
    assert price_of(read(path), "Magnet") == (2, "USD")
    path.write_text("Name,Qty,Price (USD)\nMagnet,4,8.00\n", "utf-8")
    (price,) = item(read(path), "Magnet").prices
    assert (price.bounds.low, price.bounds.high) == (2, 8)


def test_a_decimal_comma_is_found_and_said(tmp_path):
    path = tmp_path / "b.csv"
    path.write_text(
        "Teilenummer;Benennung;Menge;Einzelpreis (EUR)\nA;Welle;2;1.234,50\nB;Mutter;1;0,05\n",
        "utf-8",
    )
    intake = read(path)
    assert price_of(intake, "A") == (Fraction("1234.5"), "EUR")
    assert problem(intake, "decimal-comma").cells[0].column == 4


def test_a_price_per_item_in_a_currency_is_the_unit_price(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part", "Quantity", "Price / Item in USD", "Price Total in USD"],
                ["Filament roll", 2, 29.99, 59.98],
                ["Bearing", 1, 6, 6],
            ],
        )
    )
    assert price_of(intake, "Filament roll") == (Fraction("29.99"), "USD")

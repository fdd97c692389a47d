"""One price, one base, one currency: whatever could make a price another gives bounds, and arithmetic settles what it can."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from calculator.model.item import Item
from calculator.sources.reader import Request
from tests.sources.layouts import codes, grid, read

HEADS = ("Part Number", "Description", "Quantity")
DAY = Request(on=datetime.date(2026, 11, 23))


def items_of(path: Path) -> dict[str, Item]:
    return dict(read(path, DAY).bill.items)


def prices(folder: Path, heads: tuple[str, ...], *rows: tuple[object, ...]) -> list[str]:
    """The price of the item of each row, as "low..high CODE", or one figure where both are equal."""
    path = grid(folder / "b.xlsx", [(*HEADS, *heads), *rows])
    items = items_of(path)
    return [said(items[str(row[0])]) for row in rows]


def said(item: Item) -> str:
    return " | ".join(
        f"{shown(price.bounds.low)}{'' if price.bounds.is_exact else f'..{shown(price.bounds.high)}'} {price.currency}"
        for price in sorted(item.prices, key=lambda price: price.currency)
    )


def shown(number: Fraction | None) -> str:
    return "" if number is None else f"{float(number):g}"


def part(number: str, quantity: object, *more: object) -> tuple[object, ...]:
    return (number, f"Bracket {number}", quantity, *more)


# --------------------------------------------------------------------------- two columns


def test_two_columns_of_unit_prices_that_differ_give_bounds_and_a_problem(tmp_path):
    heads = ("Unit Price", "Unit Price", "Currency")
    rows = [part("A", 1, 1, 0.3, "USD"), part("B", 1, 2, 2, "USD")]
    assert prices(tmp_path, heads, *rows) == ["0.3..1 USD", "2 USD"]
    found = [
        one for one in read(tmp_path / "b.xlsx").problems if one.code == "price-columns-differ"
    ]
    assert [str(cell) for one in found for cell in one.cells] == [
        "b.xlsx!Sheet1!D2",
        "b.xlsx!Sheet1!E2",
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Supplier price",
        "Preis neu",
        "采购单价",
        "Cost, new",
        "Quote 2",
        "Offer B",
        "2nd quote",
        "Moving avg",
        "VERPR",
        "STPRS",
    ],
)
def test_a_further_price_under_any_heading_of_money_is_heard(tmp_path, other):
    assert prices(tmp_path, ("Unit Price", other, "Currency"), part("A", 1, 5, 3, "EUR")) == [
        "3..5 EUR"
    ]


@pytest.mark.parametrize(
    "other",
    [
        "Target price",
        "Freight cost",
        "Tooling cost",
        "Shipping",
        "Zielpreis",
        "目标价",
        "MOQ price",
    ],
)
def test_money_of_something_else_is_no_candidate(tmp_path, other):
    assert prices(tmp_path, ("Unit Price", other, "Currency"), part("A", 1, 5, 3, "EUR")) == [
        "5 EUR"
    ]


def test_a_target_price_that_stands_alone_is_no_price(tmp_path):
    assert prices(tmp_path, ("Target unit price", "Currency"), part("A", 1, 5, "EUR")) == [""]


def test_unit_and_total_are_told_apart_by_the_quantity(tmp_path):
    """Price × quantity = total in two rows whose quantity is not one."""
    rows = [part("A", 2, 3, 6), part("B", 4, 2.5, 10), part("C", 1, 7, 7)]
    assert prices(tmp_path, ("Cost", "Price"), *rows) == ["3 USD", "2.5 USD", "7 USD"]
    turned = [(*row[:3], row[4], row[3]) for row in rows]
    assert prices(tmp_path, ("Cost", "Price"), *turned) == ["3 USD", "2.5 USD", "7 USD"]


def test_a_row_in_which_the_total_fails_is_bounded_alone(tmp_path):
    rows = [part("A", 2, 3, 6), part("B", 4, 2.5, 10), part("C", 5, 10, 1)]
    assert prices(tmp_path, ("Unit Price", "Total Price"), *rows) == [
        "3 USD",
        "2.5 USD",
        "0.2..10 USD",
    ]
    assert "line-price-differs" in codes(read(tmp_path / "b.xlsx"))


def test_totals_that_hold_in_less_than_half_of_the_rows_bound_each_that_they_contradict(tmp_path):
    rows = [part("A", 2, 3, 9), part("B", 4, 2, 4), part("C", 5, 1, 5)]
    assert prices(tmp_path, ("Unit Price", "Total Price"), *rows) == [
        "3..4.5 USD",
        "1..2 USD",
        "1 USD",
    ]


def test_a_total_within_the_cents_shown_contradicts_nothing(tmp_path):
    rows = [part("A", 3, 0.33, 1), part("B", 7, 1.43, 10)]
    assert prices(tmp_path, ("Unit Price", "Total Price"), *rows) == ["0.33 USD", "1.43 USD"]


def test_a_total_of_what_was_ordered_contradicts_nothing(tmp_path):
    rows = [part("A", 2, 3, 10, 30), part("B", 1, 4, 5, 20), part("C", 3, 2, 15, 30)]
    heads = ("Unit Price", "Order quantity", "Total Price")
    assert prices(tmp_path, heads, *rows) == ["3 USD", "4 USD", "2 USD"]


def test_totals_for_several_products_contradict_nothing(tmp_path):
    rows = [part("A", 2, 3, 60), part("B", 1, 4, 40), part("C", 3, 2, 60)]
    assert prices(tmp_path, ("Unit Price", "Total Price"), *rows) == ["3 USD", "4 USD", "2 USD"]


# --------------------------------------------------------------------------- of how many


@pytest.mark.parametrize(
    ("heading", "cell", "price"),
    [
        ("Price UOM", "1000 pcs", "9.999 USD"),
        ("PU", 1000, "9.999 USD"),
        ("Price Unit", 1000, "9.999 USD"),
        ("Pricing unit", "per 1000", "9.999 USD"),
        ("Preiseinheit", "1000 Stk", "9.999 USD"),
        ("计价数量", "1000", "9.999 USD"),
        ("Price UOM", 1, "9999 USD"),
    ],
)
def test_a_price_unit_in_a_column_beside_the_price_is_divided_out(tmp_path, heading, cell, price):
    rows = [part("A", 2, 9999, "USD", cell)]
    assert prices(tmp_path, ("Unit Price", "Currency", heading), *rows) == [price]


@pytest.mark.parametrize(
    "remark",
    [
        "price per 1000 pcs",
        "Preis je 1000 Stück",
        "单价/千只",
        "pack of 1000",
        "1000 pcs/bag",
        "Price is per 1000",
    ],
)
def test_a_remark_that_names_a_price_unit_gives_bounds(tmp_path, remark):
    rows = [part("A", 2, 5, "USD", remark), part("B", 2, 5, "USD", "painted")]
    assert prices(tmp_path, ("Unit Price", "Currency", "Remarks"), *rows) == [
        "0.005..5 USD",
        "5 USD",
    ]
    assert "price-of-how-many" in codes(read(tmp_path / "b.xlsx"))


@pytest.mark.parametrize(
    "remark",
    [
        "keep 10 mm apart",
        "4 per board",
        "see page 100",
        "5 per cent slower",
        "for 2 magnets",
        "M3x10",
    ],
)
def test_a_remark_that_says_nothing_of_the_price_opens_nothing(tmp_path, remark):
    rows = [part("A", 2, 5, "USD", remark)]
    assert prices(tmp_path, ("Unit Price", "Currency", "Remarks"), *rows) == ["5 USD"]


def test_a_note_beside_the_table_speaks_of_every_price(tmp_path):
    path = grid(
        tmp_path / "b.xlsx",
        [
            ("All prices in USD per 1000 pcs",),
            (),
            (*HEADS, "Unit Price", "Currency"),
            part("A", 2, 5, "USD"),
            part("B", 2, 7, "USD"),
        ],
    )
    items = items_of(path)
    assert [said(items[number]) for number in "AB"] == ["0.005..5 USD", "0.007..7 USD"]


def test_a_total_that_agrees_overrules_words_of_a_pack(tmp_path):
    rows = [part("A", 2, 5, 10, "pack of 50"), part("B", 3, 4, 12, "bag of 20")]
    assert prices(tmp_path, ("Unit Price", "Total Price", "Remarks"), *rows) == ["5 USD", "4 USD"]


@pytest.mark.parametrize("heading", ["Sold Quantity", "Units per pack", "Pack size", "VPE Menge"])
def test_a_pack_beside_the_price_gives_bounds_until_totals_show_what_it_divides(tmp_path, heading):
    heads = ("Price", heading)
    if heading == "VPE Menge":
        heads = ("Price", "Verpackungsmenge")
    one = part("A", 1, 10, 50)
    assert prices(tmp_path, heads, one) == ["0.2..10 USD"]
    rows = [part("A", 2, 10, 50, 0.4), part("B", 12, 15, 1, 180), part("C", 40, 5, 100, 2)]
    assert prices(tmp_path, (*heads, "Cost of Used Parts"), *rows) == [
        "0.2 USD",
        "15 USD",
        "0.05 USD",
    ]


def test_the_price_of_a_pack_is_an_upper_end_until_a_column_says_what_it_holds(tmp_path):
    heads = ("Unit Price", "Cost per package")
    assert prices(tmp_path, heads, part("A", 1, None, 10)) == ["0..10 USD"]
    heads = ("Unit Price", "Cost per package", "Pack size")
    assert prices(tmp_path, heads, part("A", 1, None, 10, 50)) == ["0.2 USD"]
    assert prices(tmp_path, ("Unit", "Unit Price"), part("A", 1, "bag", 10)) == ["0..10 USD"]


def test_totals_that_are_a_thousandth_show_a_price_per_thousand(tmp_path):
    rows = [part("A", 20, 50, 1), part("B", 500, 8, 4)]
    assert prices(tmp_path, ("Unit Price", "Total Price"), *rows) == ["0.05 USD", "0.008 USD"]


def test_a_discount_gives_bounds_until_totals_show_that_it_is_taken_off(tmp_path):
    assert prices(tmp_path, ("Unit Price", "Discount %"), part("A", 1, 10, 40)) == ["6..10 USD"]
    rows = [part("A", 2, 10, 40, 12), part("B", 3, 10, 10, 27)]
    assert prices(tmp_path, ("Unit Price", "Discount %", "Total Price"), *rows) == [
        "6 USD",
        "9 USD",
    ]


def test_list_and_net_prices_give_bounds(tmp_path):
    assert prices(tmp_path, ("List Price", "Net Price"), part("A", 1, 10, 6)) == ["6..10 USD"]


def test_price_breaks_give_bounds(tmp_path):
    heads = ("Unit Price", "Price 100+", "1000+")
    assert prices(tmp_path, heads, part("A", 1, 10, 8, 5)) == ["5..10 USD"]


def test_of_prices_of_named_years_the_newest_that_is_not_to_come_is_the_price(tmp_path):
    heads = ("Price 2024", "Price 2026", "Price 2027")
    rows = [part("A", 1, 10, 8, 5), part("B", 1, 10, None, 5)]
    assert prices(tmp_path, heads, *rows) == ["8 USD", "10 USD"]
    old = ("Price 2022", "Price 2023")
    assert prices(tmp_path, old, part("A", 1, 10, 8)) == ["8..10 USD"]


# --------------------------------------------------------------------------- one currency


@pytest.mark.parametrize(
    ("number_format", "column", "price"),
    [
        ("[$¥-804]#,##0.00", "USD", "2 CNY | 2 USD"),
        ("[$¥-411]#,##0.00", "USD", "2 JPY | 2 USD"),
        ("[$€-407] #,##0.00", "USD", "2 EUR | 2 USD"),
        ("[$₩-412]#,##0", "USD", "2 KRW | 2 USD"),
        ("[$¥-804]#,##0.00", "CNY", "2 CNY"),
        ("[$¥-804]#,##0.00", None, "2 CNY"),
        ("$#,##0.00", "USD", "2 USD"),
        ("£#,##0.00", "GBp", "0.02..2 GBP"),
    ],
)
def test_a_number_format_that_contradicts_the_currency_gives_both(
    tmp_path, number_format, column, price
):
    path = grid(tmp_path / "b.xlsx", [(*HEADS, "Unit Price", "Currency"), part("A", 1, 2, column)])
    book = load_workbook(path)
    book.active["D2"].number_format = number_format
    book.save(path)
    assert said(items_of(path)["A"]) == price


@pytest.mark.parametrize(
    ("heading", "currency", "price"),
    [
        ("Unit Price", "GBp", "0.5 GBP"),
        ("Unit Price", "GBX", "0.5 GBP"),
        ("Unit Price", "p", "0.5 GBP"),
        ("Unit Price", "pence", "0.5 GBP"),
        ("Unit Price", "GBP", "50 GBP"),
        ("Unit Price (EUR)", "USD", "50 EUR | 50 USD"),
        ("Unit Price (EUR)", "EUR", "50 EUR"),
        ("Unit Price (GBp)", None, "0.5 GBP"),
    ],
)
def test_pence_are_no_pounds_and_a_heading_that_contradicts_gives_both(
    tmp_path, heading, currency, price
):
    assert prices(tmp_path, (heading, "Currency"), part("A", 1, 50, currency)) == [price]


def test_a_sign_in_the_cell_that_contradicts_the_column_gives_both(tmp_path):
    rows = [part("A", 1, "€50", "USD"), part("B", 1, "$50", "USD"), part("C", 1, "¥50", "USD")]
    assert prices(tmp_path, ("Unit Price", "Currency"), *rows) == [
        "50 EUR | 50 USD",
        "50 USD",
        "50 CNY | 50 JPY | 50 USD",
    ]


def test_a_second_column_of_currencies_that_differs_gives_both(tmp_path):
    heads = ("Unit Price", "Currency", "Currency")
    assert prices(tmp_path, heads, part("A", 1, 5, "USD", "EUR")) == ["5 EUR | 5 USD"]
    assert "currency-columns-differ" in codes(read(tmp_path / "b.xlsx"))


def test_a_second_currency_that_agrees_with_the_central_bank_is_the_same_price(tmp_path):
    heads = ("Price (EUR)", "Price (USD)")
    path = grid(
        tmp_path / "b.xlsx",
        [(*HEADS, *heads), part("A", 1, 10, 11), part("B", 1, 20, 22), part("C", 1, 5, 5.5)],
    )
    found = read(path, Request(on=datetime.date(2024, 3, 1))).bill.items
    assert [said(found[number]) for number in "ABC"] == ["10 EUR", "20 EUR", "5 EUR"]
    path = grid(
        tmp_path / "c.xlsx",
        [(*HEADS, *heads), part("A", 1, 10, 30), part("B", 1, 20, 60), part("C", 1, 5, 15)],
    )
    found = read(path, Request(on=datetime.date(2024, 3, 1))).bill.items
    assert said(found["A"]) == "10 EUR | 30 USD"


# --------------------------------------------------------------------------- merged


def merged(
    folder: Path, *heads: str, rows: list[tuple[object, ...]], cells: str
) -> dict[str, Item]:
    path = grid(folder / "b.xlsx", [(*HEADS, *heads), *rows])
    book = load_workbook(path)
    book.active.merge_cells(cells)
    book.save(path)
    return items_of(path)


def test_a_merged_price_is_for_each_row_between_nothing_and_itself(tmp_path):
    rows = [part("A", 1, 2, "USD"), part("B", 1, None, "USD"), part("C", 1, 3, "USD")]
    items = merged(tmp_path, "Unit Price", "Currency", rows=rows, cells="D2:D3")
    assert [said(items[number]) for number in "ABC"] == ["0..2 USD", "0..2 USD", "3 USD"]


def test_a_merged_price_is_each_ones_where_its_total_says_so(tmp_path):
    rows = [part("A", 3, 2, 6), part("B", 4, None, 8)]
    items = merged(tmp_path, "Unit Price", "Total Price", rows=rows, cells="D2:D3")
    assert [said(items[number]) for number in "AB"] == ["2 USD", "2 USD"]


def test_a_price_merged_over_columns_alone_is_that_of_its_row(tmp_path):
    rows = [part("A", 1, 2, None), part("B", 1, 3, None)]
    items = merged(tmp_path, "Unit Price", "Remarks", rows=rows, cells="D2:E2")
    assert [said(items[number]) for number in "AB"] == ["2 USD", "3 USD"]

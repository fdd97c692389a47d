"""Words beside a price that make it another: what they say, and where they stand."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from tests.sources.layouts import grid, read
from tests.sources.rows.test_prices import HEADS, part, prices

COLUMNS = (*HEADS, "Unit Price", "Currency", "Remarks")


def beside(folder, remarks):
    """The price of a part of 5 USD beside each remark, all in one table."""
    rows = [part(f"A{row}", 2, 5, "USD", remark) for row, remark in enumerate(remarks, 1)]
    return dict(zip(remarks, prices(folder, COLUMNS[len(HEADS) :], *rows), strict=True))


def test_words_beside_a_price_give_bounds_over_what_they_make_of_it(tmp_path):
    said = {
        "less 80 % discount": "1..5 USD",
        "abzüglich 20 % Rabatt": "4..5 USD",
        "3折": "1.5..5 USD",
        "prix par cent": "0.05..5 USD",
        "prezzo per 100 pezzi": "0.05..5 USD",
        "precio por 100 unidades": "0.05..5 USD",
        "cena za 100 szt.": "0.05..5 USD",
        "prijs per 100 stuks": "0.05..5 USD",
        "単価は100個あたり": "0.05..5 USD",
        "价格为每百件": "0.05..5 USD",
        "단가는 100개당": "0.05..5 USD",
        "prix HT en centimes": "0.05..5 USD",
        "actual price 0.25 USD": "0.25..5 USD",
        "单价 0.2美元": "0.2..5 USD",
        "ｐｒｉｃｅ ｐｅｒ １００ ｐｃｓ": "0.05..5 USD",
        "Preis in EUR": "5 EUR | 5 USD",
        "unit price in euro": "5 EUR | 5 USD",
        "价格为欧元": "5 EUR | 5 USD",
    }
    assert beside(tmp_path, said) == said


def test_words_that_make_no_other_price_open_nothing(tmp_path):
    said = (
        "unit price incl. VAT",
        "Preis inkl. 19 % MwSt",
        "MOQ 1000 pcs",
        "target price 0.20 USD",
        "price in USD, confirmed",
        "tolerance 5 %, low cost",
        "10 % off-cut allowed",
        "quotation 12345 of 2025-11-01",
        "5 per cent slower",
    )
    assert set(beside(tmp_path, said).values()) == {"5 USD"}


def _in_comment(book):
    book["Sheet"]["D1"].comment = Comment("prices per 1000 pcs", "buyer")


def _in_row_comment(book):
    book["Sheet"]["D2"].comment = Comment("Preis pro 1000 Stück", "buyer")


def _in_header(book):
    book["Sheet"].oddHeader.center.text = "All prices per 1000 pcs"


def _on_a_sheet_of_terms(book):
    book.create_sheet("Terms").append(["Prices are per 1000 pieces, ex works"])


@pytest.mark.parametrize("put", [_in_comment, _in_row_comment, _in_header, _on_a_sheet_of_terms])
def test_a_price_unit_beside_the_cells_is_heard(tmp_path, put):
    path = grid(tmp_path / "b.xlsx", [COLUMNS[:-1], part("A", 2, 5, "USD")])
    book = load_workbook(path)
    book.active.title = "Sheet"
    put(book)
    book.save(path)
    item = read(path).bill.items["A"]
    assert [(str(float(p.bounds.low)), str(float(p.bounds.high))) for p in item.prices] == [
        ("0.005", "5.0")
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "price"),
    [
        ("Prijs per", 100, "0.05 USD"),
        ("Losgröße Preis", 100, "0.05 USD"),
        ("UM prezzo", "100 pz", "0.05 USD"),
        ("UOM", "MPC", "0.005..5 USD"),
        ("UOM", "box", "0..5 USD"),
        ("UOM", "pcs", "5 USD"),
        ("折扣", 0.2, "1..5 USD"),
        ("Nettopreis", 1, "1..5 USD"),
        ("Transportkosten", 1, "5 USD"),
    ],
)
def test_a_column_that_makes_another_price_is_read_in_every_language(
    tmp_path, heading, cell, price
):
    rows = [part("A", "2", 5, "USD", "pcs", cell)]
    assert prices(tmp_path, ("Unit Price", "Currency", "Unit", heading), *rows) == [price]


def test_words_beside_a_mass_give_bounds_over_what_they_make_of_it(tmp_path):
    said = {
        "weight 100 g": ("0.01", "0.1"),
        "Gewicht in kg": ("0.01", "10.0"),
        "重量100g": ("0.01", "0.1"),
        "poids 100 g": ("0.01", "0.1"),
        "mass per 100 pcs": ("0.0001", "0.01"),
        "net weight 10 g": ("0.01", "0.01"),
        "shipping weight 2 kg": ("0.01", "0.01"),
        "10 g each": ("0.01", "0.01"),
    }
    rows = [part(f"A{row}", 2, 10, text) for row, text in enumerate(said, 1)]
    path = grid(tmp_path / "b.xlsx", [(*HEADS, "Unit Mass (g)", "Remarks"), *rows])
    masses = {
        text: read(path).bill.items[f"A{row}"].mass.bounds for row, text in enumerate(said, 1)
    }
    assert {text: (str(float(b.low)), str(float(b.high))) for text, b in masses.items()} == said

"""Headings as companies write them: nine languages, slips, two lines, units below."""

from __future__ import annotations

from fractions import Fraction

import pytest
from openpyxl import Workbook

from calculator.model.item import ItemClass
from calculator.sources.layout.headings import Match, meaning_of
from tests.sources.layout.bill_of_grid import item, price_of, problem
from tests.sources.layouts import components, grid, read


@pytest.mark.parametrize(
    ("heads", "language"),
    [
        (
            [
                "Level",
                "Part Number",
                "Description",
                "Qty",
                "Unit weight (g)",
                "Unit price [EUR]",
                "Country of origin",
            ],
            "English",
        ),
        (
            ["层级", "物料编码", "物料名称", "用量", "单重(g)", "单价(EUR)", "原产国"],
            "simplified Chinese",
        ),
        (["階層", "料號", "品名", "用量", "單重(g)", "單價(EUR)", "原產國"], "traditional Chinese"),
        (["レベル", "品番", "品名", "員数", "単重(g)", "単価（EUR）", "原産国"], "Japanese"),
        (["레벨", "품번", "품명", "수량", "단중(g)", "단가(EUR)", "원산지"], "Korean"),
        (
            [
                "Stufe",
                "Sachnummer",
                "Benennung",
                "Menge",
                "Stückgewicht [g]",
                "Einzelpreis [EUR]",
                "Ursprungsland",
            ],
            "German",
        ),
        (
            [
                "Niveau",
                "Référence",
                "Désignation",
                "Qté",
                "Masse unitaire (g)",
                "Prix unitaire (EUR)",
                "Pays d'origine",
            ],
            "French",
        ),
        (
            [
                "Nivel",
                "Código",
                "Descripción",
                "Cantidad",
                "Peso unitario (g)",
                "Precio unitario (EUR)",
                "País de origen",
            ],
            "Spanish",
        ),
        (
            [
                "Livello",
                "Codice articolo",
                "Descrizione",
                "Quantità",
                "Peso unitario (g)",
                "Prezzo unitario (EUR)",
                "Paese di origine",
            ],
            "Italian",
        ),
        (
            [
                "Poziom",
                "Numer części",
                "Nazwa",
                "Ilość",
                "Masa jednostkowa (g)",
                "Cena jednostkowa (EUR)",
                "Kraj pochodzenia",
            ],
            "Polish",
        ),
    ],
)
def test_headings_are_read_in_nine_languages(tmp_path, heads, language):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Some title", None],
                [],
                heads,
                [0, "P-1", "Motor", 1, 500, 20, "DE"],
                [1, "M-1", "Magnet N42SH", 8, 2.5, 0.4, "JP"],
            ],
        )
    )
    magnet = item(intake, "M-1")
    assert components(intake) == {"P-1": {"M-1": 8}}, language
    assert magnet.mass.bounds.low == Fraction("0.0025")
    assert price_of(intake, "M-1") == (Fraction(2, 5), "EUR")
    assert magnet.origin.shares == (("JP", 1),)
    assert magnet.item_class is ItemClass.MAGNET


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Mass - g (each)", "mass"),
        ("Peso Total", "line_mass"),
        ("Weight (total)", "line_mass"),
        ("Preis/Stk. [€]", "price"),
        ("Unit Price in USD (As of Nov 2024)", "price"),
        ("Anzahl (bestellen)", "ignored"),
        ("Stock qty", "ignored"),
        ("MOQ", "ignored"),
        ("库存数量", "ignored"),
        ("発注数", "ignored"),
        ("SOLIDWORKS PART NUMBER", "number"),
        ("MFR P/N", "supplier_number"),
        ("材料名称", "name"),
        ("物料数量", "quantity"),
        ("Comp. Qty (BUn)", "per_parent"),
        ("单机用量", "cumulative"),
        ("Quantitiy", "quantity"),
        ("Descripton", "description"),
        ("EUR / Stk.", "price"),
        ("Preis pro 100", "price"),
        ("Price per", "price_per"),
        ("Ref Des", "ignored"),
        ("Descripción del material", "description"),
        ("用量(分母)", "base_quantity"),
        ("QTY/PRODUCT", "cumulative"),
        ("Model/Part Number", "number"),
        ("产地/原产国", "origin"),
        ("Cost per 1000 pcs", "price"),
    ],
)
def test_headings_with_more_words_or_slips_are_understood(text, meaning):
    found = meaning_of("bom", text)
    assert found is not None
    assert found.name == meaning


def test_a_heading_read_by_its_likeness_is_said(tmp_path):
    intake = read(
        grid(tmp_path / "b.xlsx", [["Part Number", "Descripton", "Qty"], ["A", "Shaft", 1]])
    )
    assert problem(intake, "fuzzy-heading").cells[0].column == 2
    assert meaning_of("bom", "Bauart") is None
    assert meaning_of("bom", "Descripton").match is Match.SIMILAR


def test_headings_of_two_lines_are_read_together(tmp_path):
    book = Workbook()
    sheet = book.active
    for row in (
        ["Part", None, "Quantity", "Weight", None, "Price", None],
        ["Number", "Description", None, "each (g)", "total (g)", "EUR", "per"],
        ["MAG-1", "Magnet N38", 4, 2, 8, 30, 100],
    ):
        sheet.append(row)
    for merged in ("A1:B1", "D1:E1", "F1:G1"):
        sheet.merge_cells(merged)
    book.save(tmp_path / "b.xlsx")
    intake = read(tmp_path / "b.xlsx")
    assert item(intake, "MAG-1").mass.bounds.low == Fraction("0.002")
    assert price_of(intake, "MAG-1") == (Fraction(3, 10), "EUR")


def test_a_line_of_units_below_the_headings_is_no_part(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part Number", "Description", "Qty", "Unit weight", "Unit price"],
                [None, None, "pcs", "g", "USD"],
                ["MAG-1", "Magnet N38", 4, 2, 0.3],
            ],
        )
    )
    assert set(intake.bill.items) == {"MAG-1"}
    assert item(intake, "MAG-1").mass.bounds.low == Fraction("0.002")
    assert price_of(intake, "MAG-1") == (Fraction(3, 10), "USD")


def test_a_first_row_of_words_is_a_part_and_not_a_second_line_of_headings(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part Number", "Description", "Material", "Qty"],
                ["MAG-1", "Magnet", "NdFeB", None],
                ["S-1", "Shaft", "steel", 1],
            ],
        )
    )
    assert "MAG-1" in intake.bill.items


def test_a_title_block_right_above_the_headings_is_no_first_line_of_them(tmp_path):
    rows = [
        ["Customer", "ACME", "Date", "2026-01-01"],
        ["Part Number", "Description", "Material", "Level 0", "Level 1", "Qty"],
        ["P", "Product", None, "x", None, 1],
        ["M", "Magnet", "NdFeB", None, "x", 4],
    ]
    assert components(read(grid(tmp_path / "b.xlsx", rows))) == {"P": {"M": 4}}


# --------------------------------------------------------------------------- layouts met in public lists


def test_item_is_the_name_where_it_holds_words_and_the_position_where_it_counts(tmp_path):
    words = read(
        grid(
            tmp_path / "w.xlsx",
            [["Qty", "Item", "Price"], [1, "Gear motor N20", 15], [4, "Rocker switch", 6]],
        )
    )
    assert set(components(words)["w"]) == {"Gear motor N20", "Rocker switch"}
    counts = read(
        grid(
            tmp_path / "c.xlsx",
            [["Item", "Description", "Qty"], [1, "Gear motor N20", 15], [2, "Rocker switch", 6]],
        )
    )
    assert set(components(counts)["c"]) == {"Gear motor N20", "Rocker switch"}


@pytest.mark.parametrize(
    ("heads", "first", "called"),
    [
        (["S.No", "Item", "Quantity"], [1, "2212 BLDC motor", 4], "2212 BLDC motor"),
        (["Item", "Quantity", "Product Code"], ["5V motor", 1, "C388"], "5V motor"),
        (["Line", "Item", "Description", "Qty"], [1, 10, "Bolt", 2], "Bolt"),
    ],
)
def test_a_column_called_item_has_the_names_where_another_counts_the_rows_or_has_the_numbers(
    tmp_path, heads, first, called
):
    second = [2 if cell == 1 else 20 if cell == 10 else cell for cell in first]
    bill = read(grid(tmp_path / "bom.csv.xlsx", [heads, first, second]))
    assert called in {line.description for line in bill.bill.items.values()}
    assert not any("10" in line.description for line in bill.bill.items.values())

"""Tables as companies really fill them in."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from openpyxl import Workbook

from calculator.findings.accounting import HeardFate
from calculator.model.item import ItemClass
from calculator.sources.items.placement import Quantities
from calculator.sources.layout.headings import Match, meaning_of
from calculator.sources.reader import Request
from tests.sources.layouts import codes, components, grid, grids, read


def item(intake, number):
    return intake.bill.items[number]


def price_of(intake, number):
    (price,) = item(intake, number).prices
    return price.bounds.low, price.currency


def problem(intake, code):
    return next(one for one in intake.problems if one.code == code)


# --------------------------------------------------------------------------- headings


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


def test_a_title_block_right_above_the_headings_is_no_first_line_of_them(tmp_path):
    rows = [
        ["Customer", "ACME", "Date", "2026-01-01"],
        ["Part Number", "Description", "Material", "Level 0", "Level 1", "Qty"],
        ["P", "Product", None, "x", None, 1],
        ["M", "Magnet", "NdFeB", None, "x", 4],
    ]
    assert components(read(grid(tmp_path / "b.xlsx", rows))) == {"P": {"M": 4}}


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


def test_alternates_are_an_envelope(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "Alternative group"],
        [0, "P", "Product", 1, None],
        [1, "M-1", "Magnet A", 2, "A1"],
        [1, "M-2", "Magnet B", 3, "A1"],
        [1, "S", "Screw", 4, None],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    inside = intake.bill.inside("P")
    assert (inside["M-1"].low, inside["M-1"].high) == (0, 2)
    assert (inside["M-2"].low, inside["M-2"].high) == (0, 3)
    assert (inside["S"].low, inside["S"].high) == (4, 4)
    assert "alternates" in codes(intake)


def test_a_marked_alternate_stands_for_the_row_above(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "替代料"],
        [0, "P", "Product", 1, None],
        [1, "M-1", "Magnet A", 2, None],
        [1, "M-2", "Magnet B", 2, "是"],
    ]
    inside = read(grid(tmp_path / "b.xlsx", rows)).bill.inside("P")
    assert {
        number: (bounds.low, bounds.high)
        for number, bounds in inside.items()
        if number.startswith("M-") and "or" not in number
    } == {"M-1": (0, 2), "M-2": (0, 2)}


def test_a_line_that_is_not_fitted_may_or_may_not_be_there(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "Fitted"],
        [0, "P", "Product", 1, None],
        [1, "A", "Buzzer", 2, "no"],
        [1, "B", "Screw", 2, "yes"],
    ]
    quantities = read(grid(tmp_path / "b.xlsx", rows)).bill.quantities_per("P")
    assert (quantities["A"].low, quantities["A"].high) == (0, 2)
    assert (quantities["B"].low, quantities["B"].high) == (2, 2)


def test_lines_not_in_effect_on_the_day_are_left_out(tmp_path):
    rows = [
        ["Level", "Part Number", "Description", "Qty", "Valid from", "Valid to"],
        [0, "P", "Product", 1, None, None],
        [1, "OLD", "Magnet", 1, None, datetime.date(2025, 12, 31)],
        [1, "NEXT", "Magnet", 1, datetime.date(2026, 1, 1), None],
    ]
    path = grid(tmp_path / "b.xlsx", rows)
    assert components(read(path, Request(on=datetime.date(2026, 6, 1)))) == {"P": {"NEXT": 1}}
    assert components(read(path, Request(on=datetime.date(2025, 6, 1)))) == {"P": {"OLD": 1}}


def test_a_base_quantity_is_divided_out(tmp_path):
    rows = [
        ["Level", "Material number", "Description", "Component quantity", "Base quantity"],
        [0, "P", "Magnet alloy", 1, None],
        [1, "DY", "Dysprosium metal", 20, 100],
    ]
    assert read(grid(tmp_path / "b.xlsx", rows)).bill.quantities_per("P")["DY"].low == Fraction(
        1, 5
    )


LEVELS = ["Level", "Part No", "Description", "Qty", "Unit weight (g)"]


def test_masses_that_balance_per_parent_settle_the_quantities(tmp_path):
    rows = [
        LEVELS,
        [0, "P", "Motor", 1, 240],
        [1, "ROT", "Rotor", 2, 100],
        [2, "MAG", "Magnet", 8, 10],
        [2, "SH", "Shaft", 1, 20],
        [1, "H", "Housing", 1, 40],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert intake.quantities is Quantities.PER_PARENT
    assert "balance" in intake.quantities_why


def test_masses_that_balance_per_product_settle_the_quantities(tmp_path):
    rows = [
        LEVELS,
        [0, "P", "Motor", 1, 240],
        [1, "ROT", "Rotor", 2, 100],
        [2, "MAG", "Magnet", 16, 10],
        [2, "SH", "Shaft", 2, 20],
        [1, "H", "Housing", 1, 40],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert intake.quantities is Quantities.CUMULATIVE
    assert components(intake)["ROT"] == {"MAG": 8, "SH": 1}


def test_where_nothing_shows_what_quantities_count_bounds_hold_both(tmp_path):
    rows = [
        ["Level", "Part No", "Description", "Qty"],
        [0, "P", "Motor", 1],
        [1, "ROT", "Rotor", 2],
        [2, "MAG", "Magnet", 16],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    found = intake.bill.quantities_per("ROT")["MAG"]
    assert (found.low, found.high) == (8, 16)
    assert "quantity-convention-unclear" in codes(intake)
    asked = read(tmp_path / "b.xlsx", Request(quantities=Quantities.CUMULATIVE))
    assert asked.bill.quantities_per("ROT")["MAG"].high == 8


def test_the_standard_workbook_is_per_parent_whatever_balances(tmp_path):
    rows = [
        ["Level", "Part Number", "Quantity", "Unit Mass", "Mass Unit"],
        [0, "P", 1, 240, "g"],
        [1, "ROT", 2, 100, "g"],
        [2, "MAG", 16, 10, "g"],
        [2, "SH", 2, 20, "g"],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert intake.quantities is Quantities.PER_PARENT
    assert "quantity-convention-doubtful" in codes(intake)


# --------------------------------------------------------------------------- rows


def test_totals_notes_titles_examples_and_blank_rows_are_no_parts(tmp_path):
    rows = [
        ["Acme list"],
        [],
        ["No", "Name", "Model", "Qty", "Unit price (USD)", "Total"],
        ["例", "Screw, as an example", "M3", 1, 0.1, 0.1],
        ["Mechanics"],
        [1, "Shaft", "D5", 1, 2, 2],
        [2, "Plate", "t2", 2, 3, 6],
        [None, None, None, None, None, 8],
        ["Electronics"],
        [3, "Board", "v2", 1, 9, 9],
        [None, None, None, None, "Total", 17],
        ["Note 1:", "All steel parts are coated"],
        [4, None, None, None, None, 0],
    ]
    intake = read(grid(tmp_path / "acme.xlsx", rows))
    assert set(components(intake)["acme"]) == {"Shaft, D5", "Plate, t2", "Board, v2"}
    assert {"total-row", "note-row", "example-row", "section-title"} <= codes(intake)


def test_rows_under_the_title_magnets_are_asked_about_once(tmp_path):
    rows = [
        ["Name", "Size", "Qty"],
        ["Screws"],
        ["Socket head", "M3x8", 4],
        ["Magnets"],
        ["Block", "10x5x2", 2],
        ["Round", "D5x3", 2],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert "Magnets" not in intake.bill.items
    assert not any(item.suspect for item in intake.bill.items.values())
    (mention,) = intake.mentions
    assert (mention.words, mention.fate) == ("Magnets", HeardFate.PART)


def test_a_magnet_alone_in_its_row_above_steel_parts_is_not_lost(tmp_path):
    rows = [
        ["Name", "Material", "Qty"],
        ["Ring magnet N42"],
        ["Socket screw", "steel", 4],
        ["Washer", "steel", 4],
        ["Pin", "steel", 2],
    ]
    assert "Ring magnet N42" in read(grid(tmp_path / "b.xlsx", rows)).bill.items


def test_what_a_column_that_is_not_read_says_is_asked_about(tmp_path):
    rows = [
        ["Group", "Part Number", "Description", "Qty"],
        ["Magnets", "X-10", "Round D5x3", 4],
        ["Screws", "X-11", "M3x8 socket", 4],
    ]
    items = read(grid(tmp_path / "b.xlsx", rows)).bill.items
    assert 'says "Magnets"' in items["X-10"].suspect
    assert not items["X-11"].suspect


def test_others_in_a_commodity_column_do_not_clear_a_magnet(tmp_path):
    rows = [
        ["Warengruppe", "Teilenummer", "Benennung", "Menge"],
        ["Sonstiges", "M-1", "Ringmagnet N42", 4],
        ["Sonstiges", "S-1", "Schraube", 4],
    ]
    assert read(grid(tmp_path / "b.xlsx", rows)).bill.items["M-1"].item_class is ItemClass.MAGNET


def test_a_name_merged_over_several_rows_is_that_of_each(tmp_path):
    book = Workbook()
    for row in (
        ["Name", "Size", "Qty"],
        ["Magnet", "10x5x2", 4],
        [None, "12x5x2", 4],
        ["Screw", "M3x8", 1],
    ):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.save(tmp_path / "b.xlsx")
    assert read(tmp_path / "b.xlsx").bill.items["Magnet, 12x5x2"].item_class is ItemClass.MAGNET


def test_material_in_an_export_of_sap_is_the_part_number(tmp_path):
    rows = [
        ["Explosion level", "Material", "Object description", "Comp. Qty (BUn)", "Component unit"],
        [".1", "4711-0001", "Rotor", 1, "PC"],
        ["..2", "4711-0002", "Segment magnet 38SH", 8, "PC"],
    ]
    assert components(read(grid(tmp_path / "b.xlsx", rows))) == {"4711-0001": {"4711-0002": 8}}


def test_a_magnet_alone_in_the_last_row_is_not_taken_for_a_title(tmp_path):
    rows = [
        ["Name", "Size", "Qty"],
        ["Socket screw", "M3x8", 4],
        ["Washer", "M3", 4],
        ["Ring magnet N42"],
    ]
    assert "Ring magnet N42" in read(grid(tmp_path / "b.xlsx", rows)).bill.items


def test_a_blank_name_repeats_the_one_above(tmp_path):
    rows = [
        ["Object", "Details", "Quantity"],
        ["Magnets", "10x5x2 N42SH", 4],
        [None, "12x5x2", 4],
        ["Bolts", "M2x15", 4],
        [None, "M3x15", 4],
    ]
    items = read(grid(tmp_path / "b.xlsx", rows)).bill.items
    assert items["Magnets, 12x5x2"].item_class is ItemClass.MAGNET
    assert "Bolts, M3x15" in items


def test_parts_of_one_name_and_different_details_are_not_one_item(tmp_path):
    rows = [
        ["Part", "desc", "quantity"],
        ["Connector", "25-way male", 1],
        ["Connector", "25-way female", 1],
    ]
    assert len(components(read(grid(tmp_path / "b.xlsx", rows)))["b"]) == 2


# --------------------------------------------------------------------------- what the eye sees and a reader does not


def test_part_numbers_that_became_dates_are_told_apart(tmp_path):
    rows = [
        ["Part Number", "Description", "Qty"],
        [datetime.date(2026, 3, 1), "Ring magnet N42", 1],
        [datetime.date(2026, 3, 1), "Steel screw", 2],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert "date-as-part-number" in codes(intake)
    assert len(components(intake)["b"]) == 2


def test_part_numbers_rounded_to_9_55e12_are_told_apart(tmp_path):
    rows = [
        ["Part Number", "Description", "Qty"],
        ["9.55E+12", "Ring magnet N42", 1],
        ["9.55E+12", "Steel screw", 2],
        [9.55e15, "Nut", 1],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert "part-number-rounded" in codes(intake)
    assert len(components(intake)["b"]) == 3


def test_lost_leading_zeros_are_named(tmp_path):
    rows = [["Part Number", "Description", "Qty"], ["00123", "Screw", 1], [456, "Nut", 1]]
    assert "leading-zeros-lost" in codes(read(grid(tmp_path / "b.xlsx", rows)))


def test_leading_zeros_of_the_number_format_are_part_of_the_number(tmp_path):
    book = Workbook()
    book.active.append(["Part Number", "Description", "Qty"])
    book.active.append([123, "Screw", 1])
    book.active["A2"].number_format = "00000"
    book.save(tmp_path / "b.xlsx")
    assert "00123" in read(tmp_path / "b.xlsx").bill.items


def test_zero_width_characters_are_taken_out_and_named(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part Number", "Description", "Qty"],
                ["MAG\u200b-01", "Magnet", 1],
                ["S-1", "Screw", 1],
            ],
        )
    )
    assert "MAG-01" in intake.bill.items
    assert "invisible-characters" in codes(intake)


def test_letters_that_look_alike_are_two_items_and_named(tmp_path):
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [
                ["Part Number", "Description", "Qty"],
                ["MAG-01", "Magnet", 1],
                ["M\u0410G-01", "Magnet", 1],
            ],
        )
    )
    assert len(components(intake)["b"]) == 2
    assert "look-alike-characters" in codes(intake)


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


# --------------------------------------------------------------------------- sheets


def test_a_magnet_on_a_sheet_that_was_left_out_keeps_the_run_open(tmp_path):
    path = grids(
        tmp_path / "b.xlsx",
        BOM=[
            ["Level", "Part Number", "Description", "Quantity"],
            [0, "P", "Frame", 1],
            [1, "S", "Steel screw", 4],
        ],
        Spares=[
            ["Part Number", "Description", "Qty"],
            ["MAG-9", "Ring magnet N42SH", 2],
            ["S", "Steel screw", 9],
        ],
    )
    intake = read(path)
    assert [mention.words for mention in intake.mentions] == ["Ring magnet N42SH"]
    assert read(path, Request(sheet="BOM")).mentions == ()


def test_a_table_that_nobody_can_read_is_named_and_its_magnets_are_asked_about(tmp_path):
    path = grids(
        tmp_path / "b.xlsx",
        Main=[["Part Number", "Description", "Qty"], ["S", "Steel screw", 4], ["N", "Nut", 2]],
        Other=[["aaa", "bbb"], ["x1", "Arc magnet N48SH"], ["x2", "Washer"], ["x3", "Pin"]],
    )
    intake = read(path)
    assert "unread-sheet" in codes(intake)
    assert [mention.words for mention in intake.mentions] == ["Arc magnet N48SH"]


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


def test_reference_designators_are_no_part_numbers(tmp_path):
    rows = [
        ["Reference", "Value", "Qty", "Description"],
        ["U1", "MCP4922", 1, "Dual DAC"],
        ["C1-C10", "0.1uF", 10, "Capacitor"],
        ["BZ1, BZ2", "Buzzer", 2, "Magnetic buzzer"],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert "U1" not in intake.bill.items
    french = read(
        grid(
            tmp_path / "f.xlsx",
            [["Référence", "Désignation", "Qté"], ["AB-1001", "Aimant", 2], ["AB-1002", "Vis", 4]],
        )
    )
    assert set(components(french)["f"]) == {"AB-1001", "AB-1002"}


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


def test_a_bill_without_a_single_part_is_refused(tmp_path):
    intake = read(grid(tmp_path / "b.xlsx", [["Part Number", "Description", "Quantity"]]))
    assert intake.refused == ("b.xlsx",)
    assert "empty-bill" in codes(intake)


def test_a_part_that_is_called_total_is_a_part(tmp_path):
    rows = [
        ["Part Number", "Description", "Material", "Qty"],
        ["Total", "Total", "NdFeB", 2],
        ["S", "Screw", "steel", 1],
        [None, "Total", None, 3],
    ]
    assert set(components(read(grid(tmp_path / "b.xlsx", rows)))["b"]) == {"Total", "S"}


def test_magnets_in_a_circle_stay_magnets(tmp_path):
    rows = [
        ["Parent", "Part Number", "Description", "Qty"],
        *([f"P{(at + 1) % 5}", f"P{at}", "Ring magnet N42", 1] for at in range(5)),
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert "cycle" in codes(intake)
    assert any(one.item_class is ItemClass.MAGNET for one in intake.bill.items.values())

"""Layouts that are read: csv, title blocks, headings in four languages, units, levels from 1."""

from __future__ import annotations

from fractions import Fraction

import pytest
from openpyxl import Workbook

from calculator.assessment import Options, assess
from calculator.findings.verdict import Verdict
from calculator.numbers.bounds import Bounds
from calculator.sources.layout.headings import meaning_of
from calculator.sources.layout.profile import Profile
from calculator.sources.reader import Quantities, Request, read_files
from tests.sources.layouts import grid
from tests.workbooks import LAW, ON, assessed, codes, dysprosium, finding, magnet, write_workbook

CSV = "Level{d}Part Number{d}Quantity{d}Unit{d}Item Class{d}Material{d}Unit Price{d}Currency\n0{d}MAG{d}1{d}each{d}magnet{d}NdFeB{d}{price}{d}EUR\n"


def all_of_it(*numbers: str) -> list[dict[str, object]]:
    """Content rows that say of magnets that the lines below are all that is in them, whatever they weigh."""
    return [{"Part Number": number, "Substance": "", "Disclosure": "full"} for number in numbers]


@pytest.mark.parametrize(
    ("encoding", "delimiter", "price"),
    [
        ("utf-8", ",", "12.5"),
        ("utf-8-sig", ";", "12,5"),
        ("utf-16", "\t", "12.50"),
        ("cp1252", "|", "12.5"),
    ],
)
def test_a_csv_is_read_in_any_common_encoding_and_delimiter(tmp_path, encoding, delimiter, price):
    path = tmp_path / "bom.csv"
    path.write_bytes(CSV.format(d=delimiter, price=price).encode(encoding))
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    assert finding(run, "MAG").value.denominator == Bounds.exactly(Fraction(25, 2))
    assert str(finding(run, "MAG").item.cells[0]) == "bom.csv!B2"


def test_chinese_and_japanese_csv_files_are_decoded_and_it_is_said(tmp_path):
    for encoding, heads, name in (
        ("gb18030", "层级,物料编码,名称,数量,单位", "磁钢"),
        ("shift_jis", "レベル,品番,品名,員数,単位", "ネオジム磁石"),
    ):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(f"{heads}\n0,P1,{name},1,個\n".encode(encoding))
        run = assess((path,), (), Options(on=ON, rules=(LAW,)))
        assert [one.item.description for one in run.report.findings] == [name]
        assert "encoding-guessed" in codes(run)


@pytest.mark.parametrize(
    ("heads", "unit"),
    [
        (
            ("Level", "Part No.", "Description", "Qty", "UoM", "Material", "Unit Cost", "Currency"),
            "EA",
        ),
        (("层级", "物料编码", "物料名称", "用量", "单位", "材质", "单价", "币种"), "个"),
        (
            (
                "Stufe",
                "Sachnummer",
                "Benennung",
                "Menge",
                "ME",
                "Werkstoff",
                "Einzelpreis",
                "Währung",
            ),
            "Stk",
        ),
        (("レベル", "品番", "品名", "員数", "単位", "材質", "単価", "通貨"), "個"),
    ],
)
def test_headings_in_four_languages_below_a_title_block_are_found(tmp_path, heads, unit):
    book = Workbook()
    sheet = book.active
    sheet.title = "Export"
    for row in (["Project X", None, "2026-11-23"], [], ["Released by", "K. Sato"], list(heads)):
        sheet.append(row)
    sheet.append([1, "P-1", "Assembly", 1, unit, None, 50, "USD"])
    sheet.append([2, "M-1", "Magnet N42SH", 2, unit, "NdFeB", 3, "USD"])
    sheet.append([None, None, "Total", 3, None, None, 56, None])
    path = tmp_path / "export.xlsx"
    book.save(path)
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    assert [(use.product, use.quantity.low) for use in finding(run, "M-1").used_in] == [("P-1", 2)]
    assert finding(run, "M-1").item.cells[0].row == 6
    assert run.report.item_count == 2


def test_headings_do_not_mind_case_spaces_or_line_breaks():
    assert {
        meaning_of("bom", text).name
        for text in (
            "Part Number",
            "PART_NUMBER",
            "part-number",
            "Part\nNumber",
            "ＰＡＲＴ　ＮＵＭＢＥＲ",
        )
    } == {"number"}


def test_a_file_that_starts_at_level_one_is_read_the_same_way(tmp_path):
    zero = assessed(tmp_path, BOM=[{"Level": 0, "Part Number": "P"}, magnet("MAG", 1)])
    one = assessed(tmp_path, BOM=[{"Level": 1, "Part Number": "P"}, magnet("MAG", 2)])
    assert finding(zero, "MAG").where_used == finding(one, "MAG").where_used


@pytest.mark.parametrize(
    ("unit", "quantity", "kilograms"),
    [
        ("kg", 2, "2"),
        ("g", 500, "0.5"),
        ("mg", 5, "0.000005"),
        ("lb", 1, "0.45359237"),
        ("oz", 16, "0.45359237"),
        ("t", 1, "1000"),
        ("short ton", 1, "907.18474"),
    ],
)
def test_units_of_mass_are_exact(tmp_path, unit, quantity, kilograms):
    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Quantity": quantity,
        "Unit": unit,
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Country of Origin": "CN",
    }
    run = assessed(
        tmp_path,
        BOM=[magnet(**{"Unit Price": 10**9, "Unit Mass": 10**6}), dy],
        Content=all_of_it("MAG"),
        Prices=[{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}],
    )
    assert finding(run, "MAG").mass.listed == Bounds.exactly(Fraction(kilograms))
    assert finding(run, "MAG").value.numerator == Bounds.exactly(300 * Fraction(kilograms))


def test_a_ton_is_ambiguous_and_unknown(tmp_path):
    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Quantity": 1,
        "Unit": "ton",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Country of Origin": "CN",
    }
    run = assessed(
        tmp_path,
        BOM=[magnet(), dy],
        Prices=[{"Substance": "Dy", "Form": "metal", "Price": 300, "Currency": "USD"}],
    )
    assert "unknown-unit" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_price_per_thousand_pieces_is_divided_out(tmp_path):
    run = assessed(tmp_path, BOM=[magnet(**{"Unit Price": 350, "Price Per": 1000})])
    assert finding(run, "MAG").value.denominator == Bounds.exactly(Fraction(35, 100))


def test_a_price_per_kilogram_of_a_piece_is_its_mass_times_the_price(tmp_path):
    run = assessed(tmp_path, BOM=[magnet(**{"Unit Price": 60, "Price Per": "kg"})])
    assert finding(run, "MAG").value.denominator == Bounds.exactly(6)


def test_the_same_item_in_grams_and_in_kilograms_is_one_item(tmp_path):
    dy = {
        "Part Number": "DY",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Country of Origin": "CN",
        "Currency": "USD",
        "Level": 1,
    }
    bom = [
        magnet("A", 0, **{"Unit Price": 1000}),
        {**dy, "Quantity": 5, "Unit": "g", "Unit Price": 0.3},
        magnet("B", 0, **{"Unit Price": 1000}),
        {**dy, "Quantity": 0.005, "Unit": "kg", "Unit Price": 300},
    ]
    run = assessed(tmp_path, BOM=bom, Content=all_of_it("A", "B"))
    assert (
        finding(run, "A").value.numerator
        == finding(run, "B").value.numerator
        == Bounds.exactly(Fraction(3, 2))
    )
    assert "conflicting-price" not in codes(run)


@pytest.mark.parametrize(
    ("unit", "quantity", "grams"),
    [
        ("pcs", 5, "0.01"),
        ("g", 5, "0.01"),
        ("kg", 0.005, "10"),
        ("dozen", 5, "0.01"),
        ("thousand", 0.005, "10"),
        ("lb", 2, "0.025"),
    ],
)
def test_what_a_parent_holds_is_in_one_of_its_own_unit(tmp_path, unit, quantity, grams):
    powder = {
        "Level": 1,
        "Part Number": "PWD",
        "Description": "alloy mix",
        "Quantity": quantity,
        "Unit": unit,
    }
    dy = {
        "Level": 2,
        "Part Number": "DY",
        "Quantity": float(grams),
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Country of Origin": "CN",
        "Unit Price": 0.4,
        "Currency": "USD",
    }
    run = assessed(
        tmp_path, BOM=[magnet(**{"Unit Price": 1}), powder, dy], Content=all_of_it("MAG")
    )
    assert finding(run, "MAG").value.numerator == Bounds.exactly(Fraction("0.02"))
    assert finding(run, "MAG").verdict is Verdict.CROSSES


def test_one_parent_in_rows_of_different_units_holds_the_same_under_each(tmp_path):
    dy = {
        "Level": 2,
        "Part Number": "DY",
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Country of Origin": "CN",
        "Unit Price": 0.4,
        "Currency": "USD",
    }
    powder = {"Level": 1, "Part Number": "PWD", "Description": "alloy mix"}
    bom = [
        magnet("A"),
        {**powder, "Quantity": 5, "Unit": "g"},
        {**dy, "Quantity": 0.01},
        magnet("B"),
        {**powder, "Quantity": 0.005, "Unit": "kg"},
        {**dy, "Quantity": 10},
        magnet("C"),
        {**powder, "Quantity": 1, "Unit": "pcs", "Unit Mass": 5, "Mass Unit": "g"},
        {**dy, "Quantity": 0.05},
    ]
    run = assessed(tmp_path, BOM=bom, Content=all_of_it(*"ABC"))
    assert {finding(run, item).value.numerator for item in "ABC"} == {
        Bounds.exactly(Fraction("0.02"))
    }
    assert "conflicting-structure" not in codes(run)


@pytest.mark.parametrize(
    ("quantity", "total", "convention"),
    [
        (2, 12, Quantities.PER_PARENT),
        (2, 24, Quantities.CUMULATIVE),
        (1, 12, Quantities.PER_PARENT),
    ],
)
def test_a_balance_of_masses_is_that_of_one_of_the_parents_own_unit(
    tmp_path, quantity, total, convention
):
    heads = ("Level", "Part Number", "Description", "Qty", "Unit", "Unit Mass (g)")
    path = grid(
        tmp_path / "bom.xlsx",
        [
            heads,
            (0, "P", "Drive", 1, "pcs", None),
            (1, "A", "Rotor", quantity, "dozen", 120),
            (2, "B", "Ring", total, "pcs", 10),
        ],
    )
    read = read_files((path,))
    assert read.quantities is convention
    assert read.bill.quantities_per("A")["B"] == Bounds.exactly(1)


@pytest.mark.parametrize(
    ("base", "quantity"),
    [
        (1000, Bounds.exactly(Fraction(1, 10))),
        ("1000 pcs", Bounds.exactly(Fraction(1, 10))),
        (0, Bounds.unknown()),
        ("a batch", Bounds.unknown()),
        ("5 kg", Bounds.unknown()),
        ("10-20", Bounds.unknown()),
        (None, Bounds.exactly(100)),
    ],
)
def test_a_quantity_in_a_batch_whose_size_cannot_be_read_is_unknown(tmp_path, base, quantity):
    path = write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[
            magnet(),
            {
                "Level": 1,
                "Part Number": "S",
                "Quantity": 100,
                "Unit": "each",
                "Base Quantity": base,
            },
        ],
    )
    assert read_files((path,)).bill.quantities_per("MAG")["S"] == quantity


def test_a_missing_quantity_is_unknown(tmp_path):
    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Unit Price": 0.3,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    run = assessed(tmp_path, BOM=[magnet(), dy])
    assert finding(run, "MAG").value.numerator == Bounds(Fraction(0), Fraction(10))
    assert "quantity-missing" in codes(run)


def test_cumulative_quantities_are_divided_by_the_parents(tmp_path):
    rows = [
        {"Level": 0, "Part Number": "P"},
        {"Level": 1, "Part Number": "A", "Quantity": 4, "Unit": "each"},
        magnet("MAG", 2, Quantity=8),
    ]
    path = write_workbook(tmp_path / "bom.xlsx", BOM=rows)
    per_parent = read_files((path,)).bill
    cumulative = read_files((path,), (), Request(quantities=Quantities.CUMULATIVE)).bill
    assert per_parent.quantities_per("A")["MAG"] == Bounds.exactly(8)
    assert cumulative.quantities_per("A")["MAG"] == Bounds.exactly(2)


def test_totals_in_a_list_that_starts_with_several_of_its_first_part_may_be_of_one_or_of_all(
    tmp_path,
):
    path = write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[
            {"Level": 1, "Part Number": "A", "Quantity": 2, "Unit": "each"},
            magnet("MAG", 2, Quantity=8),
        ],
    )
    cumulative = read_files((path,), (), Request(quantities=Quantities.CUMULATIVE)).bill
    assert cumulative.quantities_per("A")["MAG"] == Bounds(Fraction(4), Fraction(8))


def test_what_several_of_the_first_part_hold_is_not_settled_by_there_being_no_other_assembly(
    tmp_path,
):
    heads = ("Level", "Part Number", "Description", "Qty")
    path = grid(
        tmp_path / "bom.xlsx", [heads, (1, "A", "Magnet NdFeB", 2), (2, "DY", "Dy metal", 4)]
    )
    read = read_files((path,))
    assert read.quantities is Quantities.UNCLEAR
    assert read.bill.quantities_per("A")["DY"] == Bounds(Fraction(2), Fraction(4))


def test_a_profile_that_asks_for_levels_where_there_are_none_is_told_so(tmp_path):
    path = grid(
        tmp_path / "bom.xlsx",
        [("Part Number", "Description", "Qty"), ("A", "Bracket", 2), ("B", "Screw", 4)],
    )
    read = read_files((path,), (), Request(profile=Profile(hierarchy="level")))
    assert "hierarchy-not-found" in [problem.code for problem in read.problems]


def test_a_row_without_a_level_makes_what_is_open_above_it_unknown(tmp_path):
    steel = {"Level": 1, "Part Number": "CORE", "Quantity": 1, "Unit": "each", "Material": "Steel"}
    lost = {
        "Part Number": "DY",
        "Quantity": 1,
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Unit Price": 0.3,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    run = assessed(tmp_path, BOM=[magnet(), steel, lost])
    assert "level-missing" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_a_row_without_a_name_still_counts(tmp_path):
    nameless = {
        "Level": 1,
        "Quantity": 1,
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Unit Price": 0.3,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    run = assessed(tmp_path, BOM=[magnet(), nameless])
    assert finding(run, "MAG").verdict is Verdict.CROSSES
    assert "row-without-item" in codes(run)


def test_an_item_called_total_is_still_an_item(tmp_path):
    dy = {
        "Level": 1,
        "Part Number": "DY",
        "Description": "Total",
        "Quantity": 1,
        "Unit": "g",
        "Item Class": "listed material",
        "Material": "Dy metal",
        "Unit Price": 0.3,
        "Currency": "USD",
        "Country of Origin": "CN",
    }
    assert finding(assessed(tmp_path, BOM=[magnet(), dy]), "MAG").verdict is Verdict.CROSSES


def test_a_part_number_with_invisible_characters_is_the_same_item(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[magnet("MAG\u200b-1")],
        Content=[dysprosium("MAG-1\u00a0", Value=1, Currency="USD")],
    )
    assert finding(run, "MAG-1").verdict is Verdict.CROSSES


def test_content_of_a_part_number_that_the_bill_lacks_is_named(tmp_path):
    run = assessed(
        tmp_path, BOM=[magnet()], Content=[dysprosium("OTHER-7", Value=1, Currency="USD")]
    )
    assert "other-bill" in codes(run)
    assert finding(run, "MAG").verdict is Verdict.UNDETERMINED


def test_two_bills_in_one_workbook_are_read_as_one(tmp_path):
    run = assessed(
        tmp_path, Left=[{"Level": 0, "Part Number": "P", "Quantity": 1}], Right=[magnet()]
    )
    assert "several-bom-sheets" in codes(run)
    assert [one.item.number for one in run.report.findings] == ["MAG"]


def test_two_files_make_one_bill(tmp_path):
    drone = write_workbook(
        tmp_path / "drone.xlsx",
        BOM=[
            {"Level": 0, "Part Number": "D"},
            {
                "Level": 1,
                "Part Number": "M1",
                "Description": "BLDC motor",
                "Quantity": 4,
                "Unit": "each",
            },
        ],
    )
    motor = write_workbook(
        tmp_path / "motor.xlsx",
        BOM=[{"Level": 0, "Part Number": "M1"}, magnet("MAG", 1, Quantity=14)],
    )
    run = assess((drone, motor), (), Options(on=ON, rules=(LAW,)))
    assert run.report.suspects == ()
    assert [(use.product, use.quantity.low) for use in finding(run, "MAG").used_in] == [("D", 56)]


def test_a_contradiction_of_form_and_formula_is_never_below(tmp_path):
    content = {
        "Part Number": "TGT",
        "Substance": "Gd2O3",
        "Form": "metal",
        "wt%": 90,
        "Country of Origin": "CN",
        "Disclosure": "full",
    }
    run = assessed(
        tmp_path,
        BOM=[magnet("TGT", **{"Item Class": "target", "Material": "Gd"})],
        Content=[content],
    )
    assert finding(run, "TGT").verdict is Verdict.UNDETERMINED
    assert "unknown-substance" in codes(run)


def test_a_stated_class_against_the_words_is_named(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[
            {
                "Level": 0,
                "Part Number": "X",
                "Description": "Arc magnet N42SH",
                "Item Class": "other",
            }
        ],
    )
    assert "class-contradicts-words" in codes(run)


def test_exa_spim_rows_without_a_name_are_not_cleared(tmp_path):
    # A list whose part numbers stand under a heading that is not known: nothing tells what the rows are.
    run = assessed(
        tmp_path,
        BOM=[
            {"ITEM NO.": 1, "CATALOG": "B3648G", "QTY.": 1, "DESCRIPTION": None},
            {"ITEM NO.": 2, "QTY.": 2, "DESCRIPTION": "Plug"},
        ],
    )
    assert [suspect.item.number for suspect in run.report.suspects] == ["(no part number, row 2)"]
    assert run.report.exit_status() == 3


def test_os_mdv_part_numbers_alone_are_not_cleared(tmp_path):
    run = assessed(tmp_path, BOM=[{"Part Number": "10294", "Unit Price": 3, "Product Name?": "x"}])
    assert run.report.exit_status() == 3
    assert (
        assessed(
            tmp_path, BOM=[{"Part Number": "10294", "Description": "Screw", "Unit Price": 3}]
        ).report.exit_status()
        == 0
    )


@pytest.mark.parametrize(
    ("text", "currency"),
    [("€ 10", "EUR"), ("10.00 EUR", "EUR"), ("USD 10", "USD"), ("10 元", "CNY")],
)
def test_a_currency_beside_the_price_is_that_of_the_price(tmp_path, text, currency):
    run = assessed(tmp_path, BOM=[magnet(**{"Unit Price": text, "Currency": None})])
    assert (finding(run, "MAG").value.denominator, finding(run, "MAG").value.unit) == (
        Bounds.exactly(10),
        currency,
    )
    assert "currency-assumed" not in codes(run)


def test_a_target_named_after_its_metal_is_on_the_list(tmp_path):
    run = assessed(
        tmp_path,
        BOM=[
            {
                **magnet("T", Description="Scandium sputtering target", Material="Sc"),
                "Item Class": None,
            }
        ],
    )
    assert finding(run, "T").subject.value == "yes"
    assert finding(run, "T").verdict is Verdict.UNDETERMINED


def test_dysprosium_of_the_form_alloy_may_be_of_the_listed_alloy_or_of_one_that_is_not(tmp_path):
    # As dysprosium-iron it is worth 0.82 to 1.55; in an alloy that is on no list it counts as nothing, or as the element, whose
    # price nobody stated.
    run = assessed(
        tmp_path,
        BOM=[magnet()],
        Content=[dysprosium(**{"wt%": 4, "Form": "alloy"})],
        Prices=[{"Substance": "DyFe", "Price": 194, "Currency": "USD"}],
    )
    value = finding(run, "MAG").value.numerator
    assert (value.low, value.high) == (0, 10)

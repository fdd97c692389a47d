"""A part number identifies only if it can."""

from __future__ import annotations

import pytest

from calculator.model.item import ItemClass
from tests.sources.layouts import codes, grid, read

HEADS = ("Level", "Part Number", "Description", "Quantity", "Material", "Supplier")


def items(folder, *rows, heads=HEADS):
    intake = read(grid(folder / "b.xlsx", [heads, (0, "PROD", "Drone", 1), *rows]))
    return intake, {one.number: one for one in intake.bill.items.values() if one.number != "PROD"}


@pytest.mark.parametrize(
    "word",
    [
        "OTS",
        "NEW",
        "TBD",
        "see drawing",
        "See Dwg.",
        0,
        "000",
        "n/a",
        "-",
        "same",
        "various",
        "XXX",
        "外购",
        "新規",
        "siehe Zeichnung",
        "voir plan",
        "vedi disegno",
        "ver plano",
        "wg rysunku",
        "신규",
        "#N/A",
        "nan",
    ],
)
def test_a_placeholder_makes_one_item_of_no_two_parts(tmp_path, word):
    _, found = items(
        tmp_path,
        (1, word, "Arc magnet N42SH", 1, "NdFeB"),
        (1, word, "Ring magnet, encoder", 1, "SmCo"),
    )
    assert sorted(found) == ["Arc magnet N42SH", "Ring magnet, encoder"]


@pytest.mark.parametrize("number", ["MAG-01", "100", "X1", "OTS-5", "NEW2", "0815"])
def test_a_real_number_is_one_item(tmp_path, number):
    _, found = items(tmp_path, (1, number, "Arc magnet", 1, "NdFeB"), (1, number, "Arc magnet", 2))
    assert sorted(found) == [number]


def test_unlike_descriptions_under_a_real_number_are_one_item_that_is_both_and_a_problem(tmp_path):
    intake, found = items(
        tmp_path,
        (1, "P-1", "Bracket, painted", 1, "Steel", "Alpha"),
        (1, "P-1", "Arc magnet N42SH", 1, "NdFeB", "Beta"),
    )
    assert sorted(found) == ["P-1"]
    assert found["P-1"].item_class is ItemClass.MAGNET
    assert found["P-1"].description == "Bracket, painted / Arc magnet N42SH"
    assert {"conflicting-description", "conflicting-material", "conflicting-maker"} <= codes(intake)
    told = next(one for one in intake.problems if one.code == "conflicting-description")
    assert [str(cell) for cell in told.cells] == ["b.xlsx!Sheet1!B3", "b.xlsx!Sheet1!B4"]


def test_case_spacing_blanks_and_more_words_are_no_difference(tmp_path):
    intake, found = items(
        tmp_path,
        (1, "P-1", "Arc magnet", 1, "NdFeB", "Alpha"),
        (1, "P-1", "ARC  MAGNET", 1, None, "alpha"),
        (1, "P-1", None, 1, None, None),
        (1, "P-1", "Arc magnet, N42SH", 1, None, None),
    )
    assert found["P-1"].description == "Arc magnet, N42SH"
    assert not {"conflicting-description", "conflicting-maker"} & codes(intake)


@pytest.mark.parametrize(
    ("heads", "first", "other"),
    [
        ("Material", "NdFeB", "SmCo"),
        ("Supplier", "Alpha", "Beta"),
        ("Variant", "6x3 mm", "20x10 mm"),
        ("Grade", "N42", "N52"),
        ("Size", "6x3", "20x10"),
        ("Ausführung", "klein", "groß"),
        ("バリエーション", "小", "大"),
    ],
)
def test_rows_named_by_words_alone_are_two_items_where_they_are_unlike(
    tmp_path, heads, first, other
):
    rows = [("Name", "Quantity", heads), ("Magnet", 1, first), ("Magnet", 2, other)]
    rows.append(("Screw", 4, None))
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert len([one for one in intake.bill.items if one.startswith("Magnet")]) == 2


@pytest.mark.parametrize("heads", ["Category", "Ref Des", "Link", "Remarks", "No."])
def test_a_category_a_designator_a_link_a_remark_or_a_counter_is_no_difference(tmp_path, heads):
    rows = [
        ("Name", "Quantity", heads),
        ("Magnet", 1, "one"),
        ("Magnet", 2, "two"),
        ("Screw", 4, "x"),
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert [one for one in intake.bill.items if "agnet" in one] == ["Magnet"]


def test_a_number_without_a_digit_is_a_word(tmp_path):
    _, found = items(
        tmp_path,
        (1, "Magnet", "6x3 mm N52", 4),
        (1, "Magnet", "20x10 mm N42SH", 2),
        (1, "BRACKET", "left", 2),
    )
    assert sorted(found) == ["BRACKET", "Magnet, 20x10 mm N42SH", "Magnet, 6x3 mm N52"]

"""The same bill in every notation is the same bill."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator.assessment import Options, assess
from calculator.sources.reader import Quantities, Request
from calculator.sources.rows.levels import read_level
from calculator.sources.rows.shape import place
from tests.sources.layouts import (
    NOTATIONS,
    Part,
    codes,
    components,
    grid,
    grids,
    read,
    with_sheets,
)
from tests.workbooks import LAW, ON

PER_PARENT = Request(quantities=Quantities.PER_PARENT)
SERVO = Part(
    "SRV-100",
    1,
    [
        Part(
            "MOT-10",
            2,
            [Part("ROT-11", 1, [Part("MAG-12", 8), Part("SHF-13", 1)]), Part("STA-14", 1)],
        ),
        Part("HSG-20", 1, [Part("SCR-21", 6)]),
        Part("LBL-30", 1),
    ],
)


@st.composite
def trees(draw: st.DrawFn) -> Part:
    """Trees of 3 to 40 parts, at most 5 levels, every number once; the product has parts and one of these has some."""
    root = Part("PRD-0")
    parts = [(root, 0)]
    for index in range(draw(st.integers(2, 39))):
        above, level = parts[draw(st.integers(0, len(parts) - 1))]
        if level >= 4:
            above, level = root, 0
        part = Part(f"ITM-{index + 1}", draw(st.integers(1, 9)))
        above.parts.append(part)
        parts.append((part, level + 1))
    if not any(part.parts for part, level in parts if level):
        root.parts[0].parts.append(Part("ITM-X", 3))
    if len([one for one, level in parts if level > 1]) < 2:
        root.parts[0].parts += [Part("ITM-Y", 2), Part("ITM-Z", 1)]
    return root


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_bill_reads_the_same_in_every_notation(tmp_path, notation):
    intake = read(NOTATIONS[notation](tmp_path / "bill.xlsx", SERVO), PER_PARENT)
    assert components(intake) == SERVO.structures()
    assert intake.bill.products == ("SRV-100",)


@pytest.mark.parametrize("notation", NOTATIONS)
@given(tree=trees())
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_random_bills_read_the_same_in_every_notation(tmp_path: Path, notation, tree):
    intake = read(NOTATIONS[notation](tmp_path / "bill.xlsx", tree), PER_PARENT)
    assert components(intake) == tree.structures()


def test_a_sheet_for_each_parent_is_one_bill(tmp_path):
    intake = read(with_sheets(tmp_path / "SRV.xlsx", SERVO))
    found = components(intake)
    below_root = SERVO.structures()
    root = below_root.pop("SRV-100")
    assert {parent: parts for parent, parts in found.items() if parent in below_root} == below_root
    assert root in found.values()
    assert "sheet-of-parent" in codes(intake)


def test_1_10_is_not_1_1(tmp_path):
    rows = [
        ["Pos", "Part Number", "Qty"],
        ["1", "TOP", 1],
        *([f"1.{at}", f"P-{at}", 1] for at in range(1, 13)),
        ["1.1.1", "UNDER-1", 1],
        ["1.10.1", "UNDER-10", 1],
    ]
    found = components(read(grid(tmp_path / "b.xlsx", rows)))
    assert found["P-1"] == {"UNDER-1": 1}
    assert found["P-10"] == {"UNDER-10": 1}


def test_1_10_stored_as_the_number_1_1_is_told_by_its_place_and_said(tmp_path):
    rows = [
        ["Pos", "Part Number", "Qty"],
        [1, "TOP", 1],
        *([float(f"1.{at}"), f"P-{at}", 1] for at in range(1, 13)),
        ["1.10.1", "UNDER-10", 1],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert components(intake)["P-10"] == {"UNDER-10": 1}
    assert "outline-number-rounded" in codes(intake)


def test_several_rows_at_the_top_of_an_outline_are_parts_of_one_product(tmp_path):
    rows = [["Pos", "Part Number", "Qty"], ["1", "A", 1], ["1.1", "A-1", 2], ["2", "B", 3]]
    found = components(read(grid(tmp_path / "machine.xlsx", rows)))
    assert found == {"machine": {"A": 1, "B": 3}, "A": {"A-1": 2}}


def test_a_flat_list_is_one_product_named_after_its_file(tmp_path):
    rows = [["Description", "Qty"], ["Ring magnet N42", 2], ["Steel screw M3x8", 4]]
    intake = read(grid(tmp_path / "holder.xlsx", rows))
    assert components(intake) == {"holder": {"Ring magnet N42": 2, "Steel screw M3x8": 4}}
    assert intake.bill.items["holder"].is_implied
    assert "flat-list" in codes(intake)


def test_a_product_without_a_row_never_takes_the_name_of_a_part(tmp_path):
    intake = read(
        grid(
            tmp_path / "MAG-01.xlsx",
            [["Part Number", "Description", "Qty"], ["MAG-01", "Magnet", 1], ["S-1", "Screw", 1]],
        )
    )
    assert intake.bill.products != ("MAG-01",)
    assert not any("cycle" in code for code in codes(intake))


def test_sums_below_their_groups_are_parents_too(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["Part Number", "Description", "Qty"])
    for row, (number, level) in enumerate(
        [("MAG", 2), ("SHAFT", 2), ("ROTOR", 1), ("MOTOR", 0)], start=2
    ):
        book.active.append([number, f"part {number}", 1])
        book.active.row_dimensions[row].outlineLevel = level
    book.save(tmp_path / "b.xlsx")
    assert components(read(tmp_path / "b.xlsx")) == {
        "MOTOR": {"ROTOR": 1},
        "ROTOR": {"MAG": 1, "SHAFT": 1},
    }


def test_two_hierarchies_that_contradict_leave_open_what_is_in_the_items(tmp_path):
    rows = [
        ["Level", "Pos", "Part Number", "Qty"],
        [0, "1", "P", 1],
        [1, "1.1", "A", 1],
        [2, "1.1.1", "X", 1],
        [1, "1.2", "B", 1],
        [2, "1.1.2", "Y", 1],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert "two-hierarchies" in codes(intake)
    assert {"A", "B"} <= intake.bill.incomplete


def test_the_verdict_says_that_the_file_leaves_the_structure_open(tmp_path):
    rows = [
        [
            "Level",
            "Pos",
            "Part No",
            "Description",
            "Qty",
            "Unit price USD",
            "Item Class",
            "Material",
        ],
        [0, "1", "P", "Product", 1, 100, None, None],
        [1, "1.1", "MAG", "Magnet", 1, 10, "magnet", "NdFeB"],
        [2, "1.1.1", "FE", "Iron", 1, 1, None, "iron"],
        [1, "1.2", "B", "Housing", 1, 5, "other", "steel"],
        [2, "1.1.2", "DY", "Dysprosium metal", 1, 0.5, "listed material", "Dysprosium metal"],
    ]
    run = assess((grid(tmp_path / "b.xlsx", rows),), (), Options(on=ON, rules=(LAW,)))
    # The metal is a line of its own, so it has a finding of its own as well.
    magnet = next(finding for finding in run.report.findings if finding.item.number == "MAG")
    assert magnet.verdict.value == "undetermined"
    assert any("which parts it is made of" in question.asks for question in magnet.questions)


def test_two_hierarchies_that_agree_are_only_noted(tmp_path):
    rows = [
        ["Level", "Pos", "Part Number", "Qty"],
        [0, "1", "P", 1],
        [1, "1.1", "A", 1],
        [2, "1.1.1", "X", 1],
        [1, "1.2", "B", 1],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert "second-hierarchy" in codes(intake)
    assert not intake.bill.incomplete


def test_a_parent_that_is_no_row_is_still_a_product(tmp_path):
    rows = [
        ["Assembly", "Part Number", "Description", "Qty"],
        ["ROTOR-A", "MAG-1", "magnet", 8],
        ["ROTOR-A", "SHAFT", "shaft", 1],
        ["ROTOR-B", "MAG-1", "magnet", 4],
    ]
    assert components(read(grid(tmp_path / "b.xlsx", rows))) == {
        "ROTOR-A": {"MAG-1": 8, "SHAFT": 1},
        "ROTOR-B": {"MAG-1": 4},
    }


def test_two_tables_on_a_sheet_are_both_read(tmp_path):
    rows = [
        ["Mechanics"],
        ["Pos", "Part Number", "Description", "Qty"],
        [1, "M-1", "Magnet N42SH", 2],
        [2, "M-2", "Shaft", 1],
        [],
        ["Electronics"],
        ["No", "Name", "Model", "Supplier", "Quantity"],
        [1, "BLDC motor", "2212", "Acme", 4],
        [2, "Frame", "F450", "Acme", 1],
    ]
    intake = read(grid(tmp_path / "drone.xlsx", rows))
    assert {"M-1", "M-2", "BLDC motor, 2212"} <= set(intake.bill.items)
    assert intake.bill.products == ("drone",)


def test_tables_side_by_side_are_both_read(tmp_path):
    rows = [
        ["Part Number", "Description", "Qty", None, "Part Number", "Description", "Qty"],
        ["A-1", "Shaft", 1, None, "B-1", "Magnet N35", 2],
        ["A-2", "Screw", 4, None, "B-2", "Yoke", 1],
    ]
    intake = read(grid(tmp_path / "both.xlsx", rows))
    assert {"A-1", "A-2", "B-1", "B-2"} <= set(intake.bill.items)


def test_a_blank_column_in_the_middle_does_not_part_a_table(tmp_path):
    rows = [
        ["图号", "Werkstoff", None, "Einzelpreis [USD]", "Anzahl", "Name"],
        ["ROT-2", None, None, 40, 2, "Rotor"],
        ["MAG-3", "NdFeB", None, 5, 8, "Arc magnet"],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    assert components(intake) == {"b": {"ROT-2": 2, "MAG-3": 8}}
    assert intake.bill.items["MAG-3"].material == "NdFeB"


def test_headings_again_on_every_page_are_not_items(tmp_path):
    head = ["Part Number", "Description", "Qty"]
    intake = read(
        grid(
            tmp_path / "b.xlsx",
            [head, ["A", "Shaft", 1], head, ["B", "Screw", 2], head, ["C", "Nut", 3]],
        )
    )
    assert components(intake) == {"b": {"A": 1, "B": 2, "C": 3}}


def test_a_catalogue_beside_the_bill_tells_of_its_items_and_adds_none(tmp_path):
    path = grids(
        tmp_path / "b.xlsx",
        Parts_used=[["Part Number", "Qty"], ["KT-1", 2], ["KT-2", 5]],
        Catalogue=[
            ["Part Number", "Description", "Unit Price"],
            ["KT-1", "Shaft", 3.5],
            ["KT-2", "Screw", 0.1],
            ["KT-9", "Ring magnet N42SH", 0.4],
        ],
    )
    intake = read(path)
    assert intake.bill.items["KT-1"].description == "Shaft"
    assert "KT-9" not in intake.bill.items
    assert [mention.words for mention in intake.mentions] == ["Ring magnet N42SH"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("0", 0),
        ("2", 2),
        ("2.0", 2),
        (".1", 1),
        ("..2", 2),
        ("...3", 3),
        ("+ 1", 1),
        (">>2", 2),
        ("L3", 3),
        ("Level 4", 4),
        ("Stufe 2", 2),
        ("++", 2),
        (">", 1),
        ("第2层", 2),
        ("2级", 2),
        ("レベル1", 1),
        ("1.1.2", None),
        ("", None),
        ("abc", None),
    ],
)
def test_levels_in_every_notation(text, level):
    assert read_level(text) == level


def test_place_takes_the_last_row_above_with_a_lower_level():
    assert [one.parent for one in place([1, 2, 3, 3, 2, 4, 1])] == [None, 0, 1, 1, 0, 4, None]

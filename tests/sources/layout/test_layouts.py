"""Rows as companies really fill them in: which are parts, whose name they bear, what is asked about."""

from __future__ import annotations

import datetime

from openpyxl import Workbook

from calculator.findings.accounting import HeardFate
from calculator.model.item import ItemClass
from calculator.sources.reader import Request
from tests.sources.layouts import codes, components, grid, grids, read

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


# --------------------------------------------------------------------------- sheets of parts


def test_sheets_that_are_called_as_parts_of_the_bill_are_what_is_in_them(tmp_path):
    heads = ("Part Number", "Description", "Qty")
    long = "Latch assembly for the left door of cabinet 12"
    path = grids(
        tmp_path / "door.xlsx",
        BOM=[
            heads,
            ("S-1", "Screw", 4),
            ("SUB-1", "Lid", 1),
            ("SUB-2", long, 2),
            (4711, "Rail", 1),
        ],
        **{
            "SUB-1": [heads, ("SUB-3", "Catch", 2), ("N-1", "Nut", 1)],
            long[:31]: [heads, ("B-1", "Bolt", 2), ("N-1", "Nut", 3)],
            "4711": [heads, ("R-1", "Rail profile", 2), ("N-1", "Nut", 1)],
            "SUB 3": [heads, ("M-1", "Magnet", 2), ("N-1", "Nut", 1)],
            "Old list": [heads, ("X-1", "Lid", 1), ("N-1", "Nut", 1)],
        },
    )
    intake = read(path)
    parts = components(intake)
    assert set(parts["door"]) == {"S-1", "SUB-1", "SUB-2", "4711"}
    assert [set(parts[number]) for number in ("SUB-1", "SUB-2", "SUB-3", "4711")] == [
        {"SUB-3", "N-1"},
        {"B-1", "N-1"},
        {"M-1", "N-1"},
        {"R-1", "N-1"},
    ]
    assert "X-1" not in intake.bill.items


def test_a_word_that_is_divided_at_the_end_of_a_line_is_one_word(tmp_path):
    rows = [
        ["Part Number", "Description", "Qty"],
        ["A", "Neo-\ndymium disc", 1],
        ["B", "Mag-\nnet 10x3", 1],
        ["C", "Motor-\nund Getriebehalter", 1],
    ]
    intake = read(grid(tmp_path / "b.xlsx", rows))
    classes = {number: intake.bill.items[number].item_class for number in "ABC"}
    assert classes == {"A": ItemClass.MAGNET, "B": ItemClass.MAGNET, "C": ItemClass.OTHER}
    assert intake.bill.items["C"].description == "Motor- und Getriebehalter"

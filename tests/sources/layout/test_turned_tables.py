"""Tables with their fields down and their parts across are read like any other, and each cell keeps its own address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from calculator.assessment import Options, assess
from calculator.findings.report import Report
from tests.sources.layouts import codes, grid, read
from tests.workbooks import LAW, ON

UPRIGHT = (
    ("Level", "Part Number", "Description", "Quantity", "Material", "Unit Mass", "Mass Unit"),
    (0, "P-1", "Frame", 1, None, None, None),
    (1, "M-1", "Disc magnet 10x3", 2, "NdFeB N42", 3.5, "g"),
    (1, "S-1", "Screw M3", 4, "steel", 1, "g"),
)


def across(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)]


def report_of(path: Path) -> Report:
    return assess((path,), (), Options(on=ON, rules=(LAW,))).report


@pytest.mark.parametrize(
    ("above", "cells"),
    [([], ["C2", "C6"]), ([["Parts list 4711"], []], ["C4", "C8"])],
    ids=["alone", "below a title"],
)
def test_a_turned_table_is_read_and_its_cells_are_its_own(tmp_path, above, cells):
    intake = read(grid(tmp_path / "b.xlsx", [*above, *across(UPRIGHT)]))
    upright = read(grid(tmp_path / "u.xlsx", UPRIGHT))
    assert [*intake.bill.items] == [*upright.bill.items]
    magnet = intake.bill.items["M-1"]
    assert magnet.mass.bounds == upright.bill.items["M-1"].mass.bounds
    found = [magnet.cells[0], magnet.mass.cells[0]]
    assert [str(cell).rpartition("!")[2] for cell in found] == cells
    assert "table-turned" in codes(intake)


def test_the_headings_of_other_languages_turn_too(tmp_path):
    rows = (("物料编码", "名称", "数量"), ("M-1", "钕铁硼磁铁 N35", 2), ("S-1", "螺丝 M3", 4))
    report = report_of(grid(tmp_path / "b.xlsx", across(rows)))
    assert [finding.item.number for finding in report.findings] == ["M-1"]


def test_what_is_unread_in_a_turned_table_is_heard_at_its_own_cell(tmp_path):
    rows = [
        [*row, extra]
        for row, extra in zip(UPRIGHT, ("Shelf", "A1", "A2", "BLDC motor 24 V"), strict=True)
    ]
    report = report_of(grid(tmp_path / "b.xlsx", across(rows)))
    suspect = next(part for part in report.suspects if part.item.number == "S-1")
    assert "BLDC motor" in suspect.why
    assert str(suspect.item.cells[0]).endswith("D2")


def test_a_comment_on_a_turned_sheet_keeps_its_cell(tmp_path):
    path = grid(tmp_path / "b.xlsx", across(UPRIGHT))
    book = load_workbook(path)
    book.worksheets[0]["D3"].comment = Comment("spare: servo motor 24 V", "QS")
    book.save(path)
    (suspect,) = report_of(path).suspects
    assert [str(cell).rpartition("!")[2] for cell in suspect.item.cells] == ["D3"]


def test_a_bill_that_stands_upright_is_never_turned(tmp_path):
    names = (("Name", "Quantity"), ("Description", 1), ("Material", 2), ("Part Number", 3))
    intake = read(grid(tmp_path / "b.xlsx", names))
    assert "table-turned" not in codes(intake)
    assert [*intake.bill.items][1:] == ["Description", "Material", "Part Number"]


def test_a_data_sheet_of_one_part_is_no_list(tmp_path):
    card = (("Part Number", "M-1"), ("Quantity", 2), ("Material", "steel"))
    assert "table-turned" not in codes(read(grid(tmp_path / "b.xlsx", card)))


def test_cards_of_parts_beside_each_other_are_no_list(tmp_path):
    cards = (
        ("Primary Component", "Sensor A", "Secondary Component", "Sensor B"),
        ("Dimension (mm)", "20*10*8", "Dimension (mm)", "20*10*9"),
        ("Number of items", 1, "Number of items", 2),
        ("Cost per item", 3, "Cost per item", 4),
    )
    assert "table-turned" not in codes(read(grid(tmp_path / "b.xlsx", cards)))

"""The columns of the stages: read on facts and on lines, and never chosen between in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.assessment import Options, assess
from calculator.findings.report import Report
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON

HEADS = ("Level", "Part Number", "Quantity", "Unit", "Item Class", "Material")
MONEY = ("Unit Mass", "Mass Unit", "Unit Price", "Currency", "Country of Origin")
BOM = [
    (*HEADS, *MONEY, "Chinese Technology"),
    (0, "MAG", 1, "each", "magnet", "NdFeB", 100, "g", 10, "USD", "JP", "no"),
]
PRICES = [("Substance", "Form", "Price", "Currency"), ("Dy", "metal", 263, "USD")]
CONTENT = ("Part Number", "Substance", "Form", "wt%", "Disclosure", "Country of Origin")


def report_of(folder: Path, heads: tuple[str, ...], cells: tuple[object, ...]) -> Report:
    row = ("MAG", "Dy", "metal", 4, "full", "JP")
    path = grids(
        folder / "bom.xlsx",
        BOM=BOM,
        Content=[(*CONTENT, *heads), (*row, *cells)],
        Prices=PRICES,
    )
    return assess((path,), (), Options(on=ON, rules=(LAW,))).report


@pytest.mark.parametrize(
    ("heads", "cells", "status"),
    [
        (("Mined In",), ("AU",), 0),
        (("Mined In",), ("CN",), 3),
        (("Mined In",), ("somewhere",), 3),
        (("Mined In", "Mined In"), ("AU", "CN"), 3),
        (("Mined In", "Ore Origin"), ("CN", "AU"), 3),
        (("Metal Made In", "Melted In"), ("JP", "CN"), 3),
        (("Mined In", "Ore Origin"), ("AU", "AU"), 0),
        (("开采国", "冶炼国"), ("澳大利亚", "日本"), 0),
    ],
)
def test_stages_of_a_content_row(
    tmp_path: Path, heads: tuple[str, ...], cells: tuple[str, ...], status: int
) -> None:
    assert report_of(tmp_path, heads, cells).exit_status() == status


@pytest.mark.parametrize(
    ("heads", "cells", "status"),
    [
        (("Metal Made In",), ("JP",), 0),
        (("Metal Made In",), ("CN",), 1),
        (("Metal Made In", "Melted In"), ("JP", "CN"), 3),
        (("Mined In", "Separated In", "Metal Made In"), ("AU", "MY", "CN"), 3),
        (("Mined In", "Separated In", "Metal Made In"), ("AU", "MY", "EE"), 0),
    ],
)
def test_stages_of_a_line_that_is_itself_shipped(
    tmp_path: Path, heads: tuple[str, ...], cells: tuple[str, ...], status: int
) -> None:
    rows = [
        (*HEADS, "Unit Price", "Currency", "Chinese Technology", *heads),
        (0, "DYM", 1, "kg", "listed material", "Dysprosium metal", 263, "USD", "no", *cells),
    ]
    path = grids(tmp_path / "bom.xlsx", BOM=rows)
    assert assess((path,), (), Options(on=ON, rules=(LAW,))).report.exit_status() == status


def test_rows_that_state_the_same_stages_cite_their_own_cells(tmp_path: Path) -> None:
    rows = [(*HEADS, "Unit Price", "Currency", "Chinese Technology", "Metal Made In")]
    rows += [
        (0, f"DY-{number}", 1, "kg", "listed material", "Dysprosium metal", 263, "USD", "no", "CN")
        for number in range(6)
    ]
    path = grids(tmp_path / "bom.xlsx", BOM=rows)
    report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
    cells = [
        cell
        for finding in report.findings
        for contribution in finding.contributions
        for cell in contribution.stages.metal_made.cells
    ]
    assert sorted(cell.row for cell in cells) == sorted({cell.row for cell in cells})

"""Contents with a column an element are read a row a substance, each figure with its own cell."""

from __future__ import annotations

from fractions import Fraction

import pytest
from openpyxl import load_workbook

from tests.sources.layouts import codes, grids, read

BILL = [
    ["Level", "Part Number", "Description", "Quantity", "Unit Mass", "Mass Unit"],
    [0, "P-1", "Frame", 1, None, None],
    [1, "M-1", "NdFeB magnet", 2, 3, "g"],
]


def rows_of(folder, *content, sheet="Content"):
    intake = read(grids(folder / "b.xlsx", BOM=BILL, **{sheet: [list(row) for row in content]}))
    return intake, {row.substance.key: row for row in intake.content.get("M-1", ())}


@pytest.mark.parametrize(
    "content",
    [
        [("Part Number", "Nd", "Dy", "Fe", "B"), ("M-1", 28, 0.5, 70.5, 1)],
        [("Part Number", "Nd (wt%)", "Dy [%]", "Fe wt%", "B %"), ("M-1", 28, 0.5, 70.5, 1)],
        [("Part Number", "wt%"), (None, "Nd", "Dy", "Fe", "B"), ("M-1", 28, 0.5, 70.5, 1)],
        [("Part Number", "Nd", "Dy", "Fe", "B"), (None, "wt%", "wt%", "wt%", "wt%"), ("M-1", 28, 0.5, 70.5, 1)],
        [("Teilenummer", "Neodymium", "Dysprosium", "Iron", "Boron"), ("M-1", "28 %", "0.5 %", "70.5 %", "1 %")],
        [("料号", "Nd(%)", "Dy(%)", "Fe(%)", "B(%)"), ("M-1", 28, 0.5, 70.5, 1)],
        [("Substance", "M-1", "M-2"), ("Nd", 28, 27), ("Dy", 0.5, 1), ("Fe", 70.5, 71), ("B", 1, 1)],
    ],
    ids=["bare", "units", "unit above", "units below", "names", "zh", "elements down, parts across"],
)  # fmt: skip
def test_shares_across_are_shares(tmp_path, content):
    intake, rows = rows_of(tmp_path, *content)
    assert "elements-across" in codes(intake)
    shares = {key: row.share.low for key, row in rows.items()}
    assert {key: shares[key] for key in ("Nd", "Dy")} == {
        "Nd": Fraction(28, 100),
        "Dy": Fraction(1, 200),
    }


def test_units_differ_by_column(tmp_path):
    _, rows = rows_of(tmp_path, ("Part Number", "Nd wt%", "Dy ppm"), ("M-1", 28, 5000))
    assert rows["Dy"].share.low == Fraction(1, 200)


def test_each_row_is_cited_by_the_heading_of_its_element(tmp_path):
    _, rows = rows_of(tmp_path, ("Declared",), ("Part Number", "Nd wt%", "Dy wt%"), ("M-1", 28, 1))
    assert [str(cell).rpartition("!")[2] for cell in rows["Dy"].cells] == ["C2"]


def test_an_origin_belongs_to_the_element_that_its_heading_names(tmp_path):
    _, rows = rows_of(
        tmp_path,
        ("Part Number", "Nd wt%", "Nd origin", "Dy wt%", "Country of Origin"),
        ("M-1", 28, "JP", 1, "JP"),
    )
    assert str(rows["Nd"].origin) != str(rows["Dy"].origin)


def test_a_blank_says_nothing_and_an_error_is_not_blank(tmp_path):
    _, rows = rows_of(tmp_path, ("Part Number", "Nd wt%", "Dy wt%"), ("M-1", 28, None))
    assert [*rows] == ["Nd"]
    path = tmp_path / "b.xlsx"
    book = load_workbook(path)
    book["Content"]["C2"] = "#REF!"
    book["Content"]["C2"].data_type = "e"
    book.save(path)
    assert {row.substance.key for row in read(path).content["M-1"]} == {"Nd", "Dy"}


def test_figures_that_are_no_whole_and_have_no_unit_are_asked_about(tmp_path):
    _, rows = rows_of(tmp_path, ("Part Number", "Nd", "Dy"), ("M-1", 0.9, 0.02))
    assert all(row.share is None for row in rows.values())


def test_columns_of_elements_beside_a_bill_are_no_facts_sheet(tmp_path):
    bill = [[*row, extra, extra] for row, extra in zip(BILL, ("Nd", None, 3), strict=True)]
    assert "elements-across" not in codes(read(grids(tmp_path / "b.xlsx", BOM=bill)))

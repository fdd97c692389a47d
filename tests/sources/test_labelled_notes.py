"""A label and what stands beside it, outside of the tables, say together what a sentence would say."""

from __future__ import annotations

import openpyxl
import pytest

from calculator.assessment import Options, assess
from calculator.findings.verdict import Licence
from tests.workbooks import LAW, ON, dysprosium, finding, magnet, write_workbook

PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]


def licence(tmp_path, label, value, place):
    """The answer on a Japanese magnet with little Dysprosium beside a label and its value."""
    path = write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[magnet()],
        Content=[dysprosium(**{"Country of Origin": "JP", "wt%": 0.01})],
        Prices=PRICES,
    )
    book = openpyxl.load_workbook(path)
    sheet = book["BOM"]
    if place == "above":
        sheet.insert_rows(1, 2)
        sheet["A1"], sheet["B1"] = label, value
    elif place == "beside":
        sheet.cell(2, 30, label)
        sheet.cell(2, 31, value)
    else:
        book.create_sheet("Info").append([label, value])
    book.save(path)
    return finding(assess((path,), (), Options(on=ON, rules=(LAW,))), "MAG").licence


@pytest.mark.parametrize("place", ["above", "beside", "on a sheet"])
@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Origin MAG", "China"),
        ("Origin of all magnets", "CN"),
        ("Magnets made in", "China"),
        ("MAG second source", "Kita"),
        ("MAG Dy", "3 %"),
        ("Composition of magnets", "not confirmed"),
        ("Export licence for MAG", "required"),
    ],
)
def test_a_label_with_its_value_opens_the_magnet_that_it_speaks_of(tmp_path, label, value, place):
    assert licence(tmp_path, label, value, place) is Licence.UNDETERMINED


@pytest.mark.parametrize("place", ["above", "on a sheet"])
def test_words_about_all_prices_open_what_has_one(tmp_path, place):
    assert licence(tmp_path, "Prices", "preliminary", place) is Licence.UNDETERMINED


@pytest.mark.parametrize("place", ["above", "on a sheet"])
@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Origin MAG", "Japan"),
        ("MAG second source", "none"),
        ("Export licence for MAG", "no"),
        ("Composition of plastics", "not confirmed"),
        ("Drawing", "preliminary"),
        ("Tool for magnets", "from China"),
        ("Project", "Latch"),
    ],
)
def test_a_label_that_says_nothing_of_it_opens_nothing(tmp_path, label, value, place):
    assert licence(tmp_path, label, value, place) is Licence.NOT_REQUIRED

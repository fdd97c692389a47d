"""What a person reads in a cell is what counts: words that its format shows in place of the value, or around it."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Font

from calculator.assessment import Options, assess
from calculator.sources.table.format_words import words_of
from tests.workbooks import LAW, ON, codes, magnet, write_workbook

SHOWN = [
    ('@" tbc"', "no", "no tbc"),
    ('0.0;-0.0;0;"origin "@', "CN", "origin CN"),
    (';;;"CN"', "DE", "CN"),
    ('"yes"', 0, "yes"),
    ('"yes";"minus";"no"', 0, "no"),
    ('"yes";"minus";"no"', -1, "minus"),
    ("\\y\\e\\s", 1, "yes"),
    ('"N42 "@" or N42SH"', "disc", "N42 disc or N42SH"),
]
AS_STORED = [
    ("General", 5),
    ("@", "no"),
    ('#,##0.00" kg"', 5),
    ('0.0" %"', 5),
    ('_-* "-"??_-;_-@_-', 0),
    ("[Red]0;[Blue]-0", 5),
    ('[<1]"<1 %";0.0', 0.5),
    ("yyyy-mm-dd", 45000),
    ('"- "@', "no"),
]


@pytest.mark.parametrize(("number_format", "value", "text"), SHOWN)
def test_words_of_a_format_stand_in_place_of_a_value(number_format, value, text):
    assert words_of(number_format).in_place_of(value) == text


@pytest.mark.parametrize(("number_format", "value"), AS_STORED)
def test_a_format_that_shows_the_value_changes_nothing(number_format, value):
    assert not words_of(number_format).in_place_of(value)


FULL = [
    {"Part Number": "MAG", "Substance": "Nd", "Form": "metal", "wt%": 30, "Disclosure": "full"},
    {
        "Part Number": "MAG",
        "Substance": "Dy",
        "Form": "metal",
        "wt%": 0.01,
        "Country of Origin": "CN",
    },
]
PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]
TAKEN_BACK = {
    "Chinese Technology": ('@" tbc"', ";;;"),
    "Country of Origin": ('@" (CN)"', ';;;"CN"'),
    "Unit Price": (";;;", '0.00" tbc"', '0"."00', '"ca. "0', '0.00"?"'),
    "Unit Mass": ('0"?"',),
}


def verdict(folder, heading, number_format):
    row = magnet()
    path = write_workbook(folder / "bom.xlsx", BOM=[row], Content=FULL, Prices=PRICES)
    book = openpyxl.load_workbook(path)
    column = list(row).index(heading) + 1
    book["BOM"].cell(2, column).number_format = number_format
    book.save(path)
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    return run.report.exit_status()


def test_what_a_format_shows_beside_a_fact_takes_it_back(tmp_path):
    assert verdict(tmp_path, "Unit Price", "0.00") == 0
    clear = [
        (heading, number_format)
        for heading, formats in TAKEN_BACK.items()
        for number_format in formats
        if verdict(tmp_path, heading, number_format) == 0
    ]
    assert clear == []


def test_a_row_of_which_no_cell_is_seen_counts_with_its_figures(tmp_path):
    row = magnet()
    path = write_workbook(tmp_path / "bom.xlsx", BOM=[row], Content=FULL, Prices=PRICES)
    book = openpyxl.load_workbook(path)
    for cell in book["BOM"][2]:
        cell.font = Font(color="FFFFFF")
    book.save(path)
    run = assess((path,), (), Options(on=ON, rules=(LAW,)))
    assert "invisible-text" in codes(run)
    assert run.report.exit_status() == 0

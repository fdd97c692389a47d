"""A legend says what the colour of a row means; a colour without one, or of another row, means nothing."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON, magnet, write_workbook

METAL = {"Part Number": "MAG", "Form": "metal"}
CONTENT = [
    {**METAL, "Substance": "Nd", "wt%": 30, "Disclosure": "full"},
    {**METAL, "Substance": "Dy", "wt%": 0.01, "Country of Origin": "CN"},
]
PRICES = [{"Substance": "Dy", "Form": "metal", "Price": 400, "Currency": "USD", "Per": "kg"}]


def filled(colour):
    return PatternFill("solid", fgColor=colour)


def exit_status(folder, mark, *legend):
    """Of a clear bill whose magnet's row has a colour, with a legend: cells (sheet, address, text, colour)."""
    path = write_workbook(folder / "bom.xlsx", BOM=[magnet()], Content=CONTENT, Prices=PRICES)
    book = openpyxl.load_workbook(path)
    book["BOM"]["B2"].fill = filled(mark)
    for sheet, address, text, colour in legend:
        page = book[sheet] if sheet in book.sheetnames else book.create_sheet(sheet)
        page[address] = text
        if colour:
            page[address].fill = filled(colour)
    book.save(path)
    return assess((path,), (), Options(on=ON, rules=(LAW,))).report.exit_status()


RED, GREEN = "FFFF0000", "FF00B050"
LEGENDS = {
    "in a coloured cell": [("BOM", "B9", "made in China", RED)],
    "behind a coloured cell": [("BOM", "B9", None, RED), ("BOM", "C9", "Chinese technology", None)],
    "on a sheet of its own": [
        ("Legend", "A1", None, RED),
        ("Legend", "B1", "origin not confirmed", None),
    ],
    "in words": [("Legend", "A1", "red: alternative part", None)],
    "in words of two cells": [
        ("Legend", "A1", "rot", None),
        ("Legend", "B1", "Ursprung China", None),
    ],
    "in Chinese": [("Legend", "A1", "红色 = 产地中国", None)],
}


@pytest.mark.parametrize("where", LEGENDS)
def test_what_a_legend_says_of_a_colour_is_said_of_the_rows_that_have_it(where, tmp_path):
    assert exit_status(tmp_path, RED, *LEGENDS[where]) == 3
    assert exit_status(tmp_path, GREEN, *LEGENDS[where]) == 0


def test_a_colour_that_means_something_harmless_or_nothing_changes_nothing(tmp_path):
    assert exit_status(tmp_path, RED, ("BOM", "B9", "critical part", RED)) == 0
    assert exit_status(tmp_path, RED, ("BOM", "B9", "made in China", GREEN)) == 0
    assert exit_status(tmp_path, RED) == 0

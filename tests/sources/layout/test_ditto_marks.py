"""Marks that say the same as the cell above, and words that describe nothing, in the lines of a bill."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from tests.sources.layouts import grids
from tests.workbooks import LAW, ON

HEADS = ("Level", "Part Number", "Description", "Quantity", "Material")
TOP = (0, "P-1", "Frame", 1, "steel")


def asked_about(folder, *lines):
    """The items that a report finds or asks about."""
    path = grids(folder / "bill.xlsx", BOM=(HEADS, TOP, *lines))
    report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
    return {found.item.number for found in report.findings} | {
        suspect.item.number for suspect in report.suspects
    }


@pytest.mark.parametrize(
    "mark", ["ditto", "Ditto, 20 mm long", '"', "dto.", "same as above", "同上", "wie oben", "idem"]
)
def test_a_ditto_below_a_magnet_is_a_magnet_and_one_below_a_screw_is_a_screw(tmp_path, mark):
    lines = [
        (1, "Q-1", "Ring 20x10 N42SH", 2, None),
        (1, "Q-2", mark, 2, None),
        (1, "Q-3", mark, 2, None),
        (1, "S-1", "Screw M3", 2, None),
        (1, "S-2", mark, 2, None),
    ]
    assert asked_about(tmp_path, *lines) == {"Q-1", "Q-2", "Q-3"}


def test_a_ditto_in_a_column_of_materials_is_the_material_above(tmp_path):
    lines = [
        (1, "Q-1", "Ring 20x10", 2, "NdFeB"),
        (1, "Q-2", "Ring 30x10", 2, "ditto"),
        (1, "S-1", "Ring 40x10", 2, "steel"),
        (1, "S-2", "Ring 50x10", 2, "ditto"),
    ]
    assert asked_about(tmp_path, *lines) == {"Q-1", "Q-2"}


@pytest.mark.parametrize(
    "words",
    [
        "see drawing",
        "siehe Zeichnung 4711",
        "voir plan",
        "见图纸",
        "図面参照",
        "see sheet 2",
        "Part 4",
        "Kaufteil",
        "customer supplied",
        "free issue part",
        "misc",
        "to be defined",
        "ver plano",
    ],
)
def test_a_part_of_which_only_a_paper_is_named_is_asked_about(tmp_path, words):
    assert asked_about(tmp_path, (1, "Q-1", words, 2, None)) == {"Q-1"}
    assert asked_about(tmp_path, (1, "Q-1", words, 2, "steel")) == set()


@pytest.mark.parametrize(
    "words", ["Sheet metal 2 mm", "Part tray", "Note pad", "Item label", "Plan view lens"]
)
def test_a_part_that_is_called_something_is_not(tmp_path, words):
    assert asked_about(tmp_path, (1, "Q-1", words, 2, None)) == set()

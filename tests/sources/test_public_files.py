"""Real bills that others published: each is understood, and none is cleared while it holds motors or magnets.

The files lie beside the project and are not part of it; without them these tests are skipped.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from calculator.assessment import Options, assess
from calculator.reports.text.inspection import inspection_text, profile_of
from calculator.rules import load_rules
from calculator.sources.reader import read_files
from tests.paths import SHARED

BOMS = SHARED / "boms"
pytestmark = pytest.mark.skipif(
    not BOMS.is_dir(), reason="the public files are not beside the project"
)

# By folder and suffix (and a part of the name): hierarchy, products, depth, items at least, rows of magnets, rows of suspects that must be found.
EXPECTED = {
    ("404background", ".xlsx", ""): ("flat", 1, 1, 10, set(), {6}),
    ("AW9920", ".xlsx", ""): ("flat", 2, 1, 36, set(), {6, 25, 27}),
    ("AlanFord", ".ods", ""): ("flat", 1, 1, 25, set(), {15}),
    ("AllenNeural", ".csv", ""): ("flat", 1, 1, 92, set(), {76}),
    ("AllenNeural", ".xlsx", ""): ("flat", 1, 1, 92, set(), {76}),
    ("BrettGleason", ".xlsx", ""): ("flat", 1, 1, 17, set(), {3, 4}),
    ("CKraft11", ".xlsx", ""): ("flat", 1, 1, 18, {6, 7}, set()),
    ("ETrobocon", ".xlsx", "G000"): ("flat", 1, 1, 23, set(), {8, 11}),
    ("ETrobocon", ".xlsx", "G053"): ("flat", 1, 1, 18, set(), {8}),
    ("ETrobocon", ".xlsx", "G116"): ("flat", 1, 1, 15, set(), {13, 14}),
    ("FelixSchausberger", ".xlsx", ""): ("flat", 1, 1, 11, set(), {4}),
    ("Robert2611", ".xlsx", ""): ("flat", 1, 1, 92, set(), {9, 62, 72, 76, 107, 108, 114}),
    ("Tokarzewski", ".xlsx", "FUSION"): ("outline-number", 1, 5, 290, set(), {223}),
    ("Tokarzewski", ".xls", "MetalCutter"): ("flat", 1, 1, 85, set(), {90, 93}),
    ("XRobots", ".ods", ""): ("flat", 1, 1, 41, set(), {5}),
    ("adamjvr", ".ods", ""): ("flat", 1, 1, 32, set(), set()),
    ("alfredbowles", ".csv", ""): ("flat", 1, 1, 22, set(), {6, 7}),
    ("alfredbowles", ".xlsx", ""): ("flat", 1, 1, 22, set(), {6, 7}),
    ("carlosgj", ".xlsx", ""): ("flat", 1, 1, 38, {6}, {7}),
    ("hmn1990", ".xlsx", "PCB"): ("flat", 1, 1, 30, set(), set()),
    ("hmn1990", ".xlsx", "物料清单"): ("flat", 1, 1, 63, {34}, {13, 21}),
    ("hojulian", ".xlsx", ""): ("flat", 2, 1, 31, set(), {3, 6, 7}),
    ("udesa", ".xlsx", ""): ("flat", 1, 2, 70, set(), {2}),
    ("x-Yabao", ".xlsx", ""): ("flat", 1, 1, 25, set(), {7}),
}


def path_of(folder: str, suffix: str, part: str) -> Path:
    found = [
        path
        for path in BOMS.glob(f"{folder}*/*{suffix}")
        if part in path.name and path.suffix == suffix
    ]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("key", EXPECTED, ids="".join)
def test_a_public_bill_is_understood(key):
    hierarchy, products, depth, items, magnets, suspects = EXPECTED[key]
    read = read_files((path_of(*key),))
    bill = read.bill
    assert not read.refused
    assert {
        one.shape.name if one.shape else "flat" for one in read.understood if one.role == "bom"
    } == {hierarchy}
    assert len(bill.products) == products
    assert max(bill.low_level_codes().values()) == depth
    named = [item for item in bill.items.values() if not item.is_implied]
    assert len(named) >= items
    assert magnets <= {item.cells[0].row for item in named if item.item_class.value == "magnet"}
    assert suspects <= {cell.row for item in named if item.suspect for cell in item.cells}
    assert "headings in row" in inspection_text(read)
    assert "[columns]" in profile_of(read)


@pytest.mark.parametrize("key", EXPECTED, ids="".join)
def test_a_public_bill_with_a_motor_or_a_magnet_is_not_cleared(key):
    rules = load_rules()[0]
    run = assess(
        (path_of(*key),), (), Options(on=date(2026, 11, 23), rules=(rules["cn-mofcom-2025-61"],))
    )
    *_, magnets, suspects = EXPECTED[key]
    if magnets or suspects:
        assert run.report.exit_status() in (1, 3)


def test_inspect_says_of_which_part_a_sheet_lists_the_parts():
    text = inspection_text(read_files((path_of("udesa", ".xlsx", ""),)))
    assert text.count("after which the sheet is named") == 4


def test_every_public_file_is_expected_or_labelled():
    """The files that came later are measured line by line against their labels (see recognition)."""
    files = {
        path.relative_to(BOMS).as_posix()
        for path in BOMS.rglob("*")
        if path.suffix in {".xlsx", ".xls", ".ods", ".csv", ".xlsb", ".xlsm"}
    }
    listed = (BOMS / "MANIFEST.tsv").read_text("utf-8").splitlines()[1:]
    assert files == {line.split("\t")[4] for line in listed}
    assert len(EXPECTED) == len({path_of(*key) for key in EXPECTED})

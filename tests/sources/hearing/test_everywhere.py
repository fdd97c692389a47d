"""A magnet that somebody mentions anywhere in a workbook is never lost, and a warning about magnets never counts."""

from __future__ import annotations

import pytest

from calculator.findings.accounting import HeardFate
from calculator.findings.finding import SuspectKind
from tests.sources.hearing.bills import PLACES, clean_bill, edited, report_of

PLANTED = "NdFeB magnet N42 10x5 mm, 4 pcs"


def test_a_clean_bill_is_clear(tmp_path):
    report = report_of(clean_bill(tmp_path))
    assert report.exit_status() == 0
    assert report.suspects == ()


@pytest.mark.parametrize("place", PLACES)
def test_a_magnet_that_is_mentioned_anywhere_is_asked_about(place, tmp_path):
    report = report_of(PLACES[place](tmp_path, PLANTED))
    assert report.exit_status() == 3
    named = " ".join(f"{one.item.description} {one.why}" for one in report.suspects)
    assert "NdFeB" in named
    assert "N42" in named
    assert all(one.item.cells for one in report.suspects)
    assert len(report.suspects) == 1


@pytest.mark.parametrize("place", PLACES)
def test_a_warning_about_magnets_settles_itself_anywhere(place, tmp_path):
    report = report_of(PLACES[place](tmp_path, "keep away from magnets"))
    assert report.exit_status() == 0
    assert report.suspects == ()


@pytest.mark.parametrize(
    "words",
    [
        "BLDC motor 24 V",
        "Dy sputtering target 3 inch",
        "磁钢 N42 10x5",
        "Neodym-Magnete N45, 4 Stück",
    ],
)
@pytest.mark.parametrize("place", ["row below the table", "unread sheet", "comment", "footer"])
def test_motors_targets_and_other_languages_are_heard_too(words, place, tmp_path):
    assert report_of(PLACES[place](tmp_path, words)).exit_status() == 3


def test_one_phrase_in_many_places_is_one_suspect_with_all_its_cells(tmp_path):
    def change(book):
        sheet = book.create_sheet("Misc")
        for row in (2, 5, 9):
            sheet.cell(row, 2, "NdFeB magnet  N42")
        sheet.cell(12, 1, "ndfeb magnet n42")

    (suspect,) = report_of(edited(clean_bill(tmp_path), change)).suspects
    assert suspect.kind is SuspectKind.HEARD
    assert suspect.item.number == ""
    assert [cell.row for cell in suspect.item.cells] == [2, 5, 9, 12]


def test_what_was_heard_is_counted_by_its_fate(tmp_path):
    def change(book):
        sheet = book.create_sheet("Misc")
        sheet["A1"] = "keep away from magnets"
        sheet["A3"] = "NdFeB magnet N42"

    (account,) = report_of(edited(clean_bill(tmp_path), change)).accounting
    assert dict(account.heard) == {HeardFate.NEGATION: 1, HeardFate.PART: 1}


def test_a_magnet_in_the_column_of_part_numbers_below_the_table_is_a_line(tmp_path):
    path = edited(clean_bill(tmp_path), lambda book: book["BOM"].__setitem__("B9", PLANTED))
    report = report_of(path)
    assert report.exit_status() == 3
    assert [finding.item.number for finding in report.findings] == [PLANTED]

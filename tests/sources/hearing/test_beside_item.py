"""What remarks and lone notes say of a magnet that has a line, and what is another part for all that."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from calculator.findings.accounting import RowFate
from tests.sources.hearing.bills import clean_bill, edited, report_of

FERRITE = (1, "MAG-12", "Ferrite magnet 10x5 Y30", 2, "each", "Ferrite", "C1")
NOTES = (
    "MAG-12: magnetised axially",
    "MAG-12: Y30, 10x5",
    "MAG-12 is magnetised through its thickness",
    "MAG-12 ist axial magnetisiert",
    "MAG-12: 沿轴向充磁",
    "MAG-12: HS 850519",
    "MAG-12 no heavy rare earths",
    "MAG-12: bonded into rotor",
    "Note: MAG-12 - 2 per rotor",
    "MAG-12 collé dans le rotor",
    "mag 12 poles marked red",
)
OTHERS = (
    "MAG-12 with servo motor",
    "MAG-12 goes beside a neodymium magnet",
    "MAG-12: N52",
    "MAG-12: Y30 or N35",
    "MAG-12: 20x20 N35",
    "MAG-12 and MAG-13",
    "MAG-12-B: magnetised axially",
    "MAG-13: magnetised axially",
    "MAG-12 is of NdFeB",
    "MAG-12: HS 850511",
    "MAG-12 next to motor",
)


@pytest.mark.parametrize("column", [1, 2, 3, 5])
def test_a_lone_note_on_a_magnet_is_no_part_and_asks_for_none(tmp_path, column):
    def change(book: Workbook) -> None:
        for row, text in enumerate(NOTES, start=9):
            book.active.cell(row, column, text)

    report = report_of(edited(clean_bill(tmp_path, FERRITE), change))
    (sheet,) = report.accounting[0].sheets
    assert (report.exit_status(), report.suspects) == (0, ())
    assert sheet.rows[RowFate.LINE] == 5


@pytest.mark.parametrize("column", [1, 2, 3, 5])
def test_a_lone_note_that_names_another_part_is_asked_about(tmp_path, column):
    for text in OTHERS:

        def change(book: Workbook, text: str = text) -> None:
            book.active.cell(9, column, text)

        report = report_of(edited(clean_bill(tmp_path, FERRITE), change))
        assert report.exit_status() == 3, text


@pytest.mark.parametrize(
    ("remark", "status"),
    [
        ("2 per rotor", 0),
        ("bonded into rotor", 0),
        ("collé dans le rotor", 0),
        ("for rotor", 3),
        ("next to motor", 3),
        ("Dy metal from Malaysia", 3),
    ],
)
def test_what_a_magnet_is_put_into_needs_no_line(tmp_path, remark, status):
    path = clean_bill(tmp_path, (*FERRITE[:-1], remark))
    assert report_of(path).exit_status() == status

"""A sheet that is named after a part lists what is in it, wherever the part is used."""

from __future__ import annotations

from pathlib import Path

from calculator.sources.reader import ImportResult, read_files
from tests.workbooks import write_workbook


def read(folder: Path, **sheets: list[tuple[str, int]]) -> ImportResult:
    """Sheets with the parts and quantities of one assembly each."""
    rows = {
        name: [
            {"Part Number": part, "Description": f"the {part.lower()} part", "Quantity": quantity}
            for part, quantity in parts
        ]
        for name, parts in sheets.items()
    }
    return read_files([write_workbook(folder / "machine.xlsx", **rows)])


def test_the_sheet_of_a_shared_sub_assembly_is_in_every_place_of_it(tmp_path: Path) -> None:
    bill = read(
        tmp_path,
        PROD=[("SUB", 2), ("MID", 4)],
        SUB=[("MAG-01", 2), ("SCREW", 4)],
        MID=[("SUB", 11), ("SCREW", 4)],
    ).bill
    assert bill.products == ("PROD",)
    assert [line.component for line in bill.lines_of("SUB")] == ["MAG-01", "SCREW"]
    assert bill.parents["SUB"] == ("PROD", "MID")


def test_the_order_of_the_sheets_says_nothing(tmp_path: Path) -> None:
    bill = read(
        tmp_path,
        SUB=[("MAG-01", 2), ("SCREW", 4)],
        MID=[("SUB", 11), ("SCREW", 4)],
        PROD=[("SUB", 2), ("MID", 4)],
    ).bill
    assert bill.products == ("PROD",)
    assert set(bill.parents["MAG-01"]) == {"SUB"}


def test_a_name_that_two_parts_have_hangs_nowhere_by_guess(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "machine.xlsx",
        PROD=[
            {"Part Number": "A-1", "Description": "Drive", "Quantity": 1},
            {"Part Number": "A-2", "Description": "Drive", "Quantity": 1},
        ],
        Drive=[{"Part Number": "MAG", "Quantity": 1}, {"Part Number": "NUT", "Quantity": 1}],
    )
    bill = read_files([path]).bill
    assert not bill.lines_of("A-1")
    assert not bill.lines_of("A-2")
    assert "MAG" in bill.items

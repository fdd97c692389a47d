"""A row is the headings again only if its cells are those of the headings; no line beside it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.findings.accounting import RowFate
from calculator.sources.reader import read_files

HEAD = "Level,Part Number,Description,Quantity,Unit,Material"


def items_and_fates(folder: Path, *lines: str) -> tuple[set[str], dict[RowFate, int]]:
    path = folder / "bill.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    result = read_files([path])
    (sheet,) = result.accounting[0].sheets
    assert sheet.adds_up
    return set(result.bill.items), dict(sheet.rows)


def test_the_line_just_above_headings_that_stand_again_is_a_line(tmp_path: Path) -> None:
    items, fates = items_and_fates(
        tmp_path, "0,P,Drone,1,pcs,", "1,MAG,Arc magnet,1,pcs,NdFeB", HEAD, "2,DY,Dysprosium,1,g,Dy"
    )
    assert items == {"P", "MAG", "DY"}
    assert fates == {RowFate.HEADING: 1, RowFate.LINE: 3, RowFate.REPEATED_HEADING: 1}


@pytest.mark.parametrize("word", ["as required", "", "A/R"])
def test_a_line_without_a_number_above_headings_that_stand_again_is_a_line(
    tmp_path: Path, word: str
) -> None:
    items, _ = items_and_fates(
        tmp_path, "0,P,Drone,1,pcs,", f"1,MAG,Magnet,{word},each,material", HEAD, "1,B,bolt,1,pcs,"
    )
    assert {"MAG", "B"} <= items


def test_a_line_called_as_the_columns_are_is_a_line(tmp_path: Path) -> None:
    items, fates = items_and_fates(
        tmp_path, "0,P,Product,1,each,", "1,ASM,Assembly,2,each,", "2,MAG,Part,2,each,NdFeB"
    )
    assert items == {"P", "ASM", "MAG"}
    assert fates[RowFate.LINE] == 3


def test_headings_again_with_one_cell_of_its_own_are_not_headings_again(tmp_path: Path) -> None:
    items, fates = items_and_fates(
        tmp_path,
        "0,P,Drone,1,pcs,",
        "1,MAG-7,Description,Quantity,Unit,Material",
        "1,B,bolt,1,pcs,steel",
    )
    assert RowFate.REPEATED_HEADING not in fates
    assert items == {"P", "MAG-7", "B"}


def test_columns_of_the_standard_are_read_exactly_whatever_stands_below(tmp_path: Path) -> None:
    path = tmp_path / "bill.csv"
    path.write_text(
        "Part Number,Description,Quantity,Unit,Item Class\nAssembly,Product,,each,assembly\nMAG,magnet,2,each,magnet\n",
        encoding="utf-8",
    )
    assert {"Assembly", "MAG"} <= read_files([path]).bill.items.keys()

"""A letter as it is printed: a row is as high as what a person reads in it, and nothing in a footer is a command."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from tests.letters import letters, written
from tests.workbooks import assessed, magnet


def test_what_was_asked_is_kept_for_the_program_and_makes_no_row_higher(tmp_path: Path) -> None:
    bill = magnet("M", Supplier="Kita", **{"Chinese Technology": "", "Country of Origin": ""})
    letter = letters(assessed(tmp_path, BOM=[bill]))[0]
    sheet = load_workbook(io.BytesIO(written(letter, "de")))["Parts"]
    heads = {str(cell.value).split("\n")[0]: cell.column_letter for cell in sheet[1]}
    assert len(str(sheet[f"{heads['Asked']}2"].value)) > 80
    assert sheet.row_dimensions[2].height < 160
    last = sheet.print_area.rpartition(":")[2].strip("$").split("$")[0]
    assert last == heads["Products that wait for it"]


def test_a_supplier_whose_name_begins_with_a_figure_is_printed_in_small_letters(
    tmp_path: Path,
) -> None:
    bill = magnet("M", Supplier="Kita", **{"Chinese Technology": ""})
    letter = replace(letters(assessed(tmp_path, BOM=[bill]))[0], supplier="3M & Co")
    footer = load_workbook(io.BytesIO(written(letter, "en")))["Parts"].oddFooter.left
    assert (footer.size, footer.text.strip()) == (9, "3M && Co")

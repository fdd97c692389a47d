"""What this program writes is ours on its own pages, word for word; the same words elsewhere are heard."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from calculator.assessment import Options, assess
from tests.workbooks import LAW, ON

RULE = ("Rule", ["Rule", "Part", "Id", "What it says"])
NOTES = ("Notes", ["Topic", "Text"])


def suspects(folder: Path, page: tuple[str, list[str]], text: str) -> list[str]:
    """What is asked about in a bill of one screw with one more page."""
    book = Workbook()
    book.active.title = "BOM"
    for row in (("Part Number", "Description", "Quantity"), ("SCR-100", "Screw M3", 4)):
        book.active.append(row)
    sheet = book.create_sheet(page[0])
    sheet.append(page[1])
    sheet.append([None] * (len(page[1]) - 1) + [text])
    path = folder / "bill.xlsx"
    book.save(path)
    report = assess((path,), (), Options(on=ON, rules=(LAW,))).report
    return [suspect.item.description for suspect in report.suspects]


ENTRY = "钐靶 samarium target or target of its alloys"
QUESTION = "Was SCR-100 made with technology of Chinese origin for mining, separating, smelting, magnet making or recycling of rare earths?"


@pytest.mark.parametrize(
    ("page", "text", "is_ours"),
    [
        (RULE, ENTRY, True),
        (RULE, "samarium target or target of its alloys", True),
        (RULE, "samarium target", False),
        (RULE, f"{ENTRY} 50 mm", False),
        (RULE, f"{ENTRY} (on 2026-11-23 not confirmed)", True),
        (RULE, "N52 magnet 10x5", False),
        (RULE, "ours, value-basis, whole-magnet", True),
        (RULE, "Dy, Tb", True),
        (RULE, "1C907.a", True),
        (RULE, "SCR-100: value of Dy", True),
        (RULE, "1 of 3 magnets and targets crosses the 0.1 % line of cn-mofcom-2025-61", True),
        (RULE, "magnets and targets N52 10x5", False),
        (RULE, "2 kg Dy metal", False),
        (RULE, "8505.11", False),
        (NOTES, "1C907.a", False),
        (NOTES, ENTRY, False),
        (NOTES, "magnet", False),
        (NOTES, "magnets and targets", False),
        (NOTES, QUESTION, True),
        (NOTES, QUESTION.replace("SCR-100", "the NdFeB magnet N42"), False),
        (NOTES, f"{QUESTION} Also for the N52 magnet 10x5.", False),
    ],
)
def test_a_cell_is_ours_word_for_word(tmp_path, page, text, is_ours):
    assert bool(suspects(tmp_path, page, text)) is not is_ours

"""A column that is there twice with other figures makes an answer less certain, never clear."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from calculator.assessment import Options, assess
from calculator.findings.verdict import Verdict
from tests.sources.layouts import grids
from tests.workbooks import LAW

ON = datetime.date(2025, 12, 15)
SAMPLES = Path(__file__).parents[2] / "sample_boms"
DOUBLED = {
    "Unit Price": (0.001, 0.5, 3, 900),
    "Unit Mass": (0.001, 0.5, 7, 500),
    "Quantity": (1, 3, 50),
    "Currency": ("EUR", "JPY", "CNY"),
    "Country of Origin": ("CN", "JP", "DE"),
    "Mass Unit": ("kg", "mg"),
}
CLEAR = {Verdict.BELOW, Verdict.NOT_SUBJECT}


def bill(seed: int) -> dict[str, list[tuple[object, ...]]]:
    """A drone of two magnets, each of dysprosium and iron, whose shares lie on either side of the line or near it."""
    draw = random.Random(seed)
    heads = (
        *("Level", "Part Number", "Description", "Quantity", "Unit", "Material", "Unit Mass"),
        *("Mass Unit", "Unit Price", "Currency", "Country of Origin", "Chinese Technology"),
    )
    rows: list[tuple[object, ...]] = [
        heads,
        (0, "PROD", "Drone", 1, "pcs", None, 500, "g", 900, "USD", "DE", "no"),
    ]
    for at in range(2):
        price = draw.choice([0.5, 1, 2, 5])
        value = price * draw.choice([0.0002, 0.0009, 0.001, 0.0012, 0.01])
        origin = draw.choice(["CN", "JP"])
        rows += [
            (
                1,
                f"MAG-{at}",
                "Arc magnet N42SH",
                1 + at,
                "pcs",
                "NdFeB",
                10,
                "g",
                price,
                "USD",
                "JP",
                "no",
            ),
            (
                2,
                f"DY-{at}",
                "Dysprosium metal",
                0.1,
                "g",
                "Dy",
                None,
                None,
                value * 10,
                "USD",
                origin,
                "no",
            ),
            (2, f"FE-{at}", "iron", 9.9, "g", "iron", None, None, 0.00001, "USD", None, "no"),
        ]
    return {
        "BOM": rows,
        "Rates": [
            ("Currency", "To", "Rate", "Date", "Source"),
            ("EUR", "USD", 1.1, "2025-12-10", "x"),
            ("JPY", "USD", 0.0065, "2025-12-10", "x"),
            ("CNY", "USD", 0.14, "2025-12-10", "x"),
        ],
    }


def verdicts(path: Path) -> dict[str, Verdict]:
    report = assess((path,), (), Options(rules=(LAW,), on=ON)).report
    return {one.item.number: one.verdict for one in report.findings}


def double(book: Workbook, sheet: str, heading: str, values: tuple[object, ...], seed: int) -> bool:
    """Write the column of this heading once more behind the last, with other figures in some of its rows."""
    draw, page = random.Random(seed), book[sheet]
    for row in range(1, 20):
        heads = {page.cell(row, column).value: column for column in range(1, page.max_column + 1)}
        if heading in heads:
            break
    else:
        return False
    last = page.max_column + 1
    page.cell(row, last).value = heading
    for below in range(row + 1, page.max_row + 1):
        value = page.cell(below, heads[heading]).value
        if value is not None:
            page.cell(below, last).value = draw.choice(values) if draw.random() < 0.7 else value
    return True


@pytest.mark.parametrize("heading", DOUBLED)
@pytest.mark.parametrize("seed", range(4))
def test_doubling_a_column_with_other_figures_never_makes_a_small_bill_clear(
    tmp_path, seed, heading
):
    path = grids(tmp_path / "bill.xlsx", **bill(seed))
    before = verdicts(path)
    book = load_workbook(path)
    assert double(book, "BOM", heading, DOUBLED[heading], seed)
    book.save(path)
    after = verdicts(path)
    assert before.keys() <= after.keys()
    worse = {one for one in before if after[one] in CLEAR and before[one] not in CLEAR}
    assert not worse


@pytest.mark.parametrize("name", ["servo-axis.xlsx", "loudspeaker.xlsx"])
@pytest.mark.parametrize("heading", ["Unit Price", "Unit Mass", "Quantity", "Currency"])
def test_doubling_a_column_with_other_figures_never_makes_a_sample_clear(tmp_path, name, heading):
    before = verdicts(SAMPLES / name)
    book = load_workbook(SAMPLES / name)
    sheet = next(one for one in book.sheetnames if one.startswith("BOM"))
    assert double(book, sheet, heading, DOUBLED[heading], 5)
    book.save(tmp_path / name)
    after = verdicts(tmp_path / name)
    assert not {one for one in before if after.get(one) in CLEAR and before[one] not in CLEAR}

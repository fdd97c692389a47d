"""Every number in a finding leads to a cell that is there, to an entry of the reference data, or to what the user assumed."""

from __future__ import annotations

import datetime
import re
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from calculator.assessment import Options, assess
from calculator.model.assumptions import Assumptions, Reference
from calculator.model.source import Source
from calculator.rules import load_rules
from tests.paths import SAMPLES

RULES = load_rules()[0]
ON = datetime.date(2026, 10, 30)
ASSUMED = Assumptions(
    reference_prices=Reference.BRACKET,
    reference_grades=Reference.BRACKET,
    reference_rates=Reference.BRACKET,
    settings=(("DR-1323.Dy.origin", "AU"),),
)
# Lines of an explanation that state a fact; what is reckoned from them says from what.
FACT = re.compile(
    r"(mass of one|price of one|country of origin of the item|\s+as .*: .* kg × .*/kg|\s+stated value|.* wt% of .* kg = |value = its own price)"
)


@cache
def book_of(path: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(path)


def is_there(cell: Source, folder: Path) -> bool:
    if cell.file in {"reference", "--set"}:
        return bool(cell.sheet)
    book = book_of(folder / cell.file)
    return bool(
        cell.sheet in book.sheetnames
        and cell.row
        and book[cell.sheet].cell(cell.row, max(1, cell.column)) is not None
    )


@pytest.mark.parametrize(
    "sample",
    sorted(path.name for path in SAMPLES.glob("*.xlsx") if path.name != "drone-facts.xlsx"),
)
@pytest.mark.parametrize("assumed", [Assumptions(), ASSUMED], ids=["plain", "assumed"])
def test_every_number_of_a_finding_has_its_cell(sample: str, assumed: Assumptions) -> None:
    settings = assumed.settings if sample == "drone.xlsx" else ()
    assumptions = Assumptions(
        reference_prices=assumed.reference_prices,
        reference_grades=assumed.reference_grades,
        reference_rates=assumed.reference_rates,
        settings=settings,
    )
    assessment = assess(
        (SAMPLES / sample,),
        (),
        Options(
            on=ON,
            rules=(RULES["cn-mofcom-2025-61"], RULES["screen-all-value"]),
            assumptions=assumptions,
        ),
    )
    assert assessment.report.findings
    seen: dict[Source, bool] = {}
    for finding in assessment.report.findings:
        for part in finding.contributions:
            assert part.cells, (finding.item.number, part.substance)
            assert part.path[0] == finding.item.number
        explained = assessment.explain(finding.item.number)
        assert explained is not None
        for text, cells in explained.lines:
            if FACT.match(text) and "unknown" not in text and "no rate" not in text:
                assert cells, text
            for cell in cells:
                if cell not in seen:
                    seen[cell] = is_there(cell, SAMPLES)
                assert seen[cell], str(cell)
    assert seen

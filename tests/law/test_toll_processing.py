"""A magnet whose dysprosium was worked by others: the letter asks each stage, and its answers lead to the right answer under each reading.

Worked by hand: 10 g x 4 % = 0.4 g of dysprosium metal at 263 USD/kg is 0.1052 USD of 0.70 USD, 15.03 %, far over the line; of no Chinese
dysprosium it is 0 %. So the origin alone decides.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.model.assumptions import Assumptions
from calculator.model.stages import StageReading
from tests.law.test_examples import rows_of
from tests.letters import asked_in, fill_in, whole_letter, written
from tests.workbooks import LAW, ON, write_workbook

BOM = """
Part Number | Item Class | Material | Supplier | Quantity | Unit | Unit Mass | Mass Unit | Unit Price | Currency
MAG         | magnet     | NdFeB    | Hoshi    | 1        | each | 10        | g         | 0.7        | USD
"""
PRICES = """
Substance | Form  | Price | Currency | Date
Dy        | metal | 263   | USD      | 2026-10-01
"""
READINGS = (
    None,
    StageReading.EARLIEST,
    StageReading.LISTED_FORM,
    StageReading.ANY,
)
CASES = {
    # ore, oxide, metal: as stated, earliest, listed form, any
    ("AU", "MY", "CN"): ("undetermined", "below", "crosses", "crosses"),
    ("CN", "MY", "JP"): ("undetermined", "crosses", "below", "crosses"),
    ("MM", "CN", "JP"): ("undetermined", "below", "below", "crosses"),
    ("CN", "CN", "JP"): ("undetermined", "crosses", "below", "crosses"),
    ("CN", "CN", "CN"): ("crosses", "crosses", "crosses", "crosses"),
    ("AU", "MY", "JP"): ("below", "below", "below", "below"),
    # A stage that nobody answered is unknown to a reading that was chosen and needs it; without a choice the stated ones speak.
    ("", "MY", "JP"): ("below", "undetermined", "below", "undetermined"),
    ("AU", "", "JP"): ("below", "below", "below", "undetermined"),
    ("AU", "MY", ""): ("undetermined", "below", "undetermined", "undetermined"),
    # All that is stated is in China (LAW 6).
    ("CN", "", ""): ("crosses", "crosses", "undetermined", "crosses"),
    ("AU", "CN", ""): ("undetermined", "below", "undetermined", "crosses"),
    # Two countries with their shares: any counted share of 4 % dysprosium is over the line.
    ("AU", "MY", "JP 90%; CN 10%"): ("undetermined", "below", "crosses", "crosses"),
}


def assessed(bill: Path, *facts: Path, reading: StageReading | None = None) -> Assessment:
    options = Options(on=ON, rules=(LAW,), assumptions=Assumptions(origin_stage=reading))
    return assess((bill,), facts, options)


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toll")
    return write_workbook(folder / "bom.xlsx", BOM=rows_of(BOM), Prices=rows_of(PRICES))


@pytest.fixture(scope="module")
def letter(bill: Path) -> bytes:
    return written(whole_letter(assessed(bill)))


def test_the_letter_asks_for_each_stage_and_never_for_mine_and_separation_alone(
    letter: bytes,
) -> None:
    asked = asked_in(letter)["MAG"]
    assert {"form", "mined", "separated", "metal", "made", "technology", "share Dy"} <= asked


@pytest.mark.parametrize("stages", CASES, ids="-".join)
def test_the_answers_lead_to_the_right_answer_under_each_reading(
    bill: Path, letter: bytes, stages: tuple[str, str, str], tmp_path: Path
) -> None:
    mined, separated, metal = stages
    answers = {
        "share Dy": 4,
        "rest": "yes",
        "form": "metal",
        "mined": mined or None,
        "separated": separated or None,
        "metal": metal or None,
        "made": "JP",
        "technology": "no",
    }
    cells = {("MAG", code): value for code, value in answers.items()}
    answered = fill_in(tmp_path / "answers.xlsx", letter, cells)
    verdicts = []
    for reading in READINGS:
        (finding,) = assessed(bill, answered, reading=reading).report.findings
        verdicts.append(finding.verdict.value)
    assert tuple(verdicts) == CASES[stages]

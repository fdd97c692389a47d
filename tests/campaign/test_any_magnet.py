"""A bought-in motor is asked for what the asked rules need: a ferrite magnet is none under No. 61 and one under the CRMA."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.campaign.declared import declared_lines
from calculator.comparison.letters import one_letter
from calculator.comparison.questionnaire_lines import questionnaire
from calculator.declarations.declare import declaration_of
from calculator.findings.finding import QuestionKind
from calculator.rules import load_rules
from tests.letters import fill_in, written
from tests.workbooks import LAW, ON, codes, write_workbook

RULES = load_rules()[0]
MAGNETS_OF_ANY_KIND = ("us-ndaa-857", "eu-crma-28", "eu-crma-29")


def bill_of(folder: Path, **of_motor: Any) -> Path:
    top = {"Level": 0, "Part Number": "FAN", "Description": "Fan", "Quantity": 1, "Unit": "each", "Item Class": "assembly"}  # fmt: skip
    motor = {**top, "Level": 1, "Part Number": "GM-7", "Description": "Gear motor 12 V", "Supplier": "Sorano", "Item Class": "other"}  # fmt: skip
    return write_workbook(folder / "fan.xlsx", BOM=[top, {**motor, **of_motor}])


def run(bill: Path, *facts: Path) -> Assessment:
    return assess((bill,), facts, Options(on=ON, rules=(LAW,)))


def letter_of(assessment: Assessment) -> tuple[bytes, set[QuestionKind]]:
    own = assessment.scenarios.bill
    lines = (
        *questionnaire(assessment.report, own.items, own.parents),
        *declared_lines(assessment, [RULES[rule] for rule in MAGNETS_OF_ANY_KIND]),
    )
    return (written(one_letter(lines)) if lines else b""), {line.asked for line in lines}


@pytest.mark.parametrize(
    ("answers", "of_motor", "status", "is_open", "asked"),
    [
        ({}, {}, 3, True, {QuestionKind.HOLDS_MAGNET, QuestionKind.HOLDS_ANY_MAGNET}),
        ({"inside": "no"}, {}, 0, True, {QuestionKind.HOLDS_ANY_MAGNET}),
        ({"any magnet": "no"}, {}, 3, False, {QuestionKind.HOLDS_MAGNET}),
        ({"inside": "no", "any magnet": "no"}, {}, 0, False, set()),
        ({"inside": "no", "any magnet": "yes"}, {}, 0, True, {QuestionKind.PARTS}),
        ({"any magnet": "no"}, {"Description": "BLDC motor"}, 3, True, {QuestionKind.HOLDS_MAGNET, QuestionKind.PARTS}),
        ({}, {"Holds Magnet": "no"}, 0, False, set()),
        ({}, {"Holds Magnet": "no", "Description": "BLDC motor"}, 3, True, {QuestionKind.HOLDS_MAGNET, QuestionKind.HOLDS_ANY_MAGNET}),
    ],
)  # fmt: skip
def test_a_motor_is_asked_for_magnets_of_the_kinds_that_count(
    tmp_path: Path,
    answers: dict[str, str],
    of_motor: dict[str, str],
    status: int,
    is_open: bool,
    asked: set[QuestionKind],
) -> None:
    bill = bill_of(tmp_path, **of_motor)
    facts = ()
    if answers:
        content, _ = letter_of(run(bill))
        given = {("GM-7", code): answer for code, answer in answers.items()}
        facts = (fill_in(tmp_path / "sorano.xlsx", content, given),)
    assessment = run(bill, *facts)
    assert assessment.report.exit_status() == status, list(assessment.report.problems)
    for rule in MAGNETS_OF_ANY_KIND:
        declaration = declaration_of(assessment, RULES[rule])
        assert any(product.open_parts for product in declaration.products) is is_open, rule
    assert letter_of(assessment)[1] == asked
    is_contradicted = answers.get("any magnet") == "no" and bool(of_motor)
    assert ("answer-contradicts-bom" in codes(assessment)) is is_contradicted

"""One set of answers serves Announcement 61, DFARS, section 857 and the CRMA: what the union of them asks is asked once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from calculator.assessment import Assessment, Options, assess
from calculator.campaign.declared import declared_lines
from calculator.comparison.letters import one_letter
from calculator.comparison.questionnaire_lines import questionnaire
from calculator.declarations.declare import declaration_of
from calculator.rules import load_rules
from tests.law.test_examples import rows_of
from tests.letters import Answers, asked_in, fill_in, written
from tests.workbooks import write_workbook

ON = date(2027, 2, 1)
RULES = load_rules()[0]
TESTS = ("cn-mofcom-2025-61", "us-dfars-252.225-7052-from-2027")
DECLARATIONS = ("us-ndaa-857", "eu-crma-28", "eu-crma-29")
BOM = """
Level | Part Number | Description      | Item Class | Material        | Supplier | Quantity | Unit | Unit Mass | Mass Unit | Unit Price | Currency | Country of Origin
0     | DRIVE       | Actuator         | assembly   |                 |          | 1        | each | 3         | kg        | 900        | USD      | JP
1     | ROTOR-MAG   | Segment magnet   | magnet     | NdFeB           | Hoshi    | 10       | each | 30        | g         | 4          | USD      |
1     | SENSOR-MAG  | Disc magnet      | magnet     | SmCo            | Hoshi    | 2        | each | 5         | g         | 3          | USD      |
1     | WEIGHT      | Balance weight   | other      | tungsten alloy  | Hoshi    | 1        | each | 200       | g         | 40         | USD      |
1     | CASE        | Housing          | other      | aluminium       | Kabe     | 1        | each | 2         | kg        | 50         | USD      | JP
"""
PRICES = """
Substance | Form  | Price | Currency
Dy        | metal | 263   | USD
Tb        | metal | 1189  | USD
Sm        | metal | 14    | USD
Gd        | metal | 50    | USD
"""
OF_EACH = {"form": "metal", "mined": "AU", "separated": "MY", "metal": "JP", "recycled": "0"}
OF_ALL = {"made": "JP", "melted": "JP", "technology": "no"}
ANSWERS: Answers = {
    **{
        ("ROTOR-MAG", code): value
        for code, value in {
            **OF_EACH,
            **OF_ALL,
            "share Nd": 24,
            "share Pr": 6,
            "share Dy": 2,
            "rest": "yes",
            "others": "Fe 66.5; B 1; Co 0.5",
        }.items()
    },
    **{
        ("SENSOR-MAG", code): value
        for code, value in {
            **OF_EACH,
            **OF_ALL,
            "share Sm": 26,
            "rest": "yes",
            "others": "Co: 50; Fe 17; Cu 5; Zr 2",
        }.items()
    },
    **{
        ("WEIGHT", code): value
        for code, value in {**OF_EACH, **OF_ALL, "others": "W 92; Ni 5; Fe 3"}.items()
    },
}


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_workbook(
        tmp_path_factory.mktemp("bill") / "drive.xlsx", BOM=rows_of(BOM), Prices=rows_of(PRICES)
    )


def assessed(bill: Path, *facts: Path, rule_ids: tuple[str, ...] = TESTS) -> Assessment:
    rules = tuple(RULES[rule] for rule in rule_ids)
    return assess((bill,), facts, Options(on=ON, rules=rules))


@pytest.fixture(scope="module")
def letter(bill: Path) -> bytes:
    """The one letter over all rules, as ``ask`` with each of them as --rule makes it."""
    assessment = assessed(bill)
    own = assessment.scenarios.bill
    lines = (
        *questionnaire(assessment.report, own.items, own.parents),
        *declared_lines(assessment, [RULES[rule] for rule in DECLARATIONS]),
    )
    return written(one_letter(lines))


@pytest.fixture(scope="module")
def answered(letter: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_in(tmp_path_factory.mktemp("answers") / "hoshi.xlsx", letter, ANSWERS)


def test_the_letter_asks_each_thing_once_and_a_weight_of_tungsten_for_no_rare_earth(
    letter: bytes,
) -> None:
    asked = asked_in(letter)
    assert list(asked) == ["ROTOR-MAG", "SENSOR-MAG", "WEIGHT"]
    shares = {code for code in asked["WEIGHT"] if code.startswith("share ")}
    assert not shares
    assert {"mined", "separated", "metal", "melted", "made", "others"} <= asked["WEIGHT"]
    assert {"recycled", "others", "share Nd", "technology"} <= asked["ROTOR-MAG"]


@pytest.mark.parametrize("rule", TESTS)
def test_the_answers_leave_nothing_open_under_a_test(bill: Path, answered: Path, rule: str) -> None:
    report = assessed(bill, answered, rule_ids=(rule,)).report
    asked = {question.asks for finding in report.findings for question in finding.questions}
    assert (report.exit_status(), asked) == (0, set())


@pytest.mark.parametrize("rule", DECLARATIONS)
def test_the_answers_leave_nothing_open_in_a_declaration(
    bill: Path, answered: Path, rule: str
) -> None:
    declaration = declaration_of(assessed(bill, answered), RULES[rule])
    fields = [
        (item, value.field.id, value.question)
        for product in declaration.products
        for item, value in product.open_fields
    ]
    assert (declaration.is_complete, fields) == (True, [])


def test_with_the_answers_no_letter_has_anything_left_to_ask(bill: Path, answered: Path) -> None:
    assessment = assessed(bill, answered)
    own = assessment.scenarios.bill
    lines = (
        *questionnaire(assessment.report, own.items, own.parents),
        *declared_lines(assessment, [RULES[rule] for rule in DECLARATIONS]),
    )
    assert [(line.item, line.asked, line.substance) for line in lines] == []

"""A rule whose line is a share of mass needs no mass where all that is declared of an article are shares."""

from __future__ import annotations

import pytest

from calculator.assessment import Options, assess
from calculator.findings.finding import QuestionKind
from calculator.rules import load_rules
from tests.workbooks import ON, RULES, codes, finding, write_workbook

OWN = """extends = "eu-reach-svhc"
[[listed]]
id = "lead"
key = "lead"
names = ["Pb"]
en = "lead"
confidence = "example"
cite = ["court"]
"""


def run_of(folder, content, *further, rule=OWN, **part):
    (folder / "rules").mkdir()
    (folder / "rules" / "own.toml").write_text(rule, "utf-8")
    row = {"Level": 0, "Part Number": "A", "Description": "Bushing", "Quantity": 1, "Unit": "pcs"}
    rows = [{"Part Number": "A", "Disclosure": "all"} | each for each in content]
    bill = write_workbook(folder / "b.xlsx", BOM=[row | part, *further], Content=rows)
    rules = (load_rules(folder / "rules")[0]["eu-reach-svhc"], RULES["cn-mofcom-2025-61"])
    return assess((bill,), (), Options(on=ON, rules=rules))


STEEL = {"Level": 1, "Part Number": "S", "Description": "Bar steel", "Material": "steel", "Quantity": 5, "Unit": "g"}  # fmt: skip
LITTLE = {"Substance": "Pb", "wt%": 0.05}


@pytest.mark.parametrize(
    ("content", "further", "verdict"),
    [
        ([LITTLE], (), "below"),
        ([{"Substance": "Pb", "wt%": 0.2}], (), "crosses"),
        ([{"Substance": "Pb", "wt%": "0.05-0.2"}], (), "undetermined"),
        # A mass of one needs the mass of the other, and parts weigh something too.
        ([{"Substance": "Pb", "Mass": 1, "Mass Unit": "mg"}], (), "undetermined"),
        ([LITTLE], (STEEL,), "undetermined"),
    ],
)
def test_a_share_needs_no_mass(tmp_path, content, further, verdict):
    run = run_of(tmp_path, content, *further)
    assert finding(run, "A", "eu-reach-svhc").verdict.value == verdict
    assert "clearance-not-followed" not in codes(run)
    asked = {question.kind for question in finding(run, "A", "eu-reach-svhc").questions}
    assert (QuestionKind.MASS in asked) is ("Mass" in content[0] or bool(further))


def test_a_listed_name_in_words_opens_the_finding_of_its_rule_alone(tmp_path):
    ferrite = {"Description": "Magnet", "Material": "ferrite", "Remark": "contains 3 % lead"}
    run = run_of(tmp_path, [{"Substance": "Fe", "wt%": 100}], **ferrite)
    opened = finding(run, "A", "eu-reach-svhc")
    assert opened.verdict.value == "undetermined"
    assert opened.questions[0].asks.startswith("does A hold lead")
    assert finding(run, "A").verdict.value == "not-subject"
    assert run.report.exit_status() == 3

"""A settled suspect is proved a second time: each way to settle it is followed, and not one step further."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calculator.clearance.suspects import wrongly_settled
from calculator.determination.followed import run_followed
from calculator.findings.report import NOT_FOLLOWED
from tests.workbooks import LAW, RULES, assessed, codes, dysprosium, magnet

NONE = frozenset[str]()
MOTOR = {"Part Number": "MOTOR", "Description": "BLDC motor 24 V", "Quantity": 1, "Level": 0}
SHAFT = {"Part Number": "SHAFT", "Material": "steel", "Quantity": 1, "Level": 1} | {
    "Unit Mass": 10,
    "Mass Unit": "g",
}
FULL = {"Part Number": "MOTOR", "Disclosure": "full"}
WEIGHED = {"Unit Mass": 10, "Mass Unit": "g"}


def left(folder, *rows, content=()):
    """The suspects that the second way does not settle, nobody being asked about any."""
    made = assessed(folder, BOM=list(rows), **({"Content": list(content)} if content else {}))
    return [*wrongly_settled(made.read.bill, made.scenarios.clearing_facts, [LAW], NONE)]


SETTLED = {
    "it is stated to hold none": ([{**MOTOR, "Description": "Pump", "Holds Magnet": "no"}], []),
    "a full list names nothing": ([MOTOR], [{**FULL, "Substance": "none"}]),
    "a magnet is below": ([MOTOR, magnet(level=1)], []),
    "its lines weigh what it weighs": ([MOTOR | WEIGHED, SHAFT], []),
}
NOT_SETTLED = {
    "nothing is said": ([MOTOR], []),
    "the statement contradicts its words": ([{**MOTOR, "Holds Magnet": "no"}], []),
    "the list is partial": ([MOTOR], [{**FULL, "Substance": "none", "Disclosure": "partial"}]),
    "the list names dysprosium": ([MOTOR], [dysprosium("MOTOR", **{"wt%": 1})]),
    "none of the magnet is below": ([MOTOR, magnet(level=1, Quantity=0)], []),
    "its lines weigh less": ([{**MOTOR, "Unit Mass": 20, "Mass Unit": "g"}, SHAFT], []),
    "a line is of no known material": ([MOTOR | WEIGHED, {**SHAFT, "Material": ""}], []),
    "a line has no mass": ([MOTOR | WEIGHED, {**SHAFT, "Unit Mass": None}], []),
}


@pytest.mark.parametrize("way", SETTLED)
def test_what_settles_a_suspect_is_followed(tmp_path, way):
    rows, content = SETTLED[way]
    assert left(tmp_path, *rows, content=content) == []


@pytest.mark.parametrize("way", NOT_SETTLED)
def test_what_does_not_settle_a_suspect_is_not_followed(tmp_path, way):
    rows, content = NOT_SETTLED[way]
    assert left(tmp_path, *rows, content=content) == ["MOTOR"]


def test_one_that_is_asked_about_and_a_rule_about_no_magnets_need_no_proof(tmp_path):
    made = assessed(tmp_path, BOM=[MOTOR])
    bill, facts = made.read.bill, made.scenarios.clearing_facts
    assert not [*wrongly_settled(bill, facts, [LAW], frozenset({"MOTOR"}))]
    assert not [*wrongly_settled(bill, facts, [RULES["cn-mofcom-2025-10"]], NONE)]


def test_a_clear_run_in_which_a_suspect_went_missing_is_a_fault_of_the_program(tmp_path):
    made = assessed(tmp_path, BOM=[MOTOR])
    lost = replace(made.report, suspects=(), problems=())
    followed = run_followed(lost, made.read.bill, made.scenarios.clearing_facts)
    assert [problem.code for problem in followed.problems] == [NOT_FOLLOWED]
    assert NOT_FOLLOWED not in codes(made)

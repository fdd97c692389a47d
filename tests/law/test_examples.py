"""Worked examples of the rules, in files that a lawyer can read and extend: tests/law/*.toml.

An example is a small bill, what is known of its contents, and what must come out, with the reason in words.
"""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from calculator.assessment import Options, assess
from calculator.findings.circumstances import Circumstances
from calculator.findings.report import Reading, Report
from calculator.model.assumptions import Assumptions, Reference
from calculator.model.item import Evidence
from calculator.reports.answer_words import effect
from calculator.reports.reasons import used_settings
from calculator.rules import Rule, load_rules
from tests.workbooks import write_workbook

HERE = Path(__file__).parent
SHEETS = {"bom": "BOM", "content": "Content", "prices": "Prices", "rates": "Rates"}
EXAMPLES = [
    (file.stem, example, data)
    for file in sorted(HERE.glob("*.toml"))
    for data in (tomllib.loads(file.read_text("utf-8")),)
    for example in data["example"]
]


def rows_of(text: str) -> list[dict[str, object]]:
    """A table drawn with bars, its first line the headings."""
    lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    assert all(len(line) == len(lines[0]) for line in lines), lines
    return [
        {head: value for head, value in zip(lines[0], line, strict=True) if value}
        | {lines[0][0]: line[0]}
        for line in lines[1:]
    ]


def share_of(text: str) -> Fraction:
    """``0.1 %`` or ``3/7``."""
    return Fraction(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)


def rules_for(data: dict[str, Any], example: dict[str, Any], folder: Path) -> Rule:
    own = folder / "rules"
    own.mkdir()
    if "rule_file" in data:
        (own / "own.toml").write_text(data["rule_file"], "utf-8")
    known, problems = load_rules(own)
    assert not problems, list(map(str, problems))
    return known[example.get("rule", data["rule"])]


def assumptions_of(assume: dict[str, Any] | list[str]) -> Assumptions:
    """As the command takes them, or by the names of the fields."""
    if isinstance(assume, list):
        return Assumptions.of_pairs(
            (name, value) for name, value in (one.split("=") for one in assume)
        )
    return Assumptions(
        **{
            name: Reference(value) if name.startswith("reference") else value
            for name, value in assume.items()
        }
    )


@pytest.mark.parametrize(
    ("file", "example", "data"),
    EXAMPLES,
    ids=[f"{file}: {example['name']}" for file, example, _ in EXAMPLES],
)
def test_example(file: str, example: dict[str, Any], data: dict[str, Any], tmp_path: Path) -> None:
    assert set(example) <= {
        "name",
        "why",
        "clause",
        "rule",
        "on",
        "reading",
        "assume",
        "destination",
        "weighed",
        "min_evidence",
        "bom",
        "content",
        "prices",
        "rates",
        "expect",
        "products",
        "effect",
        "settings",
        "problems",
        "exit",
        "open_assemblies",
        "unstated_assemblies",
    }, file
    path = write_workbook(
        tmp_path / "bom.xlsx",
        **{SHEETS[name]: rows_of(example[name]) for name in SHEETS if name in example},
    )
    rule = rules_for(data, example, tmp_path)
    if "clause" in example:
        assert example["clause"] in {clause.id for clause in rule.clauses}
    options = Options(
        on=example.get("on", data["on"]),
        rules=(rule,),
        assumptions=assumptions_of(example.get("assume", {})),
        weakest=Evidence(example.get("min_evidence", "assumed")),
        reading=Reading(example.get("reading", "materials")),
        circumstances=Circumstances(destination=example.get("destination", "")),
    )
    report = assess((path,), (), options).report
    assert not report.refused, list(map(str, report.problems))
    found = {finding.item.number: finding for finding in report.findings}
    for number, expected in example.get("expect", {}).items():
        check(found[number], expected)
    products = {node.item.number: node for node in report.products}
    for number, expected in example.get("products", {}).items():
        check(products[number], expected)
    check_report(report, rule, example)
    if "exit" in example:
        assert report.exit_status() == example["exit"]


def check_report(report: Report, rule: Rule, example: dict[str, Any]) -> None:
    if "effect" in example:
        assert example["effect"] in effect(rule, report)
    if "settings" in example:
        used = used_settings(rule, report.findings)
        assert [[one.territory.code, list(one.items)] for one in used] == example["settings"]
    if "weighed" in example:
        weighed = {one.item: [one.reached.value, str(one.share.high)] for one in report.weighed}
        assert weighed == example["weighed"]
    if "problems" in example:
        assert sorted({problem.code for problem in report.problems}) == example["problems"]
    for name in ("open_assemblies", "unstated_assemblies"):
        if name in example:
            assert [node.item.number for node in getattr(report, name)] == example[name]


def check(found: Any, expected: dict[str, Any]) -> None:
    told = {
        "verdict": found.verdict.value,
        "licence": found.licence.value,
        "reasons": {reason.clause: reason.state for reason in found.reasons},
        "depends": found.depends_on_convention,
        "conventions": {one.name: one.verdict.value for one in found.conventions},
    }
    for key in ("code", "evidence", "subject"):
        if key in expected:
            value = getattr(found, key)
            told[key] = getattr(value, "value", value)
    share = found.tested.share
    for key, value in expected.items():
        if key == "share":
            assert share.is_exact, f"{share}"
            assert share.low == share_of(value), f"{float(share.low)}"
        elif key == "share_from":
            assert share.low == share_of(value), f"{share}"
        elif key == "asks":
            asked = {f"{one.kind.value} {one.substance}".strip() for one in found.questions}
            assert set(value) <= asked, asked
        elif key == "share_to":
            assert share.high == share_of(value), f"{share}"
        else:
            assert told[key] == value, (key, told)


def test_every_rule_that_tests_something_has_an_example() -> None:
    shown = {example.get("rule", data["rule"]) for _, example, data in EXAMPLES}
    tested = {
        rule.id for rule in load_rules()[0].values() if rule.subjects and not rule.is_declaration
    }
    assert tested <= shown

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from calculator.findings.report import InputFile, Reading, Report
from calculator.findings.verdict import Licence, Verdict
from calculator.model.problem import error
from calculator.model.source import Source
from calculator.reports.interface import FORMATS, write
from calculator.reports.safe_text import safe
from tests.reports.factory import LIST, drone, exactly, finding, report
from tests.reports.test_formats import AWKWARD, CONTROL, awkward

SCHEMA = json.loads(Path(__file__).with_name("sarif.schema.json").read_text("utf-8"))
Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def run_of(found: Report) -> dict[str, Any]:
    log = json.loads(write(found, FORMATS["sarif"]))
    VALIDATOR.validate(log)
    (run,) = log["runs"]
    return dict(run)


def test_what_crosses_is_an_error_what_is_open_a_warning_and_what_is_below_no_result() -> None:
    results = run_of(drone())["results"]
    about = [(one["ruleId"], one["level"], one["message"]["text"].split()[0]) for one in results]
    assert about[:2] == [
        ("cn-mofcom-2025-61", "error", "MAG-01"),
        ("cn-mofcom-2025-61", "warning", "MAG-03"),
    ]
    assert [one["message"]["text"] for one in results[2:4]] == [
        'SPK-7 Loudspeaker 8 ohm: bought-in part whose magnets are unknown: description says "loudspeaker".',
        'N52 magnet for the door latch: said beside the lines of the bill, and on none of them: the remark says "N52 magnet".',
    ]
    assert [(one["ruleId"], one["level"]) for one in results[4:]] == [
        ("unknown-unit", "error"),
        ("hidden-rows", "warning"),
        ("unit-assumed", "note"),
    ]


def test_a_result_is_at_its_cell() -> None:
    first = run_of(drone())["results"][0]
    (place,) = first["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "drone.xlsx", "index": 0},
        "region": {"startLine": 4, "startColumn": 2, "endColumn": 3},
    }
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "drone.xlsx!BOM!B4"
    assert [one["message"]["text"] for one in first["relatedLocations"]] == [
        "drone.xlsx!Content!B4",
        "drone.xlsx!Content!H4",
    ]


def test_every_result_names_a_rule_that_the_run_explains() -> None:
    run = run_of(drone())
    rules = run["tool"]["driver"]["rules"]
    for one in run["results"]:
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
    assert "not confirmed" in rules[0]["help"]["text"]
    assert "Not legal advice" in rules[0]["help"]["text"]


def test_a_licence_for_another_reason_is_an_error_though_the_share_is_below() -> None:
    below = finding("MAG", Verdict.BELOW, exactly("0"), exactly("1"), licence=Licence.REQUIRED)
    assert [one["level"] for one in run_of(report(below))["results"]] == ["error"]


def test_under_the_product_reading_the_products_are_judged() -> None:
    results = run_of(replace(drone(), reading=Reading.PRODUCT))["results"]
    assert results[0]["properties"]["item"] == "DRONE"


def test_the_product_reading_never_hides_what_a_list_without_products_catches() -> None:
    """There was no result, while the run ended with 1."""
    caught = finding("MAG", Verdict.CROSSES, exactly("0"), exactly("1"), rule=LIST)
    found = replace(report(caught), rules=(LIST,), reading=Reading.PRODUCT)
    assert found.exit_status() == 1
    assert [
        (one["ruleId"], one["level"], one["properties"]["item"]) for one in run_of(found)["results"]
    ] == [(LIST.id, "error", "MAG")]


def test_an_alert_keeps_its_mark_when_rows_move_and_prices_change() -> None:
    one = finding("MAG", Verdict.CROSSES, exactly("1"), exactly("2"), row=4)
    moved = finding("MAG", Verdict.CROSSES, exactly("1"), exactly("3"), row=9)
    other = finding("MAG-2", Verdict.CROSSES, exactly("1"), exactly("2"), row=4)
    marks = [
        run_of(report(found))["results"][0]["partialFingerprints"]["primaryLocationLineHash"]
        for found in (one, moved, other)
    ]
    assert marks[0] == marks[1] != marks[2]


def test_a_file_that_could_not_be_read_is_a_result_with_a_place() -> None:
    refused = report(
        problems=(error("not-a-workbook", "no sheet in it", Source("broken.xlsx", "")),),
        refused=("broken.xlsx",),
    )
    refused = replace(
        refused, inputs=(InputFile(path="broken.xlsx", sha256="0" * 64, size=3, role="bom"),)
    )
    run = run_of(refused)
    assert run["invocations"] == [{"executionSuccessful": False}]
    assert run["results"][0]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "broken.xlsx", "index": 0},
        "region": {"startLine": 1},
    }


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_words_of_a_supplier_leave_the_log_valid(text: str) -> None:
    run = run_of(awkward(text))
    assert unquote(run["artifacts"][0]["location"]["uri"]) == safe(text)
    assert not CONTROL.search(json.dumps(run, ensure_ascii=False))

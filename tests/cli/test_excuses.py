"""Waivers and a baseline change the exit status of a run, and nothing that it says of an item."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from calculator.cli.main import main
from calculator.reports.records.json_report import report_schema
from tests.paths import SAMPLES
from tests.workbooks import dysprosium, magnet, write_workbook

ON = ("--on", "2026-11-23")
LAW = "cn-mofcom-2025-61"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    """One magnet that crosses, one that is undetermined, one motor of which nothing is known."""
    return write_workbook(
        tmp_path / "bom.xlsx",
        BOM=[
            {
                "Level": 0,
                "Part Number": "TOP",
                "Quantity": 1,
                "Unit": "each",
                "Item Class": "assembly",
            },
            magnet("CROSSES", 1),
            magnet("OPEN", 1),
            {
                "Level": 1,
                "Part Number": "MOTOR",
                "Description": "BLDC motor",
                "Quantity": 1,
                "Unit": "each",
            },
        ],
        Content=[
            dysprosium("CROSSES", **{"wt%": 5}),
            dysprosium("OPEN", **{"wt%": 5, "Country of Origin": ""}),
        ],
        Prices=[
            {
                "Substance": "Dy",
                "Form": "metal",
                "Price": 300,
                "Currency": "USD",
                "Date": "2026-10-01",
            }
        ],
    )


def waiver(item: str, waives: str, **more: str) -> str:
    stated: Mapping[str, str] = {
        "item": f'"{item}"',
        "rule": f'"{LAW}"',
        "waives": f'"{waives}"',
        "reason": '"licence 4711 is there"',
        "by": '"J. Buyer"',
        "until": "2027-01-31",
        **more,
    }
    return "[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in stated.items() if value)


def waived(bill: Path, *waivers: str) -> Path:
    path = bill.parent / "waivers.toml"
    path.write_text("\n".join(waivers))
    return path


ALL = (("CROSSES", "crosses"), ("OPEN", "undetermined"), ("MOTOR", "suspect"))


def test_each_waiver_takes_its_state_out_of_the_exit_status(bill):
    statuses = []
    for count in range(len(ALL) + 1):
        path = waived(bill, *(waiver(*each) for each in ALL[:count])) if count else None
        words = ("--waive", path) if path else ()
        statuses.append(run("check", bill, *ON, "-q", *words).exit_code)
    assert statuses == [1, 3, 3, 0]


def test_no_finding_no_headline_and_no_clearance_changes(bill):
    def record(*words: object) -> dict[str, object]:
        report = json.loads(run("check", bill, *ON, "--format", "json", *words).stdout)
        jsonschema.Draft202012Validator(report_schema()).validate(report)
        return report

    before = record()
    after = record("--waive", waived(bill, *(waiver(*each) for each in ALL)))
    assert after["summary"].pop("waived") == 3
    assert before["summary"].pop("waived") == 0
    assert [finding.pop("waived") is not None for finding in after["findings"]] == [True, True]
    assert [suspect.pop("waived")["by"] for suspect in after["suspects"]] == ["J. Buyer"]
    for entry in (*before["findings"], *before["suspects"]):
        assert entry.pop("waived") is None
    assert after["inputs"].pop()["role"] == "waivers"
    assert before == after


def test_a_waiver_holds_for_its_state_its_rule_and_its_item_alone(bill):
    others = (
        waiver("CROSSES", "undetermined"),
        waiver("OPEN", "crosses"),
        waiver("MOTOR", "crosses"),
        waiver("CROSSES", "crosses", rule='"screen-mass"'),
        waiver("OTHER", "crosses"),
    )
    result = run("check", bill, *ON, "--format", "json", "--waive", waived(bill, *others))
    assert result.exit_code == 1
    unused = [
        one for one in json.loads(result.stdout)["problems"] if one["code"] == "waiver-unused"
    ]
    assert len(unused) == 4


def test_a_suspect_is_waived_under_every_rule_of_the_run_or_under_none(bill):
    path = waived(bill, *(waiver(*each) for each in ALL))
    words = ("--rule", LAW, "--rule", "screen-mass", "--fail-on", "undetermined")
    report = json.loads(run("check", bill, *ON, *words, "--format", "json", "--waive", path).stdout)
    assert report["suspects"][0]["waived"] is None


def test_the_last_day_of_a_waiver_is_in_it(bill):
    path = waived(bill, *(waiver(*each, until="2026-11-23") for each in ALL))
    assert run("check", bill, *ON, "-q", "--waive", path).exit_code == 0
    after = run("check", bill, "--on", "2026-11-24", "--format", "json", "--waive", path)
    assert after.exit_code == 1
    expired = [
        one for one in json.loads(after.stdout)["problems"] if one["code"] == "waiver-expired"
    ]
    assert len(expired) == 3


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (waiver("*", "crosses"), "wildcards"),
        (waiver("CROSSES", "crosses", until="2027-11-25"), "more than a year"),
        (waiver("CROSSES", "below"), "is not one of"),
        (waiver("CROSSES", "crosses", reason=""), '"reason" is missing'),
        (waiver("CROSSES", "crosses", by='" "'), "is not a text"),
        (waiver("CROSSES", "crosses", rule='"cn-mofcom"'), "is no rule"),
        (waiver("CROSSES", "crosses", note='"x"'), "is not a key"),
        (waiver("CROSSES", "crosses") * 2, "two waivers"),
        ("[waiver]\n", "is not a list of tables"),
        ("item = ", "waivers.toml"),
    ],
)
def test_a_file_of_waivers_that_does_not_hold_is_refused_with_its_place(bill, text, says):
    result = run("check", bill, *ON, "--waive", waived(bill, text))
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


def test_a_doubt_of_the_file_itself_cannot_be_waived(tmp_path):
    path = tmp_path / "bom.csv"
    path.write_text("Level,Part Number,Description,Quantity\n0,TOP,Bracket steel,1\n")
    facts = tmp_path / "facts.csv"
    facts.write_text("Substance,wt%,Disclosure\nDy,1,full\n")
    waivers = waived(path, waiver("TOP", "undetermined"))
    status = run("check", path, *ON, "-q", "--facts", facts).exit_code
    assert run("check", path, *ON, "-q", "--facts", facts, "--waive", waivers).exit_code == status


def test_an_audit_takes_waivers_too(bill, tmp_path):
    path = waived(bill, *(waiver(*each) for each in ALL))
    words = ("audit", bill, *ON, "-q", "-o", tmp_path / "audit", "--jobs", "1")
    assert run(*words).exit_code == 1
    assert run(*words, "--waive", path).exit_code == 0


def test_a_verified_report_is_the_same_without_its_waivers(bill, tmp_path):
    path = waived(bill, *(waiver(*each) for each in ALL))
    report = tmp_path / "report.json"
    run("check", bill, *ON, "--waive", path, "-o", report)
    result = run("verify", report)
    assert result.exit_code == 0, result.output


# --------------------------------------------------------------------------- an earlier report


def test_what_an_earlier_report_has_does_not_count(bill, tmp_path):
    earlier = tmp_path / "earlier.json"
    assert run("check", bill, *ON, "-o", earlier).exit_code == 1
    result = run("check", bill, *ON, "--format", "json", "--new-since", earlier)
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    jsonschema.Draft202012Validator(report_schema()).validate(report)
    assert report["headline"] == "required"
    assert not any(entry["new"] for entry in (*report["findings"], *report["suspects"]))


def test_what_got_worse_or_came_since_counts(bill, tmp_path):
    earlier = tmp_path / "earlier.json"
    run("check", bill, *ON, "-o", earlier)
    record = json.loads(earlier.read_text())
    for finding in record["findings"]:
        if finding["item"] == "CROSSES":
            finding["verdict"], finding["licence"] = "undetermined", "undetermined"
    earlier.write_text(json.dumps(record))
    assert run("check", bill, *ON, "-q", "--new-since", earlier).exit_code == 1
    record["findings"] = [one for one in record["findings"] if one["item"] == "CROSSES"]
    record["findings"][0]["licence"] = "required"
    earlier.write_text(json.dumps(record))
    assert run("check", bill, *ON, "-q", "--new-since", earlier).exit_code == 3
    record["suspects"] = []
    record["findings"] = json.loads(run("check", bill, *ON, "--format", "json").stdout)["findings"]
    earlier.write_text(json.dumps(record))
    assert run("check", bill, *ON, "-q", "--new-since", earlier).exit_code == 3


def test_no_report_is_no_baseline(bill, tmp_path):
    other = tmp_path / "other.json"
    other.write_text("{}")
    result = run("check", bill, *ON, "--new-since", other)
    assert result.exit_code == 2
    assert "is not a JSON report" in " ".join(result.stderr.split())


@pytest.mark.parametrize("form", ["table", "md", "html", "junit", "sarif"])
def test_what_is_waived_is_said_in_every_format_that_people_read(bill, form):
    path = waived(bill, *(waiver(*each) for each in ALL))
    text = run("check", bill, *ON, "--format", form, "--waive", path).stdout
    assert " ".join(text.split()).count("licence 4711 is there") >= 3


def test_samples_are_left_as_they_are():
    """A run without excuses counts everything."""
    assert run("check", SAMPLES / "drone.xlsx", *ON, "-q").exit_code == 1

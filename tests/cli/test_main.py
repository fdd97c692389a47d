"""The command line: exit status, streams, formats, and what it refuses."""

from __future__ import annotations

import json

import jsonschema
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.cli.main import main
from calculator.reports.records.json_report import report_schema
from tests.paths import ROOT, SAMPLES
from tests.workbooks import dysprosium, magnet, write_workbook

DRONE = str(SAMPLES / "drone.xlsx")
ON = ("--on", "2026-11-23")


def run(*words: str):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize(
    "sample", sorted(path.name for path in SAMPLES.glob("*.xlsx") if "facts" not in path.name)
)
def test_every_json_report_is_valid_against_the_schema(sample):
    rules = ("--rule", "cn-mofcom-2025-61", "--rule", "screen-mass", "--rule", "screen-all-value")
    result = run("check", SAMPLES / sample, "--format", "json", *ON, *rules)
    jsonschema.Draft202012Validator(
        report_schema(), format_checker=jsonschema.FormatChecker()
    ).validate(json.loads(result.stdout))


def test_the_schema_itself_is_valid():
    jsonschema.Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "xlsx"])
def test_the_same_inputs_give_the_same_bytes(tmp_path, form):
    suffix = "txt" if form == "table" else form
    for name in ("one", "two"):
        assert run("check", DRONE, *ON, "-o", tmp_path / f"{name}.{suffix}").exit_code == 1
    assert (tmp_path / f"one.{suffix}").read_bytes() == (tmp_path / f"two.{suffix}").read_bytes()


def test_the_path_of_a_file_is_not_in_the_report(tmp_path):
    path = write_workbook(tmp_path / "bom.xlsx", BOM=[magnet()])
    assert str(tmp_path) not in run("check", path, "--format", "json", *ON).stdout


def test_the_xlsx_report_opens_and_its_formulas_agree_with_the_record(tmp_path):
    run("check", DRONE, *ON, "-o", tmp_path / "report.xlsx")
    book = load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames[:2] == ["Summary", "Findings"]
    assert any(cell.data_type == "f" for row in book["Findings"].iter_rows() for cell in row)
    values = load_workbook(tmp_path / "report.xlsx", data_only=True)["Findings"]
    assert {row[6].value for row in values.iter_rows(min_row=2)} == {"agrees"}


def test_exit_statuses_of_the_contract(tmp_path):
    below = write_workbook(
        tmp_path / "below.xlsx", BOM=[magnet()], Content=[dysprosium(Value=0.001, Currency="USD")]
    )
    crosses = write_workbook(
        tmp_path / "crosses.xlsx", BOM=[magnet()], Content=[dysprosium(Value=1, Currency="USD")]
    )
    gap = write_workbook(tmp_path / "gap.xlsx", BOM=[magnet()])
    nothing = write_workbook(
        tmp_path / "nothing.xlsx", BOM=[{"Level": 0, "Part Number": "P", "Description": "Bracket"}]
    )
    assert [run("check", path, *ON).exit_code for path in (below, nothing, crosses, gap)] == [
        0,
        0,
        1,
        3,
    ]
    assert [
        run("check", gap, *ON, "--fail-on", one).exit_code
        for one in ("undetermined", "crosses", "never")
    ] == [3, 0, 0]
    assert run("check", tmp_path / "missing.xlsx", *ON).exit_code == 4
    assert run("check", crosses, tmp_path / "missing.xlsx", *ON).exit_code == 4
    assert run("check").exit_code == 2


def test_an_unreadable_input_is_named_with_its_reason(tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not really")
    result = run("check", tmp_path / "broken.xlsx", *ON, "--format", "json")
    assert result.exit_code == 4
    assert "broken.xlsx" in result.stderr
    assert json.loads(result.stdout)["refused"] == ["broken.xlsx"]


@pytest.mark.parametrize(
    "words",
    [
        ("--on", "yesterday"),
        ("--assume", "technology=maybe"),
        ("--currency", "shells"),
        ("--rule", "no-such-rule"),
        ("--format", "doc"),
        ("-o", "report.doc"),
    ],
)
def test_wrong_words_are_wrong_usage(words):
    assert run("check", DRONE, *words).exit_code == 2


def test_explain_names_near_items_and_refuses_unknown_ones():
    assert run("explain", DRONE, "DR-1122", *ON).exit_code == 0
    result = run("explain", DRONE, "dr-112", *ON)
    assert result.exit_code == 2
    assert "DR-1122" in result.stderr


def test_explain_shows_the_arithmetic_with_its_cells():
    text = run("explain", DRONE, "DR-1122", *ON).stdout
    assert "3 wt% of 0.0016 kg = 0.000048 kg  [drone.xlsx!Content!D2" in text
    assert (
        "0.000048 kg × 276.5 USD/kg (1975 CNY/kg × 0.14) = 0.013272 USD  [drone.xlsx!Prices!C2, drone.xlsx!Rates!C2]"
        in text
    )
    assert "line: 0.001 × 0.35 USD = 0.00035 USD" in text


def test_template_writes_a_workbook_that_crosses_by_its_example_and_never_over_a_file(tmp_path):
    out = tmp_path / "blank.xlsx"
    assert run("template", out).exit_code == 0
    assert run("check", out, *ON).exit_code == 1
    assert run("template", out).exit_code == 2
    assert run("template", tmp_path / "blank.csv").exit_code == 2


def test_rules_lists_and_prints_clauses():
    assert "cn-mofcom-2025-61" in run("rules", *ON).stdout
    text = run("rules", "cn-mofcom-2025-61", *ON).stdout
    for word in ("1(1)", "金属镝", "Timeline", "not confirmed", "Citations"):
        assert word in text


def test_a_rule_of_ones_own_is_used_and_a_broken_one_refused(tmp_path):
    text = (ROOT / "calculator/rules/screening/screen-mass.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(
        text.replace('id = "screen-mass"', 'id = "mine"').replace('"0.001"', '"0.5"'), "utf-8"
    )
    result = run("check", DRONE, *ON, "--rules-dir", tmp_path, "--rule", "mine", "--format", "json")
    assert json.loads(result.stdout)["rules"][0]["id"] == "mine"
    (tmp_path / "mine.toml").write_text("id = 3", "utf-8")
    assert run("check", DRONE, *ON, "--rules-dir", tmp_path, "--rule", "mine").exit_code == 2


def test_inspect_shows_columns_and_no_verdict():
    text = run("inspect", SAMPLES / "servo-axis-de.xlsx").stdout
    assert '"Teilenummer" is part number' in text
    assert "headings in row 4" in text
    assert "crosses" not in text


def test_a_bug_is_status_70_with_a_request_and_no_traceback(monkeypatch):
    monkeypatch.delenv("DEMINIMIS_DEBUG", raising=False)

    def broken(*_, **__):
        raise RuntimeError("boom")

    monkeypatch.setattr("calculator.assessment.read_files", broken)
    # The worker has to be a fork of this process, to be broken too; another test may have left a thread behind.
    monkeypatch.setattr("threading.active_count", lambda: 1)
    result = run("check", DRONE, *ON)
    assert result.exit_code == 70
    assert "bug" in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("words", [[], ["--tree"], ["--format", "json"], ["--reading", "product"]])
def test_quiet_prints_nothing_where_nothing_is_wrong(words):
    result = run("check", DRONE, *ON, "--quiet", *words)
    assert (result.stdout, result.stderr) == ("", "")


def test_quiet_names_what_could_not_be_read_and_nothing_else(tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    for words in (("check", tmp_path / "broken.xlsx"), ("audit", tmp_path, "-o", tmp_path / "out")):
        result = run(*words, "--quiet")
        assert (result.stdout, result.exit_code) == ("", 4)
        assert result.stderr.startswith("error truncated: ")
        assert result.stderr.count("\n") == 1
        assert "broken.xlsx" in result.stderr

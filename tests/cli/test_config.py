"""Options from files and from the environment: which holds, what a file that is only found may say, what the report records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calculator.cli.main import main
from tests.paths import SAMPLES

DRONE = SAMPLES / "drone.xlsx"
ON = ("--on", "2026-11-23")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that is the root of a repository, so that nothing above it is found; above it is nothing else either."""
    here = tmp_path / "here"
    (here / ".git").mkdir(parents=True)
    monkeypatch.chdir(here)
    return here


def run(*words: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env=env)


def record(*words: object, env: dict[str, str] | None = None) -> dict[str, object]:
    result = run("check", DRONE, *ON, *words, "--format", "json", env=env)
    assert result.stdout, result.stderr
    return json.loads(result.stdout)


def currency(*words: object, env: dict[str, str] | None = None) -> object:
    return record(*words, env=env)["options"].get("currency")


def test_the_command_line_is_over_the_environment_over_a_named_file_over_a_found_one(folder):
    (folder / "deminimis.toml").write_text('currency = "EUR"\n')
    (folder / "named.toml").write_text('currency = "JPY"\n')
    named, env = ("--config", "named.toml"), {"DEMINIMIS_CURRENCY": "GBP"}
    assert currency() == "EUR"
    assert currency(*named) == "JPY"
    assert currency(*named, env=env) == "GBP"
    assert currency("--currency", "CHF", *named, env=env) == "CHF"


@pytest.mark.usefixtures("folder")
def test_the_variable_of_a_command_is_over_the_one_for_all():
    assert currency(env={"DEMINIMIS_CURRENCY": "GBP", "DEMINIMIS_CHECK_CURRENCY": "CHF"}) == "CHF"


def test_the_table_of_a_command_is_over_the_top(folder):
    (folder / "deminimis.toml").write_text('currency = "EUR"\n[check]\ncurrency = "JPY"\n')
    assert currency() == "JPY"


def test_a_file_is_found_upwards_but_not_above_the_root_of_a_repository(folder, monkeypatch):
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    (folder / "deminimis.toml").write_text('currency = "EUR"\n')
    monkeypatch.chdir(inner)
    assert currency() == "EUR"
    (inner.parent / ".git").mkdir()
    assert currency() is None


@pytest.mark.usefixtures("folder")
def test_a_file_beside_the_bill_is_never_found_by_it(tmp_path_factory):
    """The supplier sends the bill, and could send a file of options with it."""
    theirs = tmp_path_factory.mktemp("supplier")
    bill = theirs / "bill.xlsx"
    bill.write_bytes(DRONE.read_bytes())
    (theirs / "deminimis.toml").write_text('currency = "EUR"\n')
    result = run("check", bill, *ON, "--format", "json")
    assert "currency" not in json.loads(result.stdout)["options"]


@pytest.mark.parametrize(
    "line",
    [
        'assume = ["technology=no"]',
        'facts = ["facts.xlsx"]',
        'rule = ["screen-mass"]',
        'rules-dir = "rules"',
        "on = 2026-01-01",
        'reading = "product"',
        'fail-on = "never"',
        'waive = ["waivers.toml"]',
        "[check]\nfail-on = 'never'",
    ],
)
def test_a_file_that_is_only_found_may_not_change_an_answer(folder, line):
    (folder / "deminimis.toml").write_text(line + "\n")
    result = run("check", DRONE, *ON)
    assert result.exit_code == 2
    assert "only found, not named" in result.stderr


def test_a_named_file_may_and_is_an_input_of_the_report(folder):
    (folder / "mine.toml").write_text('assume = ["technology=no"]\nrule = "screen-mass"\n')
    report = record("--config", "mine.toml")
    assert [rule["id"] for rule in report["rules"]] == ["screen-mass"]
    assert {"name": "technology", "value": "no"} in report["assumptions"]
    assert [entry["path"] for entry in report["inputs"] if entry["role"] == "config"] == [
        "mine.toml"
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('curency = "EUR"', '"curency" is not known'),
        ("[chek]\ncurrency = 'EUR'", '"chek" is not known'),
        ("[check]\nprofle = 'x'", '[check] "profle" is not known'),
        ("check = 3", "takes a table"),
        ("currency = ", "is no TOML"),
        ("profiles = 3", "[profiles] has a line a layout"),
    ],
)
def test_what_a_file_says_wrongly_is_named(folder, text, says):
    (folder / "deminimis.toml").write_text(text + "\n")
    result = run("check", DRONE, *ON)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.split())


@pytest.mark.usefixtures("folder")
def test_a_file_that_is_not_there_is_wrong_usage():
    result = run("check", DRONE, *ON, "--config", "none.toml")
    assert result.exit_code == 2
    assert "could not be read" in result.stderr


def test_paths_in_a_file_are_beside_it(folder, monkeypatch):
    (folder / "deminimis.toml").write_text('output = "out.json"\n')
    inner = folder / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    assert run("check", DRONE, *ON, "-q").exit_code == 1
    assert (folder / "out.json").is_file()


def test_a_report_is_never_written_over_the_file_of_options(folder):
    (folder / "deminimis.toml").write_text('currency = "EUR"\n')
    result = run("check", DRONE, *ON, "--format", "csv", "-o", "deminimis.toml")
    assert result.exit_code == 2
    assert (folder / "deminimis.toml").read_text() == 'currency = "EUR"\n'


def test_a_profile_is_chosen_by_the_path_of_the_bill(folder):
    bill = folder / "acme" / "motor.csv"
    bill.parent.mkdir()
    bill.write_text("Depth,Code,Text,Per\n0,P-1,Pump,1\n1,S-1,Steel screw,4\n")
    (folder / "acme.toml").write_text(
        '[columns]\n"depth" = "level"\n"code" = "part number"\n"text" = "description"\n"per" = "quantity"\n'
    )
    (folder / "deminimis.toml").write_text('[profiles]\n"acme/*" = "acme.toml"\n')
    options = json.loads(run("check", bill, *ON, "--format", "json").stdout)["options"]
    assert options["profile"] == "acme.toml"
    other = folder / "other.csv"
    other.write_text(bill.read_text())
    assert (
        "profile" not in json.loads(run("check", other, *ON, "--format", "json").stdout)["options"]
    )


@pytest.mark.parametrize("words", [["."], ["*.xlsx"], ["{here}"], ["./*/*.xlsx", "x"], [".."]])
def test_a_file_in_an_audited_folder_is_not_used_and_that_is_said(folder, tmp_path_factory, words):
    """A supplier's folder may hold a file of that name; whoever audits from inside of it must not take it for his."""
    (folder / "bill.xlsx").write_bytes((SAMPLES / "loudspeaker.xlsx").read_bytes())
    (folder / "deminimis.toml").write_text('fail-on = "never"\n')
    stated = [word.format(here=folder) for word in words]
    out = tmp_path_factory.mktemp("out")
    result = run("audit", *stated, "bill.xlsx", *ON, "-q", "-o", out / "a", "--jobs", "1")
    assert "it is not used" in result.stderr
    assert "only found, not named" not in result.stderr


def test_a_file_beside_an_audited_folder_is_used(folder):
    inner = folder / "suppliers"
    inner.mkdir()
    (inner / "bill.xlsx").write_bytes((SAMPLES / "loudspeaker.xlsx").read_bytes())
    (folder / "deminimis.toml").write_text('[audit]\noutput = "kept"\n')
    assert run("audit", "suppliers", *ON, "-q", "--jobs", "1").exit_code == 0
    assert (folder / "kept" / "register.sqlite").is_file()

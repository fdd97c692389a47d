"""What scripts need beside reports: a bill that is piped in, and a log."""

from __future__ import annotations

import json
import re

from click.testing import CliRunner

from calculator.cli.main import main
from calculator.reference.topics import topics
from tests.paths import SAMPLES

DRONE = SAMPLES / "drone.xlsx"
ON = ("--on", "2026-11-23")


def run(*words: object, piped: bytes | None = None):
    return CliRunner().invoke(main, [str(word) for word in words], input=piped)


def test_a_bill_that_is_piped_in_gives_what_the_file_gives():
    piped = run("check", "-", *ON, "--format", "json", piped=DRONE.read_bytes())
    named = run("check", DRONE, *ON, "--format", "json")
    assert piped.exit_code == named.exit_code == 1
    assert json.loads(piped.stdout)["inputs"][0]["path"] == "stdin"
    findings = [
        json.loads(run_.stdout.replace("stdin!", "drone.xlsx!"))["findings"]
        for run_ in (piped, named)
    ]
    assert findings[0] == findings[1]


def test_nothing_piped_in_is_refused():
    result = run("check", "-", *ON, "-q", piped=b"")
    assert result.exit_code == 4
    assert "stdin" in result.stderr


def test_stdin_is_read_once():
    result = run("check", "-", "-", *ON, piped=b"x")
    assert result.exit_code == 2


def test_more_than_a_file_may_have_is_refused_and_not_kept():
    result = run("check", "-", *ON, "-q", "--limit", "file-bytes=1000", piped=DRONE.read_bytes())
    assert result.exit_code == 4


def test_the_log_says_what_was_read_what_was_met_and_how_it_ended(tmp_path):
    log = tmp_path / "run.log"
    for _ in range(2):
        assert run("check", DRONE, *ON, "-q", "--log-file", log).exit_code == 1
    lines = log.read_text("utf-8").splitlines()
    assert sum("exit status 1" in line for line in lines) == 2
    assert any("SHA-256" in line for line in lines)
    assert all(re.match(r"\d{4}-\d\d-\d\d ", line) for line in lines)


def test_verbose_says_the_same_on_stderr_and_changes_no_report():
    loud, silent = run("check", DRONE, *ON, "--verbose"), run("check", DRONE, *ON)
    assert loud.stdout == silent.stdout
    assert "exit status 1" in loud.stderr
    assert "exit status" not in silent.stderr


def test_a_log_is_never_written_into_an_input(tmp_path):
    bill = tmp_path / "bill.xlsx"
    bill.write_bytes(DRONE.read_bytes())
    result = run("check", bill, *ON, "--log-file", bill)
    assert result.exit_code == 2
    assert bill.read_bytes() == DRONE.read_bytes()


def test_help_names_the_topics_and_prints_each_within_a_terminal():
    named = run("help").stdout
    for name, topic in topics().items():
        assert name in named
        text = run("help", name).stdout
        assert topic.title in text
        assert max(map(len, text.splitlines())) <= 100


def test_help_on_a_command_is_its_help():
    assert run("help", "check").stdout.split()[3:] == run("check", "--help").stdout.split()[3:]


def test_help_on_what_nobody_knows_names_the_topics():
    result = run("help", "magnets")
    assert result.exit_code == 2
    assert "exit-status" in result.stderr


def test_a_log_on_a_full_disk_ends_in_seventy_four_and_the_report_is_there():
    result = run("check", DRONE, *ON, "--format", "json", "--log-file", "/dev/full")
    assert result.exit_code == 74
    assert 'the log "/dev/full" was not written: the disk is full' in result.stderr
    assert json.loads(result.stdout)["headline"] == "required"
    assert "Traceback" not in result.stderr


def test_a_link_that_leads_to_itself_is_refused_wherever_it_stands(tmp_path):
    loop = tmp_path / "loop.xlsx"
    loop.symlink_to(loop)
    assert run("check", loop, *ON).exit_code == 4
    for option in ("--facts", "--profile", "--config", "--waive", "--new-since", "--rules-dir"):
        assert run("check", DRONE, *ON, option, loop).exit_code in {2, 4}, option
    assert run("check", DRONE, *ON, "-o", loop).exit_code == 74


def test_the_first_and_the_last_day_of_the_calendar_are_days_like_others():
    for day in ("0001-01-01", "9999-12-31"):
        assert run("check", DRONE, "--on", day, "-q").exit_code in {1, 3}, day

"""What a shell offers for a half-written word."""

from __future__ import annotations

import contextlib
import os
import shlex
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from calculator.application.choices import ASSUMPTIONS
from calculator.cli.main import main
from calculator.reports.interface import FORMATS
from calculator.rules import load_rules
from tests.paths import ROOT

PROGRAM = [
    sys.executable,
    "-c",
    "from calculator.cli.main import main; main(prog_name='deminimis')",
]
BEFORE_EACH = 'try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _deminimis_completion deminimis; echo "${COMPREPLY[*]}" | tr "\\n" " "; echo; }'


def said(instruction: str, **more: str) -> str:
    """In this process; the shells below start one of their own."""
    with contextlib.chdir(ROOT):
        result = CliRunner().invoke(
            main,
            prog_name="deminimis",
            env={"_DEMINIMIS_COMPLETE": instruction, **more},
        )
    assert result.exit_code == 0, result.output
    return result.stdout


def offered(*words: str) -> set[str]:
    """What is offered for the last of these words, in the way of a shell that cuts at spaces only."""
    lines = (
        said(
            "zsh_complete", COMP_WORDS=shlex.join(["deminimis", *words]), COMP_CWORD=str(len(words))
        )
        .strip()
        .splitlines()
    )
    return {
        f"<{kind}>" if kind != "plain" else word
        for kind, word in zip(lines[::3], lines[1::3], strict=True)
    }


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script(shell):
    assert "_DEMINIMIS_COMPLETE" in said(f"{shell}_source")


def test_commands_formats_rules_and_assumptions_are_offered():
    assert offered("ch") == {"check"}
    assert offered("check", "x.xlsx", "--format", "") == set(FORMATS)
    assert offered("check", "x.xlsx", "--rule", "") == set(load_rules()[0])
    assert offered("check", "x.xlsx", "--assume", "") == set(ASSUMPTIONS)
    assert offered("rules", "screen") == {"screen-mass", "screen-all-value"}
    assert "seconds=" in offered("check", "x.xlsx", "--limit", "sec")


def test_rules_of_ones_own_are_offered_too(tmp_path):
    text = (ROOT / "calculator" / "rules" / "screening" / "screen-mass.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(
        text.replace('id = "screen-mass"', 'id = "my-rule"'), "utf-8"
    )
    assert offered("check", "x.xlsx", "--rules-dir", str(tmp_path), "--rule", "my") == {"my-rule"}


def test_the_items_of_a_small_bill_are_offered(tmp_path):
    assert offered("explain", "sample_boms/drone.xlsx", "DR-112") == {
        "DR-1120",
        "DR-1121",
        "DR-1122",
        "DR-1123",
        "DR-1124",
    }
    assert offered("explain", "sample_boms/none.xlsx", "") == set()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert offered("explain", str(tmp_path / "broken.xlsx"), "") == set()


def test_files_are_offered_by_the_shell():
    assert offered("check", "sample") == {"<file>"}
    assert offered("audit", "sample") == {"<file>"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash_goes_on_behind_an_equals_sign(tmp_path):
    program = tmp_path / "deminimis"
    program.write_text(f'#!/bin/sh\nexec {shlex.join(PROGRAM)} "$@"\n', "utf-8")
    program.chmod(0o755)
    script = [
        "source <(_DEMINIMIS_COMPLETE=bash_source deminimis)",
        BEFORE_EACH,
        "try deminimis check x.xlsx --assume reference-rates",
        "try deminimis check x.xlsx --assume reference-rates =",
        "try deminimis check x.xlsx --assume reference-rates = y",
        "try deminimis check x.xlsx --assume = reference-rates = y",
        "try deminimis check x.xlsx --rule = screen-m",
    ]
    run = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        cwd=ROOT,
        timeout=600,
    )
    assert [line.split() for line in run.stdout.splitlines()] == [
        ["reference-rates=yes", "reference-rates=accept"],
        ["yes", "accept"],
        ["yes"],
        ["yes"],
        ["screen-mass"],
    ]


def test_powershell_gets_words_and_what_they_mean_a_line_each():
    assert "Register-ArgumentCompleter" in said("powershell_source")
    words = "deminimis\ncheck\nbom.xlsx\n--rule\ncn-"
    lines = said("powershell_complete", COMP_WORDS=words, COMP_CWORD="cn-").splitlines()
    assert {line.partition("\t")[0] for line in lines} == {
        rule for rule in load_rules()[0] if rule.startswith("cn-")
    }
    assert all(line.partition("\t")[2] for line in lines)


def test_powershell_after_a_blank_begins_a_new_word():
    offers = said(
        "powershell_complete", COMP_WORDS="deminimis\ncheck\nb.xlsx\n--reading", COMP_CWORD=""
    )
    assert set(offers.split()) == {"materials", "product"}


def test_fish_parts_an_offer_from_its_kind_at_the_first_comma_alone():
    script = said("fish_source")
    assert 'string split -m 1 ","' in script
    assert 'string split ","' not in script

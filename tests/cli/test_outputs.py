"""What is written is written whole or not at all, and never over what the run reads; with real processes where pipes, limits and signals are."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calculator.cli.main import main
from tests.paths import SAMPLES
from tests.processes import ForkedCommand, completed
from tests.workbooks import write_workbook

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="signals, links and devices of POSIX"
)
ON = ("--on", "2026-11-23")


def command(*words: object) -> list[str]:
    """A program of its own, with an interpreter of its own."""
    return [sys.executable, "-m", "calculator", *map(str, words)]


def run_here(*words: object, folder: Path) -> Result:
    """The command in this process, which has started already."""
    with contextlib.chdir(folder):
        return CliRunner().invoke(main, [*map(str, words)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bom.xlsx").write_bytes((SAMPLES / "drone.xlsx").read_bytes())
    (tmp_path / "soft.xlsx").symlink_to("bom.xlsx")
    (tmp_path / "hard.xlsx").hardlink_to(tmp_path / "bom.xlsx")
    (tmp_path / "folder.json").mkdir()
    return tmp_path


# --------------------------------------------------------------------------- never over an input


@pytest.mark.parametrize(
    "words",
    [
        ("check", "bom.xlsx", *ON, "-q", "-o", "bom.xlsx"),
        ("check", "bom.xlsx", *ON, "-q", "-o", "soft.xlsx"),
        ("check", "bom.xlsx", *ON, "-q", "-o", "hard.xlsx"),
        ("check", "soft.xlsx", *ON, "-q", "-o", "folder.json/../bom.xlsx"),
        ("check", "bom.xlsx", *ON, "-q", "--facts", "facts.xlsx", "-o", "facts.xlsx"),
        ("check", "bom.xlsx", *ON, "-q", "--profile", "p.toml", "--format", "json", "-o", "p.toml"),
        ("check", "bom.xlsx", *ON, "-q", "--rules-dir", "r", "--format", "json", "-o", "r/a.toml"),
        ("inspect", "bom.xlsx", "--profile", "p.toml", "--save-profile", "p.toml", "--force"),
        ("ask", "bom.xlsx", *ON, "-o", "hard.xlsx", "--force"),
        (
            "ask",
            "bom.xlsx",
            *ON,
            "--facts",
            "questions-01.xlsx",
            "-o",
            "questions-01.xlsx",
            "--force",
        ),
        ("notice", "bom.xlsx", *ON, "-o", "soft.xlsx", "--force"),
        ("audit", "bom.xlsx", *ON, "-q", "-o", "a", "--register", "sqlite:///bom.xlsx"),
    ],
)
def test_no_command_writes_over_its_own_input(folder: Path, words: tuple[str, ...]) -> None:
    (folder / "p.toml").write_text("", "utf-8")
    (folder / "r").mkdir()
    rule = next(Path("calculator/rules").rglob("*.toml")).read_bytes()
    (folder / "r" / "a.toml").write_bytes(rule)
    (folder / "facts.xlsx").write_bytes((SAMPLES / "drone-facts.xlsx").read_bytes())
    write_workbook(
        folder / "questions-01.xlsx", Rates=[{"Currency": "EUR", "To": "USD", "Rate": 1.1}]
    )
    before = {path.name: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    result = run_here(*words, folder=folder)
    assert result.exit_code == 2, result.stderr
    assert "is an input of this" in " ".join(result.stderr.split())
    assert {name: (folder / name).read_bytes() for name in before if name != "a.toml"} == {
        name: content for name, content in before.items() if name != "a.toml"
    }
    assert (folder / "r" / "a.toml").read_bytes() == rule


# --------------------------------------------------------------------------- not written


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("check", "bom.xlsx", *ON, "-q", "-o", "missing/a.json"), "the folder does not exist"),
        (("check", "bom.xlsx", *ON, "-q", "-o", "folder.json"), "there is a folder of that name"),
        (("check", "bom.xlsx", *ON, "-q", "-o", "bom.xlsx/a.json"), "is a file and no folder"),
        (
            ("check", "bom.xlsx", *ON, "-q", "--format", "json", "-o", "/dev/full"),
            "the disk is full",
        ),
        (("check", "bom.xlsx", *ON, "-q", "-o", f"{'x' * 300}.json"), "the name is too long"),
        (("template", "missing/t.xlsx"), "the folder does not exist"),
        (("inspect", "bom.xlsx", "--save-profile", "missing/p.toml"), "the folder does not exist"),
        (("ask", "bom.xlsx", *ON, "-o", "bom.xlsx/letters"), "is a file and no folder"),
        (("ask", "bom.xlsx", *ON, "-o", "missing/q.xlsx"), "the folder does not exist"),
        (("notice", "bom.xlsx", *ON, "-o", "missing/n.md"), "the folder does not exist"),
        (("audit", "bom.xlsx", *ON, "-q", "-o", "bom.xlsx/a"), "is a file and no folder"),
        (
            ("audit", "bom.xlsx", *ON, "-q", "-o", "a", "--register", "sqlite:////proc/r"),
            "register",
        ),
    ],
)
def test_what_cannot_be_written_ends_in_74_and_plain_words(
    folder: Path, words: tuple[str, ...], reason: str
) -> None:
    result = run_here(*words, folder=folder)
    assert result.exit_code == 74, result.stderr
    assert reason in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_full_disk_leaves_the_former_report_untouched(folder: Path) -> None:
    (folder / "report.json").write_text("former", "utf-8")
    words = " ".join(command("check", "bom.xlsx", *ON, "-q", "-o", "report.json"))
    # A limit on the size of a file is met as a full disk is: in the middle of the writing.
    result = subprocess.run(
        ["bash", "-c", f"ulimit -f 8; {words}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        # The limit would leave half of each compiled module behind, for every later run to fail on.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert result.returncode == 74, result.stderr
    assert (folder / "report.json").read_text("utf-8") == "former"
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_can_only_be_read_ends_in_74(folder: Path) -> None:
    locked = folder / "locked"
    locked.mkdir(mode=0o500)
    result = completed("check", "bom.xlsx", *ON, "-q", "-o", "locked/a.json", folder=folder)
    assert result.returncode == 74
    assert "no right to write" in result.stderr


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_a_full_disk_behind_stdout_ends_in_74(folder: Path, form: str) -> None:
    with Path("/dev/full").open("w") as full:
        status, _, errors = ForkedCommand(
            "check", "bom.xlsx", *ON, "--format", form, folder=folder, stdout=full.fileno()
        ).communicate()
    assert status == 74
    assert "the disk is full" in errors
    assert "Traceback" not in errors


def test_a_device_is_written_to_as_it_is(folder: Path) -> None:
    reading, writing = os.pipe()
    words = ("check", "bom.xlsx", *ON, "-q", "--format", "json", "-o", "/dev/stdout")
    process = ForkedCommand(*words, folder=folder, stdout=writing)
    os.close(writing)
    with os.fdopen(reading) as device:
        assert json.load(device)["headline"] == "required"
    assert process.wait() == 1


# --------------------------------------------------------------------------- a reader who leaves


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("check", "bom.xlsx", *ON), 1),
        (("check", "bom.xlsx", *ON, "--format", "json"), 1),
        (("check", "bom.xlsx", *ON, "--fail-on", "never"), 0),
        (("check", "missing.xlsx", *ON), 4),
        (("explain", "bom.xlsx", "DR-1122", *ON), 0),
        (("inspect", "bom.xlsx"), 0),
        (("rules",), 0),
        (("--help",), 0),
        (("check", "--help"), 0),
        (("audit", "bom.xlsx", *ON, "-o", "a"), 1),
    ],
)
def test_a_reader_who_leaves_changes_no_status(
    folder: Path, words: tuple[str, ...], status: int
) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = ForkedCommand(*words, folder=folder, stdout=writing)
    os.close(writing)
    ended, _, errors = process.communicate()
    assert ended == status, errors
    assert "Traceback" not in errors
    assert "Broken" not in errors


def test_a_reader_who_leaves_a_program_of_its_own_changes_no_status(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    # With what a new interpreter does at its end.
    result = subprocess.run(
        command("check", "bom.xlsx", *ON),
        cwd=folder,
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (1, b"")


def test_a_reader_of_stderr_who_leaves_changes_no_status(folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = ForkedCommand("check", "missing.xlsx", *ON, "-q", folder=folder, stderr=writing)
    os.close(writing)
    assert process.wait() == 4


def test_who_has_closed_stdout_gets_the_status(folder: Path) -> None:
    words = " ".join(command("check", "bom.xlsx", *ON))
    result = subprocess.run(
        ["bash", "-c", f"{words} >&-"], cwd=folder, capture_output=True, timeout=120, check=False
    )
    assert (result.returncode, result.stderr) == (1, b"")


# --------------------------------------------------------------------------- Ctrl-C


def large_bill(path: Path) -> Path:
    lines = [
        "Level,Part Number,Description,Quantity,Unit,Unit Price,Currency",
        "0,P,Product,1,each,1,USD",
    ]
    lines += [f"1,N{number},bracket number {number},1,each,1,USD" for number in range(100_000)]
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.mark.parametrize("is_group", [True, False], ids=["terminal", "kill"])
@pytest.mark.parametrize(
    "words",
    [
        ("check", "large.csv", "-o", "report.json"),
        ("explain", "large.csv", "N1"),
        ("audit", "large.csv", "second.csv", "-o", "a"),
        ("serve", "--no-open", "--port", "0"),
    ],
    ids=lambda words: words[0],
)
def test_ctrl_c_ends_in_130(tmp_path: Path, words: tuple[str, ...], *, is_group: bool) -> None:
    if words[0] == "serve":
        pytest.importorskip("uvicorn")
    else:
        large_bill(tmp_path / "large.csv")
        (tmp_path / "second.csv").write_bytes((tmp_path / "large.csv").read_bytes() + b"\n")
    if words[0] in {"check", "explain"}:
        forked = ForkedCommand(*words, folder=tmp_path, is_group=True)
        # In the middle of it, for that takes seconds and nothing has to be loaded first.
        time.sleep(0.4)
        (os.killpg if is_group else os.kill)(forked.pid, signal.SIGINT)
        status, _, errors = forked.communicate()
        group = forked.pid
    else:
        # These start processes that start processes: with an interpreter of their own nothing of ours is among them.
        process = subprocess.Popen(
            command(*words),
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        time.sleep(1.5)
        (os.killpg if is_group else os.kill)(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=120)
        status, group = process.returncode, process.pid
    assert status == 130, errors
    assert "Traceback" not in errors
    assert not (tmp_path / "report.json").exists()
    with pytest.raises(ProcessLookupError):
        _wait_for_end(group)


def _wait_for_end(group: int) -> None:
    """Raises ProcessLookupError as soon as nobody of the group is left."""
    for _ in range(600):
        os.killpg(group, 0)
        time.sleep(0.1)


# --------------------------------------------------------------------------- status


@pytest.mark.parametrize(
    "typed",
    [
        ("--fail-on", "undetermined"),
        ("--reading", "materials"),
        ("--rule", "cn-mofcom-2025-61"),
        ("--min-evidence", "assumed"),
        ("--paper", "a4"),
        ("--seed", "0"),
        ("--limit", "rows=1048576"),
    ],
    ids=lambda typed: typed[0],
)
def test_typing_a_default_changes_nothing(folder: Path, typed: tuple[str, ...]) -> None:
    if typed[0] == "--limit":
        from calculator.sources.files.limits import Limits

        typed = ("--limit", f"rows={Limits().rows}")
    plain = run_here("check", "bom.xlsx", *ON, "--format", "json", folder=folder)
    again = run_here("check", "bom.xlsx", *ON, "--format", "json", *typed, folder=folder)
    assert (again.stdout, again.exit_code) == (plain.stdout, plain.exit_code)

"""A person who waits on a terminal sees what the run is doing; nobody else sees anything."""

from __future__ import annotations

import os
import re
import signal
import time

import pytest

from calculator.cli.progress import PATIENCE, ProgressReporter
from calculator.runtime.stage import Stage
from tests.paths import ROOT
from tests.processes import ForkedCommand

pty = pytest.importorskip("pty")
DRONE = str(ROOT / "sample_boms" / "drone.xlsx")
CHECK = ["check", DRONE, "--on", "2026-11-23"]
BEGIN, END = "\x1b[?25l", "\x1b[?25h"
"""The cursor is hidden while a line is drawn, and comes back."""


def started(
    words: list[str], *, patience: float, stderr: int | None = None, term: str = "xterm-256color"
) -> ForkedCommand:
    return ForkedCommand(
        *words,
        stderr=stderr,
        patience=patience,
        environment={"TERM": term, "COLUMNS": "100", "LINES": "30"},
    )


def on_a_terminal(
    words: list[str], *, patience: float = 0.0, term: str = "xterm-256color"
) -> tuple[str, str, int]:
    """What stderr shows where it is a terminal, what stdout holds where it is a file, and the exit status."""
    ours, theirs = pty.openpty()
    run = started(words, stderr=theirs, patience=patience, term=term)
    os.close(theirs)
    shown = everything(ours)
    status, out, _ = run.communicate()
    return shown, out, status


def everything(terminal: int) -> str:
    parts = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode()


def test_on_a_terminal_the_stages_and_the_time_are_told_and_then_taken_away():
    shown, out, status = on_a_terminal(CHECK)
    said = [
        stage
        for stage in (
            "reading drone.xlsx",
            "making one bill",
            "reckoning",
            "deciding",
            "writing table",
        )
        if stage in shown
    ]
    assert said == ["reading drone.xlsx", "making one bill", "reckoning", "deciding", *said[4:]]
    assert re.search(r"\d s", shown)
    assert shown.startswith(BEGIN)
    assert shown.index(END) > shown.index("deciding")
    assert shown.endswith("\x1b[2K")
    assert "Threshold report" in out
    assert status == 1


def test_where_two_files_are_read_it_says_which_of_them():
    shown, _, _ = on_a_terminal([*CHECK, "--facts", DRONE.replace("drone", "drone-facts")])
    assert "reading drone.xlsx (1 of 2)" in shown
    assert "reading drone-facts.xlsx (2 of 2)" in shown


@pytest.mark.parametrize(
    "command",
    [
        ["explain", DRONE, "DR-1122"],
        ["inspect", DRONE],
        ["diff", DRONE, DRONE],
        ["notice", DRONE],
    ],
    ids=lambda words: words[0],
)
def test_the_other_commands_tell_it_too(command, tmp_path):
    words = [word.format(tmp=tmp_path) for word in command]
    assert "reading drone.xlsx" in on_a_terminal(words)[0]
    quiet, _, _ = on_a_terminal(
        [*(word.replace("q.xlsx", "r.xlsx") for word in words), "--no-progress"]
    )
    assert BEGIN not in quiet


@pytest.mark.parametrize("words", [["-q"], ["--no-progress"]])
def test_who_asks_for_silence_gets_it(words):
    assert on_a_terminal([*CHECK, *words])[0] == ""


def test_a_terminal_that_cannot_take_a_line_back_gets_none():
    assert on_a_terminal(CHECK, term="dumb")[0] == ""


def test_a_run_that_is_over_soon_says_nothing():
    assert on_a_terminal(CHECK, patience=1000)[0] == ""


def test_a_pipe_gets_the_same_bytes_with_and_without():
    runs = [started(words, patience=0) for words in (CHECK, [*CHECK, "--no-progress"])]
    (status, out, err), again = (run.communicate() for run in runs)
    assert (status, out, err) == again
    assert err == ""
    assert out == on_a_terminal(CHECK)[1]


def test_what_was_written_is_said_on_a_terminal_and_only_there(tmp_path):
    words = [*CHECK, "-o", str(tmp_path / "r.md")]
    assert f"wrote {tmp_path}/r.md. Licence for the magnets and targets: required" in " ".join(
        on_a_terminal(words, patience=1000)[0].split()
    )
    assert on_a_terminal([*words, "-q"])[0] == ""
    assert started(words, patience=0).communicate() == (1, "", "")


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_what_is_no_text_is_not_poured_onto_a_terminal(form):
    ours, theirs = pty.openpty()
    run = ForkedCommand(*CHECK, "--format", form, stdout=theirs)
    os.close(theirs)
    shown = everything(ours)
    status, _, said = run.communicate()
    assert (status, shown) == (2, "")
    assert f"-o report.{form}" in said


@pytest.mark.clock
def test_stopped_with_ctrl_c_it_gives_the_cursor_back(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text(
        "Level,Part Number,Description,Quantity\n0,TOP,Machine,1\n"
        + "".join(f"1,P-{number},Screw {number},1\n" for number in range(300_000))
    )
    ours, theirs = pty.openpty()
    run = started(["check", str(path)], stderr=theirs, patience=0)
    os.close(theirs)
    shown = os.read(ours, 100)
    time.sleep(0.3)
    os.kill(run.pid, signal.SIGINT)
    assert run.wait(20) == 130
    shown += everything(ours).encode()
    assert shown.startswith(BEGIN.encode())
    assert END.encode() in shown
    assert b"interrupted" in shown


def test_nothing_is_said_before_patience_is_at_an_end(monkeypatch):
    now = [0.0]
    drawn = []
    watch = ProgressReporter(clock=lambda: now[0])
    monkeypatch.setattr(
        ProgressReporter,
        "_shown",
        lambda _: type("Live", (), {"update": lambda *_words, refresh: drawn.append(refresh)})(),
    )
    watch.at("some/bom.xlsx")
    now[0] = PATIENCE - 0.01
    watch.at(Stage.RECKONING)
    assert drawn == []
    now[0] = PATIENCE
    watch.goes_on()
    assert drawn == [True]

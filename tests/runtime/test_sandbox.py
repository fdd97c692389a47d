"""No file can stop, kill or bloat the run."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from calculator.cli.main import main
from calculator.runtime.sandbox import Budget, WorkerBugError, crowd, isolated
from tests.sources.layouts import slow_to_read

SMALL = Budget(seconds=2, seconds_per_mib=0, memory_mib=200, memory_per_byte=0, patience=1)
FILES = (Path("good.xlsx"), Path("bad.xlsx"))


def read_all(harm, announce, refused):
    """What a job does: it announces each file, and comes to harm at the bad one."""
    done = []
    for path in FILES:
        if str(path) in refused:
            done.append(str(refused[str(path)]))
            continue
        announce(str(path))
        if path.name == "bad.xlsx":
            harm()
        done.append(path.name)
    announce("")
    return done


def hang():
    time.sleep(60)


def spin():
    while True:
        pass


def hoard():
    kept = []
    while True:
        kept.append(bytearray(10 << 20))


def crash():
    ctypes.string_at(0)


def leave():
    os._exit(3)


@pytest.mark.clock
@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (hang, "was not done after"),
        (spin, "longer than 2 seconds of a processor"),
        (hoard, "MiB of memory"),
        (crash, "signal 11"),
        (leave, "status 3"),
    ],
)
def test_a_file_that_does_harm_is_refused_by_name_and_the_others_are_read(harm, why):
    # Only what waits for ever is for the clock: on a busy machine what spins takes long to have had its two seconds.
    budget = SMALL if harm is hang else replace(SMALL, patience=60)
    good, bad = isolated(partial(read_all, harm), FILES, budget)
    assert good == "good.xlsx"
    assert bad.startswith("bad.xlsx: reading it ")
    assert why in bad


def test_a_worker_that_somebody_killed_is_tried_again_once(tmp_path):
    def job(announce, _refused):
        announce("bad.xlsx")
        # No worker may write into a file, but it may leave an empty one.
        tries = len([*tmp_path.iterdir()])
        (tmp_path / f"try-{tries}").touch()
        if tries == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return "read"

    assert isolated(job, FILES, SMALL) == "read"


def test_a_worker_that_is_killed_again_is_too_much_by_its_file():
    good, bad = isolated(
        partial(read_all, lambda: os.kill(os.getpid(), signal.SIGKILL)), FILES, SMALL
    )
    assert good == "good.xlsx"
    assert "signal 9" in bad


def test_the_clock_is_patient_where_the_machine_is_busy():
    budget = Budget(seconds=15)
    assert budget.wall(15, crowd=0.1) == 60
    assert budget.wall(15, crowd=8) == 480
    assert crowd() >= 0


@pytest.mark.clock
def test_a_bug_is_a_bug_and_not_the_fault_of_a_file():
    def broken():
        raise KeyError("x")

    with pytest.raises(WorkerBugError, match=r"KeyError in test_sandbox\.py:\d+"):
        isolated(partial(read_all, broken), FILES, SMALL)


@pytest.mark.clock
def test_harm_after_all_files_are_read_refuses_them_all():
    def reckon(announce, refused):
        announce("")
        if len(refused) < len(FILES):
            hang()
        return sorted(refused)

    assert isolated(reckon, FILES, SMALL) == ["bad.xlsx", "good.xlsx"]


@pytest.mark.clock
def test_the_worker_can_write_no_file(tmp_path):
    def write(_announce, _refused):
        try:
            (tmp_path / "x").write_bytes(b"123")
        except OSError:
            return "refused"
        return "written"

    assert isolated(write, (), SMALL) == "refused"


@pytest.mark.clock
@pytest.mark.worker
def test_a_run_that_takes_too_long_names_the_limit_and_the_way_out(tmp_path):
    path = slow_to_read(tmp_path / "b.xlsx")
    result = CliRunner().invoke(
        main,
        [
            "check",
            str(path),
            "--on",
            "2026-11-23",
            "-q",
            "--limit",
            "seconds=1",
            "--limit",
            "seconds-per-mib=1",
        ],
    )
    assert result.exit_code == 4
    assert "took longer than" in result.stderr
    assert "--limit" in result.stderr


@pytest.mark.parametrize(
    "value",
    [
        "seconds",
        "seconds=",
        "seconds=-1",
        "seconds=x",
        "colour=3",
        "seconds=0",
        "seconds=99999999999999999999999",
    ],
)
def test_a_wrong_limit_is_wrong_usage(value):
    assert CliRunner().invoke(main, ["check", "x.xlsx", "--limit", value]).exit_code == 2


def test_the_worker_leaves_alone_what_it_was_forked_with():
    assert isolated(lambda *_: gc.get_freeze_count(), (), SMALL) > 0
    assert gc.get_freeze_count() == 0

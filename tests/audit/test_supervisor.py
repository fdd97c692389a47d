"""A file that harms its worker costs itself and nothing else, and a kill leaves nothing behind."""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from calculator.audit.plan import File
from calculator.audit.summary import Answer, answer_of, exit_status
from calculator.audit.supervisor import SupervisorPool
from tests.audit.audited_folders import (
    BILL,
    TIGHT,
    WORDS,
    answers,
    audited,
    bills,
    command,
    descendants,
    order,
    reports,
    rows,
    run,
    until,
)
from tests.audit.jobs import curious, harmful
from tests.paths import ROOT
from tests.sources.layouts import slow_to_read

pytestmark = pytest.mark.worker


@pytest.mark.clock
def test_a_file_that_ends_its_worker_costs_itself_and_nothing_else(tmp_path):
    folder = bills(tmp_path / "in", 6)
    harms = {
        # On a busy machine the clock may come before the two seconds of a processor.
        "hang": "was not done after",
        "spin": "seconds",
        "abort": "signal 6",
        "crash": "signal 11",
        "killed": "signal 9",
        "hoard": "MiB of memory",
        "exit": "status 0",
    }
    for harm in harms:
        (folder / f"{harm}.csv").write_text(BILL.format(1, 1), "utf-8")
    summary = audited(folder, tmp_path / "out", job=harmful, budget=TIGHT)
    assert {
        one.path.rpartition("/")[2]: one.worst_code
        for one in summary.entries
        if one.worst_code == "too-costly"
    } == {f"{harm}.csv": "too-costly" for harm in harms}
    for entry in summary.entries:
        if entry.status == 4:
            assert harms[Path(entry.path).stem] in entry.worst
            report = json.loads((tmp_path / "out" / "reports" / entry.report).read_text("utf-8"))
            assert report["refused"] == [Path(entry.path).name]
    assert [answer_of(one) for one in summary.entries].count(Answer.NOT_REQUIRED) == 6
    assert len(rows(tmp_path / "out")) == 13


def test_a_bug_in_one_file_is_said_and_the_others_are_assessed(tmp_path):
    folder = bills(tmp_path / "in", 2)
    (folder / "broken.csv").write_text(BILL.format(1, 1), "utf-8")
    summary = audited(folder, tmp_path / "out", job=harmful)
    assert answers(summary) == {
        "bill-0000.csv": Answer.NOT_REQUIRED,
        "bill-0001.csv": Answer.NOT_REQUIRED,
        "broken.csv": Answer.BUG,
    }
    assert "KeyError in jobs.py" in next(one.worst for one in summary.refused)
    assert exit_status([one.status for one in summary.entries]) == 70


def test_the_worker_writes_no_file_and_has_no_network(tmp_path):
    summary = audited(bills(tmp_path / "in", 1), tmp_path / "out", job=curious)
    assert [one.worst for one in summary.entries] == ["nothing"]


@pytest.mark.clock
def test_a_file_that_takes_too_long_is_refused_on_the_command_line_and_tried_again_with_more(
    tmp_path,
):
    folder = bills(tmp_path / "in", 2)
    slow_to_read(folder / "long.xlsx")
    few = ("--limit", "seconds=1", "--limit", "seconds-per-mib=1")
    result = run(folder, "-o", tmp_path / "out", "--format", "json", *few)
    assert result.exit_code == 4
    assert [one["code"] for one in json.loads(result.stdout)["refused"]] == ["too-costly"]
    # The register does not hold it against the file: the machine may have been busy.
    assert "1 assessed now, 2 as they were" in run(folder, "-o", tmp_path / "out", *few).stderr
    again = run(folder, "-o", tmp_path / "out")
    assert "1 assessed now, 2 as they were" in again.stderr
    assert again.exit_code == 0


def test_a_file_whose_worker_somebody_killed_is_tried_again_alone(tmp_path):
    folder = bills(tmp_path / "in", 3)
    (folder / "killed-once.csv").write_text(BILL.format(1, 1), "utf-8")
    summary = audited(folder, tmp_path / "out", job=harmful)
    assert [entry.status for entry in summary.entries] == [0, 0, 0, 0]
    assert (tmp_path / "in" / "killed-once.csv.tried").exists()


def test_a_worker_that_was_killed_between_two_files_costs_no_file(tmp_path):
    folder = bills(tmp_path / "in", 2)
    files = [File(path=path, key=path.name, sha256="", size=0) for path in sorted(folder.iterdir())]
    pool = SupervisorPool(order())
    try:
        pool.assess_share(files[:1])
        os.kill(pool._all[0]._process.pid, signal.SIGKILL)
        assert pool.assess_share(files[1:])[0].status == 0
    finally:
        pool.close()


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(),
    reason="needs /proc to see whether workers are left behind",
)
def test_after_a_kill_nothing_is_lost_nothing_is_done_twice_and_no_worker_is_left(tmp_path):
    folder, output = bills(tmp_path / "in", 150), tmp_path / "out"
    with command(folder, "-o", output, "--jobs", 2) as first:
        until(lambda: len(rows(output)) >= 20)
        workers = descendants(first.pid)
        first.kill()
    done = rows(output)
    assert 20 <= len(done) < 150, "the kill came too late to test anything"
    assert len(workers) >= 3
    until(
        lambda: (
            not [
                pid
                for pid in workers
                if Path(f"/proc/{pid}").exists()
                and " Z " not in Path(f"/proc/{pid}/stat").read_text("utf-8")
            ]
        ),
        40,
    )
    with command(folder, "-o", output, "--jobs", 2) as second:
        said = second.communicate()[1].decode()
    assert second.returncode == 0
    assert f"{150 - len(done)} assessed now, {len(done)} as they were" in said
    after = rows(output)
    assert len(after) == 150
    assert {key: after[key] for key in done} == done
    assert reports(output) == sorted(str(row["report"]) for row in after.values())


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_audit_says_where_and_blames_no_file(tmp_path, stop):
    folder, output = bills(tmp_path / "in", 150), tmp_path / "out"
    words = [
        sys.executable,
        "-m",
        "calculator",
        "audit",
        str(folder),
        "-o",
        str(output),
        "--jobs",
        "2",
        *WORDS,
    ]
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        until(lambda: len(rows(output)) >= 10)
        # Ctrl-C goes to the whole group, what a service sends to the command alone.
        (os.killpg if stop == signal.SIGINT else os.kill)(process.pid, stop)
        stdout, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (stdout, "Traceback" in said.decode()) == (b"", False)
    assert 10 <= len(rows(output)) < 150
    assert {row["status"] for row in rows(output).values()} == {0}
    told = re.search(r"stopped; (\d+) of 150 files done and recorded", said.decode())
    assert told is not None, said
    # What was being recorded in the moment of the signal is kept and not counted.
    assert 0 <= len(rows(output)) - int(told[1]) <= 3


def test_an_audit_leaves_no_thread_and_no_process_behind(tmp_path):
    audited(bills(tmp_path / "in", 3), tmp_path / "out")
    assert [one.name for one in threading.enumerate() if one.name.startswith("supervisor")] == []
    assert multiprocessing.active_children() == []

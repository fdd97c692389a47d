"""Shares of the work on other machines: lost, done again, never doubled."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from calculator.audit.cluster import Heard
from calculator.audit.inputs import find_files
from calculator.audit.open_register import sqlite_address
from calculator.audit.register import Register
from calculator.audit.run import Audit, ExecutorError, Executors, local_executors
from calculator.audit.supervisor import assess_share
from calculator.runtime.sandbox import WorkerBugError
from tests.audit.audited_folders import (
    CLUSTER_FILES,
    WORDS,
    bills,
    command,
    order,
    reports,
    rows,
    run,
    until,
)
from tests.audit.jobs import blind
from tests.paths import ROOT

pytestmark = pytest.mark.worker


def test_nobody_waits_for_a_cluster_that_is_gone(tmp_path, monkeypatch):
    folder, working = bills(tmp_path / "in", 2), order()
    monkeypatch.setattr("calculator.audit.run._LOOK_SECONDS", 0.01)

    class Silent(ThreadPoolExecutor):
        def submit(self, *_):
            return Future()

    with (
        local_executors(working, 1) as local,
        Register(sqlite_address(tmp_path / "r.sqlite")) as register,
        Silent(1) as executor,
    ):
        executors = Executors(
            executor=executor,
            work=local.work,
            share=1,
            shares_at_once=2,
            why_gone=lambda: "the scheduler at tcp://x no longer answers",
        )
        job = Audit(
            order=working,
            register=register,
            reports=tmp_path / "out",
            executors=executors,
            local=local,
        )
        with pytest.raises(ExecutorError, match=r"no longer answers; 0 files .* 2 were under way"):
            job.run(find_files([str(folder)]).files)


def test_a_scheduler_is_gone_when_nobody_heard_of_it_for_half_a_minute(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("calculator.audit.cluster.time.monotonic", lambda: now[0])
    client = SimpleNamespace(status="running")
    heard = Heard(client, "tcp://x")
    for now[0], client.status, is_gone in (
        (100.0, "running", False),
        (120.0, "connecting", False),
        (131.0, "connecting", True),
        (132.0, "running", False),
        (133.0, "closed", True),
    ):
        assert bool(heard.why_gone()) is is_gone


def test_a_lost_share_is_handed_out_again_and_nothing_is_doubled(tmp_path):
    folder, output, working = bills(tmp_path / "in", 9), tmp_path / "out", order()
    lost = []

    class Forgetful(ThreadPoolExecutor):
        """It loses every third share."""

        def submit(self, work, files):
            if len(lost) < 4 and len(files) != 1:
                lost.append(files)
                future = Future()
                future.set_exception(ConnectionError("the machine is gone"))
                return future
            return super().submit(work, files)

    with (
        local_executors(working, 1) as local,
        Register(sqlite_address(tmp_path / "r.sqlite")) as register,
        Forgetful(1) as executor,
    ):
        executors = Executors(executor=executor, work=local.work, share=4, shares_at_once=2)
        done = Audit(
            order=working, register=register, reports=output, executors=executors, local=local
        ).run(find_files([str(folder)]).files)
    assert len(lost) == 4
    assert done.assessed == len(done.entries) == len(list(output.iterdir())) == 9


def test_a_share_that_is_lost_again_and_again_ends_the_audit_with_the_reason(tmp_path):
    class Lost(ThreadPoolExecutor):
        def submit(self, *_):
            future = Future()
            future.set_exception(ConnectionError("the machine is gone"))
            return future

    working = order()
    with (
        local_executors(working, 1) as local,
        Register(sqlite_address(tmp_path / "r.sqlite")) as register,
        Lost(1) as executor,
    ):
        executors = Executors(executor=executor, work=local.work, share=4, shares_at_once=2)
        job = Audit(
            order=working,
            register=register,
            reports=tmp_path / "out",
            executors=executors,
            local=local,
        )
        with pytest.raises(ExecutorError, match="the machine is gone"):
            job.run(find_files([str(bills(tmp_path / "in", 3))]).files)


def test_what_another_machine_cannot_see_is_assessed_here(tmp_path):
    folder, here, there = bills(tmp_path / "in", 5), order(), order(job=blind)
    with (
        local_executors(here, 1) as local,
        local_executors(there, 1) as other,
        Register(sqlite_address(tmp_path / "r.sqlite")) as register,
    ):
        done = Audit(
            order=here, register=register, reports=tmp_path / "out", executors=other, local=local
        ).run(find_files([str(folder)]).files)
    assert [one.status for one in done.entries] == [0] * 5
    assert done.looked_at_again == done.assessed == 5


def test_a_machine_with_another_version_or_other_facts_gives_no_outcome(tmp_path):
    facts = tmp_path / "facts.csv"
    facts.write_text("Part Number,Substance,wt%\nP-0,Dy,1\n", "utf-8")
    given = order(facts=(facts,))
    digest = given.digest
    facts.write_text("Part Number,Substance,wt%\nP-0,Dy,2\n", "utf-8")
    with pytest.raises(WorkerBugError, match="same facts"):
        assess_share(given, digest, ())
    with pytest.raises(WorkerBugError, match=r"has bom-deminimis .*, this one 0\.0"):
        assess_share(order(version="0.0"), digest, ())


@pytest.mark.programs
@pytest.mark.skipif(
    find_spec("distributed") is None, reason="distributed is not installed (extra cluster)"
)
def test_a_cluster_that_is_not_there_is_said(tmp_path):
    # In a process of its own: distributed leaves threads behind, and where there are threads the tests of isolation cannot fork.
    code = (
        "import sys; from calculator.audit import cluster; cluster._CONNECT_SECONDS = 1\n"
        "from calculator.cli.main import main; main(sys.argv[1:])"
    )
    folder = bills(tmp_path / "in", 1)
    words = ("audit", folder, "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9", *WORDS)
    result = subprocess.run(
        [sys.executable, "-c", code, *map(str, words)], cwd=ROOT, capture_output=True, check=False
    )
    assert result.returncode == 4
    assert b"no scheduler answers at tcp://127.0.0.1:9" in result.stderr


def test_without_the_package_of_the_cluster_the_way_out_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run(
        bills(tmp_path / "in", 1), "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9"
    )
    assert result.exit_code == 4
    assert "bom-deminimis[cluster]" in result.stderr


# --------------------------------------------------------------------------- a real cluster


@pytest.mark.programs
@pytest.mark.skipif(
    find_spec("distributed") is None, reason="distributed is not installed (extra cluster)"
)
def test_on_a_dask_cluster_the_death_of_a_worker_loses_and_doubles_nothing(tmp_path):
    folder, output, scheduler_file = (
        bills(tmp_path / "in", CLUSTER_FILES),
        tmp_path / "out",
        tmp_path / "scheduler.json",
    )
    facts = tmp_path / "facts.csv"
    facts.write_text("Part Number,Substance,Disclosure\nP-0,none,full\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start(name: str, *words: str) -> subprocess.Popen[bytes]:
        words = (
            sys.executable,
            "-m",
            f"distributed.cli.dask_{name}",
            "--scheduler-file",
            str(scheduler_file),
            "--host",
            "127.0.0.1",
            *words,
        )
        return subprocess.Popen(
            words,
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    processes = [start("scheduler", "--port", "0", "--no-dashboard")]
    try:
        until(scheduler_file.exists)
        # One worker as `dask worker` starts it, under a nanny and marked as a daemon; the one without is killed for good.
        processes += [
            start("worker", "--nthreads", "1", "--no-dashboard", *more)
            for more in (["--nanny"], ["--no-nanny"])
        ]
        address = json.loads(scheduler_file.read_text("utf-8"))["address"]
        # Facts and files by paths that mean nothing where the machines of the cluster stand.
        names = [os.path.relpath(path, ROOT) for path in (folder, facts)]
        with command(
            names[0], "--facts", names[1], "-o", output, "--scheduler", address, "--format", "json"
        ) as audit_run:
            until(lambda: rows(output), 120)
            processes[2].kill()
            processes[2].wait()
            missing = CLUSTER_FILES - len(rows(output))
            stdout, said = audit_run.communicate(timeout=240)
    finally:
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    assert missing > 0, "the kill came too late to test anything"
    assert audit_run.returncode == 0, said.decode()
    assert f"{CLUSTER_FILES} files: {CLUSTER_FILES} assessed now" in said.decode()
    assert "assessed again here" not in said.decode()
    assert json.loads(stdout)["totals"]["not_required"] == CLUSTER_FILES
    assert len(rows(output)) == len(reports(output)) == CLUSTER_FILES

"""Many files: each assessed once, none able to harm another, nothing lost to a kill, one answer for all."""

from __future__ import annotations

import contextlib
import csv
import datetime
import io
import json
import multiprocessing
import os
import pwd
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from calculator.assessment import Options
from calculator.audit.cluster import Heard
from calculator.audit.formats import summary_schema, write
from calculator.audit.inputs import InputError, find_files
from calculator.audit.open_register import RegisterError, sqlite_address
from calculator.audit.plan import AuditError, File, Order
from calculator.audit.register import Register
from calculator.audit.run import Audit, ExecutorError, Executors, local_executors
from calculator.audit.session import Setting, audit
from calculator.audit.summary import Answer, Summary, answer_of, exit_status
from calculator.audit.supervisor import SupervisorPool, assess_share
from calculator.audit.worker import assess_file
from calculator.campaign.register import (
    AskedFact,
    CampaignRegister,
    RecordedInput,
    RecordedLetter,
)
from calculator.cli.main import main
from calculator.findings.report import FailOn, Reading
from calculator.rules import load_rules
from calculator.runtime.sandbox import Budget, WorkerBugError
from tests.audit.jobs import blind, curious, harmful
from tests.paths import ROOT
from tests.sources.layouts import slow_to_read
from tests.workbooks import LAW, ON, dysprosium, magnet, write_workbook

WORDS = ("--on", "2026-11-23")
CLUSTER_FILES = 160
"""Enough that a worker dies with shares in its hands."""
OPTIONS = Options(on=ON, rules=(LAW,))
TIGHT = Budget(seconds=2, seconds_per_mib=0, memory_mib=200, memory_per_byte=0, patience=1)
BILL = "Level,Part Number,Description,Quantity,Unit,Item Class,Material,Unit Price,Currency,Country of Origin\n0,P-{0},Bracket {0},1,each,other,steel,{1},USD,JP\n"


def run(*words: object):
    return CliRunner().invoke(main, ["audit", *map(str, words), *WORDS])


def folder_of_four(folder: Path) -> Path:
    """One file for each answer; the crossing one lies deeper."""
    (folder / "deep" / "er").mkdir(parents=True)
    write_workbook(
        folder / "below.xlsx", BOM=[magnet()], Content=[dysprosium(Value=0.001, Currency="USD")]
    )
    write_workbook(
        folder / "deep" / "er" / "crosses.xlsx",
        BOM=[magnet()],
        Content=[dysprosium(Value=1, Currency="USD")],
    )
    write_workbook(folder / "gap.xlsx", BOM=[magnet()])
    (folder / "corrupt.xlsx").write_bytes(b"PK\x03\x04 not really")
    return folder


def bills(folder: Path, count: int) -> Path:
    """Small bills without a magnet, all different."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"bill-{number:04}.csv").write_text(BILL.format(number, number + 1), "utf-8")
    return folder


def rows(output: Path) -> dict[str, dict[str, object]]:
    """The register as it is now; nothing while there is none."""
    if not (output / "register.sqlite").exists():
        return {}
    with contextlib.closing(sqlite3.connect(output / "register.sqlite")) as register:
        register.row_factory = sqlite3.Row
        with contextlib.suppress(sqlite3.OperationalError):
            return {row["path"]: dict(row) for row in register.execute("SELECT * FROM files")}
    return {}


def reports(output: Path) -> list[str]:
    return sorted(path.name for path in (output / "reports").iterdir())


def order(**more) -> Order:
    return Order(**{"options": OPTIONS, "job": assess_file, **more})


def audited(folder: Path, output: Path, say=lambda _: None, **more):
    return audit([str(folder)], order(**more), Setting(output=output, jobs=2), say=say)


def answers(summary) -> dict[str, Answer]:
    return {Path(one.path).name: answer_of(one) for one in summary.entries}


# --------------------------------------------------------------------------- answers


def test_each_file_has_its_own_answer_and_the_worst_is_the_exit_status(tmp_path):
    folder = folder_of_four(tmp_path / "in")
    result = run(folder, "-o", tmp_path / "out", "--format", "json", "--jobs", 2)
    assert result.exit_code == 4
    summary = json.loads(result.stdout)
    jsonschema.Draft202012Validator(
        summary_schema(), format_checker=jsonschema.FormatChecker()
    ).validate(summary)
    assert {
        Path(one["path"]).name: (one["answer"], one["crosses"], one["undetermined"])
        for one in summary["files"]
    } == {
        "below.xlsx": ("not-required", 0, 0),
        "corrupt.xlsx": ("refused", 0, 0),
        "crosses.xlsx": ("required", 1, 0),
        "gap.xlsx": ("undetermined", 0, 1),
    }
    assert {
        key: summary["totals"][key]
        for key in ("files", "required", "undetermined", "not_required", "refused", "bugs")
    } == {
        "files": 4,
        "required": 1,
        "undetermined": 1,
        "not_required": 1,
        "refused": 1,
        "bugs": 0,
    }
    assert [Path(one["path"]).name for one in summary["refused"]] == ["corrupt.xlsx"]


def test_the_report_of_a_file_is_the_one_that_check_gives(tmp_path):
    folder = folder_of_four(tmp_path / "in")
    run(folder, "-o", tmp_path / "out")
    for path in folder.rglob("*.xlsx"):
        alone = CliRunner().invoke(main, ["check", str(path), *WORDS, "--format", "json"])
        row = next(row for key, row in rows(tmp_path / "out").items() if key.endswith(path.name))
        assert (tmp_path / "out" / "reports" / str(row["report"])).read_text(
            "utf-8"
        ) == alone.stdout
        assert row["status"] == alone.exit_code
        assert json.loads(str(row["findings"])) == json.loads(alone.stdout)["findings"]
        assert json.loads(str(row["problems"])) == json.loads(alone.stdout)["problems"]


@pytest.mark.parametrize(
    ("left", "fail_on", "status"),
    [
        ("below", "undetermined", 0),
        ("below gap", "undetermined", 3),
        ("below gap", "crosses", 0),
        ("gap crosses", "undetermined", 1),
        ("gap crosses", "crosses", 1),
        ("gap crosses", "never", 0),
        ("below corrupt", "never", 4),
        ("crosses corrupt", "undetermined", 4),
    ],
)
def test_exit_statuses_of_the_contract(tmp_path, left, fail_on, status):
    folder = folder_of_four(tmp_path / "in")
    for path in folder.rglob("*.xlsx"):
        if path.stem not in left.split():
            path.unlink()
    assert (
        run(folder, "-o", tmp_path / "out", "--fail-on", fail_on, "-q", "--jobs", 1).exit_code
        == status
    )


def test_a_bug_outweighs_every_other_status():
    assert exit_status([0, 1, 3, 4, 70], FailOn.NEVER) == 70


@pytest.mark.parametrize("form", ["table", "json", "csv", "md", "html", "xlsx"])
def test_the_same_inputs_give_the_same_bytes_whatever_was_known_before(tmp_path, form):
    folder = folder_of_four(tmp_path / "in")
    first = run(folder, "-o", tmp_path / "one", "--format", form, "--jobs", 2).stdout_bytes
    again = run(folder, "-o", tmp_path / "one", "--format", form, "--jobs", 1).stdout_bytes
    other = run(folder, "-o", tmp_path / "two", "--format", form, "--jobs", 1).stdout_bytes
    assert first
    assert first == again == other


def test_nothing_from_a_file_is_a_formula_markup_or_a_path_of_ours(tmp_path, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "=cmd()<script>|..%2f.csv").write_text("no bill", "utf-8")
    output = tmp_path / "out"
    summary = audit(["."], order(), Setting(output=output, jobs=1))
    assert [one.path for one in summary.entries] == ["=cmd()<script>|..%2f.csv"]
    page = write(summary, "html").decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "\\<script\\>" in write(summary, "md").decode()
    book = load_workbook(io.BytesIO(write(summary, "xlsx")))
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    fields = [
        field
        for row in csv.reader(io.StringIO(write(summary, "csv").decode("utf-8-sig")))
        for field in row
    ]
    assert not [field for field in fields if field.startswith(("=", "+", "-", "@"))]
    assert all(set(name) <= set("0123456789abcdef-.json") for name in reports(output))
    assert {path.name for path in output.iterdir()} == {"lock", "register.sqlite", "reports"}


# --------------------------------------------------------------------------- which files


def test_folders_patterns_and_lists_become_one_list_in_one_order(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder_of_four(tmp_path / "in")
    for name in ("~$below.xlsx", ".hidden.xlsx", "notes.txt", "a.TSV"):
        (tmp_path / "in" / name).write_text("x", "utf-8")
    (tmp_path / "in" / ".git").mkdir()
    (tmp_path / "in" / ".git" / "x.csv").write_text("x", "utf-8")
    (tmp_path / "list.txt").write_text("# a comment\nin/gap.xlsx\n\nin/deep\n", "utf-8")
    everything = [
        "in/a.TSV",
        "in/below.xlsx",
        "in/corrupt.xlsx",
        "in/deep/er/crosses.xlsx",
        "in/gap.xlsx",
    ]
    assert list(find_files(["in"]).files) == everything
    assert list(find_files(["in/gap.xlsx", str(tmp_path / "in"), "in/*"]).files) == everything
    assert list(find_files(["@list.txt"]).files) == ["in/deep/er/crosses.xlsx", "in/gap.xlsx"]
    assert list(find_files(["in/**/c*.xlsx"]).files) == [
        "in/corrupt.xlsx",
        "in/deep/er/crosses.xlsx",
    ]
    assert [one.split(":")[0] for one in find_files(["in"]).left_out] == [
        "in/.git/",
        "in/.hidden.xlsx",
        "in/~$below.xlsx",
    ]
    assert list(find_files(["in"], apart=[Path("in/deep"), Path("in/a.TSV")]).files) == [
        "in/below.xlsx",
        "in/corrupt.xlsx",
        "in/gap.xlsx",
    ]


@pytest.mark.parametrize("word", ["empty", "*.xlsx", "@missing.txt", "@blank.txt"])
def test_a_word_that_names_nothing_is_wrong_usage_and_nothing_is_written(
    tmp_path, monkeypatch, word
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "blank.txt").write_text("\n", "utf-8")
    with pytest.raises(InputError):
        find_files([word])
    assert run(word, "-o", "out").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_what_was_left_out_is_said(tmp_path):
    bills(tmp_path / "in", 1)
    (tmp_path / "in" / "~$bill.xlsx").write_text("x", "utf-8")
    assert "~$bill.xlsx" in run(tmp_path / "in", "-o", tmp_path / "out").stderr


def test_the_summary_says_what_its_answers_are_about():
    """A control list knows no products: its items answer, whatever reading is asked for."""
    listed = load_rules()[0]["cn-mofcom-2025-18"]
    for rules, reading, whose in (
        ((LAW,), "materials", "magnets and targets"),
        ((LAW,), "product", "products"),
        ((LAW, listed), "product", "products; items"),
    ):
        options = Options(on=ON, rules=rules, reading=Reading(reading))
        said = write(
            Summary(options=options, version="1", entries=(), left_out=()), "table"
        ).decode()
        assert f"Answers are for the {whose} of each file." in " ".join(said.split())


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    bills(tmp_path / "in", 1)
    result = run(
        tmp_path / "in", tmp_path / "missing.xlsx", "-o", tmp_path / "out", "--format", "json"
    )
    assert result.exit_code == 4
    assert [
        (Path(one["path"]).name, one["code"]) for one in json.loads(result.stdout)["refused"]
    ] == [("missing.xlsx", "file-missing")]


def test_a_name_that_is_no_text_is_a_file_like_any_other(tmp_path):
    folder = bills(tmp_path / "in", 1)
    try:
        (Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.csv"))).write_text(
            BILL.format(1, 1), "utf-8"
        )
    except OSError:
        pytest.skip("this file system takes no such name")
    (folder / "caf\\xe9.csv").write_text(BILL.format(2, 2), "utf-8")
    summary = audited(folder, tmp_path / "out")
    assert (
        len(rows(tmp_path / "out")) == len(summary.entries) == len(reports(tmp_path / "out")) == 3
    )
    write(summary, "json")


# --------------------------------------------------------------------------- harm


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


# --------------------------------------------------------------------------- the register


def test_unchanged_files_are_not_assessed_again_and_changed_ones_are(tmp_path):
    folder = bills(tmp_path / "in", 3)
    output = tmp_path / "out"
    assert "3 assessed now, 0 as they were" in run(folder, "-o", output).stderr
    first = rows(output)
    assert "0 assessed now, 3 as they were" in run(folder, "-o", output).stderr
    assert rows(output) == first
    (folder / "bill-0001.csv").write_text(BILL.format(1, 77), "utf-8")
    assert "1 assessed now, 2 as they were" in run(folder, "-o", output).stderr
    changed = [key for key, row in rows(output).items() if row["sha256"] != first[key]["sha256"]]
    assert [Path(one).name for one in changed] == ["bill-0001.csv"]
    assert reports(output) == sorted(str(row["report"]) for row in rows(output).values())
    assert "3 assessed now, 0 as they were" in run(folder, "-o", output, "--fresh").stderr


def test_other_options_or_facts_or_a_lost_report_are_a_reason_to_assess_again(tmp_path):
    folder = bills(tmp_path / "in", 2)
    output, facts = tmp_path / "out", tmp_path / "facts.csv"
    heads = "Part Number,Substance,wt%,Country of Origin\n"
    facts.write_text(heads + "P-0,Dy,1,CN\n", "utf-8")
    run(folder, "-o", output)
    assert "2 assessed now" in run(folder, "-o", output, "--assume", "technology=no").stderr
    assert "2 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    assert "0 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    facts.write_text(heads + "P-0,Dy,2,CN\n", "utf-8")
    assert "2 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    assert len(reports(output)) == 2
    (output / "reports" / reports(output)[0]).unlink()
    assert "1 assessed now" in run(folder, "-o", output, "--facts", facts).stderr
    assert len(reports(output)) == 2


def test_facts_that_cannot_be_read_stop_the_audit_before_any_file(tmp_path):
    folder = bills(tmp_path / "in", 1)
    result = run(folder, "-o", tmp_path / "out", "--facts", tmp_path / "no.xlsx")
    assert result.exit_code == 4
    assert "no.xlsx" in result.stderr
    assert not (tmp_path / "out").exists()


def test_facts_decide_what_the_files_alone_leave_open(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    write_workbook(folder / "a.xlsx", BOM=[magnet()])
    facts = write_workbook(folder / "facts.xlsx", Content=[dysprosium(Value=1, Currency="USD")])
    result = run(folder, "-o", tmp_path / "out", "--facts", facts)
    assert result.exit_code == 1
    assert "facts.xlsx: it holds the facts" in result.stderr


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("nonsense", 4),
        ("sqlite:////no/such/folder/x.db", 74),
        ("postgresql+psycopg://u:hush@127.0.0.1:1/x", 74),
        ("nosuch://x", 4),
    ],
)
def test_a_register_that_cannot_be_used_is_said_without_its_password(tmp_path, address, status):
    if address.startswith("postgresql") and not find_spec("psycopg"):
        pytest.skip("psycopg is not installed")
    result = run(bills(tmp_path / "in", 1), "-o", tmp_path / "out", "--register", address)
    assert result.exit_code == status
    assert "Error:" in result.stderr
    assert "hush" not in result.output


def test_a_register_of_another_shape_or_that_is_none_is_not_touched(tmp_path):
    Register(sqlite_address(tmp_path / "r.sqlite")).__exit__(None, None, None)
    with contextlib.closing(sqlite3.connect(tmp_path / "r.sqlite")) as register:
        register.execute("UPDATE register SET value = '99'")
        register.commit()
    with pytest.raises(RegisterError, match="shape 99"):
        Register(sqlite_address(tmp_path / "r.sqlite"))
    (tmp_path / "other").write_bytes(b"my holiday letters" * 100)
    with pytest.raises(RegisterError, match="not a database"):
        Register(sqlite_address(tmp_path / "other"))
    assert (tmp_path / "other").read_bytes() == b"my holiday letters" * 100


@pytest.mark.parametrize("kept", [0, 100, -1])
def test_a_report_of_which_a_part_is_left_is_made_again(tmp_path, kept):
    folder, output = bills(tmp_path / "in", 2), tmp_path / "out"
    audited(folder, output)
    report = output / "reports" / reports(output)[0]
    whole = report.read_bytes()
    report.write_bytes(whole[:kept])
    said = []
    audited(folder, output, say=said.append)
    assert "1 assessed now, 1 as they were" in said[-1]
    assert report.read_bytes() == whole


def test_a_register_that_another_program_holds_says_so_at_once(tmp_path):
    address = sqlite_address(tmp_path / "r.sqlite")
    Register(address).__exit__(None, None, None)
    with contextlib.closing(sqlite3.connect(tmp_path / "r.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RegisterError, match="another program holds it"):
            Register(address)


def test_two_audits_do_not_share_a_folder(tmp_path):
    folder = bills(tmp_path / "in", 1)
    code = "import fcntl, sys, time; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
    (tmp_path / "out").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "out" / "lock")], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(AuditError, match="another audit"):
            audited(folder, tmp_path / "out")
        other.kill()
    assert len(audited(folder, tmp_path / "out").entries) == 1


# --------------------------------------------------------------------------- losses


def command(*words: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "calculator", "audit", *map(str, words), *WORDS],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def until(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that in time"
        time.sleep(0.02)


def descendants(pid: int) -> set[int]:
    """All processes below one, from /proc."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(
                stat.read_text("utf-8").rpartition(")")[2].split()[1]
            )
    found, fresh = set(), {pid}
    while fresh:
        fresh = {child for child, parent in parents.items() if parent in fresh} - found
        found |= fresh
    return found


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
    assert f"stopped; {len(rows(output))} of 150 files are done" in said.decode()


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


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    folder = bills(tmp_path / "in", 1)
    (tmp_path / "taken").write_text("x", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "reports").write_text("x", "utf-8")
    for output in ("taken", "out"):
        result = run(folder, "-o", tmp_path / output)
        assert result.exit_code == 74
        assert "cannot be written" in result.stderr


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


def test_an_audit_leaves_no_thread_and_no_process_behind(tmp_path):
    audited(bills(tmp_path / "in", 3), tmp_path / "out")
    assert [one.name for one in threading.enumerate() if one.name.startswith("supervisor")] == []
    assert multiprocessing.active_children() == []


def test_without_the_package_of_the_cluster_the_way_out_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run(
        bills(tmp_path / "in", 1), "-o", tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9"
    )
    assert result.exit_code == 4
    assert "bom-deminimis[cluster]" in result.stderr


# --------------------------------------------------------------------------- a real cluster, a real database


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


def binary(name: str) -> str | None:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@pytest.fixture(scope="module")
def database():
    """The address of a PostgreSQL server of our own on the loopback."""
    if not (binary("initdb") and binary("postgres")):
        pytest.skip("no PostgreSQL server (initdb, postgres) on this machine")
    if find_spec("psycopg") is None:
        pytest.skip("psycopg is not installed (extra postgres)")
    is_root = os.getuid() == 0
    if is_root and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root and there is no runuser")
    folder = tempfile.mkdtemp(prefix="deminimis-pg-")
    user = ["runuser", "-u", "nobody", "--"] if is_root else []
    if is_root:
        os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    try:
        subprocess.run(
            [
                *user,
                binary("initdb"),
                "-D",
                f"{folder}/db",
                "-A",
                "trust",
                "-U",
                "audit",
                "-E",
                "UTF8",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            cwd="/",
        )
        server = subprocess.Popen(
            [
                *user,
                binary("postgres"),
                "-D",
                f"{folder}/db",
                "-p",
                str(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=off",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
        )
        try:
            address = f"postgresql+psycopg://audit@127.0.0.1:{port}/postgres"
            until(lambda: _answers(address))
            yield address
        finally:
            server.terminate()
            server.wait(30)
    finally:
        shutil.rmtree(folder)


def _answers(address: str) -> bool:
    try:
        Register(address).__exit__(None, None, None)
    except RegisterError:
        return False
    return True


def test_the_register_in_postgresql_says_what_the_one_in_sqlite_says(tmp_path, database):
    folder = folder_of_four(tmp_path / "in")
    in_file = run(folder, "-o", tmp_path / "one", "--format", "json")
    in_server = run(folder, "-o", tmp_path / "two", "--format", "json", "--register", database)
    assert in_server.exit_code == 4
    assert in_server.stdout == in_file.stdout
    assert "4 assessed now" in in_server.stderr
    assert (
        "0 assessed now, 4 as they were"
        in run(folder, "-o", tmp_path / "two", "--register", database).stderr
    )
    assert not (tmp_path / "two" / "register.sqlite").exists()
    with (
        Register(database) as register,
        Register(sqlite_address(tmp_path / "one" / "register.sqlite")) as other,
    ):
        assert register.entries() == other.entries()


def test_campaigns_share_the_server_and_each_has_its_own_rows(database):
    day = datetime.date(2026, 11, 23)
    letter = RecordedLetter(
        file="a.xlsx", supplier="星磁", sha256="0" * 64, requester="Us", asked_on=day, due=None
    )
    fact = AskedFact(
        supplier="星磁",
        part="M-1",
        code="share Dy",
        file="a.xlsx",
        asked_on=day,
        due=day,
        requester="Us",
    )
    inputs = (RecordedInput(role="bom", path="../b.xlsx", sha256="1" * 64),)
    with CampaignRegister(database, "one") as one, CampaignRegister(database, "two") as two:
        one.record(inputs, [letter], [fact])
        two.record((), [], [])
        assert (one.inputs(), one.letters(), one.asked()) == (inputs, (letter,), (fact,))
        assert (two.inputs(), two.letters(), two.asked()) == ((), (), ())
        one.record(inputs, [], [fact])
        assert (one.letters(), one.asked()) == ((), (fact,))
    with CampaignRegister(database, "one") as again:
        assert again.asked() == (fact,)

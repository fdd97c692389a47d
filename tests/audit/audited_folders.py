"""Folders of small bills to audit, and what the audit of one left behind."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner

from calculator.assessment import Options
from calculator.audit.plan import Order
from calculator.audit.session import Setting, audit
from calculator.audit.summary import Answer, answer_of
from calculator.audit.worker import assess_file
from calculator.cli.main import main
from calculator.runtime.sandbox import Budget
from tests.paths import ROOT
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

"""``python -m tests.benchmarks.bench_audit [FILES]``: an audit of small workbooks with one and with two workers.

Wall time is that of the command as a person runs it, start and warm-up included. CPU is that of the command with all its
workers (Linux: this process adopts what the command leaves behind, so that nobody's time is missed); overhead is what is
beyond reading and reckoning, which the workers measure themselves, and beyond starting, which an audit of one file tells.
Only where nothing is stolen (by other guests of the host) does the speed-up mean anything: each number of workers runs twice
and the better run counts.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parent.parent.parent
HEADS = (
    "Level",
    "Part Number",
    "Description",
    "Supplier",
    "Quantity",
    "Unit",
    "Item Class",
    "Material",
    "Unit Mass",
    "Mass Unit",
    "Unit Price",
    "Currency",
    "Country of Origin",
    "Chinese Technology",
)
PR_SET_CHILD_SUBREAPER = 36


def write_bill(path: Path, number: int) -> None:
    """A motor of 24 lines with one magnet and a Content row; every file is different."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("BOM")
    sheet.append(HEADS)
    sheet.append(
        (
            0,
            f"MOTOR-{number}",
            "Servo motor",
            "Maker",
            1,
            "each",
            "assembly",
            "",
            2,
            "kg",
            400 + number % 50,
            "USD",
            "JP",
            "no",
        )
    )
    sheet.append(
        (
            1,
            f"MAG-{number}",
            "Magnet N42SH",
            "Magnets Ltd",
            8,
            "each",
            "magnet",
            "NdFeB",
            20,
            "g",
            3.5,
            "USD",
            "JP",
            "no",
        )
    )
    for line in range(22):
        sheet.append(
            (
                1 + line % 3,
                f"P-{number}-{line}",
                f"Bracket {line}",
                "Maker",
                1 + line % 4,
                "each",
                "",
                "steel",
                line + 0.5,
                "g",
                0.25 + line,
                "USD",
                "DE",
                "no",
            )
        )
    content = book.create_sheet("Content")
    content.append(
        (
            "Part Number",
            "Substance",
            "Form",
            "wt%",
            "Country of Origin",
            "Value",
            "Currency",
            "Disclosure",
        )
    )
    content.append(
        (f"MAG-{number}", "Dy", "metal", 0.5, "CN", (number % 9 + 1) / 1000, "USD", "full")
    )
    book.save(path)


def stolen() -> int:
    """Clock ticks that the host gave to others while this machine wanted them."""
    return int(Path("/proc/stat").read_text("ascii").split()[8])


def run(folder: Path, output: Path, jobs: int) -> tuple[float, float, float, int]:
    """Wall time, CPU of all processes, CPU of the assessments alone, files."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "calculator",
        "audit",
        str(folder),
        "-o",
        str(output),
        "--jobs",
        str(jobs),
        "--on",
        "2026-11-23",
        "-q",
    ]
    subprocess.run(command, cwd=ROOT, check=False)
    wall = time.perf_counter() - began
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    with sqlite3.connect(output / "register.sqlite") as register:
        cpu_assessing, files = register.execute(
            "SELECT sum(cpu_seconds), count(*) FROM files"
        ).fetchone()
    return (
        wall,
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        cpu_assessing,
        files,
    )


@dataclass(frozen=True)
class Measured:
    """One number of workers: seconds, CPU milliseconds a file (of all, of assessing alone, of what is beyond it and the start), and speed-ups over one."""

    jobs: int
    files: int
    wall: float
    cpu: float
    assessing: float
    overhead: float
    stolen: float
    speed_up: float
    without_start: float


def compare(count: int) -> Iterator[Measured]:
    """One worker, then two."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as name:
        folder, one = Path(name) / "bills", Path(name) / "one"
        folder.mkdir()
        one.mkdir()
        for number in range(count):
            write_bill(folder / f"bill-{number:05}.xlsx", number)
        write_bill(one / "bill.xlsx", 0)
        start_wall, start_cpu, start_assessing, _ = run(one, Path(name) / "start", 1)
        first = 0.0
        for jobs in (1, 2):
            runs = []
            for again in (1, 2):
                ticks = stolen()
                measured = run(folder, Path(name) / f"out{jobs}-{again}", jobs)
                share = (
                    (stolen() - ticks)
                    / os.sysconf("SC_CLK_TCK")
                    / measured[0]
                    / (os.cpu_count() or 1)
                )
                runs.append((*measured, share))
            wall, cpu, assessing, files, share = min(runs)
            first = first or wall
            overhead = (cpu - assessing - (start_cpu - start_assessing)) / files
            yield Measured(
                jobs=jobs,
                files=files,
                wall=wall,
                cpu=1000 * cpu / files,
                assessing=1000 * assessing / files,
                overhead=1000 * overhead,
                stolen=share,
                speed_up=first / wall,
                without_start=(first - start_wall) / (wall - start_wall),
            )


def main() -> None:
    """Print one line for each number of workers."""
    for one in compare(int(sys.argv[1]) if len(sys.argv) > 1 else 2000):
        print(one)


if __name__ == "__main__":
    main()

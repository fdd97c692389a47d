"""``python -m tests.benchmarks.bench_files [LINES ...]``: a whole check of one workbook beside readers that only read its values.

Every reader reads all sheets. Every measurement is a process of its own: CPU seconds of the work (imports before it not counted), and the most memory that
the process ever had (Linux).
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.bills import write_bill

ROOT = Path(__file__).parent.parent.parent
SIZES = (1_000, 10_000, 100_000, 500_000)
WAYS = {
    "python-calamine, values only": (
        "python_calamine",
        "import python_calamine",
        "[sheet.to_python() for book in (python_calamine.CalamineWorkbook.from_path(path),) for sheet in map(book.get_sheet_by_name, book.sheet_names)]",
    ),
    "deminimis check": (
        "calculator",
        (
            "from calculator.assessment import Options, assess\nfrom calculator.rules import load_rules\nfrom datetime import date\nfrom pathlib import Path\n"
            "options = Options(on=date(2026, 11, 23), rules=(load_rules()[0]['cn-mofcom-2025-61'],))"
        ),
        "assess((Path(path),), (), options)",
    ),
    "openpyxl, values only": (
        "openpyxl",
        "import openpyxl",
        "[list(row) for sheet in openpyxl.load_workbook(path, read_only=True).worksheets for row in sheet.iter_rows(values_only=True)]",
    ),
    "pandas with calamine": (
        "pandas",
        "import pandas, python_calamine",
        "pandas.read_excel(path, sheet_name=None, engine='calamine')",
    ),
    "polars with calamine": (
        "fastexcel",
        "import polars, fastexcel",
        "polars.read_excel(path, sheet_id=0)",
    ),
}
MOST_LINES = {"openpyxl, values only": 100_000}

STARTS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "deminimis --version": [sys.executable, "-m", "calculator", "--version"],
    "deminimis --help": [sys.executable, "-m", "calculator", "--help"],
    "check of a 50-line bill": [
        sys.executable,
        "-m",
        "calculator",
        "check",
        "{path}",
        "--format",
        "json",
        "--on",
        "2026-11-23",
    ],
}

_TIMED = """
import json, sys, time
from pathlib import Path as _Path
path = sys.argv[1]
{start}
began = time.process_time()
kept = {work}
print(json.dumps([time.process_time() - began, int(_Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024]))
"""
# What a check is made of, each with the name under which it is called; python-calamine's own reading first.
STAGES = {
    "values (python-calamine)": "calculator.sources.table.readers:_values",
    "the file itself: limits, checksums, no DOCTYPE": "calculator.sources.inputs:open_container",
    "what calamine does not see: hidden, struck, formats, formulas": "calculator.sources.table.readers:read_facts",
    "which tables and columns": "calculator.sources.inputs:choose_tables",
    "which currency": "calculator.sources.reader:default_currency",
    "rows to lines: names, quantities, masses, prices, levels": "calculator.sources.reader:read_table",
    "per parent or cumulative": "calculator.sources.reader:assemble",
    "lines to items and structure; what each is by its words": "calculator.sources.reader:merge",
    "roll-up, findings, assemblies": "calculator.assessment:decide",
}
_STAGED = """
import importlib
_took = {{}}
def _watched(name, stage):
    module, _, attribute = name.partition(":")
    room = importlib.import_module(module)
    work = getattr(room, attribute)
    def watched(*words, **more):
        began = time.process_time()
        try:
            return work(*words, **more)
        finally:
            _took[stage] = _took.get(stage, 0) + time.process_time() - began
    setattr(room, attribute, watched)
for _stage, _name in {stages!r}.items():
    _watched(_name, _stage)
"""
_CHILD = """
import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
"""


@dataclass(frozen=True)
class Measured:
    """CPU seconds and peak MiB of one way, and both over those of the first, which only reads values."""

    lines: int
    name: str
    seconds: float
    memory: float
    ratio: float
    memory_ratio: float


def compare(lines: int, folder: Path) -> Iterator[Measured]:
    """Each way that is installed, on one random bill; the better of two runs."""
    path = folder / f"{lines}.xlsx"
    write_bill(path, lines)
    first: tuple[float, float] | None = None
    for name, (package, start, work) in WAYS.items():
        if importlib.util.find_spec(package) is None or lines > MOST_LINES.get(name, lines):
            continue
        runs = [_run(_TIMED.format(start=start, work=work), str(path)) for _ in range(2)]
        seconds, memory = min(run[0] for run in runs), min(run[1] for run in runs)
        first = first or (seconds, memory)
        yield Measured(lines, name, seconds, memory, seconds / first[0], memory / first[1])


def starts(folder: Path) -> Iterator[tuple[str, float]]:
    """CPU seconds of whole commands, the best of five."""
    path = folder / "small.xlsx"
    write_bill(path, 50)
    for name, command in STARTS.items():
        words = [word.format(path=path) for word in command]
        yield name, min(float(_output([sys.executable, "-c", _CHILD, *words])) for _ in range(5))


def stages(lines: int, folder: Path) -> Iterator[tuple[str, float]]:
    """CPU seconds of each stage of one check, and of the rest."""
    path = folder / f"{lines}.xlsx"
    if not path.exists():
        write_bill(path, lines)
    _, start, work = WAYS["deminimis check"]
    code = _TIMED.format(start=f"{start}\n{_STAGED.format(stages=STAGES)}", work=work).replace(
        "print(json.dumps([", "print(json.dumps([_took, "
    )
    took, total, _ = json.loads(_output([sys.executable, "-c", code, str(path)]))
    yield from took.items()
    yield "the rest", total - sum(took.values())


def run_timed(start: str, work: str, path: Path) -> tuple[float, float]:
    """Processor seconds of the work, imports before it not counted, and the peak MiB of the process."""
    return _run(_TIMED.format(start=start, work=work), str(path))


def _run(code: str, path: str) -> tuple[float, float]:
    seconds, memory = json.loads(_output([sys.executable, "-c", code, path]))
    return seconds, memory


def _output(command: list[str]) -> str:
    # As after an installation: compiled once.
    surroundings = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }
    return subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT, env=surroundings
    ).stdout.splitlines()[-1]  # commands of our own


def main() -> None:
    """Print every comparison as it is made."""
    with tempfile.TemporaryDirectory() as folder:
        for name, seconds in starts(Path(folder)):
            print(f"{name:<30} {seconds * 1000:>9.0f} ms")
        for lines in [int(word) for word in sys.argv[1:]] or SIZES[:3]:
            for one in compare(lines, Path(folder)):
                print(
                    f"{one.lines:>9,} lines  {one.name:<30} {one.seconds:>8.2f} s {one.ratio:>6.1f}×  {one.memory:>7.0f} MiB {one.memory_ratio:>5.1f}×"
                )


if __name__ == "__main__":
    main()

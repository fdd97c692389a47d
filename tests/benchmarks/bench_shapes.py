"""``python -m tests.benchmarks.bench_shapes [--shapes NAME ...] [LINES ...]``: every shape of a bill beside readers that only read its values.

Prints for each shape and size the processor seconds and the peak memory of a check, and how many times they are those of
python-calamine's bare reading of all sheets of the same file; pandas, polars and openpyxl beside it, "-" where one is not
installed or cannot read the format. Each is a process of its own. Without LINES: 1,000, 10,000 and 100,000; half a million takes half an hour.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.bench_files import WAYS, run_timed
from tests.benchmarks.shapes import FORMATS, SHAPES, write_shape

SIZES: Final = (1_000, 10_000, 100_000)
ALL: Final = ("deep", *SHAPES, *(f"flat.{form}" for form in FORMATS))
OURS: Final = "deminimis check"
BARE: Final = "python-calamine, values only"
AIM: Final = 3.0
_READ: Final = {
    "bare": BARE,
    "pandas": "pandas with calamine",
    "polars": "polars with calamine",
    "openpyxl": "openpyxl, values only",
}
_CSV: Final = (
    "csv",
    "import csv",
    "[row for row in csv.reader(open(path, encoding='utf-8', newline=''))]",
)
_CANNOT: Final = {
    ".csv": ("pandas", "polars", "openpyxl"),
    ".xlsb": ("openpyxl",),
    ".ods": ("openpyxl",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Processor seconds and peak MiB of a check, and over those of the bare reading; of the other readers their times over it."""

    shape: str
    lines: int
    seconds: float
    memory: float
    time_ratio: float
    memory_ratio: float
    others: dict[str, float]

    @property
    def is_met(self) -> bool:
        """True where both are at most three times the bare reading."""
        return self.time_ratio <= AIM and self.memory_ratio <= AIM


def compare(shape: str, lines: int, folder: Path) -> Compared:
    """One shape of so many lines; the better of two runs each."""
    path = write_shape(
        folder / f"{shape.replace(' ', '-').replace('.', '-')}-{lines}", shape, lines
    )
    measured: dict[str, tuple[float, float]] = {}
    for name, way in {**_READ, "ours": OURS}.items():
        package, start, work = _CSV if path.suffix == ".csv" and name == "bare" else WAYS[way]
        is_slow = name == "openpyxl" and lines > SIZES[-1]
        if name in _CANNOT.get(path.suffix, ()) or is_slow or not importlib.util.find_spec(package):
            continue
        try:
            runs = [run_timed(start, work, path) for _ in range(2)]
        except subprocess.CalledProcessError:
            if name in ("ours", "bare"):
                raise
            continue  # a peer that cannot read the file has no time
        measured[name] = min(run[0] for run in runs), min(run[1] for run in runs)
    path.unlink()
    seconds, memory = measured.pop("ours")
    bare_seconds, bare_memory = measured.pop("bare")
    return Compared(
        shape=shape,
        lines=lines,
        seconds=seconds,
        memory=memory,
        time_ratio=seconds / max(bare_seconds, 1e-3),
        memory_ratio=memory / bare_memory,
        others={name: each[0] / max(bare_seconds, 1e-3) for name, each in measured.items()},
    )


def table_of(rows: Iterator[Compared]) -> Iterator[str]:
    """The lines of the table, each as it is measured."""
    readers = [name for name in _READ if name != "bare"]
    heads = ("shape", "lines", "CPU s", "times bare", "peak MiB", "times bare", *readers, "aim")
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'---:|' * (len(heads) - 1)}"
    for row in rows:
        cells = (
            row.shape,
            f"{row.lines:,}",
            f"{row.seconds:.2f}",
            f"{row.time_ratio:.1f}",
            f"{row.memory:.0f}",
            f"{row.memory_ratio:.1f}",
            *(f"{row.others[name]:.1f}" if name in row.others else "-" for name in readers),
            "met" if row.is_met else "missed",
        )
        yield f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints the table of shapes."""
    words = argparse.ArgumentParser(description="Every shape of a bill beside the peers.")
    words.add_argument("lines", nargs="*", type=int, default=SIZES)
    words.add_argument("--shapes", nargs="+", choices=ALL, default=ALL, metavar="NAME")
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = (
            compare(shape, lines, Path(folder)) for shape in chosen.shapes for lines in chosen.lines
        )
        for line in table_of(rows):
            print(line, flush=True)


if __name__ == "__main__":
    main()

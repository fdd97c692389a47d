"""``python -m tests.benchmarks [--quick] [-o FOLDER]``: ourselves beside the peers, as tables of ratios, and the curve as a picture.

Needs ``pip install -e '.[dev,bench]'``; peers that are not installed are left out. Writes ``measurements.md``
and ``rollup.svg`` into FOLDER, for ``docs/``. Everything takes a quarter of an hour on a quiet machine, ``--quick`` two minutes.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import bench_audit, bench_files, bench_rollup


def main() -> None:
    """Run all and write it down."""
    words = argparse.ArgumentParser(description="Ourselves beside the peers.")
    words.add_argument("--quick", action="store_true", help="small sizes only")
    words.add_argument(
        "-o", "--output", type=Path, help="a folder for measurements.md and rollup.svg"
    )
    chosen = words.parse_args()
    began = time.perf_counter()
    tables = [
        "## Starting",
        *_starting(),
        "## One file",
        *_files((1_000, 10_000) if chosen.quick else bench_files.SIZES),
    ]
    tables += [
        "## Where the time of a check goes",
        *_stages(10_000 if chosen.quick else 100_000),
        "## Many files",
        *_audits(100 if chosen.quick else 2000),
    ]
    sizes = bench_rollup.SIZES[:2] if chosen.quick else bench_rollup.SIZES
    found = [
        one
        for lines in sizes
        for columns in (1, 64)
        if lines * columns <= 64_000_000
        for one in bench_rollup.compare(lines, columns)
    ]
    tables += [
        "## Roll-up of arrays",
        *_rollups(found),
        "## Steps of a million lines",
        *_steps(100_000 if chosen.quick else 1_000_000),
        "## Paths",
        *_paths(),
    ]
    text = "\n".join(
        [
            "# Measurements",
            "",
            *_machine(),
            *tables,
            "![Milliseconds by lines, one curve a way](rollup.svg)",
            "",
        ]
    )
    print(text)
    print(f"All of this took {time.perf_counter() - began:.0f} s.")
    if chosen.output:
        chosen.output.mkdir(parents=True, exist_ok=True)
        (chosen.output / "measurements.md").write_text(text, encoding="utf-8")
        _draw(found, chosen.output / "rollup.svg")


def _machine() -> list[str]:
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} by `python -m tests.benchmarks`: {os.cpu_count()} cores of {model}, Python {platform.python_version()}.",
        "",
    ]


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    return [
        "",
        f"| {' | '.join(heads)} |",
        f"|---|{'---:|' * (len(heads) - 1)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def _starting() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        found = list(bench_files.starts(Path(folder)))
    least = found[0][1]
    return _table(
        ("command", "CPU ms", "times the interpreter"),
        ((name, f"{seconds * 1000:.0f}", f"{seconds / least:.1f}") for name, seconds in found),
    )


def _files(sizes: Iterable[int]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        found = [one for lines in sizes for one in bench_files.compare(lines, Path(folder))]
    return _table(
        ("way", "lines", "CPU s", "times calamine", "peak MiB", "times calamine"),
        (
            (
                one.name,
                f"{one.lines:,}",
                f"{one.seconds:.2f}",
                f"{one.ratio:.1f}",
                f"{one.memory:.0f}",
                f"{one.memory_ratio:.1f}",
            )
            for one in found
        ),
    )


def _stages(lines: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        found = dict(bench_files.stages(lines, Path(folder)))
    values = found[next(iter(bench_files.STAGES))]
    return _table(
        (f"stage, {lines:,} lines", "CPU s", "times calamine"),
        ((name, f"{seconds:.2f}", f"{seconds / values:.2f}") for name, seconds in found.items()),
    )


def _audits(files: int) -> list[str]:
    return _table(
        (
            "workers",
            "files",
            "wall s",
            "files/s",
            "CPU ms/file",
            "of which assessing",
            "overhead ms",
            "stolen by others",
            "speed-up",
            "without the start",
        ),
        (
            (
                str(one.jobs),
                f"{one.files:,}",
                f"{one.wall:.1f}",
                f"{one.files / one.wall:.0f}",
                f"{one.cpu:.1f}",
                f"{one.assessing:.1f}",
                f"{one.overhead:.1f}",
                f"{one.stolen:.0%}",
                f"{one.speed_up:.2f}",
                f"{one.without_start:.2f}",
            )
            for one in bench_audit.compare(files)
        ),
    )


def _rollups(found: list[bench_rollup.Measured]) -> list[str]:
    return _table(
        ("way", "lines", "columns", "ms", "times ours", "largest error", "zeros that are none"),
        (
            (
                one.name,
                f"{one.lines:,}",
                str(one.columns),
                f"{one.seconds * 1000:.1f}",
                f"{one.ratio:.1f}",
                f"{one.error:.0e}",
                f"{one.wrong_zeros:,}",
            )
            for one in found
        ),
    )


def _steps(lines: int) -> list[str]:
    return _table(
        ("step", "ms"),
        ((name, f"{seconds * 1000:.1f}") for name, seconds in bench_rollup.steps(lines)),
    )


def _paths() -> list[str]:
    return _table(
        ("paths from the product to a part, over 100,000 lines", "ms"),
        ((f"{paths:.1e}", f"{seconds * 1000:.1f}") for paths, seconds in bench_rollup.by_paths()),
    )


def _draw(found: list[bench_rollup.Measured], path: Path) -> None:
    """Milliseconds by lines, both on scales of powers, one curve a way."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "deminimis"
    from matplotlib import pyplot as plt

    figure, plot = plt.subplots(figsize=(10, 5), layout="constrained")
    for name in dict.fromkeys(one.name for one in found):
        points = [
            (one.lines, one.seconds * 1000)
            for one in found
            if one.name == name and one.columns == 1
        ]
        plot.loglog(
            *zip(*points, strict=True),
            marker="o",
            linewidth=2.5 if name == "bom-deminimis" else 1,
            label=name,
        )
    plot.set(
        xlabel="lines of the bill", ylabel="milliseconds", title="What is in each item, one column"
    )
    plot.grid(visible=True, which="major", alpha=0.3)
    figure.legend(frameon=False, loc="outside right upper")
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()

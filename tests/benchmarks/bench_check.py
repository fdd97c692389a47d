"""``python -m tests.benchmarks.bench_check [LINES ...]``: a whole check beside the readers alone, in one run, as ratios.

Readers: python-calamine (values only) and openpyxl (read-only). Machines are noisy: only the ratios mean anything.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import python_calamine

from calculator.assessment import Options, assess
from calculator.rules import load_rules

HEADS = ("Level", "Part Number", "Description", "Supplier", "Quantity", "Unit", "Material", "Unit Mass", "Mass Unit", "Unit Price", "Currency", "Country of Origin")
MATERIALS = ("Steel", "Aluminium 6061", "ABS", "Copper", "", "PA6-GF30")


def write_bill(path: Path, lines: int) -> None:
    """A random bill of eleven levels with shared parts."""
    rng = random.Random(1)  # noqa: S311
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("BOM")
    sheet.append(HEADS)
    sheet.append((0, "TOP", "product", "", 1, "each", "", None, None, 100_000, "USD", "JP"))
    level = 0
    for index in range(lines):
        level = max(1, min(11, level + rng.choice((1, 0, 0, 0, -1))))
        number = rng.randrange(5000) if level == 11 and rng.random() < 0.5 else index + 10_000
        sheet.append(
            (level, f"P{number}", f"Bracket {number}", "Maker", rng.randint(1, 4), "each", MATERIALS[number % 6], number % 50 + 0.5, "g", (number % 97 + 1) / 8, "USD", "JP")
        )
    book.save(path)


def seconds(work: Callable[[], object]) -> float:
    """Time of one call."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print one line for each size."""
    options = Options(on=date(2026, 11, 23), rules=(load_rules()[0]["cn-mofcom-2025-61"],))
    print(f"{'lines':>8} {'calamine s':>11} {'openpyxl':>9} {'check':>9}   (openpyxl and check as multiples of calamine)")
    with tempfile.TemporaryDirectory() as folder:
        for lines in [int(word) for word in sys.argv[1:]] or [1_000, 10_000, 50_000]:
            path = Path(folder) / f"{lines}.xlsx"
            write_bill(path, lines)
            values = seconds(lambda path=path: python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())
            slow = seconds(lambda path=path: [list(row) for row in openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)])
            ours = seconds(lambda path=path: assess((path,), (), options))
            print(f"{lines:>8} {values:>11.3f} {slow / values:>8.1f}× {ours / values:>8.1f}×")


if __name__ == "__main__":
    main()

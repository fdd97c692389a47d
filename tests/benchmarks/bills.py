"""Random bills, as workbooks and as arrays."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
from numpy.typing import NDArray

SEED = 20261123
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


@dataclass(frozen=True)
class Lines:
    """Places of parent and component of n lines and their quantities; ``levels``: the first item of each level, and the end."""

    parents: NDArray[np.int64]
    components: NDArray[np.int64]
    quantities: NDArray[np.float64]
    levels: NDArray[np.int64]

    @property
    def items(self) -> int:
        """How many items there are."""
        return int(self.levels[-1])


def random_lines(lines: int, *, levels: int = 12, shared: float = 0.3) -> Lines:
    """A product of ``levels`` levels: every item below it in one parent, and a share of the lines to items that are used again.

    What is used again is among the first 5,000 of any level below, as screws and standard assemblies are.
    """
    rng = np.random.default_rng(SEED)
    weights = 1.7 ** np.arange(levels)
    sizes = np.maximum(1, ((1 - shared) * lines * weights / weights.sum()).astype(np.int64))
    sizes[0] = 1
    starts = np.concatenate([[0], np.cumsum(sizes)])
    parents = [rng.integers(starts[level - 1], starts[level], sizes[level]) for level in range(1, levels)]
    components = [np.arange(starts[1], starts[-1])]
    again = lines - len(components[0])
    above = rng.integers(0, levels - 1, again)
    below = rng.integers(above + 1, levels)
    parents.append(starts[above] + (rng.random(again) * sizes[above]).astype(np.int64))
    components.append(starts[below] + (rng.random(again) * np.minimum(sizes[below], 5000)).astype(np.int64))
    order = rng.permutation(lines)
    return Lines(np.concatenate(parents)[order], np.concatenate(components)[order], rng.integers(1, 5, lines).astype(float), starts)


def listed_materials(bill: Lines, columns: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """One in fifty of the items that are not broken down, and what is in them."""
    rng = np.random.default_rng(SEED + 1)
    leaves = np.setdiff1d(np.arange(bill.items), bill.parents)
    chosen = rng.choice(leaves, max(1, len(leaves) // 50), replace=False)
    return chosen, rng.integers(1, 1000, (len(chosen), columns)) / 1000

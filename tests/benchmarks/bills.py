"""Random bills, as workbooks and as arrays."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
from numpy.typing import NDArray

SEED = 20261123
HEADS = (
    "Level",
    "Part Number",
    "Description",
    "Supplier",
    "Quantity",
    "Unit",
    "Material",
    "Unit Mass",
    "Mass Unit",
    "Unit Price",
    "Currency",
    "Country of Origin",
)
MATERIALS = ("Steel", "Aluminium 6061", "ABS", "Copper", "", "PA6-GF30")
LEVELS = 12
SHARED = 5_000
"""How many standard parts are used again and again on the lowest level."""
MAGNET_IN = 400
"""One bought part in so many is a magnet."""


def write_bill(path: Path, lines: int, *, magnets: bool = True) -> None:
    """A random bill of twelve levels whose masses and costs add up, with shared parts, magnets and what is in them; one row in a thousand is hidden."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("BOM")
    rows = _rows(lines, magnets=magnets)
    for at in range(2, len(rows) + 2, 1000):
        sheet.row_dimensions[at].hidden = True
    sheet.append(HEADS)
    for row in rows:
        sheet.append(row)
    content = book.create_sheet("Content")
    content.append(
        ("Part Number", "Substance", "Form", "wt%", "Country of Origin", "Disclosure", "Evidence")
    )
    for number in dict.fromkeys(row[1] for row in rows if row[2].startswith("Arc magnet")):
        content.append((number, "Dy", "metal", int(number[1:]) % 30 / 10, "CN", "full", "declared"))
    prices = book.create_sheet("Prices")
    prices.append(("Substance", "Form", "Price", "Currency", "Per", "Date", "Source"))
    prices.append(("Dy", "metal", 280, "USD", "kg", "2026-11-01", "list"))
    book.save(path)


def _rows(lines: int, *, magnets: bool) -> list[tuple[Any, ...]]:
    rng = random.Random(1)
    levels, level = [0], 0
    for _ in range(lines):
        level = max(1, min(LEVELS - 1, level + rng.choice((1, 0, 0, 0, -1))))
        levels.append(level)
    numbers = [
        rng.randrange(SHARED) if level == LEVELS - 1 and rng.random() < 0.5 else at + 10_000
        for at, level in enumerate(levels)
    ]
    quantities = [1, *(rng.choice((1, 1, 1, 2, 4)) for _ in range(lines))]
    is_parent = [below > level for level, below in zip(levels, [*levels[1:], 0], strict=True)]
    # Grams and cents of what hangs below, from the last row to the first.
    below = [[0, 0] for _ in range(LEVELS + 1)]
    rows: list[tuple[Any, ...]] = []
    for at in range(lines, -1, -1):
        level, number = levels[at], numbers[at]
        grams, cents = (
            (number % 50 + 1, 10 * (number % 97 + 1))
            if not is_parent[at]
            else (below[level + 1][0], below[level + 1][1] * 11 // 10 + 1)
        )
        below[level + 1] = [0, 0]
        below[level][0] += quantities[at] * grams
        below[level][1] += quantities[at] * cents
        what = (
            "Assembly"
            if is_parent[at]
            else "Arc magnet N42SH"
            if magnets and number % MAGNET_IN == 7
            else "Bracket"
        )
        material = (
            "" if is_parent[at] else "NdFeB" if what.startswith("Arc") else MATERIALS[number % 6]
        )
        rows.append(
            (
                level,
                f"P{number}",
                f"{what} {number}",
                "Maker",
                quantities[at],
                "each",
                material,
                grams,
                "g",
                cents / 100,
                "USD",
                "JP",
            )
        )
    return rows[::-1]


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
    parents = [
        rng.integers(starts[level - 1], starts[level], sizes[level]) for level in range(1, levels)
    ]
    components = [np.arange(starts[1], starts[-1])]
    again = lines - len(components[0])
    above = rng.integers(0, levels - 1, again)
    below = rng.integers(above + 1, levels)
    parents.append(starts[above] + (rng.random(again) * sizes[above]).astype(np.int64))
    components.append(
        starts[below] + (rng.random(again) * np.minimum(sizes[below], 5000)).astype(np.int64)
    )
    order = rng.permutation(lines)
    return Lines(
        np.concatenate(parents)[order],
        np.concatenate(components)[order],
        rng.integers(1, 5, lines).astype(float),
        starts,
    )


def listed_materials(bill: Lines, columns: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """One in fifty of the items that are not broken down, and what is in them."""
    rng = np.random.default_rng(SEED + 1)
    leaves = np.setdiff1d(np.arange(bill.items), bill.parents)
    chosen = rng.choice(leaves, max(1, len(leaves) // 50), replace=False)
    return chosen, rng.integers(1, 1000, (len(chosen), columns)) / 1000

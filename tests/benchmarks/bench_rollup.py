"""``python -m tests.benchmarks.bench_rollup [LINES ...]``: the roll-up of arrays beside its peers, in one run, as ratios.

Identifiers are places for all, so that only the roll-up is compared; what identifiers cost is a line of its own. Every
figure is the best of a few runs. Beyond the sizes in ``peers.MOST_LINES`` a peer is left out.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from calculator.bulk import ArrayBill, Others, Ranges, Rolled, roll_up
from calculator.rules.load import built_in_rules
from tests.benchmarks.bills import Lines, listed_materials, random_lines
from tests.benchmarks.peers import MOST_LINES, PEERS, Doubles

RULE = built_in_rules()["cn-mofcom-2025-61"]
SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
NEEDS = {
    "pandas": "pandas",
    "polars": "polars",
    "DuckDB": "duckdb",
    "networkx": "networkx",
    "scipy": "scipy",
    "bw2calc": "bw2calc",
}


@dataclass(frozen=True)
class Measured:
    """Seconds of one way of rolling up, and how its numbers differ from ours; ``ratio`` is its time over ours."""

    lines: int
    columns: int
    name: str
    seconds: float
    ratio: float
    error: float = 0.0
    wrong_zeros: int = 0


def best(work: Callable[[], object], runs: int = 3) -> float:
    """Seconds of the fastest of some runs."""
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def of_places(bill: Lines) -> ArrayBill:
    """Our bill of lines whose identifiers are places already."""
    return ArrayBill.of(bill.parents, bill.components, bill.quantities, items=np.arange(bill.items))


def compare(lines: int, columns: int) -> Iterator[Measured]:
    """Ours, then each peer that is installed and can."""
    bill = random_lines(lines)
    listed, contents = listed_materials(bill, columns)
    ours = of_places(bill)

    def work() -> Rolled:
        return roll_up(ours, listed, contents, others=Others.NOTHING)

    seconds, rolled = best(work, 7), work()
    yield Measured(lines, columns, "bom-deminimis", seconds, 1.0)
    true = rolled.low[rolled.row_of]
    for name, peer in PEERS.items():
        if (
            lines > MOST_LINES.get(name, 1_000_000)
            or importlib.util.find_spec(NEEDS[name.split()[0]]) is None
        ):
            continue
        if columns > 1 and name in {"networkx", "scipy spsolve", "bw2calc"}:
            continue
        began = time.perf_counter()
        found = peer(bill, listed, contents)
        taken = time.perf_counter() - began
        if taken < 5:
            # The first run may have loaded the peer.
            taken = best(lambda peer=peer: peer(bill, listed, contents), 2)
        yield Measured(
            lines,
            columns,
            name,
            taken,
            taken / seconds,
            *_differences(found, true, only_first=name == "bw2calc"),
        )


def _differences(found: Doubles, true: Doubles, *, only_first: bool) -> tuple[float, int]:
    if only_first:
        found, true = found[:1, :1], true[:1, :1]
    is_something = true > 0
    error = float(np.max(np.abs(found - true)[is_something] / true[is_something], initial=0.0))
    return error, int(np.count_nonzero(found[~is_something]))


def steps(lines: int) -> Iterator[tuple[str, float]]:
    """What the steps before and after the roll-up cost."""
    bill = random_lines(lines)
    listed, contents = listed_materials(bill, 1)
    names = np.char.add("PART-", np.arange(bill.items).astype(str)).astype(object)
    above, below = pa.array(names[bill.parents]), pa.array(names[bill.components])
    yield (
        "identifiers of text as places, levels, no cycle",
        best(lambda: ArrayBill.of(above, below, bill.quantities), 2),
    )
    yield "places given, levels, no cycle", best(lambda: of_places(bill), 2)
    ours = of_places(bill)
    wholes = Ranges.of(np.random.default_rng(3).integers(1, 10**6, bill.items) / 100)
    yield (
        "roll-up, one part in fifty listed, the others hold nothing",
        best(lambda: roll_up(ours, listed, contents, wholes=wholes, others=Others.NOTHING), 5),
    )
    yield (
        "roll-up, the other parts unknown",
        best(lambda: roll_up(ours, listed, contents, wholes=wholes), 3),
    )
    rolled = roll_up(ours, listed, contents, wholes=wholes, others=Others.NOTHING)
    everything = np.arange(bill.items)
    yield "verdicts of every item", best(lambda: rolled.verdicts(RULE, everything), 3)
    exactly = int(rolled.verdicts(RULE, everything).exactly.sum())
    yield f"of which {exactly} were decided exactly", 0.0
    product = 0
    yield (
        "the product's content exactly",
        best(lambda: roll_up(ours, listed, contents, others=Others.NOTHING).exact(product), 1),
    )


def by_paths(lines: int = 100_000) -> Iterator[tuple[float, float]]:
    """Numbers of paths from the product to a part, and what the roll-up costs."""
    for shared in (0.1, 0.5, 0.75):
        bill = random_lines(lines, shared=shared)
        leaves = np.setdiff1d(np.arange(bill.items), bill.parents)
        counted = ArrayBill.of(
            bill.parents, bill.components, np.ones(lines), items=np.arange(bill.items)
        )
        paths = roll_up(counted, leaves, np.ones(len(leaves)), others=Others.NOTHING)
        ours = of_places(bill)
        listed, contents = listed_materials(bill, 1)
        yield (
            float(paths.low[paths.row_of[0], 0]),
            best(
                lambda ours=ours, listed=listed, contents=contents: roll_up(
                    ours, listed, contents, others=Others.NOTHING
                ),
                7,
            ),
        )


def main() -> None:
    """Print every comparison as it is made."""
    for lines in [int(word) for word in sys.argv[1:]] or SIZES[:4]:
        for columns in (1, 64):
            for one in compare(lines, columns):
                print(
                    f"{one.lines:>10,} lines {one.columns:>2} columns  {one.name:<28} {one.seconds * 1000:>10.1f} ms {one.ratio:>9.1f}×  error {one.error:.0e}  wrong zeros {one.wrong_zeros}"
                )
    for paths, seconds in by_paths():
        print(f"{paths:>20,.0f} paths over 100,000 lines: {seconds * 1000:.1f} ms")
    for name, seconds in steps(1_000_000):
        print(f"{name}: {seconds * 1000:.1f} ms")


if __name__ == "__main__":
    main()

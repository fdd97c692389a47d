"""Honest, fully documented bills with a known answer, and ordinary quirks that mean nothing.

    python -m tests.properties.honest [--seeds N] [--start N] [--keep FOLDER]   # which do not end as they must, and why

The answer is reckoned here in a few lines of its own, from the numbers that are written into the cells. Shares keep away from the line.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.properties.honest_bills import OF_THE_BILL, Honest, make, rounded_masses, sum_up
from tests.properties.honest_workbooks import OF_THE_LAYOUT, OF_THE_WORKBOOK, write
from tests.properties.runs import Case


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of an honest bill: what had to come out, what did, and what stands open."""

    seed: int
    bill: Honest
    status: int
    verdicts: dict[str, str]
    why: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """The exit status and each verdict are those known by construction."""
        return self.status == self.bill.status and self.verdicts == self.bill.verdicts


def outcome_of(seed: int, folder: Path) -> Outcome:
    """The bill of a seed, with quirks that are drawn, written and assessed."""
    rng = random.Random(seed)
    bill = make(rng)
    bill.quirks = [
        name for name, apply in OF_THE_BILL.items() if rng.random() < 0.3 and apply(bill, rng)
    ]
    sum_up(bill)
    if "rounded masses" in bill.quirks:
        rounded_masses(bill, rng)
    bill.quirks += [name for name in OF_THE_LAYOUT if rng.random() < 0.25]
    quirks = rng.sample([*OF_THE_WORKBOOK], rng.randrange(2, 7))
    bill.quirks += quirks
    path = folder / f"honest-{seed}.xlsx"
    write(bill, rng, path, quirks)
    report = Case(bill=path).assessed().report
    open_records = [
        f"{finding.item.number}: {record.obligation.value}: {record.by} {record.question}"
        for finding in report.findings
        for record in getattr(finding, "clearance", ())
        if record.standing.value == "open"
    ]
    return Outcome(
        seed=seed,
        bill=bill,
        status=report.exit_status(),
        verdicts={finding.item.number: finding.verdict.value for finding in report.findings},
        why=(
            *(f"{part.item.number}: {part.why}" for part in report.suspects),
            *open_records,
            *(
                f"{doubt.item or 'file'}: {doubt.obligation.value}: {doubt.why}"
                for doubt in report.doubts
            ),
            *(str(one) for one in report.problems if one.severity.value == "error"),
        ),
    )


def outcomes(seeds: Sequence[int], folder: Path) -> Iterator[Outcome]:
    """One after the other."""
    for seed in seeds:
        yield outcome_of(seed, folder)


def main() -> None:
    """Prints which honest bills do not end as they must, and how often each quirk is among them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = [
            *outcomes(range(words.start, words.start + words.seeds), words.keep or Path(folder))
        ]
    wrong = [one for one in made if not one.is_right]
    for one in wrong:
        differing = {
            key: (value, one.verdicts.get(key))
            for key, value in one.bill.verdicts.items()
            if one.verdicts.get(key) != value
        }
        print(
            f"seed {one.seed}: exit {one.status}, must be {one.bill.status}; {differing or set(one.verdicts) - set(one.bill.verdicts) or ''}; {', '.join(one.bill.quirks)}"
        )
        for text in one.why[:4]:
            print(f"    {text}")
    print(f"{len(made) - len(wrong)} of {len(made)} right")
    seen, among = (
        Counter(name for one in made for name in one.bill.quirks),
        Counter(name for one in wrong for name in one.bill.quirks),
    )
    print("\n".join(f"| {name} | {seen[name]} | {among[name]} |" for name in sorted(seen)))


if __name__ == "__main__":
    main()

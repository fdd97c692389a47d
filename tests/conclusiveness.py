"""How many bills end in an answer, and how many lines a person has to look at.

    python -m tests.conclusiveness [FOLDER...] [--json FILE]     # the samples, the honest bills, and every bill of the folders
    python -m tests.conclusiveness --compare BEFORE.json AFTER.json

A line to look at is a suspect, or a finding that is undetermined. Each bill is a command of its own, with what it costs.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.properties.honest import OF_THE_WORKBOOK, make, write
from tests.properties.runs import ON, Case, bills_in, samples

HONEST = 40


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How the command ended for one bill, and what it leaves to a person."""

    group: str
    bill: str
    status: int
    suspects: int
    undetermined: int

    @property
    def is_conclusive(self) -> bool:
        """An answer, whichever it is."""
        return self.status in {0, 1}


def ending(group: str, case: Case) -> Ending:
    """Runs the command on one bill."""
    words = ["--on", f"{ON}", "--format", "json", "--no-progress", "--limit", "seconds=120"]
    for path in case.facts:
        words += ["--facts", str(path)]
    for name, value in case.choices.items():
        for each in value if isinstance(value, tuple) else (value,):
            words += [f"--{name}", str(each)]
    run = subprocess.run(
        [sys.executable, "-m", "calculator", "check", str(case.bill), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    report: dict[str, Any] = json.loads(run.stdout) if run.stdout.startswith("{") else {}
    return Ending(
        group=group,
        bill=case.bill.name,
        status=run.returncode,
        suspects=len(report.get("suspects", ())),
        undetermined=sum(
            "undetermined" in {finding["verdict"], finding["licence"]}
            for finding in report.get("findings", ())
        ),
    )


def cases(folders: list[Path], honest: Path) -> Iterator[tuple[str, Case]]:
    """Every run that is counted, by the group that it belongs to."""
    yield from (("samples", case) for case in samples())
    for seed in range(HONEST):
        rng = random.Random(seed)
        path = honest / f"honest-{seed}.xlsx"
        write(make(rng), rng, path, rng.sample([*OF_THE_WORKBOOK], 4))
        yield "honest bills", Case(bill=path)
    for folder in folders:
        yield from ((folder.name, case) for case in bills_in(folder))


def table(endings: list[Ending]) -> str:
    """One row a group."""
    lines = [
        "| bills | runs | end in 0 | end in 1 | undetermined | unread | suspects | undetermined findings |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for group in dict.fromkeys(one.group for one in endings):
        mine = [one for one in endings if one.group == group]
        statuses = [one.status for one in mine]
        counts = [statuses.count(status) for status in (0, 1, 3, 4)]
        lines.append(
            f"| {group} | {len(mine)} | {' | '.join(map(str, counts))} "
            f"| {sum(one.suspects for one in mine)} | {sum(one.undetermined for one in mine)} |"
        )
    return "\n".join(lines)


def compared(before: list[Ending], after: list[Ending]) -> str:
    """The bills that end otherwise, or leave more or less to look at."""
    old = {(one.group, one.bill): one for one in before}
    lines = ["| bill | exit before | after | lines before | after |", "|---|---:|---:|---:|---:|"]
    for one in after:
        was = old.get((one.group, one.bill))
        if was is not None and was != one:
            lines.append(
                f"| {one.bill} | {was.status} | {one.status} "
                f"| {was.suspects + was.undetermined} | {one.suspects + one.undetermined} |"
            )
    return "\n".join(lines)


def main() -> None:
    """Runs, or compares what two runs kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--compare", nargs=2, type=Path)
    words = parser.parse_args()
    if words.compare:
        before, after = (
            [Ending(**one) for one in json.loads(path.read_text("utf-8"))] for path in words.compare
        )
        print(table(before), table(after), compared(before, after), sep="\n\n")
        return
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(words.jobs) as pool:
        endings = [*pool.map(lambda pair: ending(*pair), cases(words.folders, Path(folder)))]
    if words.json:
        words.json.write_text(json.dumps([asdict(one) for one in endings], indent=1), "utf-8")
    print(table(endings))


if __name__ == "__main__":
    main()

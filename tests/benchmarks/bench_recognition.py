"""``python -m tests.benchmarks.bench_recognition``: how well lines are recognised by their words, with every miss and false hit.

First come the figures of real files that nothing was tuned on; their lines are only shown with ``--held``.

The real files are other people's and are not part of the project: only where their lines stand and what they are is kept
(``tests/recognition/labels.tsv``), and they are left out where the folder is absent.
"""

from __future__ import annotations

import csv
import random
import sys
import time
from collections.abc import Iterator
from functools import cache

from python_calamine import CalamineWorkbook

from calculator.recognition.classify import recognise
from tests.recognition.scoring import (
    HERE,
    LABELS,
    Line,
    Verdict,
    judged,
    made_up_lines,
    rows_of,
    scores,
)

SHARED = HERE.parents[2] / "shared" / "boms"


def real_lines(*halves: str) -> list[Line]:
    """The labelled lines of the real files of these halves.

    ``known`` are the files that the words were first made from; of those that came later the repositories whose name has an
    even SHA-256 are ``tune``, which may be looked at, and the others ``held``, which are only counted.
    """
    labels = {
        (row["file"], row["sheet"], int(row["row"])): row["label"]
        for row in rows_of(HERE / "labels.tsv")
    }
    lines = []
    named: set[tuple[str, str, int]] = set()
    for row in rows_of(HERE / "columns.tsv"):
        if row["half"] not in halves:
            continue
        sheet = _sheet(row["file"], row["sheet"])
        for at in _numbers(row["rows"]):
            cells = sheet[at - 1] if at <= len(sheet) else []
            texts = {
                name: _text(cells, row[name] or "")
                for name in ("description", "material", "number")
            }
            label = labels.get((row["file"], row["sheet"], at), "none")
            named.add((row["file"], row["sheet"], at))
            # A title above a group is no line.
            is_title = sum(bool(cell.strip()) for cell in cells) == 1 and len(cells) > 3
            if any(texts.values()) and not (is_title and row["half"] != "known"):
                lines.append(Line(place=f"{row['file']} {row['sheet']}!{at}", label=label, **texts))
    files = {(file, sheet) for file, sheet, _ in named}
    outside = {place for place in labels if place[:2] in files} - named
    if outside:
        raise ValueError(f"labels outside the rows that columns.tsv names: {sorted(outside)[:3]}")
    return lines


@cache
def _sheet(file: str, name: str) -> list[list[str]]:
    path = SHARED / file
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as text:
            return list(csv.reader(text))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[str(cell) for cell in row] for row in rows]


def _text(cells: list[str], letters: str) -> str:
    places = [ord(letter) - ord("A") for letter in letters.split(",") if letter]
    return " ".join(cells[at].strip() for at in places if at < len(cells) and cells[at].strip())


def _numbers(spans: str) -> Iterator[int]:
    for span in spans.split(","):
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _told(verdict: Verdict) -> str:
    line = " | ".join(
        text
        for text in (verdict.line.description, verdict.line.material, verdict.line.number)
        if text
    )
    why = verdict.found.reason or verdict.found.suspect or "no word"
    return f"{verdict.line.place}: {line[:90]!r} is {verdict.line.label}, found {verdict.label} ({why})"


def report(name: str, lines: list[Line], *, is_told: bool = True) -> None:
    """Print the table of one set and, where it may be looked at, what went wrong in it."""
    verdicts = judged(lines)
    counts = {label: sum(line.label == label for line in lines) for label in LABELS}
    print(
        f"\n{name}: {len(lines)} lines, {counts['none']} of nothing, {counts['either']} that nobody can tell"
    )
    print(f"  {'class':<16}{'lines':>6}{'precision':>11}{'recall':>8}")
    for score in scores(verdicts):
        print(
            f"  {score.name:<16}{counts[score.name]:>6}{score.precision:>11.3f}{score.recall:>8.3f}"
        )
    silent = sum(one.label == "none" and one.line.label in ("magnet", "target") for one in verdicts)
    print(f"  magnets and targets that nothing is asked about: {silent}")
    for one in verdicts if is_told else ():
        if one.label != one.line.label:
            print(f"    {'MISS ' if one.line.label != 'none' else 'FALSE'} {_told(one)}")


def report_speed(lines: list[Line], count: int = 100_000) -> None:
    """Print the time of many different lines: one in ten from the lines here, the others of parts without any word."""
    rng = random.Random(1)
    parts = (
        "Bracket",
        "Screw M3x8",
        "Resistor 10k 0603",
        "Housing upper",
        "Kabel 2 m",
        "铝合金板",
        "Capacitor 100nF X7R",
        "Label",
    )
    texts = [
        (
            f"{rng.choice(lines).description} {at}"
            if at % 10 == 0
            else f"{rng.choice(parts)} {at}",
            rng.choice(("Steel", "", "ABS")),
            f"P-{at}",
        )
        for at in range(count)
    ]
    recognise("Motor", "Steel", "P")
    began = time.perf_counter()
    for description, material, number in texts:
        recognise(description, material, number)
    print(f"\n{count} different lines: {time.perf_counter() - began:.2f} s")


def main() -> None:
    """Print one table for each set."""
    dev, test = made_up_lines("dev"), made_up_lines("test")
    if SHARED.is_dir():
        report("real files never tuned on", real_lines("held"), is_told="--held" in sys.argv)
        report("real files", real_lines("known"))
        report("real files, the half to tune on", real_lines("tune"))
    else:
        print(f"real files: left out, there is no {SHARED}")
    report("made-up lines, dev", dev)
    report("made-up lines, test", test)
    if "--speed" in sys.argv:
        report_speed(dev)


if __name__ == "__main__":
    main()

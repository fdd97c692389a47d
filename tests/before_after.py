"""Keeps the reports of many bills under every rule, and compares two such folders: nothing that decides may differ.

    python -m tests.before_after keep FOLDER [FOLDER_OF_BILLS...]   # JSON, CSV and Markdown of each bill under each rule
    python -m tests.before_after compare BEFORE AFTER               # exit 1 where a verdict, bound, licence, suspect or cell differs

The samples are always among the bills. What may differ (wording, problems, evidence grades, hashes of rules) is counted and listed.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import json
import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "sample_boms"
ON = "2026-11-23"
FORMATS = ("json", "csv", "md")
SUFFIXES = {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"}
GIVEN = {
    "drone.xlsx": ["--facts", str(SAMPLES / "drone-facts.xlsx")],
    "sap-cs12.csv": ["--profile", str(SAMPLES / "sap-cs12.toml")],
}
MAY_DIFFER = (
    "message",
    "why",
    "asks",
    "evidence",
    "sha256",
    "title",
    "note",
    "text",
    "reason",
    "held_back",
    "how",
    "says",
)


def bills(folders: list[Path]) -> list[Path]:
    """The samples, and every bill in the folders."""
    return [
        path
        for folder in (SAMPLES, *folders)
        for path in sorted(folder.rglob("*"))
        if path.suffix.casefold() in SUFFIXES
    ]


def keep_one(bill: Path, folder: Path) -> None:
    """Writes the reports of one bill, each with its exit status: called in a process of its own."""
    os.environ["DEMINIMIS_DEBUG"] = "1"
    import calculator
    from calculator.cli.main import main

    listed = sorted(Path(calculator.__file__).parent.glob("rules/*/*.toml"))
    names = [tomllib.loads(path.read_text("utf-8"))["id"] for path in listed]
    folder.mkdir(parents=True, exist_ok=True)
    more = GIVEN.get(bill.name, []) if bill.parent == SAMPLES else []
    os.chdir(bill.parent)
    for rule in names:
        for form in FORMATS:
            # Reports are written as bytes, which a plain text stream would refuse.
            out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n")
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
                try:
                    status = main(
                        [
                            "check",
                            bill.name,
                            *more,
                            "--rule",
                            rule,
                            "--on",
                            ON,
                            "--format",
                            form,
                            "--no-progress",
                        ],
                        standalone_mode=False,
                    )
                except Exception as fault:  # what ends a run is part of what is compared
                    status = f"{type(fault).__name__}: {fault}"
            out.seek(0)
            (folder / f"{rule}.{form}").write_text(f"exit {status}\n{out.read()}", "utf-8")


def keep(folder: Path, folders: list[Path]) -> None:
    """Every report of every bill, two at a time."""

    def in_a_process(bill: Path) -> None:
        name = f"{bill.parent.name}/{bill.name}".replace("/", "@")
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tests.before_after",
                "one",
                str(bill),
                str((folder / name).absolute()),
            ],
            check=False,
        )
        print(done.returncode, bill)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(in_a_process, bills(folders)))


def differences(before: Any, after: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Where two JSON values differ, by path."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from differences(before.get(key), after.get(key), f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            yield from differences(one, other, f"{path}[]")
    elif before != after:
        yield path, before, after


def compare(before: Path, after: Path) -> int:
    """Prints what differs; the number of differences in what decides."""
    allowed: Counter[str] = Counter()
    lines: Counter[tuple[str, str]] = Counter()
    without: Counter[str] = Counter()
    wrong = 0
    names = {
        str(path.relative_to(folder))
        for folder in (before, after)
        for path in folder.rglob("*.*")
        if path.is_file()
    }
    for name in sorted(names):
        old, new = before / name, after / name
        if not (old.exists() and new.exists()):
            print(f"{name}: only in one of them")
            wrong += 1
            continue
        (old_status, _, old_text), (new_status, _, new_text) = (
            path.read_text("utf-8").partition("\n") for path in (old, new)
        )
        if new_status not in {"exit 0", "exit 1", "exit 3", "exit 4"}:
            without[new_status] += 1
        if old_status != new_status:
            print(f"{name}: {old_status} -> {new_status}")
            wrong += 1
        if name.endswith(".json") and old_text and new_text:
            for path, one, other in differences(json.loads(old_text), json.loads(new_text)):
                if (
                    path.startswith((".problems", ".tool", ".rules"))
                    or path.rpartition(".")[2].rstrip("[]") in MAY_DIFFER
                ):
                    allowed[path] += 1
                else:
                    print(f"{name}{path}: {one!r} -> {other!r}"[:400])
                    wrong += 1
        elif old_text != new_text:
            for line in difflib.ndiff(old_text.splitlines(), new_text.splitlines()):
                if line[:2] in {"- ", "+ "}:
                    lines[name.rpartition(".")[2], line[:160]] += 1
    print(f"{len(names)} reports compared; {wrong} differences in what decides")
    for status, count in without.most_common():
        print(f"  no report, {count} times {status}"[:160])
    for path, count in allowed.most_common():
        print(f"  allowed {path}: {count}")
    for (form, line), count in lines.most_common(60):
        print(f"  {form} {count} times {line}")
    # Where there is no report at all, nothing was compared.
    return wrong or without.total() == len(names)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["one", bill, folder]:
            keep_one(Path(bill), Path(folder))
        case ["keep", folder, *folders]:
            keep(Path(folder), [Path(one) for one in folders])
        case ["compare", before, after]:
            sys.exit(1 if compare(Path(before), Path(after)) else 0)
        case _:
            sys.exit(__doc__)

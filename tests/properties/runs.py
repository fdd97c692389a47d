"""Bills that are run again and again with something changed: the samples, and every bill of a folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from calculator.application.requests import options_for
from calculator.assessment import Assessment, assess
from tests.paths import SAMPLES

ON = date(2026, 11, 23)
CLEAR, CROSSES, OPEN = 0, 1, 3
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"})
LARGE = 50_000
"""Bytes of a workbook."""
OURS = frozenset({"drone-facts.xlsx"})


@dataclass(frozen=True, kw_only=True)
class Case:
    """One run: a bill, the files of its facts, and the other words of the command."""

    bill: Path
    facts: tuple[Path, ...] = ()
    choices: dict[str, Any] = field(default_factory=dict)

    @property
    def is_large(self) -> bool:
        """True where one run takes seconds: of such bills CI tries less."""
        return self.bill.stat().st_size > LARGE

    def of(self, bill: Path) -> Case:
        """The same run of another bill."""
        return replace(self, bill=bill)

    def assessed(self) -> Assessment:
        """In this process: nothing here is hostile."""
        return assess((self.bill,), self.facts, options_for(on=ON, **self.choices))

    def untouched(self) -> Assessment:
        """The same of a bill that no test writes to, once in a process."""
        return _untouched(self.bill, self.facts, tuple(sorted(self.choices.items())))

    def status(self) -> int:
        """The exit status of the command."""
        return self.assessed().report.exit_status()


def samples() -> tuple[Case, ...]:
    """Each sample as its hand-worked answers have it run, with the materials' verdict for its headline."""
    return tuple(_case(run["file"], run.get("args", [])) for run in _runs())


def conclusive_samples() -> tuple[Case, ...]:
    """The samples that end in an answer, by the exit status worked out by hand: no run is needed to know."""
    return tuple(
        _case(run["file"], run.get("args", []))
        for run in _runs()
        if run["exit"] in {CLEAR, CROSSES}
    )


@cache
def _untouched(
    bill: Path, facts: tuple[Path, ...], choices: tuple[tuple[str, Any], ...]
) -> Assessment:
    return Case(bill=bill, facts=facts, choices=dict(choices)).assessed()


@cache
def _runs() -> tuple[dict[str, Any], ...]:
    runs = tomllib.loads((SAMPLES / "answers.toml").read_text("utf-8"))["run"]
    return tuple(run for run in runs if "product" not in run.get("args", []))


def bills_in(folder: Path) -> tuple[Case, ...]:
    """Every workbook and table below a folder, on its own."""
    return tuple(
        Case(bill=path)
        for path in sorted(folder.rglob("*"))
        if path.suffix.casefold() in SUFFIXES and path.name not in OURS
    )


def _case(file: str, words: list[str]) -> Case:
    facts: list[Path] = []
    choices: dict[str, Any] = {}
    for name, value in zip(words[::2], words[1::2], strict=True):
        match name:
            case "--facts":
                facts.append(SAMPLES / value)
            case "--assume":
                choices["assume"] = (*choices.get("assume", ()), value)
            case "--profile":
                choices["profile"] = SAMPLES / value
            case _:
                choices[name.removeprefix("--")] = value
    return Case(bill=SAMPLES / file, facts=tuple(facts), choices=choices)

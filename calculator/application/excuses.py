"""Files in which a person has answered for something already: waivers (TOML), and the report of an earlier run (JSON)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from calculator.application.requests import InvalidRequestError
from calculator.findings.assembly_cases import NOT_LISTED
from calculator.findings.excuse import WEIGHT, Baseline, Excuses, WaivedState, Waiver
from calculator.findings.report import InputFile
from calculator.findings.verdict import Licence, Verdict, answer_for
from calculator.numbers.strict_table import StrictTable, read_strictly

LONGEST: Final = timedelta(days=366)
"""A waiver says until when it holds, a year ahead at most: what nobody looks at any more must come up again."""
_MOST_BYTES: Final = 200_000_000
_WILD: Final = "*?["
WAIVERS, BASELINE = "waivers", "baseline"
"""The roles of the two files among the inputs of a report."""


def excuses_for(
    waive: Sequence[Path], new_since: Path | None, *, on: date, rules: Collection[str]
) -> tuple[Excuses, tuple[InputFile, ...]]:
    """What the files say, and the files as inputs of the report. Raises InvalidRequestError with file, line and fault.

    ``rules`` are the ids of all rules that are known; a waiver of another one would never hold.
    """
    waivers: list[Waiver] = []
    inputs: list[InputFile] = []
    for path in waive:
        content = _bytes_of(path, "--waive")
        inputs.append(input_file(path, content, WAIVERS))
        waivers += _waivers_in(path, content, on, rules)
    _refuse_twice(waivers)
    baseline = None
    if new_since is not None:
        content = _bytes_of(new_since, "--new-since")
        inputs.append(input_file(new_since, content, BASELINE))
        baseline = _baseline_in(new_since, content)
    return (
        Excuses(
            waivers=tuple(waiver for waiver in waivers if waiver.until >= on),
            expired=tuple(waiver for waiver in waivers if waiver.until < on),
            baseline=baseline,
        ),
        tuple(inputs),
    )


def input_file(path: Path, content: bytes, role: str) -> InputFile:
    """A file that chose something for the run, as an input of its report."""
    return InputFile(
        path=path.name, sha256=hashlib.sha256(content).hexdigest(), size=len(content), role=role
    )


def _bytes_of(path: Path, option: str) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InvalidRequestError(
                f"{path.name} has more than {_MOST_BYTES:,} bytes; no such file of ours has", option
            )
        return path.read_bytes()
    except OSError as fault:
        raise InvalidRequestError(
            f"{path.name} could not be read: {fault.strerror}", option
        ) from None


# --------------------------------------------------------------------------- waivers


def _waivers_in(path: Path, content: bytes, on: date, rules: Collection[str]) -> list[Waiver]:
    def waiver(entry: StrictTable) -> Waiver:
        item, rule = entry.text("item"), entry.text("rule")
        for key, word in (("item", item), ("rule", rule)):
            if any(sign in word for sign in _WILD):
                entry.fail(key, f'"{word}": a waiver is of one item; wildcards are not read')
        if rule not in rules:
            entry.fail("rule", f'"{rule}" is no rule; known are {", ".join(rules)}')
        until = entry.day("until")
        if until - on > LONGEST:
            entry.fail("until", f"{until} is more than a year after {on}; name a day within a year")
        return Waiver(
            item=item,
            rule=rule,
            state=entry.choice("waives", WaivedState),
            reason=entry.text("reason"),
            by=entry.text("by"),
            until=until,
            place=f"{path.name}, waiver {entry.number}",
        )

    try:
        text = content.decode("utf-8")
        return list(read_strictly(text, path.name, lambda table: table.each("waiver", waiver)))
    except (UnicodeDecodeError, ValueError) as fault:
        raise InvalidRequestError(str(fault), "--waive") from None


def _refuse_twice(waivers: Sequence[Waiver]) -> None:
    places: dict[tuple[str, str, WaivedState], str] = {}
    for waiver in waivers:
        key = (waiver.item, waiver.rule, waiver.state)
        if key in places:
            raise InvalidRequestError(
                f'"{waiver.item}" has two waivers of {waiver.state.value} under {waiver.rule}: {places[key]} and {waiver.place}',
                "--waive",
            )
        places[key] = waiver.place


# --------------------------------------------------------------------------- an earlier report


def _baseline_in(path: Path, content: bytes) -> Baseline:
    answers: dict[tuple[str, str], Licence] = {}
    try:
        report = json.loads(content)
        for entry in (*report["findings"], *report["products"]):
            key = (str(entry["rule"]), str(entry["item"]))
            answer = _answer_of(entry)
            # An item that is a product too: what was said more mildly was said.
            answers[key] = min(answers.get(key, answer), answer, key=WEIGHT.index)
        suspects = frozenset(
            str(entry["item"] or entry["description"]) for entry in report["suspects"]
        )
        stated = frozenset(_stated_in(report))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        raise InvalidRequestError(
            f"{path.name} is not a JSON report of this program ({type(fault).__name__}); write one with --format json",
            "--new-since",
        ) from None
    return Baseline(name=path.name, answers=answers, suspects=suspects, stated=stated)


def _stated_in(report: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """What the earlier report held open of assemblies and products; nothing where they were assumed not to be on the list."""
    assumed = {(entry["name"], entry["value"]) for entry in report["assumptions"]}
    if NOT_LISTED in assumed:
        return
    for entry in (*report["assemblies"], *report["products"]):
        for clause, state in entry.get("stated", {}).items():
            yield str(entry["rule"]), str(entry["item"]), str(clause), str(state)


def _answer_of(entry: Mapping[str, Any]) -> Licence:
    return answer_for(Verdict(entry["verdict"]), Licence(entry["licence"]))

"""A report that is checked: the same inputs, rules and options once more, and what comes out differently."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from calculator.findings.report import Reading
from calculator.model.assumptions import Assumptions
from calculator.model.item import Evidence
from calculator.numbers.counted import counted
from calculator.rules import Rule

MAX_BYTES: Final = 200_000_000
_NOT_COMPARED: Final = ("tool", "schema_version", "inputs", "refused")
_EXCUSES: Final = ("waived", "new")
"""What somebody answered for when the report was made: it changes no finding, at whatever place of the report."""
_NOT_OPENED: Final = ("left-out", "ours")
_EMPTY_FOLDER: Final = "no-facts-in-folder"
_MOST: Final = 40


class NotVerifiableError(Exception):
    """Why a report cannot be recomputed, and the way out."""


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What a report says of its own making."""

    report: Mapping[str, Any]
    boms: tuple[Path, ...]
    facts: tuple[Path, ...]
    rules: tuple[Rule, ...]
    on: datetime.date
    reading: Reading
    weakest: Evidence
    assumptions: Assumptions
    options: Mapping[str, str]
    profile: Path | None
    names: Mapping[str, str] = field(default_factory=dict)
    """Files of facts that are cited by more than their own name, by path."""


def read_record(path: Path, folders: Sequence[Path], rules: Mapping[str, Rule]) -> Recorded:
    """The record of a JSON report, with its inputs found by name in one of ``folders`` and proved by their SHA-256.

    Raises NotVerifiableError where the report, an input or a rule is not what it was.
    """
    report = _read(path)
    try:
        inputs = [(entry["path"], entry["sha256"], entry["role"]) for entry in report["inputs"]]
        wanted = [(entry["id"], entry["sha256"]) for entry in report["rules"]]
        options = {str(name): str(value) for name, value in report["options"].items()}
        recorded = Recorded(
            report=report,
            boms=tuple(
                _input_file(name, sha, folders) for name, sha, role in inputs if role == "bom"
            ),
            facts=tuple(
                _input_file(name, sha, folders) for name, sha, role in inputs if role == "facts"
            ),
            names={
                str(_input_file(name, sha, folders)): name
                for name, sha, role in inputs
                if role == "facts" and "/" in name
            },
            rules=tuple(_rule(rule_id, sha, rules) for rule_id, sha in wanted),
            on=datetime.date.fromisoformat(report["on"]),
            reading=Reading(report["reading"]),
            weakest=Evidence(report["min_evidence"]),
            assumptions=Assumptions.of_pairs(
                (entry["name"], entry["value"]) for entry in report["assumptions"]
            ),
            options=options,
            profile=_input_file(options["profile"], options["profile-sha256"], folders)
            if "profile" in options
            else None,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotVerifiableError(
            f"{path.name} is not a JSON report of this program ({type(fault).__name__}: {fault}); write one with --format json"
        ) from None
    if report["refused"]:
        raise NotVerifiableError(
            f"{path.name} says that {', '.join(map(str, report['refused']))} could not be read, so there is nothing to recompute"
        )
    return recorded


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise NotVerifiableError(
                f"{path.name} has more than {MAX_BYTES:,} bytes, which no report of this program has"
            )
        report = json.loads(path.read_bytes())
    except OSError as fault:
        raise NotVerifiableError(f"{path.name} could not be read: {fault.strerror}") from None
    except (ValueError, RecursionError):
        raise NotVerifiableError(
            f"{path.name} is not JSON; write a report with --format json"
        ) from None
    if not isinstance(report, dict):
        raise NotVerifiableError(
            f"{path.name} is not a JSON report of this program; write one with --format json"
        )
    return report


def _input_file(name: str, sha256: str, folders: Sequence[Path]) -> Path:
    """The file of that name and hash, in a folder or below it. A name that leads out of it is none that we wrote."""
    if not _is_below(name):
        raise NotVerifiableError(
            f'the report names an input "{name[:80]}", which is no name of a file below a folder'
        )
    other: Path | None = None
    for folder in folders:
        path = folder / name
        if path.is_file():
            if hashlib.sha256(path.read_bytes()).hexdigest() == sha256:
                return path
            other = path
    if other is not None:
        raise NotVerifiableError(
            f"{other} is not the file that was read: its SHA-256 differs from the one in the report"
        )
    raise NotVerifiableError(
        f"{name} is not in {', '.join(map(str, folders))}; say where it is with --in"
    )


def _is_below(name: str) -> bool:
    r"""True for the name of a file in a folder or below it.

    >>> [_is_below(name) for name in ("a.xlsx", "acme/a.xlsx", "../a.xlsx", "/etc/a", "a\\..\\b", "")]
    [True, True, False, False, False, False]
    """
    parts = name.split("/")
    return all(
        part == Path(part).name and part != ".." and "\\" not in part for part in parts
    ) and bool(parts[0])


def _rule(rule_id: str, sha256: str, rules: Mapping[str, Rule]) -> Rule:
    rule = rules.get(rule_id)
    if rule is None:
        raise NotVerifiableError(
            f"the rule {rule_id} is not known here; give its folder with --rules-dir"
        )
    if rule.sha256 != sha256:
        raise NotVerifiableError(
            f"the rule {rule_id} is not the one that was applied: its file has changed since (SHA-256 {rule.sha256[:16]} and not {sha256[:16]})"
        )
    return rule


# --------------------------------------------------------------------------- what differs


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Where two reports differ, each with its place and both values; version and names of files do not count.

    >>> differences({"summary": {"crosses": 1}, "tool": 1}, {"summary": {"crosses": 2}, "tool": 2})
    ('summary.crosses: 1 in the report, 2 now',)
    """
    old, new = _compared(before), _compared(after)
    differing: list[str] = []
    for difference in _walk(old, new, ""):
        if len(differing) == _MOST:
            differing.append("and more")
            break
        differing.append(difference)
    return tuple(differing)


def _compared(report: Mapping[str, Any]) -> dict[str, Any]:
    """What a report says of the files that were read; a folder may hold other ones too, which decide nothing."""
    compared = {key: value for key, value in report.items() if key not in _NOT_COMPARED}
    accounting = compared.get("accounting")
    if isinstance(accounting, dict) and isinstance(accounting.get("inputs"), list):
        inputs = [
            entry
            for entry in accounting["inputs"]
            if not isinstance(entry, dict) or entry.get("fate") not in _NOT_OPENED
        ]
        compared["accounting"] = {**accounting, "inputs": inputs}
    if isinstance(compared.get("problems"), list):
        compared["problems"] = [
            problem
            for problem in compared["problems"]
            if not isinstance(problem, dict) or problem.get("code") != _EMPTY_FOLDER
        ]
    return compared


def _walk(old: Any, new: Any, place: str) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            if key in _EXCUSES:
                continue
            yield from _walk(old.get(key), new.get(key), f"{place}.{key}" if place else str(key))
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{place}: {counted(len(old), 'entry', 'entries')} in the report, {len(new)} now"
        for index, (before, after) in enumerate(zip(old, new, strict=False)):
            name = after.get("item", index) if isinstance(after, dict) else index
            yield from _walk(before, after, f"{place}[{name}]")
    elif old != new:
        yield f"{place}: {_short(old)} in the report, {_short(new)} now"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"

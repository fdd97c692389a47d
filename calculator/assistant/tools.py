"""What the tools do, without the protocol: each takes plain words and gives plain values, and reads files of one folder only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

from calculator.application import jobs
from calculator.application.choices import ASSUMPTIONS
from calculator.application.requests import (
    InvalidRequestError,
    known_rules,
    options_for,
    request_for,
    rule_of,
)
from calculator.assessment import Options
from calculator.reports.answer_words import headline, overall
from calculator.reports.records.json_report import as_json
from calculator.reports.safe_text import safe
from calculator.reports.text.explanation import explain_text
from calculator.reports.text.rules import rule_text, rules_text
from calculator.runtime.fork_server import START, start_fork_server
from calculator.runtime.sandbox import WorkerStart
from calculator.sources.files.formats import input_suffixes

MOST: Final = 40
"""Findings, suspects, problems and files that one answer holds; how many more there are is said."""
_LIMITS: Final[dict[str, int]] = {}
_WARM: Final = "calculator.assistant.tools"
_START: Final = WorkerStart(method=START)


def warm_up() -> None:
    """Starts the process that workers are forked from, before there are threads."""
    start_fork_server([_WARM])


class ToolError(Exception):
    """A request that cannot be carried out; the text says why and the way out."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """The tools over the files of ``folder``. Each run is in a worker with limits; nothing is written and nothing fetched."""

    folder: Path
    today: date

    def files(self) -> list[str]:
        """The workbooks and tables that can be checked, by their path below the folder."""
        paths = sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.suffix.casefold() in input_suffixes() and path.is_file() and self._is_ours(path)
        )
        return [safe(name) for name in paths[: MOST * 5]]

    def check(
        self,
        file: str,
        on: str = "",
        rule: str = "",
        facts: list[str] | None = None,
        assume: list[str] | None = None,
    ) -> dict[str, Any]:
        """Check one bill: the answer, verdict, share and why of each magnet and target, suspects, questions, errors.

        ``on`` is YYYY-MM-DD; ``rule`` an id of ``rules``; ``facts`` are further files with contents, prices and rates;
        ``assume`` are assumptions such as technology=no, which stand in the answer.
        """
        options = self._options(on, rule, assume or ())
        bill, beside = self._path(file), tuple(map(self._path, facts or ()))
        report = jobs.run(
            partial(jobs.check, (bill,), beside, options), (bill, *beside), _LIMITS, start=_START
        )
        record = as_json(report)
        return {
            "answer": f"{overall(report)}. {headline(report)}",
            "exit_status": report.exit_status(),
            **{key: record[key] for key in ("on", "headline", "summary", "assumptions")},
            "rules": [
                {key: entry[key] for key in ("id", "title", "status", "disclaimer")}
                for entry in record["rules"]
            ],
            "findings": _some([_finding(entry) for entry in record["findings"]]),
            "suspects": _some(record["suspects"]),
            "question_groups": _some(record["question_groups"]),
            "problems": _some(
                [entry for entry in record["problems"] if entry["severity"] == "error"]
            ),
        }

    def inspect(self, file: str, on: str = "") -> str:
        """How one file is read: sheets, columns, levels, units, problems; no verdict."""
        bill, date_of_run = self._path(file), self._day(on)
        request = request_for(
            profile=None, sheet=None, quantity=None, on=date_of_run, limits=_LIMITS
        )
        text, _refused, _profile = jobs.run(
            partial(jobs.inspect, (bill,), (), request), (bill,), _LIMITS, start=_START
        )
        return text

    def explain(self, file: str, item: str, on: str = "", rule: str = "") -> str:
        """The arithmetic behind one item of a bill, line by line, each number with its cell."""
        bill, options = self._path(file), self._options(on, rule, ())
        _report, explained, near = jobs.run(
            partial(jobs.explain, (bill,), (), options, item), (bill,), _LIMITS, start=_START
        )
        if explained is None:
            raise ToolError(
                f'the bill has no item "{safe(item, 80)}"'
                + (f"; similar are {', '.join(map(safe, near))}" if near else "")
            )
        return explain_text(explained)

    def rules(self, rule: str = "", on: str = "") -> str:
        """The rules with their status on a day, or one rule clause by clause with its sources."""
        rules_by_id, day = known_rules(None), self._day(on)
        try:
            return (
                rule_text(rule_of(rules_by_id, rule), day) if rule else rules_text(rules_by_id, day)
            )
        except InvalidRequestError as fault:
            raise ToolError(str(fault)) from None

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text) if text else self.today
        except ValueError:
            raise ToolError(f'"{safe(text, 40)}" is not a date; write YYYY-MM-DD') from None

    def _options(self, on: str, rule: str, assume: Sequence[str]) -> Options:
        for pair in assume:
            if pair not in ASSUMPTIONS:
                raise ToolError(
                    f'"{safe(pair, 80)}" cannot be assumed; known are {", ".join(ASSUMPTIONS)}'
                )
        try:
            return options_for(
                on=self._day(on), rule_ids=(rule,) if rule else (), assume=tuple(assume)
            )
        except InvalidRequestError as fault:
            raise ToolError(str(fault)) from None

    def _path(self, name: str) -> Path:
        """The file of that name below the folder; whatever leads out of it is refused, links too."""
        try:
            path = self.folder / name
            is_there = path.is_file() and self._is_ours(path)
        except (OSError, ValueError):
            is_there = False
        if not is_there:
            raise ToolError(
                f'"{safe(name, 120)}" is no file of this folder; the tool "files" names those that are'
            )
        return path

    def _is_ours(self, path: Path) -> bool:
        real = Path(os.path.realpath(path))
        return real.is_relative_to(os.path.realpath(self.folder))


def _finding(entry: dict[str, Any]) -> dict[str, Any]:
    kept = (
        "rule",
        "item",
        "description",
        "supplier",
        "subject_why",
        "verdict",
        "licence",
        "reasons",
    )
    return {
        **{key: entry[key] for key in kept},
        "share": entry["value"]["share"],
        "evidence": entry["evidence"],
        "clearance": [f"{step['obligation']}: {step['by']}" for step in entry["clearance"]],
        "cells": entry["cells"][:MOST],
    }


def _some(entries: list[Any]) -> dict[str, Any]:
    return {"first": entries[:MOST], "total": len(entries)}

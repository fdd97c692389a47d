"""What runs in the worker of a request: each takes files and options first, then what the sandbox hands to it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from calculator.application.requests import budget_for
from calculator.assessment import Options, assess
from calculator.findings.report import Explained, Report
from calculator.model.problem import Problem
from calculator.runtime.sandbox import USUAL_START, Announce, Watcher, WorkerStart, isolated
from calculator.sources.reader import Request, read_files

if TYPE_CHECKING:
    from calculator.comparison.revisions import Change, FactChange
    from calculator.declarations.composition import Composition
    from calculator.declarations.record import Declaration

# What a job needs beside an assessment is loaded by the job that needs it: a check starts without.

T = TypeVar("T")
Paths = tuple[Path, ...]
Refused = dict[str, Problem]


def run(
    job: Callable[[Announce, Refused], T],
    files: Paths,
    limits: dict[str, int],
    watcher: Watcher | None = None,
    start: WorkerStart = USUAL_START,
) -> T:
    """The job in a worker that no file can break out of; with DEMINIMIS_DEBUG in this process, for the traceback.

    A door with threads says how a worker begins. Raises WorkerBugError, and what ``watcher`` raises.
    """
    if os.environ.get("DEMINIMIS_DEBUG"):
        return job(lambda _: None, {})
    return isolated(job, files, budget_for(limits), watcher, start)


def check(
    boms: Paths, facts: Paths, options: Options, announce: Announce, refuse: Refused
) -> Report:
    """The whole of a check."""
    return assess(boms, facts, options, announce=announce, refuse=refuse).report


def explain(
    boms: Paths, facts: Paths, options: Options, item: str, announce: Announce, refuse: Refused
) -> tuple[Report, Explained | None, list[str]]:
    """A check, and the arithmetic of one item; items of similar numbers where there is none."""
    assessment = assess(boms, facts, options, announce=announce, refuse=refuse)
    numbers = assessment.read.bill.items
    near = [number for number in numbers if item.casefold() in number.casefold()][:8]
    return assessment.report, assessment.explain(item), near


def inspect(
    boms: Paths, facts: Paths, request: Request, announce: Announce, refuse: Refused
) -> tuple[str, tuple[str, ...], str]:
    """How a file was read: the text, what was refused, and the profile that reads it again."""
    from calculator.reports.text.inspection import inspection_text, profile_of

    read = read_files(boms, facts, replace(request, announce=announce, refuse=refuse))
    return inspection_text(read), read.refused, profile_of(read)


def declare(
    boms: Paths, facts: Paths, options: Options, announce: Announce, refuse: Refused
) -> tuple[Report, tuple[Declaration, ...]]:
    """A check, and the declaration that each rule of the options asks for."""
    from calculator.declarations.declare import declaration_of

    assessment = assess(boms, facts, options, announce=announce, refuse=refuse)
    return assessment.report, tuple(declaration_of(assessment, rule) for rule in options.rules)


def compose(
    boms: Paths, facts: Paths, options: Options, announce: Announce, refuse: Refused
) -> tuple[Report, tuple[Composition, ...]]:
    """A check, and what each product is made of."""
    from calculator.declarations.composition import compositions_of

    assessment = assess(boms, facts, options, announce=announce, refuse=refuse)
    return assessment.report, compositions_of(assessment)


def diff(
    old: Path,
    new: Path,
    before: Paths,
    after: Paths,
    options: Options,
    announce: Announce,
    refuse: Refused,
) -> tuple[tuple[Report, Report], tuple[Change, ...], tuple[FactChange, ...]]:
    """Two revisions, each with its facts, what changed side between them, and every fact that is not the same."""
    from calculator.comparison.revisions import changed_facts, compare

    first = assess((old,), before, options, announce=announce, refuse=refuse)
    second = assess((new,), after, options, announce=announce, refuse=refuse)
    changes = compare(first, second)
    return (first.report, second.report), changes, changed_facts(first, second, changes)

"""Every bill of a campaign assessed with the facts there are: each on its own, in a worker that no file can break out of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from calculator.application import jobs
from calculator.application.requests import budget_for
from calculator.assessment import Options, assess
from calculator.audit.plan import BUG, File, Order, Outcome, fingerprint
from calculator.audit.run import local_executors
from calculator.audit.skipped import why_skipped
from calculator.campaign.declared import declared_lines
from calculator.comparison.bill_state import BillState, bill_state
from calculator.model.problem import Problem
from calculator.runtime.sandbox import Announce, WorkerBugError
from calculator.sources.files.facts_files import each_facts_file

_FEW: Final = 4
"""So many bills are done before workers that stay have started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyedBill(Outcome):
    """What a worker hands over of one bill."""

    state: BillState


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The bills by their key, in its order, with their states. ``refused`` are those that could not be read, ``skipped`` no bills."""

    states: Mapping[str, BillState]
    refused: Mapping[str, tuple[str, ...]]
    skipped: Mapping[str, str]

    @property
    def unread_facts(self) -> tuple[str, ...]:
        """Files of facts that could not be read: every answer lacks them."""
        return tuple(
            dict.fromkeys(name for state in self.states.values() for name in state.unread_facts)
        )


def survey(
    bills: Mapping[str, Path],
    facts: Sequence[Path],
    options: Options,
    limits: dict[str, int],
    tell: Callable[[int], None] = lambda _: None,
) -> Survey:
    """The state of every bill; ``tell`` is told of each that is done. Raises WorkerBugError.

    Many bills are shared out among as many workers as there are processors; each reads the facts once.
    """
    is_alone = len(bills) <= _FEW or bool(os.environ.get("DEMINIMIS_DEBUG"))
    surveyed = (_one_by_one if is_alone else _in_workers)(bills, tuple(facts), options, limits)
    states: dict[str, BillState] = {}
    refused: dict[str, tuple[str, ...]] = {}
    skipped: dict[str, str] = {}
    for key, state in zip(bills, surveyed, strict=True):
        if state.skipped:
            skipped[key] = state.skipped
        elif state.is_refused:
            refused[key] = state.errors
        else:
            states[key] = state
        tell(1)
    return Survey(states=states, refused=refused, skipped=skipped)


def _one_by_one(
    bills: Mapping[str, Path], facts: tuple[Path, ...], options: Options, limits: dict[str, int]
) -> Iterator[BillState]:
    facts_read = tuple(each_facts_file(facts))
    for path in bills.values():
        yield jobs.run(partial(_state_of, path, facts, options), (path, *facts_read), limits)


def _in_workers(
    bills: Mapping[str, Path], facts: tuple[Path, ...], options: Options, limits: dict[str, int]
) -> Iterator[BillState]:
    """The states in the order of the bills, whoever is done first."""
    order = Order(options=options, facts=facts, budget=budget_for(limits), job=survey_file)
    with local_executors(order, os.cpu_count() or 1) as executors:
        waiting = [executors.submit((_file(key, path, options),)) for key, path in bills.items()]
        for (key, path), future in zip(bills.items(), waiting, strict=True):
            (outcome,) = future.result()
            if outcome.was_killed:
                # Somebody else has ended its worker, which may be no fault of the bill.
                alone = executors.submit((_file(key, path, options),), is_alone=True)
                (outcome,) = alone.result()
            yield _state_in(outcome, path)


def _file(key: str, path: Path, options: Options) -> File:
    sha256, size = fingerprint(path, options.limits.file_bytes)
    return File(path=path, key=key, sha256=sha256, size=size)


def _state_in(outcome: Outcome, path: Path) -> BillState:
    if isinstance(outcome, SurveyedBill):
        return outcome.state
    if outcome.status == BUG:
        raise WorkerBugError(outcome.worst)
    return BillState(
        name=path.name,
        sha256=outcome.sha256,
        exit_status=outcome.status,
        headline=outcome.headline,
        errors=(outcome.worst,),
        skipped="",
        lines=(),
        answers=(),
        contradictions=(),
        caught=(),
        own_tasks=(),
        is_refused=True,
    )


def survey_file(order: Order, file: File, refusal: Problem | None) -> Outcome:
    """In a worker: the state of one bill; where ``refusal`` is given, without opening the file."""
    refuse = {str(file.path): refusal} if refusal else {}
    state = _state_of(file.path, order.facts, order.options, announce=lambda _: None, refuse=refuse)
    return SurveyedBill(
        key=file.key,
        sha256=state.sha256,
        size=file.size,
        status=state.exit_status,
        headline=state.headline,
        state=state,
    )


def _state_of(
    path: Path,
    facts: tuple[Path, ...],
    options: Options,
    announce: Announce,
    refuse: dict[str, Problem],
) -> BillState:
    assessment = assess((path,), facts, options, announce=announce, refuse=refuse)
    skipped = why_skipped(assessment.report, path.name)
    state = bill_state(assessment, path.name, skipped)
    is_read = not (state.is_refused or skipped)
    lines = declared_lines(assessment, options.declarations) if is_read else ()
    return replace(state, lines=(*state.lines, *lines))

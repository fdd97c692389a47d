"""Every bill of a campaign assessed with the facts there are: each on its own, in a worker that no file can break out of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from calculator.application import jobs
from calculator.assessment import Options, assess
from calculator.audit.skipped import why_skipped
from calculator.campaign.declared import declared_lines
from calculator.comparison.bill_state import BillState, bill_state
from calculator.model.problem import Problem
from calculator.runtime.sandbox import Announce
from calculator.sources.files.facts_files import each_facts_file


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
    """The state of every bill; ``tell`` is told of each that is done."""
    states: dict[str, BillState] = {}
    refused: dict[str, tuple[str, ...]] = {}
    skipped: dict[str, str] = {}
    facts_read = each_facts_file(facts)
    for key, path in bills.items():
        state = jobs.run(
            partial(_state_of, path, tuple(facts), options), (path, *facts_read), limits
        )
        if state.skipped:
            skipped[key] = state.skipped
        elif state.is_refused:
            refused[key] = state.errors
        else:
            states[key] = state
        tell(1)
    return Survey(states=states, refused=refused, skipped=skipped)


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

"""Waivers that do nothing are told: one that has ended, and one whose item is not in the state that it is about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence

from calculator.findings.excuse import Excuses, WaivedState, Waiver
from calculator.findings.finding import Finding, NodeFinding, UnresolvedPart
from calculator.model.problem import Problem, warning
from calculator.model.source import Source


def waiver_problems(
    excuses: Excuses,
    findings: Iterable[Finding],
    suspects: Sequence[UnresolvedPart],
    nodes: Iterable[NodeFinding],
    items: Container[str],
) -> Iterator[Problem]:
    """One warning a waiver of one of the bill's ``items`` that changes nothing; a file of waivers may serve many bills."""
    tested: tuple[Finding | NodeFinding, ...] = (*findings, *nodes)
    answers = [(each.rule.id, each.item.number, each.answer) for each in tested]
    numbers = {suspect.item.number for suspect in suspects}
    for waiver in excuses.expired:
        if waiver.item not in items:
            continue
        yield warning(
            "waiver-expired",
            f'the waiver of "{waiver.item}" under {waiver.rule} by {waiver.by} ended on {waiver.until}; '
            "it counts no more. Decide anew, or settle what is open",
            _place_of(waiver),
        )
    for waiver in excuses.waivers:
        is_used = (
            waiver.item in numbers
            if waiver.state is WaivedState.SUSPECT
            else any(waiver.covers(*answer) for answer in answers)
        )
        if waiver.item in items and not is_used:
            yield warning(
                "waiver-unused",
                f'"{waiver.item}" is not in the state "{waiver.state.value}" under {waiver.rule}; '
                "the waiver does nothing here. Take it out",
                _place_of(waiver),
            )


def _place_of(waiver: Waiver) -> Source:
    return Source(waiver.place, "")

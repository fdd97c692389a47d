"""How a whole run stands: every obligation over all findings, what was heard and what the reading left in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from calculator.findings.assembly_cases import open_cases
from calculator.findings.finding import (
    STAGE_ASKED,
    Finding,
    NodeFinding,
    QuestionKind,
    UnresolvedPart,
)
from calculator.findings.obligation import ClearanceRecord, Doubt, Obligation, Standing
from calculator.findings.verdict import Subject

ASSEMBLIES_ASKED: Final = (
    "are parts, components and assemblies that hold a listed item on the list? "
    "Choose with --assume assemblies=listed or =not-listed"
)
ASKS_FOR: Final = {
    QuestionKind.PRICE: Obligation.PRICE,
    QuestionKind.MASS: Obligation.MASS,
    QuestionKind.ORIGIN: Obligation.ITEM_ORIGIN,
    QuestionKind.MELTING: Obligation.ORIGIN,
    QuestionKind.TECHNOLOGY: Obligation.TECHNOLOGY,
    QuestionKind.PARTS: Obligation.COMPOSITION,
    QuestionKind.MATERIAL: Obligation.CLASS,
    QuestionKind.HOLDS_MAGNET: Obligation.CLASS,
    QuestionKind.HOLDS_ANY_MAGNET: Obligation.CLASS,
    QuestionKind.COMPLETE: Obligation.COMPOSITION,
    QuestionKind.COMPOSITION: Obligation.COMPOSITION,
    QuestionKind.SUBSTANCES: Obligation.COMPOSITION,
    QuestionKind.SUBSTANCE_SHARE: Obligation.COMPOSITION,
    QuestionKind.SUBSTANCE_ORIGIN: Obligation.ORIGIN,
    **dict.fromkeys(STAGE_ASKED, Obligation.ORIGIN),
    QuestionKind.CONVENTION: Obligation.CONVENTION,
    QuestionKind.SUBSTANCE_FORM: Obligation.SUBSTANCE_PRICE,
    **dict.fromkeys(
        (QuestionKind.SUBSTANCE_RECYCLED, QuestionKind.OTHER_SUBSTANCES), Obligation.COMPOSITION
    ),
    QuestionKind.SUBSTANCE_VALUE: Obligation.SUBSTANCE_PRICE,
}
"""The obligation that the answer to a question would close; what is to be looked up stands with its doubt."""


_OF_THE_RUN: Final = frozenset(
    {
        Obligation.ACCOUNT,
        Obligation.HEARD,
        Obligation.IDENTITY,
        Obligation.FACTS_PLACED,
        Obligation.CLASS,
    }
)
"""What a run answers for even where no item is on a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunClearance:
    """``proved`` and ``assumed`` name obligations of which nothing is open; ``still_open`` says of the others what to ask."""

    proved: tuple[Obligation, ...]
    assumed: tuple[Obligation, ...]
    still_open: tuple[ClearanceRecord, ...]


def run_clearance(
    findings: Iterable[Finding],
    suspects: Iterable[UnresolvedPart],
    doubts: Iterable[Doubt],
    assemblies: Iterable[NodeFinding] = (),
) -> RunClearance:
    """One record for each obligation and question, in the order of the obligations.

    A finding that crosses opens nothing: there nothing is left to ask. Proved is what a record proves; of a run without any
    finding that is what was read and what it was taken for, not a price or a composition that nobody asked about.
    ``assemblies`` may be caught by what is stated of themselves.
    """
    findings = tuple(findings)
    kept = [finding for finding in findings if finding.subject is not Subject.NO]
    records = dict.fromkeys(
        (
            *_of_doubts(doubts),
            *_of_suspects(suspects),
            *_of_findings(kept),
            *_of_assemblies(assemblies),
        )
    )
    merged: dict[tuple[Obligation, str], ClearanceRecord] = {}
    for record in records:
        key = (record.obligation, record.question)
        before = merged.get(key)
        merged[key] = (
            record
            if before is None
            else ClearanceRecord(
                obligation=record.obligation,
                standing=Standing.OPEN,
                by=before.by,
                cells=tuple(dict.fromkeys((*before.cells, *record.cells))),
                question=record.question,
            )
        )
    order = list(Obligation)
    still_open = tuple(sorted(merged.values(), key=lambda record: order.index(record.obligation)))
    unproved = {record.obligation for record in still_open}
    standings = {
        (record.obligation, record.standing)
        for finding in findings
        for record in finding.clearance
        if record.obligation not in unproved
    }
    shown = _OF_THE_RUN | {obligation for obligation, _ in standings}
    assumed = {obligation for obligation, standing in standings if standing is Standing.ASSUMED}
    return RunClearance(
        proved=tuple(
            obligation
            for obligation in order
            if obligation in shown and obligation not in unproved and obligation not in assumed
        ),
        assumed=tuple(obligation for obligation in order if obligation in assumed),
        still_open=still_open,
    )


def _of_doubts(doubts: Iterable[Doubt]) -> Iterator[ClearanceRecord]:
    for doubt in doubts:
        yield ClearanceRecord(
            obligation=doubt.obligation,
            standing=Standing.OPEN,
            by=doubt.why,
            cells=doubt.cells,
            question=doubt.question,
        )


def _of_suspects(suspects: Iterable[UnresolvedPart]) -> Iterator[ClearanceRecord]:
    for suspect in suspects:
        number = suspect.item.number
        yield ClearanceRecord(
            obligation=Obligation.CLASS if number else Obligation.HEARD,
            standing=Standing.OPEN,
            by=suspect.why,
            cells=suspect.item.cells,
            question=f"which magnets or targets does {number or suspect.item.description} hold?",
        )


def _of_assemblies(nodes: Iterable[NodeFinding]) -> Iterator[ClearanceRecord]:
    for node in nodes:
        for reason in open_cases(node):
            is_origin = reason.trigger == "chinese-origin"
            yield ClearanceRecord(
                obligation=Obligation.ITEM_ORIGIN if is_origin else Obligation.TECHNOLOGY,
                standing=Standing.OPEN,
                by=node.item.number,
                cells=node.item.origin.cells if is_origin else node.item.technology_cells,
                question=ASSEMBLIES_ASKED,
            )


def _of_findings(findings: Iterable[Finding]) -> Iterator[ClearanceRecord]:
    for finding in findings:
        if any(reason.is_met for reason in finding.reasons):
            continue
        for question in finding.questions:
            if question.kind in ASKS_FOR:
                yield ClearanceRecord(
                    obligation=ASKS_FOR[question.kind],
                    standing=Standing.OPEN,
                    by=finding.item.number,
                    cells=finding.item.cells,
                    question=f"{question.item}: {question.asks}",
                )

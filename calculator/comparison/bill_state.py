"""One bill as a campaign sees it: what it still asks, which answers it holds and until when, and what crosses."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from calculator.assessment import Assessment
from calculator.comparison.questionnaire_lines import Line, questionnaire
from calculator.findings.finding import Finding, SuspectKind
from calculator.findings.verdict import Subject
from calculator.model.problem import Problem, Severity
from calculator.model.source import Source
from calculator.sources.facts.number_matching import NumberIndex

CONTRADICTIONS: Final = (
    "answer-contradicts-bom",
    "answer-contradicts-itself",
    "answers-of-two-dates",
    "content-contradicts-content",
    "content-contradicts-components",
    "content-contradicts-material",
)
"""Problems that say that an answer and something else cannot both be true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldAnswer:
    """A fact about an item that a file of facts states: who said so, when, in which document, and until when it holds."""

    item: str
    about: str
    by: str
    reference: str
    dated: datetime.date | None
    valid_until: datetime.date | None
    file: str
    cell: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """An item of which two statements cannot both be true, and what the problem says."""

    item: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BillState:
    """What a campaign needs of one bill. ``own_tasks`` are questions that only whoever has the files can settle."""

    name: str
    sha256: str
    exit_status: int
    headline: str
    errors: tuple[str, ...]
    skipped: str
    lines: tuple[Line, ...]
    answers: tuple[HeldAnswer, ...]
    contradictions: tuple[Contradiction, ...]
    caught: tuple[str, ...]
    """The items that cross or need a licence by what a file of facts says."""
    own_tasks: tuple[str, ...]
    is_refused: bool = False
    unread_facts: tuple[str, ...] = ()


def bill_state(assessment: Assessment, name: str, skipped: str = "") -> BillState:
    """The state of the one bill that was assessed, whose file has that name."""
    report, bill = assessment.report, assessment.scenarios.bill
    read = next((file for file in report.inputs if file.role == "bom"), None)
    facts = frozenset(file.path for file in report.inputs if file.role == "facts")
    answers = tuple(_held(assessment, facts))
    return BillState(
        name=name,
        sha256=read.sha256 if read is not None else "",
        exit_status=report.exit_status(),
        headline=report.headline.value,
        errors=tuple(
            str(problem) for problem in report.problems if problem.severity is Severity.ERROR
        )
        if report.refused
        else (),
        skipped=skipped,
        lines=questionnaire(report, bill.items, bill.parents),
        answers=answers,
        contradictions=tuple(_contradictions(report.problems, answers)),
        caught=tuple(
            dict.fromkeys(
                finding.item.number
                for finding in report.findings
                if finding.subject is not Subject.NO and _is_caught_by(finding, facts)
            )
        ),
        own_tasks=tuple(
            dict.fromkeys(
                (
                    *(doubt.question for doubt in report.doubts_of_input),
                    *(
                        f"{suspect.item.description}: {suspect.why}"
                        for suspect in report.suspects
                        if suspect.kind is SuspectKind.HEARD
                    ),
                )
            )
        ),
        is_refused=name in report.refused,
        unread_facts=tuple(other for other in report.refused if other != name),
    )


def _is_caught_by(finding: Finding, facts: Collection[str]) -> bool:
    """True where a trigger is met by what one of the files says."""
    item = finding.item
    cells = {
        "chinese-technology": item.technology_cells,
        "chinese-origin": item.origin.cells,
        "item-origin": item.origin.cells,
        "alloy-origin": item.melted.cells,
    }
    of_content = tuple(cell for entry in finding.contributions for cell in entry.cells)
    return any(
        cell.file in facts
        for reason in finding.reasons
        if reason.is_met
        for cell in cells.get(reason.trigger, of_content)
    )


def _held(assessment: Assessment, facts: Collection[str]) -> Iterator[HeldAnswer]:
    """What the files of facts say of items of the bill, and what their answers say of the items themselves."""
    replies = assessment.read.replies
    signed = {reply.source: reply.by for reply in replies}
    for rows in assessment.read.content.values():
        for row in rows:
            cell = next((cell for cell in row.cells if cell.file in facts), None)
            if cell is not None:
                yield HeldAnswer(
                    item=row.item,
                    about=str(row.substance),
                    by=next((signed[each] for each in row.cells if signed.get(each)), ""),
                    reference=row.reference,
                    dated=row.dated,
                    valid_until=row.valid_until,
                    file=cell.file,
                    cell=cell,
                )
    index = NumberIndex(assessment.scenarios.bill.items)
    for reply in replies:
        match = index.match(reply.item)
        if match.is_placed:
            yield HeldAnswer(
                item=match.items[0],
                about=reply.asked.value
                if reply.substance is None
                else f"{reply.asked.value} {reply.substance}",
                by=reply.by,
                reference=reply.reference,
                dated=reply.dated,
                valid_until=reply.valid_until,
                file=reply.source.file,
                cell=reply.source,
            )


def _contradictions(
    problems: tuple[Problem, ...], answers: tuple[HeldAnswer, ...]
) -> Iterator[Contradiction]:
    """Each problem that names a cell of an answer, with the item that the answer is about."""
    by_cell = {answer.cell: answer.item for answer in answers}
    for problem in problems:
        if problem.code in CONTRADICTIONS:
            items = dict.fromkeys(by_cell[cell] for cell in problem.cells if cell in by_cell)
            for item in items:
                yield Contradiction(item=item, message=problem.message)

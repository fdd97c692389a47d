"""The answer of a whole audit: one line a file, totals, what was refused, one exit status."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from calculator.assessment import Options
from calculator.audit.counted_states import CountedState, new_states, state_of, status_of
from calculator.audit.earlier_audit import EarlierAudit
from calculator.audit.plan import BUG, REFUSED
from calculator.audit.register import Entry
from calculator.audit.skipped import SKIPPED
from calculator.findings.report import FailOn
from calculator.reports.safe_text import safe

_WORST_FIRST: Final = (BUG, REFUSED, 1, 3, 0)


class Answer(Enum):
    """What is said of one file: whether its items need a licence (or are caught, for a screening), or why nothing is said."""

    BUG = "bug"
    REFUSED = "refused"
    SKIPPED = "skipped"
    """No bill, by a mark of ours or by headings of facts alone: it has no effect on the status."""
    REQUIRED = "required"
    UNDETERMINED = "undetermined"
    NOT_REQUIRED = "not-required"


_ANSWER: Final = {
    BUG: Answer.BUG,
    REFUSED: Answer.REFUSED,
    1: Answer.REQUIRED,
    3: Answer.UNDETERMINED,
    0: Answer.NOT_REQUIRED,
}


def answer_of(entry: Entry) -> Answer:
    """The answer for one file; a file of which a part could not be read is refused, whatever the rest says."""
    if entry.status == REFUSED and entry.worst_code in SKIPPED:
        return Answer.SKIPPED
    return _ANSWER[entry.status]


def exit_status(statuses: Sequence[int], fail_on: FailOn = FailOn.UNDETERMINED) -> int:
    """The worst of the files, in the order 70, 4, 1, 3, 0 (INTERFACE: exit status).

    >>> exit_status([0, 3, 1, 0]), exit_status([3, 0], FailOn.CROSSES), exit_status([1, 4], FailOn.NEVER)
    (1, 0, 4)
    """
    forgiven = {FailOn.UNDETERMINED: (), FailOn.CROSSES: (3,), FailOn.NEVER: (1, 3)}[fail_on]
    remaining = {0 if status in forgiven else status for status in statuses}
    return next((status for status in _WORST_FIRST if status in remaining), 0)


def states_of(entry: Entry) -> tuple[CountedState, ...]:
    """What counts for the status of one file, as the register has it; nothing of a file that is passed over."""
    if answer_of(entry) is Answer.SKIPPED:
        return ()
    return tuple(map(state_of, json.loads(entry.states or "[]")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Counts over all files: the first of files, the second of items in them."""

    files: int
    required: int
    undetermined: int
    not_required: int
    refused: int
    skipped: int
    bugs: int
    items: int
    subject_items: int
    crossing_items: int
    below_items: int
    undetermined_items: int
    suspects: int
    licence_required_items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All that an audit says. Nothing in it depends on a clock, on the number of workers or on what was known before."""

    options: Options
    version: str
    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    earlier: EarlierAudit | None = None
    """The audit that this one is held against: the exit status counts what that one does not have."""

    def new_of(self, entry: Entry) -> tuple[CountedState, ...]:
        """What counts of a file and is not in the earlier audit, or more mildly; everything where there is none."""
        earlier = () if self.earlier is None else self.earlier.states.get(safe(entry.path), ())
        return new_states(states_of(entry), earlier)

    def status_of(self, entry: Entry) -> int:
        """What a file adds to the exit status: its own answer, and where the audit is held against another, that of what is new."""
        if self.earlier is None or entry.status not in (1, 3):
            return entry.status
        return status_of(self.new_of(entry))

    @property
    def refused(self) -> tuple[Entry, ...]:
        """Files without an answer, with the reason in ``worst``."""
        return tuple(
            entry for entry in self.entries if answer_of(entry) in (Answer.REFUSED, Answer.BUG)
        )

    @property
    def skipped(self) -> tuple[Entry, ...]:
        """Files that are no bills and were passed over."""
        return tuple(entry for entry in self.entries if answer_of(entry) is Answer.SKIPPED)

    @property
    def statuses(self) -> tuple[int, ...]:
        """What each file ends in that has an effect; where nothing but skipped files was given, nothing was read."""
        counted = tuple(
            self.status_of(entry)
            for entry in self.entries
            if answer_of(entry) is not Answer.SKIPPED
        )
        return counted or (REFUSED,)

    @property
    def totals(self) -> Totals:
        """Sums of the entries."""
        answers = [answer_of(entry) for entry in self.entries]
        return Totals(
            files=len(self.entries),
            required=answers.count(Answer.REQUIRED),
            undetermined=answers.count(Answer.UNDETERMINED),
            not_required=answers.count(Answer.NOT_REQUIRED),
            refused=answers.count(Answer.REFUSED),
            skipped=answers.count(Answer.SKIPPED),
            bugs=answers.count(Answer.BUG),
            items=sum(entry.items for entry in self.entries),
            subject_items=sum(entry.subject for entry in self.entries),
            crossing_items=sum(entry.crosses for entry in self.entries),
            below_items=sum(entry.below for entry in self.entries),
            undetermined_items=sum(entry.undetermined for entry in self.entries),
            suspects=sum(entry.suspects for entry in self.entries),
            licence_required_items=sum(entry.licence_required for entry in self.entries),
        )

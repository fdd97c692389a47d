"""How a campaign stands on a day: of every supplier and part what is asked, answered, contradicted, overdue and expiring.

Recomputed from the bills and the facts there are; the register only says what was asked when, due when, by whom.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum

from calculator.campaign.register import AskedFact
from calculator.campaign.suppliers import Suppliers
from calculator.campaign.survey import Survey
from calculator.comparison.bill_state import HeldAnswer
from calculator.comparison.letters import Letter
from calculator.sources.facts.number_spelling import spelled


class PartState(Enum):
    """How one part stands with one supplier, the most pressing first."""

    CONTRADICTED = "contradicted"
    OVERDUE = "overdue"
    OPEN = "open"
    PARTLY = "partly answered"
    NOT_ASKED = "not asked"
    YOURS = "yours to find"
    EXPIRING = "expiring"
    ANSWERED = "answered"
    NOT_NEEDED = "no longer needed"

    @property
    def is_open(self) -> bool:
        """True where somebody has something to do before the verdicts stand."""
        return self not in (PartState.EXPIRING, PartState.ANSWERED, PartState.NOT_NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One part of one supplier; without a supplier it is the buyer's own, without a part something in a bill to look at.

    ``open_codes`` are questions that no answer has settled; ``valid_until`` is the first day on which an answer ends.
    """

    supplier: str
    part: str
    description: str
    state: PartState
    asked_count: int
    open_codes: tuple[str, ...]
    asked_on: date | None
    due: date | None
    requester: str
    letter: str
    answered_by: tuple[str, ...]
    references: tuple[str, ...]
    answered_on: date | None
    valid_until: date | None
    products: tuple[str, ...]
    caught: tuple[str, ...]
    """Items that the part decides on and that need a licence."""
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CampaignStatus:
    """The rows, the most pressing first, and what stands beside them."""

    on: date
    within: timedelta
    rows: tuple[StatusRow, ...]
    bills: Mapping[str, str] = field(default_factory=dict)
    """Each bill with its answer."""
    missing_bills: tuple[str, ...] = ()
    changed_bills: tuple[str, ...] = ()
    changed_letters: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def exit_status(self) -> int:
        """4 where a bill is gone or cannot be read; 1 where an answer makes something cross; 3 where something is open; else 0."""
        if self.missing_bills or self.refused:
            return 4
        if any(row.caught for row in self.rows):
            return 1
        return 3 if any(row.state.is_open for row in self.rows) else 0

    @property
    def counts(self) -> dict[PartState, int]:
        """The parts in each state, in the order of weight."""
        states = [row.state for row in self.rows]
        return {state: states.count(state) for state in PartState if state in states}


@dataclass
class _Part:
    """What gathers of one part of one supplier."""

    supplier: str
    part: str
    description: str = ""
    asked: list[AskedFact] = field(default_factory=list)
    open_codes: dict[str, None] = field(default_factory=dict)
    products: dict[str, None] = field(default_factory=dict)
    findings: dict[str, None] = field(default_factory=dict)


def status_rows(
    survey: Survey,
    letters: Iterable[Letter],
    asked: Iterable[AskedFact],
    suppliers: Suppliers,
    *,
    on: date,
    within: timedelta,
) -> tuple[StatusRow, ...]:
    """A row for every part that was asked about or has to be, and for what a bill leaves to be looked at."""
    parts: dict[tuple[str, str], _Part] = {}
    for fact in asked:
        whose = suppliers.canonical(fact.supplier)
        parts.setdefault((whose, spelled(fact.part)), _Part(whose, fact.part)).asked.append(fact)
    for letter in letters:
        for row in letter.parts:
            part = parts.setdefault(
                (letter.supplier, spelled(row.number)), _Part(letter.supplier, row.number)
            )
            part.description = part.description or row.description
            part.open_codes |= dict.fromkeys(row.codes)
            part.products |= dict.fromkeys(row.products)
            part.findings |= dict.fromkeys(row.findings)
    held = _held(survey)
    contradicted = _contradicted(survey)
    caught = {item for state in survey.states.values() for item in state.caught}
    rows = [
        _row(part, held.get(key, ()), contradicted.get(key, ()), caught, on, within)
        for (_, key), part in parts.items()
    ]
    rows += _own_tasks(survey)
    return _most_pressing_first(rows)


def rows_of_letters(
    asked: Iterable[AskedFact],
    answers: Mapping[str, Sequence[tuple[str, str]]],
    suppliers: Suppliers,
    *,
    on: date,
) -> tuple[StatusRow, ...]:
    """A row for every part of the letters, where no bill is known: what came back is named, and whether it settles anything is not."""
    parts: dict[tuple[str, str], _Part] = {}
    for fact in asked:
        whose = suppliers.canonical(fact.supplier)
        part = parts.setdefault((whose, spelled(fact.part)), _Part(whose, fact.part))
        part.asked.append(fact)
        part.open_codes[fact.code] = None
    files: dict[tuple[str, str], list[str]] = {}
    for file, of_file in answers.items():
        for supplier, number in of_file:
            files.setdefault((suppliers.canonical(supplier), spelled(number)), []).append(file)
    rows = []
    for key, part in parts.items():
        row = _row(part, (), (), (), on, timedelta(0))
        if key in files:
            row = replace(row, state=PartState.PARTLY, answered_by=tuple(files[key]))
        rows.append(row)
    return _most_pressing_first(rows)


def _most_pressing_first(rows: Iterable[StatusRow]) -> tuple[StatusRow, ...]:
    order = list(PartState)
    return tuple(
        sorted(rows, key=lambda row: (order.index(row.state), row.supplier.casefold(), row.part))
    )


def _held(survey: Survey) -> dict[str, tuple[HeldAnswer, ...]]:
    """The answers that files of facts hold, by part, each once however many bills have it."""
    held: dict[str, dict[HeldAnswer, None]] = {}
    for state in survey.states.values():
        for answer in state.answers:
            held.setdefault(spelled(answer.item), {})[answer] = None
    return {part: tuple(answers) for part, answers in held.items()}


def _contradicted(survey: Survey) -> dict[str, tuple[str, ...]]:
    messages: dict[str, dict[str, None]] = {}
    for state in survey.states.values():
        for contradiction in state.contradictions:
            messages.setdefault(spelled(contradiction.item), {})[contradiction.message] = None
    return {part: tuple(of_part) for part, of_part in messages.items()}


def _row(
    part: _Part,
    held: Sequence[HeldAnswer],
    contradictions: Sequence[str],
    caught: Iterable[str],
    on: date,
    within: timedelta,
) -> StatusRow:
    codes = {fact.code for fact in part.asked}
    unanswered = tuple(code for code in part.open_codes if code in codes)
    unasked = tuple(code for code in part.open_codes if code not in codes)
    due = max((fact.due for fact in part.asked if fact.due), default=None)
    ends = sorted({answer.valid_until for answer in held if answer.valid_until is not None})
    running = [end for end in ends if end >= on]
    expired = [end for end in ends if end < on]
    first_end = min(running, default=None)
    is_expiring = first_end is not None and first_end <= on + within
    state = _state(
        part,
        is_contradicted=bool(contradictions),
        is_answered=bool(held),
        unanswered=len(unanswered),
        unasked=len(unasked),
        is_late=due is not None and due < on,
        is_expiring=is_expiring,
    )
    # The row says which part it is.
    remarks = [message.removeprefix(f"{part.part}: ") for message in contradictions]
    is_renewed = bool(running) and not unanswered and not unasked
    remarks += [
        f"an earlier answer was valid until {_shown(end)}; a later one stands"
        if is_renewed
        else f"an answer was valid until {_shown(end)}; ask for a new one"
        for end in expired
    ]
    if is_expiring:
        remarks.append(f"an answer ends on {first_end}")
    if unasked and codes:
        remarks.append(f"not asked yet: {', '.join(unasked)}; run ask again")
    return StatusRow(
        supplier=part.supplier,
        part=part.part,
        description=part.description,
        state=state,
        asked_count=len(codes),
        open_codes=(*unanswered, *unasked),
        asked_on=min((fact.asked_on for fact in part.asked), default=None),
        due=due,
        requester=next((fact.requester for fact in part.asked if fact.requester), ""),
        letter=max((fact.file for fact in part.asked), default=""),
        answered_by=_each(answer.by for answer in held),
        references=_each(answer.reference for answer in held),
        answered_on=max((answer.dated for answer in held if answer.dated), default=None),
        valid_until=first_end,
        products=tuple(part.products),
        caught=tuple(
            item for item in dict.fromkeys((part.part, *part.findings)) if held and item in caught
        ),
        remarks=tuple(remarks),
    )


def _state(
    part: _Part,
    *,
    is_contradicted: bool,
    is_answered: bool,
    unanswered: int,
    unasked: int,
    is_late: bool,
    is_expiring: bool,
) -> PartState:
    """The most pressing of what holds."""
    is_open = bool(unanswered or unasked)
    if is_contradicted and part.supplier:
        return PartState.CONTRADICTED
    if not part.supplier and is_open:
        return PartState.YOURS
    if unanswered and is_late:
        return PartState.OVERDUE
    if is_open and not part.asked:
        return PartState.NOT_ASKED
    if is_open:
        return PartState.PARTLY if is_answered else PartState.OPEN
    if is_expiring:
        return PartState.EXPIRING
    return PartState.ANSWERED if is_answered else PartState.NOT_NEEDED


def _own_tasks(survey: Survey) -> list[StatusRow]:
    """What only whoever has a bill can look up, a row a bill and question."""
    return [
        StatusRow(
            supplier="",
            part="",
            description=f"{key}: {task}",
            state=PartState.YOURS,
            asked_count=0,
            open_codes=(),
            asked_on=None,
            due=None,
            requester="",
            letter="",
            answered_by=(),
            references=(),
            answered_on=None,
            valid_until=None,
            products=(),
            caught=(),
            remarks=(),
        )
        for key, state in survey.states.items()
        for task in state.own_tasks
    ]


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _shown(end: date) -> str:
    return "a day that cannot be read" if end == date.min else str(end)

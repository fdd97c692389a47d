"""What of a report counts for its exit status, state by state, and which of it an earlier audit does not have.

A state of an item is held against the earlier one of the same file, rule and item: the same or worse before is known, all else is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from calculator.findings.assembly_cases import open_cases
from calculator.findings.excuse import WEIGHT
from calculator.findings.report import Report
from calculator.findings.verdict import Licence
from calculator.model.item import Answer
from calculator.reports.safe_text import safe


class StateOf(Enum):
    """What a state is of."""

    ITEM = "item"
    """A magnet, target, material or product: its answer under a rule."""
    SUSPECT = "suspect"
    """A part whose magnets are unknown."""
    ASSEMBLY = "assembly"
    """What is stated of an assembly by itself and may catch it."""
    INPUT = "input"
    """A doubt about the file itself, which is of no item: it always counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedState:
    """One reason why an exit status is not 0. ``is_waived``: somebody answers for it, and it does not count."""

    of: StateOf
    state: str
    """``required`` or ``undetermined``; of an assembly ``yes`` or ``unknown``."""
    rule: str = ""
    item: str = ""
    """The part number; of a suspect without one its words."""
    clause: str = ""
    is_waived: bool = False

    def as_record(self) -> dict[str, Any]:
        """The state as plain values."""
        return {
            "of": self.of.value,
            "state": self.state,
            "rule": self.rule,
            "item": self.item,
            "clause": self.clause,
            "waived": self.is_waived,
        }

    @property
    def is_required(self) -> bool:
        """True where it alone makes the exit status 1."""
        return self.of is StateOf.ITEM and self.state == Licence.REQUIRED.value


def state_of(record: Mapping[str, Any]) -> CountedState:
    """The state of a record. Raises KeyError, TypeError or ValueError where it is none."""
    kind = StateOf(record["of"])
    states = _STATES[kind]
    if record["state"] not in states or not isinstance(record["waived"], bool):
        raise ValueError(record["state"])
    return CountedState(
        of=kind,
        state=record["state"],
        rule=str(record["rule"]),
        item=str(record["item"]),
        clause=str(record["clause"]),
        is_waived=record["waived"],
    )


_ANSWERS: Final = (Licence.REQUIRED.value, Licence.UNDETERMINED.value)
_STATES: Final = {
    StateOf.ITEM: _ANSWERS,
    StateOf.SUSPECT: _ANSWERS[1:],
    StateOf.ASSEMBLY: (Answer.YES.value, Answer.UNKNOWN.value),
    StateOf.INPUT: _ANSWERS[1:],
}


def counted_states(report: Report) -> tuple[CountedState, ...]:
    """Every state that keeps the exit status of a report from 0, or would but for a waiver; in the report's order."""
    return tuple(dict.fromkeys(_counted_states(report)))


def _counted_states(report: Report) -> Iterator[CountedState]:
    for rule in report.rules:
        for tested in (*report.deciding(rule), *report.goods_beside(rule)):
            if tested.answer is not Licence.NOT_REQUIRED:
                yield CountedState(
                    of=StateOf.ITEM,
                    state=tested.answer.value,
                    rule=rule.id,
                    item=safe(tested.item.number),
                    is_waived=report.waiver_of(tested) is not None,
                )
    for suspect in report.suspects:
        yield CountedState(
            of=StateOf.SUSPECT,
            state=Licence.UNDETERMINED.value,
            item=safe(suspect.item.number or suspect.item.description),
            is_waived=bool(report.waivers_of(suspect)),
        )
    for node in report.open_assemblies:
        for reason in open_cases(node):
            yield CountedState(
                of=StateOf.ASSEMBLY,
                state=reason.state,
                rule=node.rule.id,
                item=safe(node.item.number),
                clause=reason.clause,
                is_waived=report.is_waived(node),
            )
    for doubt in report.doubts_of_input:
        yield CountedState(
            of=StateOf.INPUT, state=Licence.UNDETERMINED.value, clause=doubt.obligation.value
        )


def new_states(
    states: Iterable[CountedState], earlier: Iterable[CountedState]
) -> tuple[CountedState, ...]:
    """The states that an earlier audit of the same file does not have, or has more mildly. Waived ones count on neither side's behalf.

    >>> was = CountedState(of=StateOf.ITEM, state="undetermined", rule="r", item="M")
    >>> worse = CountedState(of=StateOf.ITEM, state="required", rule="r", item="M")
    >>> new_states([was], [worse]), new_states([worse], [was]) == (worse,)
    ((), True)
    """
    before: dict[tuple[StateOf, str, str, str], int] = {}
    for state in earlier:
        # An item that is a product too: what was said more mildly was said.
        before[_key(state)] = min(before.get(_key(state), _weight(state)), _weight(state))
    return tuple(
        state
        for state in states
        if state.of is StateOf.INPUT or before.get(_key(state), -1) < _weight(state)
    )


def _key(state: CountedState) -> tuple[StateOf, str, str, str]:
    return state.of, state.rule, state.item, state.clause


def _weight(state: CountedState) -> int:
    if state.of is StateOf.ASSEMBLY:
        return (Answer.UNKNOWN.value, Answer.YES.value).index(state.state)
    return WEIGHT.index(Licence(state.state))


def status_of(states: Iterable[CountedState]) -> int:
    """The exit status of a file that was read and has these states: 0, 1 or 3."""
    counted = [state for state in states if not state.is_waived]
    if any(state.is_required for state in counted):
        return 1
    return 3 if counted else 0

"""What a person has answered for already: waivers with an end, and the report of an earlier run.

Both change the exit status of a run and nothing else: no verdict, no headline and no clearance becomes milder by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from calculator.findings.verdict import Licence


class WaivedState(Enum):
    """The state of an item that a waiver is about; in any other it does not hold."""

    UNDETERMINED = "undetermined"
    SUSPECT = "suspect"
    CROSSES = "crosses"
    """Caught by any trigger of the rule, as under ``--fail-on crosses``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A person's decision to go on although an item is in a state under a rule. It holds up to and including ``until``."""

    item: str
    rule: str
    state: WaivedState
    reason: str
    by: str
    until: date
    place: str
    """The file, and which of its entries."""

    def covers(self, rule: str, item: str, answer: Licence) -> bool:
        """True for a finding of this item under this rule with this answer."""
        return (self.rule, self.item) == (rule, item) and _STATE_OF.get(answer) is self.state


_STATE_OF: Final = {
    Licence.REQUIRED: WaivedState.CROSSES,
    Licence.UNDETERMINED: WaivedState.UNDETERMINED,
}
WEIGHT: Final = (Licence.NOT_REQUIRED, Licence.UNDETERMINED, Licence.REQUIRED)
"""Answers, the mildest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The answers of an earlier report, by rule and item, and its suspects by number or, without one, by words."""

    name: str
    answers: Mapping[tuple[str, str], Licence]
    suspects: frozenset[str]
    stated: frozenset[tuple[str, str, str, str]] = frozenset()
    """What an assembly may be caught by itself: rule, item, clause and what was stated (yes or unknown)."""

    def has(self, rule: str, item: str, answer: Licence) -> bool:
        """True where the earlier answer was the same or worse."""
        before = self.answers.get((rule, item))
        return before is not None and WEIGHT.index(before) >= WEIGHT.index(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excuses:
    """What holds on the day of a run: ``waivers``, those that have ``expired``, and the report to be held against."""

    waivers: tuple[Waiver, ...] = ()
    expired: tuple[Waiver, ...] = ()
    baseline: Baseline | None = field(default=None, hash=False)

    def waiver_of(self, rule: str, item: str, answer: Licence) -> Waiver | None:
        """The waiver that covers a finding."""
        return next((each for each in self.waivers if each.covers(rule, item, answer)), None)

    def waivers_of_suspect(self, number: str, rules: tuple[str, ...]) -> tuple[Waiver, ...]:
        """The waivers of a suspect, one for each rule of the run; none where one of the rules has none."""
        waivers = {
            waiver.rule: waiver
            for waiver in self.waivers
            if waiver.state is WaivedState.SUSPECT and number and waiver.item == number
        }
        return (
            tuple(waivers[rule] for rule in rules) if all(rule in waivers for rule in rules) else ()
        )

    def was_known(self, rule: str, item: str, answer: Licence) -> bool:
        """True where the earlier report has this answer already, or a worse one."""
        return self.baseline is not None and self.baseline.has(rule, item, answer)

    def was_stated(self, rule: str, item: str, clause: str, state: str) -> bool:
        """True where the earlier report has the same of an assembly by that clause, or a yes."""
        before = frozenset() if self.baseline is None else self.baseline.stated
        return any((rule, item, clause, said) in before for said in (state, "yes"))

    def was_suspect(self, number: str, words: str) -> bool:
        """True where the earlier report has this suspect."""
        return self.baseline is not None and (number or words) in self.baseline.suspects


NO_EXCUSES: Final = Excuses()

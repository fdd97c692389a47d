"""The 0.1 % test itself: a part against a whole under a rule, and the words for what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from calculator.numbers.bounds import Bounds
from calculator.rules import Rule


class Verdict(Enum):
    """The threshold test of a rule, alone."""

    CROSSES = "crosses"
    BELOW = "below"
    UNDETERMINED = "undetermined"
    NOT_SUBJECT = "not-subject"


class Licence(Enum):
    """The triggers of a rule, put together."""

    REQUIRED = "required"
    UNDETERMINED = "undetermined"
    NOT_REQUIRED = "not-required"


class Subject(Enum):
    """Whether the rule's own list of items names this one."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


def apply_threshold(rule: Rule, part: Bounds, whole: Bounds) -> Verdict:
    """The threshold of ``rule`` on a part of a whole.

    ``whole.high`` None means that the whole may be anything: it can then never cross.
    """
    if whole.high is not None and rule.reaches(part.low, whole.high):
        return Verdict.CROSSES
    if part.high is not None and not rule.reaches(part.high, whole.low):
        return Verdict.BELOW
    return Verdict.UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A part of a whole, both in ``unit`` (an ISO 4217 currency, or kg) for one unit of an item."""

    numerator: Bounds
    denominator: Bounds
    unit: str

    @property
    def share(self) -> Bounds:
        """Numerator over denominator, as a fraction of 1; for people to read, never to decide."""
        return self.numerator.divided_by(self.denominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class MassContent:
    """Mass of rare earth in one unit of an item, in kg.

    ``listed``: rare earth in the substances that the rule counts, of the origin that it counts;
    ``rare_earth``: all rare earth of any origin; ``whole``: the item itself.
    """

    listed: Bounds
    rare_earth: Bounds
    whole: Bounds

    @property
    def share(self) -> Bounds:
        """Counted rare earth over the item's mass, as a fraction of 1."""
        return self.listed.divided_by(self.whole)


def answer_for(verdict: Verdict | None, licence: Licence | None) -> Licence:
    """The verdict and the licence as one answer: what crosses or needs a licence outweighs what is open."""
    if verdict is Verdict.CROSSES or licence is Licence.REQUIRED:
        return Licence.REQUIRED
    return (
        Licence.UNDETERMINED
        if verdict is Verdict.UNDETERMINED or licence is Licence.UNDETERMINED
        else Licence.NOT_REQUIRED
    )


def ratio_under(rule: Rule, value: Ratio, mass: MassContent) -> Ratio:
    """The ratio that the rule's threshold is about: by mass or by value."""
    return (
        Ratio(numerator=mass.listed, denominator=mass.whole, unit="kg")
        if rule.is_by_mass
        else value
    )

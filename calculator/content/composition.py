"""By what an item is known to the whole, or why it is not: the records that a clearance rests on. No arithmetic, no sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from calculator.findings.obligation import Standing
from calculator.model.item import Evidence
from calculator.model.source import Source


class Closure(Enum):
    """By what nothing is left open of an item."""

    MATERIAL = "a material without rare earth"
    FULL = "a declaration that is full"
    EVERY_SUBSTANCE = "a declaration of every substance"
    SHARES = "declared shares that account for the whole"
    SHARES_ROUNDED = "declared shares that account for the whole within rounding"
    ABSENT = "a declaration that every counted substance is absent"
    PARTS = "parts that account for its mass"
    PARTS_ROUNDED = "parts that account for its mass within rounding"
    LINES_STATED = "lines below that are stated to be all of it"
    LINES_ASSUMED = "lines below that are assumed to be all of it"
    AS_LISTED = "the lines below, taken as listed"
    OWN_LINE = "its own line names what it is"
    EACH_FULL = "statements that contradict each other and are each full"
    OPEN = "nothing"


ROUNDED: Final = frozenset({Closure.SHARES_ROUNDED, Closure.PARTS_ROUNDED})


class Gap(Enum):
    """What is missing where an item is not known to the whole."""

    NOTHING = ""
    UNDECLARED = "nothing says what is in it"
    NOT_FULL = "what is declared is not said to be all"
    UNFIT = "what is declared to be all of it does not name what its material holds"
    PARTS_UNFIT = "its parts do not hold what its material holds"
    MASS_MISSING = "a mass is missing, of it or of a part"
    MASS_LEFT = "its parts do not account for its mass"
    MASS_EXCEEDED = "its parts weigh more than it"
    CONTRADICTED = "what is stated of it cannot all be true"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionProof:
    """How the whole of an item is known under one rule.

    ``closure`` says by what where ``standing`` is proved or assumed; ``gap`` what is missing where it is open.
    ``missing`` are the elements that the material must hold and nothing names (``?`` for any rare earth), ``material`` the
    word that says so. ``evidence`` is the weakest grade of the rows that close; ``lacks_base`` where a full list of NdFeB
    names neither neodymium nor praseodymium, which the rule does not count. ``is_contradicted`` where statements cannot all be true, closed or not.
    """

    item: str
    closure: Closure
    gap: Gap = Gap.NOTHING
    cells: tuple[Source, ...] = ()
    evidence: Evidence | None = None
    material: str = ""
    missing: tuple[str, ...] = ()
    lacks_base: bool = False
    is_contradicted: bool = False

    @property
    def standing(self) -> Standing:
        """Open where nothing closes it; assumed where an assumption, or a row that is one, does."""
        if self.closure is Closure.OPEN or self.gap is Gap.CONTRADICTED:
            return Standing.OPEN
        is_assumed = self.closure is Closure.LINES_ASSUMED or self.evidence is Evidence.ASSUMED
        return Standing.ASSUMED if is_assumed else Standing.PROVED


def question_of(proof: CompositionProof) -> str:
    """The one cheapest question that would close an open composition; nothing where it is closed."""
    if proof.standing is not Standing.OPEN:
        return ""
    named = " and ".join(element for element in proof.missing if element != "?")
    if proof.gap is Gap.CONTRADICTED:
        return "which of the statements on what is in it holds?"
    if proof.gap in (Gap.UNFIT, Gap.PARTS_UNFIT):
        what = f"how much {named}" if named else "which rare earths, and how much of each,"
        return f"{what} is in it? Its material, {proof.material}, holds some"
    if proof.gap is Gap.MASS_EXCEEDED:
        return "what does one weigh, and how much of each part is in it?"
    if proof.gap in (Gap.MASS_MISSING, Gap.MASS_LEFT):
        return "are the lines below all that is in it?"
    return "which rare earths are in it, with their wt%, and is that all?"

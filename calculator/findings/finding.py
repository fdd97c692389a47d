"""What was concluded of one item or assembly, and from what: the vocabulary that every report speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Final

from calculator.findings.obligation import ClearanceRecord
from calculator.findings.verdict import (
    Licence,
    MassContent,
    Ratio,
    Subject,
    Verdict,
    answer_for,
    ratio_under,
)
from calculator.model.item import Answer, Evidence, Item
from calculator.model.later import Later
from calculator.model.source import Source
from calculator.model.stages import NO_STAGES, Stage, Stages
from calculator.numbers.bounds import Bounds
from calculator.numbers.factors import Factors
from calculator.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """How many times what is unknown is drawn by lot, and the seed."""

    samples: int
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """How the mass and the value of a contribution were found: ``workings``, line by line, for one unit of the holder."""

    workings: tuple[str, ...] = ()
    worked_from: tuple[Source, ...] = ()
    """The cells of the prices, rates and masses in the workings."""
    factors: Factors | None = None


_NO_ARITHMETIC: Final = Later.known(Arithmetic())
_NO_HEADROOM: Final[Later[Headroom | None]] = Later.known(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One counted (or possibly counted) substance inside an item, over all paths that lead to it.

    ``mass`` is kg of what is named and ``value`` money, both of the counted origin, in one unit of the item under test.
    ``path`` is one path from that item to the holder of the substance; ``quantity`` the holder's total quantity.
    """

    substance: str
    form: str
    origin: str
    mass: Bounds
    value: Bounds
    quantity: Bounds
    path: tuple[str, ...]
    cells: tuple[Source, ...]
    evidence: Evidence
    stages: Stages = NO_STAGES
    """Where it was mined, separated and made into metal; ``origin`` is its Country of Origin."""
    made_in: str = ""
    """Where the magnet or target itself was made; empty for what is in none."""
    reference: str = ""
    """The certificate or other document that the fact rests on."""
    arithmetic: Later[Arithmetic] = _NO_ARITHMETIC

    @property
    def workings(self) -> tuple[str, ...]:
        """The arithmetic in words."""
        return self.arithmetic.value.workings

    @property
    def worked_from(self) -> tuple[Source, ...]:
        """The cells of the prices, rates and masses in the workings."""
        return self.arithmetic.value.worked_from

    @property
    def factors(self) -> Factors | None:
        """What is multiplied in it."""
        return self.arithmetic.value.factors

    @property
    def origin_by_stage(self) -> str:
        """Its Country of Origin and where each earlier stage was; of a stage that nobody stated, that."""
        if self.stages.are_stated:
            return f"{self.origin} ({self.stages.spoken()})"
        return self.origin if self.origin == "unknown" else f"{self.origin} (stages not stated)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One path from a product down to an item, and the quantity along it for one product."""

    path: tuple[str, ...]
    quantity: Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalUse:
    """Total quantity of an item in one unit of a product, over all ``paths``."""

    product: str
    quantity: Bounds
    paths: int


class QuestionKind(Enum):
    """The kinds of questions; a questionnaire has a form of answer for each."""

    PRICE = "price"
    MASS = "mass"
    ORIGIN = "origin"
    MELTING = "melting"
    TECHNOLOGY = "technology"
    PARTS = "parts"
    MATERIAL = "material"
    HOLDS_MAGNET = "holds-magnet"
    HOLDS_ANY_MAGNET = "holds-any-magnet"
    """A permanent magnet of any kind, of ferrite or AlNiCo too: declarations of magnets ask for it."""
    COMPLETE = "complete"
    COMPOSITION = "composition"
    SUBSTANCES = "substances"
    SUBSTANCE_SHARE = "substance-share"
    SUBSTANCE_ORIGIN = "substance-origin"
    SUBSTANCE_MINED = "substance-mined"
    SUBSTANCE_SEPARATED = "substance-separated"
    SUBSTANCE_METAL_MADE = "substance-metal-made"
    SUBSTANCE_FORM = "substance-form"
    SUBSTANCE_VALUE = "substance-value"
    SUBSTANCE_RECYCLED = "substance-recycled"
    OTHER_SUBSTANCES = "other-substances"
    """What else it is made of, each with its share: declarations and lists of other metals than rare earths ask for it."""
    CONVENTION = "convention"
    """Readings of the law differ and no fact settles it: the user chooses one; nobody else is asked."""
    CHECK = "check"
    """Something in the files that the buyer can settle by looking; nobody else is asked."""


STAGE_ASKED: Final = {
    QuestionKind.SUBSTANCE_MINED: Stage.MINED,
    QuestionKind.SUBSTANCE_SEPARATED: Stage.SEPARATED,
    QuestionKind.SUBSTANCE_METAL_MADE: Stage.METAL_MADE,
}
"""The stage of which a question asks where it was."""
ASK_FOR_COUNTRY: Final = frozenset(
    {
        QuestionKind.ORIGIN,
        QuestionKind.MELTING,
        QuestionKind.SUBSTANCE_ORIGIN,
        *STAGE_ASKED,
    }
)
"""Questions that a country, or several with their shares, answers."""
YES_OR_NO: Final = frozenset(
    {
        QuestionKind.TECHNOLOGY,
        QuestionKind.HOLDS_MAGNET,
        QuestionKind.HOLDS_ANY_MAGNET,
        QuestionKind.COMPLETE,
    }
)
OF_THE_USER: Final = frozenset({QuestionKind.CHECK, QuestionKind.CONVENTION})
"""What no supplier is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask whom; ``settles`` where the answer alone could decide the verdict or the licence.

    ``asks`` is the question in few words; ``substance`` what it is about, where it is about one.
    """

    kind: QuestionKind
    item: str
    asks: str
    supplier: str
    settles: bool
    substance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What one trigger says: a verdict for the share, yes, no or unknown for the others."""

    trigger: str
    state: str
    clause: str

    @property
    def is_met(self) -> bool:
        """True where the trigger catches the item."""
        return self.state in (Verdict.CROSSES.value, Answer.YES.value)

    @property
    def is_open(self) -> bool:
        """True where nobody can say yet whether it does."""
        return self.state in (Verdict.UNDETERMINED.value, Answer.UNKNOWN.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """One way to put a value on things (LAW, value conventions), and what the test says under it."""

    name: str
    verdict: Verdict
    tested: Ratio
    opens: bool = True
    """False for what is printed beside: it opens no verdict."""


def _differ(conventions: tuple[Convention, ...]) -> bool:
    return len({convention.verdict for convention in conventions if convention.opens}) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAs:
    """An entry of a control list that names an item: the code that an exporter declares."""

    rule: str
    code: str
    subject: Subject
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceHeadroom:
    """How many times as much (or as dear) a counted substance would have to be for the item to reach the line.

    ``share_at_line`` is its share of the item's mass there, ``price_at_line`` its price per kg; None where they are not exact.
    """

    substance: str
    holder: str
    factor: Bounds
    share_at_line: Bounds | None
    price_at_line: Bounds | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Headroom:
    """How far an item is from the line.

    ``most_below``: with less than this counted in it, it is below for sure. ``times_line``: today's share in units of the
    line. ``whole_at_line``: the value (or mass) of the item at which today's content is exactly on the line.
    """

    most_below: Fraction
    times_line: Bounds
    whole_at_line: Bounds
    substances: tuple[SubstanceHeadroom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """In how many of the draws an undetermined item crosses. Never a verdict."""

    crosses: int
    sampling: Sampling

    @property
    def share(self) -> Fraction:
        """Of 1."""
        return Fraction(self.crosses, self.sampling.samples)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A compliance notice that came with the item: the share of its value that it states, of 1, and which notice it is."""

    share: Bounds
    reference: str = ""
    dated: date | None = None
    cells: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule applied to one item that its list may name."""

    rule: Rule
    item: Item
    subject: Subject
    subject_why: str
    code: str = ""
    """The code of a control list, where the rule's entry has one."""
    verdict: Verdict
    licence: Licence
    reasons: tuple[Reason, ...]
    value: Ratio
    mass: MassContent
    contributions: tuple[Contribution, ...]
    where_used: tuple[Use, ...]
    used_in: tuple[TotalUse, ...]
    questions: tuple[Question, ...]
    evidence: Evidence | None
    """The weakest grade among the facts that the finding needed; None where it needed none beside the bill."""
    distances: Later[Headroom | None] = _NO_HEADROOM
    """How far it is from the line."""
    conventions: tuple[Convention, ...] = ()
    """The test under other conventions of value, where there are any to compare."""
    listed_as: tuple[ListedAs, ...] = ()
    """Codes of the control lists that name the item."""
    chance: Chance | None = None
    """Where draws were asked for and the item is undetermined between closed bounds."""
    withheld_reason: str = ""
    """Why a verdict that the numbers would allow was not given."""
    clearance: tuple[ClearanceRecord, ...] = ()
    """Why nothing stands in its way, obligation by obligation; there for what is below or on no list."""
    unreconciled: tuple[str, ...] = ()
    """What may set the counted content apart from the sum of the contributions, in words."""
    notice: Notice | None = None
    """What a compliance notice states of the item."""
    territories: tuple[str, ...] = ()
    """Codes of the places of which the rule's own setting says whether they count, and that something in it is from."""

    @property
    def headroom(self) -> Headroom | None:
        """How far it is from the line; None under a rule without one."""
        return self.distances.value

    @property
    def depends_on_convention(self) -> bool:
        """True where conventions that may open a verdict do not agree."""
        return _differ(self.conventions)

    @property
    def tested(self) -> Ratio:
        """The ratio that the rule's threshold is about."""
        return ratio_under(self.rule, self.value, self.mass)

    @property
    def answer(self) -> Licence:
        """What this one contributes to the answer of the run."""
        return answer_for(self.verdict, self.licence)


class SuspectKind(Enum):
    """Where a suspect comes from."""

    PART = "part"
    """An item of the bill."""
    HEARD = "heard"
    """A phrase beside the lines; its item has no number and the phrase for a description."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnresolvedPart:
    """A bought-in item that probably holds a magnet or a target and is not broken down, or a phrase that names one."""

    item: Item
    why: str
    kind: SuspectKind = SuspectKind.PART


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFinding:
    """An item above a subject item, or a product, tested with its own value (or mass): LAW, the product reading.

    ``reasons`` and ``licence`` are those of the item exported as such.
    """

    rule: Rule
    item: Item
    top: bool
    verdict: Verdict
    licence: Licence
    reasons: tuple[Reason, ...]
    value: Ratio
    mass: MassContent
    holds: tuple[str, ...]
    own_answers: tuple[Reason, ...] = ()
    """What is stated of the item itself by the triggers that know no share, where the rule's list may name such an item."""
    conventions: tuple[Convention, ...] = ()

    @property
    def depends_on_convention(self) -> bool:
        """True where conventions that may open a verdict do not agree."""
        return _differ(self.conventions)

    @property
    def tested(self) -> Ratio:
        """The ratio that the rule's threshold is about."""
        return ratio_under(self.rule, self.value, self.mass)

    @property
    def answer(self) -> Licence:
        """What this one contributes to the answer of the run."""
        return answer_for(self.verdict, self.licence)

"""What was concluded, and from what: the vocabulary that every report speaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from calculator.factors import Factors
from calculator.item import Answer, Evidence, Item
from calculator.problem import Problem
from calculator.quantities import Bounds
from calculator.rules import Rule
from calculator.source import Source


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """One counted (or possibly counted) substance inside an item, over all paths that lead to it.

    ``mass`` is kg of what is named and ``value`` money, both of the counted origin, in one unit of the item under test.
    ``path`` is one path from that item to the holder of the substance; ``quantity`` the holder's total quantity.
    ``workings`` are the arithmetic, line by line, for one unit of the holder.
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
    reference: str = ""
    """The certificate or other document that the fact rests on."""
    workings: tuple[str, ...] = ()
    worked_from: tuple[Source, ...] = ()
    """The cells of the prices, rates and masses in the workings."""
    factors: Factors | None = None


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


class Asked(Enum):
    """The kinds of questions; a questionnaire has a form of answer for each."""

    PRICE = "price"
    MASS = "mass"
    ORIGIN = "origin"
    TECHNOLOGY = "technology"
    PARTS = "parts"
    MATERIAL = "material"
    HOLDS_MAGNET = "holds-magnet"
    COMPLETE = "complete"
    COMPOSITION = "composition"
    SUBSTANCES = "substances"
    SUBSTANCE_SHARE = "substance-share"
    SUBSTANCE_ORIGIN = "substance-origin"
    SUBSTANCE_FORM = "substance-form"
    SUBSTANCE_VALUE = "substance-value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to ask whom; ``settles`` where the answer alone could decide the verdict or the licence.

    ``asks`` is the question in few words; ``substance`` what it is about, where it is about one.
    """

    kind: Asked
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
class Sampling:
    """How many times what is unknown is drawn by lot, and the seed."""

    samples: int
    seed: int = 0


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
    headroom: Headroom | None = None
    conventions: tuple[Convention, ...] = ()
    """The test under other conventions of value, where there are any to compare."""
    listed_as: tuple[ListedAs, ...] = ()
    """Codes of the control lists that name the item."""
    chance: Chance | None = None
    """Where draws were asked for and the item is undetermined between closed bounds."""
    held_back: str = ""
    """Why a verdict that the numbers would allow was not given."""
    apart: tuple[str, ...] = ()
    """What may set the counted content apart from the sum of the contributions, in words."""

    @property
    def depends_on_convention(self) -> bool:
        """True where the conventions do not agree."""
        return len({one.verdict for one in self.conventions}) > 1

    @property
    def tested(self) -> Ratio:
        """The ratio that the rule's threshold is about."""
        return ratio_under(self.rule, self.value, self.mass)

    @property
    def answer(self) -> Licence:
        """What this one contributes to the answer of the run."""
        return answer_for(self.verdict, self.licence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A bought-in item that probably holds a magnet or a target and is not broken down."""

    item: Item
    why: str


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
    conventions: tuple[Convention, ...] = ()

    @property
    def depends_on_convention(self) -> bool:
        """True where the conventions do not agree."""
        return len({one.verdict for one in self.conventions}) > 1

    @property
    def tested(self) -> Ratio:
        """The ratio that the rule's threshold is about."""
        return ratio_under(self.rule, self.value, self.mass)

    @property
    def answer(self) -> Licence:
        """What this one contributes to the answer of the run."""
        return answer_for(self.verdict, self.licence)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """One place of an item in a product, on a branch that leads to a magnet, a target or a suspect.

    ``level`` counts from 0, the product. ``quantity`` is in one unit of the item above, ``in_product`` in one product along
    this path. ``value`` (reporting currency) and ``mass`` (kg) are those of one unit. ``repeated`` marks an assembly whose
    parts stand where it is unfolded; ``left_out`` counts parts that would lead on but were too many to hold, and
    ``others`` the parts that lead to none.
    """

    item: Item
    level: int
    quantity: Bounds
    in_product: Bounds
    value: Bounds
    mass: Bounds
    repeated: bool = False
    left_out: int = 0
    others: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that was read: its name without folder, its SHA-256, its size and what it was read for."""

    path: str
    sha256: str
    size: int
    role: str


class Reading(Enum):
    """Whose verdict is the headline: the magnets and targets, or each product as an assembly."""

    MATERIALS = "materials"
    PRODUCT = "product"

    def takes_products(self, rule: Rule) -> bool:
        """True where the products answer for ``rule``; a rule that knows no products is answered by its items under either reading."""
        return self is Reading.PRODUCT and rule.reads_products


class FailOn(Enum):
    """What makes the exit status other than 0."""

    UNDETERMINED = "undetermined"
    CROSSES = "crosses"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of a report."""

    items: int
    subject: int
    crosses: int
    below: int
    undetermined: int
    suspects: int
    licence_required: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that one run found. Same inputs, options and version give an equal report."""

    version: str
    on: date
    reading: Reading
    currency: str
    quantity_convention: str
    inputs: tuple[InputFile, ...]
    assumptions: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]
    item_count: int
    findings: tuple[Finding, ...]
    suspects: tuple[Suspect, ...]
    nodes: tuple[NodeFinding, ...]
    """Assemblies and products, in the order of the bill."""
    problems: tuple[Problem, ...]
    weakest_evidence: Evidence = Evidence.ASSUMED
    """Facts of a weaker grade counted as unknown."""
    asked: tuple[tuple[str, str], ...] = ()
    """Options of the run that decide how the files are read, by name."""
    refused: tuple[str, ...] = ()
    """Names of inputs that could not be read."""
    tree: tuple[TreeNode, ...] = ()
    """Each product with the branches that lead to a magnet, a target or a suspect; an item before its parts."""

    @property
    def products(self) -> tuple[NodeFinding, ...]:
        """The top-level products, one entry per rule; those that hold no subject item are ``not-subject``."""
        return tuple(node for node in self.nodes if node.top)

    @property
    def tops(self) -> tuple[Item, ...]:
        """The items that are in nothing else, as far as the report shows them."""
        tested = (node.item for node in self.products)
        return tuple(
            {
                item.number: item
                for item in (*tested, *(node.item for node in self.tree if not node.level))
            }.values()
        )

    @property
    def summary(self) -> Summary:
        """Counts over all rules; a finding that is not subject is in none but ``items``."""
        counted = [finding for finding in self.findings if finding.subject is not Subject.NO]
        verdicts = [finding.verdict for finding in counted]
        return Summary(
            items=self.item_count,
            subject=len({finding.item.number for finding in counted}),
            crosses=verdicts.count(Verdict.CROSSES),
            below=verdicts.count(Verdict.BELOW),
            undetermined=verdicts.count(Verdict.UNDETERMINED),
            suspects=len(self.suspects),
            licence_required=sum(finding.licence is Licence.REQUIRED for finding in counted),
        )

    def deciding(self, rule: Rule) -> tuple[Finding | NodeFinding, ...]:
        """What is asked of under ``rule`` and the run's reading: the items on its list, or the products that hold such."""
        if self.reading.takes_products(rule):
            return tuple(node for node in self.products if node.rule is rule and node.holds)
        return tuple(
            one for one in self.findings if one.rule is rule and one.subject is not Subject.NO
        )

    @property
    def headline(self) -> Licence:
        """The one answer of the run under its reading (INTERFACE: exit status)."""
        answers = {one.answer for rule in self.rules for one in self.deciding(rule)}
        if Licence.REQUIRED in answers:
            return Licence.REQUIRED
        return (
            Licence.UNDETERMINED
            if self.suspects or Licence.UNDETERMINED in answers
            else Licence.NOT_REQUIRED
        )

    def exit_status(self, fail_on: FailOn = FailOn.UNDETERMINED) -> int:
        """0, 1, 3 or 4 as in the contract; an unreadable input outweighs every verdict."""
        if self.refused:
            return 4
        if fail_on is FailOn.NEVER or self.headline is Licence.NOT_REQUIRED:
            return 0
        if self.headline is Licence.REQUIRED:
            return 1
        return 0 if fail_on is FailOn.CROSSES else 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The arithmetic behind one item: numbered lines of text, each with the cells it rests on."""

    title: str
    lines: tuple[tuple[str, tuple[Source, ...]], ...] = ()

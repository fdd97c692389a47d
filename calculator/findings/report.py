"""The record of a run: what was asked, what was found, what could not be read, and the exit status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Final

from calculator.findings.accounting import InputAccount
from calculator.findings.assembly_cases import open_assemblies, open_cases, unstated_assemblies
from calculator.findings.circumstances import NO_CIRCUMSTANCES, Circumstances
from calculator.findings.ending import Ending
from calculator.findings.excuse import NO_EXCUSES, Excuses, Waiver
from calculator.findings.finding import Finding, NodeFinding, UnresolvedPart
from calculator.findings.obligation import Doubt
from calculator.findings.run_clearance import RunClearance, run_clearance
from calculator.findings.verdict import Licence, Subject, Verdict
from calculator.findings.weight_limit import WeighedProduct
from calculator.model.item import Evidence, Item
from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.rules import Rule

NOT_FOLLOWED: Final = "clearance-not-followed"
"""The code of the problem that the two ways to a clearance do not agree."""


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


class Headline(Enum):
    """The one answer of a run, in the order of weight."""

    REQUIRED = "required"
    UNDETERMINED = "undetermined"
    NOT_REQUIRED = "not-required"
    NO_ANSWER = "no-answer"
    """Nothing was read that could be answered for."""


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
    waived: int
    """Findings and suspects that a waiver covers; they are in the other counts too."""


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
    suspects: tuple[UnresolvedPart, ...]
    nodes: tuple[NodeFinding, ...]
    """Assemblies and products, in the order of the bill."""
    problems: tuple[Problem, ...]
    weakest_evidence: Evidence = Evidence.ASSUMED
    """Facts of a weaker grade counted as unknown."""
    asked: tuple[tuple[str, str], ...] = ()
    """Options of the run that decide how the files are read, by name."""
    doubts: tuple[Doubt, ...] = ()
    """What the reading could not settle and no bound can hold."""
    accounting: tuple[InputAccount, ...] = ()
    """What became of every sheet, row and column, by file as given."""
    refused: tuple[str, ...] = ()
    """Names of inputs that could not be read."""
    tree: tuple[TreeNode, ...] = ()
    """Each product with the branches that lead to a magnet, a target or a suspect; an item before its parts."""
    circumstances: Circumstances = NO_CIRCUMSTANCES
    """What the user said of the shipment."""
    endings: tuple[Ending, ...] = ()
    """Dated statements that the findings rest on, the first to end first."""
    weighed: tuple[WeighedProduct, ...] = ()
    """Products against the share of weight at which an exception of a rule ends; they decide no verdict."""
    excuses: Excuses = NO_EXCUSES
    """What a person has answered for already: it decides the exit status and nothing else."""

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
            waived=sum(self.waiver_of(finding) is not None for finding in counted)
            + sum(bool(self.waivers_of(suspect)) for suspect in self.suspects),
        )

    def deciding(self, rule: Rule) -> tuple[Finding | NodeFinding, ...]:
        """What is asked of under ``rule`` and the run's reading: the items on its list, or the products that hold such."""
        if self.reading.takes_products(rule):
            return tuple(node for node in self.products if node.rule is rule and node.holds)
        return tuple(
            finding
            for finding in self.findings
            if finding.rule is rule and finding.subject is not Subject.NO
        )

    def goods_beside(self, rule: Rule) -> tuple[Finding, ...]:
        """Listed materials that are themselves shipped, where products answer for the rule: no product is tested in their stead."""
        if not self.reading.takes_products(rule):
            return ()
        return tuple(
            finding
            for finding in self.findings
            if finding.rule is rule
            and finding.subject is not Subject.NO
            and finding.verdict is Verdict.NOT_SUBJECT
        )

    @property
    def open_assemblies(self) -> tuple[NodeFinding, ...]:
        """What is itself stated to be Chinese, or made with Chinese technology, and holds an item of the list (LAW 4).

        Where products answer for a rule, they are tested for it.
        """
        return open_assemblies(
            (node for node in self.nodes if not self.reading.takes_products(node.rule)),
            self._on_the_list,
            self.assumptions,
        )

    @property
    def unstated_assemblies(self) -> tuple[NodeFinding, ...]:
        """What holds an item of the list and of which nobody said where or with whose technology it was made."""
        return unstated_assemblies(
            (node for node in self.nodes if not self.reading.takes_products(node.rule)),
            self._on_the_list,
        )

    @property
    def _on_the_list(self) -> frozenset[str]:
        return frozenset(
            finding.item.number for finding in self.findings if finding.subject is not Subject.NO
        )

    @property
    def headline(self) -> Headline:
        """The one answer of the run under its reading.

        While an input could not be read it never says that nothing is required: what stands in it may be.
        """
        return self._headline_of(
            {
                tested.answer
                for rule in self.rules
                for tested in (*self.deciding(rule), *self.goods_beside(rule))
            },
            has_suspects=bool(self.suspects or self.open_assemblies),
        )

    @property
    def unexcused_headline(self) -> Headline:
        """The same without what is waived and what the earlier report had already: what the exit status is made of."""
        return self._headline_of(
            {
                tested.answer
                for rule in self.rules
                for tested in (*self.deciding(rule), *self.goods_beside(rule))
                if not self.is_excused(tested)
            },
            has_suspects=not all(map(self.is_excused_suspect, self.suspects))
            or not all(map(self._is_excused_assembly, self.open_assemblies)),
        )

    def _headline_of(self, answers: set[Licence], *, has_suspects: bool) -> Headline:
        if Licence.REQUIRED in answers:
            return Headline.REQUIRED
        if self.refused and not self.item_count:
            return Headline.NO_ANSWER
        return (
            Headline.UNDETERMINED
            if self.refused
            or has_suspects
            or self.doubts_of_input
            or Licence.UNDETERMINED in answers
            else Headline.NOT_REQUIRED
        )

    def _is_excused_assembly(self, node: NodeFinding) -> bool:
        """True where a waiver covers it, or the earlier report has all that may catch it."""
        return self.is_waived(node) or all(
            self.excuses.was_stated(node.rule.id, node.item.number, reason.clause, reason.state)
            for reason in open_cases(node)
        )

    def is_waived(self, node: NodeFinding) -> bool:
        """True where a waiver covers that an assembly may need a licence of its own."""
        number = node.item.number
        return any(
            self.excuses.waiver_of(node.rule.id, number, answer) is not None
            for answer in {Licence.UNDETERMINED, node.answer}
        )

    def waiver_of(self, tested: Finding | NodeFinding) -> Waiver | None:
        """The waiver that covers a finding in its present state."""
        return self.excuses.waiver_of(tested.rule.id, tested.item.number, tested.answer)

    def waivers_of(self, suspect: UnresolvedPart) -> tuple[Waiver, ...]:
        """The waivers of a suspect, one a rule; none unless every rule of the run has one."""
        return self.excuses.waivers_of_suspect(
            suspect.item.number, tuple(rule.id for rule in self.rules)
        )

    def is_new(self, tested: Finding | NodeFinding) -> bool:
        """True where the report that the run is held against has no such answer, or a milder one; always without one."""
        return not self.excuses.was_known(tested.rule.id, tested.item.number, tested.answer)

    def is_new_suspect(self, suspect: UnresolvedPart) -> bool:
        """True where the report that the run is held against does not have it."""
        return not self.excuses.was_suspect(suspect.item.number, suspect.item.description)

    def is_excused(self, tested: Finding | NodeFinding) -> bool:
        """True where the exit status does not count a finding."""
        return self.waiver_of(tested) is not None or not self.is_new(tested)

    def is_excused_suspect(self, suspect: UnresolvedPart) -> bool:
        """True where the exit status does not count a suspect."""
        return bool(self.waivers_of(suspect)) or not self.is_new_suspect(suspect)

    @property
    def clearance(self) -> RunClearance:
        """How the run stands, obligation by obligation; while a file is unread nothing of it is proved."""
        clearance = run_clearance(self.findings, self.suspects, self.doubts, self.open_assemblies)
        return replace(clearance, proved=(), assumed=()) if self.refused else clearance

    @property
    def doubts_of_input(self) -> tuple[Doubt, ...]:
        """What was left open that belongs to no item."""
        return tuple(doubt for doubt in self.doubts if not doubt.item)

    def exit_status(self, fail_on: FailOn = FailOn.UNDETERMINED) -> int:
        """0, 1, 3, 4 or 70 as in the contract.

        A clearance that the second way does not lead to is a fault of the program; an unreadable input outweighs every verdict.
        """
        if any(problem.code == NOT_FOLLOWED for problem in self.problems):
            return 70
        if self.refused:
            return 4
        outcome = self.unexcused_headline
        if fail_on is FailOn.NEVER or outcome is Headline.NOT_REQUIRED:
            return 0
        if outcome is Headline.REQUIRED:
            return 1
        return 0 if fail_on is FailOn.CROSSES else 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """The arithmetic behind one item: numbered lines of text, each with the cells it rests on."""

    title: str
    lines: tuple[tuple[str, tuple[Source, ...]], ...] = ()

"""One bill under one set of facts, and under variants of them: stricter evidence, other price lists, other conventions.

A verdict is only as good as the facts that it needs. Each variant is reckoned again from the bill, so that what is said of
it is found out and not argued.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from calculator.content.composition import CompositionProof
from calculator.content.composition_proof import composition_of
from calculator.content.item_contents import substances_of_line
from calculator.content.put_in import BuiltIn
from calculator.content.rollup import ContentRollup, roll_up
from calculator.determination.control_lists import ControlLists
from calculator.determination.determine import (
    determine,
    examine,
    facts_under,
    withheld,
)
from calculator.determination.evidence import weakest_grades_inside, weakest_of
from calculator.determination.nodes import determine_node, node_withheld
from calculator.determination.obligations import Doubts, node_opened, opened
from calculator.determination.triggers import counted_by
from calculator.determination.whole_items import WholeItems, by_whole_items
from calculator.findings.finding import Convention, Finding, NodeFinding, Sampling
from calculator.findings.verdict import Subject, Verdict
from calculator.model.assumptions import Assumptions, PutIn, ValueConvention
from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.item import Evidence, Item, ItemClass
from calculator.model.stages import StageReading
from calculator.reference.facts_that_clear import ClearingFacts
from calculator.rules import Rule

_CLEAR: Final = frozenset({Verdict.BELOW, Verdict.NOT_SUBJECT})
_DECIDED: Final = frozenset({Verdict.CROSSES, Verdict.BELOW})


@dataclass(frozen=True, kw_only=True)
class Scenarios:
    """``clearing`` are stricter facts under which what is called clear has to be clear too."""

    bill: Bill
    facts: Facts
    currency: str
    lists: tuple[Rule, ...] = ()
    clearing: tuple[ClearingFacts, ...] = ()
    sampling: Sampling | None = None
    doubts: Doubts = field(default_factory=Doubts)
    """What the reading of the files left open."""

    @property
    def clearing_facts(self) -> Facts:
        """The strictest facts, on which alone a part may be settled."""
        return self.clearing[-1].facts if self.clearing else self.facts

    def rollup_of(self, rule: Rule, item: Item) -> ContentRollup:
        """In the reporting currency; where a rate to it is missing, in the item's own."""
        reporting = self.rollup(rule, self.currency)
        if reporting.can_value(item):
            return reporting
        return self.rollup(rule, item.prices[0].currency)

    def rollup(self, rule: Rule, currency: str) -> ContentRollup:
        """The roll-up of what the rule counts, made once."""
        key = (rule.id, currency)
        if key not in self._rollups:
            facts = facts_under(rule, self.facts)
            self._rollups[key] = roll_up(self.bill, facts, counted_by(rule), currency)
        return self._rollups[key]

    @cached_property
    def _rollups(self) -> dict[tuple[str, str], ContentRollup]:
        return {}

    @cached_property
    def _control_lists(self) -> ControlLists:
        return ControlLists(self.lists)

    @cached_property
    def _variants(self) -> dict[object, Scenarios]:
        return {}

    def _under(
        self, key: object, *, facts: Facts | None = None, bill: Bill | None = None
    ) -> Scenarios:
        """The same bill with other facts or another bill, made once."""
        if key not in self._variants:
            self._variants[key] = Scenarios(
                bill=bill or self.bill, facts=facts or self.facts, currency=self.currency
            )
        return self._variants[key]

    # ----------------------------------------------------------------- findings

    def finding(self, item: Item, rule: Rule) -> Finding:
        """The finding on one item, with the evidence that it needs and what other conventions say."""
        rollup = self.rollup_of(rule, item)
        finding = determine(item, rule, rollup, self._control_lists, self.sampling)
        for index, clearing in enumerate(self.clearing):
            if finding.verdict not in _CLEAR:
                break
            rollup = self._under(("clearing", index), facts=clearing.facts).rollup_of(rule, item)
            stricter = determine(item, rule, rollup)
            if stricter.verdict is not finding.verdict:
                finding = withheld(finding, clearing.why, stricter)
        evidence, conventions = self._evidence(finding), self._conventions(item, rule, finding)
        if conventions or evidence is not finding.evidence:
            finding = replace(finding, evidence=evidence, conventions=conventions)
        return opened(finding, self.doubts)

    def composition_of(self, finding: Finding) -> CompositionProof:
        """How the whole of the item is known under the finding's rule."""
        return composition_of(finding.item, self.rollup_of(finding.rule, finding.item))

    def nodes(self, rule: Rule, findings: Iterable[Finding]) -> list[NodeFinding]:
        """Every item above a subject item of ``findings``, and every product, in the order of the bill, under the rule."""
        if not rule.reads_products:
            return []
        bill = self.bill
        subjects = [
            finding
            for finding in findings
            if finding.rule is rule and finding.subject is not Subject.NO
        ]
        holds: dict[str, list[Finding]] = {}
        for finding in subjects:
            for above in bill.ancestors_of({finding.item.number}):
                holds.setdefault(above, []).append(finding)
            if finding.item.number not in bill.parents:
                holds.setdefault(finding.item.number, []).append(finding)
        products = set(bill.products)
        whole = WholeItems(
            rule=rule,
            subjects=subjects,
            bill=bill,
            price_of=lambda item, unit: self.rollup(rule, unit).value_of(item),
        )
        return [
            self._node(item, rule, tuple(holds.get(number, ())), whole, top=number in products)
            for number, item in bill.items.items()
            if number in holds or number in products
        ]

    def _node(
        self, item: Item, rule: Rule, holds: tuple[Finding, ...], whole: WholeItems, *, top: bool
    ) -> NodeFinding:
        """An assembly or a product under the rule, with what other conventions say of it."""
        node = determine_node(item, rule, self.rollup_of(rule, item), holds, top=top)
        for index, clearing in enumerate(self.clearing):
            if node.verdict is not Verdict.BELOW:
                break
            rollup = self._under(("clearing", index), facts=clearing.facts).rollup_of(rule, item)
            stricter = determine_node(item, rule, rollup, holds, top=top)
            if stricter.verdict is not Verdict.BELOW:
                node = node_withheld(node)
        node = replace(node, conventions=self._node_conventions(item, rule, node, holds, whole))
        if ValueConvention.WHOLE_MAGNET in self.facts.assumptions.values:
            node = by_whole_items(node)
        return node_opened(node, self.doubts)

    # ----------------------------------------------------------------- evidence

    @cached_property
    def _weakest_inside(self) -> Mapping[str, Evidence]:
        """By item; nothing where all facts are of one grade, so that the grade of the contributions says it."""
        grades = {row.evidence for rows in self.facts.content.values() for row in rows}
        return weakest_grades_inside(self.bill, self.facts) if len(grades) > 1 else {}

    def _evidence(self, finding: Finding) -> Evidence | None:
        """The weakest grade that the verdict needs: with facts of that grade and better alone it stands."""
        weakest = weakest_of((finding.evidence, self._weakest_inside.get(finding.item.number)))
        if finding.verdict not in _DECIDED or not finding.rule.has_line:
            return finding.evidence
        grades = {contribution.evidence for contribution in finding.contributions}
        if weakest is not None and (len(grades) > 1 or weakest is not finding.evidence):
            better = (grade for grade in Evidence if grade.rank < weakest.rank)
            weakest = next((grade for grade in better if self._stands_on(finding, grade)), weakest)
        if self.facts.assumptions.unknown_origin_is_not_chinese and weakest is not Evidence.ASSUMED:
            plain = replace(
                self.facts,
                assumptions=replace(self.facts.assumptions, unknown_origin_is_not_chinese=False),
            )
            if not self._stands(finding, plain, Assumptions):
                return Evidence.ASSUMED
        return weakest

    def _stands_on(self, finding: Finding, grade: Evidence) -> bool:
        return self._stands(finding, replace(self.facts, weakest=grade), grade)

    def _stands(self, finding: Finding, facts: Facts, key: object) -> bool:
        variant = self._under(key, facts=facts)
        rollup = variant.rollup_of(finding.rule, finding.item)
        return examine(finding.item, finding.rule, rollup).verdict is finding.verdict

    # ----------------------------------------------------------------- conventions

    @cached_property
    def _other_conventions(self) -> tuple[tuple[str, Scenarios], ...]:
        """One price list alone, each; each reading of forms. Reckoned once: it takes the whole bill."""
        markets = self.facts.markets if len(self.facts.markets) > 1 else ()
        conventions = [
            (
                f"prices {market}",
                self._under(("market", market), facts=replace(self.facts, market=market)),
            )
            for market in markets
        ]
        if self.facts.assumptions.put_in is None and self._is_open_by_form:
            conventions += [
                (
                    f"forms {put_in.value.replace('-', ' ')}",
                    self._under(put_in, facts=self._by_form(put_in)),
                )
                for put_in in PutIn
            ]
        return tuple(conventions)

    @cached_property
    def _stage_conventions(self) -> tuple[tuple[str, Scenarios], ...]:
        """Each reading of the stages, where a stage is stated and the user chose none."""
        if self.facts.assumptions.origin_stage is not None or not self._states_stages:
            return ()
        return tuple(
            (
                f"origin by {reading.value} stage",
                self._under(reading, facts=self._by_stage(reading)),
            )
            for reading in StageReading
        )

    def _conventions_of(self, rule: Rule) -> tuple[tuple[str, Scenarios], ...]:
        """The conventions that the rule leaves open, and what is printed beside them."""
        by_stage = self._stage_conventions if rule.origin_stage is None else ()
        return (*by_stage, *self._other_conventions, *self._printed_beside)

    @cached_property
    def _printed_beside(self) -> tuple[tuple[str, Scenarios], ...]:
        """What was consumed instead of what is contained: it opens nothing unless it is chosen, and then it is the test."""
        if ValueConvention.CONSUMED in self.facts.assumptions.values:
            return ()
        consumed = self.bill.consumed()
        if consumed is self.bill:
            return ()
        return (("consumed, with scrap", self._under("consumed", bill=consumed)),)

    @property
    def _states_stages(self) -> bool:
        """True where a fact or a line of the bill tells of a stage."""
        return any(
            row.stages.are_stated for rows in self.facts.content.values() for row in rows
        ) or any(item.stages.are_stated for item in self.bill.items.values())

    @property
    def _is_open_by_form(self) -> bool:
        """True where something was put in that may count as the metal that it leaves."""
        items = self.bill.items
        built_in = BuiltIn.of(self.bill)
        return any(
            built_in.becomes_metal(items[number], row.substance)
            for number, rows in self.facts.content.items()
            if number in items
            for row in rows
        ) or any(
            item.item_class is ItemClass.LISTED_MATERIAL
            and built_in.holds(number)
            and any(
                built_in.becomes_metal(item, substance) for substance in substances_of_line(item)
            )
            for number, item in items.items()
        )

    def _by_form(self, put_in: PutIn) -> Facts:
        assumptions = replace(self.facts.assumptions, put_in=put_in)
        return replace(self.facts, assumptions=assumptions)

    def _by_stage(self, reading: StageReading) -> Facts:
        assumptions = replace(
            self.facts.assumptions, origin_stage=reading, looks_at_stated_stages=True
        )
        return replace(self.facts, assumptions=assumptions)

    def _conventions(self, item: Item, rule: Rule, finding: Finding) -> tuple[Convention, ...]:
        if finding.subject is Subject.NO or not rule.has_line:
            return ()
        others: list[Convention] = []
        for name, scenarios in self._conventions_of(rule):
            examined = examine(item, rule, scenarios.rollup_of(rule, item))
            others.append(
                Convention(
                    name=name,
                    verdict=examined.verdict,
                    tested=examined.tested(rule),
                    opens=(name, scenarios) not in self._printed_beside,
                )
            )
        return (_as_stated(finding), *others) if others else ()

    def _node_conventions(
        self,
        item: Item,
        rule: Rule,
        node: NodeFinding,
        holds: tuple[Finding, ...],
        whole: WholeItems,
    ) -> tuple[Convention, ...]:
        if not holds or not rule.has_line or node.verdict is Verdict.NOT_SUBJECT:
            return ()
        others: list[Convention] = []
        for name, scenarios in self._conventions_of(rule):
            variant = determine_node(
                item, rule, scenarios.rollup_of(rule, item), holds, top=node.top
            )
            others.append(
                Convention(
                    name=name,
                    verdict=variant.verdict,
                    tested=variant.tested,
                    opens=(name, scenarios) not in self._printed_beside,
                )
            )
        if (
            any(entry.item_class is ItemClass.ASSEMBLY for entry in rule.subjects)
            and not rule.is_by_mass
        ):
            others.append(whole.convention(node, holds))
        return (_as_stated(node), *others) if others else ()


def _as_stated(finding: Finding | NodeFinding) -> Convention:
    return Convention(name="as stated", verdict=finding.verdict, tested=finding.tested)

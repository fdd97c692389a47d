"""One bill under one set of facts, and under variants of them: stricter evidence, other price lists, other conventions.

A verdict is only as good as the facts that it needs. Each variant is reckoned again from the bill, so that what is said of
it is found out and not argued.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import Final

from calculator.content.rollup import ContentRollup
from calculator.determination.determine import (
    counted_by,
    determine,
    determine_node,
    examine,
    held_back,
    node_held_back,
)
from calculator.determination.obligations import Doubts, node_opened, opened
from calculator.findings.finding import Convention, Finding, NodeFinding, Sampling
from calculator.findings.verdict import Ratio, Subject, Verdict, apply_threshold
from calculator.model.bill import Bill
from calculator.model.facts import Assumptions, Facts
from calculator.model.item import Evidence, Item, ItemClass
from calculator.numbers.bounds import ZERO, Bounds
from calculator.rules import Rule

_DECIDED: Final = frozenset({Verdict.CROSSES, Verdict.BELOW})


@dataclass(frozen=True, kw_only=True)
class Scenarios:
    """``strict`` are the facts without the reference data that may not show that something is below; None where there are none."""

    bill: Bill
    facts: Facts
    currency: str
    lists: tuple[Rule, ...] = ()
    strict: Facts | None = None
    sampling: Sampling | None = None
    doubts: Doubts = field(default_factory=Doubts)
    """What the reading of the files left open."""

    def rollup_of(self, rule: Rule, item: Item) -> ContentRollup:
        """In the reporting currency; where a rate to it is missing, in the item's own."""
        reporting = self.rollup(rule, self.currency)
        return (
            reporting
            if reporting.contributions.can_value(item)
            else self.rollup(rule, item.prices[0].currency)
        )

    def rollup(self, rule: Rule, currency: str) -> ContentRollup:
        """The roll-up of what the rule counts, made once."""
        key = (rule.id, currency)
        if key not in self._reckonings:
            self._reckonings[key] = ContentRollup(self.bill, self.facts, counted_by(rule), currency)
        return self._reckonings[key]

    @cached_property
    def _reckonings(self) -> dict[tuple[str, str], ContentRollup]:
        return {}

    @cached_property
    def _variants(self) -> dict[object, Scenarios]:
        return {}

    def _under(
        self, key: object, *, facts: Facts | None = None, bill: Bill | None = None
    ) -> Scenarios:
        """The same trial with other facts or another bill, made once."""
        if key not in self._variants:
            self._variants[key] = Scenarios(
                bill=bill or self.bill, facts=facts or self.facts, currency=self.currency
            )
        return self._variants[key]

    # ----------------------------------------------------------------- findings

    def finding(self, item: Item, rule: Rule) -> Finding:
        """The finding on one item, with the evidence that it needs and what other conventions say."""
        found = determine(item, rule, self.rollup_of(rule, item), self.lists, self.sampling)
        if self.strict is not None and found.verdict is Verdict.BELOW:
            without = self._under("strict", facts=self.strict)
            other = determine(item, rule, without.rollup_of(rule, item))
            if other.verdict is not Verdict.BELOW:
                found = held_back(
                    found,
                    "it would be below only by reference data, which may not decide that",
                    other.questions,
                )
        found = replace(
            found, evidence=self._evidence(found), conventions=self._conventions(item, rule, found)
        )
        return opened(found, self.doubts)

    def nodes(self, rule: Rule, findings: Iterable[Finding]) -> list[NodeFinding]:
        """Every item above a subject item of ``findings``, and every product, in the order of the bill, under the rule."""
        if not rule.reads_products:
            return []
        bill = self.bill
        subjects = [one for one in findings if one.rule is rule and one.subject is not Subject.NO]
        holds: dict[str, list[Finding]] = {}
        for finding in subjects:
            for above in bill.ancestors_of({finding.item.number}):
                holds.setdefault(above, []).append(finding)
            if finding.item.number not in bill.parents:
                holds.setdefault(finding.item.number, []).append(finding)
        products = set(bill.products)
        whole = _WholeItems(self, rule, subjects)
        return [
            self._node(item, rule, tuple(holds.get(number, ())), whole, top=number in products)
            for number, item in bill.items.items()
            if number in holds or number in products
        ]

    def _node(
        self, item: Item, rule: Rule, holds: tuple[Finding, ...], whole: _WholeItems, *, top: bool
    ) -> NodeFinding:
        """An assembly or a product under the rule, with what other conventions say of it."""
        found = determine_node(item, rule, self.rollup_of(rule, item), holds, top=top)
        if self.strict is not None and found.verdict is Verdict.BELOW:
            without = self._under("strict", facts=self.strict)
            if (
                determine_node(item, rule, without.rollup_of(rule, item), holds, top=top).verdict
                is not Verdict.BELOW
            ):
                found = node_held_back(found)
        found = replace(found, conventions=self._node_conventions(item, rule, found, holds, whole))
        return node_opened(found, self.doubts)

    # ----------------------------------------------------------------- evidence

    def _evidence(self, found: Finding) -> Evidence | None:
        """The weakest grade that the verdict needs: with facts of that grade and better alone it stands."""
        weakest = found.evidence
        if found.verdict not in _DECIDED or not found.rule.has_line:
            return weakest
        grades = {one.evidence for one in found.contributions}
        if weakest is not None and len(grades) > 1:
            for grade in Evidence:
                if grade.rank >= weakest.rank:
                    break
                if self._stands(found, replace(self.facts, weakest=grade), grade):
                    weakest = grade
                    break
        if self.facts.assumptions.unknown_origin_is_not_chinese and weakest is not Evidence.ASSUMED:
            plain = replace(
                self.facts,
                assumptions=replace(self.facts.assumptions, unknown_origin_is_not_chinese=False),
            )
            if not self._stands(found, plain, Assumptions):
                return Evidence.ASSUMED
        return weakest

    def _stands(self, found: Finding, facts: Facts, key: object) -> bool:
        variant = self._under(key, facts=facts)
        other = examine(found.item, found.rule, variant.rollup_of(found.rule, found.item))
        return (other.verdict, other.subject) == (found.verdict, found.subject)

    # ----------------------------------------------------------------- conventions

    @cached_property
    def _other_conventions(self) -> tuple[tuple[str, Scenarios], ...]:
        """One price list alone, each; and what was consumed instead of what is contained. Found out once: it takes the whole bill."""
        markets = self.facts.markets if len(self.facts.markets) > 1 else ()
        found = [
            (
                f"prices {market}",
                self._under(("market", market), facts=replace(self.facts, market=market)),
            )
            for market in markets
        ]
        consumed = self.bill.consumed()
        if consumed is not self.bill:
            found.append(("consumed, with scrap", self._under("consumed", bill=consumed)))
        return tuple(found)

    def _conventions(self, item: Item, rule: Rule, found: Finding) -> tuple[Convention, ...]:
        if found.subject is Subject.NO or not rule.has_line:
            return ()
        others: list[Convention] = []
        for name, scenarios in self._other_conventions:
            other = examine(item, rule, scenarios.rollup_of(rule, item))
            others.append(Convention(name=name, verdict=other.verdict, tested=other.tested(rule)))
        return (_as_stated(found), *others) if others else ()

    def _node_conventions(
        self,
        item: Item,
        rule: Rule,
        found: NodeFinding,
        holds: tuple[Finding, ...],
        whole: _WholeItems,
    ) -> tuple[Convention, ...]:
        if not holds or not rule.has_line or found.verdict is Verdict.NOT_SUBJECT:
            return ()
        others: list[Convention] = []
        for name, scenarios in self._other_conventions:
            other = determine_node(
                item, rule, scenarios.rollup_of(rule, item), holds, top=found.top
            )
            others.append(Convention(name=name, verdict=other.verdict, tested=other.tested))
        if (
            any(entry.item_class is ItemClass.ASSEMBLY for entry in rule.subjects)
            and not rule.is_by_mass
        ):
            others.append(whole.convention(found, holds))
        return (_as_stated(found), *others) if others else ()


class _WholeItems:
    """The reading of a Japanese law office: the price of a whole magnet counts where something in it does. One pass upwards tells it of every item."""

    def __init__(self, scenarios: Scenarios, rule: Rule, subjects: Sequence[Finding]) -> None:
        self.scenarios, self.rule, self.subjects = scenarios, rule, subjects
        self.worth: dict[str, dict[str, Bounds]] = {}

    def convention(self, found: NodeFinding, holds: tuple[Finding, ...]) -> Convention:
        """What it says of an item that holds these."""
        unit = found.value.unit
        if unit not in self.worth:
            self.worth[unit] = self.scenarios.bill.rolled_up(
                {one.item.number: self._part(one, unit) for one in self.subjects}
            )
        numerator = self.worth[unit].get(found.item.number, ZERO)
        for finding in holds:
            if finding.item.number == found.item.number:
                numerator = numerator + self._part(finding, unit)
        tested = Ratio(numerator=numerator, denominator=found.value.denominator, unit=unit)
        verdict = apply_threshold(self.rule, tested.numerator, tested.denominator)
        maybe = all(finding.subject is not Subject.YES for finding in holds)
        return Convention(
            name="whole magnets and targets",
            verdict=Verdict.UNDETERMINED if maybe and verdict is Verdict.CROSSES else verdict,
            tested=tested,
        )

    def _part(self, finding: Finding, unit: str) -> Bounds:
        price = self.scenarios.rollup(self.rule, unit).value_of(finding.item)
        counted = finding.value.numerator
        return Bounds(
            price.low if counted.low > 0 else Fraction(0),
            Fraction(0) if counted.high == 0 else price.high,
        )


def _as_stated(found: Finding | NodeFinding) -> Convention:
    return Convention(name="as stated", verdict=found.verdict, tested=found.tested)

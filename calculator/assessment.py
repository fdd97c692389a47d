"""From files to a report, in one sentence of code. Read this first.

A workbook is read into a bill of items with their facts; the bill is rolled up into bounds of counted content;
a dated rule is applied to every magnet and target, and to what holds them; the findings are written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from calculator.checks import balance, repeated_content
from calculator.content import Reckoning
from calculator.determination import counted_by, determine, determine_node, suspects_of
from calculator.explanation import explain_item
from calculator.facts import Assumptions, Facts, undated_later
from calculator.finding import Explained, FailOn, Finding, NodeFinding, Reading, Report, Subject, Suspect
from calculator.item import Item, ItemClass
from calculator.problem import Problem
from calculator.rules import Rule
from calculator.tree import product_tree
from calculator.version import VERSION
from calculator.workbook.container import Limits
from calculator.workbook.profile import NO_PROFILE, Profile
from calculator.workbook.reader import Intake, Quantities, Request, read_files

__all__ = ["Assessment", "FailOn", "Options", "assess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user chose. ``on`` is the date of the law, the prices and the rates."""

    on: date
    rules: tuple[Rule, ...]
    assumptions: Assumptions = field(default_factory=Assumptions)
    reading: Reading = Reading.MATERIALS
    sheet: str | None = None
    quantities: Quantities | None = None
    currency: str | None = None
    profile: Profile = NO_PROFILE
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A report, and what is needed to explain it."""

    report: Report
    read: Intake
    reckoning_of: Callable[[Rule, Item], Reckoning]

    def explain(self, number: str) -> Explained | None:
        """The arithmetic behind one item, or None where the bill has no such item."""
        item = self.read.bill.items.get(number)
        if item is None:
            return None
        return explain_item(item, self.report, {rule.id: self.reckoning_of(rule, item) for rule in self.report.rules})


def assess(boms: Sequence[Path], facts: Sequence[Path], options: Options, *, announce: Callable[[str], None] = lambda _: None, refuse: Mapping[str, Problem] | None = None) -> Assessment:
    """Read, trace, decide. Nothing in a file raises; what could not be read is among the report's problems.

    ``announce`` is told the path of each file before it is opened; files in ``refuse`` are not opened (see isolation).
    """
    request = Request(
        sheet=options.sheet, quantities=options.quantities, currency=options.currency, profile=options.profile, on=options.on, limits=options.limits,
        announce=announce, refuse=refuse or {},
    )  # fmt: skip
    read = read_files(boms, facts, request)
    known = Facts(on=options.on, content=read.content, prices=read.prices, rates=read.rates, assumptions=options.assumptions)

    @cache
    def reckoning_in(rule_id: str, currency: str) -> Reckoning:
        rule = next(rule for rule in options.rules if rule.id == rule_id)
        return Reckoning(read.bill, known, counted_by(rule), currency)

    def reckoning_of(rule: Rule, item: Item) -> Reckoning:
        """In the reporting currency; where a rate to it is missing, in the item's own."""
        reporting = reckoning_in(rule.id, read.currency)
        return reporting if reporting.portions.can_value(item) else reckoning_in(rule.id, item.prices[0].currency)

    findings = tuple(
        determine(item, rule, reckoning_of(rule, item))
        for rule in options.rules
        for item in read.bill.items.values()
        if item.item_class in (ItemClass.MAGNET, ItemClass.TARGET)
    )
    nodes = tuple(node for rule in options.rules for node in _nodes(rule, findings, read, reckoning_of))
    reporting = [reckoning_in(rule.id, read.currency) for rule in options.rules]
    problems = (
        *read.problems,
        *undated_later(known),
        *repeated_content(known),
        *balance(read.bill, reporting[0]),
        *(problem for reckoning in reporting for problem in reckoning.problems),
    )
    suspects = (*suspects_of(read.bill, known, options.rules), *(Suspect(item=item, why=item.suspect) for item in read.left_out))
    leads_to = {one.item.number for one in suspects} | {
        step
        for one in findings
        if one.subject is not Subject.NO
        for step in (one.item.number, *(step for part in one.contributions for step in part.path))
    }
    report = Report(
        version=VERSION,
        on=options.on,
        reading=options.reading,
        currency=read.currency,
        quantity_convention=f"{read.quantities.value}: {read.quantities_why}",
        inputs=read.files,
        assumptions=options.assumptions.as_pairs,
        rules=options.rules,
        item_count=sum(not item.is_implied for item in read.bill.items.values()),
        findings=findings,
        suspects=suspects,
        nodes=nodes,
        problems=_sorted(problems),
        refused=read.refused,
        tree=product_tree(read.bill, leads_to, reporting[0].value_of),
    )
    return Assessment(report=report, read=read, reckoning_of=reckoning_of)


def _nodes(
    rule: Rule, findings: tuple[Finding, ...], read: Intake, reckoning_of: Callable[[Rule, Item], Reckoning]
) -> list[NodeFinding]:
    """Every item above a subject item, and every product, in the order of the bill."""
    holds: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule is rule and finding.subject is not Subject.NO:
            for above in read.bill.ancestors_of({finding.item.number}):
                holds.setdefault(above, []).append(finding)
            if finding.item.number not in read.bill.parents:
                holds.setdefault(finding.item.number, []).append(finding)
    products = set(read.bill.products)
    return [
        determine_node(item, rule, reckoning_of(rule, item), tuple(holds.get(number, ())), top=number in products)
        for number, item in read.bill.items.items()
        if number in holds or number in products
    ]


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each problem once, errors first, otherwise in the order in which they were met."""
    weight: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: weight[problem.severity.value]))

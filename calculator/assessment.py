"""From files to a report, in one sentence of code. Read this first.

A workbook is read into a bill of items with their facts; the bill is rolled up into bounds of counted content;
a dated rule is applied to every magnet and target, and to what holds them; the findings are written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path

from calculator.checks.consistency import (
    balance,
    bank_rates,
    content_against_material,
    contradictions,
    out_of_time,
    prices_without_form,
    rates_that_disagree,
    repeated_content,
    stated_values,
)
from calculator.determination.clearance_records import Premises
from calculator.determination.explanation import explain_item
from calculator.determination.followed import followed
from calculator.determination.obligations import Doubts, parts_in_doubt
from calculator.determination.product_tree import product_tree
from calculator.determination.scenarios import Scenarios
from calculator.determination.scope import tested_by
from calculator.determination.unresolved import looks_for_magnets, unresolved_parts
from calculator.findings.finding import Sampling, UnresolvedPart
from calculator.findings.report import Explained, FailOn, Reading, Report
from calculator.findings.verdict import Subject
from calculator.model.facts import Assumptions, ContentRow, Facts, Reference, undated_later
from calculator.model.item import Evidence
from calculator.model.problem import Problem
from calculator.model.substance_list import Listing
from calculator.reference.reference_data import (
    central_bank_rate,
    typical_prices,
    with_typical_contents,
)
from calculator.rules import Rule
from calculator.runtime.gc import without_collection
from calculator.runtime.stage import Stage
from calculator.sources.facts.what_if import with_settings
from calculator.sources.files.limits import Limits
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.reader import ImportResult, Quantities, Request, read_files
from calculator.version import VERSION

__all__ = ["Assessment", "FailOn", "Options", "assess"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user chose. ``on`` is the date of the law, the prices and the rates."""

    on: date
    rules: tuple[Rule, ...]
    assumptions: Assumptions = field(default_factory=Assumptions)
    reading: Reading = Reading.MATERIALS
    sheet: str | None = None
    weakest: Evidence = Evidence.ASSUMED
    """Facts of a weaker grade count as unknown."""
    lists: tuple[Rule, ...] = ()
    """Control lists whose codes are looked up for every finding."""
    quantities: Quantities | None = None
    currency: str | None = None
    profile: Profile = NO_PROFILE
    asked: tuple[tuple[str, str], ...] = ()
    """The options that were given, by name, for the record."""
    sampling: Sampling | None = None
    """How often to draw what is unknown of undetermined items; None for never."""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A report, and what is needed to explain it and to ask what if."""

    report: Report
    read: ImportResult
    scenarios: Scenarios

    def explain(self, number: str) -> Explained | None:
        """The arithmetic behind one item, or None where the bill has no such item."""
        item = self.scenarios.bill.items.get(number)
        if item is None:
            return None
        return explain_item(
            item,
            self.report,
            {rule.id: self.scenarios.rollup_of(rule, item) for rule in self.report.rules},
        )


def assess(
    boms: Sequence[Path],
    facts: Sequence[Path],
    options: Options,
    *,
    announce: Callable[[str | Stage], None] = lambda _: None,
    refuse: Mapping[str, Problem] | None = None,
) -> Assessment:
    """Read, trace, decide. Nothing in a file raises; what could not be read is among the report's problems.

    ``announce`` is told the path of each file before it is opened, and each stage after; files in ``refuse`` are not opened (see isolation).
    """
    request = Request(
        sheet=options.sheet,
        quantities=options.quantities,
        currency=options.currency,
        profile=options.profile,
        on=options.on,
        weakest=options.weakest,
        limits=options.limits,
        announce=announce,
        refuse=refuse or {},
    )
    read = read_files(boms, facts, request)
    return decide(read, options, announce=announce)


@without_collection()
def decide(
    read: ImportResult, options: Options, *, announce: Callable[[Stage], None] = lambda _: None
) -> Assessment:
    """Trace and decide what was read."""
    announce(Stage.RECKONING)
    read, told = with_settings(read, options.assumptions.settings)
    doubts = Doubts.in_bill(read.doubts, read.bill)
    scenarios = Scenarios(
        bill=read.bill,
        facts=_facts(read, options),
        currency=read.currency,
        lists=options.lists,
        strict=_without_brackets(read, options),
        sampling=options.sampling,
        doubts=doubts,
    )
    rollups = [scenarios.rollup(rule, read.currency) for rule in options.rules]
    announce(Stage.DECIDING)
    findings = tuple(
        scenarios.finding(item, rule)
        for rule in options.rules
        for item in tested_by(rule, read.bill)
    )
    findings, unproved = followed(
        findings,
        Premises(bill=read.bill, facts=scenarios.facts, accounts=read.accounting),
        read.doubts,
    )
    nodes = tuple(node for rule in options.rules for node in scenarios.nodes(rule, findings))
    problems = (
        *read.problems,
        *told,
        *unproved,
        *undated_later(scenarios.facts),
        *repeated_content(scenarios.facts),
        *contradictions(read.bill, scenarios.facts),
        *balance(read.bill, rollups[0]),
        *bank_rates(scenarios.facts),
        *rates_that_disagree(scenarios.facts),
        *prices_without_form(scenarios.facts),
        *out_of_time(scenarios.facts),
        *stated_values(read.bill, rollups[0]),
        *content_against_material(read.bill, rollups[0]),
        *(problem for rollup in rollups for problem in rollup.problems),
    )
    left_out = (
        UnresolvedPart(item=item, why=item.suspect)
        for item in read.left_out
        if looks_for_magnets(options.rules)
    )
    suspects = (*unresolved_parts(read.bill, scenarios.facts, options.rules), *left_out)
    if looks_for_magnets(options.rules):
        suspects = (*suspects, *parts_in_doubt(doubts, findings, suspects, read.bill))
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
        weakest_evidence=options.weakest,
        asked=options.asked,
        rules=options.rules,
        item_count=sum(not item.is_implied for item in read.bill.items.values()),
        findings=findings,
        suspects=suspects,
        nodes=nodes,
        problems=_sorted(
            [
                problem
                for problem in problems
                if not _is_named(problem, scenarios.facts, options.rules)
            ]
        ),
        refused=read.refused,
        doubts=doubts.every,
        accounting=read.accounting,
        tree=product_tree(read.bill, leads_to, rollups[0].value_of),
    )
    return Assessment(report=report, read=read, scenarios=scenarios)


def _facts(read: ImportResult, options: Options) -> Facts:
    """What is known: what the files say, and the reference data that the user asked for."""
    assumed = options.assumptions
    content: Mapping[str, tuple[ContentRow, ...]] = read.content
    if assumed.reference_grades is not Reference.OFF:
        content = with_typical_contents(read.bill.items.values(), content, read.bill.structures)
    prices = (
        read.prices
        if assumed.reference_prices is Reference.OFF
        else (*read.prices, *typical_prices())
    )
    bank = partial(
        central_bank_rate, is_stale_accepted=assumed.reference_rates is not Reference.OFF
    )
    return Facts(
        on=options.on,
        content=content,
        prices=prices,
        rates=read.rates,
        assumptions=assumed,
        weakest=options.weakest,
        bank=bank,
    )


def _without_brackets(read: ImportResult, options: Options) -> Facts | None:
    """The facts without reference data that may only bracket; None where all may decide."""
    assumed = options.assumptions
    plain = replace(
        assumed,
        reference_prices=_unless_bracket(assumed.reference_prices),
        reference_grades=_unless_bracket(assumed.reference_grades),
        reference_rates=_unless_bracket(assumed.reference_rates),
    )
    return None if plain == assumed else _facts(read, replace(options, assumptions=plain))


def _is_named(problem: Problem, facts: Facts, rules: Sequence[Rule]) -> bool:
    """True for a substance that no chemist knows and a rule of the run lists by name."""
    if (
        problem.code != "unknown-substance"
        or not problem.cells
        or not any(rule.counted.is_named for rule in rules)
    ):
        return False
    rows = (
        row for rows in facts.content.values() for row in rows if row.cells[:1] == problem.cells[:1]
    )
    return any(
        rule.counted.find(row.substance)[0] is Listing.LISTED for row in rows for rule in rules
    )


def _unless_bracket(reference: Reference) -> Reference:
    return Reference.OFF if reference is Reference.BRACKET else reference


def _sorted(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Each problem once, errors first, otherwise in the order in which they were met."""
    weight: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}
    return tuple(
        sorted(dict.fromkeys(problems), key=lambda problem: weight[problem.severity.value])
    )

"""From files to a report, in one sentence of code. Read this first.

A workbook is read into a bill of items with their facts; the bill is rolled up into bounds of counted content;
a dated rule is applied to every magnet and target, and to what holds them; the findings are written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from calculator.checks.context import CheckContext
from calculator.checks.registry import run_checks
from calculator.checks.settled import without_settled
from calculator.determination.clearance_records import Premises
from calculator.determination.explanation import explain_item
from calculator.determination.followed import followed
from calculator.determination.heard import heard_parts, settled_by_findings, with_heard
from calculator.determination.obligations import Doubts, parts_in_doubt
from calculator.determination.product_tree import product_tree, tested_numbers
from calculator.determination.scenarios import Scenarios
from calculator.determination.scope import in_order_of_rows, tested_by
from calculator.determination.unresolved import looks_for_magnets, unresolved_parts
from calculator.findings.report import Explained, FailOn, Reading, Report
from calculator.model.problem import Problem, by_severity
from calculator.options import Options
from calculator.reference.facts_in_force import facts_in_force
from calculator.reference.facts_that_clear import facts_that_clear
from calculator.runtime.gc import without_collection
from calculator.runtime.stage import Stage
from calculator.sources.reader import ImportResult, Request, read_files
from calculator.sources.settings import with_settings
from calculator.version import VERSION

__all__ = ["Assessment", "FailOn", "Options", "Reading", "assess"]


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

    ``announce`` is told the path of each file before it is opened, and each stage after; files in ``refuse`` are not
    opened (see the sandbox).
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
    read, setting_problems = with_settings(read, options.assumptions.settings)
    doubts = Doubts.in_bill(read.doubts, read.bill)
    scenarios = Scenarios(
        bill=read.bill,
        facts=facts_in_force(read, options.assumptions, on=options.on, weakest=options.weakest),
        currency=read.currency,
        lists=options.lists,
        clearing=facts_that_clear(
            read, options.assumptions, on=options.on, weakest=options.weakest
        ),
        sampling=options.sampling,
        doubts=doubts,
    )
    rollups = [scenarios.rollup(rule, read.currency) for rule in options.rules]
    announce(Stage.DECIDING)
    findings = in_order_of_rows(
        (
            scenarios.finding(item, rule)
            for rule in options.rules
            for item in tested_by(rule, read.bill)
        ),
        read.bill,
    )
    findings, unproved = followed(
        findings,
        Premises(bill=read.bill, facts=scenarios.facts, accounts=read.accounting),
        read.doubts,
    )
    nodes = tuple(node for rule in options.rules for node in scenarios.nodes(rule, findings))
    suspects = unresolved_parts(read.bill, scenarios.clearing_facts, options.rules)
    mentions = settled_by_findings(read.mentions, findings, suspects)
    if looks_for_magnets(options.rules):
        suspects = (
            *suspects,
            *parts_in_doubt(doubts, findings, suspects, read.bill),
            *heard_parts(mentions),
        )
    problems = (
        *read.problems,
        *setting_problems,
        *unproved,
        *run_checks(CheckContext(bill=read.bill, facts=scenarios.facts, rollup=rollups[0])),
        *(problem for rollup in rollups for problem in rollup.problems),
    )
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
        problems=by_severity(without_settled(problems, scenarios.facts, options.rules)),
        refused=read.refused,
        doubts=doubts.every,
        accounting=with_heard(read.accounting, mentions),
        tree=product_tree(read.bill, tested_numbers(findings, suspects), rollups[0].value_of),
    )
    return Assessment(report=report, read=read, scenarios=scenarios)

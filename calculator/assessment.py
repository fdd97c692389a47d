"""From files to a report, in one sentence of code. Read this first.

A workbook is read into a bill of items with their facts; the bill is rolled up into bounds of counted content;
a dated rule is applied to every magnet and target, and to what holds them; the findings are written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from calculator.decision import decision_on, report_of, scenarios_of
from calculator.determination.explanation import explain_item
from calculator.determination.listed_names import names_to_hear
from calculator.determination.named_items import words_to_hear
from calculator.determination.scenarios import Scenarios
from calculator.findings.report import Explained, FailOn, Reading, Report
from calculator.model.problem import Problem
from calculator.options import Options
from calculator.runtime.gc import without_collection
from calculator.runtime.stage import Stage
from calculator.sources.reader import ImportResult, Request, read_files
from calculator.sources.settings import with_settings

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
        names=options.names,
        named_words=words_to_hear(options.rules),
        listed_names=names_to_hear(options.rules),
        announce=announce,
        refuse=refuse or {},
    )
    read = read_files(boms, facts, request)
    return decide(read, options, announce=announce)


@without_collection()
def decide(
    read: ImportResult, options: Options, *, announce: Callable[[Stage], None] = lambda _: None
) -> Assessment:
    """Trace and decide what was read, by the rules' lists of the day."""
    options = replace(options, rules=tuple(rule.as_of(options.on) for rule in options.rules))
    announce(Stage.RECKONING)
    read, setting_problems = with_settings(read, options.assumptions.settings)
    scenarios = scenarios_of(read, options)
    for rule in options.rules:
        scenarios.rollup(rule, read.currency)
    announce(Stage.DECIDING)
    decision = decision_on(read, options, scenarios)
    report = report_of(read, options, scenarios, decision, setting_problems)
    return Assessment(report=report, read=read, scenarios=scenarios)

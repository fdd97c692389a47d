"""What is decided of a bill under the chosen rules, and the record of it."""

from __future__ import annotations

from dataclasses import dataclass

from calculator.checks.context import CheckContext
from calculator.checks.registry import run_checks
from calculator.checks.settled import without_settled
from calculator.determination.claimed import claim_doubts
from calculator.determination.clearance_records import Premises
from calculator.determination.destinations import destination_problems, held_to_destination
from calculator.determination.endings import endings_of
from calculator.determination.followed import followed, run_followed
from calculator.determination.heard import heard_parts, settled_by_findings, with_heard
from calculator.determination.listed_names import listed_name_doubts, not_yet_listed
from calculator.determination.named_items import material_doubts
from calculator.determination.noticed import beside_notices, notice_problems
from calculator.determination.obligations import Doubts, parts_in_doubt
from calculator.determination.product_tree import product_tree, tested_numbers
from calculator.determination.scenarios import Scenarios
from calculator.determination.scope import in_order_of_rows, tested_by
from calculator.determination.shipment import shipment_problems
from calculator.determination.stated_above import doubts_from_above
from calculator.determination.unresolved import looks_for_magnets, unresolved_parts
from calculator.determination.waivers import waiver_problems
from calculator.determination.weight_limits import weighed_products
from calculator.findings.finding import Finding, UnresolvedPart
from calculator.findings.mention import Mention
from calculator.findings.report import Report
from calculator.model.assumptions import ValueConvention
from calculator.model.problem import Problem, by_severity
from calculator.options import Options
from calculator.reference.facts_in_force import facts_in_force
from calculator.reference.facts_that_clear import facts_that_clear
from calculator.sources.reader import ImportResult
from calculator.version import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The findings with their proofs, what is left to ask about, and the faults met on the way."""

    findings: tuple[Finding, ...]
    suspects: tuple[UnresolvedPart, ...]
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...]


def scenarios_of(read: ImportResult, options: Options) -> Scenarios:
    """The bill under the facts that hold on the day, under those that may clear, and under the doubts of the reading."""
    chosen = options.assumptions
    facts = facts_in_force(read, chosen, on=options.on, weakest=options.weakest)
    is_of_consumed = ValueConvention.CONSUMED in chosen.values
    return Scenarios(
        bill=read.bill.consumed() if is_of_consumed else read.bill,
        facts=facts,
        currency=read.currency,
        lists=options.lists,
        clearing=facts_that_clear(read, chosen, on=options.on, weakest=options.weakest),
        sampling=options.sampling,
        doubts=Doubts.in_bill(
            (
                *read.doubts,
                *claim_doubts(read.claims, read.bill, facts),
                *doubts_from_above(read.bill, facts),
                *listed_name_doubts(read.claims, read.bill, facts, options.rules),
            ),
            read.bill,
        ),
    )


def decision_on(read: ImportResult, options: Options, scenarios: Scenarios) -> Decision:
    """Each item that a rule is about, with a clearance that the second checker follows; and whatever may be such an item."""
    tested = in_order_of_rows(
        (
            scenarios.finding(item, rule)
            for rule in options.rules
            for item in tested_by(rule, read.bill)
        ),
        read.bill,
    )
    tested = beside_notices(tested, scenarios.facts)
    tested = held_to_destination(tested, options.circumstances.destination)
    premises = Premises(
        bill=read.bill,
        facts=scenarios.facts,
        composition=scenarios.composition_of,
        accounts=read.accounting,
    )
    findings, unfollowed = followed(tested, premises, scenarios.doubts.every)
    suspects = unresolved_parts(read.bill, scenarios.clearing_facts, options.rules)
    mentions = settled_by_findings(read.mentions, findings, suspects)
    if looks_for_magnets(options.rules):
        doubted = parts_in_doubt(scenarios.doubts, findings, suspects, read.bill)
        suspects = (*suspects, *doubted, *heard_parts(mentions))
    return Decision(findings=findings, suspects=suspects, mentions=mentions, problems=unfollowed)


def report_of(
    read: ImportResult,
    options: Options,
    scenarios: Scenarios,
    decision: Decision,
    setting_problems: tuple[Problem, ...],
) -> Report:
    """All that one run found, with every problem once, errors first."""
    findings = decision.findings
    rollups = [scenarios.rollup(rule, read.currency) for rule in options.rules]
    nodes = tuple(node for rule in options.rules for node in scenarios.nodes(rule, findings))
    context = CheckContext(bill=read.bill, facts=scenarios.facts, rollup=rollups[0])
    problems = (
        *read.problems,
        *setting_problems,
        *decision.problems,
        *run_checks(context),
        *(problem for rollup in rollups for problem in rollup.problems),
        *shipment_problems(options.circumstances),
        *notice_problems(findings),
        *not_yet_listed(scenarios.facts, options.rules, options.on),
        *destination_problems(options.circumstances.destination, options.rules),
        *waiver_problems(options.excuses, findings, decision.suspects, nodes, read.bill.items),
    )
    report = Report(
        version=VERSION,
        on=options.on,
        reading=options.reading,
        currency=read.currency,
        quantity_convention=f"{read.quantities.value}: {read.quantities_why}",
        inputs=(*read.files, *options.chosen_by),
        assumptions=options.assumptions.as_pairs,
        weakest_evidence=options.weakest,
        asked=options.asked,
        rules=options.rules,
        item_count=sum(not item.is_implied for item in read.bill.items.values()),
        findings=findings,
        suspects=decision.suspects,
        nodes=nodes,
        problems=by_severity(without_settled(problems, read.bill, scenarios.facts, options.rules)),
        refused=read.refused,
        doubts=(
            *scenarios.doubts.every,
            *material_doubts(read.bill, scenarios.facts, options.rules),
        ),
        accounting=with_heard(read.accounting, decision.mentions),
        tree=product_tree(
            read.bill, tested_numbers(findings, decision.suspects), rollups[0].value_of
        ),
        circumstances=options.circumstances,
        endings=endings_of(findings, scenarios.facts),
        weighed=tuple(
            weighed
            for rule, rollup in zip(options.rules, rollups, strict=True)
            for weighed in weighed_products(rule, rollup, decision.suspects)
        ),
        excuses=options.excuses,
    )
    return run_followed(report, read.bill, scenarios.clearing_facts)

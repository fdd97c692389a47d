"""The report for scripts: the shape of schema version 1, which ``schema.json`` holds it to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

from calculator.findings.excuse import Waiver
from calculator.findings.finding import Contribution, Finding, NodeFinding, UnresolvedPart
from calculator.findings.report import Report
from calculator.model.problem import Problem
from calculator.model.source import Source
from calculator.model.stages import spoken_origin
from calculator.reports.json_text import Json, written_json
from calculator.reports.numbers import machine, machine_bounds
from calculator.reports.reasons import used_settings, why_licence
from calculator.reports.records.circumstances_record import circumstances_json
from calculator.reports.records.clearance_record import (
    accounting_json,
    clearance_json,
    question_groups_json,
    run_clearance_json,
)
from calculator.reports.settings import Settings
from calculator.reports.words import effect, safe
from calculator.rules import Rule

SCHEMA_VERSION = "1"


def write(report: Report, _: Settings) -> bytes:
    """The format of the registry."""
    return json_bytes(report)


def json_bytes(report: Report) -> bytes:
    """The report as a file; nothing in it depends on a clock, a path or the order of a set."""
    return written_json(_record(report), safe)


def report_schema() -> Json:
    """The JSON Schema (draft 2020-12) of a report."""
    loaded: Json = json.loads(
        resources.files("calculator.reports.records").joinpath("schema.json").read_text("utf-8")
    )
    return loaded


def as_json(report: Report) -> Json:
    """The report as plain values."""
    cleaned: Json = _printable(_record(report))
    return cleaned


def _record(report: Report) -> Json:
    """The report with texts as they are; lists that grow with the bill are made as they are read."""
    counts = report.summary
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bom-deminimis", "version": report.version},
        "on": report.on.isoformat(),
        "reading": report.reading.value,
        "headline": report.headline.value,
        "currency": report.currency,
        "quantity_convention": report.quantity_convention,
        "inputs": [
            {"path": file.path, "sha256": file.sha256, "bytes": file.size, "role": file.role}
            for file in report.inputs
        ],
        "refused": list(report.refused),
        "assumptions": [{"name": name, "value": value} for name, value in report.assumptions],
        "options": dict(report.asked),
        "circumstances": circumstances_json(report.circumstances),
        "min_evidence": report.weakest_evidence.value,
        "rules": [_rule(rule, report) for rule in report.rules],
        "summary": {
            "items": counts.items,
            "subject": counts.subject,
            "crosses": counts.crosses,
            "below": counts.below,
            "undetermined": counts.undetermined,
            "suspects": counts.suspects,
            "licence_required": counts.licence_required,
            "waived": counts.waived,
            "clearance": run_clearance_json(report),
        },
        "findings": (_finding(finding, report) for finding in report.findings),
        "suspects": (_suspect(suspect, report) for suspect in report.suspects),
        "assemblies": (
            _assembly(node)
            for node in report.nodes
            if node.holds and node.holds != (node.item.number,)
        ),
        "products": (_product(node, report) for node in report.products),
        "question_groups": question_groups_json(report),
        "accounting": accounting_json(report),
        "problems": (_problem(problem) for problem in report.problems),
    }


def _printable(value: Any) -> Any:
    """Nothing from a file becomes a control character, a direction of writing or half a character of the report."""
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, (list, Iterator)):
        return [_printable(entry) for entry in value]
    return (
        {key: _printable(entry) for key, entry in value.items()}
        if isinstance(value, dict)
        else value
    )


def _rule(rule: Rule, report: Report) -> Json:
    status, later = rule.status_on(report.on), rule.next_status(report.on)
    return {
        "id": rule.id,
        "title": rule.title,
        "is_law": rule.is_law,
        "measure": rule.measure.value,
        "threshold": machine(rule.threshold) if rule.has_line else None,
        "compare": rule.compare.value,
        "consequence": {
            "name": rule.consequence.name,
            "if_met": rule.consequence.if_met,
            "if_not": rule.consequence.if_not,
        },
        "sha256": rule.sha256,
        "status": {
            "on": report.on.isoformat(),
            "is": status.state,
            "note": status.note,
            "in_force": list(status.in_force),
            "effect": effect(rule, report),
            "next": None if later is None else {"from": later.start.isoformat(), "is": later.state},
            "citations": [
                rule.citation(citation).url or rule.citation(citation).title
                for citation in status.citations
            ],
        },
        "inquiries": [
            {"id": inquiry.id, "clause": inquiry.clause, "en": inquiry.en, "zh": inquiry.zh}
            for inquiry in rule.inquiries
        ],
        "settings": [
            {
                "code": setting.territory.code,
                "name": setting.territory.name,
                "counts": setting.counts,
                "note": setting.territory.note,
                "items": list(setting.items),
            }
            for setting in used_settings(rule, report.findings)
        ],
        "last_checked": rule.last_checked.isoformat(),
        "disclaimer": rule.disclaimer,
    }


def _finding(finding: Finding, report: Report) -> Json:
    item = finding.item
    return {
        "rule": finding.rule.id,
        "item": item.number,
        "description": item.description,
        "supplier": item.supplier,
        "class": item.item_class.value,
        "class_from": "stated" if item.class_stated else "inferred",
        "class_why": item.reason,
        "subject": finding.subject.value,
        "subject_why": finding.subject_why,
        "verdict": finding.verdict.value,
        "licence": finding.licence.value,
        "licence_why": why_licence(finding),
        "reasons": _reasons(finding, report),
        "code": finding.code,
        "value": _value(finding),
        "mass": _mass(finding),
        "contributions": [_contribution(contribution) for contribution in finding.contributions],
        "where_used": [
            {"path": list(use.path), "quantity": _quantity(use.quantity)}
            for use in finding.where_used
        ],
        "where_used_total": [
            {"product": use.product, "quantity": _quantity(use.quantity), "paths": str(use.paths)}
            for use in finding.used_in
        ],
        "questions": [
            {
                "item": question.item,
                "asks": question.asks,
                "kind": question.kind.value,
                "substance": question.substance,
                "supplier": question.supplier,
                "settles": question.settles,
            }
            for question in finding.questions
        ],
        "headroom": _headroom(finding),
        "conventions": _conventions(finding),
        "depends_on_convention": finding.depends_on_convention,
        "control_lists": [
            {
                "rule": listing.rule,
                "code": listing.code,
                "subject": listing.subject.value,
                "en": listing.en,
            }
            for listing in finding.listed_as
        ],
        "held_back": finding.withheld_reason,
        "clearance": clearance_json(finding.clearance),
        "evidence": finding.evidence.value if finding.evidence else None,
        "cells": _cells(item.cells),
        "waived": _waived(report.waiver_of(finding)),
        **({"new": report.is_new(finding)} if report.excuses.baseline else {}),
        **_chance(finding),
    }


def _chance(finding: Finding) -> Json:
    """Only where draws were made."""
    chance = finding.chance
    return (
        {}
        if chance is None
        else {
            "monte_carlo": {
                "crosses": machine(chance.share),
                "samples": chance.sampling.samples,
                "seed": chance.sampling.seed,
            }
        }
    )


def _headroom(finding: Finding) -> Json:
    """Nothing is known of a rule without a line."""
    headroom = finding.headroom
    kind = "mass" if finding.rule.is_by_mass else "value"
    if headroom is None:
        return {f"max_{kind}_below": None}
    return {
        f"max_{kind}_below": machine(headroom.most_below),
        "times_line": machine_bounds(headroom.times_line),
        f"item_{kind}_at_line": machine_bounds(headroom.whole_at_line),
        "substances": [
            {
                "substance": finding.substance,
                "item": finding.holder,
                "factor": machine_bounds(finding.factor),
                "mass_share_at_line": None
                if finding.share_at_line is None
                else machine(finding.share_at_line.low),
                "price_per_kg_at_line": None
                if finding.price_at_line is None
                else machine(finding.price_at_line.low),
            }
            for finding in headroom.substances
        ],
    }


def _conventions(finding: Finding | NodeFinding) -> list[Json]:
    return [
        {
            "name": convention.name,
            "verdict": convention.verdict.value,
            "share": machine_bounds(convention.tested.share),
        }
        for convention in finding.conventions
    ]


def _reasons(finding: Finding | NodeFinding, report: Report) -> list[Json]:
    return [
        {
            "trigger": reason.trigger,
            "is": reason.state,
            "clause": reason.clause,
            "on_date": finding.rule.clause_state(reason.clause, report.on),
        }
        for reason in finding.reasons
    ]


def _value(finding: Finding | NodeFinding) -> Json:
    return {
        "numerator": machine_bounds(finding.value.numerator),
        "denominator": machine_bounds(finding.value.denominator),
        "share": machine_bounds(finding.value.share),
        "currency": finding.value.unit,
    }


def _mass(finding: Finding | NodeFinding) -> Json:
    return {
        "listed": machine_bounds(finding.mass.listed),
        "rare_earth": machine_bounds(finding.mass.rare_earth),
        "share": machine_bounds(finding.mass.share),
        "unit": "kg",
    }


def _quantity(quantity: Any) -> Any:
    return machine(quantity.low) if quantity.is_exact else machine_bounds(quantity)


def _contribution(contribution: Contribution) -> Json:
    return {
        "substance": contribution.substance,
        "form": contribution.form,
        "origin": contribution.origin,
        "stages": _stages(contribution),
        "mass": machine_bounds(contribution.mass),
        "value": machine_bounds(contribution.value),
        "quantity": _quantity(contribution.quantity),
        "path": list(contribution.path),
        "cells": _cells(contribution.cells),
        "evidence": contribution.evidence.value,
        "reference": contribution.reference,
        "workings": list(contribution.workings),
    }


def _stages(contribution: Contribution) -> Json:
    """The country of each of the four stages; null where nobody stated it."""
    named = ("mined", "separated", "metal_made")
    stated = [spoken_origin(stage) for stage in contribution.stages]
    by_name = {**dict(zip(named, stated, strict=True)), "item_made": contribution.made_in}
    return {name: None if text in ("", "not stated") else text for name, text in by_name.items()}


def _waived(waiver: Waiver | None) -> Json | None:
    if waiver is None:
        return None
    return {
        "state": waiver.state.value,
        "by": waiver.by,
        "reason": waiver.reason,
        "until": waiver.until.isoformat(),
    }


def _suspect(suspect: UnresolvedPart, report: Report) -> Json:
    return {
        "kind": suspect.kind.value,
        "item": suspect.item.number,
        "description": suspect.item.description,
        "supplier": suspect.item.supplier,
        "why": suspect.why,
        "cells": _cells(suspect.item.cells),
        "waived": _waived(next(iter(report.waivers_of(suspect)), None)),
        **({"new": report.is_new_suspect(suspect)} if report.excuses.baseline else {}),
    }


def _assembly(node: NodeFinding) -> Json:
    return {
        "rule": node.rule.id,
        "item": node.item.number,
        "top": node.top,
        "verdict": node.verdict.value,
        "share": machine_bounds(node.value.share),
        "mass_share": machine_bounds(node.mass.share),
        "holds": list(node.holds),
        "stated": {reason.clause: reason.state for reason in node.own_answers},
        "conventions": _conventions(node),
        "depends_on_convention": node.depends_on_convention,
    }


def _product(node: NodeFinding, report: Report) -> Json:
    return {
        "rule": node.rule.id,
        "item": node.item.number,
        "mass": _mass(node),
        "value": _value(node),
        "verdict": node.verdict.value,
        "share": machine_bounds(node.tested.share),
        "licence": node.licence.value,
        "stated": {reason.clause: reason.state for reason in node.own_answers},
        "reasons": _reasons(node, report),
        "conventions": _conventions(node),
        "depends_on_convention": node.depends_on_convention,
    }


def _problem(problem: Problem) -> Json:
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "cells": _cells(problem.cells),
    }


def _cells(cells: tuple[Source, ...]) -> list[str]:
    return [str(cell) for cell in dict.fromkeys(cells)]

"""Findings of items, assemblies and products as the JSON report writes them."""

from __future__ import annotations

from typing import Any

from calculator.findings.excuse import Waiver
from calculator.findings.finding import Contribution, Finding, NodeFinding
from calculator.findings.report import Report
from calculator.model.source import Source
from calculator.model.stages import spoken_origin
from calculator.reports.json_text import Json
from calculator.reports.numbers import machine, machine_bounds
from calculator.reports.reasons import why_licence
from calculator.reports.records.clearance_record import (
    clearance_json,
)


def finding_json(finding: Finding, report: Report) -> Json:
    """One entry of ``findings``."""
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
        **_notice(finding),
        "clearance": clearance_json(finding.clearance),
        "evidence": finding.evidence.value if finding.evidence else None,
        "cells": cells_json(item.cells),
        "waived": waiver_json(report.waiver_of(finding)),
        **({"new": report.is_new(finding)} if report.excuses.baseline else {}),
        **_chance(finding),
    }


def _notice(finding: Finding) -> Json:
    """The compliance notice that came with the item, where there is one."""
    notice = finding.notice
    if notice is None:
        return {}
    return {
        "notice": {
            "share": machine_bounds(notice.share),
            "reference": notice.reference,
            "date": notice.dated.isoformat() if notice.dated else None,
            "cells": cells_json(notice.cells),
        }
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
        "cells": cells_json(contribution.cells),
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


def waiver_json(waiver: Waiver | None) -> Json | None:
    """Who let a finding pass, and why; null where nobody did."""
    if waiver is None:
        return None
    return {
        "state": waiver.state.value,
        "by": waiver.by,
        "reason": waiver.reason,
        "until": waiver.until.isoformat(),
    }


def assembly_json(node: NodeFinding) -> Json:
    """One entry of ``assemblies``."""
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


def product_json(node: NodeFinding, report: Report) -> Json:
    """One entry of ``products``."""
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


def cells_json(cells: tuple[Source, ...]) -> list[str]:
    """The addresses of cells, each once."""
    return [str(cell) for cell in dict.fromkeys(cells)]

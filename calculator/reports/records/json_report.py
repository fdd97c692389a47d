"""The report for scripts: the shape of schema version 1, which ``schema.json`` holds it to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from calculator.findings.finding import UnresolvedPart
from calculator.findings.report import Report
from calculator.model.problem import Problem
from calculator.numbers.packaged_files import packaged_text
from calculator.reports.answer_words import effect
from calculator.reports.json_text import Json, written_json
from calculator.reports.numbers import machine, machine_bounds
from calculator.reports.reasons import used_settings
from calculator.reports.records.circumstances_record import circumstances_json
from calculator.reports.records.clearance_record import (
    accounting_json,
    question_groups_json,
    run_clearance_json,
)
from calculator.reports.records.finding_record import (
    assembly_json,
    cells_json,
    finding_json,
    product_json,
    waiver_json,
)
from calculator.reports.safe_text import safe
from calculator.reports.settings import Settings
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
    loaded: Json = json.loads(packaged_text("calculator.reports.records", "schema.json"))
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
        "findings": (finding_json(finding, report) for finding in report.findings),
        "suspects": (_suspect(suspect, report) for suspect in report.suspects),
        "assemblies": (
            assembly_json(node)
            for node in report.nodes
            if node.holds and node.holds != (node.item.number,)
        ),
        "products": (product_json(node, report) for node in report.products),
        "question_groups": question_groups_json(report),
        "endings": [
            {
                "until": ending.until.isoformat(),
                "item": ending.item,
                "reference": ending.reference,
                "cells": [str(cell) for cell in ending.cells],
            }
            for ending in report.endings
        ],
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
        "weight_limits": [
            {
                "clause": weighed.limit.clause,
                "item": weighed.item,
                "of": weighed.limit.en,
                "is": weighed.reached.value,
                "share": machine_bounds(weighed.share),
                "line": machine(weighed.limit.share),
                "parts": list(weighed.parts),
                "unknown": list(weighed.unknown),
            }
            for weighed in report.weighed
            if weighed.rule == rule.id
        ],
        "last_checked": rule.last_checked.isoformat(),
        "disclaimer": rule.disclaimer,
    }


def _suspect(suspect: UnresolvedPart, report: Report) -> Json:
    return {
        "kind": suspect.kind.value,
        "item": suspect.item.number,
        "description": suspect.item.description,
        "supplier": suspect.item.supplier,
        "why": suspect.why,
        "cells": cells_json(suspect.item.cells),
        "waived": waiver_json(next(iter(report.waivers_of(suspect)), None)),
        **({"new": report.is_new_suspect(suspect)} if report.excuses.baseline else {}),
    }


def _problem(problem: Problem) -> Json:
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "message": problem.message,
        "cells": cells_json(problem.cells),
    }

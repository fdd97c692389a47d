"""The findings as data frames: for analysts who import us, and for the csv report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from calculator.reports.clearance_words import why_clear
from calculator.reports.numbers import machine

if TYPE_CHECKING:
    from calculator.findings.report import Report

FINDING_COLUMNS = (
    "rule",
    "item",
    "description",
    "supplier",
    "class",
    "class_from",
    "subject",
    "verdict",
    "licence",
    "triggers",
    "share_low",
    "share_high",
    "numerator_low",
    "numerator_high",
    "denominator_low",
    "denominator_high",
    "unit",
    "mass_listed_low_kg",
    "mass_listed_high_kg",
    "evidence",
    "used_in",
    "questions",
    "cells",
    "clearance",
)
"""Stable: the same whether anything was found or not."""


def findings_frame(report: Report) -> pd.DataFrame:
    """One row a finding. Numbers are exact texts (a decimal or p/q), for a float would not be."""
    rows = [
        {
            "rule": finding.rule.id,
            "item": finding.item.number,
            "description": finding.item.description,
            "supplier": finding.item.supplier,
            "class": finding.item.item_class.value,
            "class_from": "stated" if finding.item.class_stated else "inferred",
            "subject": finding.subject.value,
            "verdict": finding.verdict.value,
            "licence": finding.licence.value,
            "triggers": "; ".join(f"{reason.clause}={reason.state}" for reason in finding.reasons),
            "share_low": machine(finding.tested.share.low),
            "share_high": machine(finding.tested.share.high),
            "numerator_low": machine(finding.tested.numerator.low),
            "numerator_high": machine(finding.tested.numerator.high),
            "denominator_low": machine(finding.tested.denominator.low),
            "denominator_high": machine(finding.tested.denominator.high),
            "unit": finding.tested.unit,
            "mass_listed_low_kg": machine(finding.mass.listed.low),
            "mass_listed_high_kg": machine(finding.mass.listed.high),
            "evidence": finding.evidence.value if finding.evidence else "",
            "used_in": "; ".join(
                f"{use.product}: {machine(use.quantity.low)}" for use in finding.used_in
            ),
            "questions": "; ".join(
                f"{question.item}: {question.asks}" for question in finding.questions
            ),
            "cells": " ".join(str(cell) for cell in finding.item.cells),
            "clearance": why_clear(finding),
        }
        for finding in report.findings
    ]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS), dtype="object")

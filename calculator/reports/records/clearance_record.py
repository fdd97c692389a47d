"""The parts of the JSON report that say why something is clear and what became of the input."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.findings.accounting import InputAccount, SheetAccount
from calculator.findings.obligation import CELLS_SHOWN, ClearanceRecord
from calculator.findings.report import Report
from calculator.model.source import Source
from calculator.reports.json_text import Json
from calculator.reports.question_groups import question_groups


def clearance_json(records: Iterable[ClearanceRecord]) -> list[Json]:
    """The obligations of one finding, in their order, each with how it stands and by what."""
    return [
        {
            "obligation": record.obligation.value,
            "is": record.standing.value,
            "by": record.by,
            "question": record.question,
            **_cells(record.cells),
        }
        for record in records
    ]


def run_clearance_json(report: Report) -> Json:
    """How the run stands as a whole."""
    clearance = report.clearance
    return {
        "proved": [obligation.value for obligation in clearance.proved],
        "assumed": [obligation.value for obligation in clearance.assumed],
        "open": [
            {
                "obligation": record.obligation.value,
                "question": record.question,
                "why": record.by,
                **_cells(record.cells),
            }
            for record in clearance.still_open
        ],
    }


def question_groups_json(report: Report) -> list[Json]:
    """What is asked alike of one supplier, once; those that settle most come first."""
    return [
        {
            "asks": group.asks,
            "supplier": group.supplier,
            "yours": group.is_yours,
            "settles": list(group.settles),
            "items": list(group.items),
            **({"step": group.step} if group.step else {}),
        }
        for group in question_groups(report)
    ]


def accounting_json(report: Report) -> Json:
    """The fate of every sheet, row and column; counts of rows add up to those of the sheet."""
    return {"inputs": [_input(account) for account in report.accounting]}


def _input(account: InputAccount) -> Json:
    return {
        "path": account.path,
        "fate": account.fate.value,
        **({"why": account.why} if account.why else {}),
        "sheets": [_sheet(sheet) for sheet in account.sheets],
        "heard": sum(account.heard.values()),
        "heard_as": {fate.value: count for fate, count in account.heard.items() if count},
        "objects": {kind: count for kind, count in account.objects.items() if count},
    }


def _sheet(sheet: SheetAccount) -> Json:
    return {
        "name": sheet.name,
        "fate": sheet.fate.value,
        "row_count": sheet.row_count,
        "rows": {fate.value: count for fate, count in sheet.rows.items() if count},
        "columns": [{"heading": column.heading, "as": column.read_as} for column in sheet.columns],
    }


def _cells(cells: tuple[Source, ...]) -> Json:
    unique = list(dict.fromkeys(map(str, cells)))
    return {"cells": unique[:CELLS_SHOWN], "cells_total": len(unique)}

"""The findings as a table for spreadsheets and scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from calculator.findings.report import Headline
from calculator.model.problem import Severity
from calculator.reports.dataframes import FINDING_COLUMNS, findings_frame
from calculator.reports.safe_text import never_formula
from calculator.reports.settings import Settings

if TYPE_CHECKING:
    from calculator.findings.report import Report


def write(report: Report, _: Settings) -> bytes:
    """UTF-8 csv with a byte order mark, as spreadsheets expect; no field can be taken for a formula."""
    frame = pd.concat([findings_frame(report), _unread(report)], ignore_index=True)
    texts = frame.map(lambda value: never_formula(value) if isinstance(value, str) else value)
    text = str(texts.to_csv(index=False, lineterminator="\r\n"))
    return text.encode("utf-8-sig", errors="replace")


def _unread(report: Report) -> pd.DataFrame:
    """A row for each file that could not be read: whoever counts the rows that are not clear must find it."""
    rows = [
        {
            "description": f"{name} could not be read",
            "verdict": Headline.NO_ANSWER.value,
            "licence": Headline.NO_ANSWER.value,
            "questions": "; ".join(
                problem.message
                for problem in report.problems
                if problem.severity is Severity.ERROR
                and any(cell.file == name for cell in problem.cells)
            ),
            "cells": name,
        }
        for name in report.refused
    ]
    return pd.DataFrame(rows, columns=list(FINDING_COLUMNS), dtype="object").fillna("")

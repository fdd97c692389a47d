"""The grade of evidence in a cell."""

from __future__ import annotations

from calculator.model.item import Evidence
from calculator.model.problem import warning
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.access import RowCells


def evidence_cell(row: RowCells) -> Evidence:
    """The grade of evidence; blank is declared, for a supplier's file is a declaration."""
    text = row.text("evidence").casefold()
    grade = cell_words().grades.get(text)
    if grade is None and not row.is_blank("evidence"):
        row.cells.report(
            warning(
                "unknown-evidence",
                f'evidence "{text[:40]}" is not one of measured, declared, notice, datasheet, assumed; taken as assumed',
                row.source("evidence"),
            )
        )
        return Evidence.ASSUMED
    return grade or Evidence.DECLARED

"""The date in a cell."""

from __future__ import annotations

import datetime

from calculator.model.problem import error
from calculator.sources.rows.access import RowCells


def day_cell(row: RowCells, meaning: str, what: str) -> tuple[datetime.date | None, bool]:
    """A date, and whether something was there that is none."""
    if row.is_blank(meaning):
        return None, False
    value = row.value(meaning)
    if isinstance(value, datetime.datetime):
        return value.date(), False
    if isinstance(value, datetime.date):
        return value, False
    text = row.text(meaning)[:10].replace("/", "-").replace(".", "-")
    try:
        return datetime.date.fromisoformat(text), False
    except ValueError:
        row.cells.report(
            error(
                "unreadable-date",
                f'{what} "{row.text(meaning)[:40]}" is not a date that can be read; write YYYY-MM-DD',
                row.source(meaning),
            )
        )
        return None, True

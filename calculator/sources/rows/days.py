"""The date in a cell."""

from __future__ import annotations

import datetime
import re
from typing import Final

from calculator.model.problem import error
from calculator.sources.rows.access import RowCells

_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)"
)
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})(?!\d)")
_COMPACT: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_FIGURES: Final = re.compile(r"(?<!\d)(?<!\d[-/.])\d+")


def day_cell(row: RowCells, meaning: str, what: str) -> tuple[datetime.date | None, bool]:
    """A date, and whether something was there that is none."""
    if row.is_blank(meaning):
        return None, False
    value = row.value(meaning)
    if isinstance(value, datetime.datetime):
        return value.date(), False
    if isinstance(value, datetime.date):
        return value, False
    day = day_named(row.text(meaning)[:40])
    if day is not None:
        return day, False
    row.cells.report(
        error(
            "unreadable-date",
            f'{what} "{row.text(meaning)[:40]}" is not a date that can be read; write YYYY-MM-DD',
            row.source(meaning),
        )
    )
    return None, True


def day_named(text: str) -> datetime.date | None:
    """The one day that a text begins with: the year first, or day, month and year with points. Else None, for 03/04/2026 may be two.

    >>> [str(day_named(text)) for text in ("2026-12-31", "2026/12/31 00:00", "31.12.2026", "2026年12月31日", "03/04/2026", "soon")]
    ['2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31', 'None', 'None']
    """
    match = _YEAR_FIRST.match(text) or _DAY_FIRST.match(text) or _COMPACT.match(text)
    if match is None:
        return None
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def days_in(text: str) -> tuple[datetime.date, ...]:
    """Every day that stands in a text, in its order.

    >>> [str(day) for day in days_in("valid 2025-01-01 to 31.12.2025")]
    ['2025-01-01', '2025-12-31']
    """
    starts = (match.start() for match in _FIGURES.finditer(text))
    return tuple(day for start in starts if (day := day_named(text[start:])) is not None)

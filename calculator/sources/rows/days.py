"""The date in a cell."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

from calculator.model.problem import error, note
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.access import RowCells

_YEAR_FIRST: Final = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)"
)
_DAY_FIRST: Final = re.compile(r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})(?!\d)")
_COMPACT: Final = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_NAMED: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?[\s.\-/]*(?:de\s+)?(?P<name>[^\W\d_]{3,12})\.?[\s,\-/]*(?:de\s+)?(?P<year>20\d{2})(?!\d)",
    re.IGNORECASE,
)
_NAME_FIRST: Final = re.compile(
    r"(?P<name>[^\W\d_]{3,12})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>20\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    r"(?:(?P<name>[^\W\d_]{3,12})\.?[\s\-/,]*|(?P<month>\d{1,2})\s*[/.]\s*)(?P<year>20\d{2})|(?P<first>20\d{2})[-/年](?P<second>\d{1,2})月?"
)
_FIGURES: Final = re.compile(r"(?<!\d)(?<!\d[-/.])\d+")


def day_cell(
    row: RowCells, meaning: str, what: str, *, is_last: bool = False
) -> tuple[datetime.date | None, bool]:
    """A date, and whether something was there that is none.

    Of a month without a day it is the first, or with ``is_last`` the last: what is older, and what is in effect for longer.
    """
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
    day = _day_of_month(row.text(meaning)[:40], is_last=is_last)
    if day is not None:
        row.cells.report(
            note(
                "month-without-day",
                f'{what} "{row.text(meaning)[:40]}" names a month and no day; it was read as {day}. Write YYYY-MM-DD',
                row.source(meaning),
            )
        )
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

    >>> [str(day_named(text)) for text in ("12. März 2026", "March 12th, 2026", "4 de mayo de 2026", "12-Mar-2026", "31 June 2026")]
    ['2026-03-12', '2026-03-12', '2026-05-04', '2026-03-12', 'None']
    >>> [str(day_named(text)) for text in ("2026-12-31", "2026/12/31 00:00", "31.12.2026", "2026年12月31日", "03/04/2026", "soon")]
    ['2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31', 'None', 'None']
    """
    match = _YEAR_FIRST.match(text) or _DAY_FIRST.match(text) or _COMPACT.match(text)
    if match is not None:
        return _day_of(match["year"], int(match["month"]), match["day"])
    named = _NAMED.match(text) or _NAME_FIRST.match(text)
    month = _month_called(named["name"]) if named is not None else None
    return None if named is None or month is None else _day_of(named["year"], month, named["day"])


def _day_of(year: str, month: int, day: str) -> datetime.date | None:
    try:
        return datetime.date(int(year), month, int(day))
    except ValueError:
        return None


def _month_called(name: str) -> int | None:
    return cell_words().months.get(name.casefold().rstrip("."))


def _day_of_month(text: str, *, is_last: bool) -> datetime.date | None:
    """The first or the last day of the month that is all of a text: März 2026, 2026-03, 03/2026."""
    match = _MONTH.fullmatch(text.strip())
    if match is None:
        return None
    name = match["name"]
    month = _month_called(name) if name else int(match["month"] or match["second"])
    if month is None or not 1 <= month <= 12:
        return None
    year = int(match["year"] or match["first"])
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, last if is_last else 1)


def days_in(text: str) -> tuple[datetime.date, ...]:
    """Every day that stands in a text, in its order.

    >>> [str(day) for day in days_in("valid 2025-01-01 to 31.12.2025")]
    ['2025-01-01', '2025-12-31']
    """
    starts = (match.start() for match in _FIGURES.finditer(text))
    return tuple(day for start in starts if (day := day_named(text[start:])) is not None)

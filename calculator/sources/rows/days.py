"""The date in a cell."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import Final

from calculator.model.problem import error, note
from calculator.numbers.late_patterns import late_pattern
from calculator.reference.months import months_by_name
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.periods import period_named, with_common_years

_YEAR_FIRST: Final = late_pattern(
    r"(?P<year>\d{4})\s*[-/.年년]\s*(?P<month>\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})(?!\d)"
)
_DAY_FIRST: Final = late_pattern(
    r"(?P<day>\d{1,2})\.\s*(?P<month>\d{1,2})\.\s*(?P<year>\d{4})(?!\d)"
)
_COMPACT: Final = late_pattern(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_EITHER_FIRST: Final = late_pattern(
    r"(?P<one>\d{1,2})\s?(?P<sign>[/-])\s?(?P<two>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4})(?!\d)"
)
_MONTHS_OF_A_YEAR: Final = 12
_FIGURES: Final = late_pattern(r"(?<!\d)(?<!\d[-/.])\d+")
_COUNTS: Final = {
    **dict.fromkeys(("one", "a", "ein", "eine", "einem", "un", "une", "uno", "una", "一", "壹"), 1),
    **dict.fromkeys(("two", "zwei", "deux", "dos", "due", "dwa", "两", "二"), 2),
    **dict.fromkeys(("three", "drei", "trois", "tres", "tre", "trzy", "三"), 3),
    **dict.fromkeys(("five", "fünf", "cinq", "cinco", "cinque", "五"), 5),
    **dict.fromkeys(("six", "sechs", "seis", "sei", "六"), 6),
    **dict.fromkeys(("twelve", "zwölf", "douze", "doce", "dodici", "十二"), 12),
}
_LASTING: Final = late_pattern(
    rf"(?:(?<![^\W_])|(?<=[一-鿿]))(?P<count>\d{{1,3}}|{'|'.join(sorted(_COUNTS, key=len, reverse=True))})"
    r"(?:\s*\([^)]{0,12}\))?[\s-]*"
    r"(?:(?P<years>years?|yrs?|jahre?n?|ans?|années?|años?|anni|anno|lata?|roku?|年|년)|months?|mths?|monate?n?|mois|mes(?:es)?|mesi|mese|miesi[aą]c\w*|个月|個月|か月|ヶ月|カ月|箇月|개월)(?![^\W\d_一-鿿])"
)
_LONGEST: Final = 300
_MOST_LETTERS: Final = 40
"""A date is not longer; no more of a text is looked at for one."""


def day_cell(
    row: RowCells, meaning: str, what: str, *, is_last: bool = False
) -> tuple[datetime.date | None, bool]:
    """A date, and whether something was there that is none.

    Of a month or another period it is the first day, or with ``is_last`` the last: what is older, and what is in effect for longer.
    """
    if row.is_blank(meaning):
        return None, False
    value = row.value(meaning)
    if isinstance(value, datetime.datetime):
        return value.date(), False
    if isinstance(value, datetime.date):
        return value, False
    text = row.text(meaning)[:_MOST_LETTERS]
    day = day_named(text)
    if day is not None:
        return day, False
    day = day_of_period(text, is_last=is_last)
    if day is not None:
        row.cells.report(
            note(
                "month-without-day",
                f'{what} "{text}" names no day; it was read as {day}. Write YYYY-MM-DD',
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
    """The one day that a text begins with. None where it may be two: 03/04/2026.

    The year first; day, month and year with points; the name of the month; or figures of which only one can be the month.

    >>> [str(day_named(text)) for text in ("2026-12-31", "2026/12/31 00:00", "31.12.2026", "2026年12月31日", "03/04/2026", "soon")]
    ['2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31', 'None', 'None']
    >>> [str(day_named(text)) for text in ("31 Dec 2026", "December 31st, 2026", "31. Dezember 2026", "31 de diciembre de 2026", "31/12/2026", "12/31/2026")]
    ['2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31', '2026-12-31']
    """
    text = with_common_years(text[:_MOST_LETTERS])
    match = _YEAR_FIRST.match(text) or _DAY_FIRST.match(text) or _COMPACT.match(text)
    if match is not None:
        return _day(match["year"], match["month"], match["day"])
    match = _EITHER_FIRST.match(text)
    if match is not None:
        return _day_and_month(int(match["one"]), int(match["two"]), match["year"])
    match = next((found for form in _with_names() if (found := form.match(text))), None)
    if match is None:
        return None
    return _day(match["year"], months_by_name()[match["month"].casefold()], match["day"])


def machine_day(text: str) -> datetime.date | None:
    """The day of a date that a program wrote, with or without a time behind it; None for any other text.

    >>> machine_day("2026-11-23T08:00:00Z"), machine_day("23.11.2026")
    (datetime.date(2026, 11, 23), None)
    """
    try:
        return datetime.date.fromisoformat(text[:10])
    except ValueError:
        return None


def day_of_period(text: str, *, is_last: bool) -> datetime.date | None:
    """The first or the last day of the one period that is all of a text.

    >>> [str(day_of_period(text, is_last=False)) for text in ("März 2026", "2026-03", "Q2/2026", "2026年3月", "3 2026", "13/2026")]
    ['2026-03-01', '2026-03-01', '2026-04-01', '2026-03-01', 'None', 'None']
    """
    period = period_named(text)
    if period is None:
        return None
    return period.last if is_last else period.first


def days_in(text: str) -> tuple[datetime.date, ...]:
    """Every day that stands in a text, in its order.

    >>> [str(day) for day in (*days_in("valid 2025-01-01 to 31.12.2025"), *days_in("from May 1, 2025 to 30 June 2026"))]
    ['2025-01-01', '2025-12-31', '2025-05-01', '2026-06-30']
    """
    text = with_common_years(text)
    starts = {match.start() for match in _FIGURES.finditer(text)}
    if len(starts) > 1:
        # "May 1, 2025" begins with its month; what is no month begins nothing.
        starts |= {match.start() for match in _names().finditer(text)}
    days = ((start, day_named(text[start:])) for start in sorted(starts))
    return tuple(dict.fromkeys(day for _, day in days if day is not None))


def months_in(text: str) -> int:
    """How many months a text says that something lasts; 0 where it says none.

    >>> [months_in(text) for text in ("valid for one year", "12 months from issue", "gültig 2 Jahre", "有效期一年", "3 ans", "valid until recalled")]
    [12, 12, 24, 12, 36, 0]
    """
    match = _LASTING.search(text[:_LONGEST].casefold())
    if match is None:
        return 0
    count = _COUNTS.get(match["count"]) or int(match["count"])
    return count * (12 if match["years"] else 1)


def _day(year: str, month: str | int, day: str | int) -> datetime.date | None:
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day_and_month(one: int, two: int, year: str) -> datetime.date | None:
    """31/12 and 12/31 are one day each, for there are twelve months; 05/05 is the same either way, and 03/04 may be two."""
    if one == two or one > _MONTHS_OF_A_YEAR >= two:
        return _day(year, two, one)
    return _day(year, one, two) if two > _MONTHS_OF_A_YEAR >= one else None


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<!\w){_a_month()}(?!\w)")


def _a_month() -> str:
    names = sorted(months_by_name(), key=len, reverse=True)
    return rf"(?P<month>{'|'.join(map(re.escape, names))})"


@cache
def _with_names() -> tuple[re.Pattern[str], ...]:
    """31 December 2026, December 31, 2026 and 2026 December 31, with the signs and little words between."""
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
    month = rf"{_a_month()}\.?"
    year = r"(?P<year>\d{4})(?!\d)"
    between = r"(?:[\s,\-/]|de[l]?\s|of\s)+"
    return tuple(
        re.compile("(?i)" + between.join(parts))
        for parts in ((day, month, year), (month, day, year), (year, month, day))
    )

"""Periods that stand for a day: a month, a quarter, half a year, a week, the end of a year, a fiscal year, years counted by eras.

Which day of a period is meant nobody says. An end is taken for the last day, for "until March" holds in March too; of a year that is named
without "end of", and of a fiscal year, which may end in any month, for the first day.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from calculator.reference.months import months_by_name


class Period(NamedTuple):
    """The first day and the last day on which it surely still holds."""

    first: datetime.date
    last: datetime.date


_ERAS: Final = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
"""The year before the first of an era: 令和9年 is 2027, 民國116年 too."""
_ERA: Final = re.compile(rf"({'|'.join(_ERAS)})\s*(\d{{1,3}}|元)\s*年")
_YEAR: Final = r"(?P<year>20\d\d)"
_UNSPACED: Final = "一-鿿ぁ-ヿ가-힣"
"""Letters that stand beside a date without a space."""
# Of so many letters a set without case is compiled in a third of the time.
_BEGIN: Final = rf"(?-i:(?<![^\W{_UNSPACED}]))(?<![/.\-])"
_END: Final = rf"(?!(?-i:[^\W{_UNSPACED}])|[-/.]\d)"
_SIGNS_BEFORE: Final = ":：-–~～至到"
_WORDS_BEFORE: Final = frozenset(
    [
        "until",
        "till",
        "to",
        "through",
        "thru",
        "bis",
        "expires",
        "expiry",
        "exp",
        "en",
        "au",
        "al",
        "a",
        "hasta",
        "fino",
        "do",
        "date",
    ]
)
_CHINESE_QUARTERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4}
_END_OF: Final = r"(?:the\s+)?end\s+of|ende|fin|fin\s+de|finales\s+de|final\s+de|fine|koniec|końca|eoy|year[- ]end"
_FORMS: Final = (
    ("quarter", rf"Q\s?(?P<part>[1-4])\s*[-/. ]?\s*(?:of\s+)?{_YEAR}"),
    ("quarter", rf"(?P<part>[1-4])Q\s*[-/. ]?\s*{_YEAR}"),
    ("quarter", rf"{_YEAR}\s*[-/. ]?\s*Q\s?(?P<part>[1-4])"),
    ("quarter", rf"{_YEAR}年第?(?P<part>[1-4一二三四])季度?"),
    ("half", rf"(?:H\s?(?P<part>[12])|(?P<part_behind>[12])H)\s*[-/. ]?\s*{_YEAR}"),
    (
        "week",
        rf"(?:KW|CW|WK|W|week|calendar\s+week|kalenderwoche|woche|semaine|semana|settimana)\.?\s?(?P<part>\d{{1,2}})\s*[-/., ]\s*(?:of\s+)?{_YEAR}",
    ),
    ("week", rf"{_YEAR}\s*[-/ ]?\s*(?:KW|CW|WK|W)\s?(?P<part>\d{{1,2}})"),
    ("week", rf"{_YEAR}年第?(?P<part>\d{{1,2}})[周週]"),
    ("fiscal year", r"FY\s?(?:'|’)?(?:20)?(?P<short>\d\d)"),
    ("end of year", rf"(?:{_END_OF})\s+(?P<year>20\d\d)"),
    ("end of year", rf"{_YEAR}年?[年]?[末底]"),
)


def with_common_years(text: str) -> str:
    """A text with the years of eras as those of the common era.

    >>> with_common_years("令和9年3月31日"), with_common_years("令和元年5月"), with_common_years("民國116年3月")
    ('2027年3月31日', '2019年5月', '2027年3月')
    """
    if "年" not in text:
        return text
    return _ERA.sub(lambda era: f"{_ERAS[era[1]] + (1 if era[2] == '元' else int(era[2]))}年", text)


def periods_in(text: str) -> tuple[Period, ...]:
    """Every period that stands in a text, in its order. Years alone are none.

    >>> [str(period.last) for text in ("March 2027", "Q2/2027", "KW 12/2027", "2027-W12", "H1 2027", "end of 2027", "FY27", "2027年3月", "soon") for period in periods_in(text)]
    ['2027-03-31', '2027-06-30', '2027-03-28', '2027-03-28', '2027-06-30', '2027-12-31', '2027-01-01', '2027-03-31']
    """
    text = with_common_years(text)
    if not _may_hold(text):
        return ()
    met = sorted(
        (match.start(), -match.end(), form, match)
        for form, pattern in _patterns()
        for match in pattern.finditer(text)
        if form != "month" or _is_date(match, text)
    )
    periods: list[Period] = []
    read_to = 0
    for start, end, form, match in met:
        # Within "KW 12/2027" stands no month.
        period = _period(form, match) if start >= read_to else None
        if period is not None:
            periods.append(period)
            read_to = -end
    return tuple(dict.fromkeys(periods))


def _may_hold(text: str) -> bool:
    """False for a text without a year of this century and without a fiscal year, at no cost."""
    return "20" in text or "fy" in text.casefold()


def _is_date(match: re.Match[str], text: str) -> bool:
    """Of figures alone: "until 12/2027" ends then, "certificate No. 12/2027" has a number."""
    before = text[: match.start()].rstrip()
    return (
        bool(match["month"] or match["first"])
        or not before
        or before[-1] in _SIGNS_BEFORE
        or before.rpartition(" ")[2].casefold() in _WORDS_BEFORE
    )


def period_named(text: str) -> Period | None:
    """The one period that is all of a text."""
    text = with_common_years(text).strip()
    if not _may_hold(text):
        return None
    met = (
        (form, match)
        for form, pattern in _patterns()
        if (match := pattern.fullmatch(text)) is not None
    )
    return next((period for form, match in met if (period := _period(form, match))), None)


def year_named_last(text: str) -> Period | None:
    """The year that ends a text: of "valid until 2027" nobody knows whether 2027 is meant as a whole, so it ends with its first day.

    >>> year_named_last("valid until 2027").last, year_named_last("ISO 9001:2015"), year_named_last("until 12/2027")
    (datetime.date(2027, 1, 1), None, None)
    """
    match = re.search(r"(?:^|[\s：])(20\d\d)\s*年?\W*$", text)
    if match is None:
        return None
    first = datetime.date(int(match[1]), 1, 1)
    return Period(first, first)


def _period(form: str, match: re.Match[str]) -> Period | None:
    groups = defaultdict(str, {name: text or "" for name, text in match.groupdict().items()})
    if form == "month":
        name, second = groups["month"], groups["number"] or groups["second"]
        month = months_by_name()[name.casefold()] if name else int(second)
        return _months(int(groups["year"] or groups["first"]), month, 1)
    if form == "fiscal year":
        year = 2000 + int(groups["short"])
        return Period(datetime.date(year - 1, 1, 1), datetime.date(year, 1, 1))
    year = int(groups["year"])
    if form == "end of year":
        return Period(datetime.date(year, 12, 31), datetime.date(year, 12, 31))
    part = groups["part"] or groups["part_behind"] or ""
    number = _CHINESE_QUARTERS.get(part) or int(part)
    if form == "week":
        try:
            return Period(
                datetime.date.fromisocalendar(year, number, 1),
                datetime.date.fromisocalendar(year, number, 7),
            )
        except ValueError:
            return None
    length = 3 if form == "quarter" else 6
    return _months(year, (number - 1) * length + 1, length)


def _months(year: int, month: int, count: int) -> Period | None:
    """So many months of one year from the first of one on; None where there is no such month."""
    last = month + count - 1
    if not 1 <= month <= last <= len(calendar.month_name) - 1:
        return None
    days = calendar.monthrange(year, last)[1]
    return Period(datetime.date(year, month, 1), datetime.date(year, last, days))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    names = "|".join(map(re.escape, sorted(months_by_name(), key=len, reverse=True)))
    month = (
        rf"(?:(?P<month>{names})\.?[\s\-/,]*|(?P<number>\d{{1,2}})\s*[/.]\s*){_YEAR}"
        r"|(?P<first>20\d\d)[-/年](?P<second>\d{1,2})月?"
    )
    yield "month", re.compile(f"{_BEGIN}(?i:{month}){_END}")
    for form, pattern in _FORMS:
        yield form, re.compile(f"{_BEGIN}(?i:{pattern}){_END}")

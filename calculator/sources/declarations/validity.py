"""From when and until when a document says that it holds."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from calculator.model.source import Source
from calculator.sources.declarations.sheet_blocks import Labeled
from calculator.sources.declarations.sheet_words import Label, sheet_words
from calculator.sources.facts.amount_words import folded
from calculator.sources.rows.days import days_in, months_in
from calculator.sources.rows.periods import periods_in, year_named_last
from calculator.sources.table.table import Table

_LONGEST: Final = 300
_REACH: Final = 3
"""So many columns to the right of its words a day may stand."""


def days_of(table: Table, found: Labeled) -> tuple[datetime.date, ...]:
    """The days of a cell: of its value, else of its text."""
    value = table.value(found.row, found.column)
    if isinstance(value, datetime.datetime):
        return (value.date(),)
    if isinstance(value, datetime.date):
        return (value,)
    return days_in(found.text)


def ends_in(
    table: Table,
    rows: Iterable[int],
    labels: Mapping[Label, list[Labeled]],
    dated: datetime.date | None,
) -> Iterator[tuple[datetime.date, Source]]:
    """Each end that is stated, at a label or within a sentence, and its cell; long ago where it cannot be read.

    Of "valid for one year" it is a year after the document is ``dated``.
    """
    at_label = {(found.row, found.column) for found in labels.get(Label.VALID_UNTIL, ())}
    for found in labels.get(Label.VALID_UNTIL, ()):
        days = days_of(table, found) or period_ends(found.text)
        end = last_of(days) or _after(dated, found.text)
        yield end or datetime.date.min, table.source(found.row, found.column)
    for row in rows:
        for column in range(len(table.rows[row])):
            text = table.text(row, column)
            if (row, column) in at_label or not speaks_of_end(text):
                continue
            days = days_in(text) or period_ends(text)
            if not days:
                beside = _beside(table, row, column)
                if any((row, other) in at_label for other in beside):
                    continue
                days = tuple(
                    day
                    for other in beside
                    for day in (
                        days_of(table, Labeled(table.text(row, other), row, other))
                        or period_ends(table.text(row, other))
                    )
                )
            if days or any(map(str.isdigit, text)) or months_in(text):
                end = last_of(days) or _after(dated, text)
                yield end or datetime.date.min, table.source(row, column)


def starts_in(table: Table, rows: Iterable[int]) -> Iterator[datetime.date]:
    """Each day from which the document says that it holds."""
    for row in rows:
        for column in range(len(table.rows[row])):
            if speaks_of(table.text(row, column), sheet_words().starts):
                places = (column, *_beside(table, row, column))
                days = (
                    days_of(table, Labeled(text, row, place))
                    or tuple(period.first for period in periods_in(text))
                    for place in places
                    for text in (table.text(row, place),)
                )
                yield from next(filter(None, days), ())[:1]


def _beside(table: Table, row: int, column: int) -> range:
    """The columns to the right of some words in which what they speak of may stand."""
    return range(column + 1, min(column + 1 + _REACH, len(table.rows[row])))


def unreadable(
    ends: Iterable[tuple[datetime.date, str, Source]],
) -> tuple[str, Source] | None:
    """The first end of which no day can be read, with its cell."""
    return next(((text, cell) for day, text, cell in ends if day == datetime.date.min), None)


def period_of(
    ends: Iterable[tuple[datetime.date, str, Source]],
) -> tuple[str, Source] | None:
    """The first end, where it is that of a period."""
    day, text, cell = min(ends, key=lambda end: end[0], default=(None, "", None))
    is_period = not days_in(text) and day in period_ends(text)
    return (text, cell) if is_period and cell is not None else None


def period_ends(text: str) -> tuple[datetime.date, ...]:
    """The last day of each period that a text names: "March 2027"; of a year alone the first."""
    year = year_named_last(text)
    return tuple(period.last for period in periods_in(text) or ((year,) if year else ()))


def last_of(days: tuple[datetime.date, ...]) -> datetime.date | None:
    """Of ``from 1 January to 31 December`` the end."""
    return max(days, default=None)


def _after(dated: datetime.date | None, text: str) -> datetime.date | None:
    """So many months after a day, as a text says; None without either."""
    months = months_in(text)
    if dated is None or not months:
        return None
    year, month = divmod(dated.month - 1 + months, 12)
    # The 29th to 31st end with the month: a day less at most.
    return datetime.date(dated.year + year, month + 1, min(dated.day, 28))


def speaks_of_end(text: str) -> bool:
    """True for a text that says until when something holds, or for how long."""
    words = sheet_words()
    return (
        speaks_of(text, words.ends)
        or (speaks_of(text, words.valid) and months_in(folded(text)) > 0)
        # "Valid from 1 May to 31 December": the second day is the end.
        or (speaks_of(text, words.starts) and len(days_in(text)) > 1)
    )


def speaks_of(text: str, words: Iterable[str]) -> bool:
    """True for a short text with one of the words, which are folded, in it."""
    plain = folded(text)
    return 0 < len(plain) <= _LONGEST and any(word in plain for word in words)

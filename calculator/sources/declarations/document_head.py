"""What a document says of all its rows beside its tables: who wrote it, of which revision, until when it holds, and that it is no final word."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from calculator.model.content_row import Disclosure
from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.sources.declarations.sheet_blocks import Labeled, labels_between
from calculator.sources.declarations.sheet_words import Label, sheet_words
from calculator.sources.facts.amount_words import folded
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.rows.days import days_in
from calculator.sources.table.table import Table

_SEARCHED: Final = 400
"""So many rows of a sheet are searched, from either end."""
_LONGEST: Final = 300
_OF_FOOT: Final = 2
"""So many cells at most hold a label and what it says."""
_REACH: Final = 3
"""So many columns to the right of its words a day may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """What holds for every row of a document that says nothing of its own.

    ``valid_until`` is the first of several ends, and long ago where one cannot be read. ``not_final`` is a text such as "Draft"
    or "typical values", with its cell: what it heads is no declaration that anything could be closed by.
    """

    supplier: str = ""
    revision: str = ""
    reference: str = ""
    dated: datetime.date | None = None
    valid_until: datetime.date | None = None
    not_final: tuple[str, Source] | None = None
    unreadable_end: tuple[str, Source] | None = None

    def beside(self, other: DocumentHead) -> DocumentHead:
        """This one, and where it says nothing what the other says."""
        return DocumentHead(
            supplier=self.supplier or other.supplier,
            revision=self.revision or other.revision,
            reference=self.reference or other.reference,
            dated=self.dated or other.dated,
            valid_until=self.valid_until or other.valid_until,
            not_final=self.not_final or other.not_final,
            unreadable_end=self.unreadable_end or other.unreadable_end,
        )

    def on_row(self, row: StatedContent) -> StatedContent:
        """The row with what holds for it as well; a document that is not final closes nothing."""
        content = row.content
        row = replace(
            row, supplier=row.supplier or self.supplier, revision=row.revision or self.revision
        )
        row = row.with_content(
            reference=content.reference or self.reference,
            dated=content.dated or self.dated,
            valid_until=content.valid_until or self.valid_until,
        )
        if self.not_final is None:
            return row
        return replace(row.with_content(disclosure=Disclosure.PARTIAL), is_open=True)

    def problems(self) -> Iterator[Problem]:
        """What takes effect and a person would not expect."""
        if self.not_final is not None:
            text, cell = self.not_final
            yield warning(
                "declaration-not-final",
                f'"{text[:60]}" stands beside the figures: they bound what is there and close nothing. Ask for a declaration that is final and of the part as it is delivered',
                cell,
            )
        if self.unreadable_end is not None:
            text, cell = self.unreadable_end
            yield warning(
                "declaration-end-unreadable",
                f'"{text[:60]}" says until when it holds, and the day cannot be read: it counts as unknown. Write YYYY-MM-DD',
                cell,
            )


NO_HEAD: Final = DocumentHead()


def document_head(table: Table, tables: Iterable[tuple[int, int, int]] = ()) -> DocumentHead:
    """What a sheet says beside the rows of its tables, each given by its first row, that of its first figures, and the row after its last.

    A row of a table that holds no more than a label and a text is a foot of the sheet; headings may say that figures are typical.
    """
    tables = tuple(tables)
    heads = {row for start, body, _ in tables for row in range(start, body)}
    inside = {
        row
        for _, body, end in tables
        for row in range(body, min(end, len(table.rows)))
        if sum(cell not in (None, "") for cell in table.rows[row]) > _OF_FOOT
    }
    outside = [row for row in _searched(table) if row not in inside and row not in heads]
    labels: dict[Label, list[Labeled]] = {}
    for row in outside:
        for label, found in labels_between(table, row, row + 1).items():
            labels.setdefault(label, []).extend(found)
    ends = list(_ends(table, outside, labels))
    days = [day for day, _ in ends]
    unread = next((cell for day, cell in ends if day == datetime.date.min), None)
    dates = {day for found in labels.get(Label.DATE, ()) for day in days_of(table, found)}
    return DocumentHead(
        supplier=_each(labels, Label.SUPPLIER),
        revision=_only(labels, Label.REVISION),
        reference=_only(labels, Label.REFERENCE),
        dated=max(dates, default=None),
        valid_until=min(days, default=None),
        not_final=_not_final(table, (*outside, *sorted(heads))),
        unreadable_end=None if unread is None else (_text_at(table, unread), unread),
    )


def days_of(table: Table, found: Labeled) -> tuple[datetime.date, ...]:
    """The days of a cell: of its value, else of its text."""
    value = table.value(found.row, found.column)
    if isinstance(value, datetime.datetime):
        return (value.date(),)
    if isinstance(value, datetime.date):
        return (value,)
    return days_in(found.text)


def _searched(table: Table) -> list[int]:
    count = len(table.rows)
    return [*range(min(count, _SEARCHED)), *range(max(_SEARCHED, count - _SEARCHED), count)]


def _each(labels: Mapping[Label, list[Labeled]], label: Label) -> str:
    """All that a label says: of several suppliers any may be the one."""
    return " / ".join(dict.fromkeys(found.text for found in labels.get(label, ())))


def _only(labels: Mapping[Label, list[Labeled]], label: Label) -> str:
    texts = {found.text for found in labels.get(label, ())}
    return texts.pop() if len(texts) == 1 else ""


# --------------------------------------------------------------------------- until when


def _ends(
    table: Table, rows: Iterable[int], labels: Mapping[Label, list[Labeled]]
) -> Iterator[tuple[datetime.date, Source]]:
    """Each end that is stated, at a label or within a sentence, and its cell; long ago where it cannot be read."""
    at_label = {(found.row, found.column) for found in labels.get(Label.VALID_UNTIL, ())}
    for found in labels.get(Label.VALID_UNTIL, ()):
        yield _last(days_of(table, found)), table.source(found.row, found.column)
    for row in rows:
        for column in range(len(table.rows[row])):
            text = table.text(row, column)
            if (row, column) in at_label or not _speaks_of_end(text):
                continue
            days = days_in(text)
            if not days:
                beside = range(column + 1, min(column + 1 + _REACH, len(table.rows[row])))
                if any((row, other) in at_label for other in beside):
                    continue
                days = tuple(
                    day
                    for other in beside
                    for day in days_of(table, Labeled(table.text(row, other), row, other))
                )
            if days or any(map(str.isdigit, text)):
                yield _last(days), table.source(row, column)


def _last(days: tuple[datetime.date, ...]) -> datetime.date:
    """Of ``from 1 January to 31 December`` the end."""
    return max(days, default=datetime.date.min)


def _speaks_of_end(text: str) -> bool:
    plain = folded(text)
    return 0 < len(plain) <= _LONGEST and any(words in plain for words in sheet_words().ends)


# --------------------------------------------------------------------------- what is no final word


def _not_final(table: Table, rows: Iterable[int]) -> tuple[str, Source] | None:
    for row in rows:
        for column in range(len(table.rows[row])):
            text = table.text(row, column)
            if text and len(text) <= _LONGEST and says_not_final(text):
                return text, table.source(row, column)
    return (table.sheet, table.source(0, 0)) if says_not_final(table.sheet) else None


def says_not_final(text: str) -> bool:
    """True for what calls itself a draft, an example or typical, or is of the material before it was treated.

    >>> [says_not_final(text) for text in ("DRAFT - for review", "Typical wt%", "典型值", "Draftsman: A. Tanaka", "wt%")]
    [True, True, True, False, False]
    """
    plain = folded(text)
    return any(
        words in plain
        if not words.isascii()
        else re.search(rf"(?<!\w){re.escape(words)}(?!\w)", plain)
        for words in sheet_words().not_final
    )


def _text_at(table: Table, cell: Source) -> str:
    return table.text(cell.row - 1, cell.column - 1)

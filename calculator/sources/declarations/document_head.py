"""What a document says of all its rows beside its tables: who wrote it, of which revision, until when it holds, and that it is no final word."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final

from calculator.model.content_row import Disclosure
from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.recognition.company_names import companies_in
from calculator.recognition.elements_said import HEAVY, elements_said
from calculator.recognition.plain_text import label_and_value
from calculator.recognition.sentences import sentences
from calculator.sources.declarations.letterheads import domains_in, letterheads_in, name_on_top
from calculator.sources.declarations.sheet_blocks import Labeled, labels_between
from calculator.sources.declarations.sheet_words import Label, sheet_words
from calculator.sources.declarations.validity import (
    days_of,
    ends_in,
    last_of,
    period_ends,
    period_of,
    speaks_of,
    speaks_of_end,
    starts_in,
    unreadable,
)
from calculator.sources.facts.amount_words import folded
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.statement_limits import limits_of_label
from calculator.sources.rows.days import days_in
from calculator.sources.table.table import Table

_SEARCHED: Final = 400
"""So many rows of a sheet are searched, from either end."""
_LONGEST: Final = 300
_OF_FOOT: Final = 2
"""So many cells at most hold a label and what it says."""
_OF_TEXTS: Final = 30
"""So many columns of a sheet are looked at for texts."""
_HEAVIES: Final = ("Dy", "Tb")
_SIGNS: Final = " .:-–—*!()[]<>\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """What holds for every row of a document that says nothing of its own.

    ``valid_until`` is the first of several ends, and long ago where one cannot be read; ``valid_from`` the last of several starts. ``not_final`` is a text such as "Draft"
    or "typical values", with its cell: what it heads is no declaration that anything could be closed by. ``letterheads`` are the
    companies that are named without a label: any of them may have written it.
    """

    supplier: str = ""
    letterheads: tuple[str, ...] = ()
    bare_name: str = ""
    """The first line, where it is a name and does not say that it is a company's."""
    mail_domains: tuple[str, ...] = ()
    revision: str = ""
    reference: str = ""
    dated: datetime.date | None = None
    valid_until: datetime.date | None = None
    valid_from: datetime.date | None = None
    not_final: tuple[str, Source] | None = None
    unreadable_end: tuple[str, Source] | None = None
    end_of_period: tuple[str, Source] | None = None
    """The text of the end, where it names a month or another period and no day."""
    said: tuple[tuple[frozenset[str], str, Source], ...] = ()
    """The rare earths that texts say are in the part, or left out of the figures, each with its text and cell."""

    def beside(self, other: DocumentHead) -> DocumentHead:
        """This one, and where it says nothing what the other says."""
        return DocumentHead(
            supplier=self.supplier or other.supplier,
            letterheads=(*self.letterheads, *other.letterheads),
            bare_name=self.bare_name or other.bare_name,
            mail_domains=(*self.mail_domains, *other.mail_domains),
            revision=self.revision or other.revision,
            reference=self.reference or other.reference,
            dated=self.dated or other.dated,
            valid_until=self.valid_until or other.valid_until,
            valid_from=self.valid_from or other.valid_from,
            not_final=self.not_final or other.not_final,
            unreadable_end=self.unreadable_end or other.unreadable_end,
            end_of_period=self.end_of_period or other.end_of_period,
            said=(*self.said, *other.said),
        )

    def over(self, rows: Iterable[StatedContent]) -> DocumentHead:
        """The head as it holds over these rows: one that speaks of a rare earth that none of them names leaves them open."""
        listed = {
            element
            for row in rows
            if row.content.names_rare_earth
            for element in row.content.substance.elements
        }
        unlisted = (
            (text, cell)
            for elements, text, cell in self.said
            if elements - {HEAVY} - listed or (HEAVY in elements and listed.isdisjoint(_HEAVIES))
        )
        return replace(self, not_final=self.not_final or next(unlisted, None))

    def on_row(self, row: StatedContent) -> StatedContent:
        """The row with what holds for it as well; a document that is not final closes nothing."""
        content = row.content
        if self == NO_HEAD:
            return row
        supplier = row.supplier or self.supplier
        row = replace(
            row,
            supplier=supplier,
            letterhead="" if supplier else " / ".join(self.letterheads),
            bare_name="" if supplier or self.letterheads else self.bare_name,
            mail_domains=self.mail_domains,
            revision=row.revision or self.revision,
        )
        row = row.with_content(
            reference=content.reference or self.reference,
            dated=content.dated or self.dated,
            valid_until=content.valid_until or self.valid_until,
            valid_from=content.valid_from or self.valid_from,
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
        if self.end_of_period is not None and self.valid_until is not None:
            text, cell = self.end_of_period
            yield note(
                "month-without-day",
                f'"{text[:60]}" names no day; it was read as {self.valid_until}. Write YYYY-MM-DD',
                cell,
            )

    def problems_beside(self, cover: DocumentHead) -> Iterator[Problem]:
        """Its problems but those of the cover, which are told once for the document."""
        told = tuple(cover.problems())
        return (problem for problem in self.problems() if problem not in told)


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
    dates = {day for found in labels.get(Label.DATE, ()) for day in days_of(table, found)}
    ends = list(ends_in(table, outside, labels, max(dates, default=None)))
    days = [day for day, _ in ends]
    texts = [(day, _text_at(table, cell), cell) for day, cell in ends]
    return DocumentHead(
        supplier=_each(labels, Label.SUPPLIER),
        letterheads=letterheads_in(table, outside),
        bare_name=name_on_top(table, outside),
        mail_domains=domains_in(table, outside),
        revision=_only(labels, Label.REVISION),
        reference=_only(labels, Label.REFERENCE),
        dated=max(dates, default=None),
        valid_until=min(days, default=None),
        valid_from=max(starts_in(table, outside), default=None),
        not_final=_not_final(table, outside, sorted(heads)),
        said=tuple(_said_beside(table, outside)),
        unreadable_end=unreadable(texts),
        end_of_period=period_of(texts),
    )


def head_of_texts(texts: Iterable[tuple[str, Source]]) -> DocumentHead:
    """What the headers, footers and text boxes of a document say of all of it: whose it is, until when it holds, and that it is no final word."""
    names: list[str] = []
    ends: list[tuple[datetime.date, str, Source]] = []
    starts: list[datetime.date] = []
    not_final: tuple[str, Source] | None = None
    said: list[tuple[frozenset[str], str, Source]] = []
    for text, source in _in_stretches(texts):
        names += companies_in(text)
        if elements := elements_beside(text):
            said.append((elements, text, source))
        if not_final is None and says_not_final(text):
            not_final = (text, source)
        if speaks_of(text, sheet_words().starts):
            starts += days_in(text)[:1]
        if speaks_of_end(text) and any(map(str.isdigit, text)):
            ends.append(
                (last_of(days_in(text) or period_ends(text)) or datetime.date.min, text, source)
            )
    return DocumentHead(
        letterheads=tuple(dict.fromkeys(names)),
        valid_until=min((day for day, _, _ in ends), default=None),
        valid_from=max(starts, default=None),
        not_final=not_final,
        unreadable_end=unreadable(ends),
        end_of_period=period_of(ends),
        said=tuple(said),
    )


def _in_stretches(texts: Iterable[tuple[str, Source]]) -> Iterator[tuple[str, Source]]:
    """Texts that are not empty; a long one sentence by sentence."""
    for text, source in texts:
        if 0 < len(text) <= _LONGEST:
            yield text, source
        elif text:
            yield from ((sentence, source) for _, sentence in sentences(text))


def _texts_in(table: Table, rows: Iterable[int]) -> Iterator[tuple[str, Source]]:
    """The texts of some rows, each with its cell."""
    for row in rows:
        for column in range(min(len(table.rows[row]), _OF_TEXTS)):
            text = table.text(row, column)
            if text:
                yield text, table.source(row, column)


def _searched(table: Table) -> list[int]:
    count = len(table.rows)
    return [*range(min(count, _SEARCHED)), *range(max(_SEARCHED, count - _SEARCHED), count)]


def _each(labels: Mapping[Label, list[Labeled]], label: Label) -> str:
    """All that a label says: of several suppliers any may be the one."""
    return " / ".join(dict.fromkeys(found.text for found in labels.get(label, ())))


def _only(labels: Mapping[Label, list[Labeled]], label: Label) -> str:
    texts = {found.text for found in labels.get(label, ())}
    return texts.pop() if len(texts) == 1 else ""


# --------------------------------------------------------------------------- what is no final word


def _not_final(
    table: Table, rows: Sequence[int], headings: Sequence[int]
) -> tuple[str, Source] | None:
    for text, cell in _in_stretches(_texts_in(table, (*rows, *headings))):
        if says_not_final(text):
            return text, cell
    for label, value, cell in _pairs(table, rows):
        if limits_of_label(label, value):
            return f"{label}: {value}", cell
    return (table.sheet, table.source(0, 0)) if says_not_final(table.sheet) else None


def _pairs(table: Table, rows: Iterable[int]) -> Iterator[tuple[str, str, Source]]:
    """Each text of some rows with what stands to its right, or behind its colon, and their cell."""
    for row in rows:
        width = min(len(table.rows[row]), _OF_TEXTS)
        filled = [column for column in range(width) if table.text(row, column)]
        for column, other in pairwise(filled):
            yield table.text(row, column), table.shown(row, other), table.source(row, column)
        for column in filled:
            labelled = label_and_value(table.text(row, column))
            if labelled is not None and labelled[1]:
                yield *labelled, table.source(row, column)


def says_not_final(text: str) -> bool:
    """True for what calls itself a draft, an example or typical, or is of the material before it was treated.

    >>> [says_not_final(text) for text in ("DRAFT - for review", "Typical wt%", "典型值", "Draftsman: A. Tanaka", "wt%")]
    [True, True, True, False, False]
    """
    plain = folded(text)
    return plain.strip(_SIGNS) in sheet_words().not_final_alone or _holds_any(
        plain, sheet_words().not_final
    )


def _holds_any(plain: str, words: tuple[str, ...]) -> bool:
    return any(word in plain for word in words) and bool(_any_of(words).search(plain))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Words in Latin letters stand whole, all others anywhere."""
    whole = "|".join(re.escape(word) for word in words if word.isascii())
    anywhere = "|".join(re.escape(word) for word in words if not word.isascii())
    return re.compile(rf"(?<!\w)(?:{whole})(?!\w)" + (f"|{anywhere}" if anywhere else ""))


def _said_beside(table: Table, rows: Iterable[int]) -> Iterator[tuple[frozenset[str], str, Source]]:
    """The rare earths that a text beside the tables says are in the part, or not in the figures, with the text and its cell."""
    for text, cell in _in_stretches(_texts_in(table, rows)):
        if elements := elements_beside(text):
            yield elements, text, cell


def elements_beside(text: str) -> frozenset[str]:
    """The rare earths of which a sentence says that they are in a part, or are left out of what is listed.

    >>> [sorted(elements_beside(text)) for text in ("Excluding diffused Tb", "with 1 % Dy", "Free of Dy and Tb", "Dy and Tb by ICP-OES")]
    [['Tb'], ['Dy'], [], []]
    """
    put_in = elements_said(text, is_remark=True)
    if put_in or not _holds_any(folded(text), sheet_words().left_out):
        return put_in
    return elements_said(text)


def _text_at(table: Table, cell: Source) -> str:
    return table.text(cell.row - 1, cell.column - 1)

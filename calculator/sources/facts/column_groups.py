"""The columns of a facts table: groups of them side by side, names and CAS numbers, and every column of amounts.

``Part Number | Substance | wt% | Substance | wt%`` says two things a row. Each group is read as rows of its own; a column
that stands once is of all groups.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from calculator.model.stages import STAGE_COLUMNS
from calculator.numbers.late_patterns import late_pattern
from calculator.sources.facts.amount_text import units_in
from calculator.sources.facts.amount_words import amount_words, folded
from calculator.sources.layout.columns import Header, Heading
from calculator.sources.layout.headings import meaning_of, plain_heading
from calculator.sources.table.table import Table

REPEATED: Final = frozenset(
    {
        "substance",
        "form",
        "origin",
        *STAGE_COLUMNS,
        "recycled",
        "disclosure",
        "evidence",
        "valid_until",
        "valid_from",
    }
)
"""Of these every column counts: where two differ, what they say together is no more than what both allow."""
AMOUNT: Final = "amount "
"""Before the column of an amount, among the meanings of a group: amounts are read by column, for there may be several."""
_NUMBERING: Final = late_pattern(r"[\s#_(\[]*\d{1,2}[)\]]?\s*\Z")
_BRACKETS: Final = late_pattern(r"[(\[（【].*?[)\]）】]")
_WORD: Final = late_pattern(r"[^\W\d_]+|#")
_SHARES: Final = ("low", "high", "share")


class _Column(NamedTuple):
    """One headed column, by its ``place`` from 0: ``kind`` tells columns apart that repeat, ``meaning`` is that of a facts sheet, if any."""

    place: int
    text: str
    kind: str
    meaning: str


def column_groups(table: Table, header: Header) -> tuple[Header, ...]:
    """The header of each group of columns, from left to right; one for a table that has no such groups."""
    columns = list(_columns(table, header))
    counts = Counter(column.kind for column in columns)
    starts = [column for column in columns if column.meaning == "substance"] or [
        column for column in columns if column.meaning == "cas"
    ]
    names = max((counts[column.kind] for column in starts), default=0)
    amounts = [count for kind, count in counts.items() if kind.startswith(AMOUNT)]
    if names < 2 or names not in amounts:
        return (_header(table, header, columns),)
    groups: list[list[_Column]] = [[] for _ in range(names)]
    seen: Counter[str] = Counter()
    anchors = [column.place for column in starts]
    for column in columns:
        if counts[column.kind] == names:
            groups[seen[column.kind]].append(column)
            seen[column.kind] += 1
        elif counts[column.kind] == 1:
            for group in groups:
                group.append(column)
        else:
            # Not one for each group: of the group whose name stands to its left.
            left = sum(anchor <= column.place for anchor in anchors)
            groups[max(0, left - 1)].append(column)
    return tuple(_header(table, header, group) for group in groups)


def _columns(table: Table, header: Header) -> Iterable[_Column]:
    read = {
        heading.column: heading.meaning
        for heading in (
            *header.headings.values(),
            *(heading for more in header.more.values() for heading in more),
        )
    }
    for index in range(len(table.rows[header.row])):
        text = table.merged_text(header.row, index)
        if not text:
            continue
        bare = _NUMBERING.sub("", text) or text
        meaning = read.get(index) or _meaning(header.kind, bare)
        is_amount = meaning in (*_SHARES, "mass") or (not meaning and heads_amount(bare))
        kind = f"{AMOUNT}{plain_heading(bare)}" if is_amount else meaning or plain_heading(bare)
        yield _Column(index, text, kind, meaning)


def _meaning(kind: str, text: str) -> str:
    meaning = meaning_of(kind, text)
    return "" if meaning is None or meaning.name == "ignored" else meaning.name


def heads_amount(text: str) -> bool:
    """True for a heading of amounts: it has a unit of share or mass, or a word such as content, and is no name or count.

    >>> [heads_amount(text) for text in ("ppm", "Concentration", "Content ID", "Colour", "Limit (ppm)")]
    [True, True, False, False, False]
    """
    words = amount_words()
    tokens = _WORD.findall(folded(text))
    if words.identifiers & set(tokens) or is_harmless(text):
        return False
    return bool(units_in(text)) or any(
        word in tokens or (not word.isascii() and word in folded(text)) for word in words.of_amount
    )


def is_harmless(text: str) -> bool:
    """True for a heading below which figures are no amounts of a substance.

    >>> [is_harmless(text) for text in ("Lot no.", "Thickness", "Dy", "")]
    [True, True, False, False]
    """
    words = amount_words()
    tokens = _WORD.findall(folded(text))
    bare = _BRACKETS.sub(" ", text)
    return bool(words.identifiers & set(tokens)) or (
        plain_heading(bare) in {plain_heading(word) for word in words.harmless}
    )


def _header(table: Table, header: Header, columns: list[_Column]) -> Header:
    """The table's header with the headings of one group: of two columns of one meaning the one that the table's own has, else the first, and the others beside it."""
    own = {column.place for column in columns}
    brackets = {heading.column: heading.bracket for heading in header.headings.values()}
    headings = {
        meaning: heading for meaning, heading in header.headings.items() if heading.column in own
    }
    more: dict[str, tuple[Heading, ...]] = {}
    for column in columns:
        meaning = meaning_of(header.kind, _NUMBERING.sub("", column.text) or column.text)
        heading = Heading(
            meaning=column.meaning,
            column=column.place,
            text=column.text,
            source=table.source(header.row, column.place),
            bracket=brackets.get(column.place) or ("" if meaning is None else meaning.bracket),
        )
        if column.kind.startswith(AMOUNT):
            headings[f"{AMOUNT}{column.place}"] = heading
        if column.meaning:
            first = headings.setdefault(column.meaning, heading)
            if column.meaning in REPEATED and first.column != column.place:
                more[column.meaning] = (*more.get(column.meaning, ()), heading)
    return replace(header, headings=headings, more=more)

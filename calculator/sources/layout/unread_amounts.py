"""Columns of a bill that hold figures, smell of an amount, and were not understood: one problem a column, none is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from calculator.model.problem import Problem, warning
from calculator.model.source import Source
from calculator.numbers.late_patterns import late_pattern
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.columns import Header
from calculator.sources.layout.headings import meaning_of
from calculator.sources.table.table import Table

_LOOKED_AT: Final = 200
_CELLS: Final = 3
_NUMBER: Final = late_pattern(r"[<>≤≥=~\s]*[-+]?[\d.,'\s]*\d[\d.,'\s]*%?\Z")
_WORD: Final = late_pattern(r"[^\W\d_]+%?|[%‰$€£¥]")


def unread_amounts(table: Table, header: Header) -> tuple[Problem, ...]:
    """A warning for each column whose heading smells of a price, a mass, a quantity or a content and whose figures nobody reads."""
    read = {
        heading.column
        for heading in (
            *header.headings.values(),
            *(further for more in header.more.values() for further in more),
        )
    } | set(header.steps)
    width = max((len(table.rows[row]) for row in range(header.row, header.body)), default=0)
    columns = range(*header.span) if header.span is not None else range(width)
    return tuple(
        problem
        for column in columns
        if column not in read
        for problem in _problem(table, header, column)
    )


def _problem(table: Table, header: Header, column: int) -> Iterator[Problem]:
    lines = (table.merged_text(row, column) for row in range(header.row, header.body))
    text = " ".join(dict.fromkeys(line for line in lines if line))
    if not text or not smells_of_an_amount(text):
        return
    meaning = meaning_of(header.kind, text)
    if meaning is not None and meaning.name == "ignored":
        return
    figures = _figures(table, header, column)
    if figures:
        yield warning(
            "amount-column-unread",
            f'what the figures below "{text[:60]}" are of was not understood; they were not read. Name the column Unit Price, Unit Mass, Quantity or wt%, or settle it with a profile',
            table.source(header.row, column),
            *figures,
        )


def smells_of_an_amount(text: str) -> bool:
    """True where a word of a heading is one of prices, masses, quantities or contents.

    >>> smells_of_an_amount("Prc x"), smells_of_an_amount("Dy content"), smells_of_an_amount("Drawer")
    (True, True, False)
    """
    words = heading_words().amounts
    plain = text.casefold()
    return any(word in words for word in _WORD.findall(plain)) or any(
        word in plain for word in words if not word.isascii() and len(word) > 1
    )


def _figures(table: Table, header: Header, column: int) -> list[Source]:
    """The first cells of a column in which mostly numbers stand; none of another column."""
    texts = [
        (row, text)
        for row in range(header.body, min(header.end, header.body + _LOOKED_AT))
        if (text := table.text(row, column))
    ]
    numbers = [row for row, text in texts if _NUMBER.match(text)]
    if 2 * len(numbers) <= len(texts):
        return []
    return [table.source(row, column) for row in numbers[:_CELLS]]

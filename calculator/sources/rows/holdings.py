"""What a row says of what is in the part: whether it holds a magnet, and whether the lines below are all of it."""

from __future__ import annotations

from typing import Final, NamedTuple

from calculator.model.item import Answer
from calculator.model.problem import error
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.access import RowCells


class Holdings(NamedTuple):
    """The columns Holds Magnet and Components of one row (INTERFACE 3).

    ``unreadable`` is what stands below Holds Magnet where that is neither yes nor no; ``complete`` is YES where the lines
    below are said to be all of the part, NO where they are said not to be.
    """

    magnet: Answer = Answer.UNKNOWN
    unreadable: str = ""
    complete: Answer = Answer.UNKNOWN


NOTHING_SAID: Final = Holdings()


def read_holdings(row: RowCells) -> Holdings:
    """What the two columns say; of several columns that disagree what asks for more."""
    headings = row.cells.header.headings
    if "holds" not in headings and "components" not in headings:
        return NOTHING_SAID
    answers = cell_words().answers
    magnet, unreadable = Answer.UNKNOWN, ""
    for text in _stated(row, "holds"):
        answer = answers.get(text.casefold())
        if answer is None:
            unreadable = text
        elif magnet is not Answer.YES and answer is not Answer.UNKNOWN:
            magnet = answer
    if unreadable:
        row.cells.report(
            error(
                "unreadable-answer",
                f'Holds Magnet "{unreadable[:40]}" is neither yes nor no; the part is asked about',
                row.source("holds"),
            )
        )
    completeness = {_completeness(row, text) for text in _stated(row, "components")}
    complete = Answer.NO if Answer.NO in completeness else next(iter(completeness), Answer.UNKNOWN)
    return Holdings(magnet=magnet, unreadable=unreadable, complete=complete)


def _stated(row: RowCells, meaning: str) -> list[str]:
    return [] if row.is_blank(meaning) else [text.strip() for text in row.texts(meaning)]


def _completeness(row: RowCells, text: str) -> Answer:
    completeness = cell_words().completeness.get(text.casefold())
    if completeness is None:
        row.cells.report(
            error(
                "unreadable-answer",
                f'Components "{text[:40]}" is not understood; it closes nothing. Write complete where the lines below are all that is in the part',
                row.source("components"),
            )
        )
    return completeness or Answer.NO

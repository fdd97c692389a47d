"""A yes or no in a cell."""

from __future__ import annotations

from calculator.model.item import Answer
from calculator.model.problem import error
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.access import RowCells


def answer_cell(row: RowCells, meaning: str, what: str) -> Answer:
    """A yes or no."""
    if row.is_blank(meaning) and row.text(meaning).casefold() != "none":
        return Answer.UNKNOWN
    answer = cell_words().answers.get(row.text(meaning).casefold())
    if answer is None:
        row.cells.report(
            error(
                "unreadable-answer",
                f'{what} "{row.text(meaning)[:40]}" is neither yes nor no; it is unknown',
                row.source(meaning),
            )
        )
    return answer or Answer.UNKNOWN


def yes_or_no(text: str) -> Answer:
    """What a word of yes or no means, without a complaint where it is neither."""
    return cell_words().answers.get(text.casefold(), Answer.UNKNOWN)

"""A yes or no in a cell."""

from __future__ import annotations

from typing import Final

from calculator.model.item import Answer
from calculator.model.problem import error
from calculator.numbers.late_patterns import late_pattern
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.access import RowCells


def answer_cell(row: RowCells, meaning: str, what: str) -> Answer:
    """A yes or no; where several columns of one meaning do not agree, it is unknown, with a problem."""
    if row.is_blank(meaning) and row.text(meaning).casefold() != "none":
        return Answer.UNKNOWN
    texts = row.texts(meaning) or [row.text(meaning)]
    answers = {cell_words().answers.get(_without_source(text)) for text in texts}
    answer = answers.pop() if len(answers) == 1 else None
    if answer is None:
        row.cells.report(
            error(
                "unreadable-answer",
                f'{what} "{" / ".join(texts)[:40]}" is neither yes nor no; it is unknown',
                row.source(meaning),
            )
        )
    return answer or Answer.UNKNOWN


def _without_source(text: str) -> str:
    """A yes or no in lower case, without who stated it and where: "No (declared)", "no, see cert. 4711". Any other word beside it stays.

    >>> [_without_source(text) for text in ("No (declared)", "no, see cert. 4711", "no, except the coating", "No")]
    ['no', 'no', 'no, except the coating', 'no']
    """
    folded = text.casefold().strip()
    tail = _TAIL.match(folded)
    if tail is None:
        return folded
    words = tail.group(2).strip(" ()").split()
    is_source = all(
        word.strip(".,;:()") in cell_words().confirmed or any(map(str.isdigit, word))
        for word in words
    )
    return tail.group(1) if words and is_source else folded


_TAIL: Final = late_pattern(r"(\w+)\s*[,;(:]\s*(.+)\Z")


def yes_or_no(text: str) -> Answer:
    """What a word of yes or no means, without a complaint where it is neither."""
    return cell_words().answers.get(text.casefold(), Answer.UNKNOWN)

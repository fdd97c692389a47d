"""The number in a cell, with the word beside it; a problem where what stands there is none."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Final

from calculator.model.problem import error, note, warning
from calculator.numbers.bounds import Bounds
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import read_bounds
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.access import RowCells

_NUMBER_THEN_WORD: Final = late_pattern(
    r"\s*([<>≤≥=~]*\s*[-+]?[\d][\d.,'\s–\-eE+]*?)\s*([^\d\s.,<>=+\-–'][^\d]*?\d?)\s*\Z"
)
_WORD_THEN_NUMBER: Final = late_pattern(
    r"\s*([^\d\s.,<>=+\-–~]{1,12})\s*([<>≤≥]?\s*\d[\d.,'\s–\-]*)\Z"
)
_LONGEST: Final = 80
# A number with a mark of a footnote behind it: "2 1)", "2*", "2 ¹", "2 [1]".
_FOOTNOTE: Final = late_pattern(
    r"(.*\d)(?:\s*[\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2460-\u2473]+|\s*\*{1,3}|\s*[†‡§#]|\s+\d{1,2}\)|\s*\[\d{1,2}\]|\s*\^\d{1,2})\Z"
)
_SAYS: Final = late_pattern(r"[^\W\d_]|[$€£¥₩₹₽฿₫₴₺%‰°\"'″′/#]")
"""What a word beside a number must have to be one: a letter or a sign."""
_EITHER_MARK: Final = late_pattern(r"[<>≤≥=~\s]*[1-9]\d{0,2}[.,]\d{3}(?![\d.,])")


def read_number_cell(
    row: RowCells, meaning: str, *, percent: bool = False, what: str
) -> Bounds | None:
    """The number or range in a cell; None where it is blank or, with a problem, unreadable or with a unit."""
    bounds, word = number_and_word(row, meaning, percent=percent, what=what)
    if word and not (percent and word in cell_words().percent):
        row.cells.report(
            warning(
                "unexpected-unit",
                f'{what} "{row.text(meaning)[:60]}" has a unit that does not belong there; it is unknown. Write the number alone',
                row.source(meaning),
            )
        )
        return None
    return bounds


def number_and_word(
    row: RowCells, meaning: str, *, percent: bool = False, what: str
) -> tuple[Bounds | None, str]:
    """The number in a cell and the word that follows it, such as a unit or a currency."""
    if row.is_blank(meaning):
        return None, ""
    value = row.value(meaning)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        row.cells.report(
            error(
                "date-as-number",
                f'{what} "{row.text(meaning)[:40]}" is a date, into which spreadsheets turn numbers such as 1.5 or 3-4; it is unknown. Format the cell as a number',
                row.source(meaning),
            )
        )
        return None, ""
    if row.is_scaled(meaning):
        row.cells.report(
            error(
                "scaled-number",
                f"{what} is shown in thousands, millions or per cent by its number format, so what was meant is unknown. Show it in full",
                row.source(meaning),
            )
        )
        return None, ""
    bounds, word = figure_of(row, meaning, percent=percent)
    if bounds is None and _EITHER_MARK.match(row.text(meaning)):
        row.cells.report(
            error(
                "unreadable-number",
                f'{what} "{row.text(meaning)[:60]}" may have thousands or three decimals, which nothing in its column settles; it is unknown. Write it without a mark for thousands, and with one decimal more or less',
                row.source(meaning),
            )
        )
    elif bounds is None:
        row.cells.report(
            error(
                "unreadable-number",
                f'{what} "{row.text(meaning)[:60]}" is not a number that can be read; it is unknown. Write digits only',
                row.source(meaning),
            )
        )
    elif isinstance(value, str) and _FOOTNOTE.match(row.text(meaning)):
        row.cells.report(
            note(
                "footnote-mark",
                f'{what} "{row.text(meaning)[:40]}" was read without the mark of a footnote at its end. Write the number alone',
                row.source(meaning),
            )
        )
    elif isinstance(value, str) and row.cells.table.sheet and bounds.is_exact and not word:
        row.cells.report(
            note(
                "number-as-text",
                f"{what} is stored as text; it was read as the number that it shows",
                row.source(meaning),
            )
        )
    return bounds, word


def figure_of(row: RowCells, meaning: str, *, percent: bool = False) -> tuple[Bounds | None, str]:
    """The number in a cell and the word beside it, without a complaint where there is none."""
    heading = row.heading(meaning)
    if heading is None or row.is_blank(meaning):
        return None, ""
    decimals = row.cells.decimals(heading.column)
    bounds = row.cells.table.number(row.row, heading.column, decimals, percent=percent)
    if bounds is not None:
        return bounds, "" if percent else row.affix(meaning)
    text = row.text(meaning)
    marked = _FOOTNOTE.match(text) if len(text) < _LONGEST else None
    if marked is not None:
        text = marked.group(1)
        bounds = read_bounds(text.removesuffix("%") if percent else text, decimals)
        if bounds is not None:
            return bounds, "" if percent else row.affix(meaning)
    for pattern, number, word in ((_NUMBER_THEN_WORD, 1, 2), (_WORD_THEN_NUMBER, 2, 1)):
        parts = pattern.match(text) if len(text) < _LONGEST else None
        bounds = read_bounds(parts.group(number), decimals) if parts is not None else None
        if parts is not None and bounds is not None and _SAYS.search(parts.group(word)):
            beside = parts.group(word).strip()
            is_about = beside.strip("()（）.").casefold() in cell_words().about
            return bounds, "" if is_about else beside
    return None, ""


def exact_number(row: RowCells, meaning: str) -> Fraction | None:
    """The one number that a cell states, None where it states none or a range."""
    bounds, _ = figure_of(row, meaning)
    return bounds.low if bounds is not None and bounds.is_exact else None

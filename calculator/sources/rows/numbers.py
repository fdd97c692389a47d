"""The number in a cell, with the word beside it; a problem where what stands there is none."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction
from functools import cache
from typing import Final

from calculator.model.problem import error, note, warning
from calculator.numbers.bounds import Bounds
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.number_text import Decimals, read_bounds
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
    elif isinstance(value, str) and says_about(row.text(meaning)):
        row.cells.report(
            note(
                "approximate-figure",
                f'{what} "{row.text(meaning)[:40]}" is about so much; it was read as within a tenth of that. Write what was measured',
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
    if len(text) >= _LONGEST:
        return None, ""
    whole = _WITHOUT_CENTS.fullmatch(text)
    if whole is not None:
        text = f"{whole.group(1)}{whole.group(2)}"
    about = _about().match(text)
    if about is not None:
        text = text[about.end() :]
    limit = _at_most().match(text)
    if limit is not None:
        text = text[limit.end() :]
    within = _PLUS_MINUS.fullmatch(text)
    if within is not None:
        return _within(within, decimals)
    bounds, word, is_about = _in_text(text, decimals, percent=percent)
    first, _, last = word.rpartition(" ")
    is_limit = limit is not None or last.strip("()（）.").casefold() in cell_words().at_most
    if bounds is not None and is_limit:
        bounds, word = Bounds.up_to(bounds), word if limit is not None else first
    elif bounds is not None and (about is not None or is_about):
        bounds = Bounds(bounds.low * _LESS, None if bounds.high is None else bounds.high * _MORE)
    affix = row.affix(meaning) if bounds is not None and not word and not percent else word
    return bounds, affix


def _within(match: re.Match[str], decimals: Decimals) -> tuple[Bounds | None, str]:
    """What a figure with its tolerance says, and its unit: 12 ± 0.5 g, 12 g ±5 %."""
    figure, tolerance = (read_bounds(match[name], decimals) for name in ("figure", "tolerance"))
    if figure is None or tolerance is None or not figure.is_exact or not tolerance.is_exact:
        return None, ""
    by = figure.low * tolerance.low / 100 if match["percent"] else tolerance.low
    return Bounds(max(Fraction(0), figure.low - by), figure.low + by), (
        match["unit"] or match["behind"] or ""
    ).strip()


def says_about(text: str) -> bool:
    """True of a figure that is only about so much.

    >>> [says_about(text) for text in ("ca. 30", "~5 g", "12 g approx.", "about 3", "12 g", "3~5", "4 cans")]
    [True, True, True, True, False, False, False]
    """
    if _about().match(text) is not None:
        return True
    parts = _NUMBER_THEN_WORD.match(text) if len(text) < _LONGEST else None
    return parts is not None and _is_about(parts.group(2).split()[-1])


def _is_about(word: str) -> bool:
    plain = word.strip("()（）.").casefold()
    return plain in cell_words().about or plain in cell_words().reckoned


@cache
def _about() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in cell_words().about)
    return re.compile(rf"(?i)\s*(?:(?:{words})\.?|[~≈∼])\s*(?=[\d.,$€£¥])")


@cache
def _at_most() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in cell_words().at_most)
    return re.compile(rf"(?i)\s*(?:{words})\.?\s+(?=[\d.,$€£¥])")


_PLUS_MINUS: Final = late_pattern(
    r"\s*(?P<figure>\d[\d.,]*)\s*(?P<unit>[^\W\d_]{1,3})?\s*(?:±|\+/-)\s*(?P<tolerance>\d[\d.,]*)\s*(?:(?P<percent>%)|(?P<behind>[^\W\d_]{1,3}))?\s*"
)
_LESS: Final = Fraction(9, 10)
_MORE: Final = Fraction(11, 10)
"""What is about so much is taken to lie within a tenth of it."""
_WITHOUT_CENTS: Final = late_pattern(r"(\s*\d[\d'’ ]*)[.,][-–—]{1,2}(\s*[^\d]*)")
"""A round amount as it is written in German: 3.-, 12,– EUR."""


def _in_text(text: str, decimals: Decimals, *, percent: bool) -> tuple[Bounds | None, str, bool]:
    """The number in a text, the word beside it, and whether that says "about"."""
    marked = _FOOTNOTE.match(text)
    if marked is not None:
        text = marked.group(1)
    bounds = read_bounds(text.removesuffix("%") if percent else text, decimals)
    if bounds is not None:
        return bounds, "", False
    for pattern, number, word in ((_NUMBER_THEN_WORD, 1, 2), (_WORD_THEN_NUMBER, 2, 1)):
        parts = pattern.match(text)
        bounds = read_bounds(parts.group(number), decimals) if parts is not None else None
        if parts is not None and bounds is not None and _SAYS.search(parts.group(word)):
            beside = parts.group(word).strip().rstrip("*").strip()
            first, _, last = beside.rpartition(" ")
            is_about = _is_about(last)
            return bounds, first.strip() if is_about else beside, is_about
    return None, "", False


def exact_number(row: RowCells, meaning: str) -> Fraction | None:
    """The one number that a cell states, None where it states none or a range."""
    bounds, _ = figure_of(row, meaning)
    return bounds.low if bounds is not None and bounds.is_exact else None

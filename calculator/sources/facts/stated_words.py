"""What a facts row states in words: form, origin, disclosure, evidence, and the end of its validity.

Of several columns that mean the same every one counts. Where they differ, what is left is what none of them speaks
against: an origin or a form is unknown, a disclosure is the least, a grade the weakest, a day the first.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from fractions import Fraction

from calculator.model.content_row import Disclosure
from calculator.model.item import UNKNOWN_ORIGIN, Evidence, Origin
from calculator.model.problem import error, warning
from calculator.model.recycled import RecycledShare, Waste
from calculator.model.stages import STAGE_COLUMNS, Stages
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.facts.fact_words import disclosure_named, waste_named
from calculator.sources.rows.numbers import number_and_word

_ORDER = (Disclosure.PARTIAL, Disclosure.RARE_EARTH, Disclosure.ALL)


def stated_form(row: FactRow) -> str:
    """The form as it is written; nothing where two columns differ."""
    texts = dict.fromkeys(column.text("form").casefold() for column in row.each("form"))
    if len(texts) > 1:
        _tell_columns(row, "form")
        return ""
    return row.text("form")


def stated_origin(row: FactRow) -> Origin:
    """Countries of origin with their shares, of the share of the row that has them."""
    origin = _country(row, "origin")
    if row.is_blank("origin_share") or not origin.shares:
        return origin
    share = row.share("origin_share", what="origin share")
    if share is None or not share.is_exact:
        return origin.doubted()
    return origin._replace(
        shares=tuple((code, part * share.low) for code, part in origin.shares),
        cells=(*origin.cells, row.source("origin_share")),
    )


def stated_stages(row: FactRow) -> Stages:
    """The country of each stage that the row tells of."""
    return Stages(*(_country(row, meaning) for meaning in STAGE_COLUMNS))


def _country(row: FactRow, meaning: str) -> Origin:
    """The countries of one column; of several that differ, unknown, with all that they name."""
    origins = [column.origin(meaning) for column in row.each(meaning)]
    if not origins:
        return UNKNOWN_ORIGIN
    if all(other.shares == origins[0].shares for other in origins[1:]):
        return origins[0]
    _tell_columns(row, meaning)
    return Origin(
        cells=tuple(cell for of in origins for cell in of.cells),
        named=tuple(dict.fromkeys(code for of in origins for code in of.doubted().named)),
    )


def stated_recycled(row: FactRow) -> tuple[RecycledShare, ...]:
    """The recycled shares of the row: of post-consumer or pre-consumer waste where the heading, or the word behind the figure, says so.

    A share without such a word is of either.
    """
    shares = []
    for column in row.each("recycled"):
        figure, word = number_and_word(column, "recycled", percent=True, what="recycled share")
        if figure is None or figure.low < 0:
            continue
        waste = waste_named(word)
        if waste is Waste.UNSTATED and (heading := column.heading("recycled")) is not None:
            waste = waste_named(heading.text)
        share = figure.scaled(Fraction(1, 100))
        cell = column.source("recycled")
        if share.low > 1 or (share.high is not None and share.high > 1):
            column.cells.report(
                error(
                    "over-100-percent",
                    f'recycled share "{column.text("recycled")[:60]}" is more than 100 %; it is unknown',
                    cell,
                )
            )
            continue
        shares.append(RecycledShare(waste, share, (cell,)))
    return tuple(shares)


def stated_disclosure(row: FactRow) -> Disclosure:
    """How much the rows of the item leave unsaid; the least that a column says."""
    columns = row.each("disclosure")
    disclosures = [_disclosure(column) for column in columns] or [Disclosure.PARTIAL]
    if len(set(disclosures)) > 1:
        _tell_columns(row, "disclosure")
    return min(disclosures, key=_ORDER.index)


def _disclosure(row: FactRow) -> Disclosure:
    text = row.text("disclosure").casefold()
    disclosure = disclosure_named(text)
    if disclosure is None:
        row.cells.report(
            warning(
                "unknown-disclosure",
                f'disclosure "{text[:40]}" is not "full"; what is not listed counts as possibly rare earth',
                row.source("disclosure"),
            )
        )
    return disclosure or Disclosure.PARTIAL


def stated_evidence(row: FactRow) -> Evidence:
    """The weakest grade that a column says; one that the spreadsheet lost is assumed."""
    if _is_lost(row, "evidence"):
        return Evidence.ASSUMED
    grades = [column.evidence() for column in row.each("evidence")]
    return max(grades, key=lambda grade: grade.rank, default=Evidence.DECLARED)


def stated_end(row: FactRow) -> datetime.date | None:
    """The last day on which the row holds; long ago where it cannot be read; None where none is stated."""
    days = [column.day("valid_until", "valid until") for column in row.each("valid_until")]
    if _is_lost(row, "valid_until") or any(unreadable for _, unreadable in days):
        return datetime.date.min
    return min((day for day, _ in days if day is not None), default=None)


def stated_start(row: FactRow) -> datetime.date | None:
    """The first day on which the row holds, the last of several; never where it cannot be read; None where none is stated."""
    days = [column.day("valid_from", "valid from") for column in row.each("valid_from")]
    if _is_lost(row, "valid_from") or any(unreadable for _, unreadable in days):
        return datetime.date.max
    return max((day for day, _ in days if day is not None), default=None)


def _is_lost(row: FactRow, meaning: str) -> bool:
    """True where a cell holds an error, or a formula without its value: what it said is not known, and is not blank."""
    heading = row.heading(meaning)
    if heading is None:
        return False
    table, place = row.cells.table, (row.row, heading.column)
    return table.is_error(*place) or table.formula_without_value(*place)


def _tell_columns(row: FactRow, meaning: str) -> None:
    columns: Sequence[FactRow] = row.each(meaning)
    row.cells.report(
        warning(
            "column-twice",
            f"two columns both mean {meaning} and differ; what both allow was taken. Clear the one that does not hold",
            *(column.source(meaning) for column in columns),
        )
    )

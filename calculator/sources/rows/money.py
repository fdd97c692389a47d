"""In which currency an amount is: beside the number, in its heading, in the column of currencies."""

from __future__ import annotations

from calculator.model.currencies import read_currency
from calculator.model.problem import error, warning
from calculator.model.source import Source
from calculator.sources.rows.access import RowCells, TableCells


def currency_cell(row: RowCells, meaning: str) -> str:
    """ISO code of the currency in a cell; empty where none is stated."""
    if row.is_blank(meaning):
        return ""
    return currency_word(row.cells, row.text(meaning), row.source(meaning))


def currency_word(cells: TableCells, text: str, source: Source) -> str:
    """ISO code that a word or sign means; ``?`` where it could be several."""
    code, fault = read_currency(text)
    if code is None and fault is not None and text.strip() in {"¥", "￥"} and cells.yen_or_yuan:
        code = cells.yen_or_yuan
        fault = f'currency "{text}" was read as {code}, for the language of the headings; write the ISO code'
    if fault is not None:
        cells.report((warning if code else error)("unclear-currency", fault, source))
    elif code is None:
        cells.report(
            error(
                "unknown-currency",
                f'currency "{text[:40]}" is not known; write an ISO code such as EUR',
                source,
            )
        )
    return code or "?"


def currency_of(row: RowCells, meaning: str, word: str) -> str:
    """The currency beside the number, of the column, of the heading; empty where none is named, ``?`` where two do not agree."""
    named, stated = word or row.measure(meaning).money, currency_cell(row, "currency")
    if not named or stated == "?":
        return stated
    if not stated:
        return currency_word(row.cells, named, row.source(meaning))
    own, other = read_currency(named)[0], row.text("currency")
    # A sign such as $ or ¥ is of several currencies, of which the column names one.
    both = own if own == stated else read_currency(f"{named} {other}")[0]
    if both is None:
        row.cells.report(
            error(
                "unclear-currency",
                f'an amount is in "{named[:20]}" by {"the cell" if word else "its heading"} and in "{other[:20]}" by its Currency; it is unknown. Correct one',
                row.source(meaning),
                row.source("currency"),
            )
        )
    return both or "?"

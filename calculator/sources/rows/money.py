"""In which currency an amount is: beside the number, in its number format, in its heading, in the column of currencies.

All of them are heard. Where they can be true together one currency is left; where they cannot, the amount may be in each.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.model.currencies import possible_currencies, read_currency
from calculator.model.problem import error, warning
from calculator.model.source import Source
from calculator.numbers.late_patterns import late_pattern
from calculator.reference.figure_words import figure_words
from calculator.sources.rows.access import RowCells, TableCells

UNKNOWN: Final = "?"
"""The code of a currency that nobody can name."""
_LOCALE: Final = late_pattern(r"\[\$[^\]-]*-([0-9A-Za-z]+(?:-[A-Za-z]+)?)")
_WORD: Final = late_pattern(r"[^\W\d_]+")


class Denomination(NamedTuple):
    """A currency by its ISO code, and how many of the units in which an amount is written make one of it: 100 of pence."""

    code: str
    per: Fraction = Fraction(1)


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
    return code or UNKNOWN


def currency_of(row: RowCells, meaning: str, word: str) -> str:
    """The one currency of an amount, empty where none is named; ``?`` where it may be in several, or is in hundredths of one."""
    denominations = denominations_of(row, meaning, word)
    if not denominations:
        return ""
    if len(denominations) == 1 and denominations[0].per == 1:
        return denominations[0].code
    if len(denominations) == 1:
        row.cells.report(
            error(
                "unclear-currency",
                f"an amount is in hundredths of {denominations[0].code}; it is unknown. Write it in {denominations[0].code}",
                row.source(meaning),
            )
        )
    return UNKNOWN


def denominations_of(row: RowCells, meaning: str, word: str) -> tuple[Denomination, ...]:
    """Everything that an amount may be in, by its code; none where nothing names a currency.

    ``word`` stands beside the number, or is shown there by its number format.
    """
    signs = _signs(row, meaning, word)
    stated = [(text, sets) for text, sets in signs if text]
    if not stated:
        return ()
    if len(stated) == 1 or len({sets for _, sets in stated}) == 1:
        return _of_one(row, meaning, *stated[0])
    together = frozenset.intersection(*(sets for _, sets in stated))
    if len(together) == 1:
        return tuple(together)
    if together:
        return _of_one(row, meaning, stated[0][0], together)
    row.cells.report(
        error(
            "unclear-currency",
            f"an amount is in {' and in '.join(f'{chr(34)}{text[:20]}{chr(34)}' for text, _ in stated)} by its cell, its heading and its Currency; bounds hold each. Correct one",
            row.source(meaning),
            row.source("currency"),
        )
    )
    return _each(sets for _, sets in stated)


def _each(sets: Iterable[frozenset[Denomination]]) -> tuple[Denomination, ...]:
    """What is named; a sign of many currencies names the most common one, unless it is yen or yuan."""
    every: set[Denomination] = set()
    for denominations in sets:
        every |= {_US_DOLLAR} if _US_DOLLAR in denominations else denominations
    return tuple(sorted(every)) or (Denomination(UNKNOWN),)


_US_DOLLAR: Final = Denomination("USD")


def _of_one(
    row: RowCells, meaning: str, text: str, denominations: frozenset[Denomination]
) -> tuple[Denomination, ...]:
    """What one word or sign means; of a sign of several currencies it is said which was taken, or that bounds hold each."""
    source = row.source(meaning if row.is_blank("currency") else "currency")
    if denominations == {Denomination(UNKNOWN)}:
        return (Denomination(currency_word(row.cells, text, source)),)
    if len(denominations) == 1:
        return tuple(denominations)
    if {denomination.code for denomination in denominations} == {"CNY", "JPY"}:
        if row.cells.yen_or_yuan:
            return (Denomination(currency_word(row.cells, text, source)),)
        row.cells.report(
            error(
                "unclear-currency",
                f'currency "{text[:20]}" could be CNY or JPY; bounds hold both. Write the ISO code',
                source,
            )
        )
        return tuple(sorted(denominations))
    return (Denomination(currency_word(row.cells, text, source)),)


def _signs(row: RowCells, meaning: str, word: str) -> list[tuple[str, frozenset[Denomination]]]:
    """What names a currency, and what each may mean: the cell, its number format's language, the heading, the column."""
    heading = row.heading(meaning)
    signs = [(word, _meant(word))]
    language = "" if not word or heading is None else _language(row, heading.column)
    if language:
        narrowed = signs[0][1] & {Denomination(language)}
        signs = [(word, frozenset(narrowed) or signs[0][1])]
    named = row.measure(meaning).money
    if heading is not None and named:
        as_written = [text for text in _WORD.findall(heading.text) if _minor(text, is_cell=False)]
        signs.append(
            (as_written[0], _meant(as_written[0])) if as_written else (named, _meant(named))
        )
    if not row.is_blank("currency"):
        signs.append((row.text("currency"), _meant(row.text("currency"))))
    return signs


def _language(row: RowCells, column: int) -> str:
    match = _LOCALE.search(row.cells.table.number_format(row.row, column))
    return (
        ""
        if match is None
        else figure_words().currency_of_locale.get(match.group(1).casefold().lstrip("0"), "")
    )


def _meant(text: str) -> frozenset[Denomination]:
    """Everything that a word or sign may mean; one that means nothing means an unknown currency."""
    minor = _minor(text, is_cell=True)
    if minor is not None:
        return frozenset({minor})
    codes = possible_currencies(text)
    return frozenset(map(Denomination, codes)) or frozenset({Denomination(UNKNOWN)})


def _minor(text: str, *, is_cell: bool) -> Denomination | None:
    """Hundredths of a currency: GBp is pence and GBP is pounds. A letter alone counts in a cell only."""
    plain = text.strip()
    words = figure_words()
    whole = words.minor_as_written.get(plain) or words.minor.get(plain.casefold())
    return Denomination(*whole) if whole is not None and (is_cell or len(plain) > 1) else None

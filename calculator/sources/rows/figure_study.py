"""What the rows of a table together show of its columns of money: which is of one, which of the line, which of a pack.

Price × quantity = total, within the digits shown, tells a price of one from a total; price × quantity ÷ pack tells that of
a pack. Floating point is enough here: what is asked is whether figures agree to the cent, not on which side of a line they are.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations
from typing import Final

from calculator.sources.layout.columns import Heading
from calculator.sources.layout.headings import Match
from calculator.sources.rows.access import RowCells, TableCells
from calculator.sources.rows.converted_columns import without_conversions
from calculator.sources.rows.figure_columns import FigureColumns, Figures, agreement, agrees
from calculator.sources.rows.figure_headings import is_other_money, is_whole_line, years_of
from calculator.sources.rows.quantities import quantity_column

_BATCHES: Final = (10, 100, 1000, 10000)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureStudy:
    """What the columns of one kind of figure are.

    ``ones`` may each be the price of one; ``totals`` are of the line. ``is_proved`` where price × quantity = total holds in
    the rows that can show it, and in none it fails; ``is_mostly`` where it holds in at least half. ``pack`` divides every
    price, ``packs`` may divide it; ``discount`` is taken off every price; ``batch`` is of how many each price is.
    ``years`` are the years of dated columns, newest first.
    """

    ones: tuple[Heading, ...] = ()
    totals: tuple[Heading, ...] = ()
    is_proved: bool = False
    is_mostly: bool = False
    pack: Heading | None = None
    packs: tuple[Heading, ...] = ()
    is_discounted: bool = False
    batch: Fraction = Fraction(1)
    years: tuple[tuple[int, Heading], ...] = ()

    @property
    def is_plain(self) -> bool:
        """True where one column alone says what one costs or weighs."""
        return len(self.ones) <= 1 and not self.totals and not self.packs and self.pack is None


def study_of(cells: TableCells, kind: str, on: datetime.date | None) -> FigureStudy:
    """The study of the columns of ``price`` or ``mass``, made once for a table."""
    if kind not in cells.studies:
        cells.studies[kind] = _study(cells, kind, on)
    study: FigureStudy = cells.studies[kind]
    return study


def _study(cells: TableCells, kind: str, on: datetime.date | None) -> FigureStudy:
    header = cells.header
    of_line = f"line_{kind}"
    ones = [*_all(cells, kind)]
    totals = [*_all(cells, of_line)]
    if ones:
        # "Price" beside "Unit Price" is a total only if the figures say so.
        loose = [
            heading
            for heading in totals
            if heading.match is Match.LOOSE and not is_whole_line(heading.text)
        ]
        ones += loose
        totals = [heading for heading in totals if heading not in loose]
    packs = _all(cells, "pack") if kind == "price" else ()
    if kind == "price":
        # What a heading says is something else is no candidate, even where it stands alone.
        ones = [
            heading
            for heading in ones
            if heading.match < Match.PART or not is_other_money(heading.text)
        ]
    if len(ones) <= 1 and not totals and not packs:
        return FigureStudy(ones=tuple(ones))
    columns = FigureColumns(cells, cells.filled())
    quantity = columns.of(header.headings.get(quantity_column(RowCells(cells, header.row))))
    ones, years = _dated(ones, on)
    if len(ones) > 1:
        # A column without a single number, such as one of links, states no price.
        ones = [heading for heading in ones if any(columns.of(heading))] or ones
    ones, totals = _told_apart(columns, quantity, ones, totals, packs)
    ones = without_conversions(columns, ones, on)
    study = FigureStudy(ones=tuple(ones), totals=tuple(totals), packs=tuple(packs), years=years)
    return _tried(columns, quantity, study) if ones else study


def _all(cells: TableCells, meaning: str) -> tuple[Heading, ...]:
    header = cells.header
    first = header.headings.get(meaning)
    return () if first is None else (first, *header.more.get(meaning, ()))


def _dated(
    ones: list[Heading], on: datetime.date | None
) -> tuple[list[Heading], tuple[tuple[int, Heading], ...]]:
    """The columns without those of a year to come, and the dated ones by year, newest first."""
    dated = [(max(years), heading) for heading in ones if (years := years_of(heading.text))]
    if len(dated) < 2:
        return ones, ()
    last = max(year for year, _ in dated) if on is None else on.year
    past = sorted(
        ((year, heading) for year, heading in dated if year <= last),
        key=lambda entry: entry[0],
        reverse=True,
    )
    to_come = {heading.column for year, heading in dated if year > last}
    if not past:
        return ones, ()
    return [heading for heading in ones if heading.column not in to_come], tuple(past)


def _told_apart(
    columns: FigureColumns,
    quantity: Figures,
    ones: list[Heading],
    totals: list[Heading],
    packs: Sequence[Heading],
) -> tuple[list[Heading], list[Heading]]:
    """Columns of which one is the other times the quantity are the price of one and that of the line; a heading that names the line is of the line."""
    left = list(ones)
    line_totals = list(totals)
    for price, other in permutations(ones, 2):
        if price in left and other in left and _is_line_of(columns, quantity, price, other, packs):
            left.remove(other)
            line_totals.append(other)
    named = [heading for heading in left[1:] if is_whole_line(heading.text)]
    return [heading for heading in left if heading not in named], [*line_totals, *named]


def _is_line_of(
    columns: FigureColumns,
    quantity: Figures,
    price: Heading,
    other: Heading,
    packs: Sequence[Heading],
) -> bool:
    """True where the other column is the first times the quantity, or that divided by what a pack holds."""
    says_so = (is_whole_line(other.text) and not is_whole_line(price.text)) or (
        price.match < Match.LOOSE and other.match is Match.LOOSE
    )
    for pack in (None, *packs):
        sizes = None if pack is None else [1 / size if size else None for size in columns.of(pack)]
        holds, fails = agreement(columns, quantity, price, other, sizes)
        if (holds >= 2 and holds >= fails) or (holds and not fails and says_so):
            return True
    return False


def _tried(columns: FigureColumns, quantity: Figures, study: FigureStudy) -> FigureStudy:
    """The study with what the totals prove: a price of one, of a pack, of a batch, after a discount."""
    for total in study.totals:
        proved = (
            _price_of_one(columns, quantity, study, total)
            or _price_of_pack(columns, quantity, study, total)
            or _price_before_discount(columns, quantity, study, total)
            or _total_of_order(columns, quantity, study, total)
            or _price_of_batch(columns, quantity, study, total)
        )
        if proved is not None:
            return proved
    return study


def _price_of_one(
    columns: FigureColumns, quantity: Figures, study: FigureStudy, total: Heading
) -> FigureStudy | None:
    holds, fails = agreement(columns, quantity, study.ones[0], total)
    if (holds >= 2 and holds >= fails) or (holds and not fails):
        is_proved = not fails and (holds >= 2 or is_whole_line(total.text))
        totals = study.totals
        if is_proved and _says_no_more(columns, quantity, study.ones[0], total):
            totals = tuple(heading for heading in totals if heading is not total)
        return replace(study, totals=totals, is_proved=is_proved, is_mostly=True)
    return None


def _says_no_more(columns: FigureColumns, quantity: Figures, one: Heading, total: Heading) -> bool:
    """True where every total, also of a single piece, is price × quantity: then none has to be held against its row again."""
    return all(
        whole is None
        or (
            price is not None
            and count is not None
            and share is not None
            and agrees(price * share, count, whole)
        )
        for price, count, whole, share in zip(
            columns.of(one),
            quantity,
            columns.of(total),
            columns.shares_of_basis,
            strict=True,
        )
    )


def _price_of_pack(
    columns: FigureColumns, quantity: Figures, study: FigureStudy, total: Heading
) -> FigureStudy | None:
    for pack in study.packs:
        sizes = columns.of(pack)
        shares = [1 / size if size else None for size in sizes]
        holds, fails = agreement(columns, quantity, study.ones[0], total, shares)
        if holds >= 2 and holds >= 4 * fails and {size for size in sizes if size} != {1.0}:
            return replace(study, pack=pack, packs=(), is_mostly=True, is_proved=not fails)
    return None


def _price_before_discount(
    columns: FigureColumns, quantity: Figures, study: FigureStudy, total: Heading
) -> FigureStudy | None:
    discount = columns.cells.header.headings.get("discount")
    kept = [
        None if share is None else 1 - (share if share < 1 else share / 100)
        for share in columns.of(discount)
    ]
    holds, fails = agreement(columns, quantity, study.ones[0], total, kept)
    if holds >= 2 and not fails and any(share != 1 for share in kept if share is not None):
        return replace(study, is_discounted=True, is_mostly=True, is_proved=True)
    return None


def _total_of_order(
    columns: FigureColumns, quantity: Figures, study: FigureStudy, total: Heading
) -> FigureStudy | None:
    """The price is of one where the total is of more than the quantity: of what was ordered, or of several products."""
    if _ordered(columns, quantity, study, total) or _number_of_sets(
        columns, quantity, study.ones[0], total
    ):
        others = tuple(heading for heading in study.totals if heading is not total)
        return replace(study, totals=others, is_proved=True, is_mostly=True)
    return None


def _price_of_batch(
    columns: FigureColumns, quantity: Figures, study: FigureStudy, total: Heading
) -> FigureStudy | None:
    if "price_per" in columns.cells.header.headings:
        return None
    for batch in _BATCHES:
        holds, fails = agreement(
            columns, quantity, study.ones[0], total, [1 / batch] * len(quantity)
        )
        if holds >= 2 and not fails:
            return replace(study, batch=Fraction(batch), is_mostly=True, is_proved=True)
    return None


def _ordered(columns: FigureColumns, quantity: Figures, study: FigureStudy, total: Heading) -> bool:
    """True where every total is price × another column of numbers that is never below the quantity: what was ordered."""
    cells = columns.cells
    taken = {heading.column for heading in (*study.ones, *study.totals, *study.packs)}
    width = max((len(cells.table.rows[row]) for row in columns.rows), default=0)
    for column in range(width):
        heading = replace(study.ones[0], column=column)
        if column in taken or not any(columns.of(heading)):
            continue
        factors = [
            number / count if number and count else None
            for number, count in zip(columns.of(heading), quantity, strict=True)
        ]
        if any(factor is not None and factor < 1 for factor in factors):
            continue
        holds, fails = agreement(columns, quantity, study.ones[0], total, factors)
        if holds >= 3 and not fails and any(factor != 1 for factor in factors if factor):
            return True
    return False


def _number_of_sets(
    columns: FigureColumns, quantity: Figures, one: Heading, total: Heading
) -> bool:
    """True where every total is price × quantity × one whole number above 1: that of the products that the list is for."""
    factors = [
        whole / (price * count)
        for price, count, whole in zip(columns.of(one), quantity, columns.of(total), strict=True)
        if price and count and whole
    ]
    if len(factors) < 3:
        return False
    sets = round(factors[0])
    return sets >= 2 and all(
        agrees(price * sets, count, whole)
        for price, count, whole in zip(columns.of(one), quantity, columns.of(total), strict=True)
        if price and count and whole
    )

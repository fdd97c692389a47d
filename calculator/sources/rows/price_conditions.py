"""What packs, discounts and words beside a price make of it: where nothing shows which it is, it is both."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calculator.model.item import Price
from calculator.model.problem import note, warning
from calculator.numbers.bounds import Bounds
from calculator.reference.figure_words import figure_words
from calculator.sources.layout.columns import Heading
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.figure_headings import has_word
from calculator.sources.rows.figure_study import FigureStudy
from calculator.sources.rows.line_prices import PriceContext
from calculator.sources.rows.numbers import exact_number, figure_of
from calculator.sources.rows.price_phrases import Phrase, phrases_of
from calculator.sources.rows.price_words import share_of_zhe
from calculator.sources.rows.quantities import quantity_column


def after_pack_and_discount(
    row: RowCells,
    study: FigureStudy,
    columns: Sequence[Heading],
    prices: list[Price],
    *,
    is_settled: bool,
) -> list[Price]:
    """What packs and discounts beside a price make of it; where nothing shows that they are in it, it is both."""
    if study.batch != 1:
        row.cells.report(
            note(
                "price-per-pack",
                f"price × quantity is {study.batch} times the total in every row: each price was divided by it",
                prices[0].cells[0],
            )
        )
        return _scaled(prices, 1 / study.batch)
    if study.pack is not None:
        size = exact_number(row.with_column("pack", study.pack), "pack")
        if size is not None and size > 0:
            row.cells.report(
                note(
                    "price-per-pack",
                    f'the totals show that each price is of a pack: it was divided by "{study.pack.text[:40]}"',
                    prices[0].cells[0],
                )
            )
            return _scaled(prices, 1 / size)
    kept = _kept_by_discount(row)
    if study.is_discounted and kept:
        return _scaled(prices, kept[0])
    if is_settled:
        return prices
    candidates = [*prices]
    packs = () if any(is_per_pack(heading, study) for heading in columns) else study.packs
    for heading in packs:
        size = exact_number(row.with_column("pack", heading), "pack")
        if size is not None and size > 0 and size != 1:
            _report_how_many(row, f'the price of "{heading.text[:40]}" pieces', prices, heading)
            candidates += _scaled(prices, 1 / size)
    kept = tuple(share for share in kept if 0 < share < 1)
    if kept:
        discount = row.cells.header.headings["discount"]
        _report_how_many(row, f'before "{discount.text[:40]}"', prices, discount)
        candidates += [price for share in kept for price in _scaled(candidates, share)]
    return candidates


def after_words(
    row: RowCells, prices: list[Price], context: PriceContext, *, is_settled: bool
) -> list[Price]:
    """What words in the row or about the table make of a price: of how many pieces it is, a discount, a currency, another amount."""
    phrases = phrases_of(row.cells)
    in_row = phrases.by_row.get(row.row, ())
    every = (*in_row, *phrases.of_all)
    candidates = _of_how_many(row, prices, () if is_settled else every)
    for phrase in every:
        further = _by_words(phrase, candidates, is_settled=is_settled)
        if phrase in in_row:
            further += _amounts_named(phrase, context)
        new = [
            price
            for price in further
            if (price.bounds, price.currency)
            not in {(each.bounds, each.currency) for each in candidates}
        ]
        if new:
            row.cells.report(
                warning(
                    "price-in-words",
                    f'words beside a price may make it another: "{phrase.text[:60]}"; bounds hold both. Write one price, with its currency',
                    phrase.cell,
                    prices[0].cells[0],
                )
            )
            candidates += new
    return candidates


def is_per_pack(heading: Heading, study: FigureStudy) -> bool:
    """True where a heading says that its prices are those of packs, and no total has shown what a pack holds."""
    return study.pack is None and has_word(heading.text, frozenset(figure_words().packs))


def _kept_by_discount(row: RowCells) -> tuple[Fraction, ...]:
    """What a discount leaves of the price: a figure of 1 or more is a percentage, and so is one with its sign.

    A Chinese 折 may as well be the share that is paid.
    """
    bounds, _ = figure_of(row, "discount", percent=True)
    if bounds is None or not bounds.is_exact:
        return ()
    is_percent = row.text("discount").endswith(("%", "\uff05"))
    share = bounds.low / 100 if is_percent or bounds.low >= 1 else bounds.low
    heading = row.heading("discount")
    is_paid = heading is not None and "折" in heading.text
    return (
        (1 - share, share_of_zhe(share if is_percent else bounds.low)) if is_paid else (1 - share,)
    )


def _of_how_many(row: RowCells, prices: list[Price], phrases: Sequence[Phrase]) -> list[Price]:
    """What words say of how many pieces a price is."""
    count = exact_number(row, quantity_column(row))
    basis = row.measure("price").batch
    per = exact_number(row, "price_per")
    candidates = [*prices]
    for phrase in phrases:
        is_settled = phrase.pieces is None or phrase.pieces in (count, basis, per)
        if is_settled and not phrase.is_pack:
            continue
        row.cells.report(
            warning(
                "price-of-how-many",
                "a price may be of one, or of as many as words beside it say; bounds hold both. Write the price of one",
                phrase.cell,
                prices[0].cells[0],
            )
        )
        if phrase.pieces is None:
            candidates += _scaled(prices, Fraction(0))
        else:
            candidates += _scaled(prices, 1 / phrase.pieces)
    return candidates


def _by_words(phrase: Phrase, prices: Sequence[Price], *, is_settled: bool) -> list[Price]:
    """The prices after a discount, in hundredths and in the currency that words name."""
    words = phrase.words
    if words is None:
        return []
    further = (
        [] if is_settled else [each for share in words.kept for each in _scaled(prices, share)]
    )
    in_part = _scaled(prices, Fraction(1, 100)) if words.is_in_hundredths else []
    of_currency = [
        price._replace(currency=code)
        for code in words.currencies
        if not words.currencies & {price.currency for price in prices}
        for price in (in_part or prices)
    ]
    return [*further, *in_part, *of_currency]


def _amounts_named(phrase: Phrase, context: PriceContext) -> list[Price]:
    """The sums of money that words in the row call its price, of one base unit."""
    amounts = () if phrase.words is None else phrase.words.amounts
    return [
        Price(
            bounds=Bounds.exactly(each.amount).scaled(1 / (context.unit.factor * pieces)),
            currency=code,
            cells=(phrase.cell,),
        )
        for each in amounts
        for code in each.currencies
        for pieces in {Fraction(1), phrase.pieces or Fraction(1)}
    ]


def _report_how_many(row: RowCells, what: str, prices: Sequence[Price], heading: Heading) -> None:
    row.cells.report(
        warning(
            "price-of-how-many",
            f"a price may be that of one, or {what}, and no total shows which; bounds hold both. Write the price of one",
            prices[0].cells[0],
            row.cells.table.source(row.row, heading.column),
        )
    )


def _scaled(prices: Sequence[Price], factor: Fraction) -> list[Price]:
    return [price._replace(bounds=price.bounds.scaled(factor)) for price in prices]

"""For how many of which unit a price is: by the column Price Per and by the heading."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from calculator.model.problem import warning
from calculator.numbers.late_patterns import late_pattern
from calculator.numbers.units import Dimension, Unit, read_unit
from calculator.reference.figure_words import figure_words
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.numbers import number_and_word
from calculator.sources.rows.unit_cells import unit_word


def price_basis(row: RowCells, unit: Unit) -> tuple[Fraction, Unit | None] | None:
    """How many of which unit the price is for; the row's own unit where none is named. Heading and Price Per must agree."""
    measure = row.measure("price")
    of_heading = (measure.batch or Fraction(1), measure.per)
    if row.is_blank("price_per"):
        return of_heading
    stated = _stated_basis(row)
    if (
        stated is not None
        and measure.has_basis
        and _in_base(stated, unit) != _in_base(of_heading, unit)
    ):
        row.cells.report(
            warning(
                "price-basis-unclear",
                f'Price Per "{row.text("price_per")[:20]}" and the heading "{row.cells.header.headings["price"].text[:40]}" disagree; the price is unknown. Correct one',
                row.source("price_per"),
                row.source("price"),
            )
        )
        return None
    return stated


def _in_base(basis: tuple[Fraction, Unit | None], own: Unit) -> tuple[Fraction, Dimension]:
    count, unit = basis
    return count * (unit or own).factor, (unit or own).dimension


def _stated_basis(row: RowCells) -> tuple[Fraction, Unit | None] | None:
    """What the column Price Per says."""
    text = row.text("price_per")
    alone = read_unit(text)
    if alone is not None and not text[:1].isdigit():
        return Fraction(1), alone
    bounds, word = number_and_word(row, "price_per", what="price basis")
    if bounds is None or not bounds.is_exact or bounds.low <= 0:
        if bounds is not None:
            row.cells.report(
                warning(
                    "price-basis-unclear",
                    f'price basis "{text[:40]}" is not one number above zero; the price is unknown',
                    row.source("price_per"),
                )
            )
        return None
    if word and word.casefold() not in figure_words().per and read_unit(word) is None:
        unit_word(row.cells, word, row.source("price_per"))
        return None
    return bounds.low, read_unit(
        word
    ) if word and word.casefold() not in figure_words().per else None


def without_piece(word: str, unit: Unit) -> str:
    """What stands beside a price of a part that is counted, without "per piece": 3.00 ea, 3,00 EUR/Stk."""
    match = _PER_PIECE.fullmatch(word)
    named = read_unit(match["unit"]) if match is not None else None
    is_of_piece = named is not None and (named.dimension, named.factor) == _ONE_PIECE
    if match is None or not is_of_piece or (unit.dimension, unit.factor) != _ONE_PIECE:
        return word
    return match["money"].strip()


_ONE_PIECE: Final = (Dimension.COUNT, Fraction(1))
_PER_PIECE: Final = late_pattern(
    r"(?P<money>[^/]*?)(?:\s*/\s*|(?:^|\s+)(?:per|pro|je|par|por)\s+|(?:^|\s+))(?P<unit>[^\W\d]+\.?)",
    re.IGNORECASE,
)

"""A percentage, ppm or per mille as a share of 1."""

from __future__ import annotations

from fractions import Fraction

from calculator.model.problem import error
from calculator.numbers.bounds import Bounds
from calculator.reference.cell_words import cell_words
from calculator.sources.rows.access import RowCells
from calculator.sources.rows.numbers import number_and_word

_PER_WORD = {"ppm": Fraction(1, 10**6), "‰": Fraction(1, 1000)}


def read_share(row: RowCells, meaning: str, *, what: str) -> Bounds | None:
    """A percentage as a share of 1; ``ppm`` is understood, also in the heading. Above 100 % it is unknown, with a problem."""
    bounds, word = number_and_word(row, meaning, percent=True, what=what)
    measure = row.measure(meaning)
    if bounds is None or not measure.is_clear:
        return None
    is_percent = bool(word) or row.text(meaning).endswith(("%", "\uff05"))
    scale = _PER_WORD.get(word.casefold(), Fraction(1, 100) if is_percent else measure.scale)
    if word and word.casefold() not in {*_PER_WORD, *cell_words().percent_of_mass}:
        row.cells.report(
            error(
                "unreadable-number",
                f'{what} "{row.text(meaning)[:60]}" is not a percentage; it is unknown',
                row.source(meaning),
            )
        )
        return None
    share = bounds.scaled(scale)
    if share.low > 1:
        row.cells.report(
            error(
                "over-100-percent",
                f'{what} "{row.text(meaning)[:60]}" is more than 100 %; it is unknown',
                row.source(meaning),
            )
        )
        return None
    return share.capped(Fraction(1))

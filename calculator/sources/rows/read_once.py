"""Rows in which the same stands are read once, where nothing is wrong with them; a problem names its own cell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import TypeVar

from calculator.model.item import Figure, Price
from calculator.numbers.bounds import UNKNOWN, Bounds
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.table.table import CellValue

_T = TypeVar("_T")
_Amount = TypeVar("_Amount", Figure, Price)


class ReadOnce:
    """What was read is kept only where it raised no problem: the other rows are ``odd``, and are to be read by themselves."""

    def __init__(self, rows: Columnwise) -> None:
        self.rows = rows
        # Merged cells say what stands in another row; then the row alone does not tell.
        self.odd = set(rows.merged)

    def read(self, meanings: Sequence[str], read: Callable[[int], _T], otherwise: _T) -> list[_T]:
        """What ``read`` says of each place, asked once where the same stands in the columns."""
        keys = self.rows.keys(columns_of(self.rows.cells, meanings))
        by_key = {key: meant for key, (meant, _) in self._by_key(keys, read).items()}
        return (
            [by_key.get(key, otherwise) for key in keys]
            if self.odd
            else [by_key[key] for key in keys]
        )

    def read_figures(
        self,
        meaning: str,
        meanings: Sequence[str],
        read: Callable[[int], _Amount | None],
        *more: Sequence[Hashable],
        is_scaled: bool,
    ) -> tuple[list[_Amount | None], list[Bounds]]:
        """A mass or price of which the same is said in each row, and its bounds in the row; ``more`` is known of each row from before.

        Twice the figure is twice the mass or price where ``is_scaled`` and all else is the same: so of all plain figures only one is read.
        """
        rows = self.rows
        is_proportional = (
            rows.is_stated(meaning)
            and rows.is_plain(meaning)
            and is_scaled
            and not rows.is_stated("discount")
        )
        figures = rows.figures(meaning) if is_proportional else [None] * len(rows)
        keys = rows.keys(
            columns_of(rows.cells, meanings), *more, figures=meaning if is_proportional else ""
        )
        by_key: dict[Hashable, tuple[_Amount | None, Bounds | None]] = {}
        for key, (amount, place) in self._by_key(keys, read).items():
            figure = figures[place]
            # What is by its unit one kilogram is so whatever the column of masses says.
            is_own = (
                amount is not None
                and figure is not None
                and amount.cells[0] == rows.row(place).source(meaning)
            )
            by_key[key] = (
                amount,
                amount.bounds.scaled(1 / figure)
                if is_own and amount is not None and figure is not None
                else None,
            )
        values = (
            rows.values_at(rows.cells.header.headings[meaning].column)
            if is_proportional
            else [None] * len(rows)
        )
        if len(by_key) == 1 and not self.odd:
            (only,) = by_key.values()
            return [only[0]] * len(rows), _of_values(*only, values, figures)
        samples: list[_Amount | None] = []
        bounds: list[Bounds] = []
        scaled: dict[tuple[int, CellValue], Bounds] = {}
        for key, figure, value in zip(keys, figures, values, strict=True):
            sample, rate = by_key.get(key, (None, None))
            samples.append(sample)
            rated = (id(rate), value)
            if figure is None or rate is None:
                bounds.append(_of_figure(sample, rate, figure))
                continue
            if rated not in scaled:
                scaled[rated] = _of_figure(sample, rate, figure)
            bounds.append(scaled[rated])
        return samples, bounds

    def _by_key(
        self, keys: Sequence[Hashable], read: Callable[[int], _T]
    ) -> dict[Hashable, tuple[_T, int]]:
        """What ``read`` says of a place with each key, and the place; without those that raise a problem, which are odd from now on."""
        places = dict(zip(keys, range(len(keys)), strict=True))
        if self.odd:
            places = {keys[place]: place for place in range(len(keys)) if place not in self.odd}
        problems = self.rows.cells.problems
        by_key: dict[Hashable, tuple[_T, int]] = {}
        for key, place in places.items():
            before = len(problems)
            meant = read(place)
            if len(problems) == before:
                by_key[key] = meant, place
            del problems[before:]
        if len(by_key) < len(places):
            self.odd.update(place for place, key in enumerate(keys) if key not in by_key)
        return by_key


def _of_values(
    sample: Figure | Price | None,
    rate: Bounds | None,
    values: Sequence[CellValue],
    figures: Sequence[Fraction | None],
) -> list[Bounds]:
    """The bounds of rows that are alike but for their figures, once a value."""
    distinct = dict(zip(values, figures, strict=True))
    bounds = {value: _of_figure(sample, rate, figure) for value, figure in distinct.items()}
    return [*map(bounds.__getitem__, values)]


def _of_figure(
    sample: Figure | Price | None, rate: Bounds | None, figure: Fraction | None
) -> Bounds:
    """The bounds of a row by its figure and what a figure of one is; what is no figure is what the sample says."""
    if figure is None or rate is None:
        return UNKNOWN if sample is None else sample.bounds
    return Bounds.exactly(figure) if rate.low == 1 == rate.high else rate.scaled(figure)


def columns_of(cells: TableCells, meanings: Sequence[str]) -> list[int]:
    """Every column that has one of the meanings."""
    header = cells.header
    return sorted(
        {
            heading.column
            for meaning in meanings
            if meaning in header.headings
            for heading in (header.headings[meaning], *header.more.get(meaning, ()))
        }
    )

"""How much of a substance a facts row states: every column of amounts is read, and what they say together is kept.

A figure whose unit nobody can tell is never dropped: the row is open, so that nothing counts as fully disclosed by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from calculator.model.problem import error, warning
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds, both_or_either, differ
from calculator.sources.facts.amount_cells import (
    NOT_FOUND,
    AmountColumn,
    CellAmount,
    amount_column,
    cell_amount,
)
from calculator.sources.facts.amount_text import Of
from calculator.sources.facts.column_groups import AMOUNT
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.facts.unclear_columns import states_number
from calculator.sources.layout.columns import Header
from calculator.sources.table.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAmount:
    """What one row says of its amount: a share of the item's mass, of its atoms, or kg in one unit of the item.

    All are None where nothing is stated, or nothing that can be read. The row ``is_open`` where it states a figure that
    nobody understands; of a row that ``is_balance`` the share is what the other rows leave. ``cells`` state something.
    """

    share: Bounds | None = None
    mass: Bounds | None = None
    atoms: Bounds | None = None
    is_balance: bool = False
    is_open: bool = False
    cells: tuple[Source, ...] = ()


@dataclass(kw_only=True)
class AmountReader:
    """Reads the amounts of the rows of one table, by ``groups`` of columns, and keeps the cells that nobody understands."""

    groups: Sequence[Sequence[AmountColumn]]
    unclear: Sequence[int] = ()
    met: dict[int, list[Source]] = field(default_factory=dict)

    @property
    def met_count(self) -> int:
        """How many cells were met that nobody understands."""
        return sum(map(len, self.met.values()))

    def read(self, row: FactRow, group: int = 0) -> StatedAmount:
        """All that the columns of amounts say of one row; what does not agree is bounds that hold all, with a problem."""
        amounts = [
            (column, amount)
            for column in self.groups[group]
            if (amount := self._amount(row, column)) is not None
        ]
        cells = tuple(row.source(column.key) for column, _ in amounts)
        is_unclear = any(amount.of is Of.UNCLEAR for _, amount in amounts)
        is_unknown = is_unclear or any(
            amount.bounds is None and amount.of is not Of.MASS and not amount.is_balance
            for column, amount in amounts
            if not column.is_end_of_range
        )
        shares = [
            amount.bounds
            for column, amount in amounts
            if amount.of is Of.MASS_SHARE
            and amount.bounds is not None
            and not column.is_end_of_range
        ]
        limits = _range(row, amounts)
        shares += [] if limits is None else [limits]
        # "n.d." without a limit beside a figure is neither.
        is_unknown = is_unknown or (NOT_FOUND in shares and len(set(shares)) > 1)
        return StatedAmount(
            share=None if is_unknown else _together(row, shares, cells),
            mass=None if is_unclear else _together(row, _bounds_of(amounts, Of.MASS), cells),
            atoms=None if is_unknown else _together(row, _bounds_of(amounts, Of.ATOM_SHARE), cells),
            is_balance=any(amount.is_balance for _, amount in amounts),
            is_open=self._meets_unclear(row) or is_unclear,
            cells=cells,
        )

    def _amount(self, row: FactRow, column: AmountColumn) -> CellAmount | None:
        index = row.cells.header.headings[column.key].column

        def meets_unclear() -> None:
            self.met.setdefault(index, []).append(row.source(column.key))

        return cell_amount(row, column, meets_unclear)

    def _meets_unclear(self, row: FactRow) -> bool:
        """True where the row has a figure in a column that nobody understands."""
        table = row.cells.table
        columns = [column for column in self.unclear if states_number(table, row.row, column)]
        for column in columns:
            self.met.setdefault(column, []).append(table.source(row.row, column))
        return bool(columns)


def columns_of(table: Table, header: Header) -> tuple[AmountColumn, ...]:
    """The columns of amounts of a table or of one group of its columns."""
    return tuple(
        amount_column(key, heading, is_small=_is_small(table, header, heading.column))
        for key, heading in header.headings.items()
        if key.startswith(AMOUNT)
    )


def _is_small(table: Table, header: Header, column: int) -> bool:
    """True where figures stand in a column and none of them is above 1, nor shown as a percentage."""
    figures = [
        value
        for row, value in enumerate(table.column(column)[header.body : header.end], header.body)
        if isinstance(value, (int, float))
        and not isinstance(value, bool)
        and not table.is_percent(row, column)
    ]
    return any(figures) and max(figures) <= 1


def _range(row: FactRow, amounts: Sequence[tuple[AmountColumn, CellAmount]]) -> Bounds | None:
    """From Min wt% to Max wt%; where one of them is not there the range is open to that side."""
    lows, highs = (
        [
            amount.bounds
            for column, amount in amounts
            if column.role == role and amount.bounds is not None and amount.of is Of.MASS_SHARE
        ]
        for role in ("low", "high")
    )
    if not lows and not highs:
        return None
    lowest = min((bounds.low for bounds in lows), default=Fraction(0))
    highest = max((bounds.high or Fraction(0) for bounds in highs), default=Fraction(1))
    if lowest > highest:
        row.cells.report(
            warning(
                "min-above-max",
                "min wt% is above max wt%; the range between them was used. Swap them",
                *(row.source(column.key) for column, _ in amounts if column.is_end_of_range),
            )
        )
        lowest, highest = highest, lowest
    return Bounds(lowest, highest)


def _bounds_of(amounts: Iterable[tuple[AmountColumn, CellAmount]], of: Of) -> list[Bounds]:
    return [amount.bounds for _, amount in amounts if amount.of is of and amount.bounds is not None]


def _together(row: FactRow, stated: Sequence[Bounds], cells: tuple[Source, ...]) -> Bounds | None:
    """What is left when all are true; bounds that hold all where they cannot be, with a problem unless they only differ by rounding."""
    if not stated:
        return None
    together, hull, agree = stated[0], stated[0], True
    for bounds in stated[1:]:
        agree = agree and not differ(together, bounds)
        together, hull = both_or_either(together, bounds), hull.hull(bounds)
    if agree:
        return together
    row.cells.report(
        error(
            "amounts-disagree",
            "the amounts in one row cannot all be true; bounds that hold each were used. Correct one of them",
            *cells,
        )
    )
    return hull

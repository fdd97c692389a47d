"""A quantity for a batch of parents is divided by the batch: by that of its own row, or by that of the assembly above."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from calculator.model.problem import Problem, note
from calculator.numbers.counted import agreeing, counted
from calculator.sources.rows.occurrence import Occurrence
from calculator.sources.rows.shape import Placed


def with_quantities_of_one(
    rows: Sequence[Occurrence], placed: Sequence[Placed]
) -> tuple[list[Occurrence], tuple[Problem, ...]]:
    """The rows with the quantity in one parent each.

    A base quantity on every line is that of the line (SAP repeats the header's on each item). Where it stands on rows that
    have parts, and on no other, it is the header's own: what stands below it is in so many of it.
    """
    stated = [index for index, row in enumerate(rows) if row.base_quantity is not None]
    if not stated:
        return [*rows], ()
    parents = {where.parent for where in placed if where.parent is not None}
    if not parents.issuperset(stated):
        return [_divided(row, row.base_quantity) for row in rows], ()
    divided = [
        row if where.parent is None else _divided(row, rows[where.parent].base_quantity)
        for row, where in zip(rows, placed, strict=True)
    ]
    batches = [index for index in stated if rows[index].base_quantity != 1]
    if not batches:
        return divided, ()
    return divided, (
        note(
            "base-quantity-of-parts",
            f"{counted(len(batches), 'row')} with parts {agreeing(len(batches), 'names', 'name')} a base quantity, and no other row does: the quantities below each were divided by it",
            *(rows[index].quantity_cell for index in batches[:20]),
        ),
    )


def _divided(row: Occurrence, base: Fraction | None) -> Occurrence:
    if base is None or base == 1:
        return row
    return row._replace(quantity=row.quantity.scaled(1 / base))

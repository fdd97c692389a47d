"""What the Content rows of one item state: rows of one statement are true together, and how much of a substance a row names."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.content.terms import Term, TermKind, given
from calculator.model.content_row import ContentRow
from calculator.model.item import Item
from calculator.numbers.bounds import ZERO, both_or_either


def rows_by_statement(rows: Iterable[ContentRow]) -> tuple[tuple[ContentRow, ...], ...]:
    """The rows of each statement, in the order in which the statements were met. What a second copy of a file repeats is said once."""
    rows = tuple(rows)
    if len(rows) < 2:
        return (rows,) if rows else ()
    statements: dict[str, dict[object, ContentRow]] = {}
    for row in rows:
        places = tuple((cell.sheet, cell.row, cell.column) for cell in row.cells)
        of_statement = statements.setdefault(row.statement, {})
        of_statement.setdefault((places, row.in_full) if places else len(of_statement), row)
    return tuple(tuple(statement.values()) for statement in statements.values())


def mass_named(item: Item, row: ContentRow) -> Term:
    """Kilograms of the row's substance in one unit of the item.

    Of a mass and a share what is left, or both where they contradict each other; between nothing and all of the item
    where neither is stated.
    """
    name = str(row.substance)
    if row.share is None:
        return (
            mass_not_stated(item)
            if row.mass is None
            else given(row.mass, "kg", row.amount_cells, name)
        )
    of_share = Term(
        kind=TermKind.MASS_OF_SHARE,
        result=item.mass.bounds * row.share,
        unit="kg",
        name=name,
        operands=(
            given(row.share, cells=row.amount_cells),
            given(item.mass.bounds, "kg", item.mass.cells),
        ),
    )
    if row.mass is None:
        return of_share
    return Term(
        kind=TermKind.MASS_AND_SHARE,
        result=both_or_either(row.mass, of_share.result),
        unit="kg",
        name=name,
        operands=(given(row.mass, "kg", row.amount_cells), of_share),
    )


def mass_not_stated(item: Item) -> Term:
    """Between nothing and all of the item."""
    return given(item.mass.bounds.hull(ZERO), "kg")

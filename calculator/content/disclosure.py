"""How much of an item its Content rows surely disclose: what is said twice, or in other words, is disclosed once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import Item
from calculator.model.substance_list import metals_named
from calculator.model.substances import NOTHING as NO_SUBSTANCE
from calculator.numbers.bounds import Bounds
from calculator.numbers.ratios import NOTHING, ONE, difference, is_at_most, product, total_of


def undisclosed_mass(item: Item, rows: Sequence[ContentRow], facts: Facts) -> Bounds:
    """Kilograms in one unit of ``item`` that no row of a statement accounts for; all of it where the rows say more than there is."""
    whole = item.mass.bounds
    shares, masses = surely_disclosed(item, rows, facts)
    if not is_at_most(shares, ONE) or (
        whole.high is not None
        and not is_at_most(total_of(product(whole.high, shares), masses), whole.high)
    ):
        return Bounds(NOTHING, whole.high)
    return whole.scaled(difference(ONE, shares)).minus(Bounds.exactly(masses))


def surely_disclosed(
    item: Item, rows: Sequence[ContentRow], facts: Facts
) -> tuple[Fraction, Fraction]:
    """The share of the item, and the kilograms beside it, that the rows of a statement account for at least.

    Rows of one substance with different amounts of different origins are parts of it; others may be the same fact: the least
    of them is surely disclosed. So it is with names of which one may be in the other (iron, steel, Fe2O3): the largest of
    their shares.
    """
    if len(rows) == 1:
        is_nothing = rows[0].substance == NO_SUBSTANCE
        return (NOTHING, NOTHING) if is_nothing else _surely(rows[0], item, facts)
    shares, masses = NOTHING, NOTHING
    for alike in _alike(rows):
        of_substance = [_of_one_substance(same, item, facts) for same in _by_key(alike)]
        shares = total_of(shares, max(share for share, _ in of_substance))
        masses = total_of(masses, max(mass for _, mass in of_substance))
    return shares, masses


def contradicted(rows: Sequence[ContentRow]) -> tuple[ContentRow, ...]:
    """The rows that say that there is no rare earth, beside one that names some."""
    if not any(row.names_rare_earth for row in rows):
        return ()
    return tuple(
        row
        for row in rows
        if row.substance == NO_SUBSTANCE and row.disclosure is not Disclosure.PARTIAL
    )


def _of_one_substance(
    rows: Sequence[ContentRow], item: Item, facts: Facts
) -> tuple[Fraction, Fraction]:
    amounts = [_surely(row, item, facts) for row in rows]
    if len(amounts) == 1:
        return amounts[0]
    origins = [row.origin.shares for row in rows]
    are_parts = (
        all(origins) and len(set(origins)) == len(rows) and len(set(amounts)) == len(amounts)
    )
    together = sum if are_parts else min
    return (
        Fraction(together(share for share, _ in amounts)),
        Fraction(together(mass for _, mass in amounts)),
    )


def _surely(row: ContentRow, item: Item, facts: Facts) -> tuple[Fraction, Fraction]:
    """The least share of the item, and the least mass where no share is stated."""
    if not facts.holds(row) or row.contradicts(item.mass.bounds):
        return NOTHING, NOTHING
    if row.share is not None:
        return row.share.low, NOTHING
    return NOTHING, NOTHING if row.mass is None else row.mass.low


def _by_key(rows: Iterable[ContentRow]) -> Iterable[list[ContentRow]]:
    by_key: dict[str, list[ContentRow]] = {}
    for row in rows:
        by_key.setdefault(row.substance.key, []).append(row)
    return by_key.values()


def _alike(rows: Sequence[ContentRow]) -> list[list[ContentRow]]:
    """The rows in groups that have no metal in common."""
    groups: list[tuple[frozenset[str], list[ContentRow]]] = []
    for row in rows:
        if row.substance == NO_SUBSTANCE:
            continue
        metals = metals_named(row.substance) or frozenset({row.substance.key})
        near = [group for group in groups if group[0] & metals]
        groups = [group for group in groups if not group[0] & metals]
        groups.append(
            (
                metals.union(*(others for others, _ in near)),
                [*(earlier for _, group in near for earlier in group), row],
            )
        )
    return [group for _, group in groups]

"""How much of an element in the magnets of a product was recovered from post-consumer waste: mass recovered over mass contained."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from calculator.declarations.magnet_fields import is_whole, knows_rare_earths
from calculator.declarations.magnets import rows_of
from calculator.declarations.record import Entry, FieldState, FieldValue
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow
from calculator.model.elements import RARE_EARTHS
from calculator.model.facts import Facts
from calculator.model.item import Item
from calculator.model.recycled import post_consumer
from calculator.model.source import Source
from calculator.numbers.bounds import ZERO, Bounds
from calculator.rules import Field

_SOME = Bounds(Fraction(0), Fraction(1))


class _Part(NamedTuple):
    """Some kg of an element in one product, and the share of it that is recovered."""

    mass: Bounds
    share: Bounds
    cells: tuple[Source, ...] = ()


def recycled_field(
    field: Field, magnets: Iterable[tuple[Item, Bounds]], bill: Bill, facts: Facts
) -> FieldValue:
    """Every element that the field asks for, over all magnets of a product together."""
    counted = list(magnets)
    entries: list[Entry] = []
    states: set[FieldState] = set()
    for element in field.elements:
        parts = [
            part
            for item, quantity in counted
            for part in _of_magnet(item, element, quantity, bill, facts)
        ]
        share, state = _together(parts)
        states.add(state)
        cells = tuple(dict.fromkeys(cell for part in parts for cell in part.cells))
        if share is None:
            entries.append(Entry(of=element, text="none in the magnets", cells=cells))
        elif state is not FieldState.UNKNOWN:
            entries.append(Entry(of=element, bounds=share, unit="share", cells=cells))
        else:
            entries.append(Entry(of=element, text="unknown", cells=cells))
    state = (
        FieldState.KNOWN
        if states <= {FieldState.KNOWN}
        else FieldState.UNKNOWN
        if states <= {FieldState.UNKNOWN}
        else FieldState.PARTLY
    )
    missing = [entry.of for entry in entries if entry.text == "unknown" or _is_open(entry.bounds)]
    question = (
        f"of {', '.join(missing)} in each magnet: how much is in it, and what share of it comes from post-consumer waste?"
        if missing
        else ""
    )
    return FieldValue(field=field, state=state, entries=tuple(entries), question=question)


def _is_open(share: Bounds | None) -> bool:
    return share is not None and not share.is_exact


def _together(parts: list[_Part]) -> tuple[Bounds | None, FieldState]:
    """The share over all parts; None where there is nothing of the element in any of them."""
    there = [part for part in parts if not part.mass.is_zero]
    if not there:
        return None, FieldState.KNOWN
    if all(part.share == there[0].share for part in there):
        share = there[0].share
    elif all(part.mass.is_exact for part in there):
        whole = sum((part.mass.low for part in there), Fraction(0))
        recovered = ZERO
        for part in there:
            recovered = recovered + part.mass * part.share
        share = recovered.scaled(1 / whole)
    else:
        share = there[0].share
        for part in there[1:]:
            share = share.hull(part.share)
    if share.is_exact:
        return share, FieldState.KNOWN
    is_bounded = share.low > 0 or (share.high is not None and share.high < 1)
    return share, FieldState.PARTLY if is_bounded else FieldState.UNKNOWN


def _of_magnet(item: Item, element: str, quantity: Bounds, bill: Bill, facts: Facts) -> list[_Part]:
    """What one magnet holds of the element, in one product: by its own rows, else by those of what it is made of."""
    own = rows_of(item.number, facts)
    if item.rare_earth_free and element in RARE_EARTHS and not own:
        return []
    if own:
        return _of_rows(own, item, element, quantity)
    parts = [
        part
        for number, per in bill.inside(item.number).items()
        if number != item.number
        for part in _of_rows(rows_of(number, facts), bill.items[number], element, quantity * per)
    ]
    return parts or [_Part(item.mass.bounds * quantity * _SOME, _SOME, item.cells[:1])]


def _of_rows(
    rows: tuple[ContentRow, ...], item: Item, element: str, quantity: Bounds
) -> list[_Part]:
    parts = [
        _Part(
            _kilograms(row, item) * _share_in(row, element) * quantity,
            post_consumer(row.recycled),
            (*row.cells[:1], *(cell for shares in row.recycled for cell in shares.cells)),
        )
        for row in rows
        if not _share_in(row, element).is_zero
    ]
    is_known = (knows_rare_earths(rows) if element in RARE_EARTHS else is_whole(rows)) or any(
        element in row.rules_out for row in rows
    )
    if rows and not parts and not is_known:
        parts.append(_Part(item.mass.bounds * quantity * _SOME, _SOME, rows[0].cells[:1]))
    return parts


def _kilograms(row: ContentRow, item: Item) -> Bounds:
    if row.mass is not None:
        return row.mass
    return item.mass.bounds * (row.share if row.share is not None else _SOME)


def _share_in(row: ContentRow, element: str) -> Bounds:
    """The share of an element in what a row names."""
    if row.substance.key == element or (
        row.substance.of_element and element in row.substance.elements
    ):
        return Bounds.exactly(1)
    for named, share in row.substance.shares:
        if named == element:
            return share
    return ZERO

"""The fields of one magnet: kind, mass, place, composition, and the country of each stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Final

from calculator.declarations.magnets import rows_of
from calculator.declarations.record import Entry, FieldState, FieldValue
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.elements import RARE_EARTHS
from calculator.model.facts import Facts
from calculator.model.item import UNKNOWN_ORIGIN, Item, Origin
from calculator.model.stages import Stage
from calculator.model.substances import Form
from calculator.rules import Declared, Field

PATHS_SHOWN: Final = 20
_HOLDS: Final = {"SmCo": frozenset({"Co"}), "alnico": frozenset({"Co", "Ni"})}
"""What a magnet of a kind holds beside rare earth, whatever is declared."""
_STAGE: Final = {
    Declared.MINED: Stage.MINED,
    Declared.SEPARATED: Stage.SEPARATED,
    Declared.METAL_MADE: Stage.METAL_MADE,
}
_EARTHS: Final = frozenset(RARE_EARTHS) - {"Pm"}
"""Promethium has no stable isotope; nobody is asked for it."""
_ACCOUNTED: Final = Fraction(98, 100)
"""Shares that add up to less of the whole than this leave more than rounding."""


def magnet_field(field: Field, item: Item, kind: str, bill: Bill, facts: Facts) -> FieldValue:
    """One field of one magnet, as far as the bill and the facts fill it."""
    rows = tuple(row for number in bill.inside(item.number) for row in rows_of(number, facts))
    match field.asks:
        case Declared.KIND:
            entries = (Entry(of="", text=kind, cells=item.cells[:1]),) if kind else ()
            return _filled(field, entries, "of which material is it: NdFeB, SmCo, AlNiCo, ferrite?")
        case Declared.MASS:
            return _mass(field, item)
        case Declared.PLACE:
            return _place(field, item, bill)
        case Declared.COMPOSITION:
            return _composition(field, rows)
        case Declared.MAGNET_MADE:
            return _stage(field, [("", item.origin)], is_whole=True)
        case Declared.MINED:
            return _stages(field, item, kind, rows, _mined)
        case Declared.SEPARATED:
            return _stages(field, item, kind, rows, _separated)
        case Declared.METAL_MADE:
            return _stages(field, item, kind, rows, _metal_made)
        case _:
            message = f"{field.asks.value} is no field of a magnet"
            raise ValueError(message)


def is_whole(rows: Iterable[ContentRow]) -> bool:
    """True where the rows of an item name all that is in it."""
    own = list(rows)
    return any(row.disclosure is Disclosure.ALL for row in own) or (
        sum((row.share.low for row in own if row.share), Fraction(0)) >= _ACCOUNTED
    )


def knows_rare_earths(rows: Iterable[ContentRow]) -> bool:
    """True where the rows of an item name all of its rare earths, or say of every one that there is no more of it."""
    own = list(rows)
    ruled_out = frozenset[str]().union(*(row.rules_out for row in own))
    return (
        is_whole(own)
        or any(row.disclosure is Disclosure.RARE_EARTH for row in own)
        or ruled_out >= _EARTHS
    )


# --------------------------------------------------------------------------- one function a field


def _mass(field: Field, item: Item) -> FieldValue:
    mass = item.mass
    if mass.bounds.high is None:
        return _filled(field, (), "what does one weigh?")
    entry = Entry(of="", bounds=mass.bounds, unit="kg", cells=mass.cells)
    return FieldValue(field=field, state=FieldState.KNOWN, entries=(entry,))


def _place(field: Field, item: Item, bill: Bill) -> FieldValue:
    paths = bill.where_used(item.number, PATHS_SHOWN)
    entries = tuple(
        Entry(of="", text=" > ".join(path), cells=item.cells[:1]) for path, _quantity in paths
    )
    return FieldValue(field=field, state=FieldState.KNOWN, entries=entries)


def _composition(field: Field, rows: tuple[ContentRow, ...]) -> FieldValue:
    entries = tuple(
        Entry(
            of=str(row.substance),
            bounds=row.share if row.mass is None else row.mass,
            unit="share" if row.mass is None else "kg",
            cells=(*row.cells[:1], *row.amount_cells),
        )
        for row in rows
        if not row.states_absence
    )
    if not entries:
        return _filled(field, (), "what is it made of: each substance with its wt%?")
    if is_whole(rows):
        return FieldValue(field=field, state=FieldState.KNOWN, entries=entries)
    return FieldValue(
        field=field,
        state=FieldState.PARTLY,
        entries=entries,
        question="what is the rest of it made of? The substances that are stated do not add up to the whole",
    )


def _stages(
    field: Field,
    item: Item,
    kind: str,
    rows: tuple[ContentRow, ...],
    origin_of: Callable[[ContentRow], Origin],
) -> FieldValue:
    """The country of a stage for each rare earth, or alloy of it, that is stated to be in the magnet, and each further element of the field.

    The magnet's own line speaks for what its rows leave unsaid.
    What a magnet of its kind must hold is asked for where no row names it.
    """
    named = [
        row
        for row in rows
        if row.is_sure and (row.names_rare_earth or row.substance.key in field.elements)
    ]
    of_line = item.stages.at(_STAGE[field.asks])
    stated = [
        (str(row.substance), origin if not (origin := origin_of(row)).is_unknown else of_line)
        for row in named
    ]
    if field.asks is Declared.METAL_MADE and not item.melted.is_unknown:
        stated.append(("alloy", item.melted))
    elif not stated and not of_line.is_unknown:
        stated.append(("all that is in it", of_line))
    must_hold = _HOLDS.get(kind, frozenset()) & set(field.elements)
    missing = must_hold - {row.substance.key for row in named}
    stated += [(element, UNKNOWN_ORIGIN) for element in sorted(missing)]
    return _stage(field, stated, is_whole=item.rare_earth_free or knows_rare_earths(rows))


def _stage(field: Field, stated: list[tuple[str, Origin]], *, is_whole: bool) -> FieldValue:
    entries = tuple(
        Entry(of=substance, text=str(origin), cells=origin.cells) for substance, origin in stated
    )
    sure = [origin for _, origin in stated if not origin.is_unknown and not origin.unknown_share]
    beside = f" and for {', '.join(field.elements)}" if field.elements else ""
    each = "" if field.asks is Declared.MAGNET_MADE else f", for each rare earth in it{beside}"
    question = f"{field.en[:1].lower()}{field.en[1:]}{each}?"
    if not sure:
        return _filled(field, (), question)
    if len(sure) == len(stated) and is_whole:
        return FieldValue(field=field, state=FieldState.KNOWN, entries=entries)
    return FieldValue(field=field, state=FieldState.PARTLY, entries=entries, question=question)


def _mined(row: ContentRow) -> Origin:
    return row.stages.mined


def _separated(row: ContentRow) -> Origin:
    """Its own column; of an oxide or another compound the Country of Origin says it too."""
    is_last = row.substance.form in (Form.OXIDE, Form.COMPOUND)
    return row.origin if row.stages.separated.is_unknown and is_last else row.stages.separated


def _metal_made(row: ContentRow) -> Origin:
    """Its own column; of a metal or an alloy the Country of Origin says it too."""
    is_last = row.substance.form in (Form.METAL, Form.ALLOY)
    return row.origin if row.stages.metal_made.is_unknown and is_last else row.stages.metal_made


def _filled(field: Field, entries: tuple[Entry, ...], question: str) -> FieldValue:
    state = FieldState.KNOWN if entries else FieldState.UNKNOWN
    return FieldValue(
        field=field, state=state, entries=entries, question="" if entries else question
    )

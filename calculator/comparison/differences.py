"""The facts in which two bills differ, each with both cells, and the old scenarios with the new fact in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from typing import Final

from calculator.determination.scenarios import Scenarios
from calculator.model.content_row import ContentRow
from calculator.model.exchange_rates import RateRow
from calculator.model.facts import Facts
from calculator.model.item import Item
from calculator.model.source import Source
from calculator.model.substance_price import PriceRow
from calculator.numbers.bounds import bounds_text

_PARTS: Final = 6
_CELLS: Final = 6


class Field(Enum):
    """The facts of an item that can change by themselves."""

    PRICE = "price"
    MASS = "mass"
    ORIGIN = "country of origin"
    TECHNOLOGY = "Chinese technology"
    KIND = "class or material"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One fact that is not the same. ``item`` is blank where it is of no item; ``swapped`` gives the old scenarios with the new fact."""

    what: str
    before: str
    after: str
    cells_before: tuple[Source, ...]
    cells_after: tuple[Source, ...]
    swapped: Callable[[], Scenarios]
    item: str = ""

    @property
    def cells(self) -> tuple[Source, ...]:
        """Those of both, the old ones first."""
        return (*self.cells_before, *self.cells_after)


def differences_below(number: str, old: Scenarios, new: Scenarios) -> Iterator[Difference]:
    """Every fact at or below the item that differs, with the old scenarios that have the new one in its place."""
    for inside in dict.fromkeys((*new.bill.inside(number), *old.bill.inside(number))):
        yield from _of_structure(inside, old, new)
        was, now = old.bill.items.get(inside), new.bill.items.get(inside)
        if was is not None and now is not None:
            yield from _of_item(was, now, old)
            yield from _of_content(inside, old, new)
    yield from _of_lists(old, new)


def every_difference(old: Scenarios, new: Scenarios) -> Iterator[Difference]:
    """Every fact of the two bills that differs, in the order of the new one: parts, what is in them, their facts, the lists."""
    for number in dict.fromkeys((*new.bill.items, *old.bill.items)):
        was, now = old.bill.items.get(number), new.bill.items.get(number)
        if was is None or now is None:
            yield _of_one_side(number, was, now, old)
            continue
        yield from _of_structure(number, old, new)
        yield from _of_item(was, now, old)
        yield from _of_content(number, old, new)
    yield from _of_lists(old, new)


def _of_one_side(number: str, was: Item | None, now: Item | None, old: Scenarios) -> Difference:
    """A part that is in one of the bills only."""
    texts = [
        "not there" if item is None else item.description or item.item_class.value
        for item in (was, now)
    ]
    return Difference(
        what=f"part {number}",
        item=number,
        before=texts[0],
        after=texts[1],
        cells_before=was.cells[:1] if was else (),
        cells_after=now.cells[:1] if now else (),
        swapped=partial(_with_facts, old, old.facts),
    )


def _of_structure(number: str, old: Scenarios, new: Scenarios) -> Iterator[Difference]:
    before, after = old.bill.quantities_per(number), new.bill.quantities_per(number)
    if before == after:
        return
    changed = [
        part for part in dict.fromkeys((*before, *after)) if before.get(part) != after.get(part)
    ]
    cells = [
        tuple(
            cell
            for line in scenarios.bill.lines_of(number)
            if line.component in changed
            for cell in line.cells[-1:]
        )
        for scenarios in (old, new)
    ]
    texts = [
        ", ".join(
            f"{bounds_text(quantities[part])} {part}" if part in quantities else f"no {part}"
            for part in changed[:_PARTS]
        )
        + (f" and {len(changed) - _PARTS} more" if len(changed) > _PARTS else "")
        for quantities in (before, after)
    ]
    yield Difference(
        what=f"what is in {number}",
        item=number,
        before=texts[0],
        after=texts[1],
        cells_before=cells[0],
        cells_after=cells[1],
        swapped=partial(_with_structure, number, old, new),
    )


def _with_structure(number: str, old: Scenarios, new: Scenarios) -> Scenarios:
    structures = {**old.bill.structures, number: new.bill.structures.get(number, ())}
    # A part that is new brings its own facts and parts along; it was nowhere before.
    fresh = [part for part in new.bill.inside(number) if part not in old.bill.items]
    structures |= {part: new.bill.structures[part] for part in fresh if part in new.bill.structures}
    bill = replace(
        old.bill,
        items={**{part: new.bill.items[part] for part in fresh}, **old.bill.items},
        structures=structures,
        incomplete=new.bill.incomplete,
    )
    content = {
        **old.facts.content,
        **{part: new.facts.content[part] for part in fresh if part in new.facts.content},
    }
    return replace(old, bill=bill, facts=replace(old.facts, content=content))


def _of_item(was: Item, now: Item, old: Scenarios) -> Iterator[Difference]:
    for field in Field:
        before, after = _field_text(was, field), _field_text(now, field)
        if before == after:
            continue
        yield Difference(
            what=f"{field.value} of {was.number}",
            item=was.number,
            before=before,
            after=after,
            cells_before=_cells(was, field),
            cells_after=_cells(now, field),
            swapped=partial(_with_field, was, now, field, old),
        )


def _with_field(was: Item, now: Item, field: Field, old: Scenarios) -> Scenarios:
    items = {**old.bill.items, was.number: _with(was, now, field)}
    return replace(old, bill=replace(old.bill, items=items))


def _field_text(item: Item, field: Field) -> str:
    if field is Field.PRICE:
        return (
            " or ".join(f"{bounds_text(price.bounds)} {price.currency}" for price in item.prices)
            or "unknown"
        )
    if field is Field.MASS:
        return f"{bounds_text(item.mass.bounds)} kg"
    if field is Field.ORIGIN:
        return str(item.origin)
    if field is Field.TECHNOLOGY:
        return item.technology.value
    return ", ".join(part for part in (item.item_class.value, item.family, item.material) if part)


def _with(was: Item, now: Item, field: Field) -> Item:
    if field is Field.PRICE:
        return replace(was, prices=now.prices)
    if field is Field.MASS:
        return replace(was, mass=now.mass)
    if field is Field.ORIGIN:
        return replace(was, origin=now.origin)
    if field is Field.TECHNOLOGY:
        return replace(was, technology=now.technology, technology_named=now.technology_named)
    return replace(
        was,
        item_class=now.item_class,
        family=now.family,
        material=now.material,
        rare_earth_free=now.rare_earth_free,
        suspect=now.suspect,
    )


def _cells(item: Item, field: Field) -> tuple[Source, ...]:
    if field is Field.PRICE:
        return tuple(cell for price in item.prices for cell in price.cells[:1])
    if field is Field.MASS:
        return item.mass.cells[:1]
    return item.origin.cells[:1] if field is Field.ORIGIN else item.cells[:1]


def _of_content(number: str, old: Scenarios, new: Scenarios) -> Iterator[Difference]:
    before, after = old.facts.content.get(number, ()), new.facts.content.get(number, ())
    if [_row_facts(row) for row in before] == [_row_facts(row) for row in after]:
        return
    same = {_row_facts(row) for row in before} & {_row_facts(row) for row in after}
    cells = [
        tuple(cell for row in rows if _row_facts(row) not in same for cell in row.cells[:1])[
            :_CELLS
        ]
        for rows in (before, after)
    ]
    texts = [
        "; ".join(_row_text(row) for row in rows if _row_facts(row) not in same) or "nothing more"
        for rows in (before, after)
    ]
    yield Difference(
        what=f"content of {number}",
        item=number,
        before=texts[0],
        after=texts[1],
        cells_before=cells[0],
        cells_after=cells[1],
        swapped=partial(_with_content, number, old, after),
    )


def _with_content(number: str, old: Scenarios, after: tuple[ContentRow, ...]) -> Scenarios:
    content = {**old.facts.content, number: after}
    if not after:
        # Of an item that nothing is declared of there is no entry: an empty one would be a statement without rows.
        del content[number]
    return replace(old, facts=replace(old.facts, content=content))


def _row_facts(row: ContentRow) -> tuple[object, ...]:
    return (row.says, row.disclosure, row.evidence, row.valid_until, row.rules_out)


def _row_text(row: ContentRow) -> str:
    amount = (
        f" {bounds_text(row.share.scaled(100))} wt%"
        if row.share is not None
        else f" {bounds_text(row.mass)} kg"
        if row.mass is not None
        else ""
    )
    amount += f" worth {bounds_text(row.value)} {row.currency}" if row.value is not None else ""
    until = f", valid until {row.valid_until}" if row.valid_until else ""
    return f"{row.substance}{amount} of origin {row.origin} ({row.evidence.value}{until}; disclosure {row.disclosure.value})"


def _of_lists(old: Scenarios, new: Scenarios) -> Iterator[Difference]:
    """Price lists and exchange rates, key by key."""
    for key in dict.fromkeys((*old.facts.price_list, *new.facts.price_list)):
        before, after = old.facts.price_list.get(key, ()), new.facts.price_list.get(key, ())
        if [_price_texts(row) for row in before] != [_price_texts(row) for row in after]:
            prices = (
                *(row for row in old.facts.prices if row.key != key),
                *(row for row in new.facts.prices if row.key == key),
            )
            texts = [
                "; ".join(_price_texts(row)[0] for row in rows) or "unknown"
                for rows in (before, after)
            ]
            yield Difference(
                what=f"price of {key}",
                before=texts[0],
                after=texts[1],
                cells_before=tuple(cell for row in before for cell in row.cells[:1]),
                cells_after=tuple(cell for row in after for cell in row.cells[:1]),
                swapped=partial(_with_facts, old, replace(old.facts, prices=prices)),
            )
    if [_rate_text(row) for row in old.facts.rates] != [_rate_text(row) for row in new.facts.rates]:
        texts = [
            "; ".join(map(_rate_text, rows)) or "none"
            for rows in (old.facts.rates, new.facts.rates)
        ]
        yield Difference(
            what="exchange rates",
            before=texts[0],
            after=texts[1],
            cells_before=tuple(cell for row in old.facts.rates for cell in row.cells[:1])[:_CELLS],
            cells_after=tuple(cell for row in new.facts.rates for cell in row.cells[:1])[:_CELLS],
            swapped=partial(_with_facts, old, replace(old.facts, rates=new.facts.rates)),
        )


def _with_facts(old: Scenarios, facts: Facts) -> Scenarios:
    return replace(old, facts=facts)


def _price_texts(row: PriceRow) -> tuple[str, str]:
    return (
        f"{bounds_text(row.price)} {row.currency}/kg{f' of {row.day}' if row.day else ''}",
        row.market,
    )


def _rate_text(row: RateRow) -> str:
    return (
        f"1 {row.currency} = {bounds_text(row.rate)} {row.to}{f' of {row.day}' if row.day else ''}"
    )

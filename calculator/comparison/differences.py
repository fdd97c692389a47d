"""The facts in which two bills differ, each with both cells, and the old scenarios with the new fact in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from calculator.comparison.item_fields import ITEM_FIELDS, ItemField
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
            yield from _of_item(was, now, old, words=False)
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
        yield from _of_item(was, now, old, words=True)
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


def _of_item(was: Item, now: Item, old: Scenarios, *, words: bool) -> Iterator[Difference]:
    """The facts of an item's own line that differ; with those that no verdict hangs on, where ``words`` are wanted too."""
    for field in ITEM_FIELDS:
        before, after = field.text(was), field.text(now)
        if before == after or (field.is_of_words and not words):
            continue
        yield Difference(
            what=f"{field.name} of {was.number}",
            item=was.number,
            before=before,
            after=after,
            cells_before=field.cells(was),
            cells_after=field.cells(now),
            swapped=partial(_with_field, was, now, field, old),
        )


def _with_field(was: Item, now: Item, field: ItemField, old: Scenarios) -> Scenarios:
    items = {**old.bill.items, was.number: field.swapped(was, now)}
    return replace(old, bill=replace(old.bill, items=items))


def _of_content(number: str, old: Scenarios, new: Scenarios) -> Iterator[Difference]:
    before, after = old.facts.content.get(number, ()), new.facts.content.get(number, ())
    if [_row_facts(row) for row in before] == [_row_facts(row) for row in after]:
        return
    changed = (_rows_beyond(before, after), _rows_beyond(after, before))
    if not any(changed):  # the same rows in another order
        return
    cells = [tuple(cell for row in rows for cell in row.cells[:1])[:_CELLS] for rows in changed]
    texts = ["; ".join(map(_row_text, rows)) or "nothing more" for rows in changed]
    yield Difference(
        what=f"content of {number}",
        item=number,
        before=texts[0],
        after=texts[1],
        cells_before=cells[0],
        cells_after=cells[1],
        swapped=partial(_with_content, number, old, after),
    )


def _rows_beyond(rows: Sequence[ContentRow], others: Sequence[ContentRow]) -> list[ContentRow]:
    """The rows that the others do not have, or not as often: a row that is stated twice may count twice."""
    matched = Counter(map(_row_facts, others))
    beyond = []
    for row in rows:
        if matched[_row_facts(row)]:
            matched[_row_facts(row)] -= 1
        else:
            beyond.append(row)
    return beyond


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

"""Two revisions of a bill, or two sets of facts: what changed side, and through which fact.

A cause is found by trying: the old bill with one fact of the new one in it. What then gives the new verdict is the cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from typing import Final

from calculator.assessment import Assessment
from calculator.determination.determine import examine
from calculator.determination.nodes import determine_node
from calculator.determination.scenarios import Scenarios
from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.verdict import Licence, Verdict, answer_for
from calculator.model.exchange_rates import RateRow
from calculator.model.facts import ContentRow, PriceRow
from calculator.model.item import Item
from calculator.model.source import Source
from calculator.numbers.bounds import bounds_text
from calculator.rules import Rule

MOST_NAMED: Final = 200
"""So many facts are named for one item; a bill that changed more is another bill."""
MOST_RECKONED: Final = 20_000
"""Each try reckons what is at and below an item; so many items may be reckoned for one change, and three tries always."""


class Field(Enum):
    """The facts of an item that can change by themselves."""

    PRICE = "price"
    MASS = "mass"
    ORIGIN = "country of origin"
    TECHNOLOGY = "Chinese technology"
    KIND = "class or material"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One fact that is not the same: what it was, what it is, and the cells of both; ``alone`` where it turns the verdict by itself.

    None where that was not tried, because too much has changed.
    """

    what: str
    before: str
    after: str
    cells: tuple[Source, ...]
    alone: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item (or product) whose verdict or licence is not what it was; None for a bill in which it is not tested."""

    rule: Rule
    item: str
    description: str
    is_product: bool
    before: Verdict | None
    after: Verdict | None
    licence_before: Licence | None
    licence_after: Licence | None
    causes: tuple[Cause, ...]

    @property
    def weight(self) -> int:
        """2 where it is caught now and was not, 1 where it is open now and was neither, else 0."""
        before, after = (
            answer_for(self.before, self.licence_before),
            answer_for(self.after, self.licence_after),
        )
        if after is Licence.REQUIRED and before is not Licence.REQUIRED:
            return 2
        return int(after is Licence.UNDETERMINED and before is Licence.NOT_REQUIRED)


def compare(old: Assessment, new: Assessment) -> tuple[Change, ...]:
    """Every item that changed side, the newly caught first, then in the order of the new bill."""
    changes: list[Change] = []
    for rule in new.report.rules:
        before, after = _by_item(old, rule), _by_item(new, rule)
        for number in dict.fromkeys((*after, *before)):
            was, now = before.get(number), after.get(number)
            if _side(was) == _side(now):
                continue
            finding = now or was
            if finding is None:
                continue
            changes.append(
                Change(
                    rule=rule,
                    item=number,
                    description=finding.item.description,
                    is_product=isinstance(finding, NodeFinding),
                    before=was.verdict if was else None,
                    after=now.verdict if now else None,
                    licence_before=was.licence if was else None,
                    licence_after=now.licence if now else None,
                    causes=tuple(_causes(rule, was, now, old.scenarios, new.scenarios, after))
                    if was and now
                    else (),
                )
            )
    return tuple(sorted(changes, key=lambda change: -change.weight))


def _by_item(assessment: Assessment, rule: Rule) -> dict[str, Finding | NodeFinding]:
    """The findings of one rule, and its products, by item."""
    products: dict[str, Finding | NodeFinding] = {
        node.item.number: node
        for node in assessment.report.products
        if node.rule.id == rule.id and node.holds
    }
    return {
        **products,
        **{
            finding.item.number: finding
            for finding in assessment.report.findings
            if finding.rule.id == rule.id
        },
    }


def _side(finding: Finding | NodeFinding | None) -> tuple[Verdict, Licence] | None:
    return None if finding is None else (finding.verdict, finding.licence)


# --------------------------------------------------------------------------- causes


def _causes(
    rule: Rule,
    was: Finding | NodeFinding,
    now: Finding | NodeFinding,
    old: Scenarios,
    new: Scenarios,
    findings: dict[str, Finding | NodeFinding],
) -> Iterator[Cause]:
    """The facts that differ, each tried alone as long as that is not too much."""
    number = now.item.number
    old, new = (replace(scenarios, bill=scenarios.bill.below(number)) for scenarios in (old, new))
    tries = max(3, MOST_RECKONED // max(1, len(old.bill.items)))
    for count, (what, before, after, cells, swapped) in enumerate(
        islice(_differences(number, old, new), MOST_NAMED)
    ):
        is_alone = (
            None
            if count >= tries
            else was.verdict is not now.verdict
            and _verdict(rule, now, swapped, findings) is now.verdict
        )
        yield Cause(what=what, before=before, after=after, cells=cells, alone=is_alone)


def _verdict(
    rule: Rule,
    now: Finding | NodeFinding,
    scenarios: Scenarios,
    findings: dict[str, Finding | NodeFinding],
) -> Verdict:
    item = scenarios.bill.items[now.item.number]
    if isinstance(now, Finding):
        return examine(item, rule, scenarios.rollup_of(rule, item)).verdict
    holds = tuple(
        finding for number in now.holds if isinstance(finding := findings.get(number), Finding)
    )
    return determine_node(item, rule, scenarios.rollup_of(rule, item), holds, top=True).verdict


_Difference = tuple[str, str, str, tuple[Source, ...], Scenarios]


def _differences(number: str, old: Scenarios, new: Scenarios) -> Iterator[_Difference]:
    """Every fact at or below the item that differs, with the old scenarios that have the new one in its place."""
    for inside in dict.fromkeys((*new.bill.inside(number), *old.bill.inside(number))):
        yield from _of_structure(inside, old, new)
        was, now = old.bill.items.get(inside), new.bill.items.get(inside)
        if was is not None and now is not None:
            yield from _of_item(was, now, old)
            yield from _of_content(inside, old, new)
    yield from _of_lists(old, new)


def _of_structure(number: str, old: Scenarios, new: Scenarios) -> Iterator[_Difference]:
    before, after = old.bill.quantities_per(number), new.bill.quantities_per(number)
    if before == after:
        return
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
    changed = [
        part for part in dict.fromkeys((*before, *after)) if before.get(part) != after.get(part)
    ]
    cells = tuple(
        cell
        for line in (*old.bill.lines_of(number), *new.bill.lines_of(number))
        if line.component in changed
        for cell in line.cells[-1:]
    )
    yield (
        f"what is in {number}",
        ", ".join(
            f"{bounds_text(before[part])} {part}" if part in before else f"no {part}"
            for part in changed[:6]
        ),
        ", ".join(
            f"{bounds_text(after[part])} {part}" if part in after else f"no {part}"
            for part in changed[:6]
        ),
        cells,
        replace(old, bill=bill, facts=replace(old.facts, content=content)),
    )


def _of_item(was: Item, now: Item, old: Scenarios) -> Iterator[_Difference]:
    for field in Field:
        before, after = _field_text(was, field), _field_text(now, field)
        if before == after:
            continue
        items = {**old.bill.items, was.number: _with(was, now, field)}
        cells = (*_cells(was, field), *_cells(now, field))
        yield (
            f"{field.value} of {was.number}",
            before,
            after,
            cells,
            replace(old, bill=replace(old.bill, items=items)),
        )


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


def _of_content(number: str, old: Scenarios, new: Scenarios) -> Iterator[_Difference]:
    before, after = old.facts.content.get(number, ()), new.facts.content.get(number, ())
    if [_row_facts(row) for row in before] == [_row_facts(row) for row in after]:
        return
    content = {**old.facts.content, number: after}
    if not after:
        # Of an item that nothing is declared of there is no entry: an empty one would be a statement without rows.
        del content[number]
    changed = replace(old, facts=replace(old.facts, content=content))
    same = {_row_facts(row) for row in before} & {_row_facts(row) for row in after}
    cells = tuple(
        cell for row in (*before, *after) if _row_facts(row) not in same for cell in row.cells[:1]
    )[:6]
    texts = [
        "; ".join(_row_text(row) for row in rows if _row_facts(row) not in same) or "nothing more"
        for rows in (before, after)
    ]
    yield f"content of {number}", texts[0], texts[1], cells, changed


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


def _of_lists(old: Scenarios, new: Scenarios) -> Iterator[_Difference]:
    """Price lists and exchange rates, key by key."""
    for key in dict.fromkeys((*old.facts.price_list, *new.facts.price_list)):
        before, after = old.facts.price_list.get(key, ()), new.facts.price_list.get(key, ())
        if [_price_texts(row) for row in before] != [_price_texts(row) for row in after]:
            prices = (
                *(row for row in old.facts.prices if row.key != key),
                *(row for row in new.facts.prices if row.key == key),
            )
            cells = tuple(cell for row in (*before, *after) for cell in row.cells[:1])
            texts = [
                "; ".join(_price_texts(row)[0] for row in rows) or "unknown"
                for rows in (before, after)
            ]
            yield (
                f"price of {key}",
                texts[0],
                texts[1],
                cells,
                replace(old, facts=replace(old.facts, prices=prices)),
            )
    if [_rate_text(row) for row in old.facts.rates] != [_rate_text(row) for row in new.facts.rates]:
        texts = [
            "; ".join(map(_rate_text, rows)) or "none"
            for rows in (old.facts.rates, new.facts.rates)
        ]
        cells = tuple(
            cell for row in (*old.facts.rates, *new.facts.rates) for cell in row.cells[:1]
        )[:6]
        yield (
            "exchange rates",
            texts[0],
            texts[1],
            cells,
            replace(old, facts=replace(old.facts, rates=new.facts.rates)),
        )


def _price_texts(row: PriceRow) -> tuple[str, str]:
    return (
        f"{bounds_text(row.price)} {row.currency}/kg{f' of {row.day}' if row.day else ''}",
        row.market,
    )


def _rate_text(row: RateRow) -> str:
    return (
        f"1 {row.currency} = {bounds_text(row.rate)} {row.to}{f' of {row.day}' if row.day else ''}"
    )

"""What words beside the lines of a bill claim to be from China, against what declarations and the lines below say: neither is sure.

The origin of a substance in a magnet, a target or a material counts as unknown then, so that bounds hold both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from calculator.model.bill import Bill
from calculator.model.claim import Claim, ClaimKind, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.item import Item, ItemClass
from calculator.model.own_substance import own_substances
from calculator.model.problem import Problem
from calculator.model.stages import Stages
from calculator.sources.facts.origin_words import (
    doubtful,
    is_elsewhere,
    is_from_elsewhere,
    origin_in_words,
    speaks_of,
    with_doubtful_origin,
)

Contents = Mapping[str, tuple[ContentRow, ...]]


def with_claimed_origins(
    bill: Bill, content: Contents, claims: Iterable[ItemClaim]
) -> tuple[Bill, dict[str, tuple[ContentRow, ...]], tuple[Problem, ...]]:
    """The bill and its contents with doubtful origins where claims speak against them, and a problem for each claim that does."""
    items, contents = dict(bill.items), dict(content)
    problems: list[Problem] = []
    for claimed in claims:
        if claimed.claim.kind is ClaimKind.SOURCE:
            rows = contents.get(claimed.item, ())
            changed = tuple(_row(row, claimed.claim) for row in rows)
            told = [row.cells[0] for row, new in zip(rows, changed, strict=True) if row != new]
            if told:
                contents[claimed.item] = changed
        else:
            told = []
        for item in _materials(claimed, bill):
            if any(map(is_elsewhere, (items[item.number].origin, *items[item.number].stages))):
                told += item.cells[:1]
                items[item.number] = replace(
                    item,
                    origin=doubtful(item.origin),
                    stages=Stages(*map(doubtful, item.stages)),
                )
        problems += [origin_in_words(claimed.claim, claimed.cell, cell) for cell in told[:1]]
    return (
        replace(bill, items=items) if items != dict(bill.items) else bill,
        contents,
        tuple(problems),
    )


def _row(row: ContentRow, claim: Claim) -> ContentRow:
    return with_doubtful_origin(row) if is_from_elsewhere(row) and speaks_of(claim, row) else row


def _materials(claimed: ItemClaim, bill: Bill) -> Iterator[Item]:
    """The materials that a claim may speak of: the item itself where it is one, and those below it."""
    if claimed.claim.kind not in (ClaimKind.SOURCE, ClaimKind.ORIGIN):
        return
    own = bill.items.get(claimed.item)
    if own is None:
        return
    if own.item_class is ItemClass.LISTED_MATERIAL:
        yield own
    if claimed.claim.kind is ClaimKind.SOURCE:
        for number in bill.components_of(claimed.item):
            substances = own_substances(bill.items[number])
            if any(claimed.claim.element in ("", *each.elements) for each in substances):
                yield bill.items[number]

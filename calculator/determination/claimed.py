"""What words claim of an item against what its columns and its declarations state: one of both is wrong, so nothing is clear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from calculator.findings.obligation import Doubt, Obligation
from calculator.model.bill import Bill
from calculator.model.claim import ClaimKind, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item
from calculator.model.own_substance import own_substances

_CHINA: Final = "CN"


def claim_doubts(claims: Iterable[ItemClaim], bill: Bill, facts: Facts) -> Iterator[Doubt]:
    """A doubt for each claim that what is stated of the item contradicts. Where nothing is stated, that is open anyway."""
    for claimed in claims:
        item = bill.items.get(claimed.item)
        if item is None:
            continue
        doubt = _DOUBTS[claimed.claim.kind](claimed, item, bill, facts)
        if doubt is not None:
            yield doubt


def _of_origin(claimed: ItemClaim, item: Item, bill: Bill, facts: Facts) -> Doubt | None:
    del bill, facts
    if not item.origin.shares or _CHINA in dict(item.origin.shares):
        return None
    return _doubt(
        claimed,
        Obligation.ITEM_ORIGIN,
        "its Country of Origin says otherwise",
        "where was it made? Correct the one that is wrong",
    )


def _of_technology(claimed: ItemClaim, item: Item, bill: Bill, facts: Facts) -> Doubt | None:
    del bill, facts
    if item.technology is not Answer.NO:
        return None
    return _doubt(
        claimed,
        Obligation.TECHNOLOGY,
        "Chinese Technology says no",
        "was it made with Chinese rare-earth technology? Correct the one that is wrong",
    )


def _of_content(claimed: ItemClaim, item: Item, bill: Bill, facts: Facts) -> Doubt | None:
    element, share = claimed.claim.element, claimed.claim.share
    rows = [row for row in facts.content.get(item.number, ()) if facts.holds(row)]
    if not rows and not item.rare_earth_free:
        return None
    naming = [row for row in rows if element in row.substance.elements]
    if _is_in_part(element, item.number, bill):
        return None
    most = _most_of(naming, rows, item)
    if most is None or most >= share:
        return None
    return _doubt(
        claimed,
        Obligation.STATEMENTS,
        f"what is declared of it names {'less' if most else 'no'} {element}",
        f"how much {element} does it hold? Correct the one that is wrong",
    )


def _is_in_part(element: str, number: str, bill: Bill) -> bool:
    """True where a line below the item is of the element: then the words may speak of that."""
    return any(
        element in substance.elements
        for part in bill.components_of(number)
        for substance in own_substances(bill.items[part])
    )


def _most_of(
    naming: Sequence[ContentRow], rows: Sequence[ContentRow], item: Item
) -> Fraction | None:
    """The greatest share of the item's mass that the rows allow, as far as the least mass of the item tells; None for any."""
    least_mass = max(
        item.mass.bounds.low,
        sum((row.mass.low for row in rows if row.mass is not None), Fraction(0)),
    )
    most = Fraction(0)
    for row in naming:
        shares = [row.share.high] if row.share is not None else []
        if row.mass is not None and row.mass.high is not None and least_mass:
            shares.append(row.mass.high / least_mass)
        stated = [share for share in shares if share is not None]
        if not stated:
            return None
        most += min(stated)
    return most


def _doubt(claimed: ItemClaim, obligation: Obligation, against: str, question: str) -> Doubt:
    return Doubt(
        item=claimed.item,
        obligation=obligation,
        why=f'"{claimed.claim.words}" stands beside {claimed.item}, and {against}',
        question=question,
        cells=(claimed.cell,),
    )


_DOUBTS = {
    ClaimKind.ORIGIN: _of_origin,
    ClaimKind.TECHNOLOGY: _of_technology,
    ClaimKind.CONTENT: _of_content,
}

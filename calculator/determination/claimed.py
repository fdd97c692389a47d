"""What words claim of an item against what its columns and its declarations state: one of both is wrong, so nothing is clear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.findings.obligation import Doubt, Obligation
from calculator.model.bill import Bill
from calculator.model.claim import Claim, ClaimKind, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.facts import Facts
from calculator.model.item import Answer, Item
from calculator.model.own_substance import own_substances
from calculator.recognition.elements_said import HEAVY

_CHINA: Final = "CN"


def claim_doubts(claims: Iterable[ItemClaim], bill: Bill, facts: Facts) -> Iterator[Doubt]:
    """A doubt for each claim that what is stated of the item contradicts. Where nothing is stated, that is open anyway."""
    for claimed in claims:
        item = bill.items.get(claimed.item)
        against = None if item is None else _against(claimed.claim, item, bill, facts)
        if against is not None:
            yield Doubt(
                item=claimed.item,
                obligation=against.obligation,
                why=f'"{claimed.claim.words}" stands beside {claimed.item}, and {against.stated}',
                question=f"{against.question}? Correct the one that is wrong",
                cells=(claimed.cell,),
            )


class _Against(NamedTuple):
    """What is stated against a claim, which obligation that opens, and what to ask."""

    obligation: Obligation
    stated: str
    question: str


def _against(claim: Claim, item: Item, bill: Bill, facts: Facts) -> _Against | None:
    """What the columns and the declarations say against a claim; None where they do not."""
    if claim.until is not None and claim.until >= facts.on:
        return None
    match claim.kind:
        case ClaimKind.ORIGIN if item.origin.shares and _CHINA not in dict(item.origin.shares):
            return _Against(
                Obligation.ITEM_ORIGIN,
                "its Country of Origin says otherwise",
                "where was it made",
            )
        case ClaimKind.TECHNOLOGY if item.technology is Answer.NO:
            return _Against(
                Obligation.TECHNOLOGY,
                "Chinese Technology says no",
                "was it made with Chinese rare-earth technology",
            )
        case ClaimKind.CONTENT:
            return _less_declared(claim, item, bill, facts)
        case ClaimKind.NAMED:
            return _not_declared(claim, item, bill, facts)
        case _:
            return _RESERVED.get(claim.kind)


_RESERVED: Final = {
    ClaimKind.UNSURE: _Against(
        Obligation.STATEMENTS,
        "so what is stated of it may not hold",
        "what is not settled, and does what is declared hold for this part",
    ),
    ClaimKind.ORIGIN_UNSURE: _Against(
        Obligation.ITEM_ORIGIN,
        "so the origin that is stated may not hold",
        "where was it made",
    ),
    ClaimKind.PRICE_UNSURE: _Against(
        Obligation.PRICE,
        "so the price that is stated may not hold",
        "what does it cost",
    ),
    ClaimKind.MASS_UNSURE: _Against(
        Obligation.MASS,
        "so the mass that is stated may not hold",
        "what does one of it weigh",
    ),
    ClaimKind.OTHER_PART: _Against(
        Obligation.IDENTITY,
        "so another part may be delivered than the one that is described and declared",
        "which part is delivered, and whose declaration speaks of it",
    ),
    ClaimKind.CONTROLLED: _Against(
        Obligation.STATEMENTS,
        "and nothing that is stated of it says why",
        "who found it controlled, and for what",
    ),
}
"""What takes back a statement stands against whatever is stated."""


def _not_declared(claim: Claim, item: Item, bill: Bill, facts: Facts) -> _Against | None:
    """Where a list that is meant to be whole, or a material without rare earth, has no such element."""
    wanted = _HEAVY if claim.element == HEAVY else frozenset({claim.element})
    rows = _declared(item, facts)
    if not _is_settled(wanted, rows, item, bill) or any(
        wanted.intersection(row.substance.elements) for row in rows
    ):
        return None
    element = "heavy rare earth" if claim.element == HEAVY else claim.element
    return _Against(
        Obligation.STATEMENTS,
        f"what is declared of it names no {element}",
        f"does it hold {element}",
    )


_HEAVY: Final = frozenset({"Dy", "Tb"})
"""Of the heavy ones a magnet holds one of these, or both."""


def _less_declared(claim: Claim, item: Item, bill: Bill, facts: Facts) -> _Against | None:
    rows = _declared(item, facts)
    if not _is_settled({claim.element}, rows, item, bill):
        return None
    naming = [row for row in rows if claim.element in row.substance.elements]
    most = _most_of(naming, rows, item)
    if most is None or most >= claim.share:
        return None
    return _Against(
        Obligation.STATEMENTS,
        f"what is declared of it names {'less' if most else 'no'} {claim.element}",
        f"how much {claim.element} does it hold",
    )


def _declared(item: Item, facts: Facts) -> list[ContentRow]:
    """The rows in force that declare what is in the item."""
    return [row for row in facts.content.get(item.number, ()) if facts.holds(row)]


def _is_settled(
    elements: Iterable[str], rows: Sequence[ContentRow], item: Item, bill: Bill
) -> bool:
    """True where something is stated of what the item holds, and no line below it is of these elements."""
    is_stated = bool(rows) or item.rare_earth_free
    return is_stated and not any(_is_in_part(each, item.number, bill) for each in elements)


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

"""What nobody disclosed of an item: between nothing and all of it may be listed and counted, at the dearest listed price."""

from __future__ import annotations

from fractions import Fraction

from calculator.content.contribution import SubstanceContent
from calculator.content.terms import Term, TermKind
from calculator.content.valuation import Valuation, price_cells
from calculator.model.item import UNKNOWN_ORIGIN, Item
from calculator.model.substances import UNDISCLOSED
from calculator.numbers.bounds import Bounds


def undisclosed(item: Item, mass: Bounds, valuation: Valuation) -> SubstanceContent:
    """A mass in one unit of the item of which nothing is known. It is worth no more than the item."""
    value = valuation.value_of(item).high
    dearest = valuation.dearest
    if dearest is not None and mass.high is not None:
        value = mass.high * dearest if value is None else min(value, mass.high * dearest)
    return all_unknown(item, mass, value, valuation)


def all_unknown(
    item: Item, mass: Bounds, value: Fraction | None, valuation: Valuation
) -> SubstanceContent:
    """Between nothing and a mass, worth between nothing and ``value`` (None for any)."""
    counted = valuation.counted
    listing, _ = counted.substances.find(UNDISCLOSED)
    worth = Bounds(Fraction(0), value)
    return SubstanceContent(
        holder=item.number,
        substance=UNDISCLOSED,
        listing=listing,
        origin=UNKNOWN_ORIGIN,
        counted_share=counted.share_of(UNKNOWN_ORIGIN, valuation.facts.assumptions),
        mass=Bounds.up_to(mass),
        value=worth,
        certain=False,
        counts_whole=not counted.is_of_rare_earth,
        cells=(*item.cells[:1], *price_cells(item)),
        terms=(
            Term(
                kind=TermKind.UNDISCLOSED,
                result=worth,
                unit=valuation.currency,
                cells=price_cells(item),
            ),
        ),
    )

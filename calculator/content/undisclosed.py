"""What nobody disclosed of an item: between nothing and all of it may be listed and counted, at the dearest listed price."""

from __future__ import annotations

from fractions import Fraction

from calculator.content.amounts import Content
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
        counted_share=valuation.shares_of_unknown[1],
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


def unknown_content(mass: Fraction | None, value: Fraction | None, valuation: Valuation) -> Content:
    """What ``all_unknown`` of such a mass and value adds up to: for the most items of a bill, of which nobody asks more."""
    counted, shares = valuation.counted, valuation.shares_of_unknown
    earth = Bounds(Fraction(0), mass) * UNDISCLOSED.rare_earth_share
    whole = earth if counted.is_of_rare_earth else Bounds(Fraction(0), mass)
    return Content(
        value=Bounds(Fraction(0), value) * shares[0] * shares[1],
        listed=whole * shares[0] * shares[1],
        rare_earth=earth,
    )

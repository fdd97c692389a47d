"""The price of a kilogram of a substance, as a price list has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculator.model.item import Evidence
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """Price of one kg of what ``key`` names (SubstanceList keys).

    An element alone is a price per kg of element contained, in whatever form; ``without_form`` of it of a form that nobody named.

    ``market`` names the price list that it belongs to, where there are several. A price of the user's own has no grade
    of evidence: it is a convention, not a claim of a supplier.
    """

    key: str
    price: Bounds
    currency: str
    day: date | None = None
    valid_until: date | None = None
    market: str = ""
    origin_of_price: str = ""
    cells: tuple[Source, ...] = ()
    evidence: Evidence | None = None


def without_form(element: str) -> str:
    """The key of a price of an element that does not say of which form it is."""
    return f"{element} ?"

"""Terms: the arithmetic of a mass, a price or a value as a small tree, so that it can be said in words elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from calculator.model.source import Source
from calculator.numbers.bounds import Bounds


class TermKind(Enum):
    """How a result is made of its operands; the comment names these in their order."""

    GIVEN = "given"
    """Read from ``cells``; no operands."""
    MASS_OF_SHARE = "mass of a share"
    """share of 1, kg of the whole."""
    MASS_AND_SHARE = "mass and share"
    """kg as stated, kg of the share: what is left of both."""
    OWN_PRICE = "own price"
    """price of one unit of the item."""
    STATED_VALUE = "stated value"
    """value as stated, and the rate where it was converted."""
    ITEM_PRICE_AT_MOST = "at most the item's price"
    """what was tried in vain, price of one unit of the item."""
    BY_PRICE_LIST = "by the price list"
    """kg of what is named, price of one kg of it (PER_KILOGRAM)."""
    PER_KILOGRAM = "price of one kilogram"
    """one PRICED_AS, AT_LEAST or UNPRICED for each name that the list may mean."""
    PRICED_AS = "priced as"
    """kg of what is priced in one kg of what is named, ON_PRICE_LIST."""
    AT_LEAST_ITS_OXIDE = "at least its oxide"
    """the same: no upper end."""
    AT_LEAST_ANY_FORM = "at least the cheapest form"
    """the same: no upper end."""
    AS_ITS_METALS = "as its metals"
    """one BY_PRICE_LIST for each element that counts as its metal: their sum."""
    EITHER = "either"
    """one term for each reading of what was put in: it may be worth any of them."""
    UNPRICED = "unpriced"
    """nothing."""
    ON_PRICE_LIST = "on the price list"
    """one GIVEN or CONVERTED for each row."""
    CONVERTED = "converted"
    """amount, rate."""
    UNDISCLOSED = "undisclosed"
    """nothing: between nothing and all of the item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A result between bounds in ``unit`` (kg, an ISO 4217 currency, or none for a share), and what it was made of.

    ``name`` is the substance, or the name under which it is priced; ``cells`` are those of the term itself, without its operands'.
    """

    kind: TermKind
    result: Bounds
    unit: str = ""
    name: str = ""
    operands: tuple[Term, ...] = ()
    cells: tuple[Source, ...] = ()


def given(result: Bounds, unit: str = "", cells: tuple[Source, ...] = (), name: str = "") -> Term:
    """A number as it was read."""
    return Term(kind=TermKind.GIVEN, result=result, unit=unit, name=name, cells=cells)

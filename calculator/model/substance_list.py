"""The lists of substances that rules count, and whether a substance is on one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from functools import cache, cached_property
from typing import Final

from calculator.model.elements import (
    FORMULA,
    FORMULA_PART,
    RARE_EARTHS,
    SOME_RARE_EARTH,
    atomic_weights,
    element_names,
    elements,
)
from calculator.model.substances import Form, Substance, elements_of_key
from calculator.numbers.bounds import ZERO, Bounds
from calculator.numbers.spelling import letters_and_digits


def metals_named(substance: Substance) -> frozenset[str]:
    """The metals that a name speaks of, so that two names with one in common may speak of the same thing.

    >>> from calculator.model.substances import read_substance
    >>> sorted(metals_named(read_substance("NdFeB")[0]) & metals_named(read_substance("Fe2O3")[0]))
    ['Fe']
    """
    return _metals(substance.name) | (
        frozenset(RARE_EARTHS)
        if SOME_RARE_EARTH in substance.elements
        else frozenset(substance.elements)
    )


@cache
def _metals(name: str) -> frozenset[str]:
    compact = name.replace(" ", "").replace("-", "")
    symbols = (
        {symbol for symbol, _ in FORMULA_PART.findall(compact)} if FORMULA.match(compact) else set()
    )
    words = re.findall(r"[^\W\d_]+", name.casefold())
    metals = {
        *symbols,
        *(element_names()[word] for word in words if word in element_names()),
        *({"Fe"} if elements().of_iron.search(name) else ()),
    }
    return frozenset(metals & atomic_weights().keys() - _NO_METALS)


_NO_METALS: Final = frozenset({"H", "C", "N", "O", "F", "P", "S", "Cl", "Br", "I"})


class Listing(Enum):
    """Whether a list names a substance."""

    LISTED = "listed"
    MAYBE = "may be listed"
    UNLISTED = "not listed"


LISTED_SHARES: Final[Mapping[Listing, Bounds]] = {
    Listing.LISTED: Bounds.exactly(1),
    Listing.MAYBE: Bounds(Fraction(0), Fraction(1)),
    Listing.UNLISTED: ZERO,
}
"""1 of what is on the list, 0 of what is not, between where that is not known."""


@dataclass(frozen=True, kw_only=True)
class SubstanceList:
    """The substances that a rule counts: named keys, or every form of some elements.

    >>> from calculator.model.substances import read_substance
    >>> part_1 = SubstanceList(keys=("Dy metal", "DyFe", "Dy oxide", "Gd metal"))
    >>> part_1.find(read_substance("Dy")[0])
    (<Listing.LISTED: 'listed'>, ('Dy metal', 'DyFe', 'Dy oxide'))
    >>> part_1.find(read_substance("Gd2O3")[0])
    (<Listing.UNLISTED: 'not listed'>, ())
    """

    keys: tuple[str, ...] = ()
    every_form_of: tuple[str, ...] = ()
    is_named: bool = False
    names: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def names_anything(self) -> bool:
        """True where something is on the list."""
        return bool(self.keys or self.every_form_of)

    def find(self, substance: Substance) -> tuple[Listing, tuple[str, ...]]:
        """Whether ``substance`` is listed, and the keys it may be listed under."""
        if self.is_named:
            return self._find_name(substance)
        if not substance.elements:
            return Listing.UNLISTED, ()
        if SOME_RARE_EARTH in substance.elements:
            whole = len(self.every_form_of) == len(RARE_EARTHS)
            return (Listing.LISTED, (substance.key,)) if whole else (Listing.MAYBE, ())
        if substance.key in self.keys:
            return Listing.LISTED, (substance.key,)
        if any(element in self.every_form_of for element in substance.elements):
            element = substance.elements[0]
            known = (
                (f"{element} metal", f"{element} oxide")
                if substance.form is Form.UNKNOWN
                else (substance.key,)
            )
            return Listing.LISTED, known
        keys = tuple(key for key in self.keys if self._may_be(substance, key))
        return (Listing.LISTED, keys) if keys else (Listing.UNLISTED, ())

    def key_of_name(self, substance: Substance) -> str | None:
        """The key of a substance that the list knows by one of its names, also where it has it only from a later day on."""
        return self.names.get(letters_and_digits(substance.name)) or self.names.get(
            letters_and_digits(substance.key)
        )

    def _find_name(self, substance: Substance) -> tuple[Listing, tuple[str, ...]]:
        """By its name. An element or a formula with another name is not it; a mixture or an unknown name may be."""
        key = self.key_of_name(substance)
        if key is not None:
            return (Listing.LISTED, (key,)) if key in self.keys else (Listing.UNLISTED, ())
        is_known = not substance.is_material and SOME_RARE_EARTH not in substance.elements
        # An oxide of a listed element is another substance to a chemist; whether the list means it too is not for us to say.
        if is_known and any(
            letters_and_digits(symbol) in self.names
            for symbol, _ in FORMULA_PART.findall(substance.name)
        ):
            is_known = False
        return (Listing.UNLISTED, ()) if is_known else (Listing.MAYBE, ())

    def _may_be(self, substance: Substance, key: str) -> bool:
        """An element of unstated form may be in any listed form; an alloy of unnamed partner any listed alloy."""
        if not substance.of_element or substance.elements[0] not in elements_of_key(key):
            return False
        # "Dy" in the form of an alloy is the alloy of dysprosium alone, not one that needs terbium too.
        return substance.form is Form.UNKNOWN or (
            substance.form is Form.ALLOY
            and key in elements().alloys
            and len(elements_of_key(key)) == 1
        )

    @cached_property
    def elements(self) -> frozenset[str]:
        """Every rare earth that is listed in some form."""
        return frozenset(self.every_form_of) | {
            element for key in self.keys for element in elements_of_key(key)
        }

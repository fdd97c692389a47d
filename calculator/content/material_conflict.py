"""Where what is stated of the content contradicts a material that is said to hold no rare earth."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.content.contribution import SubstanceContent
from calculator.model.item import RARE_EARTH_CLASSES, Item
from calculator.model.substances import RARE_EARTHS
from calculator.recognition.materials import FAMILIES_WITHOUT


def against_material(item: Item, contributions: Iterable[SubstanceContent]) -> frozenset[str]:
    """The rare earths that a magnet or target holds, or may, although its material is said to hold none: one of both is wrong."""
    return earths_held(item, contributions) if is_without_earth(item) else frozenset()


def earths_held(item: Item, contributions: Iterable[SubstanceContent]) -> frozenset[str]:
    """The rare earths that are named, of an item of a material that is known to hold none: there is some of them, or may be.

    Lanthanum belongs into some ferrites. What is not disclosed names no rare earth and contradicts nothing.
    """
    held = {
        element
        for portion in contributions
        for element in portion.substance.elements
        if portion.certain or not portion.mass.is_zero
    }
    return frozenset(
        held.intersection(RARE_EARTHS) - ({"La"} if item.family == "ferrite" else set())
    )


def is_without_earth(item: Item) -> bool:
    """True for a magnet or target of a material that is said to hold no rare earth."""
    return item.item_class in RARE_EARTH_CLASSES and (
        item.rare_earth_free or item.family in FAMILIES_WITHOUT
    )

"""What a material must hold, by its cell, its words, its family: what does not name that closes nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.content.material_needs import NO_NEEDS, needs_of
from calculator.model.item import ItemClass
from tests.content.small import item

MAGNET, TARGET, MATERIAL = ItemClass.MAGNET, ItemClass.TARGET, ItemClass.LISTED_MATERIAL


@pytest.mark.parametrize(
    ("item_class", "stated", "elements", "some", "has_base"),
    [
        (MAGNET, {"family": "SmCo"}, "Sm", True, False),
        (MAGNET, {"family": "SmFeN"}, "Sm", True, False),
        (MAGNET, {"material": "SmCo5", "family": "SmCo"}, "Sm", True, False),
        (MAGNET, {"family": "NdFeB"}, "", True, True),
        (MAGNET, {"material": "NdFeB", "family": "NdFeB"}, "", True, True),
        (MAGNET, {"description": "NdFeB ring"}, "", True, True),
        # Of several materials each may be it.
        (MAGNET, {"material": "NdFeB / SmCo"}, "Sm", True, True),
        (MAGNET, {"description": "NdFeB ring / SmCo ring"}, "Sm", True, True),
        (TARGET, {"material": "Dysprosium"}, "Dy", True, False),
        (TARGET, {"material": "Gd2O3"}, "Gd", True, False),
        (TARGET, {"description": "TbFeCo 3in"}, "Tb", True, False),
        (TARGET, {"description": "镝靶 50"}, "Dy", True, False),
        (TARGET, {"description": "Gd target"}, "Gd", True, False),
        (MATERIAL, {"description": "Terbium ingot"}, "Tb", True, False),
        # A mixture of goods is asked for some rare earth, not for each.
        (MATERIAL, {"description": "Terbium or Dysprosium ingot"}, "", True, False),
        # The cell of the material comes before the words.
        (TARGET, {"material": "镝", "description": "Gd target"}, "Dy", True, False),
    ],
)
def test_what_must_be_in_it(item_class, stated, elements, some, has_base):
    needs = needs_of(item(item_class, **stated))
    assert set(needs.elements) == set(elements.split())
    assert (needs.some_rare_earth, needs.has_base) == (some, has_base)
    assert needs.material


@pytest.mark.parametrize(
    ("item_class", "stated"),
    [
        (MAGNET, {}),
        (MAGNET, {"description": "Ring magnet"}),
        (MAGNET, {"family": "ferrite"}),
        (MAGNET, {"family": "NdFeB", "rare_earth_free": True}),
        (TARGET, {"material": "Titanium"}),
        (TARGET, {}),
        # In a text of capitals a symbol may be anything.
        (TARGET, {"description": "ND TARGET"}),
        (ItemClass.OTHER, {"material": "Dysprosium"}),
        (ItemClass.ASSEMBLY, {"family": "SmCo"}),
    ],
)
def test_what_need_hold_nothing(item_class, stated):
    needs = needs_of(item(item_class, **stated))
    assert (needs.elements, needs.some_rare_earth) == (NO_NEEDS.elements, False)


def test_less_than_half_of_the_least_is_not_that_alloy():
    of_metal = needs_of(item(TARGET, material="Dysprosium")).elements["Dy"]
    assert of_metal == Fraction(1, 2)
    of_oxide = needs_of(item(TARGET, material="Gd2O3")).elements["Gd"]
    assert Fraction(4, 10) < of_oxide <= Fraction(1, 2)
    assert needs_of(item(MAGNET, family="SmCo")).elements["Sm"] < Fraction(1, 4)

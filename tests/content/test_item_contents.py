"""What is in an item, and in a bill: each guard by itself, without a workbook."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.content.composition import Gap
from calculator.content.composition_proof import composition_of
from calculator.content.item_contents import sure_by_material
from calculator.content.rollup import ContentRollup
from calculator.model.assumptions import Assumptions, PutIn
from calculator.model.facts import Facts
from calculator.model.item import Item, ItemClass
from calculator.model.substance_list import Listing
from tests.content.small import (
    ALL,
    BOX,
    CN,
    FULL,
    MAGNET,
    NAMED_SUBSTANCES,
    PART,
    POWDER,
    SCREW,
    Structures,
    below,
    between,
    rolled,
    row,
)
from tests.workbooks import ON


def most(number: str, rollup: ContentRollup) -> Fraction | None:
    """The most that what is counted in an item may be worth, in dollars."""
    return rollup.contents[number].value.high


# --------------------------------------------------------------------------- the whole bill


def test_an_item_of_which_nothing_is_known_may_be_all_of_what_is_counted() -> None:
    assert most("PART", rolled(PART)) == 1
    assert most("SCREW", rolled(SCREW)) == 0
    # Under a rule that counts other substances a material without rare earth says nothing.
    assert most("SCREW", rolled(SCREW, rule=NAMED_SUBSTANCES)) == 1


def test_a_magnet_of_ferrite_may_hold_what_a_rule_counts_that_is_no_rare_earth() -> None:
    ferrite = replace(MAGNET, material="ferrite", family="ferrite", rare_earth_free=True)
    assert most("MAG", rolled(ferrite)) == 0
    assert most("MAG", rolled(ferrite, rule=NAMED_SUBSTANCES)) == 1


@pytest.mark.parametrize(
    ("part", "structures"), [(SCREW, {}), (replace(SCREW, number="BOX"), below("BOX", "SCREW"))]
)
def test_dysprosium_that_is_declared_of_a_steel_part_counts(
    part: Item, structures: Structures
) -> None:
    # It was passed over for the sake of the material, and the second checker ended the run in 70.
    named = row("Dy", share="0.1", value=between("0.5"), currency="USD", origin=CN)
    rollup = rolled(part, SCREW, structures=structures, **{part.number: (named,)})
    assert rollup.contents[part.number].value.low == Fraction("0.5")
    for nothing in (row("Fe", share="0.5"), row("Dy", share=0)):
        rollup = rolled(part, SCREW, structures=structures, **{part.number: (nothing,)})
        assert most(part.number, rollup) == 0


def test_of_an_item_whose_lines_were_lost_nothing_is_known() -> None:
    assert most("BOX", rolled(BOX, incomplete=("BOX",))) == 1
    assert most("MAG", rolled(MAGNET, incomplete=("MAG",))) == 1
    assert most("SCREW", rolled(SCREW, incomplete=("SCREW",))) == 1


@pytest.mark.parametrize(
    ("structures", "incomplete", "expected"),
    [
        (below("BOX", "SCREW"), (), 0),
        (below("BOX", "SCREW", "PART"), (), 1),
        # A line was lost, a list is empty, one of two lists holds a part that nobody knows: no sum says what is in it.
        (below("BOX", "SCREW"), ("BOX",), 1),
        ({"BOX": ((),)}, (), 1),
        ({"BOX": (*below("BOX", "SCREW")["BOX"], *below("BOX", "PART")["BOX"])}, (), 1),
    ],
)
def test_a_list_of_parts_says_what_is_in_it_only_where_it_is_one_and_whole(
    structures: Structures, incomplete: tuple[str, ...], expected: int
) -> None:
    rollup = rolled(BOX, SCREW, PART, structures=structures, incomplete=incomplete)
    assert most("BOX", rollup) == expected


@pytest.mark.parametrize("item", [BOX, PART])
def test_what_is_declared_of_an_item_counts_beside_its_lines(item: Item) -> None:
    declared = (row("Dy", value=between("0.5"), currency="USD", share="0.1", origin=CN),)
    rollup = rolled(item, SCREW, structures=below(item.number, "SCREW"), **{item.number: declared})
    assert rollup.contents[item.number].listed.low == Fraction("0.0001")
    assert most(item.number, rolled(item, **{item.number: (row("Fe", disclosure=FULL),)})) == 0


@pytest.mark.parametrize("free", [True, False])
def test_a_part_without_rare_earth_does_not_make_a_list_fit_its_material(free: bool) -> None:
    part = replace(SCREW, material="Nd", rare_earth_free=free)
    rollup = rolled(MAGNET, part, structures=below("MAG", "SCREW"))
    assert (composition_of(MAGNET, rollup).gap is Gap.PARTS_UNFIT) is free


@pytest.mark.parametrize(
    ("material", "expected"), [("NdFeB", {"?"}), ("SmCo", {"Sm"}), ("ferrite", set()), ("", set())]
)
def test_what_a_material_surely_holds(material: str, expected: set[str]) -> None:
    assert sure_by_material(replace(MAGNET, material=material, family=material)) == expected


# --------------------------------------------------------------------------- what is put in may be dearer as metal


@pytest.mark.parametrize(
    ("part", "holder", "put_in", "is_open"),
    [
        (POWDER, MAGNET, None, True),
        (POWDER, MAGNET, PutIn.AS_ELEMENT, True),
        (POWDER, MAGNET, PutIn.AS_PUT_IN, False),
        (POWDER, BOX, None, False),
        (replace(POWDER, description="powder"), MAGNET, None, False),
        (replace(POWDER, material="NdFeB"), MAGNET, None, False),
        (replace(POWDER, item_class=ItemClass.TARGET), MAGNET, None, False),
        (
            replace(POWDER, item_class=ItemClass.LISTED_MATERIAL, description="DyF3"),
            MAGNET,
            None,
            True,
        ),
        (
            replace(POWDER, item_class=ItemClass.LISTED_MATERIAL, description="DyF3"),
            BOX,
            None,
            False,
        ),
        (
            replace(POWDER, item_class=ItemClass.LISTED_MATERIAL, description="Dy metal"),
            MAGNET,
            None,
            False,
        ),
        (
            replace(
                POWDER, item_class=ItemClass.LISTED_MATERIAL, material="Nd", description="DyF3"
            ),
            MAGNET,
            None,
            True,
        ),
        (
            replace(
                POWDER, item_class=ItemClass.LISTED_MATERIAL, description="rare earth fluoride"
            ),
            MAGNET,
            None,
            True,
        ),
    ],
)
def test_what_may_leave_metal_in_a_magnet_is_not_bounded_by_its_price(
    part: Item, holder: Item, put_in: PutIn | None, is_open: bool
) -> None:
    facts = Facts(on=ON, assumptions=Assumptions(put_in=put_in))
    pot = replace(BOX, number="POT")
    structures = {**below(holder.number, "POT"), **below("POT", "POWDER")}
    rollup = rolled(holder, pot, part, structures=structures, facts=facts)
    # What is no metal and leaves none is not on the list, and is worth nothing of what is.
    worth = 0 if part.description == "DyF3" else 1
    assert most("POWDER", rollup) == (None if is_open else worth)
    assert most("POT", rollup) == (None if is_open else worth)
    # The magnet is worth what it costs, whatever is in it.
    assert most(holder.number, rollup) == (1 if is_open else worth)


@pytest.mark.parametrize(
    ("names", "is_open"), [(("Fe", "DyF3"), True), (("DyF3",), True), (("Fe", "Dy metal"), False)]
)
def test_one_row_that_may_leave_metal_is_enough(names: tuple[str, ...], is_open: bool) -> None:
    rows = tuple(row(name, share="0.5", disclosure=ALL, origin=CN) for name in names)
    rollup = rolled(MAGNET, PART, structures=below("MAG", "PART"), PART=rows)
    assert most("PART", rollup) == (None if is_open else 1)


@pytest.mark.parametrize(
    ("holder", "put_in", "is_open"),
    [(MAGNET, None, True), (MAGNET, PutIn.AS_ELEMENT, False), (BOX, None, False)],
)
def test_a_fluoride_in_a_magnet_is_open_by_its_form_until_somebody_chooses(
    holder: Item, put_in: PutIn | None, is_open: bool
) -> None:
    fluoride = replace(PART, item_class=ItemClass.LISTED_MATERIAL, description="DyF3")
    facts = Facts(on=ON, assumptions=Assumptions(put_in=put_in))
    structures = below(holder.number, "PART")
    rollup = rolled(holder, fluoride, structures=structures, facts=facts)
    (own,) = rollup.items.own_contributions(fluoride)
    assert own.is_open_by_form is is_open


def test_a_line_that_is_one_of_two_materials_surely_holds_neither() -> None:
    line = replace(PART, item_class=ItemClass.LISTED_MATERIAL, material="Dy metal")
    (own,) = rolled(line).items.own_contributions(line)
    assert own.mass == between("0.001")
    either = replace(line, material="Nd", description="Dy metal")
    assert [own.mass for own in rolled(either).items.own_contributions(either)] == [
        between(0, "0.001")
    ] * 2


@pytest.mark.parametrize("words", ["mystery", "", "Dy metal"])
def test_a_line_of_a_material_that_nobody_can_read_is_one_all_the_same(words: str) -> None:
    material = replace(PART, item_class=ItemClass.LISTED_MATERIAL, description=words)
    rollup = rolled(material)
    assert most("PART", rollup) == 1
    (own,) = rollup.items.own_contributions(material)
    assert (own.listing is Listing.LISTED) is (words == "Dy metal")

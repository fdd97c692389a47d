"""What is built into a magnet or a target, and what of it ends as metal: each guard by itself."""

from __future__ import annotations

from fractions import Fraction

import pytest

from calculator.content.put_in import BuiltIn, PutInAs, forms_that_count
from calculator.model.bill import Bill, BillLine
from calculator.model.item import Item, ItemClass
from calculator.model.origins import Origin
from calculator.model.stages import Stages
from calculator.model.substances import Form, read_substance
from calculator.numbers.bounds import Bounds

JP = Origin(shares=(("JP", Fraction(1)),))
NAMED = Origin(named=("JP",))


def item(number, item_class, material=""):
    return Item(number=number, item_class=item_class, material=material)


MAGNET = item("MAG", ItemClass.MAGNET, "NdFeB")
METAL = item("METAL", ItemClass.TARGET, "Dysprosium")
OXIDE = item("OXIDE", ItemClass.TARGET, "Dy2O3")
UNKNOWN = item("UNKNOWN", ItemClass.TARGET)
BOX = item("BOX", ItemClass.ASSEMBLY)
HOLDERS = (MAGNET, METAL, OXIDE, UNKNOWN, BOX)


def substance(text):
    return read_substance(text)[0]


def built_in(holder):
    """A powder in a pot in the holder."""
    items = {each.number: each for each in (*HOLDERS, item("POT", ItemClass.OTHER))}
    items["POWDER"] = item("POWDER", ItemClass.OTHER)
    items[holder.number] = holder
    one = Bounds.exactly(1)
    structures = {
        holder.number: ((BillLine(holder.number, "POT", one),),),
        "POT": ((BillLine("POT", "POWDER", one),),),
    }
    return BuiltIn.of(Bill(items=items, structures=structures)), items["POWDER"]


@pytest.mark.parametrize(
    ("holder", "holds", "makes_metal", "fluoride", "alloy", "oxide"),
    [
        (MAGNET, True, True, True, True, True),
        (METAL, True, True, True, True, True),
        (OXIDE, True, False, False, True, False),
        (UNKNOWN, True, False, False, True, False),
        (BOX, False, False, False, False, False),
    ],
    ids=lambda value: getattr(value, "number", str(value)),
)
def test_what_is_in_a_holder_however_deep(holder, holds, makes_metal, fluoride, alloy, oxide):
    inside, powder = built_in(holder)
    assert inside.holds("POWDER") is holds
    assert inside.makes_metal("POWDER") is makes_metal
    found = [inside.becomes_metal(powder, substance(text)) for text in ("DyF3", "TbDyFe", "Dy2O3")]
    assert found == [fluoride, alloy, oxide]


@pytest.mark.parametrize("text", ["Dy metal", "Dy", "Fe"])
def test_a_metal_an_element_and_what_is_no_rare_earth_become_nothing_else(text):
    inside, powder = built_in(MAGNET)
    assert not inside.becomes_metal(powder, substance(text))


def test_the_item_itself_counts_like_what_is_in_it():
    inside, _ = built_in(BOX)
    fluoride, alloy = substance("DyF3"), substance("TbDyFe")
    of_fluoride = {each.number: inside.becomes_metal(each, fluoride) for each in HOLDERS}
    of_alloy = {each.number: inside.becomes_metal(each, alloy) for each in HOLDERS}
    assert [name for name, is_metal in of_fluoride.items() if is_metal] == ["MAG", "METAL"]
    assert [name for name, is_metal in of_alloy.items() if is_metal] == [
        "MAG",
        "METAL",
        "OXIDE",
        "UNKNOWN",
    ]


def put_in(keys=(), metals=()):
    from calculator.content.counting import Listing

    return PutInAs(listing=Listing.LISTED, keys=keys, metals=metals)


@pytest.mark.parametrize("made", [JP, NAMED])
def test_the_stage_that_made_the_form_tells_where_it_is_from(made):
    by_metal, by_oxide = Stages(metal_made=made), Stages(separated=made)
    fluoride, alone = put_in(metals=("Dy metal",)), put_in(keys=("Dy2O3",))
    both = put_in(keys=("Dy2O3",), metals=("Dy metal",))
    found = [
        forms_that_count(Form.COMPOUND, fluoride, by_metal),
        forms_that_count(Form.COMPOUND, both, by_metal),
        forms_that_count(Form.COMPOUND, alone, by_metal),
        forms_that_count(Form.COMPOUND, fluoride, Stages()),
        forms_that_count(Form.UNKNOWN, alone, by_oxide),
        forms_that_count(Form.UNKNOWN, put_in(keys=("Dy metal",)), by_oxide),
        forms_that_count(Form.OXIDE, alone, by_oxide),
        forms_that_count(Form.UNKNOWN, alone, Stages()),
        forms_that_count(Form.UNKNOWN, put_in(keys=("Dy metal", "Dy2O3")), by_oxide),
    ]
    assert found == [
        (Form.METAL,),
        (Form.COMPOUND, Form.METAL),
        (Form.COMPOUND,),
        (Form.COMPOUND,),
        (Form.UNKNOWN, Form.OXIDE),
        (Form.UNKNOWN,),
        (Form.OXIDE,),
        (Form.UNKNOWN,),
        (Form.UNKNOWN, Form.OXIDE),
    ]


def test_a_magnet_that_alone_is_broken_down_is_found():
    powder = item("POWDER", ItemClass.OTHER)
    lines = ((BillLine("MAG", "POWDER", Bounds.exactly(1)),),)
    bill = Bill(items={"MAG": MAGNET, "POWDER": powder}, structures={"MAG": lines})
    assert BuiltIn.of(bill).holds("POWDER")


@pytest.mark.parametrize(
    ("material", "is_metal"),
    [("Dysprosium", True), ("Dy metal", True), ("TbDyFe", True), ("Dy2O3", False), ("Ti", False)],
)
def test_a_target_of_metal_is_told_by_its_material(material, is_metal):
    inside, powder = built_in(item("METAL", ItemClass.TARGET, material))
    assert inside.becomes_metal(powder, substance("DyF3")) is is_metal

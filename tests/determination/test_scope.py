"""Which items a rule looks at."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from calculator.content.contribution import SubstanceContent
from calculator.determination import scope
from calculator.determination.control_lists import ControlLists
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill, BillLine
from calculator.model.item import UNKNOWN_ORIGIN, Item, ItemClass
from calculator.model.substance_list import Listing
from calculator.model.substances import UNDISCLOSED, Form, read_substance
from calculator.numbers.bounds import Bounds
from calculator.rules import Level, Rule, SubjectEntry
from tests.workbooks import LAW, RULES


@pytest.mark.parametrize("rule", RULES.values(), ids=[*RULES])
def test_no_item_that_a_list_could_name_is_passed_over_at_a_glance(rule):
    words = ("Tungsten rod", "Lithium-ion battery", "Bracket", "Dysprosium metal", "Bio sensor")
    items = {
        f"{item_class.value} {text}": Item(
            number=f"{item_class.value} {text}", description=text, item_class=item_class
        )
        for item_class in ItemClass
        for text in words
    }
    top, *parts = items
    lines = tuple(
        BillLine(parent=top, component=part, quantity_per=Bounds.exactly(1)) for part in parts[::2]
    )
    bill = Bill(items=items, structures={top: (lines,)})
    assert [*scope.tested_by(rule, bill)] == [
        item for item in items.values() if scope.tests(rule, item, bill)
    ]


# --------------------------------------------------------------------------- is one item on the list


def portion(
    text: str, form: str = "metal", *, mass: str = "1", certain: bool = True, holder: str = "X"
) -> SubstanceContent:
    """Some of a substance in an item."""
    substance = read_substance(text, form)[0]
    assert substance is not None
    return SubstanceContent(
        holder=holder,
        substance=substance,
        listing=Listing.MAYBE,
        origin=UNKNOWN_ORIGIN,
        counted_share=Bounds.unknown(),
        mass=Bounds.exactly(Fraction(mass)),
        value=Bounds.unknown(),
        certain=certain,
    )


def undisclosed() -> SubstanceContent:
    """The rest, of which nobody says what it is."""
    return replace(portion("Dy", certain=False), substance=UNDISCLOSED)


def item_of(item_class: ItemClass = ItemClass.MAGNET, **more: object) -> Item:
    return Item(number="X", item_class=item_class, **more)


def bill_of(*items: Item) -> Bill:
    """The first holds the others."""
    top, *parts = items
    lines = tuple(
        BillLine(parent=top.number, component=part.number, quantity_per=Bounds.exactly(1))
        for part in parts
    )
    return Bill(
        items={item.number: item for item in items},
        structures={top.number: (lines,)} if parts else {},
    )


def on_list(item: Item, *contributions: SubstanceContent, rule: Rule = LAW) -> Subject:
    return scope.subject_of(item, rule, contributions, bill_of(item))[0]


TARGET = ItemClass.TARGET
MATERIAL = ItemClass.LISTED_MATERIAL
YES, MAYBE, NO = Subject.YES, Subject.MAYBE, Subject.NO


@pytest.mark.parametrize(
    ("item", "contents", "subject"),
    [
        # A magnet of which nothing is known may be any.
        (item_of(), (), MAYBE),
        (item_of(family="NdFeB"), (undisclosed(),), MAYBE),
        (item_of(family="NdFeB"), (portion("Dy"),), YES),
        (item_of(family="NdFeB"), (portion("Nd"),), NO),
        # What may be there makes it possible, what surely is not does not; named without an amount it is there.
        (item_of(family="NdFeB"), (portion("Nd"), portion("Dy", certain=False)), MAYBE),
        (item_of(family="NdFeB"), (portion("Nd"), portion("Dy", mass="0", certain=False)), NO),
        (item_of(family="NdFeB"), (portion("Dy", mass="0"),), YES),
        # A magnet that nobody calls by a family is what its elements make it.
        (item_of(), (portion("Sm"),), YES),
        (item_of(), (portion("Dy"),), YES),
        (item_of(), (portion("Co"),), MAYBE),
        (item_of(family="SmCo"), (), YES),
        # Ferrite holds none, and what contradicts that opens it whatever is said first.
        (item_of(family="ferrite", rare_earth_free=True), (), NO),
        (item_of(family="ferrite"), (), NO),
        (item_of(family="ferrite", rare_earth_free=True), (portion("Dy"),), MAYBE),
        (item_of(family="ferrite", rare_earth_free=True), (portion("Dy", certain=False),), MAYBE),
        (item_of(family="ferrite", rare_earth_free=True, material="ferrite"), (portion("Fe"),), NO),
        # Targets: by their element, as metal.
        (item_of(TARGET), (undisclosed(),), MAYBE),
        (item_of(TARGET), (portion("Dy"),), YES),
        (item_of(TARGET), (portion("Dy", "oxide"),), MAYBE),
        (item_of(TARGET), (portion("Ti"),), NO),
        (item_of(TARGET, material="Dysprosium"), (), YES),
        (item_of(TARGET, rare_earth_free=True, material="Ti"), (), NO),
        (
            item_of(TARGET, rare_earth_free=True, material="Ti"),
            (portion("Tb", certain=False),),
            MAYBE,
        ),
        # Goods: the substance itself, in the form in which the rule counts it.
        (item_of(MATERIAL, material="Dysprosium metal"), (), YES),
        (item_of(MATERIAL, material="Neodymium metal"), (), NO),
        (item_of(MATERIAL), (portion("Dy"),), YES),
        (item_of(MATERIAL), (portion("Dy"), portion("Tb")), MAYBE),
        (item_of(MATERIAL, material="Neodymium metal"), (portion("Dy"),), NO),
        (item_of(MATERIAL), (), MAYBE),
        (item_of(ItemClass.OTHER), (portion("Dy"),), NO),
        # A magnet holds what an oxide was put in as; a target of the oxide may be another one.
        (item_of(family="NdFeB"), (portion("Dy", "oxide"),), YES),
        # Said to hold none, with dysprosium stated and no family named: its content decides.
        (item_of(rare_earth_free=True, material="steel"), (portion("Dy"),), YES),
    ],
)
def test_what_announcement_61_names(item, contents, subject):
    assert on_list(item, *contents) is subject


def test_a_part_of_a_material_with_rare_earth_makes_its_magnet_possible_and_nobody_else():
    magnet = item_of(family="NdFeB")
    for material, subject in (("Dysprosium", MAYBE), ("Steel", NO)):
        part = Item(number="P", material=material)
        bill = bill_of(magnet, part)
        assert scope.subject_of(magnet, LAW, (portion("Nd"),), bill)[0] is subject
    assert scope.subject_of(replace(part, number="X"), LAW, (), bill_of(part))[0] is NO


def test_material_that_is_built_into_a_magnet_is_content_and_elsewhere_goods():
    metal = Item(number="M", item_class=MATERIAL, material="Dysprosium metal")
    bracket = Item(number="B", item_class=ItemClass.OTHER)
    assert scope.tests(LAW, metal, bill_of(metal))
    assert scope.tests(LAW, metal, bill_of(bracket, metal))
    assert not scope.tests(LAW, metal, bill_of(item_of(), metal))
    assert not scope.tests(LAW, metal, bill_of(item_of(TARGET), metal))
    # One magnet above is enough, whatever stands over it.
    top = Item(number="TOP", item_class=ItemClass.ASSEMBLY)
    line = BillLine(parent="TOP", component="X", quantity_per=Bounds.exactly(1))
    nested = bill_of(item_of(), metal)
    deep = Bill(
        items={"TOP": top, **nested.items}, structures={**nested.structures, "TOP": ((line,),)}
    )
    assert not scope.tests(LAW, metal, deep)
    assert not scope.tests(LAW, bracket, bill_of(bracket))


def entry_of(level: Level, **more: object) -> SubjectEntry:
    return replace(LAW.subjects[0], level=level, **more)


def test_products_are_at_the_top_and_end_items_hold_something():
    part, top = Item(number="P"), Item(number="T", item_class=ItemClass.ASSEMBLY)
    bill, alone = bill_of(top, part), bill_of(part)
    product = replace(LAW, subjects=(entry_of(Level.PRODUCT),))
    end_item = replace(LAW, subjects=(entry_of(Level.END_ITEM),))
    assert [scope.tests(product, item, bill) for item in (top, part)] == [True, False]
    assert [scope.tests(end_item, item, bill) for item in (top, part)] == [True, False]
    assert not scope.tests(end_item, part, alone)


def materials(**more: object) -> Rule:
    """A list of materials that are shipped as such."""
    entry = entry_of(
        Level.CLASS, **{"item_class": MATERIAL, "family": "", "contains": ("Dy",), **more}
    )
    return replace(LAW, subjects=(entry,))


@pytest.mark.parametrize(
    ("rule", "item", "contents", "subject"),
    [
        (materials(), item_of(MATERIAL, material="Dy2O3"), (), YES),
        (materials(forms=(Form.METAL,)), item_of(MATERIAL, material="Dy2O3"), (), NO),
        (materials(forms=(Form.METAL,)), item_of(MATERIAL, material="Dysprosium metal"), (), YES),
        (materials(forms=(Form.METAL,)), item_of(MATERIAL, material="Dysprosium"), (), MAYBE),
        # What the line is called decides; where it is called nothing, what is in it.
        (materials(forms=(Form.METAL,)), item_of(MATERIAL, material="Dy2O3"), (portion("Dy"),), NO),
        (materials(forms=(Form.METAL,)), item_of(MATERIAL), (portion("Dy"),), YES),
        (materials(forms=(Form.METAL,)), item_of(MATERIAL), (portion("Dy", "oxide"),), NO),
        (materials(), item_of(MATERIAL), (), NO),
        (materials(contains=()), item_of(MATERIAL), (), MAYBE),
        (materials(contains=()), item_of(MATERIAL, material="rare earth"), (), MAYBE),
    ],
)
def test_a_list_of_materials_tells_their_forms(rule, item, contents, subject):
    assert on_list(item, *contents, rule=rule) is subject


def magnets(**more: object) -> Rule:
    """A list of magnets with one entry."""
    return replace(
        LAW, subjects=(entry_of(Level.CLASS, **{"item_class": ItemClass.MAGNET, **more}),)
    )


@pytest.mark.parametrize(
    ("rule", "item", "contents", "subject"),
    [
        # A list of any magnet with an element means every family.
        (magnets(family="", contains=("Dy",)), item_of(family="NdFeB"), (portion("Dy"),), YES),
        (magnets(family="", contains=("Dy",)), item_of(family="SmCo"), (portion("Dy"),), YES),
        # Lanthanum belongs into some ferrites; where a list means it, ferrite with it is on the list.
        (
            magnets(family="", contains=("La",)),
            item_of(family="ferrite", rare_earth_free=True),
            (portion("La"),),
            YES,
        ),
        # A list that means ferrite means it, though it holds no rare earth.
        (
            magnets(family="ferrite", contains=()),
            item_of(family="ferrite", rare_earth_free=True),
            (),
            YES,
        ),
        (
            replace(
                LAW, subjects=(*LAW.subjects, *magnets(family="ferrite", contains=()).subjects)
            ),
            item_of(family="ferrite", rare_earth_free=True),
            (),
            YES,
        ),
        (
            magnets(family="alnico", contains=()),
            item_of(family="ferrite", rare_earth_free=True),
            (),
            NO,
        ),
        # A material is asked for its form, whatever is said of rare earth.
        (materials(), item_of(MATERIAL, rare_earth_free=True), (undisclosed(),), MAYBE),
        # A list may spell its alloys out.
        (materials(named=("Dy metal",)), item_of(MATERIAL, material="Dysprosium metal"), (), YES),
        (materials(named=("Tb metal",)), item_of(MATERIAL, material="Dysprosium metal"), (), NO),
        (materials(named=("Tb metal",)), item_of(MATERIAL), (portion("DyFe", "alloy"),), MAYBE),
    ],
)
def test_what_another_list_names(rule, item, contents, subject):
    assert on_list(item, *contents, rule=rule) is subject


def test_an_end_item_is_what_the_surest_of_its_parts_is_and_no_part_is_one():
    end_item = entry_of(Level.END_ITEM, item_class=None)
    magnet = entry_of(Level.CLASS, item_class=ItemClass.MAGNET, family="SmCo", contains=())
    rule = replace(LAW, subjects=(end_item, magnet))
    top = Item(number="T", item_class=ItemClass.ASSEMBLY)
    ferrite = Item(number="F", item_class=ItemClass.MAGNET, family="ferrite", rare_earth_free=True)
    unknown = Item(number="U", item_class=ItemClass.MAGNET)
    sure = Item(number="S", item_class=ItemClass.MAGNET, family="SmCo")
    for parts, subject in (
        ((ferrite,), NO),
        ((unknown, ferrite), MAYBE),
        ((ferrite, unknown), MAYBE),
        ((unknown, sure, ferrite), YES),
    ):
        bill = bill_of(top, *parts)
        assert scope.subject_of(top, rule, (), bill)[0] is subject
    middle = bill_of(Item(number="M", item_class=ItemClass.ASSEMBLY), sure)
    line = BillLine(parent="T", component="M", quantity_per=Bounds.exactly(1))
    nested = Bill(
        items={"T": top, **middle.items}, structures={"T": ((line,),), **middle.structures}
    )
    assert [item.number for item in scope.tested_by(rule, nested)] == ["T", "S"]


def test_a_rule_that_names_items_by_words_looks_at_them_and_another_does_not():
    tungsten = Item(number="W", description="Tungsten rod")
    bill = bill_of(tungsten)
    assert scope.tests(RULES["us-dfars-252.225-7052"], tungsten, bill)
    assert not scope.tests(LAW, tungsten, bill)
    bracket = Item(number="B", description="Steel bracket", material="steel")
    assert not scope.tests(RULES["us-dfars-252.225-7052"], bracket, bill_of(bracket))


def test_a_control_list_is_named_with_its_code_only_where_it_names_the_item_or_may():
    coded = replace(
        LAW,
        id="list",
        subjects=(
            entry_of(
                Level.CLASS, item_class=ItemClass.MAGNET, family="SmCo", contains=(), code="1C902"
            ),
            entry_of(
                Level.CLASS, item_class=ItemClass.MAGNET, family="", contains=("Dy",), code="1C903"
            ),
            entry_of(Level.CLASS, item_class=ItemClass.MAGNET, family="SmCo", contains=(), code=""),
        ),
    )
    lists = ControlLists((coded,))
    magnet, bracket = item_of(family="SmCo"), Item(number="B")
    listed = lists.entries_of(magnet, (undisclosed(),), bill_of(magnet))
    assert [(entry.code, entry.subject) for entry in listed] == [("1C902", YES), ("1C903", MAYBE)]
    assert [*lists.entries_of(magnet, (portion("Sm"),), bill_of(magnet))][1:] == []
    assert [*lists.entries_of(bracket, (), bill_of(bracket))] == []

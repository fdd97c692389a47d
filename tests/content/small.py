"""Small pieces for tests of composition: rows, contents, declarations and parts without a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from calculator.content.amounts import Content
from calculator.content.composition import Closure, Gap
from calculator.content.contribution import SubstanceContent
from calculator.content.counting import Counted
from calculator.content.declaration import Declaration
from calculator.content.parts import Parts
from calculator.content.rollup import ContentRollup, roll_up
from calculator.determination.triggers import counted_by
from calculator.model.bill import Bill, BillLine
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import Evidence, Figure, Item, ItemClass, Origin, Price
from calculator.model.substance_list import Listing
from calculator.model.substances import NOTHING, UNDISCLOSED, read_substance
from calculator.numbers.bounds import UNKNOWN, ZERO, Bounds
from tests.workbooks import LAW, ON, RULES

FACTS = Facts(on=ON)
JP, CN = (Origin(shares=((code, Fraction(1)),)) for code in ("JP", "CN"))
Structures = Mapping[str, tuple[tuple[BillLine, ...], ...]]


def between(low: object, high: object = None, *, is_open: bool = False) -> Bounds:
    """One number, or what lies between two."""
    first = Fraction(str(low))
    return Bounds(first, None if is_open else first if high is None else Fraction(str(high)))


def content(value: Bounds, listed: Bounds = ZERO, rare_earth: Bounds | None = None) -> Content:
    return Content(
        value=value, listed=listed, rare_earth=listed if rare_earth is None else rare_earth
    )


def portion(name: str, mass: Bounds, value: Bounds = ZERO) -> SubstanceContent:
    """A substance in a magnet; of Announcement 61's list is all but neodymium and praseodymium."""
    substance = UNDISCLOSED if name == "?" else read_substance(name)[0]
    assert substance is not None
    return SubstanceContent(
        holder="MAG",
        substance=substance,
        listing=Listing.UNLISTED if name in ("Nd", "Pr") else Listing.LISTED,
        origin=JP,
        counted_share=Bounds.exactly(1),
        mass=mass,
        value=value,
        certain=name != "?",
    )


def declaration(
    *portions: SubstanceContent,
    closure: Closure = Closure.FULL,
    named: str = "",
    sure: str | None = None,
    rest: SubstanceContent | None = None,
) -> Declaration:
    """A statement; ``rest`` leaves it open."""
    return Declaration(
        rows=(),
        contributions=portions,
        rest=rest,
        closure=Closure.OPEN if rest else closure,
        gap=Gap.NOT_FULL if rest else Gap.NOTHING,
        sure=frozenset((named if sure is None else sure).split()),
        named=frozenset(named.split()),
    )


REST = portion("?", Bounds.up_to(Bounds.exactly(9)), UNKNOWN)


def parts(known: Content, sure: str = "", rest: SubstanceContent | None = None) -> Parts:
    return Parts(
        known=known,
        sure=frozenset(sure.split()),
        rest=rest,
        closure=Closure.OPEN if rest else Closure.PARTS,
    )


def row(name: str = "", share: object = None, **more: object) -> ContentRow:
    """A Content row of a magnet; without a substance it says only that nothing else is in it."""
    substance = NOTHING if not name else read_substance(name)[0]
    assert substance is not None
    stated = {
        "origin": JP,
        "share": None if share is None else between(share),
        "disclosure": Disclosure.PARTIAL,
    }
    return ContentRow(item="MAG", substance=substance, **{**stated, **more})


def item(item_class: ItemClass = ItemClass.MAGNET, mass: Bounds = UNKNOWN, **more: object) -> Item:
    return Item(number="MAG", item_class=item_class, mass=Figure(bounds=mass), **more)


def counted(rule: str = LAW.id) -> Counted:
    """What a rule counts."""
    return counted_by(RULES[rule])


def below(parent: str, *parts: str) -> dict[str, tuple[tuple[BillLine, ...], ...]]:
    """One of each part in a parent."""
    return {parent: (tuple(BillLine(parent, part, Bounds.exactly(1)) for part in parts),)}


def rolled(
    *items: Item,
    structures: Structures | None = None,
    incomplete: tuple[str, ...] = (),
    rule: str = LAW.id,
    facts: Facts | None = None,
    **content: tuple[object, ...],
) -> ContentRollup:
    bill = Bill(
        items={item.number: item for item in items},
        structures=structures or {},
        incomplete=frozenset(incomplete),
    )
    rows = {
        number: tuple(replace(each, item=number) for each in of) for number, of in content.items()
    }
    return roll_up(bill, replace(facts or Facts(on=ON), content=rows), counted(rule), "USD")


FULL, ALL = Disclosure.RARE_EARTH, Disclosure.ALL
ASSUMED = Evidence.ASSUMED
NAMED_SUBSTANCES = next(
    rule.id for rule in RULES.values() if rule.counted.is_named and rule.subjects
)
"""A rule that counts other substances than rare earths."""
DOLLAR = (Price(between(1), "USD"),)
GRAM = Figure(bounds=between("0.001"))
PART = Item(number="PART", prices=DOLLAR, mass=GRAM)
SCREW = replace(PART, number="SCREW", rare_earth_free=True)
BOX = replace(PART, number="BOX", item_class=ItemClass.ASSEMBLY)
MAGNET = replace(PART, number="MAG", item_class=ItemClass.MAGNET, material="NdFeB", family="NdFeB")
POWDER = replace(PART, number="POWDER", description="dysprosium powder")


def price_of_a_dollar(_: Item, __: str) -> Bounds:
    """What one of anything costs in any currency."""
    return between(1)

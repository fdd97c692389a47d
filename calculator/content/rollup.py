"""How much of the counted is in each item: by mass and by value, between bounds, exact.

What is believed of one item (DESIGN, Content of an item): what is declared and what its components add up to are statements
about one whole; a listed material is its own content; a material known to hold no rare earth holds none; all else is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from calculator.content.amounts import Content
from calculator.content.contents_in_units import ContentsInUnits
from calculator.content.contribution import total
from calculator.content.counting import Counted
from calculator.content.item_contents import ItemContents, sure_by_material
from calculator.content.material_conflict import earths_held
from calculator.content.parts import Parts, parts_of, sure_below
from calculator.content.put_in import BuiltIn
from calculator.content.whole import Whole, whole_of
from calculator.content.whole_problems import problems_of
from calculator.model.bill import Bill, BillLine
from calculator.model.facts import Facts
from calculator.model.item import MADE_OF_RARE_EARTH, Item, ItemClass
from calculator.model.problem import Problem
from calculator.model.substances import SOME_RARE_EARTH, read_substance
from calculator.numbers.bounds import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRollup:
    """Contents of every item of one bill, for one list of counted substances, in ``currency``, and what was doubtful on the way.

    ``wholes`` has the items of which something is declared, and those made of rare earth that are broken down.
    """

    bill: Bill
    facts: Facts
    currency: str
    items: ItemContents
    contents: Mapping[str, Content]
    wholes: Mapping[str, Whole]
    problems: tuple[Problem, ...]

    def value_of(self, item: Item) -> Bounds:
        """Value of one unit of ``item`` in the currency of the roll-up."""
        return self.items.valuation.value_of(item)

    def can_value(self, item: Item) -> bool:
        """True where every price of the item can be said in the currency of the roll-up."""
        return self.items.valuation.can_value(item)


def roll_up(bill: Bill, facts: Facts, counted: Counted, currency: str) -> ContentRollup:
    """The content of one unit of every item: one pass, components before parents (low-level codes)."""
    items = ItemContents(facts, counted, currency, BuiltIn.of(bill))
    items.valuation.value_at_once(bill.items.values())
    plain = {number for number, item in bill.items.items() if _is_plain(item, bill, facts, items)}
    leaves = [
        item
        for number, item in bill.items.items()
        if number in plain and number not in bill.structures
    ]
    gathered = _Gathered(
        bill=bill,
        items=items,
        elements=counted.substances.elements,
        contents=ContentsInUnits(items.plain_contents(leaves)),
    )
    gathered.name_materials(leaves)
    for number in bill.upwards:
        if number not in plain:
            gathered.add(bill.items[number])
        elif number in bill.structures:
            gathered.add_plainly(bill.items[number])
    return ContentRollup(
        bill=bill,
        facts=facts,
        currency=currency,
        items=gathered.items,
        contents=gathered.contents,
        wholes=gathered.wholes,
        problems=tuple(gathered.problems),
    )


def _is_plain(item: Item, bill: Bill, facts: Facts, items: ItemContents) -> bool:
    """True for an item of which nothing is declared and that is no rare earth nor in a magnet: it is what its line or its one list of parts says."""
    number = item.number
    return (
        item.item_class not in MADE_OF_RARE_EARTH
        and number not in facts.content
        and number not in bill.incomplete
        and (number not in bill.structures or _is_one_list(bill.structures[number]))
        and not items.built_in.holds(number)
    )


def _is_one_list(versions: tuple[tuple[BillLine, ...], ...]) -> bool:
    return len(versions) == 1 and bool(versions[0])


def is_broken_down(bill: Bill, number: str) -> bool:
    """True where the bill has lines below the item."""
    return any(bill.structures.get(number, ())) or number in bill.incomplete


@dataclass(slots=True, kw_only=True)
class _Gathered:
    """What is known of the items so far; ``sure`` are the rare earths that are surely in them, where there are any."""

    bill: Bill
    items: ItemContents
    elements: frozenset[str]
    contents: ContentsInUnits
    sure: dict[str, frozenset[str]] = field(default_factory=dict)
    wholes: dict[str, Whole] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    dearer: set[str] = field(default_factory=set)
    """Items in a magnet of which something may count as metal, worth more than their price: the magnet's own price cuts it."""
    above_sure: set[str] = field(default_factory=set)
    """The parents of items of which some rare earth is sure."""

    def name_materials(self, items: Sequence[Item]) -> None:
        """What the materials of plain items that are not broken down name outright."""
        named = {
            material: elements
            for material in {item.material for item in items}
            if (elements := _elements_of(material))
        }
        for item in items if named else ():
            if item.material in named and not item.rare_earth_free:
                self._is_sure(item.number, named[item.material])

    def add_plainly(self, item: Item) -> None:
        """A plain item that is broken down is what its lines add up to, cut at its own price and mass."""
        number, (lines,) = item.number, self.bill.structures[item.number]
        value = self.items.valuation.value_of(item).high
        self.contents.add_sum(number, lines, value, item.mass.bounds.high)
        if number in self.above_sure:
            sure = sure_below(number, self.bill, self.sure)
            if sure:
                self._is_sure(number, sure)

    def _is_sure(self, number: str, elements: frozenset[str]) -> None:
        self.sure[number] = elements
        self.above_sure.update(self.bill.parents.get(number, ()))

    def add(self, item: Item) -> None:
        number = item.number
        if self.items.may_exceed_price(item) or (
            self.items.built_in.holds(number)
            and not self.dearer.isdisjoint(self.bill.components_of(number))
        ):
            self.dearer.add(number)
        has_lines = is_broken_down(self.bill, number)
        if not has_lines and number not in self.items.facts.content:
            self.contents.add(number, self.items.own_content(item))
            sure = (
                sure_by_material(item)
                if item.item_class in MADE_OF_RARE_EARTH
                else _named_by_material(item)
            )
            if sure:
                self._is_sure(number, sure)
            return
        parts = (
            parts_of(item, self.bill, self.contents, self.sure, self.items.valuation)
            if has_lines
            else None
        )
        content, sure = self._of(item, parts)
        value = None if number in self.dearer else self.items.valuation.value_of(item).high
        self.contents.add(number, content.cut_at(value, item.mass.bounds.high))
        if sure:
            self._is_sure(number, sure)

    def _of(self, item: Item, parts: Parts | None) -> tuple[Content, frozenset[str]]:
        declarations = self.items.stated.declarations_of(item)
        if declarations and self.items.is_free(item):
            named = (
                contribution
                for declaration in declarations
                for contribution in declaration.contributions
            )
            if not earths_held(item, named):
                declarations = ()
                if parts is None:
                    return self.items.own_content(item), frozenset()
        if not declarations and parts is not None:
            sure = parts.sure | sure_by_material(item)
            if item.item_class is ItemClass.LISTED_MATERIAL:
                own = total(self.items.own_contributions(item))
                return own.larger(parts.known), sure
            if item.item_class not in MADE_OF_RARE_EARTH:
                return parts.content, sure
        whole = whole_of(declarations, parts, self.elements)
        self.wholes[item.number] = whole
        self.problems += problems_of(item, whole, self.items.valuation)
        return whole.content, whole.sure | sure_by_material(item)


def _named_by_material(item: Item) -> frozenset[str]:
    """The rare earths that the material of any other part names outright."""
    return frozenset() if item.rare_earth_free else _elements_of(item.material)


def _elements_of(material: str) -> frozenset[str]:
    substance = read_substance(material)[0] if material else None
    return frozenset(substance.elements) - {SOME_RARE_EARTH} if substance else frozenset()

"""What is in one item by its own line: a listed material, nothing, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from calculator.content.amounts import NO_CONTENT, Content
from calculator.content.contribution import SubstanceContent, perhaps, total
from calculator.content.counting import Counted
from calculator.content.material_needs import needs_of
from calculator.content.put_in import NOWHERE, BuiltIn, PutInAs, forms_that_count
from calculator.content.stated_contents import StatedContents, weaker
from calculator.content.terms import given
from calculator.content.undisclosed import all_unknown, unknown_content
from calculator.content.valuation import Valuation, price_cells
from calculator.model.assumptions import PutIn
from calculator.model.facts import Facts
from calculator.model.item import RARE_EARTH_CLASSES, Evidence, Item, ItemClass
from calculator.model.own_substance import own_substances
from calculator.model.substances import SOME_RARE_EARTH, Substance, named_only
from calculator.numbers.bounds import Bounds
from calculator.recognition.materials import RARE_EARTH_FAMILIES
from calculator.recognition.raw_material import names_earth


class ItemContents:
    """The contributions of single items, for one list of counted substances, in one currency."""

    def __init__(
        self, facts: Facts, counted: Counted, currency: str, built_in: BuiltIn = NOWHERE
    ) -> None:
        self.facts = facts
        self.counted = counted
        self.valuation = Valuation(facts, counted, currency)
        self.built_in = built_in
        self.stated = StatedContents(facts, counted, self.valuation, built_in)
        self._unknown_contents: dict[tuple[object, object], Content] = {}

    def own_contributions(self, item: Item) -> tuple[SubstanceContent, ...]:
        """What the item's own line says where no Content row speaks: listed material, nothing, or unknown."""
        if item.item_class is ItemClass.LISTED_MATERIAL:
            lines = tuple(
                self._listed_line(item, substance) for substance in substances_of_line(item)
            )
            return lines if len(lines) == 1 else tuple(map(perhaps, lines))
        return () if self.is_free(item) else (self.unknown(item),)

    def own_content(self, item: Item) -> Content:
        """What the own contributions of an item add up to. Most items are alike in it: nothing, or unknown at the same price and mass."""
        if item.item_class is ItemClass.LISTED_MATERIAL:
            return total(self.own_contributions(item))
        return NO_CONTENT if self.is_free(item) else self.unknown_content(item)

    def plain_contents(self, items: Iterable[Item]) -> dict[str, Content]:
        """The own content of each of many items, none of them a listed material or in a magnet: the same object where it is the same."""
        contents: dict[str, Content] = {}
        by_most: dict[tuple[object, object], Content] = {}
        is_of_rare_earth = self.counted.is_of_rare_earth
        value_of = self.valuation.value_of
        for item in items:
            if item.rare_earth_free and is_of_rare_earth:
                contents[item.number] = NO_CONTENT
                continue
            most = _ratio(value_of(item).high), _ratio(item.mass.bounds.high)
            content = by_most.get(most)
            if content is None:
                content = by_most[most] = self.unknown_content(item)
            contents[item.number] = content
        return contents

    def is_free(self, item: Item) -> bool:
        """True where the material holds nothing that the rule counts."""
        return item.rare_earth_free and self.counted.is_of_rare_earth

    def unknown_content(self, item: Item) -> Content:
        """The content of an item of which nothing is known: by the most that it can be, its price and its mass."""
        price, mass = self._most_of(item), item.mass.bounds.high
        key = (_ratio(price), _ratio(mass))
        content = self._unknown_contents.get(key)
        if content is None:
            content = unknown_content(mass, price, self.valuation)
            # One object where they are equal, so that they are added up once.
            if content.listed == content.rare_earth:
                content = replace(content, listed=content.rare_earth)
            self._unknown_contents[key] = content
        return content

    def unknown(self, item: Item) -> SubstanceContent:
        """An item of which nothing is known may be listed material for all of its price and mass."""
        return all_unknown(item, item.mass.bounds, self._most_of(item), self.valuation)

    def _most_of(self, item: Item) -> Fraction | None:
        """What an unknown item may be worth at most: its price, but for what leaves metal in a magnet."""
        return None if self._may_leave_metal(item) else self.valuation.value_of(item).high

    def _may_leave_metal(self, item: Item) -> bool:
        """True for a part of a magnet that names a rare earth in words of which nobody knows the form: as metal it may be dearer."""
        return (
            self.built_in.makes_metal(item.number)
            and self.facts.assumptions.put_in is not PutIn.AS_PUT_IN
            and self.counted.tells_forms
            and item.item_class not in RARE_EARTH_CLASSES
            and names_earth(f"{item.material} {item.description}")
            and item.material not in RARE_EARTH_FAMILIES
        )

    def _listed_line(self, item: Item, substance: Substance) -> SubstanceContent:
        """A line of listed material is its own content: its mass and its price, else its mass times the price list."""
        put_in = self._put_in_as(item, substance)
        listing, keys = put_in.listing, put_in.all_keys
        forms = forms_that_count(substance.form, put_in, item.stages)
        passed = item.stages, forms, item.origin
        mass = given(item.mass.bounds, "kg", item.mass.cells)
        has_price = bool(item.prices) and self.valuation.value_of(item).high is not None
        own = self.valuation.own_price(item) if has_price else None
        is_open = SOME_RARE_EARTH in substance.elements and (
            substance.key not in RARE_EARTH_FAMILIES and self._may_leave_metal(item)
        )
        value = None if is_open else self.valuation.value_put_in(substance, put_in, mass, own)
        price = None if item.prices else self.valuation.price_of_one(substance, keys)
        per_kilogram = self.valuation.price_of_one(substance, keys).term.result
        return SubstanceContent(
            holder=item.number,
            substance=substance,
            listing=listing,
            list_key=keys[0] if keys else "",
            origin=item.origin,
            counted_share=self.counted.share_of_forms(*passed, self.facts.assumptions),
            is_open_by_form=bool(put_in.metals) and self.facts.assumptions.put_in is None,
            stages=item.stages,
            by_reading=self.counted.shares_by_reading(*passed, self.facts.assumptions),
            mass=item.mass.bounds,
            value=Bounds.unknown() if value is None else value.result,
            certain=True,
            counts_whole=not self.counted.is_of_rare_earth,
            evidence=weaker(Evidence.DECLARED, price.evidence if price else None),
            cells=(
                *item.cells[:1],
                *price_cells(item),
                *item.mass.cells,
                *item.origin.cells,
                *(cell for stage in item.stages for cell in stage.cells),
            ),
            terms=() if value is None else (value,),
            price=None
            if has_price or len(put_in.metals) > 1 or per_kilogram == Bounds.unknown()
            else per_kilogram,
        )

    def _put_in_as(self, item: Item, substance: Substance) -> PutInAs:
        return self.counted.put_in_as(
            substance,
            self.facts.assumptions,
            becomes_metal=self.built_in.becomes_metal(item, substance),
        )

    def may_exceed_price(self, item: Item) -> bool:
        """True where something that was put in may count as the metal that it leaves, worth more than it was itself."""
        if not self.built_in.holds(item.number):
            return False
        is_of_line = item.item_class is ItemClass.LISTED_MATERIAL and any(
            self._put_in_as(item, substance).metals for substance in substances_of_line(item)
        )
        return (
            is_of_line
            or self._may_leave_metal(item)
            or any(
                self.stated.put_in_as(item, row).metals
                for row in self.facts.content.get(item.number, ())
            )
        )


def substances_of_line(item: Item) -> tuple[Substance, ...]:
    """What a line of a material is, or may be: by its words; known by name alone where they tell no substance."""
    return own_substances(item) or (named_only(item.material or item.description),)


def sure_by_material(item: Item) -> frozenset[str]:
    """The rare earths that an item surely holds by what it is made of; ``?`` where that leaves open which."""
    needs = needs_of(item)
    if needs.elements or not needs.some_rare_earth:
        return frozenset(needs.elements)
    return frozenset({SOME_RARE_EARTH})


def _ratio(number: Fraction | None) -> tuple[int, int] | None:
    return None if number is None else number.as_integer_ratio()

"""What is in one item by its own line and its own facts: substances with their mass, their value and how they count.

The value of a substance is the first of these that is known: a stated value, the line's own price, mass times the
price list; else it lies between nothing and the item's price.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from calculator.content.disclosure import contradicted, undisclosed_mass
from calculator.model.exchange_rates import UNKNOWN_CURRENCY
from calculator.model.facts import ContentRow, Disclosure, Facts, PriceRow, without_form
from calculator.model.item import ANYWHERE, UNKNOWN_ORIGIN, Evidence, Item, ItemClass, Origin
from calculator.model.source import Source
from calculator.model.substance_list import Listing, SubstanceList
from calculator.model.substances import (
    UNDISCLOSED,
    Substance,
    elements_of_key,
    named_only,
    read_substance,
    share_in,
)
from calculator.numbers.bounds import ZERO, Bounds, both_or_either, bounds_text
from calculator.numbers.exact_sums import sum_of_products
from calculator.numbers.factors import Factors

Step = tuple[str, tuple[Source, ...]]
"""One line of arithmetic and the cells that it rests on."""

_ALL = Bounds.exactly(1)
_SOME = Bounds(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a rule counts: substances of its list that are from ``origins``; ``unsure`` codes may be."""

    substances: SubstanceList
    origins: frozenset[str]
    unsure: frozenset[str] = frozenset()

    @property
    def is_of_rare_earth(self) -> bool:
        """True where only rare earth is counted, so that a material without any holds nothing that counts."""
        return not self.substances.is_named


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Counted value, counted rare earth (kg) and all rare earth (kg) in one unit of an item."""

    value: Bounds
    listed: Bounds
    rare_earth: Bounds

    def __add__(self, other: Content) -> Content:
        return Content(
            value=self.value + other.value,
            listed=self.listed + other.listed,
            rare_earth=self.rare_earth + other.rare_earth,
        )

    def times(self, quantity: Bounds) -> Content:
        """The content of a quantity of such items."""
        return Content(
            value=self.value * quantity,
            listed=self.listed * quantity,
            rare_earth=self.rare_earth * quantity,
        )

    def hull(self, other: Content) -> Content:
        """Bounds that hold both."""
        return Content(
            value=self.value.hull(other.value),
            listed=self.listed.hull(other.listed),
            rare_earth=self.rare_earth.hull(other.rare_earth),
        )

    def larger(self, other: Content) -> Content:
        """The larger of both, figure by figure."""
        return Content(
            value=self.value.larger(other.value),
            listed=self.listed.larger(other.listed),
            rare_earth=self.rare_earth.larger(other.rare_earth),
        )

    def overlaps(self, other: Content) -> bool:
        """True where both can be true."""
        return (
            self.value.overlaps(other.value)
            and self.listed.overlaps(other.listed)
            and self.rare_earth.overlaps(other.rare_earth)
        )

    def both(self, other: Content) -> Content:
        """What is left when both are true. They must overlap."""
        return Content(
            value=both_or_either(self.value, other.value),
            listed=both_or_either(self.listed, other.listed),
            rare_earth=both_or_either(self.rare_earth, other.rare_earth),
        )


def sum_of_contents(parts: Sequence[tuple[Content, Bounds]]) -> Content:
    """The content of quantities of several items together."""
    listed = sum_of_products([(part.listed, quantity) for part, quantity in parts])
    is_same = all(part.listed is part.rare_earth for part, _ in parts)
    return Content(
        value=sum_of_products([(part.value, quantity) for part, quantity in parts]),
        listed=listed,
        rare_earth=listed
        if is_same
        else sum_of_products([(part.rare_earth, quantity) for part, quantity in parts]),
    )


NO_CONTENT = Content(value=ZERO, listed=ZERO, rare_earth=ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceContent:
    """One substance in one unit of ``holder``: kg of what is named and its value, of all origins, and how it counts."""

    holder: str
    substance: Substance
    listing: Listing
    origin: Origin
    counted_share: Bounds
    mass: Bounds
    value: Bounds
    certain: bool
    has_amount: bool = True
    """False where nobody said how much of it there is."""
    list_key: str = ""
    """The name under which the rule lists it, where that is one."""
    counts_whole: bool = False
    """True where what is named counts with all of its mass, not only the rare earth in it."""
    evidence: Evidence | None = None
    reference: str = ""
    cells: tuple[Source, ...] = ()
    steps: tuple[Step, ...] = ()
    stated_share: tuple[Bounds, Bounds] | None = None
    """The holder's kg and the share of it, where the mass is their product."""
    price: Bounds | None = None
    """Of one kg, where it is explained and the value is the mass times that."""

    @property
    def listed_share(self) -> Bounds:
        """1 where it is on the list, 0 where not, between where that is not known."""
        return {Listing.LISTED: _ALL, Listing.UNLISTED: ZERO, Listing.MAYBE: _SOME}[self.listing]

    @property
    def counted_value(self) -> Bounds:
        """Value that the rule counts."""
        return self.value * self.listed_share * self.counted_share

    @property
    def counted_mass(self) -> Bounds:
        """Kilograms of what is named that the rule counts."""
        return self.mass * self.listed_share * self.counted_share

    @property
    def content(self) -> Content:
        """The portion in the three figures that are rolled up."""
        earth = self.mass * self.substance.rare_earth_share
        counts = self.mass if self.counts_whole else earth
        return Content(
            value=self.counted_value,
            listed=counts * self.listed_share * self.counted_share,
            rare_earth=earth,
        )

    @property
    def factors(self) -> Factors:
        """What is multiplied to reach the counted value and the counted rare earth."""
        whole, share = self.stated_share or (None, None)
        return Factors(
            mass=self.mass,
            value=self.value,
            counted=self.listed_share * self.counted_share,
            earth=_ALL if self.counts_whole else self.substance.rare_earth_share,
            whole=whole,
            share=share,
            price=self.price,
        )


class ItemContents:
    """The portions of single items, for one list of counted substances, in one currency."""

    def __init__(self, facts: Facts, counted: Counted, currency: str) -> None:
        self.facts = facts
        self.counted = counted
        self.currency = currency
        self._values: dict[str, Bounds] = {}
        self._prices_of_one: dict[tuple[Substance, tuple[str, ...]], Bounds | None] = {}
        self._unknown: dict[tuple[int, int], tuple[Content, Bounds, Bounds]] = {}

    # ----------------------------------------------------------------- values of items

    def value_of(self, item: Item) -> Bounds:
        """Value of one unit of ``item``: its price; bounds over contradicting prices; unknown where a rate is missing."""
        known = self._values.get(item.number)
        if known is None:
            known = self._values[item.number] = self._value_of_item(item)
        return known

    def _value_of_item(self, item: Item) -> Bounds:
        found: Bounds | None = None
        if len(item.prices) == 1 and item.prices[0].currency == self.currency != UNKNOWN_CURRENCY:
            return item.prices[0].bounds
        for price in item.prices:
            rate, _ = self.facts.rate(price.currency, self.currency)
            worth = Bounds.unknown() if rate is None else price.bounds * rate
            found = worth if found is None else found.hull(worth)
        return found or Bounds.unknown()

    def can_value(self, item: Item) -> bool:
        """True where every price of the item can be said in this currency."""
        return all(
            self.facts.rate(price.currency, self.currency)[0] is not None for price in item.prices
        )

    # ----------------------------------------------------------------- portions of one item

    def own_contributions(
        self, item: Item, *, explain: bool = False
    ) -> tuple[SubstanceContent, ...]:
        """What the item's own line says where no Content row speaks: listed material, nothing, or unknown."""
        if item.item_class is ItemClass.LISTED_MATERIAL:
            return (self._listed_line(item, explain=explain),)
        return (
            () if item.rare_earth_free and self.counted.is_of_rare_earth else (self.unknown(item),)
        )

    def own_content(self, item: Item) -> Content:
        """What the own portions of an item add up to. Most items are alike in it: nothing, or unknown at the same price and mass."""
        if item.item_class is ItemClass.LISTED_MATERIAL:
            return total(self.own_contributions(item))
        return (
            NO_CONTENT
            if item.rare_earth_free and self.counted.is_of_rare_earth
            else self.unknown_content(item)
        )

    def unknown_content(self, item: Item) -> Content:
        """The content of an item of which nothing is known."""
        value, mass = self.value_of(item), item.mass.bounds
        key = (id(value), id(mass))
        found = self._unknown.get(key)
        if found is None:
            content = self.unknown(item).content
            # One object where they are equal, so that they are added up once.
            same = content.listed == content.rare_earth
            # Bounds are known by their place in memory, where they stay as long as they are kept here.
            found = self._unknown[key] = (
                replace(content, listed=content.rare_earth) if same else content,
                value,
                mass,
            )
        return found[0]

    def _listed_line(self, item: Item, *, explain: bool) -> SubstanceContent:
        substance, _ = read_substance(item.material)
        substance = (
            substance
            or read_substance(item.description)[0]
            or named_only(item.material or item.description)
        )
        listing, keys = self.counted.substances.find(substance)
        price = self.value_of(item)
        steps: list[Step] = []
        per_kilogram: Bounds | None = None
        if item.prices and price.high is not None:
            value = price
            if explain:
                steps.append(
                    (
                        f"value = its own price, {bounds_text(price)} {self.currency}",
                        _price_cells(item),
                    )
                )
        else:
            value = (
                self._by_price_list(substance, keys, item.mass.bounds, steps if explain else None)
                or Bounds.unknown()
            )
            per_kilogram = self._price_of_one(substance, keys) if explain else None
        return SubstanceContent(
            holder=item.number,
            substance=substance,
            listing=listing,
            list_key=keys[0] if keys else "",
            origin=item.origin,
            counted_share=self._counted_share(item.origin),
            mass=item.mass.bounds,
            value=value,
            certain=True,
            counts_whole=not self.counted.is_of_rare_earth,
            evidence=_weaker(
                Evidence.DECLARED, None if item.prices else self._price_grade(substance, keys)
            ),
            cells=(*item.cells[:1], *_price_cells(item), *item.mass.cells, *item.origin.cells),
            steps=tuple(steps),
            price=per_kilogram,
        )

    def unknown(self, item: Item) -> SubstanceContent:
        """An item of which nothing is known may be listed material for all of its price and mass."""
        return self._undisclosed(item, item.mass.bounds, self.value_of(item).high)

    def _undisclosed(self, item: Item, mass: Bounds, value: Fraction | None) -> SubstanceContent:
        listing, _ = self.counted.substances.find(UNDISCLOSED)
        return SubstanceContent(
            holder=item.number,
            substance=UNDISCLOSED,
            listing=listing,
            origin=UNKNOWN_ORIGIN,
            counted_share=self._counted_share(UNKNOWN_ORIGIN),
            mass=Bounds.up_to(mass),
            value=Bounds(Fraction(0), value),
            certain=False,
            counts_whole=not self.counted.is_of_rare_earth,
            cells=(*item.cells[:1], *_price_cells(item)),
            steps=(
                (
                    "not disclosed: between nothing and all of it may be listed and counted",
                    _price_cells(item),
                ),
            ),
        )

    # ----------------------------------------------------------------- stated content

    def stated_contributions(
        self, item: Item, *, explain: bool = False
    ) -> tuple[tuple[SubstanceContent, ...], ...]:
        """What the Content rows say of the item, one statement for each file that speaks of it."""
        rows = self.facts.content.get(item.number, ())
        files: dict[str, list[ContentRow]] = {}
        for row in rows:
            files.setdefault(row.statement, []).append(row)
        return tuple(
            self._statement(item, tuple(found), explain=explain) for found in files.values()
        )

    def _statement(
        self, item: Item, rows: tuple[ContentRow, ...], *, explain: bool
    ) -> tuple[SubstanceContent, ...]:
        contributions: dict[tuple[object, ...], SubstanceContent] = {}
        for row in rows:
            if not row.substance.elements and self.counted.is_of_rare_earth:
                continue
            portion = self._stated(item, row, explain=explain)
            # Of a row that does not count, the origin is unknown.
            key = (row.key, self.facts.holds(row))
            contributions[key] = (
                _either_or_both(contributions[key], portion) if key in contributions else portion
            )
        found = tuple(contributions.values())
        doubted = contradicted(rows)
        if any(self._settles_the_rest(row) for row in rows if row not in doubted):
            return found
        rest = self._remainder(item, rows)
        return found if rest is None else (*found, rest)

    def _settles_the_rest(self, row: ContentRow) -> bool:
        """True where the row says that nothing else in the item can count."""
        enough = row.disclosure is Disclosure.ALL or (
            self.counted.is_of_rare_earth
            and (
                row.disclosure is Disclosure.RARE_EARTH
                or self.counted.substances.elements <= row.rules_out
            )
        )
        return enough and self.facts.holds(row)

    def _stated(self, item: Item, row: ContentRow, *, explain: bool) -> SubstanceContent:
        listing, keys = self.counted.substances.find(row.substance)
        expired = not self.facts.holds(row)
        origin = row.origin.doubted() if expired else row.origin
        steps: list[Step] = []
        mass = (
            item.mass.bounds.hull(ZERO)
            if expired
            else _mass_of(item, row, steps if explain else None)
        )
        priced = explain and listing is not Listing.UNLISTED
        value = None if expired else self._value_of(row, keys, mass, steps if priced else None)
        price = self.value_of(item)
        if value is None and mass.is_zero:
            value = ZERO
        if value is None:
            value = Bounds.up_to(price)
            if priced:
                steps.append(
                    (
                        f"value not known: between 0 and the item's price, {bounds_text(price)} {self.currency}",
                        _price_cells(item),
                    )
                )
        return SubstanceContent(
            holder=item.number,
            substance=row.substance,
            listing=listing,
            list_key=keys[0] if keys else "",
            origin=origin,
            counted_share=self._counted_share(origin),
            mass=mass,
            value=value.closed_by(price.high),
            has_amount=not expired
            and any(one is not None and one.is_exact for one in (row.share, row.mass)),
            certain=not expired and (row.share or row.mass or row.value or _ALL).low > 0,
            counts_whole=not self.counted.is_of_rare_earth,
            evidence=_weaker(
                row.evidence,
                self._price_grade(row.substance, keys)
                if row.value is None and listing is not Listing.UNLISTED
                else None,
            ),
            reference=" ".join(
                part
                for part in (
                    row.reference,
                    str(row.dated or ""),
                    f"valid until {row.valid_until}" if row.valid_until else "",
                )
                if part
            ),
            cells=row.cells,
            steps=tuple(steps),
            stated_share=(item.mass.bounds, row.share)
            if row.share is not None and row.mass is None and not expired
            else None,
            price=self._price_of_one(row.substance, keys)
            if priced and row.value is None and not expired
            else None,
        )

    def both_values(self, item: Item, row: ContentRow) -> tuple[Bounds | None, Bounds | None]:
        """What is stated of the value of a row's substance, and what the price list says of it."""
        _, keys = self.counted.substances.find(row.substance)
        mass = _mass_of(item, row, None)
        return self._value_of(row, keys, mass, None), self._by_price_list(
            row.substance, keys, mass, None
        )

    def _value_of(
        self, row: ContentRow, keys: tuple[str, ...], mass: Bounds, steps: list[Step] | None
    ) -> Bounds | None:
        """Stated value, else mass times the price list; None where neither is known."""
        if row.value is not None:
            rate, rates = self.facts.rate(row.currency, self.currency)
            if rate is None:
                return None
            if steps is not None:
                text = f"stated value {bounds_text(row.value)} {row.currency}"
                if rates:
                    text += (
                        f" × {bounds_text(rate)} = {bounds_text(row.value * rate)} {self.currency}"
                    )
                steps.append(
                    (text, (*row.amount_cells, *(cell for used in rates for cell in used.cells)))
                )
            return row.value * rate
        return self._by_price_list(row.substance, keys, mass, steps)

    def _by_price_list(
        self, substance: Substance, keys: tuple[str, ...], mass: Bounds, steps: list[Step] | None
    ) -> Bounds | None:
        """Value of ``mass`` of a substance that may be listed under several keys: from the cheapest to the dearest."""
        if mass.high is None and not mass.low:
            return None
        found: Bounds | None = None
        for key in keys or (substance.key,):
            value = self._priced_as(substance, key, mass, steps)
            found = value if found is None else found.hull(value)
        return None if found is None or found == Bounds.unknown() else found

    def _price_of_one(self, substance: Substance, keys: tuple[str, ...]) -> Bounds | None:
        """The price list's value of one kg, found out once for all that hold it."""
        key = (substance, keys)
        if key not in self._prices_of_one:
            self._prices_of_one[key] = self._by_price_list(substance, keys, _ALL, None)
        return self._prices_of_one[key]

    def _priced_as(
        self, substance: Substance, key: str, mass: Bounds, steps: list[Step] | None
    ) -> Bounds:
        element = elements_of_key(key)[0] if not substance.of_element else substance.elements[0]
        same = key == substance.key and not (
            substance.of_element and key not in {f"{element} metal", element}
        )
        amount = (
            mass
            if same
            else _element_mass(substance, element, mass).divided_by(share_in(key, element))
        )
        price, rows = self.facts.price_of(key, self.currency)
        what = key
        if price is None and element:
            amount_of_element = _element_mass(substance, element, mass)
            price, rows = self.facts.price_of(element, self.currency)
            if price is not None:
                amount, what = amount_of_element, f"{element} contained"
            else:
                return self._floor(substance, element, key, mass, steps)
        if price is None:
            return Bounds.unknown()
        value = amount * price
        if steps is not None:
            said, cells = self._said_price(price, rows)
            steps.append(
                (
                    f"as {what}: {bounds_text(amount)} kg × {said} = {bounds_text(value)} {self.currency}",
                    cells,
                )
            )
        return value

    def _price_grade(self, substance: Substance, keys: tuple[str, ...]) -> Evidence | None:
        """The weakest grade among the prices that the value of a substance may rest on; None for the user's own."""
        grades: list[Evidence] = []
        for key in keys or (substance.key,):
            # In the order in which a price is looked for: the substance itself, its element, the oxide that it is made from.
            names = (
                key,
                *substance.elements[:1],
                *(f"{element} oxide" for element in substance.elements[:1]),
            )
            rows = next((rows for name in names if (rows := self.facts.price_list.get(name))), ())
            grades += [row.evidence for row in rows if row.evidence is not None]
        return max(grades, key=lambda grade: grade.rank, default=None)

    def _said_price(
        self, price: Bounds, rows: tuple[PriceRow, ...]
    ) -> tuple[str, tuple[Source, ...]]:
        """A price of one kg in words, with the rate that brought it here, and their cells."""
        text = f"{bounds_text(price)} {self.currency}/kg"
        cells = [cell for row in rows for cell in row.cells]
        for row in rows:
            rate, rates = self.facts.rate(row.currency, self.currency)
            if rates and rate is not None:
                text += f" ({bounds_text(row.price)} {row.currency}/kg × {bounds_text(rate)})"
                cells += [cell for used in rates for cell in used.cells]
        return text, tuple(dict.fromkeys(cells))

    def _floor(
        self, substance: Substance, element: str, key: str, mass: Bounds, steps: list[Step] | None
    ) -> Bounds:
        """A metal or alloy without a price is worth at least the oxide that it is made from; no upper bound."""
        oxide = f"{element} oxide"
        price, rows = self.facts.price_of(oxide, self.currency)
        if key == oxide:
            return Bounds.unknown()
        if price is None:
            return self._of_any_form(substance, element, mass, steps)
        amount = _element_mass(substance, element, mass).divided_by(share_in(oxide, element))
        low = amount.low * price.low
        if steps is not None:
            said, cells = self._said_price(price, rows)
            steps.append(
                (
                    f"as {key}: no price; at least its oxide, {bounds_text(amount)} kg × {said}",
                    cells,
                )
            )
        return Bounds(low, None)

    def _of_any_form(
        self, substance: Substance, element: str, mass: Bounds, steps: list[Step] | None
    ) -> Bounds:
        """By a price that does not say of which form it is: a metal or alloy is worth at least that, for it may be its own or its oxide's; no upper bound."""
        price, rows = self.facts.price_of(without_form(element), self.currency)
        if price is None:
            return Bounds.unknown()
        amount = _element_mass(substance, element, mass)
        if steps is not None:
            said, cells = self._said_price(price, rows)
            steps.append(
                (
                    f"as {element} of a form that the price does not name: at least {bounds_text(amount)} kg × {said}",
                    cells,
                )
            )
        return Bounds(amount.low * price.low, None)

    def _remainder(self, item: Item, rows: tuple[ContentRow, ...]) -> SubstanceContent | None:
        """What nobody disclosed of the item; None where the rows add up to the whole."""
        mass = undisclosed_mass(item, rows, self.facts)
        if mass.is_zero:
            return None
        value = self.value_of(item).high
        dearest = self._dearest
        if dearest is not None and mass.high is not None:
            value = mass.high * dearest if value is None else min(value, mass.high * dearest)
        return self._undisclosed(item, mass, value)

    @cached_property
    def _dearest(self) -> Fraction | None:
        """The dearest price of a listed substance; None unless all of them have one, for the missing one may be dearer."""
        # A price without a form is one of theirs, and is in each of them.
        prices = [
            self.facts.price_of(key, self.currency)[0] for key in self.counted.substances.keys
        ]
        known = [price.high for price in prices if price is not None and price.high is not None]
        return max(known) if known and len(known) == len(prices) else None

    def _counted_share(self, origin: Origin) -> Bounds:
        if ANYWHERE in self.counted.origins:
            return _ALL
        share = origin.share_from(self.counted.origins, self.counted.unsure)
        if self.facts.assumptions.unknown_origin_is_not_chinese and share.high is not None:
            return Bounds(
                share.low,
                share.high - origin.unsaid_share(self.counted.origins | self.counted.unsure),
            )
        return share


# --------------------------------------------------------------------------- helpers


def _weaker(one: Evidence, other: Evidence | None) -> Evidence:
    return one if other is None or other.rank < one.rank else other


def total(contributions: tuple[SubstanceContent, ...]) -> Content:
    """The sum of the portions of one item."""
    whole = NO_CONTENT
    for portion in contributions:
        content = portion.content
        whole = content if whole is NO_CONTENT else whole + content
    return whole


def _mass_of(item: Item, row: ContentRow, steps: list[Step] | None) -> Bounds:
    """Kilograms of the row's substance in one unit of the item; of a mass and a share what is left, or both where they contradict each other."""
    if row.mass is not None and row.share is not None:
        mass = both_or_either(row.mass, item.mass.bounds * row.share)
        if steps is not None:
            text = f"{row.substance}: {bounds_text(row.mass)} kg and {bounds_text(row.share.scaled(100))} wt% of {bounds_text(item.mass.bounds)} kg: {bounds_text(mass)} kg"
            steps.append((text, (*row.amount_cells, *item.mass.cells)))
        return mass
    if row.mass is not None:
        if steps is not None:
            steps.append((f"{row.substance}: {bounds_text(row.mass)} kg", row.amount_cells))
        return row.mass
    if row.share is None:
        return item.mass.bounds.hull(ZERO)
    mass = item.mass.bounds * row.share
    if steps is not None:
        text = f"{row.substance}: {bounds_text(row.share.scaled(100))} wt% of {bounds_text(item.mass.bounds)} kg = {bounds_text(mass)} kg"
        steps.append((text, (*row.amount_cells, *item.mass.cells)))
    return mass


def _element_mass(substance: Substance, element: str, mass: Bounds) -> Bounds:
    """Kilograms of ``element`` in ``mass`` of what was named."""
    if substance.of_element:
        return mass
    return mass * dict(substance.shares).get(element, _SOME)


def _either_or_both(one: SubstanceContent, other: SubstanceContent) -> SubstanceContent:
    """Two rows that name the same thing: the same fact twice, or two parts of it. Bounds that hold every reading."""
    mass, value = one.mass + other.mass, one.value + other.value
    return replace(
        one,
        mass=Bounds(min(one.mass.low, other.mass.low), mass.high),
        value=Bounds(min(one.value.low, other.value.low), value.high),
        certain=one.certain or other.certain,
        evidence=max((one.evidence, other.evidence), key=lambda grade: grade.rank if grade else -1),
        cells=(*one.cells, *other.cells),
        steps=(*one.steps, *other.steps),
        stated_share=None,
        price=None,
    )


def _price_cells(item: Item) -> tuple[Source, ...]:
    return tuple(cell for price in item.prices for cell in price.cells)

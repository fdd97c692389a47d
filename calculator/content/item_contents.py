"""What is in one item by its own line and its own facts: substances with their mass, their value and how they count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from calculator.content.amounts import NO_CONTENT, Content
from calculator.content.contribution import SubstanceContent, total
from calculator.content.counting import Counted
from calculator.content.disclosure import contradicted, undisclosed_mass
from calculator.content.statements import mass_named, mass_not_stated, rows_by_statement
from calculator.content.terms import Term, TermKind, given
from calculator.content.valuation import Valuation, price_cells
from calculator.model.facts import ContentRow, Disclosure, Facts
from calculator.model.item import UNKNOWN_ORIGIN, Evidence, Item, ItemClass
from calculator.model.substance_list import Listing
from calculator.model.substances import UNDISCLOSED, named_only, read_substance
from calculator.numbers.bounds import ZERO, Bounds

_ALL = Bounds.exactly(1)


class ItemContents:
    """The contributions of single items, for one list of counted substances, in one currency."""

    def __init__(self, facts: Facts, counted: Counted, currency: str) -> None:
        self.facts = facts
        self.counted = counted
        self.valuation = Valuation(facts, counted, currency)
        self._unknown_contents: dict[tuple[object, object], Content] = {}

    # ----------------------------------------------------------------- by the item's own line

    def own_contributions(self, item: Item) -> tuple[SubstanceContent, ...]:
        """What the item's own line says where no Content row speaks: listed material, nothing, or unknown."""
        if item.item_class is ItemClass.LISTED_MATERIAL:
            return (self._listed_line(item),)
        return (
            () if item.rare_earth_free and self.counted.is_of_rare_earth else (self.unknown(item),)
        )

    def own_content(self, item: Item) -> Content:
        """What the own contributions of an item add up to. Most items are alike in it: nothing, or unknown at the same price and mass."""
        if item.item_class is ItemClass.LISTED_MATERIAL:
            return total(self.own_contributions(item))
        return (
            NO_CONTENT
            if item.rare_earth_free and self.counted.is_of_rare_earth
            else self.unknown_content(item)
        )

    def unknown_content(self, item: Item) -> Content:
        """The content of an item of which nothing is known: by the most that it can be, its price and its mass."""
        key = (_ratio(self.valuation.value_of(item).high), _ratio(item.mass.bounds.high))
        content = self._unknown_contents.get(key)
        if content is None:
            content = self.unknown(item).content
            # One object where they are equal, so that they are added up once.
            if content.listed == content.rare_earth:
                content = replace(content, listed=content.rare_earth)
            self._unknown_contents[key] = content
        return content

    def unknown(self, item: Item) -> SubstanceContent:
        """An item of which nothing is known may be listed material for all of its price and mass."""
        return self._undisclosed(item, item.mass.bounds, self.valuation.value_of(item).high)

    def _undisclosed(self, item: Item, mass: Bounds, value: Fraction | None) -> SubstanceContent:
        listing, _ = self.counted.substances.find(UNDISCLOSED)
        worth = Bounds(Fraction(0), value)
        return SubstanceContent(
            holder=item.number,
            substance=UNDISCLOSED,
            listing=listing,
            origin=UNKNOWN_ORIGIN,
            counted_share=self.counted.share_of(UNKNOWN_ORIGIN, self.facts.assumptions),
            mass=Bounds.up_to(mass),
            value=worth,
            certain=False,
            counts_whole=not self.counted.is_of_rare_earth,
            cells=(*item.cells[:1], *price_cells(item)),
            terms=(
                Term(
                    kind=TermKind.UNDISCLOSED,
                    result=worth,
                    unit=self.valuation.currency,
                    cells=price_cells(item),
                ),
            ),
        )

    def _listed_line(self, item: Item) -> SubstanceContent:
        """A line of listed material is its own content: its mass and its price, else its mass times the price list."""
        substance = (
            read_substance(item.material)[0]
            or read_substance(item.description)[0]
            or named_only(item.material or item.description)
        )
        listing, keys = self.counted.substances.find(substance)
        mass = given(item.mass.bounds, "kg", item.mass.cells)
        has_price = bool(item.prices) and self.valuation.value_of(item).high is not None
        value = (
            self.valuation.own_price(item)
            if has_price
            else self.valuation.by_price_list(substance, keys, mass)
        )
        is_valued = value is not None and value.result != Bounds.unknown()
        price = None if has_price else self.valuation.price_of_one(substance, keys)
        return SubstanceContent(
            holder=item.number,
            substance=substance,
            listing=listing,
            list_key=keys[0] if keys else "",
            origin=item.origin,
            counted_share=self.counted.share_of(item.origin, self.facts.assumptions),
            mass=item.mass.bounds,
            value=value.result if value is not None and is_valued else Bounds.unknown(),
            certain=True,
            counts_whole=not self.counted.is_of_rare_earth,
            evidence=_weaker(
                Evidence.DECLARED,
                None if item.prices else self.valuation.price_of_one(substance, keys).evidence,
            ),
            cells=(*item.cells[:1], *price_cells(item), *item.mass.cells, *item.origin.cells),
            terms=() if value is None else (value,),
            price=_known(price.term.result) if price else None,
        )

    # ----------------------------------------------------------------- by Content rows

    def stated_contributions(self, item: Item) -> tuple[tuple[SubstanceContent, ...], ...]:
        """What the Content rows say of the item, one statement for each file that speaks of it."""
        rows = self.facts.content.get(item.number, ())
        return tuple(self._statement(item, statement) for statement in rows_by_statement(rows))

    def _statement(self, item: Item, rows: tuple[ContentRow, ...]) -> tuple[SubstanceContent, ...]:
        by_key: dict[tuple[object, ...], SubstanceContent] = {}
        for row in rows:
            if not row.substance.elements and self.counted.is_of_rare_earth:
                continue
            contribution = self._of_row(item, row)
            # Of a row that does not count, the origin is unknown.
            key = (row.key, self.facts.holds(row))
            by_key[key] = (
                _either_or_both(by_key[key], contribution) if key in by_key else contribution
            )
        contributions = tuple(by_key.values())
        doubted = contradicted(rows)
        if any(self._settles_the_rest(row) for row in rows if row not in doubted):
            return contributions
        rest = self._remainder(item, rows)
        return contributions if rest is None else (*contributions, rest)

    def _settles_the_rest(self, row: ContentRow) -> bool:
        """True where the row says that nothing else in the item can count."""
        is_enough = row.disclosure is Disclosure.ALL or (
            self.counted.is_of_rare_earth
            and (
                row.disclosure is Disclosure.RARE_EARTH
                or self.counted.substances.elements <= row.rules_out
            )
        )
        return is_enough and self.facts.holds(row)

    def _of_row(self, item: Item, row: ContentRow) -> SubstanceContent:
        listing, keys = self.counted.substances.find(row.substance)
        holds = self.facts.holds(row)
        origin = row.origin if holds else row.origin.doubted()
        mass = mass_named(item, row) if holds else mass_not_stated(item)
        tried = self.valuation.value_of_row(row, keys, mass) if holds else None
        value = None if tried is None or tried.result == Bounds.unknown() else tried
        if value is None and not mass.result.is_zero:
            value = self.valuation.at_most_price_of(item, tried)
        price = self.valuation.price_of_one(row.substance, keys)
        is_priced = row.value is None and listing is not Listing.UNLISTED
        return SubstanceContent(
            holder=item.number,
            substance=row.substance,
            listing=listing,
            list_key=keys[0] if keys else "",
            origin=origin,
            counted_share=self.counted.share_of(origin, self.facts.assumptions),
            mass=mass.result,
            value=ZERO
            if value is None
            else value.result.closed_by(self.valuation.value_of(item).high),
            has_amount=holds
            and any(amount is not None and amount.is_exact for amount in (row.share, row.mass)),
            certain=holds and (row.share or row.mass or row.value or _ALL).low > 0,
            counts_whole=not self.counted.is_of_rare_earth,
            evidence=_weaker(row.evidence, price.evidence if is_priced else None),
            reference=_reference(row),
            cells=row.cells,
            # What is not on the list has a value that nobody asks for.
            terms=(mass,)
            if listing is Listing.UNLISTED
            else tuple(term for term in (mass, value or tried) if term is not None),
            stated_share=(item.mass.bounds, row.share)
            if row.share is not None and row.mass is None and holds
            else None,
            price=_known(price.term.result) if is_priced and holds else None,
        )

    def _remainder(self, item: Item, rows: tuple[ContentRow, ...]) -> SubstanceContent | None:
        """What nobody disclosed of the item; None where the rows add up to the whole."""
        mass = undisclosed_mass(item, rows, self.facts)
        if mass.is_zero:
            return None
        value = self.valuation.value_of(item).high
        dearest = self.valuation.dearest
        if dearest is not None and mass.high is not None:
            value = mass.high * dearest if value is None else min(value, mass.high * dearest)
        return self._undisclosed(item, mass, value)

    def both_values(self, item: Item, row: ContentRow) -> tuple[Bounds | None, Bounds | None]:
        """What is stated of the value of a row's substance, and what the price list says of it."""
        _, keys = self.counted.substances.find(row.substance)
        mass = mass_named(item, row)
        values = (
            self.valuation.value_of_row(row, keys, mass),
            self.valuation.by_price_list(row.substance, keys, mass),
        )
        stated, listed = (None if value is None else _known(value.result) for value in values)
        return stated, listed


# --------------------------------------------------------------------------- helpers


def _ratio(number: Fraction | None) -> tuple[int, int] | None:
    return None if number is None else number.as_integer_ratio()


def _known(bounds: Bounds) -> Bounds | None:
    return None if bounds == Bounds.unknown() else bounds


def _weaker(evidence: Evidence, other: Evidence | None) -> Evidence:
    return evidence if other is None or other.rank < evidence.rank else other


def _reference(row: ContentRow) -> str:
    """The certificate and its dates, as far as they are stated."""
    parts = (
        row.reference,
        str(row.dated or ""),
        f"valid until {row.valid_until}" if row.valid_until else "",
    )
    return " ".join(part for part in parts if part)


def _either_or_both(first: SubstanceContent, second: SubstanceContent) -> SubstanceContent:
    """Two rows that name the same thing: the same fact twice, or two parts of it. Bounds that hold every reading."""
    mass, value = first.mass + second.mass, first.value + second.value
    return replace(
        first,
        mass=Bounds(min(first.mass.low, second.mass.low), mass.high),
        value=Bounds(min(first.value.low, second.value.low), value.high),
        certain=first.certain or second.certain,
        evidence=max(
            (first.evidence, second.evidence), key=lambda grade: grade.rank if grade else -1
        ),
        cells=(*first.cells, *second.cells),
        terms=(*first.terms, *second.terms),
        stated_share=None,
        price=None,
    )

"""What things are worth: items by their own prices, substances by a stated value or by mass times the price list.

The value of a substance is the first of these that is known: a stated value, the line's own price, mass times the
price list; else it lies between nothing and the item's price. This is where a price becomes a value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from calculator.content.counting import Counted
from calculator.content.put_in import PutInAs
from calculator.content.terms import Term, TermKind, given
from calculator.model.content_row import ContentRow
from calculator.model.exchange_rates import UNKNOWN_CURRENCY, RateRow
from calculator.model.facts import Facts
from calculator.model.item import UNKNOWN_ORIGIN, Evidence, Item
from calculator.model.source import Source
from calculator.model.substance_list import LISTED_SHARES
from calculator.model.substance_price import PriceRow, without_form
from calculator.model.substances import UNDISCLOSED, Substance, elements_of_key, share_in
from calculator.numbers.bounds import Bounds, hull_of

_ALL = Bounds.exactly(1)
_SOME = Bounds(Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstancePrice:
    """The price list's price of one kg of a substance: ``term`` is a PER_KILOGRAM, ``evidence`` the weakest grade that it may rest on.

    A price of the user's own has no grade.
    """

    term: Term
    evidence: Evidence | None


class Valuation:
    """Values in one currency, for one list of counted substances. What was found out is kept."""

    def __init__(self, facts: Facts, counted: Counted, currency: str) -> None:
        self.facts = facts
        self.counted = counted
        self.currency = currency
        self._values: dict[str, Bounds] = {}
        self._substance_prices: dict[tuple[Substance, tuple[str, ...]], SubstancePrice] = {}

    # ----------------------------------------------------------------- items

    def value_of(self, item: Item) -> Bounds:
        """Value of one unit of ``item``: its price; bounds over contradicting prices; unknown where a rate is missing."""
        value = self._values.get(item.number)
        if value is None:
            value = self._values[item.number] = self._value_of_item(item)
        return value

    def value_at_once(self, items: Iterable[Item]) -> None:
        """Find out at once what most items are worth: those with one price, in the currency of the values."""
        if self.currency != UNKNOWN_CURRENCY:
            self._values.update(
                (item.number, item.prices[0].bounds)
                for item in items
                if len(item.prices) == 1 and item.prices[0].currency == self.currency
            )

    def _value_of_item(self, item: Item) -> Bounds:
        value: Bounds | None = None
        if len(item.prices) == 1 and item.prices[0].currency == self.currency != UNKNOWN_CURRENCY:
            return item.prices[0].bounds
        for price in item.prices:
            rate, _ = self.facts.rate(price.currency, self.currency)
            converted = Bounds.unknown() if rate is None else price.bounds * rate
            value = converted if value is None else value.hull(converted)
        return value or Bounds.unknown()

    def can_value(self, item: Item) -> bool:
        """True where every price of the item can be said in this currency."""
        return all(
            self.facts.rate(price.currency, self.currency)[0] is not None for price in item.prices
        )

    def own_price(self, item: Item) -> Term:
        """The item's price as the value of what it is made of."""
        return Term(
            kind=TermKind.OWN_PRICE,
            result=self.value_of(item),
            unit=self.currency,
            operands=(self.price_term(item),),
        )

    def at_most_price_of(self, item: Item, tried: Term | None) -> Term:
        """A value of which nothing is known: between nothing and the item's price. ``tried`` is what did not say it."""
        price = self.price_term(item)
        return Term(
            kind=TermKind.ITEM_PRICE_AT_MOST,
            result=Bounds.up_to(price.result),
            unit=self.currency,
            operands=(price,) if tried is None else (tried, price),
        )

    def price_term(self, item: Item) -> Term:
        """The price of one unit of the item, with its cells."""
        return given(self.value_of(item), self.currency, price_cells(item))

    # ----------------------------------------------------------------- substances

    def value_of_row(self, row: ContentRow, put_in: PutInAs, mass: Term) -> Term | None:
        """Stated value, else mass times the price list; None where neither says anything."""
        stated = None if row.value is None else self._stated_value(row, row.value)
        if row.value is not None and stated is None and not put_in.metals:
            return None
        return self.value_put_in(row.substance, put_in, mass, stated)

    def _stated_value(self, row: ContentRow, value: Bounds) -> Term | None:
        rate, rates = self.facts.rate(row.currency, self.currency)
        if rate is None:
            return None
        amount = given(value, row.currency, row.amount_cells)
        operands = (amount, given(rate, cells=_cells_of(rates))) if rates else (amount,)
        return Term(
            kind=TermKind.STATED_VALUE, result=value * rate, unit=self.currency, operands=operands
        )

    def by_price_list(self, substance: Substance, keys: tuple[str, ...], mass: Term) -> Term | None:
        """Value of ``mass`` of a substance that may be listed under several keys: from the cheapest to the dearest."""
        if mass.result.high is None and not mass.result.low:
            return None
        price = self.price_of_one(substance, keys).term
        ends = price.result
        return Term(
            kind=TermKind.BY_PRICE_LIST,
            # A floor stays one: of nothing, too, it only says that it is not negative.
            result=Bounds(mass.result.low * ends.low, None)
            if ends.high is None
            else mass.result * ends,
            unit=self.currency,
            operands=(mass, price),
        )

    def value_put_in(
        self, substance: Substance, put_in: PutInAs, mass: Term, own: Term | None
    ) -> Term | None:
        """What was put in, as itself or as the metal that it leaves; of both readings the bounds hold both.

        ``own`` is what is stated of its own worth, or its own price. The metal is worth the mass of its element at the price
        of the metal, and no less than a listed form that it was made of.
        """
        if not put_in.metals or (own is not None and substance.of_element):
            return own or self.by_price_list(substance, put_in.keys, mass)
        metal = self._as_metals(substance, put_in.metals, mass)
        if own is not None and put_in.keys:
            least = own.result.low if metal is None or metal.result.high is None else Fraction(0)
            ends = Bounds.unknown() if metal is None else metal.result
            readings = [own.result, Bounds(max(ends.low, least), ends.high)]
        elif put_in.keys:
            own = self.by_price_list(substance, put_in.keys, mass)
            readings = [Bounds.unknown() if term is None else term.result for term in (own, metal)]
        else:
            return metal
        return Term(
            kind=TermKind.EITHER,
            result=hull_of(readings),
            unit=self.currency,
            operands=tuple(term for term in (own, metal) if term is not None),
        )

    def _as_metals(self, substance: Substance, metals: tuple[str, ...], mass: Term) -> Term | None:
        """Each element at the price of its metal, all together."""
        terms = [self.by_price_list(substance, (metal,), mass) for metal in metals]
        valued = [term for term in terms if term is not None]
        if len(valued) < 2:  # one needs no sum
            return valued[0] if valued else None
        together = Bounds.exactly(0)
        for term in valued:
            together = together + term.result
        return Term(
            kind=TermKind.AS_ITS_METALS,
            result=together,
            unit=self.currency,
            operands=tuple(valued),
        )

    def price_of_one(self, substance: Substance, keys: tuple[str, ...]) -> SubstancePrice:
        """The price list's value of one kg, found out once for all that hold it."""
        key = (substance, keys)
        price = self._substance_prices.get(key)
        if price is None:
            alternatives = tuple(
                self._priced_as(substance, name) for name in keys or (substance.key,)
            )
            price = self._substance_prices[key] = SubstancePrice(
                term=Term(
                    kind=TermKind.PER_KILOGRAM,
                    result=hull_of([alternative.result for alternative in alternatives]),
                    unit=self.currency,
                    name=substance.name,
                    operands=alternatives,
                ),
                evidence=self._grade(substance, keys),
            )
        return price

    def _priced_as(self, substance: Substance, key: str) -> Term:
        element = elements_of_key(key)[0] if not substance.of_element else substance.elements[0]
        is_same = key == substance.key and not (
            substance.of_element and key not in {f"{element} metal", element}
        )
        price, rows = self.facts.price_of(key, self.currency)
        if price is not None:
            amount = (
                _ALL
                if is_same
                else _share_of_element(substance, element).divided_by(share_in(key, element))
            )
            return self._product(TermKind.PRICED_AS, key, amount, price, rows)
        if not element:
            return _unpriced(key)
        price, rows = self.facts.price_of(element, self.currency)
        if price is None:
            return self._floor(substance, element, key)
        amount = _share_of_element(substance, element)
        return self._product(TermKind.PRICED_AS, f"{element} contained", amount, price, rows)

    def _floor(self, substance: Substance, element: str, key: str) -> Term:
        """A metal or alloy without a price is worth at least the oxide that it is made from; no upper bound."""
        oxide = f"{element} oxide"
        if key == oxide:
            return _unpriced(key)
        price, rows = self.facts.price_of(oxide, self.currency)
        amount = _share_of_element(substance, element)
        if price is not None:
            amount = amount.divided_by(share_in(oxide, element))
            return self._product(TermKind.AT_LEAST_ITS_OXIDE, key, amount, price, rows)
        # A price that does not say of which form it is may be its own or its oxide's: it is worth at least that.
        price, rows = self.facts.price_of(without_form(element), self.currency)
        if price is None:
            return _unpriced(key)
        return self._product(TermKind.AT_LEAST_ANY_FORM, element, amount, price, rows)

    def _product(
        self, kind: TermKind, name: str, amount: Bounds, price: Bounds, rows: tuple[PriceRow, ...]
    ) -> Term:
        """So many kg of what is priced in one kg of what is named, times its price."""
        return Term(
            kind=kind,
            result=amount * price
            if kind is TermKind.PRICED_AS
            else Bounds(amount.low * price.low, None),
            unit=self.currency,
            name=name,
            operands=(given(amount), self._on_price_list(price, rows)),
        )

    def _on_price_list(self, price: Bounds, rows: tuple[PriceRow, ...]) -> Term:
        return Term(
            kind=TermKind.ON_PRICE_LIST,
            result=price,
            unit=self.currency,
            operands=tuple(self._price_row(row) for row in rows),
        )

    def _price_row(self, row: PriceRow) -> Term:
        rate, rates = self.facts.rate(row.currency, self.currency)
        amount = given(row.price, row.currency, row.cells)
        if not rates or rate is None:
            return amount
        return Term(
            kind=TermKind.CONVERTED,
            result=row.price * rate,
            unit=self.currency,
            operands=(amount, given(rate, cells=_cells_of(rates))),
        )

    def _grade(self, substance: Substance, keys: tuple[str, ...]) -> Evidence | None:
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

    @cached_property
    def shares_of_unknown(self) -> tuple[Bounds, Bounds]:
        """The share of what nobody disclosed that is on the list, and of it the share that is of a counted origin."""
        listing, _ = self.counted.substances.find(UNDISCLOSED)
        return LISTED_SHARES[listing], self.counted.share_of(UNKNOWN_ORIGIN, self.facts.assumptions)

    @cached_property
    def dearest(self) -> Fraction | None:
        """The dearest price of one kg of a listed substance; None unless all of them have one, for the missing one may be dearer."""
        # A price without a form is one of theirs, and is in each of them.
        prices = [
            self.facts.price_of(key, self.currency)[0] for key in self.counted.substances.keys
        ]
        highs = [price.high for price in prices if price is not None and price.high is not None]
        return max(highs) if highs and len(highs) == len(prices) else None


def price_cells(item: Item) -> tuple[Source, ...]:
    """The cells of an item's prices."""
    return tuple(cell for price in item.prices for cell in price.cells)


# --------------------------------------------------------------------------- helpers


def _unpriced(key: str) -> Term:
    return Term(kind=TermKind.UNPRICED, result=Bounds.unknown(), name=key)


def _share_of_element(substance: Substance, element: str) -> Bounds:
    """Kilograms of ``element`` in one kg of what was named."""
    return _ALL if substance.of_element else dict(substance.shares).get(element, _SOME)


def _cells_of(rows: tuple[RateRow, ...]) -> tuple[Source, ...]:
    return tuple(cell for row in rows for cell in row.cells)

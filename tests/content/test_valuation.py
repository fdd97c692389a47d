"""What an item and a substance are worth: each guard by itself, without a workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from calculator.content.put_in import PutInAs
from calculator.content.terms import given
from calculator.content.valuation import Valuation
from calculator.model.exchange_rates import UNKNOWN_CURRENCY, RateRow
from calculator.model.facts import Facts
from calculator.model.item import Evidence, Price
from calculator.model.substance_list import Listing
from calculator.model.substance_price import PriceRow
from calculator.model.substances import read_substance
from calculator.numbers.bounds import UNKNOWN, Bounds
from tests.content.small import (
    PART,
    between,
    counted,
    row,
)
from tests.workbooks import ON

KILOGRAM = given(between(1), "kg")
METAL, OXIDE = (
    PriceRow(key=f"Dy {form}", price=between(price), currency="USD")
    for form, price in (("metal", 300), ("oxide", 200))
)


def valuation(*prices: PriceRow) -> Valuation:
    return Valuation(Facts(on=ON, prices=prices), counted(), "USD")


def test_an_element_that_is_put_in_is_worth_up_to_the_metal_that_it_leaves() -> None:
    both = PutInAs(listing=Listing.LISTED, keys=("Dy oxide",), metals=("Dy metal",))
    worth, in_oxide = valuation(METAL, OXIDE), read_substance("Dy", "oxide")[0]
    value = worth.value_put_in(in_oxide, both, KILOGRAM, None)
    assert value is not None
    # A kilogram of dysprosium is in 1.15 kg of its oxide.
    assert value.result.low == 200 / dict(read_substance("Dy2O3")[0].shares)["Dy"].low
    assert value.result.high == 300
    own = given(between(5), "USD")
    assert worth.value_put_in(in_oxide, both, KILOGRAM, own) is own
    as_oxide = both._replace(metals=())
    assert worth.value_put_in(in_oxide, as_oxide, KILOGRAM, own) is own


@pytest.mark.parametrize("metals", [(), ("Dy metal",)])
def test_a_stated_value_in_a_currency_without_a_rate_leaves_the_metal_open(
    metals: tuple[str, ...],
) -> None:
    put_in = PutInAs(listing=Listing.LISTED, keys=("Dy oxide",), metals=metals)
    stated = replace(row("Dy2O3", value=between(1)), currency="XAU")
    value = valuation(METAL, OXIDE).value_of_row(stated, put_in, KILOGRAM)
    assert (value is None) is not bool(metals)
    unstated = replace(stated, value=None)
    assert valuation(METAL, OXIDE).value_of_row(unstated, put_in, KILOGRAM) is not None


def test_what_nobody_disclosed_is_as_dear_as_the_dearest_only_where_all_have_a_price() -> None:
    keys = counted().substances.keys
    all_priced = [
        PriceRow(key=key, price=between(index + 1), currency="USD")
        for index, key in enumerate(keys)
    ]
    assert valuation(*all_priced).dearest == len(keys)
    assert valuation(*all_priced[1:]).dearest is None
    open_above = replace(all_priced[0], price=between(1, is_open=True))
    assert valuation(open_above, *all_priced[1:]).dearest is None
    assert valuation().dearest is None


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Dy metal", ()),
        ("Dy metal", ("Dy metal",)),
        ("Dy metal", ("Tb metal", "Dy metal")),
        ("Tb metal", ("Tb metal", "Dy metal")),
    ],
)
def test_a_value_is_as_weak_as_the_weakest_price_that_it_may_rest_on(
    name: str, keys: tuple[str, ...]
) -> None:
    weak = replace(METAL, evidence=Evidence.ASSUMED)
    strong = replace(METAL, key="Tb metal", evidence=Evidence.MEASURED)
    price = valuation(weak, strong).price_of_one(read_substance(name)[0], keys)
    assert price.evidence is Evidence.ASSUMED


# --------------------------------------------------------------------------- the price of an item

EURO = RateRow(currency="EUR", to="USD", rate=between(2), cells=())


def price(amount: object, currency: str = "USD") -> Price:
    return Price(between(amount), currency)


@pytest.mark.parametrize(
    ("prices", "value"),
    [
        ((), UNKNOWN),
        ((price(1),), between(1)),
        ((price(1, "EUR"),), between(2)),
        ((price(1, "XAU"),), UNKNOWN),
        ((price(1), price(3)), between(1, 3)),
        ((price(3), price(1)), between(1, 3)),
        ((price(1), price(3, "EUR")), between(1, 6)),
        ((price(1), price(3, "XAU")), UNKNOWN),
        ((price(1, UNKNOWN_CURRENCY),), UNKNOWN),
    ],
)
@pytest.mark.parametrize("at_once", [False, True])
def test_the_value_of_an_item_holds_all_of_its_prices(
    prices: tuple[Price, ...], value: Bounds, at_once: bool
) -> None:
    item = replace(PART, prices=prices)
    worth = Valuation(Facts(on=ON, rates=(EURO,)), counted(), "USD")
    if at_once:
        worth.value_at_once([item])
    assert worth.value_of(item) == value == worth.value_of(item)
    assert worth.can_value(item) is all(each.currency in ("USD", "EUR") for each in prices)


def test_a_value_in_no_known_currency_is_unknown() -> None:
    nowhere = Valuation(Facts(on=ON), counted(), UNKNOWN_CURRENCY)
    item = replace(PART, prices=(price(1, UNKNOWN_CURRENCY),))
    nowhere.value_at_once([item])
    assert nowhere.value_of(item) == UNKNOWN


# --------------------------------------------------------------------------- the price of a substance

IN_OXIDE = dict(read_substance("Dy2O3")[0].shares)["Dy"].low
ELEMENT = replace(METAL, key="Dy")
NO_FORM = replace(METAL, key="Dy ?", price=between(150))


@pytest.mark.parametrize(
    ("name", "form", "prices", "value"),
    [
        ("Dy", "metal", (METAL,), between(300)),
        ("Dy", "metal", (METAL, OXIDE), between(300)),
        ("Dy2O3", "", (OXIDE,), between(200)),
        # What is stated is the element; what is priced is the oxide that holds it.
        ("Dy", "oxide", (OXIDE,), between(200 / IN_OXIDE)),
        ("Dy2O3", "", (ELEMENT,), between(300 * IN_OXIDE)),
        ("Dy", "metal", (ELEMENT,), between(300)),
        # A metal without a price is worth its oxide at least, and nobody knows what at most.
        ("Dy", "metal", (OXIDE,), between(200 / IN_OXIDE, is_open=True)),
        ("Dy", "metal", (NO_FORM,), between(150, is_open=True)),
        ("Dy2O3", "", (METAL,), UNKNOWN),
        ("Dy", "metal", (), UNKNOWN),
        ("Dy", "metal", (replace(METAL, currency="EUR"),), between(600)),
        ("Dy", "metal", (replace(METAL, currency="XAU"),), UNKNOWN),
    ],
)
def test_the_price_of_a_kilogram_is_that_of_what_was_named(
    name: str, form: str, prices: tuple[PriceRow, ...], value: Bounds
) -> None:
    substance = read_substance(name, form)[0]
    worth = Valuation(Facts(on=ON, prices=prices, rates=(EURO,)), counted(), "USD")
    assert worth.price_of_one(substance, (substance.key,)).term.result == value
    assert worth.price_of_one(substance, ()).term.result == value


@pytest.mark.parametrize(
    ("mass", "prices", "value"),
    [
        (between(2), (METAL,), between(600)),
        (between(0, 2), (METAL,), between(0, 600)),
        (between(1, is_open=True), (METAL,), between(300, is_open=True)),
        (UNKNOWN, (METAL,), None),
        (between(2), (), UNKNOWN),
        (between(2), (OXIDE,), between(400 / IN_OXIDE, is_open=True)),
    ],
)
def test_a_value_by_the_price_list_is_the_mass_times_the_price(
    mass: Bounds, prices: tuple[PriceRow, ...], value: Bounds | None
) -> None:
    dysprosium = read_substance("Dy metal")[0]
    term = valuation(*prices).by_price_list(dysprosium, ("Dy metal",), given(mass, "kg"))
    assert (None if term is None else term.result) == value


@pytest.mark.parametrize(
    ("own", "prices", "keys", "value"),
    [
        # One kilogram of oxide leaves 0.87 kg of metal: 261.38 dollars.
        (5, (METAL, OXIDE), ("Dy oxide",), between(5, 300 * IN_OXIDE)),
        (400, (METAL, OXIDE), ("Dy oxide",), between(300 * IN_OXIDE, 400)),
        # Of a metal without a price only the oxide that it is made of is known, and it is worth no less than what it cost.
        (500, (OXIDE,), ("Dy oxide",), between(500, is_open=True)),
        (5, (), ("Dy oxide",), between(5, is_open=True)),
        (5, (METAL,), (), between(300 * IN_OXIDE)),
        (None, (METAL, OXIDE), ("Dy oxide",), between(200, 300 * IN_OXIDE)),
        (None, (OXIDE,), ("Dy oxide",), between(200, is_open=True)),
        (None, (METAL,), ("Dy oxide",), UNKNOWN),
    ],
)
def test_what_was_put_in_is_worth_what_either_reading_says(
    own: object, prices: tuple[PriceRow, ...], keys: tuple[str, ...], value: Bounds
) -> None:
    put_in = PutInAs(listing=Listing.LISTED, keys=keys, metals=("Dy metal",))
    stated = None if own is None else given(between(own), "USD")
    worth = valuation(*prices).value_put_in(read_substance("Dy2O3")[0], put_in, KILOGRAM, stated)
    assert worth is not None
    assert (worth.result.low, worth.result.high) == (value.low, value.high)


def test_what_leaves_two_metals_is_worth_both() -> None:
    both = replace(METAL, key="Tb metal", price=between(1000))
    put_in = PutInAs(listing=Listing.LISTED, keys=(), metals=("Dy metal", "Tb metal"))
    oxide = read_substance("Dy2O3")[0]
    worth = valuation(METAL, both).value_put_in(oxide, put_in, KILOGRAM, None)
    assert worth is not None
    # How much of a kilogram is terbium nobody says.
    assert worth.result.high == 300 * IN_OXIDE + 1000

"""An item that is less than its components."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from calculator.checks.component_balance import clearly_balanced, excess_of
from calculator.model.bill import Bill, BillLine
from calculator.model.item import Figure, Item
from calculator.numbers.bounds import Bounds
from tests.workbooks import assessed, codes, magnet

PARENT = {"Level": 0, "Part Number": "MOTOR", "Quantity": 1, "Unit": "each", "Currency": "USD"}


def balanced(tmp_path, **stated: object) -> set[str]:
    return codes(assessed(tmp_path, BOM=[{**PARENT, **stated}, magnet(level=1)]))


def test_an_item_that_costs_less_than_its_parts_is_named(tmp_path):
    assert "price-below-components" in balanced(tmp_path, **{"Unit Price": 9.99})


def test_an_item_that_weighs_less_than_its_parts_is_named(tmp_path):
    assert "mass-below-components" in balanced(tmp_path, **{"Unit Mass": 99, "Mass Unit": "g"})


def test_an_item_that_costs_and_weighs_as_much_as_its_parts_is_not(tmp_path):
    stated = {"Unit Price": 10, "Unit Mass": 100, "Mass Unit": "g"}
    found = balanced(tmp_path, **stated)
    assert not {"price-below-components", "mass-below-components"} & found


def test_what_is_unknown_is_less_than_nothing(tmp_path):
    found = balanced(tmp_path)
    assert not {"price-below-components", "mass-below-components"} & found


NEAR = st.sampled_from(
    [Fraction(0), *(Fraction(sign, 10**power) for sign in (1, -1) for power in (5, 8, 9, 10, 12))]
)


@given(
    parts=st.lists(
        st.tuples(
            st.fractions(0, 1000, max_denominator=9999), st.fractions(0, 10, max_denominator=99)
        ),
        min_size=1,
        max_size=6,
    ),
    apart=NEAR,
)
def test_what_doubles_show_to_be_balanced_is_so_in_exact_numbers(parts, apart):
    total = sum((mass * quantity for mass, quantity in parts), Fraction(0))
    items = {
        f"P{index}": Item(number=f"P{index}", mass=Figure(bounds=Bounds.exactly(mass)))
        for index, (mass, _) in enumerate(parts)
    }
    top = Item(number="TOP", mass=Figure(bounds=Bounds.exactly(total * (1 + apart))))
    lines = tuple(
        BillLine(parent="TOP", component=f"P{index}", quantity_per=Bounds.exactly(quantity))
        for index, (_, quantity) in enumerate(parts)
    )
    bill = Bill(items={"TOP": top, **items}, structures={"TOP": (lines,)})
    if "TOP" in clearly_balanced(bill, mass_of):
        assert excess_of(bill, "TOP", mass_of) is None
    # Far from the line doubles are enough.
    assert apart < Fraction(1, 10**6) or not total or "TOP" in clearly_balanced(bill, mass_of)


def mass_of(item: Item) -> Bounds:
    return item.mass.bounds


def test_a_whole_of_nothing_or_beyond_every_double_is_left_to_exact_numbers():
    for whole in (Fraction(0), Fraction(10**400)):
        top = Item(number="TOP", mass=Figure(bounds=Bounds.exactly(whole)))
        bill = Bill(items={"TOP": top}, structures={"TOP": ((),)})
        assert not clearly_balanced(bill, mass_of)

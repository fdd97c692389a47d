"""Lines of a bill: where an item is used, and how much of it."""

from __future__ import annotations

from collections import Counter
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from calculator.model.bill import Bill, BillLine
from calculator.model.item import Item
from calculator.numbers.bounds import Bounds

LINES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(0, 4)).filter(
        lambda line: line[0] < line[1]
    ),
    max_size=16,
)


@given(lines=LINES)
def test_the_total_in_each_product_is_the_sum_over_all_paths(lines):
    structures: dict[str, list[BillLine]] = {}
    for parent, component, quantity in lines:
        line = BillLine(
            parent=str(parent), component=str(component), quantity_per=Bounds.exactly(quantity)
        )
        structures.setdefault(str(parent), []).append(line)
    bill = Bill(
        items={str(number): Item(number=str(number)) for number in range(8)},
        structures={parent: (tuple(of_parent),) for parent, of_parent in structures.items()},
    )
    for number in bill.items:
        totals: dict[str, Bounds] = {}
        paths: Counter[str] = Counter()
        for path, quantity in bill.where_used(number, limit=10_000):
            totals[path[0]] = totals.get(path[0], Bounds.exactly(0)) + quantity
            paths[path[0]] += 1
        assert bill.used_in_products(number) == {
            product: (total, paths[product]) for product, total in totals.items()
        }


def test_a_parent_with_many_other_components_costs_an_item_nothing():
    class Counted(Bill):
        asked = count()

        def quantities_per(self, parent):
            next(self.asked)
            return super().quantities_per(parent)

    lines = tuple(
        BillLine(parent="TOP", component=f"P{index}", quantity_per=Bounds.exactly(1))
        for index in range(1000)
    )
    items = {number: Item(number=number) for number in ("TOP", *(f"P{at}" for at in range(1000)))}
    bill = Counted(items=items, structures={"TOP": (lines,)})
    assert bill.used_in_products("P7") == {"TOP": (Bounds.exactly(1), 1)}
    assert next(Counted.asked) == 1

"""Which items a rule looks at."""

from __future__ import annotations

import pytest

from calculator.determination import scope
from calculator.model.bill import Bill, BillLine
from calculator.model.item import Item, ItemClass
from calculator.numbers.bounds import Bounds
from tests.workbooks import RULES


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

"""Records from columns are those of their constructor."""

from __future__ import annotations

from itertools import repeat

import pytest

from calculator.model.columns_of_records import records_of
from calculator.model.item import Item, ItemClass


def test_records_from_columns_are_those_that_the_constructor_makes():
    made = records_of(
        Item,
        2,
        {"number": ["P1", "P2"], "item_class": repeat(ItemClass.TARGET), "family": ("", "x")},
    )
    assert made == [
        Item(number="P1", item_class=ItemClass.TARGET),
        Item(number="P2", item_class=ItemClass.TARGET, family="x"),
    ]
    assert hash(made[0]) == hash(Item(number="P1", item_class=ItemClass.TARGET))


@pytest.mark.parametrize("columns", [{"nummer": ["P1"]}, {"family": ["x"]}])
def test_a_column_that_is_no_field_and_a_field_without_a_column_are_refused(columns):
    with pytest.raises(KeyError):
        records_of(Item, 1, columns)

"""A price of a counted rare earth in a form that nothing in the bill or the rule goes by, such as ``Dy, alloy`` for DyFe.

Whoever wrote it meant a price to count, and it does not: the value of the substance then stays open, or is that of another
form. A price of a rare earth that the rule does not count at all says nothing and is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.problem import Problem, warning
from calculator.model.substance_price import without_form
from calculator.model.substances import elements_of_key

CODES: Final = ("price-unused",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A warning for each price in force that is looked up under no name."""
    counted = context.rollup.items.counted.substances
    if counted.is_named:
        return
    used = {name for key in _keys(context) for name in _names(key)}
    for key, rows in context.facts.price_list.items():
        element = elements_of_key(key)[0]
        if key in used or element not in counted.elements:
            continue
        listed = ", ".join(name for name in counted.keys if element in elements_of_key(name))
        for row in rows:
            if row.evidence is None:
                yield warning(
                    "price-unused",
                    f"the price of {key} is used by nothing: no substance of that name is in the bill, and the list counts {listed or f'every form of {element}'}. Name the form that is meant, such as DyFe for an alloy of dysprosium and iron",
                    *row.cells[:1],
                )


def _keys(context: CheckContext) -> Iterator[str]:
    """The names under which prices are looked up: of the list, and of what is stated to be in items."""
    counted = context.rollup.items.counted.substances
    yield from counted.keys
    for element in counted.every_form_of:
        yield from (f"{element} metal", f"{element} oxide")
    for rows in context.facts.content.values():
        for row in rows:
            yield row.substance.key
            yield from counted.find(row.substance)[1]


def _names(key: str) -> Iterator[str]:
    """A substance, its element in any form, and the oxide that it is made from."""
    yield key
    for element in elements_of_key(key):
        yield from (element, without_form(element), f"{element} oxide")

"""A price of a rare earth that does not say of which form it is.

Metal, alloy and oxide differ by half and more; a price without its form may be that of the cheapest, and is no upper end.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.problem import Problem, warning
from calculator.model.substance_price import without_form
from calculator.model.substances import RARE_EARTHS

CODES: Final = ("price-form-missing",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A warning for each price in force without a form."""
    for element in RARE_EARTHS:
        for row in context.facts.price_list.get(without_form(element), ()):
            yield warning(
                "price-form-missing",
                f"the price of {element} does not say of which form it is, so that it may be that of the cheapest; no upper end was taken. Write metal, alloy or oxide, or contained for a price per kg of the element in any of them",
                *row.cells,
            )

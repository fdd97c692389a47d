"""An exchange rate that nobody stated, for which a central bank's was taken.

The verdict then stands on a figure that is not in the files; the report says which, so that anyone may give another.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.problem import Problem, note
from calculator.numbers.bounds import bounds_text

CODES: Final = ("rate-of-central-bank",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A note for each currency whose rate was needed and not stated."""
    for code, row in sorted(context.facts.banked.items()):
        yield note(
            "rate-of-central-bank",
            f"no rate for {code} is stated; 1 EUR = {bounds_text(row.rate)} {code} of {row.day} was taken from the European Central Bank. "
            "Give a Rates row to use another",
            *row.cells,
        )

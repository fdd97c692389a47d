"""Evidence that is dated after the day asked for.

What a certificate of a later day lists may be in the part already; that nothing else is in it was not said yet, and a misspelt year looks the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.problem import Problem, warning

CODES: Final = ("certificate-dated-later",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A note for each content row whose evidence is from after the day."""
    facts = context.facts
    for number, rows in facts.content.items():
        for row in rows:
            if row.dated is not None and row.dated > facts.on:
                yield warning(
                    "certificate-dated-later",
                    f"{number}: {row.reference or 'this evidence'} is dated {row.dated}, after {facts.on}: what it lists may be there, and it closes nothing on that day. Check the date, or run with a later --on",
                    *row.cells[:1],
                )

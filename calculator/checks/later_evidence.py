"""Evidence that is dated after the day asked for.

A certificate of a later day usually speaks of the same part, so that it is believed; a misspelt year looks the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.problem import Problem, note

CODES: Final = ("certificate-dated-later",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A note for each content row whose evidence is from after the day."""
    facts = context.facts
    for number, rows in facts.content.items():
        for row in rows:
            if row.dated is not None and row.dated > facts.on:
                yield note(
                    "certificate-dated-later",
                    f"{number}: {row.reference or 'this evidence'} is dated {row.dated}, after {facts.on}; it was believed. Check the date",
                    *row.cells[:1],
                )

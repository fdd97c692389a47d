"""Content rows that cannot be true as written: a share and a mass that disagree, or "none" beside a rare earth.

Nothing tells which of the two is wrong, so that bounds hold both and a "none" closes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.content.disclosure import contradicted
from calculator.content.statements import rows_by_statement
from calculator.model.content_row import ContentRow
from calculator.model.problem import Problem, error
from calculator.numbers.bounds import bounds_text

CODES: Final = ("content-contradicts-itself",)


def check_item(
    context: CheckContext, number: str, rows: tuple[ContentRow, ...]
) -> Iterable[Problem]:
    """An error for each row with two amounts that disagree, and for each "none" beside a rare earth of its own statement."""
    mass = context.bill.items[number].mass
    for row in rows:
        if row.share is not None and row.mass is not None and row.contradicts(mass.bounds):
            yield error(
                "content-contradicts-itself",
                f"{number}: {bounds_text(row.share.scaled(100))} wt% of {row.substance} are {bounds_text(mass.bounds * row.share)} kg, and its mass is stated as "
                f"{bounds_text(row.mass)} kg; bounds that hold both were used. Correct one of them",
                *row.amount_cells[:3],
            )
    for own in rows_by_statement(rows):
        for row in contradicted(own):
            named = next(other for other in own if other.names_rare_earth)
            yield error(
                "content-contradicts-itself",
                f"{number}: one row says that there is no rare earth in it and another names {named.substance}, which counts; what is not listed is unknown. Correct one",
                *row.cells[:1],
                *named.cells[:1],
            )

"""A Country of Origin that is not that of the stage that made the listed form.

Either cell may be the wrong one, so that both are held possible, and the reader is told which two cells they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from calculator.checks.context import CheckContext
from calculator.model.item import ItemClass, Origin
from calculator.model.problem import Problem, warning
from calculator.model.stages import Stages
from calculator.model.substances import Form, read_substance

CODES: Final = ("origin-against-stage",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A warning for each Content row, and each line of a listed material, whose columns of origin cannot both be true."""
    for number, rows in context.facts.content.items():
        for row in rows:
            yield from _contradiction(
                f"{number}, {row.substance}", row.substance.form, row.stages, row.origin
            )
    for item in context.bill.items.values():
        if item.item_class is ItemClass.LISTED_MATERIAL and item.stages.are_stated:
            substance = read_substance(item.material)[0]
            form = substance.form if substance is not None else Form.UNKNOWN
            yield from _contradiction(item.number, form, item.stages, item.origin)


def _contradiction(what: str, form: Form, stages: Stages, last_stage: Origin) -> Iterator[Problem]:
    if stages.are_stated and stages.contradict(form, last_stage):
        yield warning(
            "origin-against-stage",
            f"{what}: Country of Origin {last_stage} is not where the listed form was made ({stages.spoken()}); "
            "both were held possible. Correct the one that does not hold",
            *last_stage.cells[:1],
            *(cell for stage in stages for cell in stage.cells[:1]),
        )

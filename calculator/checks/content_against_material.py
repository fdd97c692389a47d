"""A magnet or target of a material without rare earth that is said to hold some.

A ferrite with dysprosium in it is a misread material or a misplaced fact; the content is believed and the material may be any.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.checks.context import CheckContext
from calculator.content.contributions_inside import contributions_inside
from calculator.content.material_conflict import against_material, is_without_earth
from calculator.model.problem import Problem, warning

CODES: Final = ("content-contradicts-material",)


def check(context: CheckContext) -> Iterable[Problem]:
    """A warning for each item whose own or inner content contradicts its material."""
    for item in context.bill.items.values():
        if not is_without_earth(item):
            continue
        contributions = [
            contribution for contribution, _ in contributions_inside(context.rollup, item.number)
        ]
        against = sorted(against_material(item, contributions))
        if against:
            cells = dict.fromkeys(
                cell
                for portion in contributions
                if set(portion.substance.elements) & set(against)
                for cell in portion.cells[:1]
            )
            yield warning(
                "content-contradicts-material",
                f"{item.number}: its material, {item.family or item.material}, holds no rare earth, and {', '.join(against)} is said to be in it or may be; "
                "the content was believed, and the material may be any. Correct one of them",
                *item.cells[:1],
                *[*cells][:3],
            )

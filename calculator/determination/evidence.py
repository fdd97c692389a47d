"""Which grades of evidence the facts at and below each item have: a verdict may need any of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.item import Evidence


def weakest_of(grades: Iterable[Evidence | None]) -> Evidence | None:
    """The weakest grade; None where there is none."""
    return max(
        (grade for grade in grades if grade is not None), key=lambda grade: grade.rank, default=None
    )


def weakest_grades_inside(bill: Bill, facts: Facts) -> Mapping[str, Evidence]:
    """The weakest grade of the Content rows of every item and of all items below it, in one pass; none where there are no rows.

    Rows that count for nothing are among them: a verdict may rest on their "full".
    """
    weakest: dict[str, Evidence] = {}
    for number in bill.upwards:
        inside = weakest_of(
            (
                *(row.evidence for row in facts.content.get(number, ())),
                *(weakest.get(line.component) for line in bill.lines_of(number)),
            )
        )
        if inside is not None:
            weakest[number] = inside
    return weakest

"""Problems of reading that the rules of the run settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from calculator.model.bill import Bill
from calculator.model.facts import Facts
from calculator.model.problem import Problem
from calculator.model.substances import named_only
from calculator.rules import Rule


def without_settled(
    problems: Iterable[Problem], bill: Bill, facts: Facts, rules: Sequence[Rule]
) -> list[Problem]:
    """The problems but those on a substance that no chemist knows and a rule of the run lists by its name.

    Such a name stands on a Content row, or is the material of a line (or its description, where it has none).
    """
    if not any(rule.counted.is_named for rule in rules):
        return [*problems]
    return [
        problem
        for problem in problems
        if problem.code != "unknown-substance"
        or not problem.cells
        or not _is_listed_by_name(problem, bill, facts, rules)
    ]


def _is_listed_by_name(problem: Problem, bill: Bill, facts: Facts, rules: Sequence[Rule]) -> bool:
    substances = [
        *(
            row.substance
            for rows in facts.content.values()
            for row in rows
            if row.cells[:1] == problem.cells[:1]
        ),
        *(
            named_only(item.material or item.description)
            for item in bill.items.values()
            if item.cells[:1] == problem.cells[:1]
        ),
    ]
    return any(
        rule.counted.key_of_name(substance) is not None
        for substance in substances
        for rule in rules
    )

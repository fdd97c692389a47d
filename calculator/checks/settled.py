"""Problems of reading that the rules of the run settle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from calculator.model.facts import Facts
from calculator.model.problem import Problem
from calculator.model.substance_list import Listing
from calculator.rules import Rule


def without_settled(
    problems: Iterable[Problem], facts: Facts, rules: Sequence[Rule]
) -> list[Problem]:
    """The problems but those on a substance that no chemist knows and a rule of the run lists by its name."""
    if not any(rule.counted.is_named for rule in rules):
        return [*problems]
    return [
        problem
        for problem in problems
        if problem.code != "unknown-substance"
        or not problem.cells
        or not _is_listed_by_name(problem, facts, rules)
    ]


def _is_listed_by_name(problem: Problem, facts: Facts, rules: Sequence[Rule]) -> bool:
    rows = (
        row for rows in facts.content.values() for row in rows if row.cells[:1] == problem.cells[:1]
    )
    return any(
        rule.counted.find(row.substance)[0] is Listing.LISTED for row in rows for rule in rules
    )

"""Two dated declarations of one part: the later stands alone where nothing in it gets less by that (CLEARANCE, statements)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.problem import Problem, note
from calculator.numbers.bounds import Bounds


def newest_statements(
    number: str, rows: Sequence[ContentRow]
) -> tuple[tuple[ContentRow, ...], tuple[Problem, ...]]:
    """The rows of an item without the declarations that a later one replaces, and what is told of them.

    Only full declarations of one day each are compared: one of another supplier is never full here.
    """
    statements: dict[str, list[ContentRow]] = {}
    for row in rows:
        statements.setdefault(row.statement, []).append(row)
    dated = sorted((day, name) for name, of_name in statements.items() if (day := _day_of(of_name)))
    replaced: set[str] = set()
    problems: list[Problem] = []
    for (day, name), (later_day, later) in itertools.pairwise(dated):
        if day < later_day and _says_no_less(statements[name], statements[later]):
            replaced.add(name)
            problems.append(
                note(
                    "answer-replaced",
                    f"{number}: its declarations of {day} and {later_day} differ; the later one counts, for nothing gets less by it",
                    *statements[name][0].cells[:1],
                    *statements[later][0].cells[:1],
                )
            )
    return tuple(row for row in rows if row.statement not in replaced), tuple(problems)


def _day_of(rows: Sequence[ContentRow]) -> date | None:
    """The one day of a full declaration; None for one of several days, without a day or with something left open."""
    days = {row.dated for row in rows}
    is_full = any(row.disclosure is not Disclosure.PARTIAL for row in rows)
    return next(iter(days)) if len(days) == 1 and is_full else None


def _says_no_less(earlier: Sequence[ContentRow], later: Sequence[ContentRow]) -> bool:
    """True where the later declaration differs and names every substance of the earlier, from the same places, in no less."""
    first = {row.key: row for row in earlier}
    second = {row.key: row for row in later}
    if len(first) < len(earlier) or len(second) < len(later):
        return False
    return (
        first.keys() <= second.keys()
        and any(row.says not in {each.says for each in earlier} for row in later)
        and all(_is_no_less(row, second[key]) for key, row in first.items())
    )


def _is_no_less(row: ContentRow, later: ContentRow) -> bool:
    return (
        row.currency == later.currency
        and _holds_as_long(row.valid_until, later.valid_until)
        and row.evidence is later.evidence
        and all(
            _covers(getattr(row, amount), getattr(later, amount))
            for amount in ("share", "mass", "value")
        )
    )


def _holds_as_long(earlier: date | None, later: date | None) -> bool:
    return later is None or (earlier is not None and earlier <= later)


def _covers(earlier: Bounds | None, later: Bounds | None) -> bool:
    if earlier is None or later is None:
        return earlier is later
    if later.low < earlier.low:
        return False
    return later.high is None or (earlier.high is not None and later.high >= earlier.high)

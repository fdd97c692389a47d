"""Which row is a component of which: from levels, outline numbers, parents, indents, groups.

Every way in which companies write a hierarchy ends in one shape: for each row, the row of its parent. Where a table
shows two of them, the first in the order below is used; where they contradict each other, the items concerned
are named, for nobody can tell what is in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from calculator.model.problem import Problem, error, note, warning
from calculator.model.source import Source
from calculator.numbers.counted import counted
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.indents import (
    by_cell_indent,
    by_group,
    by_leading_spaces,
    by_step,
)
from calculator.sources.rows.levels import by_level, by_parent
from calculator.sources.rows.outline_numbers import by_outline_number
from calculator.sources.rows.shape import Shape, contradictions


def shapes_of(rows: Columnwise, numbers: Sequence[str]) -> list[Shape]:
    """Every hierarchy that the table shows, the one that says it most plainly first; empty for a flat list.

    ``numbers`` are the part numbers of ``rows``.
    """
    shapes = [
        by_level(rows),
        by_parent(rows, numbers),
        by_outline_number(rows),
        by_step(rows),
        by_leading_spaces(rows),
        by_cell_indent(rows),
        by_group(rows),
    ]
    return [shape for shape in shapes if shape is not None]


def choose(
    shapes: Sequence[Shape], rows: Columnwise, wanted: str | None, place_of: Source
) -> tuple[Shape | None, set[int], tuple[Problem, ...]]:
    """The shape to use, the rows of which nobody can tell what is in them, and what to say about it."""
    if wanted == "flat" or not (shapes or wanted):
        return None, set(), ()
    named = [shape for shape in shapes if shape.name == wanted] if wanted else []
    if wanted and not named:
        return (
            None,
            set(),
            (
                error(
                    "hierarchy-not-found",
                    f'the profile asks for the hierarchy "{wanted}", and the table shows {", ".join(shape.name for shape in shapes) or "none"}; it was read as a flat list',
                    place_of,
                ),
            ),
        )
    chosen = named[0] if named else shapes[0]
    if wanted:
        return chosen, set(), chosen.problems
    doubtful: set[int] = set()
    problems = list(chosen.problems)
    for other in shapes:
        if other is chosen:
            continue
        across = contradictions(chosen, other)
        if across:
            doubtful |= across
            problems.append(
                warning(
                    "two-hierarchies",
                    f"{chosen.why} and {other.why} contradict each other on {counted(len(across), 'item')}; {chosen.name} was used, and what is in these items counts as unknown. Settle it with hierarchy in a profile",
                    *(rows.table.source(rows.rows[index], 0) for index in sorted(across)[:10]),
                )
            )
        else:
            problems.append(
                note(
                    "second-hierarchy",
                    f"the table shows its hierarchy twice: {chosen.why}; {other.why}. They agree",
                    place_of,
                )
            )
    return chosen, doubtful, tuple(problems)

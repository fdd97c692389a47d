"""What the reader is told of how stated contents were placed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.numbers.counted import agreeing, counted
from calculator.sources.facts.number_matching import Likeness, NumberMatch
from calculator.sources.facts.placement_tally import PlacementTally, listed_numbers, placed_items
from calculator.sources.facts.stated_content import StatedContent


def closes_nothing(number: str, cells: Iterable[Source]) -> Problem:
    """The problem of lines that are said to be all of an item which has none."""
    return warning(
        "closes-nothing",
        f"{number}: it is stated that the lines below are all that is in it, and the bill has no lines below it; that closes nothing. Name the substances, or list the parts",
        *cells,
    )


def tell_spellings(
    stated: Sequence[StatedContent],
    matches: Sequence[tuple[NumberMatch, ...]],
    tally: PlacementTally,
) -> None:
    """A note for each part number that is not written as in the bill, or stands in one cell with others."""
    spellings: dict[tuple[str, tuple[str, ...]], list[Source]] = {}
    for row, of_row in zip(stated, matches, strict=True):
        items = placed_items(of_row)
        if items and (
            len(of_row) > 1 or any(match.likeness is Likeness.SPELLED_ALIKE for match in of_row)
        ):
            spellings.setdefault((row.number, items), []).extend(row.content.cells[:1])
    tally.problems += _by_suppliers_number(stated, matches)
    tally.problems += [
        note(
            "fact-placed",
            f'"{number[:60]}" was read as {listed_numbers(items)}, which is the same but for case, spaces, signs, leading zeros or revision',
            *cells,
        )
        for (number, items), cells in spellings.items()
    ]


def _by_suppliers_number(
    stated: Sequence[StatedContent], matches: Sequence[tuple[NumberMatch, ...]]
) -> Iterator[Problem]:
    """A note for each number of a supplier by which rows were placed."""
    placed: dict[tuple[str, str, tuple[str, ...]], list[Source]] = {}
    for row, of_row in zip(stated, matches, strict=True):
        items = tuple(
            match.items[0] for match in of_row if match.likeness is Likeness.SUPPLIERS_NUMBER
        )
        if items:
            numbers = " / ".join((row.number, *row.other_numbers))
            placed.setdefault((numbers, row.supplier, items), []).extend(row.content.cells[:1])
    for (numbers, supplier, items), cells in placed.items():
        yield note(
            "fact-placed",
            f'"{numbers[:60]}" of {supplier[:60]} was read as {listed_numbers(items)}, which is what its supplier or maker calls it',
            *cells,
        )


def tell_other_bills(tally: PlacementTally) -> None:
    """One line a table for the rows of parts that the bill does not have."""
    for (_, sheet), rows in tally.others.items():
        numbers = tuple(dict.fromkeys(row.number[:40] for row in rows))
        tally.problems.append(
            note(
                "other-bill",
                f"{counted(len(rows), 'row')}{f' of {sheet}' if sheet else ''} {agreeing(len(rows), 'is', 'are')} of part numbers that the bill does not have ({listed_numbers(numbers)}); nothing is taken from {agreeing(len(rows), 'it', 'them')}",
                *(cell for row in rows for cell in row.content.cells[:1]),
            )
        )

"""What follows from stated contents of which no item is sure (INTERFACE 3, "Placing a row on an item")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.model.problem import warning
from calculator.numbers.counted import counted
from calculator.sources.facts.full_lists import are_two_lists
from calculator.sources.facts.number_matching import Likeness, NumberIndex, NumberMatch
from calculator.sources.facts.placement_tally import (
    NUMBERS_NAMED,
    PlacementTally,
    listed_numbers,
    placed_items,
)
from calculator.sources.facts.stated_content import StatedContent

# --------------------------------------------------------------------------- rows that are on no item


def rows_by_table(stated: Sequence[StatedContent]) -> Iterator[list[int]]:
    """The places of the rows of each table, in their order."""
    tables: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(stated):
        tables.setdefault(row.table, []).append(place)
    yield from tables.values()


def settle_rows_of_no_item(
    table: Sequence[int],
    stated: Sequence[StatedContent],
    matches: Sequence[tuple[NumberMatch, ...]],
    index: NumberIndex,
    tally: PlacementTally,
) -> None:
    """The effect of the rows of one table that no item is sure of."""
    own = [placed_items(matches[place]) for place in table]
    before, behind = _nearest(own), _nearest(own[::-1])[::-1]
    beside = _beside([stated[place].number for place in table], own)
    of_number: dict[str, list[StatedContent]] = {}
    for place in table:
        of_number.setdefault(stated[place].number, []).append(stated[place])
    lost: list[StatedContent] = []
    for step, place in enumerate(table):
        row, items = stated[place], own[step]
        if not matches[place] or (not items and _is_title(row)):
            lost.append(row)
            continue
        between = tuple(item for item in before[step] if item in behind[step])
        for match in matches[place]:
            if not match.is_placed:
                _settle(
                    row,
                    match,
                    between,
                    beside[step],
                    of_number[row.number],
                    index,
                    tally,
                    is_alone=not items,
                )
    if lost:
        _settle_lost(lost, [item for items in own for item in items], stated, matches, tally)


def _is_title(row: StatedContent) -> bool:
    """True where the number of a row stood alone above it and reads like words, not like a part number."""
    return row.is_of_title and (" " in row.number or not any(map(str.isdigit, row.number)))


def _nearest(own: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """For each row the items of the nearest row before it that is on any."""
    nearest: list[tuple[str, ...]] = []
    last: tuple[str, ...] = ()
    for items in own:
        nearest.append(last)
        last = items or last
    return nearest


def _beside(numbers: Sequence[str], own: Sequence[tuple[str, ...]]) -> list[frozenset[str]]:
    """For each row the items whose rows stand directly above or below the rows of its number."""
    beside: list[frozenset[str]] = []
    start = 0
    for step in range(len(numbers)):
        if step + 1 < len(numbers) and numbers[step + 1] == numbers[start]:
            continue
        above = own[start - 1] if start else ()
        below = own[step + 1] if step + 1 < len(own) else ()
        beside += [frozenset((*above, *below))] * (step + 1 - start)
        start = step + 1
    return beside


def _settle(
    row: StatedContent,
    match: NumberMatch,
    between: tuple[str, ...],
    beside: frozenset[str],
    of_number: Sequence[StatedContent],
    index: NumberIndex,
    tally: PlacementTally,
    *,
    is_alone: bool,
) -> None:
    """A legible number that is on no item: it may be a slip for one that it resembles, or for the one whose rows it stands between."""
    resembled = tuple(
        item
        for item in match.items
        if item in beside
        or not are_two_lists(index.items[item], tally.placed.get(item, ()), of_number)
    )
    taken = tuple(dict.fromkeys((*between, *resembled)))
    if taken:
        tally.withhold(taken, row)
        why = "resembles" if resembled else "stands between the rows of"
        tally.problems.append(
            warning(
                "fact-resembles",
                f'"{row.number[:60]}" is no part number of the bill and {why} {listed_numbers(taken)}: the row may belong there, so that what is declared of it no longer counts as full. Correct the number, or leave the row out',
                *row.content.cells[:1],
            )
        )
        if match.likeness is Likeness.LOOKS_SAME:
            tally.add_perhaps(resembled, row)
        elif row.content.names_rare_earth:
            # What nothing is known of may be the part that is declared; what is of steel is not.
            tally.add_perhaps(
                (item for item in resembled if not index.items[item].rare_earth_free), row
            )
    elif is_alone:
        tally.others.setdefault((row.file, row.sheet), []).append(row)


def _settle_lost(
    lost: Sequence[StatedContent],
    of_table: Sequence[str],
    stated: Sequence[StatedContent],
    matches: Sequence[tuple[NumberMatch, ...]],
    tally: PlacementTally,
) -> None:
    """Rows without any number may be of every item of their table; of a table without any, of every item of the file, else of all."""
    same_file = [
        item
        for row, of_row in zip(stated, matches, strict=True)
        if row.file == lost[0].file
        for item in placed_items(of_row)
    ]
    taken = tuple(dict.fromkeys(of_table or same_file or tally.placed))
    for row in lost:
        tally.withhold(taken, row)
    names = ", ".join(
        dict.fromkeys(f'"{row.content.substance.name[:40]}"' for row in lost[:NUMBERS_NAMED])
    )
    whose = (
        f"{listed_numbers(taken)} no longer count as fully declared"
        if taken
        else "no item has contents"
    )
    tally.problems.append(
        warning(
            "row-without-item",
            f"{counted(len(lost), 'row')} ({names}) without a part number may be of any part of the table, so that {whose}. Write the part number in each row",
            *(cell for row in lost for cell in row.content.cells[:1]),
        )
    )

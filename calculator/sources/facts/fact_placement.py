"""Which item of the bill each stated content belongs to, and what follows where nobody can say (INTERFACE 3, "Placing a row on an item").

Nothing that names a substance is dropped without an effect on the items that it could belong to, and nothing of another
bill has an effect on this one. A row that may belong to an item takes ``full`` from it: the item is disclosed in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from calculator.model.facts import ContentRow, Disclosure
from calculator.model.item import Item
from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.model.substances import NOTHING, UNDISCLOSED
from calculator.numbers.bounds import Bounds
from calculator.numbers.units import Dimension
from calculator.sources.facts.company_names import (
    are_other_companies,
    is_of_other_company,
    suppliers_apart,
)
from calculator.sources.facts.full_lists import are_two_lists
from calculator.sources.facts.items_meant import items_meant
from calculator.sources.facts.number_matching import Likeness, NumberIndex, NumberMatch
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.statement_totals import completed

_NAMED: Final = 6
_NEARLY_ALL: Final = Fraction(9, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedContents:
    """The contents of each item. ``other_bill`` are the rows, by file, sheet and row from 1, of parts that the bill does not have.

    Of the items of ``closed_by_lines`` a row says that the lines below are all that is in them.
    """

    content: dict[str, tuple[ContentRow, ...]]
    closed_by_lines: dict[str, tuple[ContentRow, ...]]
    other_bill: frozenset[tuple[str, str, int]]
    problems: tuple[Problem, ...]


@dataclass(kw_only=True)
class _Tally:
    """What gathers while rows are placed."""

    placed: dict[str, list[StatedContent]] = field(default_factory=dict)
    perhaps: set[str] = field(default_factory=set)
    withheld: dict[str, list[Source]] = field(default_factory=dict)
    others: dict[tuple[str, str], list[StatedContent]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add_perhaps(self, items: Iterable[str], row: StatedContent) -> None:
        """The row, as one that may be theirs, on items of which nothing else is stated: there it takes ``full`` from nothing."""
        if row.closes_components:
            return
        for item in items:
            if item in self.perhaps or item not in self.placed:
                self.perhaps.add(item)
                content = replace(_perhaps(row.content), item=item)
                self.placed.setdefault(item, []).append(
                    replace(row, content=content, is_balance=False)
                )

    def withhold(self, items: Iterable[str], row: StatedContent) -> None:
        """Take ``full`` from items for the sake of one row."""
        for item in items:
            self.withheld.setdefault(item, []).extend(row.content.cells[:1])


def place_contents(
    items: Mapping[str, Item], has_lines: Iterable[str], stated: Sequence[StatedContent]
) -> PlacedContents:
    """Every stated content on its item. ``has_lines`` are the items that the bill breaks down."""
    index = NumberIndex(items)
    matches = [items_meant(row, index) for row in stated]
    tally = _Tally()
    for row, of_row in zip(stated, matches, strict=True):
        for match in of_row:
            if match.is_placed:
                _place(row, match, index, tally)
    for table in _by_table(stated):
        _settle_others(table, stated, matches, index, tally)
    _tell_spellings(stated, matches, tally)
    _tell_others(tally)
    for number, rows in tally.placed.items():
        _settle_suppliers(items[number], rows, tally)
        _settle_lighter(items[number], rows, tally)
    content: dict[str, tuple[ContentRow, ...]] = {}
    closed: dict[str, tuple[ContentRow, ...]] = {}
    broken_down = set(has_lines)
    for number, rows in tally.placed.items():
        closing = [row for row in rows if row.closes_components]
        if closing and number in broken_down and number not in tally.withheld:
            closed[number] = tuple(
                row.content for row in closing if row.content.disclosure is not Disclosure.PARTIAL
            )
        elif closing and number not in broken_down:
            cells = (cell for row in closing for cell in row.content.cells[:1])
            tally.problems.append(closes_nothing(number, cells))
        naming = [row for row in rows if not row.closes_components]
        if naming:
            content[number] = _contents(naming, is_withheld=number in tally.withheld)
    return PlacedContents(
        content=content,
        closed_by_lines=closed,
        other_bill=frozenset(
            (cell.file, cell.sheet, cell.row)
            for rows in tally.others.values()
            for row in rows
            for cell in row.content.cells[:1]
        ),
        problems=tuple(tally.problems),
    )


# --------------------------------------------------------------------------- rows on their items


def _place(row: StatedContent, match: NumberMatch, index: NumberIndex, tally: _Tally) -> None:
    number = match.items[0]
    content = replace(row.content, item=number)
    item = index.items[number]
    is_of_another = is_of_other_company(row.supplier, item) or match.likeness is Likeness.REVISION
    if is_of_other_company(row.supplier, item):
        tally.problems.append(
            warning(
                "fact-of-other-supplier",
                f"{number}: the row is of {row.supplier[:60]}, and the bill buys the part from {item.supplier[:60]}; it bounds what is in the item and closes nothing. Ask the supplier in the bill",
                *row.content.cells[:1],
            )
        )
        content = _perhaps(content)
    if match.likeness is Likeness.REVISION:
        tally.problems.append(
            warning(
                "fact-of-other-revision",
                f"{number}: the row is of revision {row.revision or row.number}, not of the one in the bill; it bounds what is in the item and closes nothing. Ask for the revision in the bill",
                *row.content.cells[:1],
            )
        )
        content = _perhaps(content)
    if row.supplier and len(suppliers_apart(item)) > 1:
        # What each supplier says of the part is a statement of its own, in one table as in several.
        content = replace(content, part_of=f"{content.part_of}!{row.supplier}")
    if row.is_open:
        tally.withhold((number,), row)
    if is_of_another and _names_nothing(content):
        return  # that there is none in another's part, or in another revision, says nothing of this one
    tally.placed.setdefault(number, []).append(replace(row, content=content))


def _settle_suppliers(item: Item, rows: Sequence[StatedContent], tally: _Tally) -> None:
    """What one of several suppliers declares is not what the others deliver: it closes nothing until each has declared his own."""
    companies = suppliers_apart(item)
    named = [row for row in rows if row.supplier]
    silent = [
        company
        for company in companies
        if all(are_other_companies(row.supplier, company) for row in named)
    ]
    if len(companies) < 2 or not named or not silent:
        return
    tally.withhold((item.number,), named[0])
    tally.problems.append(
        warning(
            "declared-by-one-of-several",
            f"{item.number}: the bill buys it from {_listed(companies)}, and what is declared is not of {_listed(silent)}; it closes nothing. Ask each of them, or give each its own part number",
            *(cell for row in named[:_NAMED] for cell in row.content.cells[:1]),
        )
    )


_OF_A_WHOLE: Final = Fraction(3, 4)
"""Below this share of an item's mass a list is of a piece of it: masses are rounded, and coats are forgotten, by less."""


def _settle_lighter(item: Item, rows: Sequence[StatedContent], tally: _Tally) -> None:
    """A declaration of something much lighter than the item is of a piece of it, or of another part: it closes nothing."""
    if item.dimension is not Dimension.COUNT:
        return
    least = item.mass.bounds.low
    statements: dict[str, list[StatedContent]] = {}
    for row in rows:
        statements.setdefault(row.content.statement, []).append(row)
    for of_statement in statements.values():
        if all(row.content.disclosure is Disclosure.PARTIAL for row in of_statement):
            continue
        most = _most_mass(of_statement, item)
        if most is None or most >= least * _OF_A_WHOLE:
            continue
        for row in of_statement:
            tally.withhold((item.number,), row)
        tally.problems.append(
            warning(
                "declared-too-light",
                f"{item.number}: what is declared to be all of it weighs {float(most * 1000):.4g} g, and one of it at least {float(least * 1000):.4g} g; it is of a piece of it, or of another part, and closes nothing. Ask for the declaration of the whole, or correct the mass",
                *(cell for row in of_statement for cell in row.content.amount_cells[:1]),
            )
        )


def _most_mass(rows: Sequence[StatedContent], item: Item) -> Fraction | None:
    """The mass in kg of all that is listed in one piece, at most; None where one has none."""
    total = Fraction(0)
    for row in rows:
        mass = row.content.mass
        if mass is None or mass.high is None:
            return None
        total += mass.high / (1 if row.content.is_per_piece else item.counted_in.factor)
    return total


def _perhaps(content: ContentRow) -> ContentRow:
    """The row between none and all of what it says, closing nothing."""
    return replace(
        content,
        share=_up_to(content.share),
        mass=_up_to(content.mass),
        value=_up_to(content.value),
        disclosure=Disclosure.PARTIAL,
    )


def _names_nothing(content: ContentRow) -> bool:
    """True for a row that says that there is none of a substance."""
    return content.substance == NOTHING or any(
        amount is not None and amount.is_zero for amount in (content.share, content.mass)
    )


def _up_to(bounds: Bounds | None) -> Bounds | None:
    return None if bounds is None else Bounds(Fraction(0), bounds.high)


# --------------------------------------------------------------------------- rows that are on no item


def _by_table(stated: Sequence[StatedContent]) -> Iterator[list[int]]:
    """The places of the rows of each table, in their order."""
    tables: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(stated):
        tables.setdefault(row.table, []).append(place)
    yield from tables.values()


def _settle_others(
    table: Sequence[int],
    stated: Sequence[StatedContent],
    matches: Sequence[tuple[NumberMatch, ...]],
    index: NumberIndex,
    tally: _Tally,
) -> None:
    """The effect of the rows of one table that no item is sure of."""
    own = [_placed_items(matches[place]) for place in table]
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


def _placed_items(matches: tuple[NumberMatch, ...]) -> tuple[str, ...]:
    return tuple(match.items[0] for match in matches if match.is_placed)


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
    tally: _Tally,
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
                f'"{row.number[:60]}" is no part number of the bill and {why} {_listed(taken)}: the row may belong there, so that what is declared of it no longer counts as full. Correct the number, or leave the row out',
                *row.content.cells[:1],
            )
        )
        if match.likeness is Likeness.LOOKS_SAME:
            tally.add_perhaps(resembled, row)
    elif is_alone:
        tally.others.setdefault((row.file, row.sheet), []).append(row)


def _settle_lost(
    lost: Sequence[StatedContent],
    of_table: Sequence[str],
    stated: Sequence[StatedContent],
    matches: Sequence[tuple[NumberMatch, ...]],
    tally: _Tally,
) -> None:
    """Rows without any number may be of every item of their table; of a table without any, of every item of the file, else of all."""
    same_file = [
        item
        for row, of_row in zip(stated, matches, strict=True)
        if row.file == lost[0].file
        for item in _placed_items(of_row)
    ]
    taken = tuple(dict.fromkeys(of_table or same_file or tally.placed))
    for row in lost:
        tally.withhold(taken, row)
    names = ", ".join(
        dict.fromkeys(f'"{row.content.substance.name[:40]}"' for row in lost[:_NAMED])
    )
    whose = (
        f"{_listed(taken)} no longer count as fully declared" if taken else "no item has contents"
    )
    tally.problems.append(
        warning(
            "row-without-item",
            f"{len(lost)} rows ({names}) have no part number: they may be of any part of the table, so that {whose}. Write the part number in each row",
            *(cell for row in lost for cell in row.content.cells[:1]),
        )
    )


# --------------------------------------------------------------------------- contents and what is told


def _contents(rows: Sequence[StatedContent], *, is_withheld: bool) -> tuple[ContentRow, ...]:
    """The contents of one item, statement by statement in the order of the rows."""
    if (
        not is_withheld
        and any(row.content.disclosure is not Disclosure.PARTIAL for row in rows)
        and any(row.content.names_rare_earth and not row.is_hint for row in rows)
    ):
        rows = [row for row in rows if not row.is_hint]
    statements: dict[str, list[StatedContent]] = {}
    for row in rows:
        statements.setdefault(row.content.statement, []).append(row)
    contents = [
        content
        for statement in statements.values()
        for content in completed(statement, is_withheld=is_withheld)
    ]
    if not is_withheld:
        return tuple(contents)
    opened = [
        replace(content, disclosure=Disclosure.PARTIAL, rules_out=frozenset())
        for content in contents
    ]
    return (*opened, _lost_row(opened[0])) if _may_account_for_all(opened) else tuple(opened)


def _may_account_for_all(contents: Sequence[ContentRow]) -> bool:
    """True where amounts may be the whole by their sum, or say that there is none: then only a row that may be missing leaves anything open."""
    shares = sum((row.share.low for row in contents if row.share is not None), Fraction(0))
    return (
        shares >= _NEARLY_ALL
        or any(row.share is None and row.mass is not None for row in contents)
        or any(map(_names_nothing, contents))
    )


def _lost_row(beside: ContentRow) -> ContentRow:
    """The row that may belong to an item, as one of which nobody says what it names or how much of it there is."""
    return replace(
        beside,
        substance=UNDISCLOSED,
        share=Bounds(Fraction(0), Fraction(1)),
        mass=None,
        value=None,
        currency="",
    )


def closes_nothing(number: str, cells: Iterable[Source]) -> Problem:
    """The problem of lines that are said to be all of an item which has none."""
    return warning(
        "closes-nothing",
        f"{number}: it is stated that the lines below are all that is in it, and the bill has no lines below it; that closes nothing. Name the substances, or list the parts",
        *cells,
    )


def _tell_spellings(
    stated: Sequence[StatedContent],
    matches: Sequence[tuple[NumberMatch, ...]],
    tally: _Tally,
) -> None:
    """A note for each part number that is not written as in the bill, or stands in one cell with others."""
    spellings: dict[tuple[str, tuple[str, ...]], list[Source]] = {}
    for row, of_row in zip(stated, matches, strict=True):
        items = _placed_items(of_row)
        if items and (
            len(of_row) > 1 or any(match.likeness is Likeness.SPELLED_ALIKE for match in of_row)
        ):
            spellings.setdefault((row.number, items), []).extend(row.content.cells[:1])
    tally.problems += _by_suppliers_number(stated, matches)
    tally.problems += [
        note(
            "fact-placed",
            f'"{number[:60]}" was read as {_listed(items)}, which is the same but for case, spaces, signs, leading zeros or revision',
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
            f'"{numbers[:60]}" of {supplier[:60]} was read as {_listed(items)}, which is what its supplier or maker calls it',
            *cells,
        )


def _tell_others(tally: _Tally) -> None:
    """One line a table for the rows of parts that the bill does not have."""
    for (_, sheet), rows in tally.others.items():
        numbers = tuple(dict.fromkeys(row.number[:40] for row in rows))
        tally.problems.append(
            note(
                "other-bill",
                f"{len(rows)} rows{f' of {sheet}' if sheet else ''} are of part numbers that the bill does not have ({_listed(numbers)}); they say nothing here",
                *(cell for row in rows for cell in row.content.cells[:1]),
            )
        )


def _listed(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:_NAMED])
    return shown if len(numbers) <= _NAMED else f"{shown} and {len(numbers) - _NAMED} more"

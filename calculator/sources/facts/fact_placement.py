"""Which item of the bill each stated content belongs to, and what follows where nobody can say (INTERFACE 3, "Placing a row on an item").

Nothing that names a substance is dropped without an effect on the items that it could belong to, and nothing of another
bill has an effect on this one. A row that may belong to an item takes ``full`` from it: the item is disclosed in part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.item import Item
from calculator.model.origins import UNKNOWN_ORIGIN
from calculator.model.problem import Problem, warning
from calculator.model.stages import NO_STAGES
from calculator.model.substances import NOTHING, UNDISCLOSED
from calculator.numbers.bounds import Bounds
from calculator.sources.facts.company_names import is_of_other_company, suppliers_apart
from calculator.sources.facts.items_meant import items_meant
from calculator.sources.facts.letterheads import is_headed_by_another
from calculator.sources.facts.number_matching import Likeness, NumberIndex, NumberMatch
from calculator.sources.facts.placement_notes import (
    closes_nothing,
    tell_other_bills,
    tell_spellings,
)
from calculator.sources.facts.placement_tally import PlacementTally, possibly_there
from calculator.sources.facts.rows_of_no_item import rows_by_table, settle_rows_of_no_item
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.facts.statement_totals import completed
from calculator.sources.facts.whole_statements import (
    withhold_for_mass,
    withhold_for_materials,
    withhold_for_suppliers,
)

_NEARLY_ALL: Final = Fraction(9, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedContents:
    """The contents of each item. ``other_bill`` are the rows, by file, sheet and row from 1, of parts that the bill does not have.

    ``declared_elsewhere`` holds what is stated of these by their numbers. Of the items of ``closed_by_lines`` a row says that the lines below are all that is in them.
    """

    content: dict[str, tuple[ContentRow, ...]]
    closed_by_lines: dict[str, tuple[ContentRow, ...]]
    other_bill: frozenset[tuple[str, str, int]]
    declared_elsewhere: Mapping[str, tuple[ContentRow, ...]]
    problems: tuple[Problem, ...]


def place_contents(
    items: Mapping[str, Item], has_lines: Iterable[str], stated: Sequence[StatedContent]
) -> PlacedContents:
    """Every stated content on its item. ``has_lines`` are the items that the bill breaks down."""
    index = NumberIndex(items)
    matches = [items_meant(row, index) for row in stated]
    tally = PlacementTally()
    for row, of_row in zip(stated, matches, strict=True):
        for match in of_row:
            if match.is_placed:
                _place(row, match, index, tally)
    for table in rows_by_table(stated):
        settle_rows_of_no_item(table, stated, matches, index, tally)
    tell_spellings(stated, matches, tally)
    tell_other_bills(tally)
    for number, rows in tally.placed.items():
        withhold_for_suppliers(items[number], rows, tally)
        withhold_for_materials(items[number], rows, tally)
        withhold_for_mass(items[number], rows, tally)
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
        declared_elsewhere=_by_number(row for rows in tally.others.values() for row in rows),
        problems=tuple(tally.problems),
    )


def _by_number(rows: Iterable[StatedContent]) -> dict[str, tuple[ContentRow, ...]]:
    by_number: dict[str, tuple[ContentRow, ...]] = {}
    for row in rows:
        by_number[row.number] = (*by_number.get(row.number, ()), row.content)
    return by_number


# --------------------------------------------------------------------------- rows on their items


def _place(
    row: StatedContent, match: NumberMatch, index: NumberIndex, tally: PlacementTally
) -> None:
    number = match.items[0]
    content = row.content if row.content.item == number else replace(row.content, item=number)
    item = index.items[number]
    is_of_another = is_headed_by_another(row, item)
    if is_of_another:
        name = row.bare_name or ", ".join(row.mail_domains)
        row = replace(row, supplier=name, letterhead=name)
    is_of_another = is_of_another or is_of_other_company(row.supplier, item)
    if is_of_another:
        tally.problems.append(
            warning(
                "fact-of-other-supplier",
                f"{number}: the row is of {row.supplier[:60]}, and the bill buys the part from {item.supplier[:60]}; it bounds what is in the item and closes nothing. Ask the supplier in the bill{_way_out_of_letterhead(row)}",
                *row.content.cells[:1],
            )
        )
        content = possibly_there(content)
    if match.likeness is Likeness.REVISION:
        tally.problems.append(
            warning(
                "fact-of-other-revision",
                f"{number}: the row is of revision {row.revision or row.number}, not of the one in the bill; it bounds what is in the item and closes nothing. Ask for the revision in the bill",
                *row.content.cells[:1],
            )
        )
        content = possibly_there(content)
        is_of_another = True
    if row.supplier and len(suppliers_apart(item)) > 1:
        # What each supplier says of the part is a statement of its own, in one table as in several.
        content = replace(content, part_of=f"{content.part_of}!{row.supplier}")
    if row.is_open:
        tally.withhold((number,), row)
    if is_of_another and _names_nothing(content):
        return  # that there is none in another's part, or in another revision, says nothing of this one
    placed = row if content is row.content else replace(row, content=content)
    tally.placed.setdefault(number, []).append(placed)


def _way_out_of_letterhead(row: StatedContent) -> str:
    """What helps where no label says who wrote the document."""
    named = row.letterhead and row.supplier == row.letterhead
    return ', or write "Supplier: ..." above the table if another company wrote it' if named else ""


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


def _names_nothing(content: ContentRow) -> bool:
    """True for a row that says that there is none of a substance."""
    return content.substance == NOTHING or any(
        amount is not None and amount.is_zero for amount in (content.share, content.mass)
    )


def _lost_row(beside: ContentRow) -> ContentRow:
    """The row that may belong to an item, as one of which nobody says what it names, how much of it there is or where that is from."""
    return replace(
        beside,
        substance=UNDISCLOSED,
        origin=UNKNOWN_ORIGIN,
        stages=NO_STAGES,
        share=Bounds(Fraction(0), Fraction(1)),
        mass=None,
        value=None,
        currency="",
    )

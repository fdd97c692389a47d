"""Content rows brought to the items that they are about, in the unit in which the bill counts each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from calculator.findings.obligation import Doubt, Obligation
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.item import MADE_OF_RARE_EARTH, UNKNOWN_ORIGIN
from calculator.model.problem import warning
from calculator.model.substances import NOTHING
from calculator.numbers.units import Unit
from calculator.sources.facts.content_rows import in_base_units
from calculator.sources.facts.dated_statements import newest_statements
from calculator.sources.facts.fact_placement import PlacedContents, place_contents
from calculator.sources.facts.number_matching import Likeness, NumberIndex
from calculator.sources.facts.placement_notes import closes_nothing
from calculator.sources.import_result import Accumulator


def content_by_item(bill: Bill, accumulator: Accumulator) -> PlacedContents:
    """The contents of each item of the bill, in its base units."""
    has_lines = [number for number, lines in bill.structures.items() if any(lines)]
    stated = [row for row in accumulator.content if row.content.notice_share is None]
    placed = place_contents(bill.items, has_lines, stated)
    accumulator.problems += placed.problems
    units: dict[str, set[Unit]] = {number: set() for number in placed.content}
    for placement in accumulator.placements:
        for row in placement.rows:
            if row.number in units:
                units[row.number].add(row.unit)
    content = {
        number: tuple(_in_one_unit(row, units[number], accumulator) for row in rows)
        for number, rows in placed.content.items()
    }
    in_force = {number: newest_statements(number, rows) for number, rows in content.items()}
    accumulator.problems += [problem for _, told in in_force.values() for problem in told]
    return replace(placed, content={number: rows for number, (rows, _) in in_force.items()})


def notices_by_item(bill: Bill, accumulator: Accumulator) -> dict[str, tuple[ContentRow, ...]]:
    """The shares that compliance notices state, each on the item whose number it names; one that fits none so is asked about."""
    index = NumberIndex(bill.items)
    notices: dict[str, tuple[ContentRow, ...]] = {}
    for row in accumulator.content:
        if row.content.notice_share is None:
            continue
        match = index.match(row.number)
        if match.is_placed:
            number = match.items[0]
            notices[number] = (*notices.get(number, ()), replace(row.content, item=number))
        elif match.likeness is not Likeness.OTHER:
            accumulator.doubts.append(
                Doubt(
                    item="",
                    obligation=Obligation.FACTS_PLACED,
                    why=f'a compliance notice is about "{row.number[:60]}", which is like a part number of the bill and none',
                    question=f'which part is the notice of "{row.number[:60]}" about?',
                    cells=row.content.cells,
                )
            )
    return notices


def with_complete_lines(
    closed: Mapping[str, tuple[ContentRow, ...]], bill: Bill, accumulator: Accumulator
) -> dict[str, tuple[ContentRow, ...]]:
    """The items that are closed by their lines, with those of which the bill's own column Components says so."""
    stated = {
        number: ContentRow(
            item=number,
            substance=NOTHING,
            origin=UNKNOWN_ORIGIN,
            disclosure=Disclosure.RARE_EARTH,
            cells=item.complete_cells,
        )
        for number, item in bill.items.items()
        if item.complete_cells
    }
    for number, row in stated.items():
        item = bill.items[number]
        if not bill.components_of(number) and (
            item.suspect or item.item_class in MADE_OF_RARE_EARTH
        ):
            accumulator.problems.append(closes_nothing(number, row.cells))
    return {
        **closed,
        **{
            number: (*closed.get(number, ()), row)
            for number, row in stated.items()
            if bill.components_of(number)
        },
    }


def _in_one_unit(content: ContentRow, units: set[Unit], accumulator: Accumulator) -> ContentRow:
    """Amounts for one base unit; where the bill counts the item in several units, what one unit is cannot be known."""
    if len({(unit.dimension, unit.factor) for unit in units}) == 1:
        return in_base_units(content, next(iter(units)))
    if content.mass is None and content.value is None:
        return content
    accumulator.problems.append(
        warning(
            "content-unit-unclear",
            f"{content.item} is counted in several units, so the amount per unit is unknown; give wt% instead",
            *content.amount_cells[:1],
        )
    )
    return replace(content, mass=None, value=None)

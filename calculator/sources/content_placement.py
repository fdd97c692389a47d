"""Content rows brought to the items that they are about, in the unit in which the bill counts each."""

from __future__ import annotations

from dataclasses import replace

from calculator.model.bill import Bill
from calculator.model.facts import ContentRow
from calculator.model.problem import warning
from calculator.numbers.units import Unit
from calculator.sources.facts.content_rows import in_base_units
from calculator.sources.import_result import Accumulator


def content_by_item(bill: Bill, accumulator: Accumulator) -> dict[str, tuple[ContentRow, ...]]:
    """Content rows of each item of the bill, in its base units."""
    units: dict[str, set[Unit]] = {content.item: set() for content in accumulator.content}
    for row in (
        row for placement in accumulator.placements for row in placement.rows if row.number in units
    ):
        units[row.number].add(row.unit)
    placed: dict[str, list[ContentRow]] = {}
    for content in accumulator.content:
        if content.item not in bill.items:
            accumulator.problems.append(
                warning(
                    "content-of-unknown-item",
                    f'"{content.item[:60]}" is not a part number of the bill; the row says nothing here. Check the spelling',
                    *content.cells[:1],
                )
            )
            continue
        placed.setdefault(content.item, []).append(
            _in_one_unit(content, units[content.item], accumulator)
        )
    return {number: tuple(rows) for number, rows in placed.items()}


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

"""Magnets, targets and materials that are counted in a unit of no list: of how much their price and their mass are, nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.findings.obligation import Doubt, Obligation
from calculator.model.bill import Bill
from calculator.model.item import MADE_OF_RARE_EARTH


def unit_doubts(bill: Bill) -> Iterator[Doubt]:
    """A doubt for each item of which the share is reckoned and whose unit could be one piece, a hundred or a metre.

    Price and mass are of one unit, but a declaration is mostly of one piece: the share of a price per C (hundred) is a
    hundredth of the true one.
    """
    for item in bill.items.values():
        if item.item_class in MADE_OF_RARE_EARTH and item.unit and not item.unit.is_listed:
            yield Doubt(
                item=item.number,
                obligation=Obligation.PRICE,
                why=f'the unit "{item.unit.symbol[:40]}" of {item.number} is on no list of units: its price and its mass may be of one piece or of many',
                question=f'of how many pieces are its price and its mass, if counted in "{item.unit.symbol[:40]}"? Write each, kg, g, m or another unit of the standard workbook',
                cells=item.cells[:1],
            )

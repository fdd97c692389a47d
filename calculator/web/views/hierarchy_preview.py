"""The first lines of a bill as they were hung together: whether the hierarchy was understood is seen at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from calculator.model.bill import Bill
from calculator.reports import numbers

_LINES: Final = 16
_BELOW_ONE: Final = 5
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineLine:
    """One item at one of its places; ``quantity`` is in one unit of the item above, ``left_out`` counts parts below it that are not shown."""

    level: int
    number: str
    description: str
    quantity: str
    left_out: int = 0


def outline_of(bill: Bill) -> tuple[OutlineLine, ...]:
    """From the first product down, a few parts of each item, no more than fit beside the questions."""
    lines: list[OutlineLine] = []
    for line in _walk(bill):
        if len(lines) == _LINES:
            break
        lines.append(line)
    return tuple(lines)


def _walk(bill: Bill) -> Iterator[OutlineLine]:
    waiting = [(number, "", 0) for number in reversed(bill.products)]
    while waiting:
        number, quantity, level = waiting.pop()
        item, per = bill.items[number], bill.quantities_per(number)
        # Parts that have parts show more of the hierarchy than those that have none.
        parts = (
            sorted(per, key=lambda part: not bill.components_of(part))[:_BELOW_ONE]
            if level < _DEEPEST
            else []
        )
        yield OutlineLine(
            level=level,
            number=number,
            description=item.description,
            quantity=quantity,
            left_out=len(per) - len(parts),
        )
        waiting += [(part, numbers.amount(per[part]), level + 1) for part in reversed(parts)]

"""Where in each product the magnets, the targets and the suspects are: the branches of the bill that lead to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

from calculator.findings.finding import Finding, UnresolvedPart
from calculator.findings.report import TreeNode
from calculator.findings.verdict import Subject
from calculator.model.bill import Bill
from calculator.model.item import Item
from calculator.numbers.bounds import Bounds

NODES_SHOWN: Final = 600
LEVELS_SHOWN: Final = 24
"""More than a person unfolds. The JSON report has the paths of every item."""


@dataclass(slots=True)
class _Growing:
    number: str
    level: int
    quantity: Bounds
    in_product: Bounds
    parts: list[_Growing] = field(default_factory=list)
    repeated: bool = False
    left_out: int = 0
    others: int = 0


def tested_numbers(
    findings: Iterable[Finding], suspects: Iterable[UnresolvedPart]
) -> frozenset[str]:
    """The items that a report speaks of: suspects, and what a rule tests with all that content lies in."""
    tested = (finding for finding in findings if finding.subject is not Subject.NO)
    return frozenset(
        number
        for finding in tested
        for number in (
            finding.item.number,
            *(step for contribution in finding.contributions for step in contribution.path),
        )
    ) | {suspect.item.number for suspect in suspects}


def product_tree(
    bill: Bill, wanted: AbstractSet[str], value_of: Callable[[Item], Bounds]
) -> tuple[TreeNode, ...]:
    """The items of ``wanted`` and all above them, each product in the order of the bill and each item before its parts.

    An assembly that is used in many places is unfolded once, where it is nearest to a product; so a bill with more
    paths than anyone can count has no more nodes here than it has lines, and never more than ``NODES_SHOWN``.
    """
    wanted_here = {number for number in wanted if number in bill.items}
    leads = wanted_here | bill.ancestors_of(wanted_here)
    single = Bounds.exactly(1)
    roots = [_Growing(number, 0, single, single) for number in bill.products if number in leads][
        :NODES_SHOWN
    ]
    waiting, unfolded, count = deque(roots), set[str](), len(roots)
    while waiting:
        node = waiting.popleft()
        quantities = bill.quantities_per(node.number)
        parts = [number for number in quantities if number in leads]
        node.others = len(quantities) - len(parts)
        node.repeated = bool(parts) and node.number in unfolded
        if node.repeated or not parts:
            continue
        room = NODES_SHOWN - count if node.level < LEVELS_SHOWN else 0
        unfolded.add(node.number)
        node.left_out = max(0, len(parts) - room)
        for number in parts[:room]:
            node.parts.append(
                _Growing(
                    number, node.level + 1, quantities[number], node.in_product * quantities[number]
                )
            )
        count += len(node.parts)
        waiting.extend(node.parts)
    return tuple(_frozen(node, bill.items[node.number], value_of) for node in _downwards(roots))


def _downwards(roots: list[_Growing]) -> list[_Growing]:
    stack, order = list(reversed(roots)), list[_Growing]()
    while stack:
        node = stack.pop()
        order.append(node)
        stack.extend(reversed(node.parts))
    return order


def _frozen(node: _Growing, item: Item, value_of: Callable[[Item], Bounds]) -> TreeNode:
    return TreeNode(
        item=item,
        level=node.level,
        quantity=node.quantity,
        in_product=node.in_product,
        value=value_of(item),
        mass=item.mass.bounds,
        repeated=node.repeated,
        left_out=node.left_out,
        others=node.others,
    )

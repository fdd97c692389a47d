"""Assemblies and products that hold an item of the list, by the triggers that know no share: Chinese technology, Chinese origin.

Whether parts, components and assemblies are on the list is open (LAW 3, 4). What is itself stated to be made in China, or with
Chinese technology, may need a licence of its own, which no magnet in it tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calculator.findings.finding import NodeFinding, Reason
from calculator.model.item import Answer, ItemClass
from calculator.rules import Rule

NOT_STATED: Final = "not stated"
"""The state of a trigger of which nobody said anything."""
NOT_LISTED: Final = ("assemblies", "not-listed")
"""The assumption that assemblies are not on the list."""


def lists_assemblies(rule: Rule) -> bool:
    """True where the rule's list may name what holds an item of it."""
    return any(entry.item_class is ItemClass.ASSEMBLY for entry in rule.subjects)


def open_cases(node: NodeFinding) -> tuple[Reason, ...]:
    """What is stated of the item itself and may catch it."""
    return tuple(
        reason
        for reason in node.own_answers
        if reason.state in (Answer.YES.value, Answer.UNKNOWN.value)
    )


def open_assemblies(
    nodes: Iterable[NodeFinding], tested: Iterable[str], assumptions: Iterable[tuple[str, str]]
) -> tuple[NodeFinding, ...]:
    """The assemblies and products that stand in the way of a conclusion; none where assemblies are assumed not to be listed.

    ``tested`` are the items that are on the list themselves: these have a finding of their own.
    """
    if NOT_LISTED in assumptions:
        return ()
    own = frozenset(tested)
    return tuple(
        node for node in nodes if node.holds and node.item.number not in own and open_cases(node)
    )


def unstated_assemblies(
    nodes: Iterable[NodeFinding], tested: Iterable[str]
) -> tuple[NodeFinding, ...]:
    """Those of which a trigger is not stated and none is open: named, and no obstacle."""
    own = frozenset(tested)
    return tuple(
        node
        for node in nodes
        if node.holds
        and node.item.number not in own
        and not node.item.is_implied
        and not open_cases(node)
        and any(reason.state == NOT_STATED for reason in node.own_answers)
    )

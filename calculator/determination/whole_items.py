"""The reading of a Japanese law office: the price of a whole magnet counts where something in it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from calculator.determination.triggers import SHARE_TRIGGERS, licence_of
from calculator.findings.finding import Convention, Finding, NodeFinding
from calculator.findings.verdict import Ratio, Subject, Verdict, apply_threshold
from calculator.model.bill import Bill
from calculator.model.item import Item
from calculator.numbers.bounds import ZERO, Bounds
from calculator.rules import Rule

_WHOLE_ITEMS: Final = "whole magnets and targets"


@dataclass(frozen=True, kw_only=True)
class WholeItems:
    """The reading for one rule and one bill; ``price_of`` is what one unit of an item is worth in a currency. One pass upwards tells it of every item."""

    rule: Rule
    subjects: Sequence[Finding]
    bill: Bill
    price_of: Callable[[Item, str], Bounds]
    _worth: dict[str, dict[str, Bounds]] = field(default_factory=dict)

    def convention(self, node: NodeFinding, holds: tuple[Finding, ...]) -> Convention:
        """What it says of an item that holds these."""
        unit = node.value.unit
        if unit not in self._worth:
            self._worth[unit] = self.bill.rolled_up(
                {finding.item.number: self._part(finding, unit) for finding in self.subjects}
            )
        numerator = self._worth[unit].get(node.item.number, ZERO)
        for finding in holds:
            if finding.item.number == node.item.number:
                numerator = numerator + self._part(finding, unit)
        tested = Ratio(numerator=numerator, denominator=node.value.denominator, unit=unit)
        verdict = apply_threshold(self.rule, tested.numerator, tested.denominator)
        maybe = all(finding.subject is not Subject.YES for finding in holds)
        return Convention(
            name=_WHOLE_ITEMS,
            verdict=Verdict.UNDETERMINED if maybe and verdict is Verdict.CROSSES else verdict,
            tested=tested,
            opens=False,
        )

    def _part(self, finding: Finding, unit: str) -> Bounds:
        price = self.price_of(finding.item, unit)
        counted = finding.value.numerator
        return Bounds(
            price.low if counted.low > 0 else Fraction(0),
            Fraction(0) if counted.high == 0 else price.high,
        )


def by_whole_items(node: NodeFinding) -> NodeFinding:
    """The node where the user chose that whole magnets count: no less than what is in them counts besides.

    It is below only where what is contained is below too.
    """
    chosen = next(
        (convention for convention in node.conventions if convention.name == _WHOLE_ITEMS), None
    )
    if chosen is None:
        return node
    verdict = chosen.verdict
    if verdict is Verdict.BELOW and node.verdict is not Verdict.BELOW:
        verdict = Verdict.UNDETERMINED
    reasons = tuple(
        replace(reason, state=verdict.value) if reason.trigger in SHARE_TRIGGERS else reason
        for reason in node.reasons
    )
    subject = Subject.YES if chosen.verdict is not Verdict.UNDETERMINED else Subject.MAYBE
    return replace(
        node,
        verdict=verdict,
        value=chosen.tested,
        reasons=reasons,
        licence=licence_of(subject, reasons),
    )

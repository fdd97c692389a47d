"""The contributions of a finding as an account that comes out: their sum, and what sets the tested content apart from it.

The content of an item is not always the sum of what is in it: of alternates only one is used, two files that contradict
each other hold both, what is open ends at the item's price. So that a reader who adds up is never left with a
difference, it is an entry of its own, with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.determination.questions import PORTIONS_SHOWN
from calculator.findings.finding import Contribution, Finding
from calculator.numbers.bounds import Bounds
from calculator.numbers.exact_sums import sum_of_products
from calculator.reports.language import tr

_ONCE: Final = Bounds.exactly(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """``total`` of the contributions, and what leads from there to the tested content.

    ``low`` and ``high`` are added to its ends; ``high`` None opens the upper one. ``ceiling`` is where an open upper end
    is closed: the tested content is then no more than it, whatever is open.
    """

    total: Bounds
    low: Fraction = Fraction(0)
    high: Fraction | None = Fraction(0)
    ceiling: Fraction | None = None
    why: str = ""

    @property
    def is_adjusted(self) -> bool:
        """True where the sum alone is not what was tested."""
        return bool(self.low or self.high is None or self.high or self.ceiling is not None)

    @property
    def content(self) -> Bounds:
        """What was tested: the sum with its adjustment."""
        low = self.total.low + self.low
        if self.ceiling is not None:
            return Bounds(low, self.ceiling)
        return Bounds(
            low,
            None if self.total.high is None or self.high is None else self.total.high + self.high,
        )


def amount_tested(part: Contribution, finding: Finding) -> Bounds:
    """What a contribution adds to the tested content: counted value, or counted rare earth in kg under a rule by mass."""
    if not finding.rule.is_by_mass:
        return part.value
    return part.mass if part.factors is None else part.mass * part.factors.earth


def account_of(finding: Finding) -> Account:
    """The account of what the finding tested; its ``content`` is the numerator, exactly."""
    tested = finding.tested.numerator
    total = sum_of_products(
        [(amount_tested(part, finding), _ONCE) for part in finding.contributions]
    )
    if total == tested:
        return Account(total=total)
    low, why = tested.low - total.low, _why(finding, total)
    if tested.high is None:
        return Account(
            total=total, low=low, high=Fraction(0) if total.high is None else None, why=why
        )
    if total.high is None:
        return Account(total=total, low=low, ceiling=tested.high, why=why)
    return Account(total=total, low=low, high=tested.high - total.high, why=why)


def _why(finding: Finding, total: Bounds) -> str:
    tested = finding.tested
    reasons = list(finding.unreconciled)
    if total.high is None and tested.numerator.high is not None:
        what = tr("mass") if finding.rule.is_by_mass else tr("price")
        is_of_item = tested.numerator.high == tested.denominator.high
        reasons.insert(
            0,
            tr("what is open ends at the {measure} of the item", measure=what)
            if is_of_item
            else tr(
                "what is open ends at the {measure} of the item, or of a part that holds it",
                measure=what,
            ),
        )
    if len(finding.contributions) >= PORTIONS_SHOWN:
        reasons.append(
            tr("more than the {count} largest are not listed one by one", count=PORTIONS_SHOWN)
        )
    return "; ".join(reasons) or tr(
        "the bounds of the whole are not the sum of the bounds of its parts"
    )

"""Where the parts of one item's waterfall stand: what each substance adds to its share, up to the line or past it.

Across is in percent of the picture's width, down in pixels. Floats are for drawing only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.findings.finding import Contribution, Finding
from calculator.findings.verdict import Verdict
from calculator.numbers.bounds import Bounds
from calculator.reports import numbers
from calculator.reports.finding_words import verdict_words
from calculator.reports.language import tr
from calculator.reports.ledger import account_of, amount_tested
from calculator.reports.page.charts import AxisTick
from calculator.reports.retelling import retold
from calculator.reports.rule_words import line_of
from calculator.reports.safe_text import safe

_TOP, STEP, _BOTTOM = 4, 22, 22
_LEFT, _RIGHT = 30.0, 97.0
_MOST: Final = 8
_URGENT: Final = (Verdict.UNDETERMINED, Verdict.CROSSES, Verdict.BELOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What one substance adds: sure from ``x`` on, as far as ``open_width`` further only perhaps. The last step is the sum."""

    y: int
    name: str
    amount: str
    x: float
    width: float
    open_x: float
    open_width: float
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The picture of one item; ``told`` says all of it in words."""

    item: str
    steps: tuple[Step, ...]
    line: AxisTick
    height: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """``full`` is the share at the right end of the picture, ``line`` that of the rule."""

    full: Fraction
    line: Fraction

    def width(self, share: Fraction) -> float:
        return round(float(min(Fraction(1), share / self.full)) * (_RIGHT - _LEFT), 2)

    def across(self, share: Fraction) -> float:
        return round(_LEFT + self.width(share), 2)


def decisive(findings: Sequence[Finding]) -> Finding | None:
    """The item to show where there is room for one: undetermined before crossing before below, and nearest to the line."""
    shown = [finding for finding in findings if _can_be_drawn(finding)]
    return min(
        shown,
        key=lambda finding: (
            _URGENT.index(finding.verdict),
            abs(_middle(finding.tested.share) / finding.rule.threshold - 1),
        ),
        default=None,
    )


def _middle(share: Bounds) -> Fraction:
    return (share.low + (share.high if share.high is not None else Fraction(1))) / 2


def _can_be_drawn(finding: Finding) -> bool:
    whole = finding.tested.denominator
    return bool(
        finding.contributions
        and finding.rule.has_line
        and finding.rule.threshold
        and finding.verdict in _URGENT
        and whole.low
        and whole.high is not None
    )


def waterfall_of(finding: Finding) -> Waterfall | None:
    """The steps to the item's share; None where its value or mass is open, so that nothing is a share of it."""
    if not _can_be_drawn(finding):
        return None
    shares = [
        (_name(part), _share_of(amount_tested(part, finding), finding))
        for part in finding.contributions[:_MOST]
    ]
    rest = [
        _share_of(amount_tested(part, finding), finding) for part in finding.contributions[_MOST:]
    ]
    if rest:
        shares.append((tr("{count} more", count=len(rest)), sum(rest[1:], rest[0])))
    account = account_of(finding)
    if account.is_adjusted:
        shares.append((safe(retold(account.why), 60), Bounds.exactly(0)))
    total = finding.tested.share
    line = finding.rule.threshold
    most = max(total.low, total.high or total.low, line)
    scale = _Scale(full=most * Fraction(11, 10), line=line)
    steps: list[Step] = []
    low = high = Fraction(0)
    for name, share in shares:
        low, high, start = low + share.low, _sum(high, share.high, most), low
        steps.append(_step(name, share, (start, low, high), len(steps), "not-subject", scale))
    ends = (Fraction(0), total.low, most if total.high is None else total.high)
    steps.append(_step(tr("together"), total, ends, len(steps), finding.verdict.value, scale))
    number = safe(finding.item.number, 60)
    return Waterfall(
        item=number,
        steps=tuple(steps),
        line=AxisTick(x=scale.across(line), label=tr("line {line}", line=line_of(finding.rule))),
        height=_TOP + STEP * len(steps) + _BOTTOM,
        told=f"{number}, {verdict_words(finding)}: "
        + "; ".join(f"{step.name} {step.amount}" for step in steps),
    )


def _sum(high: Fraction, more: Fraction | None, most: Fraction) -> Fraction:
    """An upper end with one more; what is open ends at the right end of the picture."""
    return most if more is None else min(most, high + more)


def _step(
    name: str,
    share: Bounds,
    ends: tuple[Fraction, Fraction, Fraction],
    place: int,
    tone: str,
    scale: _Scale,
) -> Step:
    """One step from its beginning to where it is sure, and on to where it may be."""
    start, sure, perhaps = ends
    return Step(
        y=_TOP + STEP * place,
        name=name,
        amount=numbers.share(share, scale.line),
        x=scale.across(start),
        width=scale.width(sure - start),
        open_x=scale.across(sure),
        open_width=scale.width(max(Fraction(0), perhaps - sure)),
        tone=tone,
    )


def _name(part: Contribution) -> str:
    origin = tr("origin unknown") if part.origin == "unknown" else part.origin
    return safe(f"{part.substance}, {origin}", 40)


def _share_of(amount: Bounds, finding: Finding) -> Bounds:
    """The share of the item's least and most: an amount of 1 in a whole of 2 to 4 is a quarter to a half."""
    whole = finding.tested.denominator
    if whole.high is None:
        raise ValueError("a share of an open whole")
    high = None if amount.high is None else amount.high / whole.low
    return Bounds(amount.low / whole.high, high)

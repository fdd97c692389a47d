"""Where the parts of the pictures stand: shares against the line on a log scale, and value and mass through the levels.

Everything across is in percent of the picture's width, so that it fits a phone and a sheet; everything down is in pixels.
Floats are for drawing only: no number that a person reads comes from here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor, log10
from typing import Final

from calculator.findings.finding import Finding
from calculator.findings.report import TreeNode
from calculator.numbers.bounds import Bounds
from calculator.reports import numbers
from calculator.reports.finding_words import SYMBOL, verdict_words
from calculator.reports.language import tr
from calculator.reports.rule_words import line_of
from calculator.reports.safe_text import safe
from calculator.rules import Rule

ROW: Final = 27
PAPER_WIDTH: Final = 860
"""Width of a drawing on paper in its own pixels: it is set as wide as the sheet."""
_TOP: Final = 26
_ZERO, _LEFT, _RIGHT, _END = 2.0, 11.0, 95.0, 98.5
_LOWEST, _USUAL = -12, -5
_MOST_LABELS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisTick:
    """A labelled place on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One item's share: a dot where it is one number, a bar from its low to its high end where not."""

    y: int
    x: float
    width: float
    is_dot: bool
    is_open: bool
    tone: str
    symbol: str
    number: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Some shares against the line."""

    bars: tuple[Bar, ...]
    ticks: tuple[AxisTick, ...]
    line: AxisTick
    height: int
    told: str


def charts(rule: Rule, findings: Sequence[Finding], rows: int = 14) -> tuple[Chart, ...]:
    """The shares of ``findings`` on one common scale, no more than ``rows`` a picture so that each fits a sheet."""
    ends = [
        end
        for finding in findings
        for end in (finding.tested.share.low, finding.tested.share.high)
        if end
    ]
    lowest = min(_USUAL, floor(_log(min([*ends, rule.threshold]))))
    decades = range(lowest, 1, ceil((1 - lowest) / _MOST_LABELS))
    ticks = (
        AxisTick(x=_ZERO, label="0"),
        *(
            AxisTick(
                x=_across(Fraction(10) ** power, lowest),
                label=f"{numbers.decimal(Fraction(10) ** (power + 2))} %",
            )
            for power in decades
        ),
    )
    line = AxisTick(x=_across(rule.threshold, lowest), label=tr("line {line}", line=line_of(rule)))
    parts = [findings[start : start + rows] for start in range(0, len(findings), rows)]
    return tuple(
        Chart(
            bars=tuple(
                _bar(finding, _TOP + ROW * place, lowest) for place, finding in enumerate(part)
            ),
            ticks=ticks,
            line=line,
            height=_TOP + ROW * len(part) + 26,
            told=f"{line.label}. "
            + " ".join(f"{safe(finding.item.number, 60)}: {_said(finding)}." for finding in part),
        )
        for part in parts
    )


def _bar(finding: Finding, y: int, lowest: int) -> Bar:
    share = finding.tested.share
    left = _across(share.low, lowest)
    right = _END if share.high is None else _across(share.high, lowest)
    return Bar(
        y=y,
        x=_rounded(left),
        width=_rounded(max(1.2, right - left)),
        is_dot=share.is_exact,
        is_open=share.high is None,
        tone=finding.verdict.value,
        symbol=SYMBOL[finding.verdict],
        number=safe(finding.item.number, 20),
        said=_said(finding),
    )


def _said(finding: Finding) -> str:
    return (
        f"{numbers.share(finding.tested.share, finding.rule.threshold)}, {verdict_words(finding)}"
    )


def _across(share: Fraction, lowest: int) -> float:
    """Percent of the width for a share of 1; nothing has a place of its own left of the scale."""
    if not share:
        return _ZERO
    power = min(0.0, _log(share))
    return _rounded(_LEFT + max(0.0, (power - lowest) / -lowest) * (_RIGHT - _LEFT))


def _log(share: Fraction) -> float:
    return log10(max(Fraction(10) ** _LOWEST, min(share, Fraction(10**6))))


def _rounded(number: float) -> float:
    return round(number, 2)


# --------------------------------------------------------------------------- levels of a product

LEVEL: Final = 40
_TALL: Final = 80
"""Height of a level on which a name stands upright."""
_UPRIGHT_FROM: Final = 1.7
"""Percent of the width from which a block has room for a name that stands upright, and letters that fit into its height."""
_UPRIGHT_LETTERS: Final = 12
_NARROWEST = 0.7
_LEVELS = 9
_LABEL_FROM = 9.0
"""Percent of the width from which a block has room for a name."""
_FULL, _LETTERS = 80.0, 0.9
"""Percent up to which a level leaves room for names beside it, and letters that fit into one percent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One place of an item, as wide as its part of the product."""

    x: float
    width: float
    y: int
    tone: str
    label: str
    told: str
    is_guess: bool
    number: str
    height: int = LEVEL
    upright: str = ""
    """Its name where there is only room for it from below upwards."""

    @property
    def middle(self) -> float:
        """Where the upright name stands, in percent."""
        return _rounded(self.x + self.width / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLabel:
    """The names of a level's blocks that are too narrow for a name, written where the level is empty."""

    x: float
    y: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Icicle:
    """One product, its levels below each other; ``caption`` says what the widths mean."""

    measure: str
    blocks: tuple[Block, ...]
    beside: tuple[SideLabel, ...]
    height: int
    caption: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelMeasure:
    """What an icicle is of: the amount in one unit of an item, how it is said, and how the verdict on it is shown."""

    name: str
    amount_of: Callable[[TreeNode], Bounds]
    say: Callable[[Bounds], str]
    tone_of: Callable[[TreeNode], str]


def icicle(nodes: Sequence[TreeNode], measured: LevelMeasure) -> Icicle | None:
    """The levels of one product (``nodes`` begin with it); None where its own amount or that of all of its parts is not known.

    An upper bound stands for a range. Parts that lead to no magnet are the empty rest of their level.
    """
    if not _size(measured.amount_of(nodes[0])):
        return None
    parts = _parts(nodes)
    if parts[0] and all(_size(measured.amount_of(nodes[part])) is None for part in parts[0]):
        return None
    blocks: list[Block] = []
    waiting = [(0, 0.0, 100.0, False)]
    while waiting:
        place, x, width, is_guess = waiting.pop()
        node = nodes[place]
        blocks.append(_block(node, x, width, measured, is_guess=is_guess))
        if node.level + 1 >= _LEVELS:
            continue
        shares = [_part_of(nodes[part], node, measured) for part in parts[place]]
        widths = [max(_NARROWEST, width * (share or 0.0)) for share in shares]
        shrink = min(1.0, width / sum(widths)) if widths else 1.0
        for part, share, wide in zip(parts[place], shares, widths, strict=True):
            waiting.append((part, x, wide * shrink, share is None))
            x += wide * shrink
    blocks = _on_levels(blocks)
    return Icicle(
        measure=measured.name,
        blocks=tuple(blocks),
        beside=_beside(blocks),
        told="; ".join(block.told for block in blocks),
        height=max(block.y + block.height for block in blocks),
        caption=tr(
            "The width is the part of the product's {measure}; the upper bound where it is a range. ",
            measure=tr(measured.name),
        )
        + (
            tr("Dashed: not known, drawn narrow. ")
            if any(block.is_guess for block in blocks)
            else ""
        )
        + tr("Very narrow parts are drawn wide enough to be seen."),
    )


def _on_levels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks level by level; one is tall where a magnet's or suspect's name has room only upright."""
    placed: list[Block] = []
    y = 0
    for level in sorted({block.y for block in blocks}):
        own = sorted((block for block in blocks if block.y == level), key=lambda block: block.x)
        height = _TALL if any(map(_stands_upright, own)) else LEVEL
        placed += [
            replace(
                block,
                y=y,
                height=height,
                upright=safe(block.number, _UPRIGHT_LETTERS) if _stands_upright(block) else "",
            )
            for block in own
        ]
        y += height
    return placed


def _stands_upright(block: Block) -> bool:
    return not block.label and block.width >= _UPRIGHT_FROM


def _beside(blocks: Sequence[Block]) -> tuple[SideLabel, ...]:
    asides = []
    for y in dict.fromkeys(block.y for block in blocks):
        level = [block for block in blocks if block.y == y]
        end = max(block.x + block.width for block in level)
        names = list(
            dict.fromkeys(block.number for block in level if not (block.label or block.upright))
        )
        if names and end < _FULL:
            asides.append(
                SideLabel(
                    x=_rounded(end + 1),
                    y=y,
                    label=safe(", ".join(names), int((100 - end) * _LETTERS)),
                )
            )
    return tuple(asides)


def _parts(nodes: Sequence[TreeNode]) -> list[list[int]]:
    """The places of each node's parts, from the order of the tree."""
    parts: list[list[int]] = [[] for _ in nodes]
    above: list[int] = []
    for place, node in enumerate(nodes):
        del above[node.level :]
        if above:
            parts[above[-1]].append(place)
        above.append(place)
    return parts


def _part_of(node: TreeNode, above: TreeNode, measured: LevelMeasure) -> float | None:
    part, whole = _size(measured.amount_of(node) * node.quantity), _size(measured.amount_of(above))
    return None if part is None or not whole else float(min(Fraction(1), part / whole))


def _size(bounds: Bounds) -> Fraction | None:
    return bounds.high if bounds.high is not None else bounds.low or None


def _block(
    node: TreeNode, x: float, width: float, measured: LevelMeasure, *, is_guess: bool
) -> Block:
    amount = measured.say(measured.amount_of(node) * node.in_product)
    return Block(
        x=_rounded(x),
        width=_rounded(width),
        y=node.level * LEVEL,
        tone=measured.tone_of(node),
        is_guess=is_guess,
        number=safe(node.item.number, 28),
        label=safe(node.item.number, 28) if width >= _LABEL_FROM else "",
        told=f"{safe(node.item.number, 60)} {safe(node.item.description, 80)}: {amount}",
    )

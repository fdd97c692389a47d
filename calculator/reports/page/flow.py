"""Where the parts of the flow stand: from supplier to substance, to where it was made, to the verdict; as wide as items are many.

Across is in percent of the picture's width, down in pixels. Floats are for drawing only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from calculator.findings.finding import Contribution, Finding
from calculator.reports.finding_words import verdict_words
from calculator.reports.language import N_, tr, tr_many
from calculator.reports.retelling import retold
from calculator.reports.safe_text import safe
from calculator.rules import Rule

HEADS: Final = (N_("Supplier"), N_("Substance"), N_("Stages and countries"), N_("Verdict"))
_NOT_KNOWN: Final = frozenset(
    {N_("unknown"), N_("not listed one by one"), N_("supplier not stated")}
)
_OTHERS: Final = N_("others")
_NO_STAGES: Final = N_("{origin}, stages not stated")
_MOST: Final = 7
"""So many places a column; the rest of them is one."""
_LONGEST: Final = 52
"""Letters of a name."""
_LEFT: Final = (0.0, 24.0, 44.0, 78.0)
"""Where each column begins, in percent."""
_BAR: Final = 1.0
_TOP, _GAP, _LEAST, _FULL = 26.0, 12.0, 14.0, 150.0

Way = tuple[str, str, str, str]
"""A supplier, a substance, where it was made, a verdict."""


@dataclass(slots=True)
class _Traffic:
    """How much goes one way: ``weight`` in items, and which ``items`` these are."""

    weight: float = 0.0
    items: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One supplier, substance, origin or verdict; what is not known is drawn hatched."""

    x: float
    y: float
    height: float
    label: str
    tone: str
    is_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """What leads from one place to one of the next column; ``outline`` in a field 100 wide and as high as the picture."""

    x: float
    width: float
    outline: str
    tone: str
    is_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """The picture of one rule; ``told`` says all of it in words."""

    heads: tuple[tuple[float, str], ...]
    places: tuple[Place, ...]
    ribbons: tuple[Ribbon, ...]
    height: int
    told: str


def flow_of(rule: Rule, findings: Sequence[Finding]) -> Flow | None:
    """The flow of the tested items of a rule, each as wide as the others; None where there is nothing to show."""
    if not findings or not rule.has_line:
        return None
    ways: dict[Way, _Traffic] = {}
    tones = {_OTHERS: "not-subject"}
    for finding in findings:
        verdict = verdict_words(finding)
        tones[verdict] = finding.verdict.value
        own = _ways(finding, verdict)
        for way in own:
            traffic = ways.setdefault(way, _Traffic())
            traffic.weight += 1 / len(own)
            traffic.items.add(finding.item.number)
    return _drawn(_with_few_places(ways), tones, len(findings))


def _ways(finding: Finding, verdict: str) -> list[Way]:
    supplier = safe(finding.item.supplier, 26) or "supplier not stated"
    if not finding.contributions:
        counts = finding.tested.numerator.high
        substance = N_("nothing counted") if counts == 0 else "not listed one by one"
        return [(supplier, substance, "none" if counts == 0 else "unknown", verdict)]
    return [(supplier, _substance(part), _origin(part), verdict) for part in finding.contributions]


def _substance(part: Contribution) -> str:
    name = part.substance if part.form == "unknown" else f"{part.substance}, {part.form}"
    return safe(name, 24)


def _origin(part: Contribution) -> str:
    if part.stages.are_stated:
        return safe(f"{part.origin}: {part.stages.spoken()}")
    return (
        "unknown" if part.origin == "unknown" else _NO_STAGES.format(origin=safe(part.origin, 20))
    )


def _with_few_places(ways: Mapping[Way, _Traffic]) -> dict[Way, _Traffic]:
    """The same with the places of each column that weigh least taken together."""
    kept = []
    for column in range(len(HEADS)):
        weights = _places(ways, column)
        names = sorted(weights, key=lambda name: (-weights[name].weight, name))
        kept.append(names if len(names) <= _MOST else names[: _MOST - 1])
    joined: dict[Way, _Traffic] = {}
    for way, traffic in ways.items():
        first, second, third, last = (
            name if name in names else _OTHERS for name, names in zip(way, kept, strict=True)
        )
        both = joined.setdefault((first, second, third, last), _Traffic())
        both.weight += traffic.weight
        both.items |= traffic.items
    return joined


def _places(ways: Mapping[Way, _Traffic], column: int) -> dict[str, _Traffic]:
    places: dict[str, _Traffic] = {}
    for way, traffic in ways.items():
        place = places.setdefault(way[column], _Traffic())
        place.weight += traffic.weight
        place.items |= traffic.items
    return places


def _drawn(ways: Mapping[Way, _Traffic], tones: Mapping[str, str], count: int) -> Flow:
    scale = _FULL / count
    columns = [_places(ways, column) for column in range(len(HEADS))]
    tops = [_tops(places, scale) for places in columns]
    height = max(
        top + max(places[name].weight * scale, _LEAST)
        for places, own in zip(columns, tops, strict=True)
        for name, top in own.items()
    )
    places = [
        Place(
            x=_LEFT[column],
            y=round(tops[column][name], 1),
            height=round(max(traffic.weight * scale, 1.0), 1),
            label=f"{safe(_label(name, column), _LONGEST)} ({len(traffic.items)})",
            tone=tones.get(name, "") if column == len(HEADS) - 1 else "",
            is_unknown=name in _NOT_KNOWN,
        )
        for column, own in enumerate(columns)
        for name, traffic in own.items()
    ]
    ribbons = [
        ribbon
        for column in range(len(HEADS) - 1)
        for ribbon in _ribbons(ways, column, tops[column : column + 2], tones, scale)
    ]
    told = "; ".join(
        f"{', '.join(_label(name, column) for column, name in enumerate(way))}: {tr_many(len(traffic.items), '{count} item', '{count} items')}"
        for way, traffic in ways.items()
    )
    return Flow(
        heads=tuple(zip(_LEFT, map(tr, HEADS), strict=True)),
        places=tuple(places),
        ribbons=tuple(ribbons),
        height=int(height) + 6,
        told=told,
    )


def _label(name: str, column: int) -> str:
    """A place as it is told; a supplier is called as the file calls him, whatever word that is."""
    is_file_text = column == 0 and name not in (*_NOT_KNOWN, _OTHERS)
    return name if is_file_text else retold(name)


def _tops(places: Mapping[str, _Traffic], scale: float) -> dict[str, float]:
    """Where each place of a column begins, the heaviest at the top."""
    tops, y = {}, _TOP
    for name in sorted(places, key=lambda name: (name == _OTHERS, -places[name].weight, name)):
        tops[name] = y
        y += max(places[name].weight * scale, _LEAST) + _GAP
    return tops


def _ribbons(
    ways: Mapping[Way, _Traffic],
    column: int,
    tops: Sequence[Mapping[str, float]],
    tones: Mapping[str, str],
    scale: float,
) -> Iterator[Ribbon]:
    """The ribbons between a column and the next one; each keeps the colour of the verdict that it leads to."""
    lefts, rights = (dict(column_tops) for column_tops in tops)
    for way in sorted(
        ways, key=lambda way: (tops[0][way[column]], tops[1][way[column + 1]], way[-1])
    ):
        thickness = ways[way].weight * scale
        left, right = lefts[way[column]], rights[way[column + 1]]
        lefts[way[column]] += thickness
        rights[way[column + 1]] += thickness
        yield Ribbon(
            x=_LEFT[column] + _BAR,
            width=_LEFT[column + 1] - _LEFT[column] - _BAR,
            outline=(
                f"M0 {left:.1f}C50 {left:.1f} 50 {right:.1f} 100 {right:.1f}V{right + thickness:.1f}"
                f"C50 {right + thickness:.1f} 50 {left + thickness:.1f} 0 {left + thickness:.1f}Z"
            ),
            tone=tones[way[-1]],
            is_unknown=bool(_NOT_KNOWN.intersection(way[1:3])),
        )

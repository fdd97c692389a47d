"""Where the parts of the timeline stand: a row a rule, a bar a state, and the day of the report.

Across is in percent of the picture's width, down in pixels. Floats are for drawing only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from calculator.findings.report import Report
from calculator.reports.language import tr
from calculator.reports.page.charts import AxisTick
from calculator.reports.rule_words import state_words
from calculator.reports.safe_text import safe, some_of
from calculator.reports.timeline import Span, span_words, spans_of, window_of

_TOP, _ROW, _BOTTOM = 26, 40, 8
_NAMED: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class StateBar:
    """One state of one rule; ``label`` is blank where there is no room for it."""

    x: float
    width: float
    state: str
    label: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One rule."""

    y: int
    name: str
    bars: tuple[StateBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMark:
    """The day on which some evidence or waivers end; ``told`` names them."""

    x: float
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The picture; ``told`` says all of it in words."""

    rows: tuple[TimelineRow, ...]
    ends: tuple[EndMark, ...]
    ends_y: int
    years: tuple[AxisTick, ...]
    day: AxisTick
    height: int
    told: str


def timeline_of(report: Report) -> Timeline:
    """What of the rules binds when, five years around the day of the report, and when evidence and waivers end."""
    rules, on = report.rules, report.on
    first, last = window_of(on)
    years = tuple(
        AxisTick(x=_across(date(year, 1, 1), first, last), label=str(year))
        for year in range(first.year, last.year + 1)
    )
    rows = tuple(
        TimelineRow(
            y=_TOP + _ROW * place,
            name=rule.id,
            bars=tuple(
                bar for span in spans_of(rule) if (bar := _bar(span, first, last)) is not None
            ),
        )
        for place, rule in enumerate(rules)
    )
    days = _ends(report)
    told = " ".join(
        f"{rule.id}: {'; '.join(span_words(span) for span in spans_of(rule))}." for rule in rules
    ) + "".join(tr(" On {day}: {what}.", day=day, what=what) for day, what in days.items())
    bottom = _TOP + _ROW * len(rows)
    return Timeline(
        rows=rows,
        ends=tuple(
            EndMark(x=_across(day, first, last), told=f"{day}: {what}")
            for day, what in days.items()
            if day <= last
        ),
        ends_y=bottom,
        years=years,
        day=AxisTick(x=_across(on, first, last), label=str(on)),
        height=bottom + (_ROW if days else 0) + _BOTTOM,
        told=told,
    )


def _ends(report: Report) -> dict[date, str]:
    """What ends on which day: statements that the findings rest on, and waivers in force."""
    days: dict[date, list[str]] = {}
    for ending in report.endings:
        name = f" ({safe(ending.reference, 40)})" if ending.reference else ""
        days.setdefault(ending.until, []).append(
            tr("evidence on {item} ends", item=safe(ending.item, 40) + name)
        )
    for waiver in report.excuses.waivers:
        days.setdefault(waiver.until, []).append(
            tr("waiver of {item} ends", item=safe(waiver.item, 40))
        )
    return {day: some_of(days[day], _NAMED) for day in sorted(days)}


def _bar(span: Span, first: date, last: date) -> StateBar | None:
    end = last if span.end is None else min(span.end, last)
    if end < first or span.start > last:
        return None
    left = _across(max(span.start, first), first, last)
    width = _across(end + timedelta(days=1), first, last) - left
    label = state_words(span.state)
    return StateBar(
        x=left,
        width=round(max(width, 0.3), 2),
        state=span.state,
        label=label if width > len(label) else "",
        told=span_words(span),
    )


def _across(day: date, first: date, last: date) -> float:
    return round(100 * (day - first).days / ((last - first).days + 1), 2)

"""What binds when: the states of rules as spans of time, and drawn as text, a column a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from calculator.reports.language import tr
from calculator.reports.rule_words import state_words
from calculator.rules import Rule

SIGN: Final = {
    "in-force": "#",
    "partly-in-force": "+",
    "issued": ".",
    "suspended": "~",
    "not-confirmed": "?",
    "repealed": "x",
    "not-law": "-",
}
"""One sign a state, so that no colour is needed to tell them apart."""
_BEFORE, _AFTER = 2, 2
_MONTHS = 12
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A state from its first day to its last; the last one that is known has no end."""

    start: date
    end: date | None
    state: str
    in_force: tuple[str, ...]


def spans_of(rule: Rule) -> tuple[Span, ...]:
    """The states of a rule, one after the other.

    >>> from calculator.rules import load_rules
    >>> [str(span.end) for span in spans_of(load_rules()[0]["cn-mofcom-2025-61"])][:2]
    ['2025-11-06', '2026-11-09']
    """
    ends = [status.start - _DAY for status in rule.statuses[1:]]
    return tuple(
        Span(start=status.start, end=end, state=status.state, in_force=status.in_force)
        for status, end in zip(rule.statuses, [*ends, None], strict=True)
    )


def span_words(span: Span) -> str:
    """A span in words."""
    state = state_words(span.state) + (f" ({', '.join(span.in_force)})" if span.in_force else "")
    if span.end is None:
        return tr("from {first} on: {state}", first=span.start, state=state)
    return tr("from {first} to {last}: {state}", first=span.start, last=span.end, state=state)


def window_of(on: date) -> tuple[date, date]:
    """The days that are drawn: five years around a day, from a first of January to a last of December."""
    return date(on.year - _BEFORE, 1, 1), date(on.year + _AFTER, 12, 31)


def timeline_text(rules: Iterable[Rule], on: date) -> str:
    """Every rule as a line, a column a month, with the day marked; and every change in words, by date."""
    rule_list = list(rules)
    first, last = window_of(on)
    width = max(len(rule.id) for rule in rule_list)
    months = [
        date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, _MONTHS + 1)
    ]
    years = "".join(f"{year:<{_MONTHS}}" for year in range(first.year, last.year + 1))
    mark = months.index(date(on.year, on.month, 1))
    lines = [
        f"What binds when, as of {on}. Not legal advice; a state says nothing of an item by itself.",
        "",
        f"{'':<{width}}  {years.rstrip()}",
        f"{'':<{width}}  {' ' * mark}v {on}",
    ]
    lines += [
        f"{rule.id:<{width}}  {''.join(_sign(rule, month) for month in months)}".rstrip()
        for rule in rule_list
    ]
    lines += [
        "",
        "; ".join(f"{sign} {state_words(state)}" for state, sign in SIGN.items())
        + ". A column is a month and shows the state on its last day.",
        "",
        "Changes",
    ]
    changes = sorted(
        ((span.start, rule.id, span) for rule in rule_list for span in spans_of(rule)),
        key=lambda change: change[:2],
    )
    marked = False
    for start, rule_id, span in changes:
        if start > on and not marked:
            lines.append(f"  {on}  ---------- the day of this timeline")
            marked = True
        clauses = f" ({', '.join(span.in_force)})" if span.in_force else ""
        lines.append(f"  {start}  {rule_id}: {state_words(span.state)}{clauses}")
    return "\n".join(lines) + "\n"


def _sign(rule: Rule, month: date) -> str:
    following = date(month.year + month.month // _MONTHS, month.month % _MONTHS + 1, 1)
    state = rule.status_on(following - _DAY).state
    return SIGN.get(state, " ")

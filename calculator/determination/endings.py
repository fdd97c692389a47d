"""Which statements that tested items rest on end, and when."""

from __future__ import annotations

from collections.abc import Iterable

from calculator.findings.ending import Ending
from calculator.findings.finding import Finding
from calculator.model.facts import Facts


def endings_of(findings: Iterable[Finding], facts: Facts) -> tuple[Ending, ...]:
    """Every dated statement on a tested item or on what it holds that still counts, once for each document, the first to end first."""
    holders = {
        number
        for finding in findings
        for number in (finding.item.number, *(part.path[-1] for part in finding.contributions))
    }
    endings = {
        (row.valid_until, number, row.reference): Ending(
            until=row.valid_until, item=number, reference=row.reference, cells=row.cells[:1]
        )
        for number in sorted(holders)
        for row in reversed(facts.content.get(number, ()))
        if row.valid_until is not None and not row.is_expired(facts.on)
    }
    return tuple(endings[key] for key in sorted(endings))

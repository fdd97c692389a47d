"""What changed between two revisions, as text and for scripts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from calculator.comparison.revisions import Cause, Change, FactChange
from calculator.reports.json_text import written_json
from calculator.reports.safe_text import safe

_CAUSES = 12
_FACTS = 60


def changes_text(changes: Sequence[Change], facts: Sequence[FactChange], old: str, new: str) -> str:
    """One paragraph for each item that changed side, with the facts that are not the same; then every fact that changed."""
    lines = [
        f"{safe(old, 100)} -> {safe(new, 100)}: "
        + (f"{len(changes)} changed side" if changes else "nothing changed side")
    ]
    for change in changes:
        kind = " (product)" if change.is_product else ""
        lines += [
            "",
            f"{_sign(change)} {safe(change.item, 60)}{kind} {safe(change.description, 80)}".rstrip(),
            f"  {change.rule.id}: {_turn(change)}",
        ]
        ordered = sorted(change.causes, key=lambda cause: not cause.alone)
        lines += [_cause(cause) for cause in ordered[:_CAUSES]]
        if len(ordered) > _CAUSES:
            lines.append(f"  and {len(ordered) - _CAUSES} more facts")
        if any(cause.alone is None for cause in change.causes):
            lines.append("  so much has changed that not every fact was tried alone")
        elif (
            change.causes
            and not any(cause.alone for cause in change.causes)
            and change.before is not change.after
        ):
            lines.append("  none of these alone turns the verdict: together they do")
    if facts:
        lines += ["", f"Facts that changed: {len(facts):,}"]
        lines += [_fact(fact) for fact in facts[:_FACTS]]
        if len(facts) > _FACTS:
            lines.append(f"  and {len(facts) - _FACTS:,} more; `--format json` has them all")
    return "\n".join(lines) + "\n"


def changes_json(changes: Sequence[Change], facts: Sequence[FactChange], old: str, new: str) -> str:
    """The same for scripts: ``{"schema_version", "old", "new", "changes": [...], "facts": [...]}``."""
    record: dict[str, Any] = {
        "schema_version": "1",
        "old": safe(old),
        "new": safe(new),
        "changes": [
            {
                "rule": change.rule.id,
                "item": safe(change.item),
                "description": safe(change.description),
                "is_product": change.is_product,
                "verdict": {"old": _value(change.before), "new": _value(change.after)},
                "licence": {
                    "old": _value(change.licence_before),
                    "new": _value(change.licence_after),
                },
                "causes": [
                    {
                        "what": safe(cause.what),
                        "old": safe(cause.before),
                        "new": safe(cause.after),
                        "alone": cause.alone,
                        "cells": [safe(str(cell)) for cell in dict.fromkeys(cause.cells)],
                    }
                    for cause in change.causes
                ],
            }
            for change in changes
        ],
        "facts": [
            {
                "what": safe(fact.what),
                "item": safe(fact.item),
                "old": safe(fact.before),
                "new": safe(fact.after),
                "old_cells": [safe(str(cell)) for cell in dict.fromkeys(fact.cells_before)],
                "new_cells": [safe(str(cell)) for cell in dict.fromkeys(fact.cells_after)],
                "turned": [safe(item) for item in fact.turned],
            }
            for fact in facts
        ],
    }
    return written_json(record).decode()


def _value(member: Any) -> str | None:
    return None if member is None else str(member.value)


def _sign(change: Change) -> str:
    return {2: "!", 1: "?"}.get(change.weight, "<")


def _turn(change: Change) -> str:
    if change.before is None or change.licence_before is None:
        return f"new: {_value(change.after)}, licence {_value(change.licence_after)}"
    if change.after is None or change.licence_after is None:
        return f"no longer there; it was {_value(change.before)}, licence {_value(change.licence_before)}"
    return f"{change.before.value} -> {change.after.value}, licence {change.licence_before.value} -> {change.licence_after.value}"


def _cause(cause: Cause) -> str:
    cells = ", ".join(safe(str(cell), 80) for cell in dict.fromkeys(cause.cells))
    return f"  {'*' if cause.alone else '-'} {safe(cause.what, 80)}: {safe(cause.before, 160)} -> {safe(cause.after, 160)}{' (turns it alone)' if cause.alone else ''}  {cells}".rstrip()


def _fact(fact: FactChange) -> str:
    cells = " -> ".join(
        ", ".join(safe(str(cell), 80) for cell in list(dict.fromkeys(cells))[:2]) or "nowhere"
        for cells in (fact.cells_before, fact.cells_after)
    )
    return f"  {safe(fact.what, 80)}: {safe(fact.before, 160)} -> {safe(fact.after, 160)}  {cells}"

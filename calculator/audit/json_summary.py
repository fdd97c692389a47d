"""The summary of an audit as plain values, for a program, and the schema that they are held to."""

from __future__ import annotations

import dataclasses
import json
from importlib import resources
from typing import Any, Final

from calculator.audit.new_words import new_rows
from calculator.audit.register import Entry
from calculator.audit.summary import Summary, answer_of, states_of
from calculator.reports.safe_text import safe

SCHEMA_VERSION: Final = "1"


def as_json(summary: Summary) -> dict[str, Any]:
    """The summary as plain values, as ``schema.json`` describes them."""
    options = summary.options
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "bom-deminimis", "version": summary.version},
        "on": options.on.isoformat(),
        "reading": options.reading.value,
        "rules": [
            {"id": rule.id, "title": rule.title, "status": rule.status_on(options.on).state}
            for rule in options.rules
        ],
        "assumptions": [
            {"name": name, "value": value} for name, value in options.assumptions.as_pairs
        ],
        "totals": dataclasses.asdict(summary.totals),
        "refused": [
            {"path": safe(entry.path), "code": entry.worst_code, "message": entry.worst}
            for entry in summary.refused
        ],
        "left_out": [safe(line) for line in summary.left_out],
        **_earlier(summary),
        "files": [_file(summary, entry) for entry in summary.entries],
    }


def summary_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the summary."""
    loaded: dict[str, Any] = json.loads(
        resources.files("calculator.audit").joinpath("schema.json").read_text("utf-8")
    )
    return loaded


def _earlier(summary: Summary) -> dict[str, Any]:
    """The audit that this one is held against, and how much of this one is new."""
    if summary.earlier is None:
        return {}
    rows = new_rows(summary)
    return {
        "new_since": {
            "path": safe(summary.earlier.name),
            "sha256": summary.earlier.sha256,
            "bytes": summary.earlier.size,
            "files": len({path for path, *_ in rows}),
            "states": len(rows),
        }
    }


def _file(summary: Summary, entry: Entry) -> dict[str, Any]:
    new = frozenset(summary.new_of(entry))
    is_held = summary.earlier is not None
    return {
        "path": safe(entry.path),
        "sha256": entry.sha256,
        "bytes": entry.bytes,
        "answer": answer_of(entry).value,
        "status": entry.status,
        "items": entry.items,
        "subject": entry.subject,
        "crosses": entry.crosses,
        "below": entry.below,
        "undetermined": entry.undetermined,
        "suspects": entry.suspects,
        "licence_required": entry.licence_required,
        "worst_problem": {"code": entry.worst_code, "message": entry.worst}
        if entry.worst_code
        else None,
        "report": entry.report,
        "states": [
            {**state.as_record(), **({"new": state in new} if is_held else {})}
            for state in states_of(entry)
        ],
        **({"status_new": summary.status_of(entry)} if is_held else {}),
    }

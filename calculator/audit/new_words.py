"""What an audit has that the earlier one has not, in words: shared by all formats of the summary."""

from __future__ import annotations

from typing import Final

from calculator.audit.counted_states import StateOf
from calculator.audit.summary import Summary
from calculator.numbers.counted import counted
from calculator.reports.safe_text import safe

NEW_HEADS: Final = ("File", "Item", "New or worse", "Rule")
_STATE_WORDS: Final = {
    (StateOf.ITEM, "required"): "caught",
    (StateOf.ITEM, "undetermined"): "undetermined",
    (StateOf.SUSPECT, "undetermined"): "magnets unknown",
    (StateOf.ASSEMBLY, "yes"): "may be caught itself",
    (StateOf.ASSEMBLY, "unknown"): "may be caught itself, not known",
    (StateOf.INPUT, "undetermined"): "a doubt about the file itself",
}


def new_headline(summary: Summary) -> str:
    """How much is new, where the audit is held against an earlier one; else nothing."""
    if summary.earlier is None:
        return ""
    rows = new_rows(summary)
    against = f"Held against {safe(summary.earlier.name, 120)}"
    if not rows:
        return f"{against}: nothing is new or worse. The exit status counts only files that could not be read."
    states = counted(len(rows), "state is", "states are")
    files = counted(len({path for path, *_ in rows}), "file")
    return f"{against}: {states} new or worse, in {files}. The exit status counts these, and files that could not be read."


def new_rows(summary: Summary) -> list[tuple[str, str, str, str]]:
    """File, item, state and rule of all that is new and nobody answers for; nothing where there is no earlier audit."""
    if summary.earlier is None:
        return []
    return [
        (
            safe(entry.path),
            state.item,
            _STATE_WORDS[state.of, state.state],
            f"{state.rule} {state.clause}".strip(),
        )
        for entry in summary.entries
        for state in summary.new_of(entry)
        if not state.is_waived
    ]

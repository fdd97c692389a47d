"""The arithmetic behind one item, as text."""

from __future__ import annotations

from calculator.findings.report import Explained
from calculator.reports.safe_text import safe

_CELLS = 6


def explain_text(explained: Explained) -> str:
    """Line by line, each with the cells that it rests on in brackets."""
    lines = [safe(explained.title), "=" * min(80, len(safe(explained.title)))]
    for text, cells in explained.lines:
        unique = list(dict.fromkeys(str(cell) for cell in cells))
        shown = ", ".join(safe(cell, 100) for cell in unique[:_CELLS]) + (
            " ..." if len(unique) > _CELLS else ""
        )
        indent = text[: len(text) - len(text.lstrip())]
        lines.append(indent + safe(text.strip(), 2000) + (f"  [{shown}]" if shown else ""))
        if text.startswith("RULE"):
            lines.insert(len(lines) - 1, "")
    return "\n".join(lines) + "\n"

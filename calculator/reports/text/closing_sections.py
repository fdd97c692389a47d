"""What stands below the findings on a terminal: why what is clear is clear, suspects, questions, assumptions, problems, the input."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from calculator.findings.finding import SuspectKind, UnresolvedPart
from calculator.findings.report import Report
from calculator.model.item import Evidence
from calculator.model.problem import Problem, Severity
from calculator.model.source import Source
from calculator.reports.answer_words import NOT_ADVICE
from calculator.reports.assembly_words import HEADING, assembly_lines
from calculator.reports.circumstance_words import HEADING as CIRCUMSTANCES
from calculator.reports.circumstance_words import circumstance_lines
from calculator.reports.clearance_words import account_lines, run_lines, why_clear
from calculator.reports.finding_words import SYMBOL
from calculator.reports.ground import ground_of
from calculator.reports.question_groups import (
    YOURS,
    QuestionGroup,
    apart,
    question_groups,
    settling_words,
)
from calculator.reports.safe_text import safe, some_of
from calculator.reports.suspect_words import HEARD_BESIDE, UNKNOWN_MAGNETS, ask_of, name_of_suspect
from calculator.reports.text.hanging_indent import HangingIndent
from calculator.rules import Rule

_CELLS = 4
_SUSPECTS = 20
_CLEARED = 40
_GROUPS = 12
_SEVERITY = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


def suspects_section(report: Report) -> RenderableType | None:
    """What may be or hold a magnet or a target and is not known: parts of the bill, and phrases beside its lines."""
    sections = [
        _suspects(
            UNKNOWN_MAGNETS,
            [suspect for suspect in report.suspects if suspect.kind is SuspectKind.PART],
        ),
        _suspects(
            HEARD_BESIDE,
            [suspect for suspect in report.suspects if suspect.kind is SuspectKind.HEARD],
        ),
    ]
    shown = [section for section in sections if section is not None]
    return Group(*shown) if shown else None


def _suspects(title: str, suspects: Sequence[UnresolvedPart]) -> RenderableType | None:
    if not suspects:
        return None
    text = Text(title, "bold yellow")
    for suspect in suspects[:_SUSPECTS]:
        item = suspect.item
        text.append(
            f"\n  ? {name_of_suspect(suspect)}: {safe(suspect.why, 120)}  {cells_of(item.cells)}",
            "default",
        )
    if len(suspects) > _SUSPECTS:
        text.append(f"\n  and {len(suspects) - _SUSPECTS} more", "default")
    text.append(f"\n  {ask_of(suspects[0])}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def assemblies_section(report: Report) -> RenderableType | None:
    """What holds a listed item, by what is stated of itself."""
    lines = assembly_lines(report)
    if not lines:
        return None
    text = Text(HEADING, "bold yellow" if report.open_assemblies else "bold")
    for line in lines:
        text.append(f"\n  {safe(line, 400)}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def shipment_section(report: Report) -> RenderableType | None:
    """What was said of the shipment."""
    lines = circumstance_lines(report)
    if not lines:
        return None
    text = Text(CIRCUMSTANCES, "bold yellow" if report.circumstances.matches else "bold")
    for line in lines:
        text.append(f"\n  {safe(line, 1000)}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def clear_section(report: Report, rule: Rule) -> RenderableType | None:
    """Why what is clear under a rule is clear, a paragraph an item."""
    cleared = [finding for finding in report.findings if finding.rule is rule and finding.clearance]
    if not cleared:
        return None
    text = Text("Clear, and why", "bold")
    for finding in cleared[:_CLEARED]:
        text.append(f"\n  {SYMBOL[finding.verdict]} {safe(finding.item.number, 60)} ", "green")
        text.append(why_clear(finding), "default")
    if len(cleared) > _CLEARED:
        text.append(
            f"\n  and {len(cleared) - _CLEARED:,} more; `--format json` has them all", "default"
        )
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def questions_section(report: Report) -> RenderableType | None:
    """The open questions, each once, those that settle most first."""
    groups = question_groups(report)
    if not groups:
        return None
    few = settling_words(groups)
    text = Text("Questions" + (f": {few}" if few else ""), "bold cyan")
    of_suppliers, yours = apart(groups[:_GROUPS])
    for group in of_suppliers:
        text.append(f"\n  ask {safe(group.supplier, 40)}: {_question(group)}", "default")
    if yours:
        text.append(f"\n  {YOURS.capitalize()}", "bold")
    for group in yours:
        text.append(f"\n    {_question(group)}", "default")
    if len(groups) > _GROUPS:
        text.append(
            f"\n  and {len(groups) - _GROUPS} more; `deminimis ask` writes them all", "default"
        )
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def _question(group: QuestionGroup) -> str:
    settles = f"  settles {some_of(group.settles)}" if group.settles else ""
    is_told = group.settles == group.items or not group.items
    about = "" if is_told else f"  for {some_of(group.items)}"
    step = f"; {group.step}" if group.step else ""
    return f"{safe(group.asks, 300)}{step}{about}{settles}"


def account_section(report: Report) -> RenderableType | None:
    """What became of every sheet and row, and how the run as a whole stands."""
    if not report.accounting:
        return None
    text = Text("What became of the input", "bold")
    for account in report.accounting:
        text.append(f"\n  {safe(account.path, 100)}", "default")
        for line in account_lines(account):
            text.append(f"\n    {line}", "default")
    text.append("\n\nClearance of the whole run", "bold")
    for line in run_lines(report):
        text.append(f"\n  {line}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def assumptions_section(report: Report) -> RenderableType | None:
    """What was assumed, and the conventions of the figures."""
    text = Text("Assumptions and conventions", "bold")
    ground = ground_of(report)
    for line in ground.assumed:
        text.append(f"\n  {line}", "bold yellow")
    if report.weakest_evidence is not Evidence.ASSUMED:
        text.append(
            f"\n  --min-evidence {report.weakest_evidence.value}: weaker facts count as unknown",
            "bold yellow",
        )
    for line in ground.answered_for:
        text.append(f"\n  {line}", "bold yellow")
    text.append(f"\n  {ground.quantities}", "default")
    text.append(f"\n  {ground.values}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def problems_section(report: Report) -> RenderableType | None:
    """The faults of the input, a line a code."""
    if not report.problems:
        return None
    kinds: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in report.problems:
        kinds.setdefault((problem.severity, problem.code), []).append(problem)
    text = Text("Problems in the input", "bold")
    for (severity, code), problems in kinds.items():
        first = problems[0]
        more = f" (and {len(problems) - 1} more like it)" if len(problems) > 1 else ""
        text.append(f"\n  {severity.value} {code}", _SEVERITY[severity])
        place = f"{cells_of(first.cells)}: " if first.cells else ""
        text.append(f": {place}{safe(first.message)}{more}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def inputs_section(report: Report) -> RenderableType | None:
    """The files, by their hashes, and what made the report."""
    text = Text("Inputs", "bold")
    for file in report.inputs:
        text.append(
            f"\n  {safe(file.path, 100)}  {file.role}, {file.size:,} bytes, SHA-256 {file.sha256[:16]}…",
            "default",
        )
    text.append(
        f"\n  bom-deminimis {report.version}, as of {report.on}. {NOT_ADVICE} `deminimis explain BOM ITEM` shows the arithmetic.",
        "dim",
    )
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def cells_of(cells: tuple[Source, ...]) -> str:
    """The first cells by their addresses, and how many more there are."""
    unique = list(dict.fromkeys(cells))
    shown = ", ".join(safe(str(cell), 80) for cell in unique[:_CELLS])
    return shown + (f" and {len(unique) - _CELLS} more" if len(unique) > _CELLS else "")

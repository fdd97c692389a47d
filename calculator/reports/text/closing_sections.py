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
from calculator.reports.language import figure, name_of, tr
from calculator.reports.question_groups import (
    YOURS,
    QuestionGroup,
    apart,
    question_groups,
    settling_words,
)
from calculator.reports.retelling import retold
from calculator.reports.safe_text import and_more, capital, safe, some_of
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
            tr(UNKNOWN_MAGNETS),
            [suspect for suspect in report.suspects if suspect.kind is SuspectKind.PART],
        ),
        _suspects(
            tr(HEARD_BESIDE),
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
            f"\n  ? {name_of_suspect(suspect)}: {safe(retold(suspect.why), 120)}  {cells_of(item.cells)}",
            "default",
        )
    if len(suspects) > _SUSPECTS:
        text.append(f"\n {and_more(len(suspects) - _SUSPECTS)}", "default")
    text.append(f"\n  {tr(ask_of(suspects[0]))}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def assemblies_section(report: Report) -> RenderableType | None:
    """What holds a listed item, by what is stated of itself."""
    lines = assembly_lines(report)
    if not lines:
        return None
    text = Text(tr(HEADING), "bold yellow" if report.open_assemblies else "bold")
    for line in lines:
        text.append(f"\n  {safe(line, 400)}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def shipment_section(report: Report) -> RenderableType | None:
    """What was said of the shipment."""
    lines = circumstance_lines(report)
    if not lines:
        return None
    text = Text(tr(CIRCUMSTANCES), "bold yellow" if report.circumstances.matches else "bold")
    for line in lines:
        text.append(f"\n  {safe(line, 1000)}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def clear_section(report: Report, rule: Rule) -> RenderableType | None:
    """Why what is clear under a rule is clear, a paragraph an item."""
    cleared = [finding for finding in report.findings if finding.rule is rule and finding.clearance]
    if not cleared:
        return None
    text = Text(tr("Clear, and why"), "bold")
    for finding in cleared[:_CLEARED]:
        text.append(f"\n  {SYMBOL[finding.verdict]} {safe(finding.item.number, 60)} ", "green")
        text.append(why_clear(finding), "default")
    if len(cleared) > _CLEARED:
        more = tr(
            "and {count} more; `--format json` has them all",
            count=figure(len(cleared) - _CLEARED),
        )
        text.append(f"\n  {more}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def questions_section(report: Report) -> RenderableType | None:
    """The open questions, each once, those that settle most first."""
    groups = question_groups(report)
    if not groups:
        return None
    few = settling_words(groups)
    title = tr("Questions: {few}", few=few) if few else tr("Questions")
    text = Text(title, "bold cyan")
    of_suppliers, yours = apart(groups[:_GROUPS])
    for group in of_suppliers:
        asked = tr(
            "ask {supplier}: {question}",
            supplier=safe(group.supplier, 40),
            question=_question(group),
        )
        text.append(f"\n  {asked}", "default")
    if yours:
        text.append(f"\n  {capital(tr(YOURS))}", "bold")
    for group in yours:
        text.append(f"\n    {_question(group)}", "default")
    if len(groups) > _GROUPS:
        more = tr("and {count} more; `deminimis ask` writes them all", count=len(groups) - _GROUPS)
        text.append(f"\n  {more}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def _question(group: QuestionGroup) -> str:
    settles = tr("  settles {items}", items=some_of(group.settles)) if group.settles else ""
    is_told = group.settles == group.items or not group.items
    about = "" if is_told else tr("  for {items}", items=some_of(group.items))
    step = f"; {tr(group.step)}" if group.step else ""
    return f"{safe(retold(group.asks), 300)}{step}{about}{settles}"


def account_section(report: Report) -> RenderableType | None:
    """What became of every sheet and row, and how the run as a whole stands."""
    if not report.accounting:
        return None
    text = Text(tr("What became of the input"), "bold")
    for account in report.accounting:
        text.append(f"\n  {safe(account.path, 100)}", "default")
        for line in account_lines(account):
            text.append(f"\n    {line}", "default")
    text.append(f"\n\n{tr('Clearance of the whole run')}", "bold")
    for line in run_lines(report):
        text.append(f"\n  {line}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def assumptions_section(report: Report) -> RenderableType | None:
    """What was assumed, and the conventions of the figures."""
    text = Text(tr("Assumptions and conventions"), "bold")
    ground = ground_of(report)
    for line in ground.assumed:
        text.append(f"\n  {line}", "bold yellow")
    if report.weakest_evidence is not Evidence.ASSUMED:
        line = tr(
            "evidence of grade {grade} or better; weaker facts count as unknown",
            grade=name_of(report.weakest_evidence),
        )
        text.append(f"\n  {line}", "bold yellow")
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
    text = Text(tr("Problems in the input"), "bold")
    for (severity, code), problems in kinds.items():
        first = problems[0]
        more = (
            tr(" (and {count} more like it)", count=figure(len(problems) - 1))
            if len(problems) > 1
            else ""
        )
        text.append(f"\n  {tr(severity.value)} {code}", _SEVERITY[severity])
        place = f"{cells_of(first.cells)}: " if first.cells else ""
        text.append(f": {place}{safe(first.message)}{more}", "default")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def inputs_section(report: Report) -> RenderableType | None:
    """The files, by their hashes, and what made the report."""
    text = Text(tr("Inputs"), "bold")
    for file in report.inputs:
        read = tr(
            "{role}, {bytes} bytes, SHA-256 {hash}",
            role=tr(file.role),
            bytes=figure(file.size),
            hash=f"{file.sha256[:16]}…",
        )
        text.append(f"\n  {safe(file.path, 100)}  {read}", "default")
    made = tr("bom-deminimis {version}, as of {day}.", version=report.version, day=report.on)
    way = tr("`deminimis explain BOM ITEM` shows the arithmetic.")
    text.append(f"\n  {made} {tr(NOT_ADVICE)} {way}", "dim")
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def cells_of(cells: tuple[Source, ...]) -> str:
    """The first cells by their addresses, and how many more there are."""
    unique = list(dict.fromkeys(cells))
    shown = ", ".join(safe(str(cell), 80) for cell in unique[:_CELLS])
    return shown + and_more(len(unique) - _CELLS)

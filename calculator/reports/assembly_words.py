"""Assemblies and products by 1(2) and 1(3), in words: what is stated of them, what is not, and what the user can choose."""

from __future__ import annotations

from calculator.findings.assembly_cases import NOT_LISTED, NOT_STATED, open_cases
from calculator.findings.finding import NodeFinding
from calculator.findings.report import Report
from calculator.reports.language import N_, tr
from calculator.reports.reasons import trigger_name
from calculator.reports.safe_text import and_more

HEADING = N_("Assemblies and products that hold a listed item, by what is stated of themselves")
_SHOWN = 12


def assembly_lines(report: Report) -> tuple[str, ...]:
    """A line each for what may be caught by itself, then what is not stated of the others; nothing where neither is there."""
    opened, unstated = report.open_assemblies, report.unstated_assemblies
    lines = [_open_words(node) for node in opened[:_SHOWN]]
    if len(opened) > _SHOWN:
        lines.append(and_more(len(opened) - _SHOWN).strip())
    if opened:
        lines.append(
            tr(
                "Whether parts, components and assemblies are on the list is open (two law firms say so; the official wording was not seen). Choose with --assume assemblies=listed or =not-listed"
            )
        )
    if NOT_LISTED in report.assumptions:
        lines.append(tr("assumed not to be on the list: assemblies=not-listed"))
    numbers = [node.item.number for node in unstated]
    if numbers:
        what = sorted(
            {
                f"{reason.clause} {trigger_name(reason.trigger)}"
                for node in unstated
                for reason in node.own_answers
                if reason.state == NOT_STATED
            }
        )
        lines.append(
            tr(
                "not stated of {items}: {what}",
                items=", ".join(numbers[:_SHOWN]) + and_more(len(numbers) - _SHOWN),
                what=", ".join(what),
            )
        )
    return tuple(lines)


def stated_words(node: NodeFinding) -> str:
    """What is stated of the item itself by each trigger without a share; nothing where the list cannot name it."""
    return "; ".join(
        f"{reason.clause} {trigger_name(reason.trigger)}: {tr(reason.state)}"
        for reason in node.own_answers
    )


def _open_words(node: NodeFinding) -> str:
    """Why one may need a licence of its own."""
    stated = []
    for reason in open_cases(node):
        if reason.trigger == "chinese-origin":
            origin = node.item.origin
            where = str(origin) if origin.shares else " or ".join(origin.named)
            stated.append(
                tr("{clause} stated to be made in {place}", clause=reason.clause, place=where)
            )
        else:
            is_yes = reason.state == "yes"
            stated.append(
                tr(
                    N_("{clause} stated to be made with Chinese technology")
                    if is_yes
                    else N_("{clause} what is stated of its technology is unclear"),
                    clause=reason.clause,
                )
            )
    return tr(
        "{item}: {stated}; it may need a licence of its own",
        item=node.item.number,
        stated="; ".join(stated),
    )

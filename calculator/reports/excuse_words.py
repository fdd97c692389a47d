"""What somebody has answered for already, in words: shared by all formats that people read."""

from __future__ import annotations

from calculator.findings.excuse import Waiver
from calculator.findings.finding import Finding, NodeFinding, UnresolvedPart
from calculator.findings.report import Report
from calculator.findings.verdict import Licence
from calculator.reports.safe_text import safe

_MOST = 60


def excuse_lines(report: Report) -> tuple[str, ...]:
    """A line for each waiver that counts in this run, and one on the report that it is held against; none without any."""
    used = list(dict.fromkeys(_waivers_used(report)))
    lines = [waiver_words(waiver) for waiver in used[:_MOST]]
    if len(used) > _MOST:
        lines.append(f"and {len(used) - _MOST:,} waivers more")
    in_force = len(report.excuses.waivers)
    if in_force and not used:
        lines.append(
            f"waivers in force: {in_force}; none of them is about a state of this bill, so none counts"
        )
    if report.excuses.baseline is not None:
        lines.append(_held_against(report, report.excuses.baseline.name))
    return tuple(lines)


def waiver_words(waiver: Waiver) -> str:
    """Who answers for what, why, and how long."""
    return (
        f"waived until {waiver.until} by {safe(waiver.by, 80)}: {safe(waiver.item, 80)}, {waiver.state.value} under "
        f"{waiver.rule}: {safe(waiver.reason, 300)}. The finding stands; the exit status does not count it"
    )


def _waivers_used(report: Report) -> list[Waiver]:
    used = [report.waiver_of(finding) for finding in _deciding(report)]
    return [
        *(waiver for waiver in used if waiver is not None),
        *(waiver for suspect in report.suspects for waiver in report.waivers_of(suspect)),
    ]


def _held_against(report: Report, name: str) -> str:
    new = [safe(finding.item.number, 60) for finding in _deciding(report) if report.is_new(finding)]
    new += [
        safe(suspect.item.number or suspect.item.description, 60)
        for suspect in report.suspects
        if report.is_new_suspect(suspect)
    ]
    shown = ", ".join(new[:12]) + (f" and {len(new) - 12} more" if len(new) > 12 else "")
    return (
        f"held against {safe(name, 120)}: "
        + (f"new or worse are {shown}" if new else "nothing is new or worse")
        + "; the exit status counts these alone"
    )


def _deciding(report: Report) -> list[Finding | NodeFinding]:
    return [
        finding
        for rule in report.rules
        for finding in report.deciding(rule)
        if finding.answer is not Licence.NOT_REQUIRED
    ]


def why_excused(report: Report, finding: Finding | NodeFinding) -> str:
    """Why the exit status does not count a finding; nothing where it does."""
    waiver = report.waiver_of(finding)
    if waiver is not None:
        return waiver_words(waiver)
    return "" if report.is_new(finding) else _KNOWN


def why_excused_suspect(report: Report, suspect: UnresolvedPart) -> str:
    """The same of a suspect."""
    waivers = report.waivers_of(suspect)
    if waivers:
        return waiver_words(waivers[0])
    return "" if report.is_new_suspect(suspect) else _KNOWN


_KNOWN = "the report that this run is held against has it already"

"""What somebody has answered for already, in words: shared by all formats that people read."""

from __future__ import annotations

from calculator.findings.excuse import Waiver
from calculator.findings.finding import Finding, NodeFinding, UnresolvedPart
from calculator.findings.report import Report
from calculator.findings.verdict import Licence
from calculator.reports.language import N_, figure, tr
from calculator.reports.safe_text import and_more, safe

_MOST = 60


def excuse_lines(report: Report) -> tuple[str, ...]:
    """A line for each waiver that counts in this run, and one on the report that it is held against; none without any."""
    used = list(dict.fromkeys(_waivers_used(report)))
    lines = [waiver_words(waiver) for waiver in used[:_MOST]]
    if len(used) > _MOST:
        lines.append(tr("and {count} waivers more", count=figure(len(used) - _MOST)))
    in_force = len(report.excuses.waivers)
    if in_force and not used:
        lines.append(
            tr(
                "waivers in force: {count}; none of them is about a state of this bill, so none counts",
                count=in_force,
            )
        )
    if report.excuses.baseline is not None:
        lines.append(_held_against(report, report.excuses.baseline.name))
    return tuple(lines)


def waiver_words(waiver: Waiver) -> str:
    """Who answers for what, why, and how long."""
    return tr(
        "waived until {day} by {name}: {item}, {state} under {rule}: {reason}. The finding stands; the exit status does not count it",
        day=waiver.until,
        name=safe(waiver.by, 80),
        item=safe(waiver.item, 80),
        state=tr(waiver.state.value),
        rule=waiver.rule,
        reason=safe(waiver.reason, 300),
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
    if not new:
        return tr(
            "held against {report}: nothing is new or worse; the exit status counts these alone",
            report=safe(name, 120),
        )
    return tr(
        "held against {report}: new or worse are {items}; the exit status counts these alone",
        report=safe(name, 120),
        items=", ".join(new[:12]) + and_more(len(new) - 12),
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
    return "" if report.is_new(finding) else tr(_KNOWN)


def why_excused_suspect(report: Report, suspect: UnresolvedPart) -> str:
    """The same of a suspect."""
    waivers = report.waivers_of(suspect)
    if waivers:
        return waiver_words(waivers[0])
    return "" if report.is_new_suspect(suspect) else tr(_KNOWN)


_KNOWN = N_("the report that this run is held against has it already")

"""The threshold report in Markdown, for a ticket or a merge request."""

from __future__ import annotations

from calculator.findings.assembly_cases import lists_assemblies
from calculator.findings.finding import Finding, SuspectKind
from calculator.findings.report import Report
from calculator.reports import numbers
from calculator.reports.answer_words import (
    NOT_ADVICE,
    effect,
    headline,
    none_tested,
    overall,
    settings_words,
)
from calculator.reports.assembly_words import HEADING, assembly_lines
from calculator.reports.circumstance_words import HEADING as CIRCUMSTANCES
from calculator.reports.circumstance_words import circumstance_lines
from calculator.reports.clearance_words import account_lines, run_lines, why_clear
from calculator.reports.finding_words import (
    chance_words,
    codes_line,
    conventions_words,
    headroom_lines,
    notice_words,
    subject_words,
    trigger_words,
    verdict_words,
)
from calculator.reports.ground import ground_of
from calculator.reports.markdown_text import plain, table_of
from calculator.reports.question_groups import (
    YOURS,
    QuestionGroup,
    apart,
    question_groups,
    settling_words,
)
from calculator.reports.reasons import is_explained, licence_words
from calculator.reports.rule_words import line_of, state_words
from calculator.reports.safe_text import sentence as full_sentence
from calculator.reports.safe_text import some_of
from calculator.reports.settings import Edition, Settings
from calculator.reports.suspect_words import HEARD_BESIDE, UNKNOWN_MAGNETS, ask_of
from calculator.reports.text.customer import customer_text
from calculator.rules import Rule

_CLEARED = 200
_GROUPS = 100


def write(report: Report, settings: Settings) -> bytes:
    """The format of the registry."""
    if settings.edition is Edition.CUSTOMER:
        return customer_text(report, settings.looks).encode()
    return markdown_text(report).encode()


def markdown_text(report: Report) -> str:
    """The whole report; nothing from a file is markup in it."""
    lines = ["# Threshold report", "", f"**{overall(report)}.** {plain(headline(report))}", ""]
    for rule in report.rules:
        lines += _rule(rule, report)
    lines += _suspects(report)
    circumstances = circumstance_lines(report)
    if circumstances:
        lines += [f"## {CIRCUMSTANCES}", "", *(f"- {plain(line)}" for line in circumstances), ""]
    lines += _questions(report)
    lines += ["## Assumptions and conventions", ""]
    ground = ground_of(report)
    lines += [f"- {plain(line)}" for line in ground.chosen]
    lines += [f"- {ground.quantities}", f"- {ground.values}", ""]
    if report.problems:
        lines += ["## Problems in the input", ""]
        lines += table_of(
            ("Severity", "Code", "Cells", "What"),
            (
                (
                    problem.severity.value,
                    problem.code,
                    ", ".join(map(str, problem.cells[:3])),
                    problem.message,
                )
                for problem in report.problems[:200]
            ),
        )
    lines += _account(report)
    lines += ["## Inputs", ""]
    lines += table_of(
        ("File", "Role", "SHA-256"), ((file.path, file.role, file.sha256) for file in report.inputs)
    )
    lines.append(f"bom-deminimis {report.version}, as of {report.on}. {NOT_ADVICE}")
    return "\n".join(lines) + "\n"


def _rule(rule: Rule, report: Report) -> list[str]:
    status = rule.status_on(report.on)
    findings = [finding for finding in report.findings if finding.rule is rule]
    lines = [
        f"## {plain(rule.title)}",
        "",
        f"Status on {report.on}: **{state_words(status.state)}**. {plain(status.note)}",
        "",
        plain(effect(rule, report)),
        "",
        *(line for setting in settings_words(rule, report) for line in (plain(setting), "")),
        f"*{plain(rule.disclaimer)}*",
        "",
    ]
    if not findings:
        return [*lines, none_tested(rule, report), ""]
    lines += table_of(
        (
            "Item",
            "Description",
            f"Share, line {line_of(rule)}" if rule.has_line else "Code",
            "Verdict",
            rule.consequence.name,
            "Triggers",
        ),
        (
            (
                finding.item.number,
                finding.item.description,
                numbers.share(finding.tested.share, rule.threshold)
                if rule.has_line
                else finding.code,
                verdict_words(finding),
                licence_words(finding),
                trigger_words(finding),
            )
            for finding in findings
        ),
    )
    for finding in findings:
        if is_explained(finding):
            lines += _why(finding)
    cleared = [finding for finding in findings if finding.clearance]
    if cleared:
        lines += ["### Clear, and why", ""]
        lines += [
            f"- {plain(finding.item.number)}: {plain(why_clear(finding))}"
            for finding in cleared[:_CLEARED]
        ]
        if len(cleared) > _CLEARED:
            lines.append(f"- and {len(cleared) - _CLEARED} more")
        lines.append("")
    nodes = [
        node
        for node in report.nodes
        if node.rule is rule and node.holds and node.holds != (node.item.number,)
    ]
    if nodes:
        lines += ["### Assemblies and products against their own value (for information)", ""]
        lines += table_of(
            ("Item", "Description", "Share", "Verdict"),
            (
                (
                    node.item.number + (" (product)" if node.top else ""),
                    node.item.description,
                    numbers.share(node.tested.share, rule.threshold),
                    verdict_words(node),
                )
                for node in nodes
            ),
        )
    own = assembly_lines(report)
    if own and lists_assemblies(rule):
        lines += [f"### {HEADING}", "", *(f"- {plain(line)}" for line in own), ""]
    return lines


def _why(finding: Finding) -> list[str]:
    ratio = finding.tested
    lines = [
        f"### {plain(finding.item.number)} {plain(finding.item.description)}: {verdict_words(finding)}",
        "",
        plain(full_sentence(subject_words(finding))),
        "",
    ]
    lines.append(
        f"Counted {numbers.amount(ratio.numerator, ratio.unit)} in {numbers.amount(ratio.denominator, ratio.unit)}."
    )
    for sentence in (
        finding.withheld_reason,
        notice_words(finding),
        *headroom_lines(finding),
        chance_words(finding),
        conventions_words(finding),
        codes_line(finding),
    ):
        lines += [f"- {plain(sentence)}"] if sentence else []
    lines.append("")
    if finding.contributions:
        lines += table_of(
            ("Substance", "Origin", "Value", "Mass", "Path", "Cells"),
            (
                (
                    contribution.substance,
                    contribution.origin_by_stage,
                    numbers.amount(contribution.value, finding.value.unit),
                    numbers.mass(contribution.mass),
                    " > ".join(contribution.path),
                    ", ".join(dict.fromkeys(map(str, contribution.cells))),
                )
                for contribution in finding.contributions[:20]
            ),
        )
    lines += [
        f"- ask {plain(question.supplier) or 'the supplier'} for {plain(question.item)}: {plain(question.asks)}{' (settles it)' if question.settles else ''}"
        for question in finding.questions[:20]
    ]
    return [*lines, ""]


def _suspects(report: Report) -> list[str]:
    return [
        *_suspects_of(SuspectKind.PART, UNKNOWN_MAGNETS, report),
        *_suspects_of(SuspectKind.HEARD, HEARD_BESIDE, report),
    ]


def _suspects_of(kind: SuspectKind, title: str, report: Report) -> list[str]:
    suspects = [suspect for suspect in report.suspects if suspect.kind is kind]
    if not suspects:
        return []
    rows = (
        (
            suspect.item.number,
            suspect.item.description,
            suspect.why,
            ", ".join(map(str, suspect.item.cells[:3])),
        )
        for suspect in suspects
    )
    return [
        f"## {title}",
        "",
        *table_of(("Item", "Description", "Why", "Cells"), rows),
        ask_of(suspects[0]),
        "",
    ]


def _questions(report: Report) -> list[str]:
    groups = question_groups(report)
    if not groups:
        return []
    few = settling_words(groups)
    of_suppliers, yours = apart(groups[:_GROUPS])
    lines = ["## Questions" + (f": {few}" if few else ""), ""]
    if of_suppliers:
        rows = ((group.supplier, *_question(group)) for group in of_suppliers)
        lines += table_of(("Ask", "For", "About", "Settles"), rows)
    if yours:
        lines += [f"### {YOURS.capitalize()}", ""]
        lines += table_of(("What", "About", "Settles"), map(_question, yours))
    return lines


def _question(group: QuestionGroup) -> tuple[str, str, str]:
    settles = some_of(group.settles, 8) or "nothing alone"
    asks = f"{group.asks}; {group.step}" if group.step else group.asks
    return asks, some_of(group.items, 8), settles


def _account(report: Report) -> list[str]:
    if not report.accounting:
        return []
    lines = ["## What became of the input", ""]
    for account in report.accounting:
        lines += [f"- {plain(account.path)}"]
        lines += [f"  - {plain(line)}" for line in account_lines(account)]
    lines += ["", "### Clearance of the whole run", ""]
    return [*lines, *(f"- {plain(line)}" for line in run_lines(report)), ""]

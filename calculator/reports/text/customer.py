"""The edition for the next company in Markdown."""

from __future__ import annotations

from calculator.findings.report import Report
from calculator.reports.answer_words import NOT_ADVICE, none_tested, overall
from calculator.reports.customer import StatedRule, statement_of
from calculator.reports.markdown_text import plain, table_of
from calculator.reports.masthead import masthead
from calculator.reports.rule_words import state_words
from calculator.reports.settings import Looks


def customer_text(report: Report, looks: Looks) -> str:
    """The whole statement; nothing from a file is markup in it."""
    statement = statement_of(report)
    lines = ["# Statement for the next recipient", "", f"**{plain(overall(report))}.**", ""]
    lines += [f"- {label}: {plain(text)}" for label, text in masthead(report, looks)]
    for part in statement.rules:
        lines += _rule(part, report)
    if statement.unknown:
        lines += ["", f"Not known whether a magnet or a target is inside: {statement.unknown}.", ""]
    if statement.assumed:
        lines += ["## Assumed", "", *(f"- {plain(line)}" for line in statement.assumed), ""]
    lines.append(f"bom-deminimis {report.version}, as of {report.on}. {NOT_ADVICE}")
    return "\n".join(lines) + "\n"


def _rule(part: StatedRule, report: Report) -> list[str]:
    status = part.rule.status_on(report.on)
    lines = ["", f"## {plain(part.rule.title)}", ""]
    lines += [f"On {report.on}: {state_words(status.state)}. {plain(status.note)}", ""]
    if part.rows:
        lines += table_of(
            ("Item", "Description", "Verdict", "What follows, and why", "Evidence"),
            (
                (row.name, row.description, row.mark.words, row.licence, row.evidence)
                for row in part.rows
            ),
        )
    else:
        lines.append(none_tested(part.rule, report))
    if part.left:
        lines.append(f"And {part.left} more.")
    return [*lines, "", plain(part.rule.disclaimer), ""]

"""The edition for the next company in Markdown."""

from __future__ import annotations

from calculator.findings.report import Report
from calculator.reports.answer_words import NOT_ADVICE, none_tested, overall
from calculator.reports.customer import StatedRule, statement_of
from calculator.reports.language import stop, tr, translated_note
from calculator.reports.markdown_text import plain, table_of
from calculator.reports.masthead import masthead
from calculator.reports.rule_words import state_words
from calculator.reports.settings import Looks


def customer_text(report: Report, looks: Looks) -> str:
    """The whole statement; nothing from a file is markup in it."""
    statement = statement_of(report)
    title = tr("Statement for the next recipient")
    lines = [f"# {title}", "", f"**{plain(stop(overall(report)))}**", ""]
    if note := translated_note():
        lines += [f"*{plain(note)}*", ""]
    lines += [f"- {label}: {plain(text)}" for label, text in masthead(report, looks)]
    for part in statement.rules:
        lines += _rule(part, report)
    if statement.unknown:
        unknown = tr(
            "Not known whether a magnet or a target is inside: {parts}.", parts=statement.unknown
        )
        lines += ["", unknown, ""]
    if statement.assumed:
        assumed = tr("Assumed")
        lines += [f"## {assumed}", "", *(f"- {plain(line)}" for line in statement.assumed), ""]
    made = tr("bom-deminimis {version}, as of {day}.", version=report.version, day=report.on)
    lines.append(f"{made} {tr(NOT_ADVICE)}")
    return "\n".join(lines) + "\n"


def _rule(part: StatedRule, report: Report) -> list[str]:
    status = part.rule.status_on(report.on)
    lines = ["", f"## {plain(part.rule.title)}", ""]
    state = tr("Status on {day}: {state}.", day=report.on, state=state_words(status.state))
    lines += [f"{state} {plain(status.note)}", ""]
    if part.rows:
        lines += table_of(
            (tr("Item"), tr("Description"), tr("Verdict"), _follows(part), tr("Evidence")),
            (
                (row.name, row.description, row.mark.words, row.licence, row.evidence)
                for row in part.rows
            ),
        )
    else:
        lines.append(none_tested(part.rule, report))
    if part.left:
        lines.append(tr("And {count} more.", count=part.left))
    return [*lines, "", plain(part.rule.disclaimer), ""]


def _follows(part: StatedRule) -> str:
    rule = part.rule
    name = tr(rule.consequence.name) if rule.is_law else tr("Screening")
    return tr("{consequence}, and why", consequence=name)

"""The threshold report in Markdown, for a ticket or a merge request."""

from __future__ import annotations

from calculator.findings.assembly_cases import lists_assemblies
from calculator.findings.finding import Finding, Question, SuspectKind
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
    counted_words,
    headroom_lines,
    notice_words,
    share_words,
    subject_words,
    trigger_words,
    verdict_words,
)
from calculator.reports.ground import ground_of
from calculator.reports.language import N_, stop, tr, translated_note
from calculator.reports.markdown_text import plain, table_of
from calculator.reports.question_groups import (
    YOURS,
    QuestionGroup,
    apart,
    question_groups,
    settling_words,
)
from calculator.reports.reasons import is_explained, licence_words
from calculator.reports.retelling import retold
from calculator.reports.rule_words import line_of, state_words
from calculator.reports.safe_text import and_more, capital, some_of
from calculator.reports.safe_text import sentence as full_sentence
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
    lines = [
        *_heading(1, N_("Threshold report")),
        f"**{stop(overall(report))}** {plain(headline(report))}",
        "",
    ]
    if note := translated_note():
        lines += [f"*{plain(note)}*", ""]
    for rule in report.rules:
        lines += _rule(rule, report)
    lines += _suspects(report)
    circumstances = circumstance_lines(report)
    if circumstances:
        lines += [
            f"## {tr(CIRCUMSTANCES)}",
            "",
            *(f"- {plain(line)}" for line in circumstances),
            "",
        ]
    lines += _questions(report)
    lines += _heading(2, N_("Assumptions and conventions"))
    ground = ground_of(report)
    lines += [f"- {plain(line)}" for line in ground.chosen]
    lines += [f"- {ground.quantities}", f"- {ground.values}", ""]
    if report.problems:
        lines += _heading(2, N_("Problems in the input"))
        lines += table_of(
            (tr("Severity"), tr("Code"), tr("Cells"), tr("What")),
            (
                (
                    tr(problem.severity.value),
                    problem.code,
                    ", ".join(map(str, problem.cells[:3])),
                    problem.message,
                )
                for problem in report.problems[:200]
            ),
        )
    lines += _account(report)
    lines += _heading(2, N_("Inputs"))
    lines += table_of(
        (tr("File"), tr("Read as"), "SHA-256"),
        ((file.path, tr(file.role), file.sha256) for file in report.inputs),
    )
    made = tr("bom-deminimis {version}, as of {day}.", version=report.version, day=report.on)
    lines.append(f"{made} {tr(NOT_ADVICE)}")
    return "\n".join(lines) + "\n"


def _rule(rule: Rule, report: Report) -> list[str]:
    status = rule.status_on(report.on)
    findings = [finding for finding in report.findings if finding.rule is rule]
    state = f"**{state_words(status.state)}**"
    status_line = tr("Status on {day}: {state}.", day=report.on, state=state)
    lines = [
        f"## {plain(rule.title)}",
        "",
        f"{status_line} {plain(status.note)}",
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
            tr("Item"),
            tr("Description"),
            tr("Share, line {line}", line=line_of(rule)) if rule.has_line else tr("Code"),
            tr("Verdict"),
            tr(rule.consequence.name),
            tr("Triggers"),
        ),
        (
            (
                finding.item.number,
                finding.item.description,
                share_words(finding) if rule.has_line else finding.code,
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
        lines += _heading(3, N_("Clear, and why"))
        lines += [
            f"- {plain(finding.item.number)}: {plain(why_clear(finding))}"
            for finding in cleared[:_CLEARED]
        ]
        if len(cleared) > _CLEARED:
            lines.append(f"-{and_more(len(cleared) - _CLEARED)}")
        lines.append("")
    nodes = [
        node
        for node in report.nodes
        if node.rule is rule and node.holds and node.holds != (node.item.number,)
    ]
    if nodes:
        above = tr(
            "Assemblies and products against their own {measure}, for information",
            measure=tr(rule.measure.value),
        )
        lines += [f"### {above}", ""]
        lines += table_of(
            (tr("Item"), tr("Description"), tr("Share"), tr("Verdict")),
            (
                (
                    node.item.number + (tr(" (product)") if node.top else ""),
                    node.item.description,
                    numbers.share(node.tested.share, rule.threshold),
                    verdict_words(node),
                )
                for node in nodes
            ),
        )
    own = assembly_lines(report)
    if own and lists_assemblies(rule):
        lines += [f"### {tr(HEADING)}", "", *(f"- {plain(line)}" for line in own), ""]
    return lines


def _why(finding: Finding) -> list[str]:
    lines = [
        f"### {plain(finding.item.number)} {plain(finding.item.description)}: {verdict_words(finding)}",
        "",
        plain(full_sentence(subject_words(finding))),
        "",
    ]
    lines += [full_sentence(counted_words(finding)), ""]
    for sentence in (
        retold(finding.withheld_reason),
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
            (tr("Substance"), tr("Origin"), tr("Value"), tr("Mass"), tr("In"), tr("Cells")),
            (
                (
                    contribution.substance,
                    retold(contribution.origin_by_stage),
                    numbers.amount(contribution.value, finding.value.unit),
                    numbers.mass(contribution.mass),
                    " > ".join(contribution.path),
                    ", ".join(dict.fromkeys(map(str, contribution.cells))),
                )
                for contribution in finding.contributions[:20]
            ),
        )
    lines += [f"- {plain(_asked(question))}" for question in finding.questions[:20]]
    return [*lines, ""]


def _asked(question: Question) -> str:
    return tr(
        "ask {supplier} for {item}: {question}{settles}",
        supplier=question.supplier or tr("the supplier"),
        item=question.item,
        question=retold(question.asks),
        settles=tr(" (settles it)") if question.settles else "",
    )


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
            retold(suspect.why),
            ", ".join(map(str, suspect.item.cells[:3])),
        )
        for suspect in suspects
    )
    return [
        f"## {tr(title)}",
        "",
        *table_of((tr("Item"), tr("Description"), tr("Why"), tr("Cells")), rows),
        tr(ask_of(suspects[0])),
        "",
    ]


def _questions(report: Report) -> list[str]:
    groups = question_groups(report)
    if not groups:
        return []
    few = settling_words(groups)
    of_suppliers, yours = apart(groups[:_GROUPS])
    title = tr("Questions: {few}", few=few) if few else tr("Questions")
    lines = [f"## {title}", ""]
    if of_suppliers:
        rows = ((group.supplier, *_question(group)) for group in of_suppliers)
        lines += table_of((tr("Supplier"), tr("Question"), tr("About"), tr("Settles")), rows)
    if yours:
        lines += [f"### {capital(tr(YOURS))}", ""]
        lines += table_of((tr("What"), tr("About"), tr("Settles")), map(_question, yours))
    return lines


def _question(group: QuestionGroup) -> tuple[str, str, str]:
    settles = some_of(group.settles, 8) or tr("nothing alone")
    asks = retold(group.asks)
    if group.step:
        asks = f"{asks}; {tr(group.step)}"
    return asks, some_of(group.items, 8), settles


def _account(report: Report) -> list[str]:
    if not report.accounting:
        return []
    lines = _heading(2, N_("What became of the input"))
    for account in report.accounting:
        lines += [f"- {plain(account.path)}"]
        lines += [f"  - {plain(line)}" for line in account_lines(account)]
    lines += ["", *_heading(3, N_("Clearance of the whole run"))]
    return [*lines, *(f"- {plain(line)}" for line in run_lines(report)), ""]


def _heading(level: int, title: str) -> list[str]:
    return [f"{'#' * level} {tr(title)}", ""]

"""The threshold report for a terminal; plain text where it is piped."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from calculator.findings.finding import Finding
from calculator.findings.report import Headline, Report
from calculator.findings.verdict import Verdict
from calculator.numbers.bounds import Bounds
from calculator.reports import numbers
from calculator.reports.answer_words import effect, headline, none_tested, overall, settings_words
from calculator.reports.circumstance_words import open_inquiries
from calculator.reports.finding_words import (
    SYMBOL,
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
from calculator.reports.language import N_, figure, speaking, tr, tr_many, translated_note
from calculator.reports.reasons import is_explained, licence_brief
from calculator.reports.retelling import retold
from calculator.reports.rule_words import line_of, state_words, subject_nouns
from calculator.reports.safe_text import and_more, safe
from calculator.reports.settings import Settings
from calculator.reports.text.closing_sections import (
    account_section,
    assemblies_section,
    assumptions_section,
    cells_of,
    clear_section,
    inputs_section,
    problems_section,
    questions_section,
    shipment_section,
    suspects_section,
)
from calculator.reports.text.hanging_indent import HangingIndent
from calculator.reports.text.tree import tree_of
from calculator.rules import Rule

PLAIN_WIDTH = 100
_WORD, _ROOMY, _WIDEST = 16, 72, 10_000
_PLACE = "\0"
"""Stands in a sentence where a word of another look is put in."""
_CONTRIBUTIONS = 5
_USES = 4
_QUESTIONS = 6
_ROWS = 400
_EXPLANATIONS = 100
"""More than a person reads on a terminal; the files hold all."""

_COLOUR = {
    Verdict.CROSSES: "bold red",
    Verdict.BELOW: "green",
    Verdict.UNDETERMINED: "bold yellow",
    Verdict.NOT_SUBJECT: "dim",
}
_HEADLINE_COLOUR = {
    Headline.REQUIRED: "red",
    Headline.UNDETERMINED: "yellow",
    Headline.NOT_REQUIRED: "green",
    Headline.NO_ANSWER: "yellow",
}


def print_on_terminal(report: Report, settings: Settings, *, colour: bool) -> None:
    """Print the report as wide as the terminal is."""
    with speaking(settings.language):
        show(
            _whole(report, with_tree=settings.with_tree, is_plain=not colour),
            colour=colour,
        )


def show(shown: RenderableType, *, colour: bool) -> None:
    """Print something as wide as the terminal is."""
    Console(no_color=not colour, highlight=False).print(shown)


def write(report: Report, settings: Settings) -> bytes:
    """The format of the registry."""
    return plain_text(report, with_tree=settings.with_tree).encode()


def plain_text(report: Report, width: int = PLAIN_WIDTH, *, with_tree: bool = False) -> str:
    """The report without colour, for files and pipes."""
    return printed(_whole(report, with_tree=with_tree, is_plain=True), width)


def printed(shown: RenderableType, width: int) -> str:
    """What would be printed on a terminal of that width without colour, as text."""
    console = Console(
        file=io.StringIO(), width=width, no_color=True, color_system=None, legacy_windows=False
    )
    with console.capture() as capture:
        console.print(shown)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def _whole(report: Report, *, with_tree: bool, is_plain: bool) -> RenderableType:
    parts: list[RenderableType | None] = [_head(report)]
    for rule in report.rules:
        parts += [_rule(rule, report), _findings(rule, report)]
        explained = [
            finding for finding in report.findings if finding.rule is rule and is_explained(finding)
        ]
        parts += [_why(finding) for finding in explained[:_EXPLANATIONS]]
        parts.append(_and_more(len(explained) - _EXPLANATIONS, tr("explanations")))
        parts += [clear_section(report, rule), _levels(rule, report)]
    parts += [
        tree_of(report, is_plain=is_plain) if with_tree else None,
        suspects_section(report),
        assemblies_section(report),
        shipment_section(report),
        questions_section(report),
        assumptions_section(report),
        problems_section(report),
        account_section(report),
        inputs_section(report),
    ]
    return Group(*(part for part in parts if part))


def _head(report: Report) -> RenderableType:
    products = ", ".join(safe(item.number, 40) for item in report.tops[:3]) + (
        " …" if len(report.tops) > 3 else ""
    )
    text = Text.assemble((overall(report), "bold"), "\n", headline(report))
    if note := translated_note():
        text.append(f"\n{note}", "dim")
    return Panel(
        text,
        title=Text(tr("Threshold report: {product}", product=products or tr("no product"))),
        border_style=_HEADLINE_COLOUR[report.headline],
        box=box.ROUNDED,
    )


def _rule(rule: Rule, report: Report) -> RenderableType:
    status = rule.status_on(report.on)
    before, _, after = tr("Status on {day}: {state}.", day=report.on, state=_PLACE).partition(
        _PLACE
    )
    text = Text.assemble(
        (safe(rule.title), "bold"),
        f"\n{before}",
        (state_words(status.state), "bold"),
        f"{after} {status.note}",
    )
    text.append(f"\n{effect(rule, report)}")
    for setting in settings_words(rule, report):
        text.append(f"\n{setting}")
    if inquiries := open_inquiries(rule, report):
        questions = ", ".join(
            f"{inquiry.id.replace('-', ' ')} ({inquiry.clause})" for inquiry in inquiries
        )
        sentence = tr(
            "Not decided by this tool; answer separately: {questions}. `deminimis rules {rule}` has the questions.",
            questions=questions,
            rule=rule.id,
        )
        text.append(f"\n{sentence}", "dim")
    text.append(f"\n{rule.disclaimer}", "dim")
    return Padding(text, (1, 0, 0, 0))


def _findings(rule: Rule, report: Report) -> RenderableType:
    findings = [finding for finding in report.findings if finding.rule is rule]
    if not findings:
        return Padding(Text(none_tested(rule, report)), (1, 0, 0, 0))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("")
    table.add_column(tr("Item"), overflow="fold", min_width=8)
    table.add_column(
        tr("Description"),
        overflow="ellipsis",
        min_width=_longest_word([tr("Description")]),
        max_width=30,
    )
    table.add_column(
        tr("Share ({measure};\nline {line})", measure=tr(rule.measure.value), line=line_of(rule))
        if rule.has_line
        else tr("Code"),
        justify="right" if rule.has_line else "left",
        no_wrap=rule.has_line,
        overflow="fold",
    )
    table.add_column(
        tr("Verdict"), overflow="fold", min_width=_longest_word(map(verdict_words, findings))
    )
    table.add_column(tr(rule.consequence.name) if rule.is_law else tr("Screening"), overflow="fold")
    for finding in sorted(findings, key=_weight)[:_ROWS] if len(findings) > _ROWS else findings:
        table.add_row(
            Text(SYMBOL[finding.verdict], _COLOUR[finding.verdict]),
            Text(safe(finding.item.number, 60)),
            Text(safe(_description(finding), 60)),
            Text(share_words(finding) if rule.has_line else safe(finding.code)),
            Text(verdict_words(finding), _COLOUR[finding.verdict]),
            Text(licence_brief(finding)),
        )
    more = _and_more(len(findings) - _ROWS, subject_nouns(rule)[1])
    shown = Padding(_Fitted(table), (1, 0, 0, 0))
    return Group(shown, more) if more is not None else shown


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A table whose words and figures stay whole; a terminal that is too narrow for that has a paragraph a row."""

    table: Table

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        needed = Measurement.get(console, options.update(max_width=_WIDEST), self.table).minimum
        if options.max_width >= min(needed, _ROOMY):
            yield self.table
            return
        for row in zip(*(column.cells for column in self.table.columns), strict=True):
            yield Text("; ").join(cell for cell in row if isinstance(cell, Text) and cell)


def _longest_word(texts: Iterable[str]) -> int:
    """Columns that the longest word takes, within reason: a column that is narrower would cut it."""
    return min(_WORD, max((cell_len(word) for text in texts for word in text.split()), default=1))


def _weight(finding: Finding) -> int:
    """What crosses first, then what is open."""
    return (
        list(_COLOUR).index(finding.verdict)
        if finding.verdict is not Verdict.BELOW
        else len(_COLOUR)
    )


def _and_more(count: int, what: str) -> RenderableType | None:
    return (
        Padding(
            Text(
                tr(
                    "and {count} more {what}; `-o report.xlsx` or `--format json` writes them all",
                    count=figure(count),
                    what=what,
                ),
                "bold",
            ),
            (1, 0, 0, 0),
        )
        if count > 0
        else None
    )


def _why(finding: Finding) -> RenderableType:
    text = Text()
    text.append(
        f"{SYMBOL[finding.verdict]} {safe(finding.item.number, 60)}", _COLOUR[finding.verdict]
    )
    text.append(f" {safe(_description(finding), 80)}".rstrip() + "\n")
    text.append(f"  {subject_words(finding)}; {trigger_words(finding)}\n")
    if finding.rule.has_line:
        text.append(f"  {counted_words(finding)}\n")
    for contribution in finding.contributions[:_CONTRIBUTIONS] if finding.rule.has_line else ():
        if contribution.value == contribution.mass == Bounds.unknown():
            continue
        path = " > ".join(safe(step, 40) for step in contribution.path)
        of = f"{numbers.amount(contribution.value, finding.value.unit)}, {numbers.mass(contribution.mass)}"
        sentence = tr(
            "{substance}, origin {origin}: {amounts}, in {path}",
            substance=safe(contribution.substance, 40),
            origin=safe(retold(contribution.origin_by_stage), 160),
            amounts=of,
            path=path,
        )
        text.append(f"  · {sentence}  {cells_of(contribution.cells)}\n")
    if finding.rule.has_line and len(finding.contributions) > _CONTRIBUTIONS:
        text.append(f"  ·{and_more(len(finding.contributions) - _CONTRIBUTIONS)}\n")
    for sentence in (
        retold(finding.withheld_reason),
        notice_words(finding),
        *headroom_lines(finding),
        chance_words(finding),
        conventions_words(finding),
        codes_line(finding),
    ):
        if sentence:
            text.append(f"  {sentence}\n")
    used = tr("used: {uses}", uses=_uses(finding))
    text.append(f"  {used}\n")
    for question in finding.questions[:_QUESTIONS]:
        asks = tr(
            N_("ask [{supplier}] for {item}: {question}{settles}")
            if question.supplier
            else N_("ask for {item}: {question}{settles}"),
            supplier=safe(question.supplier, 40),
            item=safe(question.item, 40),
            question=retold(question.asks),
            settles=tr(" (settles it)") if question.settles else "",
        )
        text.append(f"  {asks}\n", "cyan")
    if len(finding.questions) > _QUESTIONS:
        left = len(finding.questions) - _QUESTIONS
        more = tr_many(left, "and {count} more question", "and {count} more questions")
        text.append(f"  {more}\n", "cyan")
    text.rstrip()
    return Padding(HangingIndent(text), (1, 0, 0, 0))


def _description(finding: Finding) -> str:
    """Of an item that is called by its words alone these are said once."""
    return "" if finding.item.description == finding.item.number else finding.item.description


def _uses(finding: Finding) -> str:
    totals = [
        tr(
            "{quantity} in one {product}",
            quantity=numbers.amount(use.quantity),
            product=safe(use.product, 40),
        )
        + (tr(", along {count} paths", count=figure(use.paths)) if use.paths > 1 else "")
        for use in finding.used_in[:_USES]
        if use.product != finding.item.number
    ]
    return "; ".join(totals) if totals else tr("it is itself a product")


def _levels(rule: Rule, report: Report) -> RenderableType:
    """The items above the magnets, each against its own value: where the share drops below the line."""
    nodes = [
        node
        for node in report.nodes
        if node.rule is rule and node.holds and node.holds != (node.item.number,)
    ]
    if not nodes:
        return ""
    table = Table(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        title=tr(
            "Assemblies and products against their own {measure}, for information",
            measure=tr(rule.measure.value),
        ),
        title_justify="left",
        title_style="bold",
    )
    table.add_column("")
    table.add_column(tr("Item"), overflow="fold", min_width=8)
    table.add_column(
        tr("Description"),
        overflow="ellipsis",
        min_width=_longest_word([tr("Description")]),
        max_width=30,
    )
    table.add_column(tr("Share"), justify="right", overflow="fold", no_wrap=True)
    table.add_column(
        tr("Verdict"), overflow="fold", min_width=_longest_word(map(verdict_words, nodes))
    )
    table.add_column(tr("Holds"), overflow="ellipsis", max_width=26)
    for node in nodes[:40]:
        table.add_row(
            Text(SYMBOL[node.verdict], _COLOUR[node.verdict]),
            Text(safe(node.item.number, 60) + (tr(" (product)") if node.top else "")),
            Text(safe(node.item.description, 60)),
            Text(numbers.share(node.tested.share, rule.threshold)),
            Text(verdict_words(node), _COLOUR[node.verdict]),
            Text(safe(", ".join(node.holds), 60)),
        )
    depending = [node for node in nodes if node.depends_on_convention]
    if len(nodes) > 40:
        table.caption = tr(
            "and {count} more; `--format json` has them all", count=figure(len(nodes) - 40)
        )
    conventions = Text(
        "\n".join(
            f"  {safe(node.item.number, 60)} {conventions_words(node)}"
            for node in depending[:_USES]
        )
    )
    return (
        Group(Padding(_Fitted(table), (1, 0, 0, 0)), HangingIndent(conventions))
        if depending
        else Padding(_Fitted(table), (1, 0, 0, 0))
    )

"""What a page of the report shows, in its order; the templates only set it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from calculator.findings.finding import Finding, NodeFinding, SuspectKind, UnresolvedPart
from calculator.findings.report import Report, TreeNode
from calculator.findings.verdict import Subject, Verdict
from calculator.model.problem import Problem
from calculator.numbers.bounds import Bounds
from calculator.reports import numbers
from calculator.reports.branches import Branch, VerdictMark, branches_of, marks_of
from calculator.reports.evidence import CitedCell, evidence_of
from calculator.reports.finding_words import product_words
from calculator.reports.language import N_, tr
from calculator.reports.page.charts import Chart, Icicle, LevelMeasure, charts, icicle
from calculator.reports.page.first_page import TOGETHER, WEIGHT, nothing_is_known
from calculator.reports.page.flow import Flow, flow_of
from calculator.reports.page.settling import Answers, answers_of
from calculator.reports.page.timeline import Timeline, timeline_of
from calculator.reports.page.waterfall import Waterfall, decisive, waterfall_of
from calculator.reports.question_groups import QuestionGroup, question_groups, settling_words
from calculator.reports.safe_text import and_more, safe, some_of
from calculator.rules import Rule

_PRODUCTS_DRAWN, _SUPPORTS = 4, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RowLimits:
    """How many rows a reader is given; what is left out is counted on the page, and all of it is in the JSON report."""

    findings: int = 2000
    explained: int = 300
    nodes: int = 400
    problems: int = 500
    evidence: int = 2000
    uses: int = 12
    joins_unknown: bool = False
    """True where several items of which nothing is known are one statement everywhere."""


SCREEN: Final = RowLimits()
PAPER: Final = RowLimits(
    findings=300, explained=60, nodes=100, problems=100, evidence=300, uses=6, joins_unknown=True
)
"""A file of paper ends somewhere; a hundred sheets are read by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePart:
    """What one rule says of the bill."""

    rule: Rule
    note: str
    findings: tuple[Finding, ...]
    explained: tuple[Finding, ...]
    nodes: tuple[NodeFinding, ...]
    charts: tuple[Chart, ...]
    flow: Flow | None
    waterfalls: Mapping[str, Waterfall]
    """By item; of one alone where there is room for one."""
    empty: tuple[str, ...]
    """Items at nothing, where they are too many to be drawn."""
    unknown: tuple[str, ...]
    """Items whose share may be anything: no picture shows them, and on paper many of them are one statement."""
    findings_left: int
    explained_left: int
    nodes_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPictures:
    """One product's pictures."""

    product: TreeNode
    icicles: tuple[Icicle, ...]
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierQuestions:
    """What to ask one supplier; blank for what nobody is named for."""

    supplier: str
    groups: tuple[QuestionGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedAddress:
    """A cell without its sheet, and what rests on it."""

    address: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSheet:
    """The cited cells of one sheet, or of one place in a file that has none."""

    name: str
    cells: tuple[CitedAddress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The whole report for a reader."""

    report: Report
    title: str
    tone: str
    products: tuple[str, ...]
    rules: tuple[RulePart, ...]
    trees: tuple[Branch, ...]
    drawn: tuple[ProductPictures, ...]
    letters: tuple[SupplierQuestions, ...]
    few: str
    """How few questions settle how much."""
    answers: Answers | None
    parts: tuple[UnresolvedPart, ...]
    heard: tuple[UnresolvedPart, ...]
    problems: tuple[Problem, ...]
    problems_left: int
    evidence: tuple[CitedCell, ...]
    evidence_left: int
    cited_sheets: tuple[CitedSheet, ...]
    """The same evidence for paper, a paragraph a sheet."""
    timeline: Timeline
    room: RowLimits


def title_of(report: Report) -> str:
    """The products by number and description."""
    names = [
        f"{safe(item.number, 60)} {safe(item.description, 80)}".strip() for item in report.tops
    ]
    return ", ".join(names[:2]) + and_more(len(names) - 2)


def page_of(report: Report, room: RowLimits) -> Page:
    """The report in the order in which it is read, no more of it than there is ``room`` for."""
    evidence = evidence_of(report)
    marks = marks_of(report)
    groups = question_groups(report)
    return Page(
        report=report,
        title=title_of(report),
        tone=report.headline.value,
        products=tuple(product_words(node) for node in report.products[:8]),
        rules=tuple(_rule_part(rule, report, room) for rule in report.rules),
        trees=branches_of(report, marks),
        drawn=tuple(
            _drawn(nodes, report, marks) for nodes in _by_product(report.tree)[:_PRODUCTS_DRAWN]
        ),
        letters=_letters(groups),
        few=settling_words(groups),
        answers=answers_of(groups, report.summary.undetermined + len(report.suspects)),
        parts=tuple(one for one in report.suspects if one.kind is SuspectKind.PART),
        heard=tuple(one for one in report.suspects if one.kind is SuspectKind.HEARD),
        problems=report.problems[: room.problems],
        problems_left=max(0, len(report.problems) - room.problems),
        evidence=evidence[: room.evidence],
        evidence_left=max(0, len(evidence) - room.evidence),
        cited_sheets=_by_sheet(evidence[: room.evidence]),
        timeline=timeline_of(report),
        room=room,
    )


def _rule_part(rule: Rule, report: Report, room: RowLimits) -> RulePart:
    findings = sorted(
        (finding for finding in report.findings if finding.rule is rule),
        key=lambda finding: WEIGHT[finding.verdict],
    )
    tested = [finding for finding in findings if finding.subject is not Subject.NO]
    drawable = tested[: room.explained]
    # A bar from nothing to all says nothing: such items are named together.
    unknown = [finding for finding in drawable if nothing_is_known(finding)]
    shown = [finding for finding in drawable if not nothing_is_known(finding)]
    is_together = room.joins_unknown and len(unknown) >= TOGETHER
    # Dots that all stand at nothing are one sentence.
    empty = [finding for finding in shown if finding.tested.share.is_zero]
    if len(empty) < TOGETHER:
        empty = []
    drawn = [finding for finding in shown if not (empty and finding.tested.share.is_zero)]
    nodes = [
        node
        for node in report.nodes
        if node.rule is rule and node.holds and node.holds != (node.item.number,)
    ]
    return RulePart(
        rule=rule,
        note=rule.status_on(report.on).note,
        findings=tuple(findings[: room.findings]),
        explained=tuple(shown if is_together else drawable),
        nodes=tuple(nodes[: room.nodes]),
        charts=charts(rule, drawn) if rule.threshold else (),
        flow=flow_of(rule, tested),
        waterfalls=_waterfalls(shown, one_alone=room.joins_unknown),
        unknown=tuple(finding.item.number for finding in unknown),
        empty=tuple(finding.item.number for finding in empty),
        findings_left=max(0, len(findings) - room.findings),
        explained_left=max(0, len(tested) - room.explained),
        nodes_left=max(0, len(nodes) - room.nodes),
    )


def _waterfalls(findings: Sequence[Finding], *, one_alone: bool) -> dict[str, Waterfall]:
    best = decisive(findings)
    shown = ([best] if best else []) if one_alone else findings
    drawn = {finding.item.number: waterfall_of(finding) for finding in shown}
    return {number: picture for number, picture in drawn.items() if picture is not None}


# --------------------------------------------------------------------------- the product


def _by_product(nodes: Sequence[TreeNode]) -> list[list[TreeNode]]:
    products: list[list[TreeNode]] = []
    for node in nodes:
        if not node.level:
            products.append([])
        products[-1].append(node)
    return products


def _drawn(
    nodes: list[TreeNode], report: Report, marks: Mapping[str, VerdictMark]
) -> ProductPictures:
    def tone_of(node: TreeNode) -> str:
        mark = marks.get(node.item.number)
        return mark.tone if mark else Verdict.NOT_SUBJECT.value

    def money(bounds: Bounds) -> str:
        return numbers.amount(bounds, report.currency)

    measures = (
        LevelMeasure(
            name=N_("value"), amount_of=lambda node: node.value, say=money, tone_of=tone_of
        ),
        LevelMeasure(
            name=N_("mass"), amount_of=lambda node: node.mass, say=numbers.mass, tone_of=tone_of
        ),
    )
    pictures = [icicle(nodes, measure) for measure in measures]
    missing = ", ".join(
        tr(measure.name)
        for measure, picture in zip(measures, pictures, strict=True)
        if picture is None
    )
    return ProductPictures(
        product=nodes[0], icicles=tuple(picture for picture in pictures if picture), missing=missing
    )


# --------------------------------------------------------------------------- questions


def _letters(groups: Sequence[QuestionGroup]) -> tuple[SupplierQuestions, ...]:
    """The questions by supplier, in the order in which the suppliers are met: whose answers settle most comes first."""
    by_supplier: dict[str, list[QuestionGroup]] = {}
    for group in groups:
        by_supplier.setdefault(group.supplier, []).append(group)
    return tuple(
        SupplierQuestions(supplier=supplier, groups=tuple(own))
        for supplier, own in sorted(by_supplier.items(), key=lambda entry: not entry[0])
    )


# --------------------------------------------------------------------------- evidence


def _by_sheet(evidence: Sequence[CitedCell]) -> tuple[CitedSheet, ...]:
    sheets: dict[str, list[CitedAddress]] = {}
    for cited in evidence:
        sheet, _, address = str(cited.cell).rpartition("!")
        sheets.setdefault(sheet, []).append(
            CitedAddress(address=address, words=some_of(cited.supports, _SUPPORTS))
        )
    return tuple(CitedSheet(name=name, cells=tuple(cells)) for name, cells in sheets.items())

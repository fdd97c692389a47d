"""The product's tree with the verdict on each place in it; the page and the terminal show the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from calculator.findings.finding import Finding, NodeFinding
from calculator.findings.report import Report, TreeNode
from calculator.findings.verdict import Verdict
from calculator.reports import numbers
from calculator.reports.finding_words import SYMBOL, verdict_words
from calculator.reports.language import tr

SUSPECT: Final = "suspect"
_MATTERS: Final = frozenset({Verdict.CROSSES.value, Verdict.UNDETERMINED.value, SUSPECT})


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictMark:
    """How a verdict is shown: a tone, and always a sign and words beside it."""

    tone: str
    symbol: str
    words: str
    share: str = ""


@dataclass(slots=True, kw_only=True)
class Branch:
    """A node of a product's tree with what is below it."""

    node: TreeNode
    mark: VerdictMark | None
    is_open: bool = False
    parts: list[Branch] = field(default_factory=list)


def mark_of(finding: Finding | NodeFinding) -> VerdictMark:
    """The verdict of a finding as it is shown."""
    share = (
        ""
        if finding.verdict is Verdict.NOT_SUBJECT or not finding.rule.has_line
        else numbers.share(finding.tested.share, finding.rule.threshold)
    )
    return VerdictMark(
        tone=finding.verdict.value,
        symbol=SYMBOL[finding.verdict],
        words=verdict_words(finding),
        share=share,
    )


def marks_of(report: Report) -> dict[str, VerdictMark]:
    """The verdict on each item under the first rule; a suspect has none and is shown as what it is."""
    marks = {
        suspect.item.number: VerdictMark(tone=SUSPECT, symbol="?", words=tr("magnets unknown"))
        for suspect in report.suspects
    }
    first = report.rules[0]
    marks |= {
        node.item.number: mark_of(node)
        for node in report.nodes
        if node.rule is first and node.holds
    }
    return marks | {
        finding.item.number: mark_of(finding)
        for finding in report.findings
        if finding.rule is first
    }


def branches_of(report: Report, marks: Mapping[str, VerdictMark]) -> tuple[Branch, ...]:
    """Each product; a branch is open where something in it crosses, is open itself or is a suspect."""
    # The assemblies above these only lead there: their own verdict opens no branch.
    tested = {finding.item.number for finding in report.findings} | {
        suspect.item.number for suspect in report.suspects
    }
    roots: list[Branch] = []
    above: list[Branch] = []
    for node in report.tree:
        branch = Branch(node=node, mark=marks.get(node.item.number))
        del above[node.level :]
        (above[-1].parts if above else roots).append(branch)
        if branch.mark and branch.mark.tone in _MATTERS and node.item.number in tested:
            for ancestor in above:
                ancestor.is_open = True
        above.append(branch)
    return tuple(roots)

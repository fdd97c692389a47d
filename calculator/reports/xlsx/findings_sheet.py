"""The sheet Findings: the arithmetic, live, beside what the program recorded.

A finding's counted content is the sum of its rows on Contributions; its share, its verdict and whether that agrees with the
record follow by formulas. Rows are found by the number of their finding, so that both sheets may be sorted; in a large
report, where that would take a spreadsheet too long, by their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calculator.findings.finding import Finding
from calculator.findings.report import Report
from calculator.model.source import Source
from calculator.reports import numbers
from calculator.reports.clearance_words import why_clear
from calculator.reports.finding_words import (
    chance_words,
    codes_words,
    conventions_words,
    headroom_lines,
    subject_words,
    trigger_words,
    verdict_words,
)
from calculator.reports.reasons import licence_answer
from calculator.reports.xlsx import layout
from calculator.reports.xlsx.cells import (
    ROWS,
    Cell,
    Formula,
    Link,
)
from calculator.reports.xlsx.formula_workbook import FormulaWorkbook
from calculator.reports.xlsx.formulas import OPEN, line_name
from calculator.reports.xlsx.layout import (
    CONTRIBUTION,
    CONTRIBUTIONS,
    FINDING,
    FINDINGS,
    ContributionRows,
    is_large,
    or_open,
    quoted,
)
from calculator.reports.xlsx.live_verdict import (
    colour_verdicts,
    live_verdict,
    operands_at,
    share_cells,
)


def write_findings(
    book: FormulaWorkbook,
    report: Report,
    places: Sequence[ContributionRows],
    evidence: Mapping[Source, int],
) -> None:
    """One row a finding: the record, the live test beside it, and whether they agree."""
    sheet = book.sheet(FINDINGS, layout.FINDING_COLUMNS, frozen=2)
    lines = {id(rule): line_name(place) for place, rule in enumerate(report.rules)}
    rows = max(2, 1 + sum(place.count for place in places))
    searched = None if is_large(places) else rows
    for number, (finding, place) in enumerate(zip(report.findings, places, strict=True), 1):
        sums = _Sums(finding, place, number, rows=searched)
        sheet.add(
            _finding(
                finding, place, number, sheet.next_row, sums, lines[id(finding.rule)], evidence
            )
        )
    colour_verdicts(sheet)


def _finding(
    finding: Finding,
    place: ContributionRows,
    number: int,
    row: int,
    sums: _Sums,
    line: str,
    evidence: Mapping[Source, int],
) -> list[Cell]:
    ratio = finding.tested
    operands = operands_at(FINDING, row)
    shares = share_cells(operands, finding, is_live=place.is_live)
    return [
        Link(number, CONTRIBUTIONS, place.first) if place.count and place.first < ROWS else number,
        finding.item.number,
        finding.item.description,
        finding.item.supplier,
        verdict_words(finding),
        *live_verdict(operands, finding, line, row, FINDING, is_live=place.is_live),
        licence_answer(finding),
        *shares,
        numbers.share(ratio.share, finding.rule.threshold) if finding.rule.has_line else "",
        sums.low,
        sums.high,
        ratio.denominator.low,
        or_open(ratio.denominator.high),
        ratio.unit,
        finding.subject.value,
        subject_words(finding),
        finding.withheld_reason,
        trigger_words(finding),
        finding.evidence.value if finding.evidence else "",
        f"{finding.item.item_class.value} ({'stated' if finding.item.class_stated else finding.item.reason or 'inferred'})",
        "; ".join(headroom_lines(finding)),
        chance_words(finding),
        conventions_words(finding),
        codes_words(finding),
        why_clear(finding),
        finding.rule.id,
        *quoted(finding.item.cells, evidence),
    ]


class _Sums:
    """The formulas that add up the contributions of one finding; ``rows`` None finds them by their place."""

    def __init__(
        self, finding: Finding, place: ContributionRows, number: int, *, rows: int | None
    ) -> None:
        self._place, self._rows, self._number = place, rows, number
        what = "Counted kg" if finding.rule.is_by_mass else "Counted value"
        self._lows, self._highs = self._span(f"{what} low"), self._span(f"{what} high")
        tested = finding.tested.numerator
        self.low: Cell = (
            Formula(self._sum(self._lows), tested.low)
            if place.is_live and place.count
            else tested.low
        )
        self.high: Cell = (
            Formula(self._closed(), or_open(tested.high))
            if place.is_live and place.count
            else or_open(tested.high)
        )

    def _span(self, head: str) -> str:
        letter = CONTRIBUTION[head]
        first, last = (
            (self._place.first, self._place.first + self._place.count - 1)
            if self._rows is None
            else (2, self._rows)
        )
        return f"{CONTRIBUTIONS}!${letter}${first}:${letter}${last}"

    @property
    def _key(self) -> str:
        return f"{self._span('No.')},{self._number}"

    def _sum(self, span: str) -> str:
        return f"SUM({span})" if self._rows is None else f"SUMIFS({span},{self._key})"

    def _closed(self) -> str:
        opened = (
            f'COUNTIF({self._highs},"{OPEN}")'
            if self._rows is None
            else f'COUNTIFS({self._key},{self._highs},"{OPEN}")'
        )
        if self._place.account.ceiling is None:
            return f'IF({opened}>0,"{OPEN}",{self._sum(self._highs)})'
        return f"IF({opened}>0,MAX({self._sum(self._lows)},{self._sum(self._span('All together at most'))}),{self._sum(self._highs)})"

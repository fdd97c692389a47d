"""The sheet Assemblies: assemblies and products against their own value or mass, live."""

from __future__ import annotations

from calculator.findings.finding import NodeFinding
from calculator.findings.report import Report
from calculator.findings.verdict import Subject, Verdict, apply_threshold
from calculator.reports import numbers
from calculator.reports.assembly_words import stated_words
from calculator.reports.finding_words import conventions_words, verdict_words
from calculator.reports.reasons import licence_words
from calculator.reports.xlsx import layout
from calculator.reports.xlsx.cells import (
    Cell,
    as_number,
)
from calculator.reports.xlsx.formula_workbook import FormulaWorkbook
from calculator.reports.xlsx.formulas import line_name
from calculator.reports.xlsx.layout import (
    ASSEMBLY,
    ends,
)
from calculator.reports.xlsx.live_verdict import (
    colour_verdicts,
    live_verdict,
    operands_at,
    share_cells,
)


def write_assemblies(book: FormulaWorkbook, report: Report) -> None:
    """Every assembly and product that holds what the rules are about, against its own value or mass."""
    sheet = book.sheet("Assemblies", layout.ASSEMBLY_COLUMNS, frozen=2)
    lines = {id(rule): line_name(place) for place, rule in enumerate(report.rules)}
    for node in report.nodes:
        if node.holds:
            sheet.add(_assembly(node, sheet.next_row, lines[id(node.rule)]))
    colour_verdicts(sheet)


def _assembly(node: NodeFinding, row: int, line: str) -> list[Cell]:
    ratio = node.tested
    is_live = node.rule.has_line and all(
        end is None or as_number(end) is not None
        for bounds in (ratio.numerator, ratio.denominator, ratio.share)
        for end in bounds
    )
    operands = operands_at(ASSEMBLY, row)
    by_numbers = apply_threshold(node.rule, ratio.numerator, ratio.denominator)
    listed = (
        Subject.NO
        if node.verdict is Verdict.NOT_SUBJECT
        else Subject.MAYBE
        if by_numbers is Verdict.CROSSES is not node.verdict
        else Subject.YES
    )
    held = (
        "reference data alone"
        if by_numbers is Verdict.BELOW and node.verdict is Verdict.UNDETERMINED
        else ""
    )
    shares = share_cells(operands, node, is_live=is_live)
    return [
        node.rule.id,
        node.item.number,
        node.item.description,
        "yes" if node.top else "",
        verdict_words(node),
        *live_verdict(operands, node, line, row, ASSEMBLY, is_live=is_live),
        licence_words(node),
        *shares,
        numbers.share(ratio.share, node.rule.threshold),
        *ends(ratio.numerator),
        *ends(ratio.denominator),
        ratio.unit,
        listed.value,
        held,
        conventions_words(node),
        ", ".join(node.holds),
        stated_words(node),
    ]

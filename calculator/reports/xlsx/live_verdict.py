"""The test of a row as formulas, live beside the recorded verdict: share, verdict and whether both agree."""

from __future__ import annotations

from collections.abc import Mapping

from calculator.findings.finding import Finding, NodeFinding
from calculator.reports.finding_words import verdict_words
from calculator.reports.xlsx import formulas, layout
from calculator.reports.xlsx.cells import (
    Cell,
    Formula,
    StyledValue,
)
from calculator.reports.xlsx.formula_workbook import FormulaSheet
from calculator.reports.xlsx.formulas import Operands
from calculator.reports.xlsx.layout import (
    AGREES,
    DIFFERS,
    RECORDED_ONLY,
    or_open,
    percent_form,
)


def operands_at(letters: Mapping[str, str], row: int) -> Operands:
    """The addresses of what the test of a row needs, by the letters of its columns."""
    return Operands(
        part_low=f"{letters['Counted low']}{row}",
        part_high=f"{letters['Counted high']}{row}",
        whole_low=f"{letters['Item low']}{row}",
        whole_high=f"{letters['Item high']}{row}",
        listed=f"{letters['On the list']}{row}",
        held=f"{letters['Why withheld']}{row}",
    )


def share_cells(
    operands: Operands, finding: Finding | NodeFinding, *, is_live: bool
) -> tuple[Cell, Cell]:
    """The least and the largest share, as formulas where the row is live."""
    if not finding.rule.has_line:
        return "", ""
    share, line = finding.tested.share, finding.rule.threshold
    low_form, high_form = percent_form(share.low, line), percent_form(share.high, line)
    if not is_live:
        return StyledValue(share.low, low_form), StyledValue(or_open(share.high), high_form)
    return Formula(formulas.share_low(operands), share.low, low_form), Formula(
        formulas.share_high(operands), or_open(share.high), high_form
    )


def live_verdict(
    operands: Operands,
    finding: Finding | NodeFinding,
    line: str,
    row: int,
    letters: Mapping[str, str],
    *,
    is_live: bool,
) -> tuple[Cell, Cell]:
    """The live verdict, and whether it is the recorded one."""
    words = verdict_words(finding)
    if not is_live:
        return words, RECORDED_ONLY
    recorded, live = f"{letters['Verdict']}{row}", f"{letters['Live verdict']}{row}"
    return Formula(formulas.verdict(operands, finding.rule, line), words), Formula(
        f'IF({live}={recorded},"{AGREES}","{DIFFERS}")', AGREES
    )


def colour_verdicts(sheet: FormulaSheet) -> None:
    """Colours the verdicts of a sheet, the live ones, and whether both agree."""
    heads = [column.head for column in sheet.columns]
    for head in ("Verdict", "Live verdict"):
        sheet.colour(heads.index(head), layout.VERDICT_FILLS)
    sheet.colour(heads.index("Check"), layout.CHECK_FILLS)

"""The test of a rule as formulas of a spreadsheet: what a reader changes moves the share and the verdict.

A spreadsheet reckons in binary: ten cells of 0.1 are not quite 1 there. What is nearer to the line than ``nearness`` of it
is therefore taken as on the line. Nothing here decides: the recorded verdict was found in exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.findings.verdict import Verdict
from calculator.reports.finding_words import below_words
from calculator.reports.safe_text import safe
from calculator.rules import Compare, Rule

OPEN: Final = "open"
"""What stands in a cell whose bound is open."""
NEARNESS: Final = Fraction(1, 10**12)
NEAR_NAME: Final = "nearness"


def line_name(place: int) -> str:
    """The name of the cell with the line of the rule at ``place`` of the report."""
    return f"line_{place + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Operands:
    """The addresses of what a test needs: content and item, each from low to high, whether it is listed, why it is held back."""

    part_low: str
    part_high: str
    whole_low: str
    whole_high: str
    listed: str
    held: str


def share_low(operands: Operands) -> str:
    """The least share: nothing where the whole may be anything."""
    return f"IF(N({operands.whole_high})=0,0,{operands.part_low}/{operands.whole_high})"


def share_high(operands: Operands) -> str:
    """The largest share, or open."""
    return f'IF({operands.part_high}=0,0,IF(AND(ISNUMBER({operands.part_high}),N({operands.whole_low})>0),{operands.part_high}/{operands.whole_low},"{OPEN}"))'


def verdict(operands: Operands, rule: Rule, line: str) -> str:
    """The verdict in the words of the report, by multiplying as the program does."""
    crosses = f"AND(ISNUMBER({operands.whole_high}),{_reaches(rule, line, operands.part_low, operands.whole_high)})"
    below = f"AND(ISNUMBER({operands.part_high}),NOT({_reaches(rule, line, operands.part_high, operands.whole_low)}))"
    undetermined = _text(Verdict.UNDETERMINED.value)
    caught = f'IF({operands.listed}="maybe",{undetermined},{_text(Verdict.CROSSES.value)})'
    clear = f'IF({operands.held}="",{_text(below_words(rule))},{undetermined})'
    return f'IF({operands.listed}="no","not subject",IF({crosses},{caught},IF({below},{clear},{undetermined})))'


def _reaches(rule: Rule, line: str, part: str, whole: str) -> str:
    near = f"(1+{NEAR_NAME})"
    if rule.compare is Compare.AT_LEAST:
        return f"N({part})*{near}>={line}*N({whole})"
    return f"N({part})>{line}*N({whole})*{near}"


def product(*cells: str) -> str:
    """The product of the low ends."""
    return "*".join(cells)


def product_or_open(*cells: str) -> str:
    """The product of the high ends: nothing where one of them is nothing, else open where one of them is open."""
    nothing = ",".join(f"{cell}=0" for cell in cells)
    return (
        f'IF(OR({nothing}),0,IF(COUNT({",".join(cells)})={len(cells)},{"*".join(cells)},"{OPEN}"))'
    )


def _text(words: str) -> str:
    return '"' + safe(words, 200).replace('"', '""') + '"'

"""Where things stand in the workbook: the columns of the sheets that reckon, the rows of each finding, and how single cells are said."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

from calculator.findings.finding import Finding
from calculator.findings.report import Report
from calculator.findings.verdict import Verdict
from calculator.model.source import Source, column_letters
from calculator.numbers.bounds import ZERO, Bounds
from calculator.reports.ledger import Account, account_of
from calculator.reports.xlsx.cells import ROWS, Cell, Column, Kind, Link, StyledValue, as_number
from calculator.reports.xlsx.formulas import OPEN
from calculator.reports.xlsx.style import FILLS

FINDINGS: Final = "Findings"
CONTRIBUTIONS: Final = "Contributions"
EVIDENCE: Final = "Evidence"
AGREES, DIFFERS, RECORDED_ONLY = "agrees", "differs", "recorded only"
VERDICT_FILLS: Final = {
    "crosses": FILLS[Verdict.CROSSES],
    "caught": FILLS[Verdict.CROSSES],
    "below": FILLS[Verdict.BELOW],
    "not caught": FILLS[Verdict.BELOW],
    "undetermined": FILLS[Verdict.UNDETERMINED],
    "not subject": FILLS[Verdict.NOT_SUBJECT],
}
CHECK_FILLS: Final = {AGREES: FILLS[Verdict.BELOW], DIFFERS: FILLS[Verdict.CROSSES]}
_SEARCHED: Final = 4_000_000
"""Findings times rows of contributions up to which a spreadsheet finds the rows by number in a moment."""
_HALF: Final = Fraction(1, 2)

_ANSWER_COLUMNS: Final = (
    Column("Verdict", widest=28),
    Column("Live verdict", widest=28),
    Column("Check", widest=13),
    Column("Licence", widest=14),
    Column("Share low", Kind.SHARE, 14),
    Column("Share high", Kind.SHARE, 14),
    Column("Share as recorded", widest=22),
)
FINDING_COLUMNS: Final = (
    Column("No.", Kind.WHOLE),
    Column("Item", widest=24),
    Column("Description", widest=32),
    Column("Supplier", widest=22),
    *_ANSWER_COLUMNS,
    Column("Counted low", Kind.NUMBER, 14),
    Column("Counted high", Kind.NUMBER, 14),
    Column("Item low", Kind.INPUT, 14),
    Column("Item high", Kind.INPUT, 14),
    Column("Unit", widest=9),
    Column("On the list", widest=11),
    Column("Why on the list", widest=40),
    Column("Why withheld", widest=26),
    Column("Triggers", widest=50),
    Column("Evidence", widest=11),
    Column("Class", widest=24),
    Column("Headroom", widest=64),
    Column("Monte Carlo", widest=40),
    Column("Conventions", widest=44),
    Column("Control lists", widest=40),
    Column("Why it is clear", widest=64),
    Column("Rule", widest=22),
    Column("Evidence row", Kind.WHOLE),
    Column("Cells", widest=34),
)
CONTRIBUTION_COLUMNS: Final = (
    Column("No.", Kind.WHOLE),
    Column("Item", widest=22),
    Column("Substance", widest=26),
    Column("Form", widest=10),
    Column("Origin", widest=14),
    Column("In, by the path", widest=28),
    Column("Quantity low", Kind.INPUT, 12),
    Column("Quantity high", Kind.INPUT, 12),
    Column("Holder kg low", Kind.INPUT, 12),
    Column("Holder kg high", Kind.INPUT, 12),
    Column("wt% low", Kind.SHARE_INPUT, 10),
    Column("wt% high", Kind.SHARE_INPUT, 10),
    Column("kg in one low", Kind.INPUT, 12),
    Column("kg in one high", Kind.INPUT, 12),
    Column("Price per kg low", Kind.INPUT, 12),
    Column("Price per kg high", Kind.INPUT, 12),
    Column("Value in one low", Kind.INPUT, 13),
    Column("Value in one high", Kind.INPUT, 13),
    Column("Counts low", Kind.SHARE_INPUT, 10),
    Column("Counts high", Kind.SHARE_INPUT, 10),
    Column("Rare earth in it low", Kind.SHARE_INPUT, 12),
    Column("Rare earth in it high", Kind.SHARE_INPUT, 12),
    Column("Counted value low", Kind.NUMBER, 14),
    Column("Counted value high", Kind.NUMBER, 14),
    Column("Counted kg low", Kind.NUMBER, 14),
    Column("Counted kg high", Kind.NUMBER, 14),
    Column("All together at most", Kind.INPUT, 14),
    Column("Currency", widest=10),
    Column("Workings", widest=64),
    Column("Evidence", widest=11),
    Column("Reference", widest=22),
    Column("Rule", widest=22),
    Column("Evidence row", Kind.WHOLE),
    Column("Cells", widest=34),
)
ASSEMBLY_COLUMNS: Final = (
    Column("Rule", widest=22),
    Column("Item", widest=24),
    Column("Description", widest=32),
    Column("Product", widest=9),
    *_ANSWER_COLUMNS,
    Column("Counted low", Kind.INPUT, 14),
    Column("Counted high", Kind.INPUT, 14),
    Column("Item low", Kind.INPUT, 14),
    Column("Item high", Kind.INPUT, 14),
    Column("Unit", widest=9),
    Column("On the list", widest=11),
    Column("Why withheld", widest=14),
    Column("Conventions", widest=64),
    Column("Holds", widest=40),
    Column("Stated of itself", widest=40),
)


def _letters(columns: Sequence[Column]) -> dict[str, str]:
    return {column.head: column_letters(place) for place, column in enumerate(columns, 1)}


FINDING: Final = _letters(FINDING_COLUMNS)
CONTRIBUTION: Final = _letters(CONTRIBUTION_COLUMNS)
ASSEMBLY: Final = _letters(ASSEMBLY_COLUMNS)
LIVE_VERDICTS: Final = f"{FINDINGS}!{FINDING['Live verdict']}:{FINDING['Live verdict']}"
CHECKS: Final = f"{FINDINGS}!{FINDING['Check']}:{FINDING['Check']}"
LICENCES: Final = f"{FINDINGS}!{FINDING['Licence']}:{FINDING['Licence']}"


@dataclass(frozen=True, slots=True)
class ContributionRows:
    """Where the contributions of a finding stand: ``count`` rows from ``first``; 0 where there is no room for all of them."""

    account: Account
    first: int
    count: int
    is_live: bool


def places_of(report: Report) -> tuple[ContributionRows, ...]:
    """Each finding's rows on Contributions, one after the other."""
    places: list[ContributionRows] = []
    row = 2
    for finding in report.findings:
        account = account_of(finding)
        count = len(finding.contributions) + account.is_adjusted
        fits = row + count < ROWS
        places.append(
            ContributionRows(
                account, row, count, is_live=fits and finding.rule.has_line and _is_plain(finding)
            )
        )
        row += count
    return tuple(places)


def is_large(places: Sequence[ContributionRows]) -> bool:
    """True where rows are to be found by their place, for looking for them by number would take too long."""
    return len(places) * sum(place.count for place in places) > _SEARCHED


def _is_plain(finding: Finding) -> bool:
    """True where a spreadsheet can hold every number of the finding."""
    ratio = finding.tested
    held = [ratio.numerator, ratio.denominator, ratio.share]
    for part in finding.contributions:
        held += [part.mass, part.value, part.quantity]
        if part.factors is not None:
            held += [
                part.factors.mass,
                part.factors.value,
                part.factors.whole or ZERO,
                part.factors.price or ZERO,
            ]
    return all(end is None or as_number(end) is not None for bounds in held for end in bounds)


# --------------------------------------------------------------------------- cells


def quoted(cells: Sequence[Source], evidence: Mapping[Source, int]) -> tuple[Cell, Cell]:
    """The row of the first of some cells in the index of evidence, as a link, and the addresses of all of them."""
    unique = list(dict.fromkeys(cells))
    row = evidence.get(unique[0]) if unique else None
    return None if row is None else Link(row, EVIDENCE, row), addresses(unique)


def addresses(cells: Sequence[Source]) -> str:
    """The addresses of some cells; what stands on the sheet of the one before it goes without its name.

    >>> addresses([Source("a.xlsx", "BOM", 2, 1), Source("a.xlsx", "BOM", 2, 3), Source("b.xlsx", "Content", 4, 1)])
    'a.xlsx!BOM!A2, C2; b.xlsx!Content!A4'
    """
    text, before = "", ("", "")
    for cell in cells:
        sheet = (cell.file, cell.sheet)
        is_same = bool(text and cell.row and cell.column and sheet == before)
        text += (
            f", {column_letters(cell.column)}{cell.row}"
            if is_same
            else f"{'; ' if text else ''}{cell}"
        )
        before = sheet
    return text


@lru_cache(maxsize=10_000)
def percent_form(share: Fraction | None, line: Fraction | None = None) -> str:
    """As many decimals of a percentage as it takes to see it: at least four beside a line, and on the number's side of it.

    >>> percent_form(Fraction(1, 50)), percent_form(Fraction(248, 10**4), Fraction(1, 1000))
    ('0%', '0.0000%')
    >>> percent_form(Fraction("0.0009999"), Fraction(1, 1000))
    '0.00000%'
    """
    if share is None:
        return ""
    percent, least, nearly = share * 100, 0 if line is None else 4, 10**5 if line is None else 200
    for places in range(least, 13):
        seen = Fraction(math.floor(percent * 10**places + _HALF), 10**places)
        is_seen = seen == percent or abs(seen - percent) * nearly < percent
        if is_seen and (line is None or (seen >= line * 100) is (percent >= line * 100)):
            return f"0.{'0' * places}%" if places else "0%"
    return "0.0000000000000%"


def ends(bounds: Bounds) -> tuple[Cell, Cell]:
    """Both ends, each for a cell of its own."""
    return bounds.low, or_open(bounds.high)


def percents(bounds: Bounds) -> tuple[Cell, Cell]:
    """Both ends as percentages."""
    return StyledValue(bounds.low, percent_form(bounds.low)), StyledValue(
        or_open(bounds.high), percent_form(bounds.high)
    )


def or_open(end: Fraction | None) -> Fraction | str:
    """An upper end, or the word for one that is open."""
    return OPEN if end is None else end

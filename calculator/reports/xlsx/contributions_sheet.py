"""The sheet Contributions: what is counted in each finding, with the numbers that are multiplied, live."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from calculator.findings.finding import Contribution, Finding
from calculator.findings.report import Report
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.numbers.factors import Factors
from calculator.reports.ledger import Account
from calculator.reports.xlsx import formulas, layout
from calculator.reports.xlsx.cells import (
    Cell,
    Formula,
    Kind,
    Link,
    RowStyle,
    Value,
)
from calculator.reports.xlsx.formula_workbook import FormulaWorkbook
from calculator.reports.xlsx.layout import (
    CONTRIBUTION,
    CONTRIBUTIONS,
    FINDING,
    FINDINGS,
    ContributionRows,
    ends,
    is_large,
    or_open,
    percents,
    quoted,
)

_ADJUSTED: Final = RowStyle(fill="F2F2F2")


def write_contributions(
    book: FormulaWorkbook,
    report: Report,
    places: Sequence[ContributionRows],
    evidence: Mapping[Source, int],
) -> None:
    """One row a contribution, with the numbers that are multiplied; one more where their sum is not what was tested."""
    sheet = book.sheet(CONTRIBUTIONS, layout.CONTRIBUTION_COLUMNS, frozen=3)
    by_place = is_large(places)
    for number, (finding, place) in enumerate(zip(report.findings, places, strict=True), 1):
        whole = _whole(number, by_place=by_place)
        for part in finding.contributions:
            sheet.add(
                _contribution(
                    finding, part, number, sheet.next_row, whole, evidence, is_live=place.is_live
                )
            )
        if place.account.is_adjusted:
            sheet.add(_adjustment(finding, place.account, number, whole), _ADJUSTED)


def _whole(number: int, *, by_place: bool) -> str:
    """Where the upper end of a finding's item stands: what nobody disclosed is no more than that."""
    letter = FINDING["Item high"]
    return (
        f"{FINDINGS}!{letter}{number + 1}"
        if by_place
        else f"INDEX({FINDINGS}!{letter}:{letter},MATCH({number},{FINDINGS}!{FINDING['No.']}:{FINDING['No.']},0))"
    )


def _contribution(
    finding: Finding,
    part: Contribution,
    number: int,
    row: int,
    whole: str,
    evidence: Mapping[Source, int],
    *,
    is_live: bool,
) -> list[Cell]:
    factors = part.factors
    unit = "" if factors is None else finding.value.unit
    return [
        Link(number, FINDINGS, number + 1),
        finding.item.number,
        part.substance,
        part.form,
        part.origin_by_stage,
        " > ".join(part.path),
        *ends(part.quantity),
        *(
            _factors(factors, row, _Item(finding, part, whole), is_live=is_live)
            if factors is not None
            else [None] * 14
        ),
        *_counted(part, row, is_live=is_live),
        None,
        unit or finding.value.unit,
        "; ".join(part.workings),
        part.evidence.value,
        part.reference,
        finding.rule.id,
        *quoted((*part.cells, *part.worked_from), evidence),
    ]


class _Item:
    """The item that a contribution is in: what may be all of it, goes with its price, or its mass under a rule by mass."""

    def __init__(self, finding: Finding, part: Contribution, cell: str) -> None:
        self.is_by_mass = finding.rule.is_by_mass
        self._high = finding.tested.denominator.high if len(part.path) == 1 else None
        self._cell = cell

    def bounds(self, amount: Bounds, value: Value) -> Value | Formula:
        """The upper end of an amount, live where it is nothing but that of the item."""
        return (
            Formula(self._cell, value, kind=Kind.NUMBER)
            if amount.high is not None and not amount.low and amount.high == self._high
            else value
        )


def _factors(factors: Factors, row: int, item: _Item, *, is_live: bool) -> list[Cell]:
    """Kilograms of the holder, wt%, kilograms, price, value, what counts of it, and the rare earth in it."""
    mass = _product(
        factors.mass, factors.whole, factors.share, ("Holder kg", "wt%"), row, is_live=is_live
    )
    value = _product(
        factors.value,
        factors.mass,
        factors.price,
        ("kg in one", "Price per kg"),
        row,
        is_live=is_live,
    )
    if is_live and item.is_by_mass and not isinstance(mass[1], Formula):
        mass[1] = item.bounds(factors.mass, mass[1])
    elif is_live and not item.is_by_mass and not isinstance(value[1], Formula):
        value[1] = item.bounds(factors.value, value[1])
    return [
        *(
            ends(factors.whole)
            if factors.share is not None and factors.whole is not None
            else (None, None)
        ),
        *(percents(factors.share) if factors.share is not None else (None, None)),
        *mass,
        *(ends(factors.price) if factors.price is not None else (None, None)),
        *value,
        *percents(factors.counted),
        *percents(factors.earth),
    ]


def _product(
    result: Bounds,
    left: Bounds | None,
    right: Bounds | None,
    heads: tuple[str, str],
    row: int,
    *,
    is_live: bool,
) -> list[Value | Formula]:
    """Both ends: a formula where an end is the product of those under ``heads``, else its number."""
    ends: list[Value | Formula] = []
    multiplied = None if left is None or right is None else left * right
    for end, write in (("low", formulas.product), ("high", formulas.product_or_open)):
        value = or_open(getattr(result, end))
        if is_live and multiplied is not None and getattr(multiplied, end) == getattr(result, end):
            ends.append(
                Formula(
                    write(*(f"{CONTRIBUTION[f'{name} {end}']}{row}" for name in heads)),
                    value,
                    kind=Kind.NUMBER,
                )
            )
        else:
            ends.append(value)
    return ends


def _counted(part: Contribution, row: int, *, is_live: bool) -> list[Cell]:
    """Counted value and counted kilograms of rare earth, each from low to high."""
    earth = part.mass if part.factors is None else part.mass * part.factors.earth
    if part.factors is None or not is_live:
        return [*ends(part.value), *ends(earth)]
    cells: list[Cell] = []
    for bounds, heads in (
        (part.value, ("Quantity", "Value in one", "Counts")),
        (earth, ("Quantity", "kg in one", "Counts", "Rare earth in it")),
    ):
        low, high = (
            [f"{CONTRIBUTION[f'{name} {end}']}{row}" for name in heads] for end in ("low", "high")
        )
        cells += [
            Formula(formulas.product(*low), bounds.low),
            Formula(formulas.product_or_open(*high), or_open(bounds.high)),
        ]
    return cells


def _adjustment(finding: Finding, account: Account, number: int, cell: str) -> list[Cell]:
    """What is between the sum of the rows above and what was tested: numbers with their reason."""
    ends: list[Cell] = [account.low, or_open(account.high)]
    ceiling: Cell = account.ceiling
    whole = finding.tested.denominator.high
    if account.ceiling is not None and account.ceiling == whole:
        ceiling = Formula(cell, whole, kind=Kind.NUMBER)
    return [
        Link(number, FINDINGS, number + 1),
        finding.item.number,
        f"adjustment: {account.why}",
        *([None] * 19),
        *([None, None, *ends] if finding.rule.is_by_mass else [*ends, None, None]),
        ceiling,
        "kg" if finding.rule.is_by_mass else finding.value.unit,
        None,
        None,
        None,
        finding.rule.id,
        None,
        None,
    ]

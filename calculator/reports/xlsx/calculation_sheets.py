"""The sheets Findings, Contributions and Assemblies: the arithmetic, live, beside what the program recorded.

A finding's counted content is the sum of its rows on Contributions; its share, its verdict and whether that agrees with the
record follow by formulas. Rows are found by the number of their finding, so that both sheets may be sorted; in a large
report, where that would take a spreadsheet too long, by their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from calculator.findings.finding import Contribution, Finding, NodeFinding
from calculator.findings.report import Report
from calculator.findings.verdict import Subject, Verdict, apply_threshold
from calculator.model.source import Source
from calculator.numbers.bounds import Bounds
from calculator.numbers.factors import Factors
from calculator.reports import numbers
from calculator.reports.ledger import Account
from calculator.reports.words import (
    chance_words,
    codes_words,
    conventions_words,
    headroom_words,
    licence_words,
    subject_words,
    trigger_words,
    verdict_words,
)
from calculator.reports.xlsx import formulas, layout
from calculator.reports.xlsx.formula_workbook import (
    ROWS,
    Cell,
    Formula,
    FormulaSheet,
    FormulaWorkbook,
    Kind,
    Link,
    RowStyle,
    StyledValue,
    Value,
    as_number,
)
from calculator.reports.xlsx.formulas import OPEN, Operands, line_name
from calculator.reports.xlsx.layout import (
    AGREES,
    ASSEMBLY,
    CONTRIBUTION,
    CONTRIBUTIONS,
    DIFFERS,
    FINDING,
    FINDINGS,
    RECORDED_ONLY,
    ContributionRows,
    ends,
    is_large,
    or_open,
    percent_form,
    percents,
    quoted,
)

_ADJUSTED: Final = RowStyle(fill="F2F2F2")


# --------------------------------------------------------------------------- Findings


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
    _colour(sheet)


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
    operands = _tested_at(FINDING, row)
    shares = _shares(operands, finding, is_live=place.is_live)
    return [
        Link(number, CONTRIBUTIONS, place.first) if place.count and place.first < ROWS else number,
        finding.item.number,
        finding.item.description,
        finding.item.supplier,
        verdict_words(finding),
        *_live(operands, finding, line, row, FINDING, is_live=place.is_live),
        licence_words(finding),
        *shares,
        numbers.share(ratio.share, finding.rule.threshold) if finding.rule.has_line else "",
        sums.low,
        sums.high,
        ratio.denominator.low,
        or_open(ratio.denominator.high),
        ratio.unit,
        finding.subject.value,
        subject_words(finding),
        finding.held_back,
        trigger_words(finding),
        finding.evidence.value if finding.evidence else "",
        f"{finding.item.item_class.value} ({'stated' if finding.item.class_stated else finding.item.reason or 'inferred'})",
        headroom_words(finding),
        chance_words(finding),
        conventions_words(finding),
        codes_words(finding),
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


def _tested_at(letters: Mapping[str, str], row: int) -> Operands:
    return Operands(
        part_low=f"{letters['Counted low']}{row}",
        part_high=f"{letters['Counted high']}{row}",
        whole_low=f"{letters['Item low']}{row}",
        whole_high=f"{letters['Item high']}{row}",
        listed=f"{letters['On the list']}{row}",
        held=f"{letters['Held back']}{row}",
    )


def _shares(
    operands: Operands, finding: Finding | NodeFinding, *, is_live: bool
) -> tuple[Cell, Cell]:
    if not finding.rule.has_line:
        return "", ""
    share, line = finding.tested.share, finding.rule.threshold
    low_form, high_form = percent_form(share.low, line), percent_form(share.high, line)
    if not is_live:
        return StyledValue(share.low, low_form), StyledValue(or_open(share.high), high_form)
    return Formula(formulas.share_low(operands), share.low, low_form), Formula(
        formulas.share_high(operands), or_open(share.high), high_form
    )


def _live(
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


def _colour(sheet: FormulaSheet) -> None:
    heads = [column.head for column in sheet.columns]
    for head in ("Verdict", "Live verdict"):
        sheet.colour(heads.index(head), layout.VERDICT_FILLS)
    sheet.colour(heads.index("Check"), layout.CHECK_FILLS)


# --------------------------------------------------------------------------- Contributions


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
        part.origin,
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


# --------------------------------------------------------------------------- Assemblies


def write_assemblies(book: FormulaWorkbook, report: Report) -> None:
    """Every assembly and product that holds what the rules are about, against its own value or mass."""
    sheet = book.sheet("Assemblies", layout.ASSEMBLY_COLUMNS, frozen=2)
    lines = {id(rule): line_name(place) for place, rule in enumerate(report.rules)}
    for node in report.nodes:
        if node.holds:
            sheet.add(_assembly(node, sheet.next_row, lines[id(node.rule)]))
    _colour(sheet)


def _assembly(node: NodeFinding, row: int, line: str) -> list[Cell]:
    ratio = node.tested
    is_live = node.rule.has_line and all(
        end is None or as_number(end) is not None
        for bounds in (ratio.numerator, ratio.denominator, ratio.share)
        for end in bounds
    )
    operands = _tested_at(ASSEMBLY, row)
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
    shares = _shares(operands, node, is_live=is_live)
    return [
        node.rule.id,
        node.item.number,
        node.item.description,
        "yes" if node.top else "",
        verdict_words(node),
        *_live(operands, node, line, row, ASSEMBLY, is_live=is_live),
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
    ]

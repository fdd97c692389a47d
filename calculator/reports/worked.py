"""The sheets Findings, Contributions and Assemblies: the arithmetic, live, beside what the program recorded.

A finding's counted content is the sum of its rows on Contributions; its share, its verdict and whether that agrees with the
record follow by formulas. Rows are found by the number of their finding, so that both sheets may be sorted; in a large
report, where that would take a spreadsheet too long, by their place.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.factors import Factors
from calculator.finding import Contribution, Finding, NodeFinding, Report, Subject, Verdict, apply_threshold
from calculator.quantities import ZERO, Bounds
from calculator.reports import formulas, numbers
from calculator.reports.account import Account, account_of
from calculator.reports.formulas import OPEN, Operands, line_name
from calculator.reports.livebook import ROWS, Cell, Column, Formula, Kind, Link, LiveBook, LiveSheet, Look, Shown, as_number
from calculator.reports.look import FILLS
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
from calculator.source import Source, column_letters

FINDINGS: Final = "Findings"
CONTRIBUTIONS: Final = "Contributions"
EVIDENCE: Final = "Evidence"
AGREES, DIFFERS, RECORDED_ONLY = "agrees", "differs", "recorded only"
VERDICT_FILLS: Final = {
    "crosses": FILLS[Verdict.CROSSES], "caught": FILLS[Verdict.CROSSES], "below": FILLS[Verdict.BELOW], "not caught": FILLS[Verdict.BELOW],
    "undetermined": FILLS[Verdict.UNDETERMINED], "not subject": FILLS[Verdict.NOT_SUBJECT],
}  # fmt: skip
CHECK_FILLS: Final = {AGREES: FILLS[Verdict.BELOW], DIFFERS: FILLS[Verdict.CROSSES]}
_SEARCHED: Final = 4_000_000
"""Findings times rows of contributions up to which a spreadsheet finds the rows by number in a moment."""
_HALF: Final = Fraction(1, 2)
_ADJUSTED: Final = Look(fill="F2F2F2")

_FINDING_COLUMNS: Final = (
    Column("No.", Kind.WHOLE), Column("Item", widest=24), Column("Description", widest=32), Column("Supplier", widest=22),
    Column("Verdict", widest=20), Column("Live verdict", widest=20), Column("Check", widest=13), Column("Licence", widest=14),
    Column("Share low", Kind.SHARE, 14), Column("Share high", Kind.SHARE, 14), Column("Share as recorded", widest=22),
    Column("Counted low", Kind.NUMBER, 14), Column("Counted high", Kind.NUMBER, 14), Column("Item low", Kind.INPUT, 14), Column("Item high", Kind.INPUT, 14),
    Column("Unit", widest=9), Column("On the list", widest=11), Column("Why on the list", widest=40), Column("Held back", widest=26),
    Column("Triggers", widest=50), Column("Evidence", widest=11), Column("Class", widest=24), Column("Headroom", widest=64), Column("By lot", widest=40),
    Column("Conventions", widest=44), Column("Control lists", widest=40), Column("Rule", widest=22), Column("Evidence row", Kind.WHOLE), Column("Cells", widest=34),
)  # fmt: skip
_CONTRIBUTION_COLUMNS: Final = (
    Column("No.", Kind.WHOLE), Column("Item", widest=22), Column("Substance", widest=26), Column("Form", widest=10), Column("Origin", widest=14),
    Column("In, by the path", widest=28), Column("Quantity low", Kind.INPUT, 12), Column("Quantity high", Kind.INPUT, 12),
    Column("Holder kg low", Kind.INPUT, 12), Column("Holder kg high", Kind.INPUT, 12), Column("wt% low", Kind.SHARE_INPUT, 10), Column("wt% high", Kind.SHARE_INPUT, 10),
    Column("kg in one low", Kind.INPUT, 12), Column("kg in one high", Kind.INPUT, 12), Column("Price per kg low", Kind.INPUT, 12), Column("Price per kg high", Kind.INPUT, 12),
    Column("Value in one low", Kind.INPUT, 13), Column("Value in one high", Kind.INPUT, 13), Column("Counts low", Kind.SHARE_INPUT, 10), Column("Counts high", Kind.SHARE_INPUT, 10),
    Column("Rare earth in it low", Kind.SHARE_INPUT, 12), Column("Rare earth in it high", Kind.SHARE_INPUT, 12),
    Column("Counted value low", Kind.NUMBER, 14), Column("Counted value high", Kind.NUMBER, 14), Column("Counted kg low", Kind.NUMBER, 14), Column("Counted kg high", Kind.NUMBER, 14),
    Column("All together at most", Kind.INPUT, 14), Column("Currency", widest=10), Column("Workings", widest=64), Column("Evidence", widest=11),
    Column("Reference", widest=22), Column("Rule", widest=22), Column("Evidence row", Kind.WHOLE), Column("Cells", widest=34),
)  # fmt: skip
_ASSEMBLY_COLUMNS: Final = (
    Column("Rule", widest=22), Column("Item", widest=24), Column("Description", widest=32), Column("Product", widest=9),
    Column("Verdict", widest=20), Column("Live verdict", widest=20), Column("Check", widest=13), Column("Licence", widest=14),
    Column("Share low", Kind.SHARE, 14), Column("Share high", Kind.SHARE, 14), Column("Share as recorded", widest=22),
    Column("Counted low", Kind.INPUT, 14), Column("Counted high", Kind.INPUT, 14), Column("Item low", Kind.INPUT, 14), Column("Item high", Kind.INPUT, 14),
    Column("Unit", widest=9), Column("On the list", widest=11), Column("Held back", widest=14), Column("Conventions", widest=64), Column("Holds", widest=40),
)  # fmt: skip


def _letters(columns: Sequence[Column]) -> dict[str, str]:
    return {column.head: column_letters(place) for place, column in enumerate(columns, 1)}


_F: Final = _letters(_FINDING_COLUMNS)
_C: Final = _letters(_CONTRIBUTION_COLUMNS)
_A: Final = _letters(_ASSEMBLY_COLUMNS)
LIVE_VERDICTS: Final = f"{FINDINGS}!{_F['Live verdict']}:{_F['Live verdict']}"
CHECKS: Final = f"{FINDINGS}!{_F['Check']}:{_F['Check']}"
LICENCES: Final = f"{FINDINGS}!{_F['Licence']}:{_F['Licence']}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the contributions of a finding stand: ``count`` rows from ``first``; 0 where there is no room for all of them."""

    account: Account
    first: int
    count: int
    is_live: bool


def places_of(report: Report) -> tuple[Place, ...]:
    """Each finding's rows on Contributions, one after the other."""
    found: list[Place] = []
    row = 2
    for one in report.findings:
        account = account_of(one)
        count = len(one.contributions) + account.is_adjusted
        fits = row + count < ROWS
        found.append(Place(account, row, count, is_live=fits and one.rule.has_line and _is_plain(one)))
        row += count
    return tuple(found)


def is_large(places: Sequence[Place]) -> bool:
    """True where rows are to be found by their place, for looking for them by number would take too long."""
    return len(places) * sum(place.count for place in places) > _SEARCHED


def _is_plain(finding: Finding) -> bool:
    """True where a spreadsheet can hold every number of the finding."""
    ratio = finding.tested
    held = [ratio.numerator, ratio.denominator, ratio.share]
    for part in finding.contributions:
        held += [part.mass, part.value, part.quantity]
        if part.factors is not None:
            held += [part.factors.mass, part.factors.value, part.factors.whole or ZERO, part.factors.price or ZERO]
    return all(end is None or as_number(end) is not None for bounds in held for end in bounds)


# --------------------------------------------------------------------------- Findings


def write_findings(book: LiveBook, report: Report, places: Sequence[Place], evidence: Mapping[Source, int]) -> None:
    """One row a finding: the record, the live test beside it, and whether they agree."""
    sheet = book.sheet(FINDINGS, _FINDING_COLUMNS, frozen=2)
    lines = {id(rule): line_name(place) for place, rule in enumerate(report.rules)}
    rows = max(2, 1 + sum(place.count for place in places))
    searched = None if is_large(places) else rows
    for number, (one, place) in enumerate(zip(report.findings, places, strict=True), 1):
        sums = _Sums(one, place, number, rows=searched)
        sheet.add(_finding(one, place, number, sheet.next_row, sums, lines[id(one.rule)], evidence))
    _colour(sheet)


def _finding(one: Finding, place: Place, number: int, row: int, sums: _Sums, line: str, evidence: Mapping[Source, int]) -> list[Cell]:
    ratio = one.tested
    at = _tested_at(_F, row)
    shares = _shares(at, one, is_live=place.is_live)
    return [
        Link(number, CONTRIBUTIONS, place.first) if place.count and place.first < ROWS else number,
        one.item.number, one.item.description, one.item.supplier, verdict_words(one),
        *_live(at, one, line, row, _F, is_live=place.is_live), licence_words(one),
        *shares, numbers.share(ratio.share, one.rule.threshold) if one.rule.has_line else "",
        sums.low, sums.high, ratio.denominator.low, _or_open(ratio.denominator.high), ratio.unit,
        one.subject.value, subject_words(one), one.held_back, trigger_words(one), one.evidence.value if one.evidence else "",
        f"{one.item.item_class.value} ({'stated' if one.item.class_stated else one.item.reason or 'inferred'})",
        headroom_words(one), chance_words(one), conventions_words(one), codes_words(one), one.rule.id, *quoted(one.item.cells, evidence),
    ]  # fmt: skip


class _Sums:
    """The formulas that add up the contributions of one finding; ``rows`` None finds them by their place."""

    def __init__(self, finding: Finding, place: Place, number: int, *, rows: int | None) -> None:
        self._place, self._rows, self._number = place, rows, number
        what = "Counted kg" if finding.rule.is_by_mass else "Counted value"
        self._lows, self._highs = self._span(f"{what} low"), self._span(f"{what} high")
        tested = finding.tested.numerator
        self.low: Cell = Formula(self._sum(self._lows), tested.low) if place.is_live and place.count else tested.low
        self.high: Cell = Formula(self._closed(), _or_open(tested.high)) if place.is_live and place.count else _or_open(tested.high)

    def _span(self, head: str) -> str:
        letter = _C[head]
        first, last = (self._place.first, self._place.first + self._place.count - 1) if self._rows is None else (2, self._rows)
        return f"{CONTRIBUTIONS}!${letter}${first}:${letter}${last}"

    @property
    def _key(self) -> str:
        return f"{self._span('No.')},{self._number}"

    def _sum(self, span: str) -> str:
        return f"SUM({span})" if self._rows is None else f"SUMIFS({span},{self._key})"

    def _closed(self) -> str:
        opened = f'COUNTIF({self._highs},"{OPEN}")' if self._rows is None else f'COUNTIFS({self._key},{self._highs},"{OPEN}")'
        if self._place.account.ceiling is None:
            return f'IF({opened}>0,"{OPEN}",{self._sum(self._highs)})'
        return f"IF({opened}>0,MAX({self._sum(self._lows)},{self._sum(self._span('All together at most'))}),{self._sum(self._highs)})"


def _tested_at(letters: Mapping[str, str], row: int) -> Operands:
    return Operands(
        part_low=f"{letters['Counted low']}{row}", part_high=f"{letters['Counted high']}{row}",
        whole_low=f"{letters['Item low']}{row}", whole_high=f"{letters['Item high']}{row}",
        listed=f"{letters['On the list']}{row}", held=f"{letters['Held back']}{row}",
    )  # fmt: skip


def _shares(at: Operands, one: Finding | NodeFinding, *, is_live: bool) -> tuple[Cell, Cell]:
    if not one.rule.has_line:
        return "", ""
    share, line = one.tested.share, one.rule.threshold
    low_form, high_form = percent_form(share.low, line), percent_form(share.high, line)
    if not is_live:
        return Shown(share.low, low_form), Shown(_or_open(share.high), high_form)
    return Formula(formulas.share_low(at), share.low, low_form), Formula(formulas.share_high(at), _or_open(share.high), high_form)


def _live(at: Operands, one: Finding | NodeFinding, line: str, row: int, letters: Mapping[str, str], *, is_live: bool) -> tuple[Cell, Cell]:
    """The live verdict, and whether it is the recorded one."""
    words = verdict_words(one)
    if not is_live:
        return words, RECORDED_ONLY
    recorded, live = f"{letters['Verdict']}{row}", f"{letters['Live verdict']}{row}"
    return Formula(formulas.verdict(at, one.rule, line), words), Formula(f'IF({live}={recorded},"{AGREES}","{DIFFERS}")', AGREES)


def _colour(sheet: LiveSheet) -> None:
    heads = [column.head for column in sheet.columns]
    for head in ("Verdict", "Live verdict"):
        sheet.colour(heads.index(head), VERDICT_FILLS)
    sheet.colour(heads.index("Check"), CHECK_FILLS)


# --------------------------------------------------------------------------- Contributions


def write_contributions(book: LiveBook, report: Report, places: Sequence[Place], evidence: Mapping[Source, int]) -> None:
    """One row a contribution, with the numbers that are multiplied; one more where their sum is not what was tested."""
    sheet = book.sheet(CONTRIBUTIONS, _CONTRIBUTION_COLUMNS, frozen=3)
    for number, (one, place) in enumerate(zip(report.findings, places, strict=True), 1):
        for part in one.contributions:
            sheet.add(_contribution(one, part, number, sheet.next_row, evidence, is_live=place.is_live))
        if place.account.is_adjusted:
            sheet.add(_adjustment(one, place.account, number), _ADJUSTED)


def _contribution(one: Finding, part: Contribution, number: int, row: int, evidence: Mapping[Source, int], *, is_live: bool) -> list[Cell]:
    known = part.factors
    unit = "" if known is None else one.value.unit
    return [
        Link(number, FINDINGS, number + 1), one.item.number, part.substance, part.form, part.origin, " > ".join(part.path),
        *_ends(part.quantity),
        *(_factors(known, row, is_live=is_live) if known is not None else [None] * 14),
        *_counted(part, row, is_live=is_live),
        None, unit or one.value.unit, "; ".join(part.workings), part.evidence.value, part.reference, one.rule.id,
        *quoted((*part.cells, *part.worked_from), evidence),
    ]  # fmt: skip


def _factors(known: Factors, row: int, *, is_live: bool) -> list[Cell]:
    """Kilograms of the holder, wt%, kilograms, price, value, what counts of it, and the rare earth in it."""
    mass = _product(known.mass, known.whole, known.share, ("Holder kg", "wt%"), row, is_live=is_live)
    value = _product(known.value, known.mass, known.price, ("kg in one", "Price per kg"), row, is_live=is_live)
    return [
        *(_ends(known.whole) if known.share is not None and known.whole is not None else (None, None)),
        *(_percents(known.share) if known.share is not None else (None, None)),
        *mass, *(_ends(known.price) if known.price is not None else (None, None)), *value,
        *_percents(known.counted), *_percents(known.earth),
    ]  # fmt: skip


def _product(result: Bounds, one: Bounds | None, other: Bounds | None, heads: tuple[str, str], row: int, *, is_live: bool) -> list[Cell]:
    """Both ends: a formula where an end is the product of those under ``heads``, else its number."""
    found: list[Cell] = []
    multiplied = None if one is None or other is None else one * other
    for end, write in (("low", formulas.product), ("high", formulas.product_or_open)):
        value = _or_open(getattr(result, end))
        if is_live and multiplied is not None and getattr(multiplied, end) == getattr(result, end):
            found.append(Formula(write(*(f"{_C[f'{name} {end}']}{row}" for name in heads)), value, kind=Kind.NUMBER))
        else:
            found.append(value)
    return found


def _counted(part: Contribution, row: int, *, is_live: bool) -> list[Cell]:
    """Counted value and counted kilograms of rare earth, each from low to high."""
    earth = part.mass if part.factors is None else part.mass * part.factors.earth
    if part.factors is None or not is_live:
        return [*_ends(part.value), *_ends(earth)]
    found: list[Cell] = []
    for bounds, heads in ((part.value, ("Quantity", "Value in one", "Counts")), (earth, ("Quantity", "kg in one", "Counts", "Rare earth in it"))):
        low, high = ([f"{_C[f'{name} {end}']}{row}" for name in heads] for end in ("low", "high"))
        found += [Formula(formulas.product(*low), bounds.low), Formula(formulas.product_or_open(*high), _or_open(bounds.high))]
    return found


def _adjustment(one: Finding, account: Account, number: int) -> list[Cell]:
    """What is between the sum of the rows above and what was tested: numbers with their reason."""
    ends: list[Cell] = [account.low, _or_open(account.high)]
    ceiling: Cell = account.ceiling
    whole = one.tested.denominator.high
    if account.ceiling is not None and account.ceiling == whole:
        found = f"MATCH({number},{FINDINGS}!{_F['No.']}:{_F['No.']},0)"
        ceiling = Formula(f"INDEX({FINDINGS}!{_F['Item high']}:{_F['Item high']},{found})", whole)
    return [
        Link(number, FINDINGS, number + 1), one.item.number, f"adjustment: {account.why}", *([None] * 19),
        *([None, None, *ends] if one.rule.is_by_mass else [*ends, None, None]),
        ceiling, "kg" if one.rule.is_by_mass else one.value.unit, None, None, None, one.rule.id, None, None,
    ]  # fmt: skip


# --------------------------------------------------------------------------- Assemblies


def write_assemblies(book: LiveBook, report: Report) -> None:
    """Every assembly and product that holds what the rules are about, against its own value or mass."""
    sheet = book.sheet("Assemblies", _ASSEMBLY_COLUMNS, frozen=2)
    lines = {id(rule): line_name(place) for place, rule in enumerate(report.rules)}
    for node in report.nodes:
        if node.holds:
            sheet.add(_assembly(node, sheet.next_row, lines[id(node.rule)]))
    _colour(sheet)


def _assembly(node: NodeFinding, row: int, line: str) -> list[Cell]:
    ratio = node.tested
    is_live = node.rule.has_line and all(end is None or as_number(end) is not None for bounds in (ratio.numerator, ratio.denominator, ratio.share) for end in bounds)
    at = _tested_at(_A, row)
    by_numbers = apply_threshold(node.rule, ratio.numerator, ratio.denominator)
    listed = Subject.NO if node.verdict is Verdict.NOT_SUBJECT else Subject.MAYBE if by_numbers is Verdict.CROSSES is not node.verdict else Subject.YES
    held = "reference data alone" if by_numbers is Verdict.BELOW and node.verdict is Verdict.UNDETERMINED else ""
    shares = _shares(at, node, is_live=is_live)
    return [
        node.rule.id, node.item.number, node.item.description, "yes" if node.top else "", verdict_words(node),
        *_live(at, node, line, row, _A, is_live=is_live), licence_words(node), *shares, numbers.share(ratio.share, node.rule.threshold),
        *_ends(ratio.numerator), *_ends(ratio.denominator), ratio.unit, listed.value, held, conventions_words(node), ", ".join(node.holds),
    ]  # fmt: skip


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
        text += f", {column_letters(cell.column)}{cell.row}" if is_same else f"{'; ' if text else ''}{cell}"
        before = sheet
    return text


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


def _ends(bounds: Bounds) -> tuple[Cell, Cell]:
    return bounds.low, _or_open(bounds.high)


def _percents(bounds: Bounds) -> tuple[Cell, Cell]:
    return Shown(bounds.low, percent_form(bounds.low)), Shown(_or_open(bounds.high), percent_form(bounds.high))


def _or_open(end: Fraction | None) -> Fraction | str:
    return OPEN if end is None else end

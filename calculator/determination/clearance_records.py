"""Why an item is clear: each obligation, how it stands, and by which cells, in the order in which a reader asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from calculator.content.composition import CompositionProof, question_of
from calculator.findings.accounting import HeardFate, InputAccount, SheetFate
from calculator.findings.finding import Finding
from calculator.findings.obligation import ClearanceRecord, Obligation, Standing
from calculator.findings.verdict import Subject, Verdict
from calculator.model.bill import Bill
from calculator.model.content_row import ContentRow, Disclosure
from calculator.model.facts import Facts
from calculator.model.item import Answer, Evidence, Item
from calculator.model.source import Source
from calculator.numbers.counted import counted

_TECHNOLOGY: Final = "chinese-technology"
_ORIGIN: Final = ("chinese-origin", "item-origin")


@dataclass(frozen=True, kw_only=True)
class Premises:
    """What the records are made from beside the finding itself."""

    bill: Bill
    facts: Facts
    composition: Callable[[Finding], CompositionProof]
    """How the whole of the item of a finding is known under its rule."""
    accounts: tuple[InputAccount, ...] = ()

    @cached_property
    def of_the_input(self) -> tuple[ClearanceRecord, ...]:
        """The records on the files, which every finding of the run shares."""
        return tuple(_of_the_input(self.accounts))


def with_clearance(finding: Finding, premises: Premises) -> tuple[ClearanceRecord, ...]:
    """The records of a finding that is below or on no list; none for another, which nothing clears."""
    if finding.verdict not in (Verdict.BELOW, Verdict.NOT_SUBJECT):
        return ()
    rows = tuple(
        row
        for row in premises.facts.content.get(finding.item.number, ())
        if premises.facts.holds(row)
    )
    records = [*premises.of_the_input, *_of_the_item(finding, rows, premises)]
    if finding.verdict is Verdict.BELOW and finding.rule.has_line:
        records += _of_the_line(finding, rows)
    if finding.subject is not Subject.NO:
        records += _of_the_triggers(finding, premises.facts)
    return tuple(records)


def _of_the_input(accounts: Sequence[InputAccount]) -> Iterator[ClearanceRecord]:
    sheets = [sheet for account in accounts for sheet in account.sheets]
    rows = sum(sheet.row_count for sheet in sheets)
    unread = sum(sheet.fate is SheetFate.UNREAD for sheet in sheets)
    yield _proved(
        Obligation.ACCOUNT,
        f"{counted(rows, 'row')} of {counted(len(sheets), 'sheet')}, each with what became of it",
    )
    heard = sum(
        count
        for account in accounts
        for fate, count in account.heard.items()
        if fate is not HeardFate.PART
    )
    beside = f", {counted(unread, 'sheet')} that no bill stands on included" if unread else ""
    settled = f"; {counted(heard, 'phrase')} settled" if heard else ""
    yield _proved(
        Obligation.HEARD, f"what stands beside the lines was searched to its end{beside}{settled}"
    )


def _of_the_item(
    finding: Finding, rows: tuple[ContentRow, ...], premises: Premises
) -> Iterator[ClearanceRecord]:
    item = finding.item
    yield _proved(
        Obligation.IDENTITY, f"{counted(_rows_of(item), 'row')} of one part number", item.cells
    )
    yield _proved(
        Obligation.FACTS_PLACED,
        f"{counted(len(rows), 'fact')} stated for it" if rows else "no fact is stated for it",
        _first(rows),
    )
    yield _proved(
        Obligation.CLASS,
        f"{item.item_class.value}, {'stated' if item.class_stated else item.reason or 'by its words'}",
        item.cells,
    )
    composition = premises.composition(finding)
    yield _composition(finding, composition)
    statements = len({row.statement for row in rows})
    yield _proved(
        Obligation.STATEMENTS,
        f"{counted(statements, 'statement')} on it, {'contradicting each other or its parts: bounds hold each' if composition.is_contradicted else 'all true together'}"
        if statements
        else "its own line alone speaks of it",
        _first(rows),
    )


def _composition(finding: Finding, proof: CompositionProof) -> ClearanceRecord:
    """By what the whole is known; where it is not, what keeps the item clear all the same."""
    if proof.standing is not Standing.OPEN:
        grade = f", {proof.evidence.value}" if proof.evidence is not None else ""
        material = f"; it fits {proof.material}" if proof.material else ""
        return ClearanceRecord(
            obligation=Obligation.COMPOSITION,
            standing=proof.standing,
            by=f"{proof.closure.value}{grade}{material}",
            cells=proof.cells,
        )
    if finding.subject is Subject.NO:
        return _proved(Obligation.COMPOSITION, finding.subject_why, proof.cells)
    if not finding.rule.has_line:
        return _proved(Obligation.COMPOSITION, "no amount decides under the rule", proof.cells)
    if finding.tested.numerator.is_zero:
        return ClearanceRecord(
            obligation=Obligation.COMPOSITION,
            standing=Standing.OPEN,
            by=proof.gap.value,
            cells=proof.cells,
            question=question_of(proof),
        )
    return _proved(
        Obligation.COMPOSITION, f"{proof.gap.value}; the rest was counted as unknown", proof.cells
    )


def _of_the_line(finding: Finding, rows: tuple[ContentRow, ...]) -> Iterator[ClearanceRecord]:
    item = finding.item
    most = finding.tested.numerator
    is_disclosed = any(row.disclosure is not Disclosure.PARTIAL for row in rows)
    yield _proved(
        Obligation.UNDISCLOSED,
        "nothing is left undisclosed"
        if is_disclosed or most.is_zero
        else "counted at the dearest price that may hold, no higher than the whole",
        _first(rows),
    )
    yield _proved(
        Obligation.MASS,
        "stated" if item.mass.cells else "not needed: no share of it is priced by mass",
        item.mass.cells,
    )
    yield _proved(
        Obligation.PRICE,
        "not needed: the line is a share of mass"
        if finding.rule.is_by_mass
        else f"{counted(len(item.prices), 'price')} stated, the lowest used as the whole",
        tuple(cell for price in item.prices for cell in price.cells),
    )
    worked = tuple(
        dict.fromkeys(
            cell for contribution in finding.contributions for cell in contribution.worked_from
        )
    )
    assumed = any(
        contribution.evidence is Evidence.ASSUMED for contribution in finding.contributions
    )
    yield ClearanceRecord(
        obligation=Obligation.SUBSTANCE_PRICE,
        standing=Standing.ASSUMED if assumed else Standing.PROVED,
        by="prices of the substances that are counted"
        if worked
        else "no substance is priced by mass",
        cells=worked,
    )
    currencies = {price.currency for price in item.prices} - {finding.value.unit}
    yield _proved(
        Obligation.RATE,
        f"{', '.join(sorted(currencies))} to {finding.value.unit}"
        if currencies
        else f"all in {finding.value.unit}",
    )
    yield _proved(
        Obligation.ORIGIN,
        "origin of each substance, the unknown counted"
        if finding.contributions
        else "nothing that is counted is in it",
        tuple(
            dict.fromkeys(
                cell for contribution in finding.contributions for cell in contribution.cells
            )
        ),
    )
    yield _proved(
        Obligation.CONVENTION,
        f"{counted(len(finding.conventions), 'convention')} agree"
        if finding.conventions
        else "no other convention gives another share",
    )


def _of_the_triggers(finding: Finding, facts: Facts) -> Iterator[ClearanceRecord]:
    item = finding.item
    states = {reason.trigger: reason for reason in finding.reasons}
    technology = states.get(_TECHNOLOGY)
    if technology is not None:
        is_assumed = item.technology is Answer.UNKNOWN and facts.assumptions.technology_no
        yield _answered(
            Obligation.TECHNOLOGY,
            technology.state,
            is_assumed=is_assumed,
            by="assumed: technology=no" if is_assumed else "stated",
            question="was it made with Chinese rare-earth technology?",
            cells=item.technology_cells,
        )
    origin = next((states[name] for name in _ORIGIN if name in states), None)
    if origin is not None:
        is_assumed = item.origin.is_unknown and facts.assumptions.unknown_origin_is_not_chinese
        yield _answered(
            Obligation.ITEM_ORIGIN,
            origin.state,
            is_assumed=is_assumed,
            by="assumed: unknown-origin=non-cn" if is_assumed else f"made in {item.origin}",
            question="in which country was it made?",
            cells=item.origin.cells,
        )


def _answered(
    obligation: Obligation,
    state: str,
    *,
    is_assumed: bool,
    by: str,
    question: str,
    cells: tuple[Source, ...],
) -> ClearanceRecord:
    if state != Answer.NO.value:
        return ClearanceRecord(
            obligation=obligation,
            standing=Standing.OPEN,
            by=f"the answer is {state}",
            cells=cells,
            question=question if state == Answer.UNKNOWN.value else "",
        )
    return ClearanceRecord(
        obligation=obligation,
        standing=Standing.ASSUMED if is_assumed else Standing.PROVED,
        by=by,
        cells=cells,
    )


def _proved(obligation: Obligation, by: str, cells: Iterable[Source] = ()) -> ClearanceRecord:
    return ClearanceRecord(
        obligation=obligation, standing=Standing.PROVED, by=by, cells=tuple(cells)
    )


def _first(rows: Iterable[ContentRow]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(cell for row in rows for cell in row.cells[:1]))


def _rows_of(item: Item) -> int:
    return len({(cell.file, cell.sheet, cell.row) for cell in item.cells}) or 1

"""The index of evidence: every cell that the report quotes, what it says and what rests on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from calculator.findings.finding import Contribution
from calculator.findings.report import Report
from calculator.model.item import Item
from calculator.model.source import Source
from calculator.numbers.bounds import bounds_text
from calculator.reports.language import tr
from calculator.reports.safe_text import safe


@dataclass(slots=True)
class _Entry:
    supports: dict[str, None] = field(default_factory=dict)
    says: dict[str, None] = field(default_factory=dict)
    findings: dict[int, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedCell:
    """One cell: what rests on it, what it says where that is known, and the findings that lean on it by their place in the report."""

    cell: Source
    supports: tuple[str, ...]
    says: tuple[str, ...]
    findings: tuple[int, ...]


class _Index:
    def __init__(self) -> None:
        self.entries: dict[Source, _Entry] = {}

    def note(
        self, cells: Iterable[Source], what: str, says: str = "", finding: int | None = None
    ) -> None:
        for cell in cells:
            entry = self.entries.get(cell)
            if entry is None:
                entry = self.entries[cell] = _Entry()
            entry.supports[what] = None
            if says:
                entry.says[says] = None
            if finding is not None:
                entry.findings[finding] = None


def evidence_of(report: Report, *, with_problems: bool = False) -> tuple[CitedCell, ...]:
    """Every cell that a finding or a suspect rests on, in the order of the files; with the cells that problems name, if asked."""
    index = _Index()
    for place, finding in enumerate(report.findings):
        _item(index, finding.item, place)
        for part in finding.contributions:
            _contribution(index, part, safe(finding.item.number, 60), place)
    for suspect in report.suspects:
        index.note(
            suspect.item.cells,
            tr("{item}: suspect", item=safe(suspect.item.number or suspect.item.description, 60)),
        )
    if with_problems:
        for problem in report.problems:
            index.note(problem.cells, tr("problem {code}", code=problem.code))
    return tuple(
        CitedCell(
            cell=cell,
            supports=tuple(entry.supports),
            says=tuple(entry.says),
            findings=tuple(entry.findings),
        )
        for cell, entry in sorted(index.entries.items())
    )


def _item(index: _Index, item: Item, place: int) -> None:
    number = safe(item.number, 60)
    index.note(item.cells, tr("{item}: the item", item=number), finding=place)
    index.note(
        item.mass.cells,
        tr("{item}: its mass", item=number),
        f"{bounds_text(item.mass.bounds)} kg each",
        place,
    )
    for price in item.prices:
        index.note(
            price.cells,
            tr("{item}: its price", item=number),
            f"{bounds_text(price.bounds)} {price.currency} each",
            place,
        )
    index.note(
        item.origin.cells, tr("{item}: its origin", item=number), f"origin {item.origin}", place
    )
    index.note(
        item.technology_cells,
        tr("{item}: Chinese technology", item=number),
        tr("Chinese technology: {answer}", answer=tr(item.technology.value)),
        place,
    )


def _contribution(index: _Index, part: Contribution, number: str, place: int) -> None:
    substance = safe(part.substance, 40)
    index.note(part.cells, f"{number}: {substance}, {tr(part.evidence.value)}", finding=place)
    index.note(
        part.worked_from,
        tr("{item}: value of {substance}", item=number, substance=substance),
        finding=place,
    )

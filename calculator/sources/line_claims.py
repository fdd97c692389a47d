"""What the words of a line, or of a row of a declaration, claim of a magnet, a target or a material beside what their columns state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from calculator.model.bill import Bill
from calculator.model.claim import Claim, ClaimKind, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.item import MADE_OF_RARE_EARTH, Item
from calculator.model.source import Source
from calculator.recognition.claims import claims_in
from calculator.sources.sheet_reading import BlockReading, SheetReading
from calculator.sources.table.table import Table

_STATED: Final = frozenset(
    [
        "number",
        "supplier",
        "supplier_number",
        "position",
        "level",
        "parent",
        "parent_description",
        "origin",
        "mined_in",
        "separated_in",
        "metal_made_in",
        "technology",
        "item",
        "substance",
        "form",
        "disclosure",
        "reference",
    ]
)
"""Meanings of columns that are read for what they state, or name a company or another part: what stands there is no remark."""
_OF_FACTS: Final = frozenset({ClaimKind.CONTENT, ClaimKind.SOURCE})
"""Of a row of a declaration the words speak of a substance: where that was made is not where the magnet was."""


def claims_about(
    bill: Bill,
    content: Mapping[str, Sequence[ContentRow]],
    sheets: Iterable[SheetReading],
    comments: Iterable[tuple[str, Source, str]] = (),
) -> tuple[ItemClaim, ...]:
    """Every claim about a magnet, a target or a listed material, and about what is built into one, each once an item.

    ``sheets`` are those of all files, as they were read; the cells of items and facts say in which rows they are spoken of.
    ``comments`` are texts on the cells of lines, each with its cell and the item of that line.
    """
    subjects = _subjects(bill)
    if not subjects:
        return ()
    by_place = {(sheet.table.file, sheet.table.sheet): _Remarks.on(sheet) for sheet in sheets}
    claims: dict[tuple[str, Claim], ItemClaim] = {}
    for text, cell, number in comments:
        for claim in claims_in(text) if number in subjects else ():
            claims.setdefault((number, claim), ItemClaim(item=number, claim=claim, cell=cell))
    for item in subjects.values():
        of_facts = (cell for row in content.get(item.number, ()) for cell in row.cells[:1])
        spoken = [
            *_beside(item.cells, by_place, frozenset(ClaimKind)),
            *_of_facts(of_facts, by_place),
        ]
        for claim, cell in spoken:
            claims.setdefault(
                (item.number, claim), ItemClaim(item=item.number, claim=claim, cell=cell)
            )
    return tuple(claims.values())


def _subjects(bill: Bill) -> dict[str, Item]:
    subjects = {
        number: item for number, item in bill.items.items() if item.item_class in MADE_OF_RARE_EARTH
    }
    inside = (part for number in subjects for part in bill.components_of(number))
    return {**subjects, **{number: bill.items[number] for number in inside}}


def _of_facts(
    cells: Iterable[Source], by_place: Mapping[tuple[str, str], _Remarks]
) -> Iterator[tuple[Claim, Source]]:
    """Of a row of a declaration the words speak of a substance: of another where they name it; of its own its reader knows."""
    for claim, cell in _beside(cells, by_place, _OF_FACTS):
        if claim.kind is not ClaimKind.SOURCE or claim.element:
            yield claim, cell


def _beside(
    cells: Iterable[Source],
    by_place: Mapping[tuple[str, str], _Remarks],
    kinds: frozenset[ClaimKind],
) -> Iterator[tuple[Claim, Source]]:
    """The claims in the rows in which the cells stand, and in which cells."""
    for cell in cells:
        remarks = by_place.get((cell.file, cell.sheet))
        for text, source in remarks.in_row(cell.row - 1) if remarks is not None else ():
            for claim in claims_in(text):
                if claim.kind in kinds:
                    yield claim, source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remarks:
    """The texts of a sheet that are not read for what they state; ``stated`` are the other columns, for the rows of each table."""

    table: Table
    stated: tuple[tuple[range, frozenset[int]], ...]

    @classmethod
    def on(cls, sheet: SheetReading) -> _Remarks:
        return cls(
            table=sheet.table,
            stated=tuple((block.rows, _stated_columns(block)) for block in sheet.blocks),
        )

    def in_row(self, row: int) -> Iterator[tuple[str, Source]]:
        """The texts of one row, from 0, with their cells."""
        if not 0 <= row < len(self.table.rows):
            return
        stated = next((columns for rows, columns in self.stated if row in rows), frozenset())
        for column, value in enumerate(self.table.rows[row]):
            if isinstance(value, str) and column not in stated:
                yield value, self.table.source(row, column)


def _stated_columns(block: BlockReading) -> frozenset[int]:
    return frozenset(
        column for column, heading in block.headings().items() if heading.meaning in _STATED
    )

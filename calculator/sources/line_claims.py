"""What the words of a line, or of a row of a declaration, claim of a magnet, a target or a material beside what their columns state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from calculator.model.bill import Bill
from calculator.model.claim import Claim, ClaimKind, ItemClaim
from calculator.model.content_row import ContentRow
from calculator.model.item import MADE_OF_RARE_EARTH, Item
from calculator.model.source import Source
from calculator.recognition.choices import grades_in
from calculator.recognition.claims import claims_in
from calculator.recognition.headed_words import claims_under
from calculator.recognition.reservations import is_of_status, with_heading
from calculator.sources.layout.header import Heading
from calculator.sources.layout.headings import FIGURE_MEANINGS, Match
from calculator.sources.rows.access import is_blank_text
from calculator.sources.sheet_reading import BlockReading, SheetReading, heading_over
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
        "evidence",
        "class",
    ]
)
"""Meanings of columns that are read for what they state, or name a company or another part: what stands there is no remark."""
_NOT_OF_FACTS: Final = frozenset(
    {ClaimKind.ORIGIN, ClaimKind.ORIGIN_UNSURE, ClaimKind.PRICE_UNSURE, ClaimKind.MASS_UNSURE}
)
"""Of a row of a declaration the words speak of a substance: where that was made is not where the magnet was."""
OF_WHAT_IS_INSIDE: Final = frozenset({ClaimKind.SOURCE, ClaimKind.ORIGIN})
"""Of a part that is built into a magnet only where it is from is asked."""
_OF_COMPANIES: Final = frozenset({"supplier", "supplier_number"})
_OF_THE_PART: Final = frozenset({ClaimKind.UNSURE, ClaimKind.OTHER_PART})
"""What the column of a part's own status says of the part is no word on what is stated of it."""

_DESCRIBES: Final = frozenset({"name", "description", "specification", "material"})


def claims_about(
    bill: Bill,
    content: Mapping[str, Sequence[ContentRow]],
    sheets: Iterable[SheetReading],
) -> Iterator[ItemClaim]:
    """Every claim about a magnet, a target or a listed material, and about what is built into one, as often as it stands there.

    ``sheets`` are those of all files, as they were read; the cells of items and facts say in which rows they are spoken of.
    """
    subjects = subjects_of(bill)
    if not subjects:
        return
    by_place = {(sheet.table.file, sheet.table.sheet): _Remarks.on(sheet) for sheet in sheets}
    for item in subjects.values():
        kinds = frozenset(ClaimKind)
        if item.item_class not in MADE_OF_RARE_EARTH:
            kinds = OF_WHAT_IS_INSIDE
        of_facts = [cell for row in content.get(item.number, ()) for cell in row.cells[:1]]
        spoken = [
            *_beside(item.cells, by_place, kinds),
            *(each for each in _beside(of_facts, by_place, kinds) if is_of_facts(each[0])),
            *_of_two_grades(item.cells, of_facts, by_place),
        ]
        for claim, cell in spoken:
            yield ItemClaim(item=item.number, claim=claim, cell=cell)


def subjects_of(bill: Bill) -> dict[str, Item]:
    """What is made of rare earth, and what is built into it, by number."""
    subjects = {
        number: item for number, item in bill.items.items() if item.item_class in MADE_OF_RARE_EARTH
    }
    inside = (part for number in subjects for part in bill.components_of(number))
    return {**subjects, **{number: bill.items[number] for number in inside}}


def is_of_facts(claim: Claim) -> bool:
    """True for what a row of a declaration can claim of its item: of where its own substance is from, its reader knows."""
    if claim.kind is ClaimKind.SOURCE:
        return bool(claim.element)
    return claim.kind not in _NOT_OF_FACTS


def _beside(
    cells: Iterable[Source],
    by_place: Mapping[tuple[str, str], _Remarks],
    kinds: frozenset[ClaimKind],
) -> Iterator[tuple[Claim, Source]]:
    """The claims in the rows in which the cells stand, and in which cells."""
    for cell in cells:
        remarks = by_place.get((cell.file, cell.sheet))
        for claim, source, is_status in remarks.in_row(cell.row - 1) if remarks is not None else ():
            if claim.kind in kinds and not (is_status and claim.kind in _OF_THE_PART):
                yield claim, source


def _of_two_grades(
    lines: Iterable[Source], facts: Iterable[Source], by_place: Mapping[tuple[str, str], _Remarks]
) -> Iterator[tuple[Claim, Source]]:
    """A claim for each cell that names another grade than the first of the item's lines: in another column, line or row of facts.

    What is declared of N35 is not declared of N42SH.
    """
    of_lines = [
        (grade, source)
        for cell in lines
        if (remarks := by_place.get((cell.file, cell.sheet))) is not None
        for grade, source in remarks.own_grades(cell.row - 1)
    ]
    of_facts = (pair for cell in facts if of_lines for pair in _grades_of(cell, by_place))
    for grade, source in (*of_lines, *of_facts):
        if grade != of_lines[0][0]:
            words = f"N{of_lines[0][0]}, N{grade}"
            yield Claim(kind=ClaimKind.OTHER_PART, words=words), source


def _grades_of(
    cell: Source, by_place: Mapping[tuple[str, str], _Remarks]
) -> Iterator[tuple[str, Source]]:
    remarks = by_place.get((cell.file, cell.sheet))
    if remarks is None:
        return
    for column, text in remarks.texts_in_row(cell.row - 1):
        source = remarks.table.source(cell.row - 1, column)
        yield from ((grade, source) for grade in grades_in(text))


def _is_read(heading: Heading | None) -> bool:
    """True for a column that is read for what its heading says; a second one of companies, and one that was guessed, say more."""
    return (
        heading is not None
        and heading.match in (Match.EXACT, Match.PROFILE)
        and heading.meaning not in _OF_COMPANIES
    )


class _Columns(NamedTuple):
    """The columns of one table: those that are read for what they state, and those of the part's own status."""

    rows: range
    stated: frozenset[int]
    of_status: frozenset[int]
    figures: frozenset[int]
    """Where a "tbd" is a blank: no figure is stated."""
    of_grade: tuple[int, ...]
    """Where a part is described: each may name its grade."""
    about: Mapping[int, str]
    """Headings that say what the remarks below them are about: the price, the origin, the place of making."""
    unread: Mapping[int, str]
    """Headings of columns that are not read for what they say: with a word below them they may claim something."""

    @classmethod
    def of(cls, block: BlockReading, table: Table) -> _Columns:
        headings = block.headings()
        width = max(map(len, table.rows), default=0)
        over = {column: heading_over(table, block.header, column) for column in range(width)}
        return cls(
            rows=block.rows,
            stated=frozenset(
                column for column, heading in headings.items() if heading.meaning in _STATED
            ),
            of_status=frozenset(column for column, text in over.items() if is_of_status(text)),
            figures=frozenset(
                column for column, heading in headings.items() if heading.meaning in FIGURE_MEANINGS
            ),
            of_grade=tuple(
                column for column, heading in headings.items() if heading.meaning in _DESCRIBES
            ),
            about={
                column: text
                for column, text in over.items()
                if with_heading("x", text)
                and (column not in headings or headings[column].meaning not in FIGURE_MEANINGS)
            },
            unread={
                column: text
                for column, text in over.items()
                if text and not _is_read(headings.get(column))
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Remarks:
    """The texts of a sheet that are not read for what they state."""

    table: Table
    columns: tuple[_Columns, ...]

    @classmethod
    def on(cls, sheet: SheetReading) -> _Remarks:
        return cls(
            table=sheet.table,
            columns=tuple(_Columns.of(block, sheet.table) for block in sheet.blocks),
        )

    def in_row(self, row: int) -> Iterator[tuple[Claim, Source, bool]]:
        """What the texts of one row, from 0, claim, with their cells, and whether each is of the part's own status."""
        columns = self._columns_of(row)
        for column, heading in columns.unread.items():
            text = self.table.text(row, column)
            if not text:
                continue
            beside = (self.table.text(row, other) for other in columns.stated if other != column)
            for claim in claims_under(heading, text, beside):
                yield claim, self.table.source(row, column), False
        for column, text in self.texts_in_row(row):
            claims = claims_in(text)
            if column in columns.about:
                claims = (*claims, *claims_in(with_heading(text, columns.about[column])))
            if claims:
                source, is_status = self.table.source(row, column), column in columns.of_status
                yield from ((claim, source, is_status) for claim in claims)

    def texts_in_row(self, row: int) -> Iterator[tuple[int, str]]:
        """The texts of one row that are not read for what they state, by column."""
        columns = self._columns_of(row)
        for column, cell in enumerate(self.table.rows[row] if row < len(self.table.rows) else ()):
            # Words of the format around a figure are beside it as words in the cell are.
            value = self.table.affix(row, column) if isinstance(cell, (int, float)) else cell
            if not isinstance(value, str) or not value or column in columns.stated:
                continue
            if column not in columns.figures or not is_blank_text(value):
                yield column, value

    def _columns_of(self, row: int) -> _Columns:
        return next((each for each in self.columns if row in each.rows), _NONE)

    def own_grades(self, row: int) -> Iterator[tuple[str, Source]]:
        """The grade of each column that describes the part of a row, where it names one alone: N42 in the description, N42SH under Grade."""
        for column in self._columns_of(row).of_grade:
            grades = grades_in(self.table.text(row, column))
            if len(grades) == 1:
                yield grades[0], self.table.source(row, column)


_NONE: Final = _Columns(
    rows=range(0),
    stated=frozenset(),
    of_status=frozenset(),
    figures=frozenset(),
    of_grade=(),
    about={},
    unread={},
)

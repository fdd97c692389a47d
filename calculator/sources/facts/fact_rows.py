"""The rows of a facts table as they are meant: merged, repeated and side-by-side cells resolved, each with its part number.

On facts sheets only, a part number merged over several rows, left blank or replaced by a ditto mark belongs to the part
above where the row names a substance, no other identity differs and no blank row or title stands between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from calculator.model.problem import note
from calculator.model.substances import read_substance
from calculator.numbers.number_text import SPACES
from calculator.sources.facts.fact_words import is_ditto
from calculator.sources.layout.columns import Header
from calculator.sources.layout.headings import meaning_of
from calculator.sources.rows.access import TableCells, is_blank_text
from calculator.sources.rows.cells import Cells, Row
from calculator.sources.table.table import CellValue, Table

SAME_OF_EACH: Final = frozenset(
    {
        "number",
        "substance",
        "cas",
        "form",
        "origin",
        "origin_share",
        "technology",
        "disclosure",
        "evidence",
        "reference",
        "date",
        "valid_until",
        "currency",
        "mass_unit",
        "unit",
        "market",
        "to",
        "per",
        "source",
    }
)
"""Of these a merged cell, or a ditto mark, says the same of each of its rows; a merged amount is of all of them together."""
_IDENTITIES: Final = (
    "name",
    "description",
    "specification",
    "supplier_number",
    "supplier",
    "revision",
)
"""Columns of a bill that tell one part from another."""


class FactRow(Row):
    """One row of a facts table, or one of the groups of columns side by side in it.

    ``above`` is the row before it in the same group; where it ``is_after_break`` a blank row or a title stands between them.
    """

    __slots__ = ("above", "is_after_break")

    def __init__(
        self, cells: TableCells, row: int, above: FactRow | None, *, is_after_break: bool
    ) -> None:
        super().__init__(cells, row)
        self.above = above
        self.is_after_break = is_after_break

    def text(self, meaning: str) -> str:
        """The text that holds for the row: its own, that of the merged range it is in, or that of the row above it repeats."""
        if meaning not in SAME_OF_EACH:
            return super().text(meaning)
        text = self._texts.get(meaning)
        if text is None:
            place = self._place(meaning)
            text = self._texts[meaning] = "" if place is None else self.cells.table.text(*place)
        return text

    def value(self, meaning: str) -> CellValue:
        """The value as it is stored, of the same cell as the text."""
        if meaning not in SAME_OF_EACH:
            return super().value(meaning)
        place = self._place(meaning)
        return None if place is None else self.cells.table.value(*place)

    def own_text(self, meaning: str) -> str:
        """What stands in the row's own cell."""
        heading = self.heading(meaning)
        return "" if heading is None else self.cells.table.text(self.row, heading.column)

    def repeats(self, meaning: str) -> bool:
        """True where the row's own cell says nothing and another speaks for it: the first of a merged range, or one above a ditto mark."""
        own = self.own_text(meaning)
        if own and not is_ditto(own):
            return False
        return (bool(own) or bool(self.cells.table.facts.merged)) and self.text(meaning) != own

    def is_merged_with_others(self, meaning: str) -> bool:
        """True where the cell is merged over several rows, so that what stands there is of all of them together."""
        heading = self.heading(meaning)
        return heading is not None and spans_rows(self.cells.table, self.row, heading.column)

    def _place(self, meaning: str) -> tuple[int, int] | None:
        """The cell that speaks for the row."""
        heading = self.heading(meaning)
        if heading is None:
            return None
        table = self.cells.table
        row: FactRow | None = self
        while row is not None:
            place = table.facts.first_of_merged(row.row, heading.column)
            if not is_ditto(table.text(*place)):
                return place
            row = row.above
        return None


def fact_rows(cells: Cells) -> list[FactRow]:
    """The rows of a table of prices or rates that hold anything."""
    rows: list[FactRow] = []
    for row in cells.filled():
        above = rows[-1] if rows else None
        is_after_break = above is not None and row - above.row > 1
        rows.append(FactRow(cells, row, above, is_after_break=is_after_break))
    return rows


def spans_rows(table: Table, row: int, column: int) -> bool:
    """True where the cell is part of a merged range of several rows."""
    if not table.facts.merged:
        return False
    first = table.facts.first_of_merged(row, column)
    return first[0] != row or table.facts.first_of_merged(row + 1, column) == first


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedRow:
    """A row with the part number that it is about: its own, or that of the part above; nothing where nobody can say.

    ``revision`` is what a column of revisions says, ``group`` the place of its columns among groups side by side. A number that ``is_of_title`` stood alone in a row above, and may be none.
    """

    row: FactRow
    number: str
    revision: str = ""
    is_own: bool = True
    is_of_title: bool = False
    group: int = 0


def numbered_rows(cells: Cells, groups: Sequence[Header]) -> list[NumberedRow]:
    """Every row of a facts table that says something, from left to right and from top to bottom.

    What was taken from the part above is told once for the table.
    """
    rows = sorted(
        (
            numbered
            for group, header in enumerate(groups)
            for numbered in _of_group(cells, header, group)
        ),
        key=lambda numbered: (numbered.row.row, numbered.group),
    )
    taken = [numbered for numbered in rows if numbered.number and not numbered.is_own]
    if taken:
        cells.report(
            note(
                "number-from-above",
                f"{len(taken)} rows without a part number of their own were read as those of the part above",
                *(numbered.row.source("number") for numbered in taken),
            )
        )
    return rows


def _of_group(cells: Cells, header: Header, group: int) -> list[NumberedRow]:
    own = cells if header is cells.header else _cells_of(cells, header)
    identities = _identity_columns(own)
    rows: list[NumberedRow] = []
    previous: FactRow | None = None
    named: FactRow | None = None
    for index in own.filled():
        is_after_break = previous is not None and index - previous.row > 1
        row = FactRow(own, index, previous, is_after_break=is_after_break)
        previous = row
        if is_after_break:
            named = None
        if _has_own_number(row):
            named = row
        elif not _names_substance(row):
            if not _has_amount(row):
                # A title, or a note between two parts.
                named = None if not _is_empty(row) else named
                continue
            rows.append(NumberedRow(row=row, number="", is_own=False, group=group))
            continue
        if _says_nothing(row):
            continue
        number, is_own = _number_of(row, named, identities)
        rows.append(
            NumberedRow(
                row=row,
                number=number,
                is_own=is_own,
                is_of_title=not is_own and named is not None and _stands_alone(named),
                revision=_identity(row, identities.get("revision", ())),
                group=group,
            )
        )
    return rows


def _cells_of(cells: Cells, header: Header) -> Cells:
    """The same table by the columns of one group; problems go to the same list."""
    own = Cells(cells.table, header)
    own.problems = cells.problems
    return own


def _number_of(
    row: FactRow, named: FactRow | None, identities: dict[str, tuple[int, ...]]
) -> tuple[str, bool]:
    """The part number of a row, and whether it is its own."""
    own = row.own_text("number")
    if _has_own_number(row):
        return own, True
    if own and not is_ditto(own):
        # "n/a" or "tbd" says that there is no number, not that it is the one above.
        return "", False
    heading = row.heading("number")
    table = row.cells.table
    if heading is not None:
        first = table.facts.first_of_merged(row.row, heading.column)
        if first[0] < row.row and not is_blank_text(table.text(*first)):
            return table.text(*first), False
    if named is None or any(
        _differs(_identity(row, columns), _identity(named, columns))
        for columns in identities.values()
    ):
        return "", False
    return named.own_text("number"), False


def _has_own_number(row: FactRow) -> bool:
    text = row.own_text("number")
    return not is_blank_text(text) and not is_ditto(text)


def _differs(text: str, other: str) -> bool:
    """Two stated identities that are not the same, after case and spacing."""
    return bool(text and other) and _compact(text) != _compact(other)


def _compact(text: str) -> str:
    return SPACES.sub("", text).casefold()


def _identity_columns(cells: Cells) -> dict[str, tuple[int, ...]]:
    """Columns without a meaning among facts that tell one part from another in a bill."""
    read = cells.columns_read
    columns: dict[str, list[int]] = {}
    for column in range(len(cells.table.rows[cells.header.row])):
        text = cells.table.text(cells.header.row, column)
        meaning = meaning_of("bom", text) if text and column not in read else None
        if meaning is not None and meaning.name in _IDENTITIES:
            columns.setdefault(meaning.name, []).append(column)
    return {name: tuple(of_name) for name, of_name in columns.items()}


def _identity(row: FactRow, columns: Sequence[int]) -> str:
    """What the columns of one identity say of the part; the name of a substance says nothing of it."""
    texts = (row.cells.table.merged_text(row.row, column) for column in columns)
    return next(
        (
            text
            for text in texts
            if not is_blank_text(text) and not is_ditto(text) and read_substance(text)[0] is None
        ),
        "",
    )


def _names_substance(row: FactRow) -> bool:
    return not (row.is_blank("substance") and row.text("substance").casefold() != "none") or (
        not row.is_blank("cas")
    )


def _has_amount(row: FactRow) -> bool:
    return any(
        not row.is_blank(meaning)
        for meaning in row.cells.header.headings
        if meaning in ("low", "high", "share", "mass") or meaning.startswith("amount ")
    )


def _says_nothing(row: FactRow) -> bool:
    """True for a group of columns that is not used in a row: a part number with nothing behind it."""
    return (
        not _names_substance(row)
        and not _has_amount(row)
        and all(
            row.is_blank(meaning) for meaning in row.cells.header.headings if meaning != "number"
        )
    )


def _stands_alone(row: FactRow) -> bool:
    """True where nothing else stands in the row of the sheet."""
    return sum(cell not in (None, "") for cell in row.cells.table.rows[row.row]) == 1


def _is_empty(row: FactRow) -> bool:
    """True where the row has nothing in the columns of its group: another group of the row is filled."""
    return all(row.is_blank(meaning) for meaning in row.cells.header.headings)

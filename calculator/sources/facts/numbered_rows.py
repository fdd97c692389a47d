"""The rows of a facts table, each with the part number that it is about.

On facts sheets only, a part number merged over several rows, left blank or replaced by a ditto mark belongs to the part
above where the row names a substance, no other identity differs and no blank row or title stands between.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from calculator.model.problem import error, note
from calculator.model.substances import read_substance
from calculator.numbers.counted import agreeing, counted
from calculator.numbers.number_text import SPACES
from calculator.recognition.elements_said import elements_said
from calculator.reference.cell_words import is_ditto
from calculator.sources.facts.document_foot import is_foot
from calculator.sources.facts.fact_rows import FactRow
from calculator.sources.layout.columns import Header
from calculator.sources.layout.headings import meaning_of
from calculator.sources.rows.access import is_blank_text
from calculator.sources.rows.cells import Cells

_IDENTITIES: Final = (
    "name",
    "description",
    "specification",
    "supplier_number",
    "supplier",
    "revision",
)
"""Columns of a bill that tell one part from another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedRow:
    """A row with the part number that it is about: its own, or that of the part above; nothing where nobody can say.

    ``revision`` and ``supplier`` are what columns of these say, ``other_numbers`` stand in further columns of part numbers, ``group`` the place of its columns among groups side by side. A number that ``is_of_title`` stood alone in a row above, and may be none.
    """

    row: FactRow
    number: str
    revision: str = ""
    supplier: str = ""
    other_numbers: tuple[str, ...] = ()
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
                f"{counted(len(taken), 'row')} without a part number {agreeing(len(taken), 'was', 'were')} read as of the part above",
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
        lacks_number = _has_no_number(row)
        has_own_number = not lacks_number and _has_own_number(row)
        if is_after_break or lacks_number:
            named = None
        if _says_of_elements(row):
            # A note that names a rare earth is of nobody's part, and so may be of any of the table's.
            rows.append(NumberedRow(row=row, number="", is_own=False, group=group))
            continue
        if _is_of_foot(row):
            named = None
            continue
        if has_own_number:
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
        number, is_own = (
            (row.own_text("number"), True)
            if has_own_number
            else ("" if lacks_number else _number_above(row, named, identities), False)
        )
        rows.append(
            NumberedRow(
                row=row,
                number=number,
                is_own=is_own,
                is_of_title=not is_own and named is not None and _stands_alone(named),
                revision=_identity(row, "revision", identities),
                supplier=_identity(row, "supplier", identities),
                other_numbers=_other_numbers(row, identities),
                group=group,
            )
        )
    return rows


def _cells_of(cells: Cells, header: Header) -> Cells:
    """The same table by the columns of one group; problems go to the same list."""
    own = Cells(cells.table, header)
    own.problems = cells.problems
    own.studies = {**cells.studies}
    return own


def _number_above(
    row: FactRow, named: FactRow | None, identities: Mapping[str, tuple[int, ...]]
) -> str:
    """The part number above that a row without its own belongs to; nothing where nobody can say."""
    heading = row.heading("number")
    table = row.cells.table
    if heading is not None:
        first = table.facts.first_of_merged(row.row, heading.column)
        if first[0] < row.row and not is_blank_text(table.text(*first)):
            return table.text(*first)
    if named is None or any(
        _differs(_identity(row, name, identities), _identity(named, name, identities))
        for name in identities
    ):
        return ""
    return named.own_text("number")


def _has_own_number(row: FactRow) -> bool:
    """True for a row of which the cell does not say that there is none."""
    text = row.own_text("number")
    return not is_blank_text(text) and not is_ditto(text)


def _has_no_number(row: FactRow) -> bool:
    """True where the cell says that there is no number ("n/a"), or lost it: a day, an error, a formula without its value."""
    heading = row.heading("number")
    if heading is None:
        return False
    table, place = row.cells.table, (row.row, heading.column)
    value = table.value(*place)
    if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
        row.cells.report(
            error(
                "date-as-number",
                f'part number "{table.text(*place)[:40]}" is a date, into which spreadsheets turn numbers such as MAR-01; which part is meant is unknown. Format the cell as text',
                row.source("number"),
            )
        )
        return True
    text = table.text(*place)
    return (
        table.is_error(*place)
        or table.formula_without_value(*place)
        or (bool(text) and is_blank_text(text) and not is_ditto(text))
    )


def _other_numbers(row: FactRow, identities: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
    """What stands in further columns of part numbers: the customer's beside the supplier's."""
    texts = (
        row.cells.table.merged_text(row.row, column)
        for name in ("number", "supplier_number", "name")
        for column in identities.get(name, ())
    )
    return tuple(text for text in texts if not is_blank_text(text) and not is_ditto(text))


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
        if meaning is not None and meaning.name in (*_IDENTITIES, "number"):
            columns.setdefault(meaning.name, []).append(column)
    return {name: tuple(of_name) for name, of_name in columns.items()}


def _identity(row: FactRow, name: str, identities: Mapping[str, Sequence[int]]) -> str:
    """What the columns of one identity say of the part; the name of a substance says nothing of it, but B is a revision."""
    is_name = name not in ("revision", "supplier")
    texts = (row.cells.table.merged_text(row.row, column) for column in identities.get(name, ()))
    return next(
        (
            text
            for text in texts
            if not is_blank_text(text)
            and not is_ditto(text)
            and not (is_name and read_substance(text)[0] is not None)
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


def _says_of_elements(row: FactRow) -> bool:
    """True for a text alone in its row that says that a rare earth is in something: "* plus 3 % Dy by diffusion"."""
    texts = [cell for cell in row.cells.table.rows[row.row] if cell not in (None, "")]
    return (
        len(texts) == 1
        and isinstance(texts[0], str)
        and bool(elements_said(texts[0], is_remark=True))
    )


def _is_of_foot(row: FactRow) -> bool:
    """True for a row without amount, disclosure or substance that says who signed, when, or how to reach him. A part may be called QA-100."""
    if _has_amount(row) or not row.is_blank("disclosure"):
        return False
    cells = row.cells.table.rows[row.row]
    texts = [row.cells.table.text(row.row, column) for column in range(len(cells))]
    return is_foot(texts) and not any(read_substance(text)[0] is not None for text in texts if text)


def _stands_alone(row: FactRow) -> bool:
    """True where nothing else stands in the row of the sheet."""
    return sum(cell not in (None, "") for cell in row.cells.table.rows[row.row]) == 1


def _is_empty(row: FactRow) -> bool:
    """True where the row has nothing in the columns of its group: another group of the row is filled."""
    return all(row.is_blank(meaning) for meaning in row.cells.header.headings)

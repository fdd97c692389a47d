"""One file's tables into placed rows: the hierarchy of each, flat lists under their product, sheets under their parent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from calculator.findings.accounting import RowFate
from calculator.model.item import ItemClass
from calculator.model.problem import Problem, note
from calculator.sources.items.base_quantities import with_quantities_of_one
from calculator.sources.items.placement import Placement, Quantities
from calculator.sources.items.quantity_convention import settle, stated_by
from calculator.sources.layout.columns import Header
from calculator.sources.layout.phrases import says, says_nothing
from calculator.sources.layout.profile import Profile
from calculator.sources.layout.sheet_choice import LONGEST_SHEET_NAME
from calculator.sources.layout.unread_amounts import unread_amounts
from calculator.sources.rows.cells import Cells
from calculator.sources.rows.figure_headings import with_figure_columns
from calculator.sources.rows.hierarchy import choose, shapes_of
from calculator.sources.rows.identity import names_of
from calculator.sources.rows.occurrence import Occurrence, Reading
from calculator.sources.rows.occurrences import read_occurrences
from calculator.sources.rows.row_fates import bill_row_fates
from calculator.sources.rows.row_kinds import lines_of
from calculator.sources.rows.shape import Placed, Shape
from calculator.sources.table.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRead:
    """One table as it was understood: its placed rows, how the hierarchy was seen, and what was wrong."""

    placement: Placement
    shape: Shape | None
    seen: tuple[Shape, ...]
    table: Table
    header: Header
    problems: tuple[Problem, ...]
    all_columns: Header | None = None
    """The headings with every further column that was read for what it says of the figures."""
    row_fates: Mapping[int, RowFate] = field(default_factory=dict)
    """What became of each row of the table, by its index; rows that nobody decided on are not there."""


def read_table(table: Table, header: Header, reading: Reading, profile: Profile) -> TableRead:
    """The rows of one table, each hung below its parent where the table shows one."""
    cells = Cells(table, with_figure_columns(table, header))
    lines = lines_of(cells)
    lines, occurrences = read_occurrences(lines, names_of(lines), reading)
    cells.tell_decimals()
    row_fates = bill_row_fates(cells, occurrences)
    seen = shapes_of(lines.rows, [occurrence.number for occurrence in occurrences])
    shape, doubtful, problems = choose(
        seen, lines.rows, profile.hierarchy, table.source(header.row, 0)
    )
    placed = [Placed(None)] * len(occurrences) if shape is None else list(shape.placed)
    occurrences, base_problems = with_quantities_of_one(occurrences, placed)
    placement = Placement(
        rows=occurrences,
        placed=placed,
        doubtful=doubtful,
        sheet=table.sheet,
        title=header.title,
        is_flat=shape is None,
    )
    for parent, below in (shape.outside if shape else {}).items():
        _add_parent(placement, parent, below)
    stated = stated_by(header)
    if stated is not None:
        placement.quantities, placement.why, placement.is_stated = *stated, True
    return TableRead(
        placement=placement,
        shape=shape,
        seen=tuple(seen),
        table=table,
        header=header,
        problems=(
            *cells.told(),
            *base_problems,
            *problems,
            *unread_amounts(table, cells.header),
        ),
        all_columns=replace(cells.header, groups=cells.groups),
        row_fates=row_fates,
    )


def without_lone_texts(table_read: TableRead) -> TableRead:
    """The table without its rows where none of them holds more than one text: a footer below the headings of an empty template is no part.

    What they say is not lost: notes are heard.
    """
    lines = [row for row, fate in table_read.row_fates.items() if fate is RowFate.LINE]
    cells = table_read.table.rows
    if not lines or any(sum(cell is not None for cell in cells[row]) > 1 for row in lines):
        return table_read
    placement = replace(table_read.placement, rows=[], placed=[], doubtful=set(), named_only=set())
    return replace(
        table_read,
        placement=placement,
        row_fates={**table_read.row_fates, **dict.fromkeys(lines, RowFate.NOTE)},
    )


def _add_parent(placement: Placement, number: str, below: Sequence[int]) -> None:
    """A row for a parent that is only named by its components: it says nothing of the parent but its number."""
    first = placement.rows[below[0]]
    index = len(placement.rows)
    placement.rows.append(
        Occurrence(
            number=number,
            technology_cell=first.source,
            source=first.source,
            quantity_cell=first.source,
        )
    )
    placement.named_only.add(index)
    placement.placed.append(Placed(None))
    for row in below:
        placement.placed[row] = Placed(index)


# --------------------------------------------------------------------------- the tables of one file together


def assemble(
    file: str, read: Sequence[TableRead], asked: Quantities | None, taken: set[str]
) -> tuple[list[Placement], list[Problem]]:
    """The placements of one file's bills; ``taken`` are the part numbers that a product without a row must not have."""
    problems: list[Problem] = []
    rest = _sheets_below(read, problems)
    roots: dict[tuple[str, tuple[int, int] | None], Placement] = {}
    sheets = {placement.sheet for placement in rest}
    counts = Counter(placement.sheet for placement in rest for _ in placement.rows)
    for table_read in read:
        placement = table_read.placement
        if (
            not any(placement is kept for kept in rest)
            or (table_read.shape is not None and table_read.shape.has_root)
            or counts[placement.sheet] < _FEWEST
        ):
            continue
        top = table_read.table.source(table_read.header.row, 0)
        kind = (
            "no hierarchy: every row was taken as a part"
            if table_read.shape is None
            else "several rows at the top: they were taken as parts"
        )
        # Tables side by side are variants, each a product; one below the other they are parts of one list.
        place = (placement.sheet, table_read.header.span)
        if place in roots:
            root = roots[place]
            root.append(placement, 0)
            rest = [kept for kept in rest if kept is not placement]
        else:
            # Where each assembly has a sheet, the sheet of the product is called as the product is.
            is_named = (
                any(part.placement.below for part in read)
                and not says_nothing(placement.sheet)
                and not says("total", placement.sheet)
            )
            name = (
                placement.title
                if table_read.header.span and placement.title and placement.title not in taken
                else placement.sheet
                if is_named and len(sheets) == 1 and placement.sheet not in taken
                else _product_name(file, placement, alone=len(sheets) == 1, taken=taken)
            )
            taken.add(name)
            placement.hang_below(
                Occurrence(
                    number=name,
                    item_class=ItemClass.ASSEMBLY,
                    is_implied=True,
                    source=top,
                    technology_cell=top,
                    quantity_cell=top,
                )
            )
            root = roots[place] = placement
        problems.append(note("flat-list", f'{kind} of one product, "{root.rows[0].number}"', top))
    for placement in rest:
        if asked is not None:
            placement.quantities, placement.why, placement.is_stated = asked, "as asked", True
        problem = settle(placement)
        if problem is not None:
            problems.append(problem)
    return rest, problems


def _sheets_below(read: Sequence[TableRead], problems: list[Problem]) -> list[Placement]:
    """Flat tables that are named after one row of another table are what is in that row; the placements that remain."""
    remaining = [table_read.placement for table_read in read]
    if len(read) < 2:
        return remaining
    targets: dict[int, tuple[TableRead, int, bool]] = {}
    for table_read in read:
        if table_read.placement.is_flat or (
            table_read.shape is not None and not table_read.shape.has_root
        ):
            hit = _parent_row(table_read, read)
            if hit is not None:
                targets[id(table_read)] = hit
    used = Counter((id(above), row) for above, row, _ in targets.values())
    # From the deepest up: what is appended takes along what was appended to it.
    for table_read in sorted(
        (table_read for table_read in read if id(table_read) in targets),
        key=lambda table_read: _depth(table_read, targets),
        reverse=True,
    ):
        above, row, is_exact = targets[id(table_read)]
        if used[id(above), row] > 1 or _depth(table_read, targets) > len(read):
            continue
        parent = above.placement.rows[row].number
        name = table_read.table.sheet or table_read.header.title
        if above.placement.is_flat:
            above.placement.quantities, above.placement.why, above.placement.is_stated = (
                Quantities.PER_PARENT,
                "each sheet lists the parts of one assembly",
                True,
            )
        table_read.placement.below = parent
        above.placement.append(table_read.placement, row)
        remaining = [kept for kept in remaining if kept is not table_read.placement]
        guess = "" if is_exact else ", for their names resemble each other"
        problems.append(
            note(
                "sheet-of-parent",
                f'"{name}" was read as what is in {parent}{guess}',
                table_read.table.source(table_read.header.row, 0),
                above.placement.rows[row].source,
            )
        )
    return remaining


def _depth(table_read: TableRead, targets: dict[int, tuple[TableRead, int, bool]]) -> int:
    """How many tables are above one; more than there are where they go round in a circle."""
    depth = 0
    while id(table_read) in targets and depth <= len(targets) + 1:
        table_read = targets[id(table_read)][0]
        depth += 1
    return depth


def _parent_row(
    table_read: TableRead, read: Sequence[TableRead]
) -> tuple[TableRead, int, bool] | None:
    """The row of another table, without parts of its own, that a table is named after.

    Rows of one part number are one item: its sheet is what is in it wherever it is used, and hangs below the first of them.
    """
    names = [
        text
        for text in (
            table_read.table.sheet if not says_nothing(table_read.table.sheet) else "",
            table_read.header.title,
        )
        if text
    ]
    exact: list[tuple[TableRead, int]] = []
    near: list[tuple[TableRead, int]] = []
    for other in read:
        if other is table_read or (
            other.table is table_read.table and other.header.row >= table_read.header.row
        ):
            continue
        held = {where.parent for where in other.placement.placed}
        for index, row in enumerate(other.placement.rows):
            if index in held or row.is_implied:
                continue
            likeness = _likeness(row, names)
            if likeness is not None:
                (exact if likeness else near).append((other, index))
    for hits, is_exact in ((exact, True), (near, False)):
        if len({table_read.placement.rows[row].number for table_read, row in hits}) == 1:
            return *hits[0], is_exact
        if hits:
            return None
    return None


def _likeness(row: Occurrence, names: Sequence[str]) -> bool | None:
    """True where a row is called as a table is, False where its words are among the table's, None where neither."""
    words = {
        tuple(_tokens(written))
        for text in (row.number, row.description)
        for written in (text, text[:LONGEST_SHEET_NAME])
        if written
    }
    tokens = [tuple(_tokens(name)) for name in names]
    if any(token in words for token in tokens):
        return True
    is_within = any(
        word and set(word) <= set(token) and (len(word) > 1 or len(word[0]) > _SHORT)
        for word in words
        for token in tokens
    )
    return False if is_within else None


_SHORT: Final = 3
_FEWEST: Final = 2
"""A list of one row is that product itself."""


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _product_name(file: str, placement: Placement, *, alone: bool, taken: set[str]) -> str:
    """The file's name, and that of the sheet where several make products; never a part number of the bill."""
    stem = PurePath(file).stem
    name = stem if alone else f"{stem} / {placement.sheet}"
    candidate, count = name, 1
    while candidate in taken:
        candidate, count = f"{name} (list {count})", count + 1
    return candidate

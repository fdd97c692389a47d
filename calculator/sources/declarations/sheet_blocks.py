"""Where on a sheet declarations stand: tables of substances down, of elements across, or of parts across, and the labels above each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final, NamedTuple

from calculator.numbers.late_patterns import late_pattern
from calculator.sources.declarations.sheet_words import (
    Column,
    Label,
    column_named,
    element_named,
    is_telling,
    label_named,
    names_substance,
)
from calculator.sources.facts.document_foot import is_foot
from calculator.sources.table.table import Table

_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 200
_LABELED: Final = late_pattern(r"(?P<label>[^:：=]{2,40}?)\s*[:：=]\s*(?P<text>.+)\Z", re.DOTALL)
_OF_HEADINGS: Final = 4
_REACH: Final = 3
"""So many columns to the right of a label its text may stand."""
_FEWEST_ELEMENTS: Final = 2
_NUMBERS: Final = frozenset({Label.NUMBER, Label.SUPPLIER_NUMBER})


class Direction(Enum):
    """How a table lists what is in a part."""

    SUBSTANCES_DOWN = "a row a substance"
    ELEMENTS_ACROSS = "a column an element, a row a part"
    PARTS_ACROSS = "a row an element, a column a part"


class Labeled(NamedTuple):
    """A text that a label announces, and where it stands, from 0."""

    text: str
    row: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One table: its rows from ``body`` to before ``end``, its columns by what they are, and the labels above it.

    ``elements`` are the columns of elements across with the name of each, ``parts`` those of parts across; ``substance`` is the
    column of the names of what is listed down.
    """

    direction: Direction
    row: int
    body: int
    end: int
    columns: Mapping[Column, tuple[int, ...]]
    substance: int = -1
    elements: Mapping[int, str] = field(default_factory=dict)
    parts: tuple[int, ...] = ()
    labels: Mapping[Label, tuple[Labeled, ...]] = field(default_factory=dict)

    def first(self, column: Column) -> int | None:
        """The first column of a kind."""
        return next(iter(self.columns.get(column, ())), None)

    def labeled(self, label: Label) -> Labeled | None:
        """What a label above says; nothing where several say different things."""
        found = {one.text: one for one in self.labels.get(label, ())}
        return next(iter(found.values())) if len(found) == 1 else None


def blocks_of(table: Table) -> tuple[Block, ...]:
    """Every table of a sheet that lists substances, from top to bottom."""
    if len(table.rows) > _MOST_ROWS:
        return ()
    starts = [
        (row, block)
        for row in range(len(table.rows))
        if (block := _block_at(table, row)) is not None
    ]
    kept: list[Block] = []
    for place, (row, block) in enumerate(starts):
        if kept and row < kept[-1].body:
            continue
        later = [other for other, _ in starts[place + 1 :] if other >= block.body]
        labels = labels_between(table, kept[-1].end if kept else 0, row)
        end = _end(table, block, min(later, default=len(table.rows)))
        kept.append(_with(block, end, labels))
    return tuple(kept)


def _with(block: Block, end: int, labels: Mapping[Label, tuple[Labeled, ...]]) -> Block:
    if block.direction is Direction.PARTS_ACROSS and labels.keys() & _NUMBERS:
        # The part is named above: what heads the columns is no part number, and their figures are of it.
        return replace(
            block,
            direction=Direction.SUBSTANCES_DOWN,
            end=end,
            columns={Column.SUBSTANCE: (block.substance,), Column.AMOUNT: block.parts},
            parts=(),
            labels=labels,
        )
    return replace(block, end=end, labels=labels)


def _block_at(table: Table, row: int) -> Block | None:
    """The table whose headings stand in a row."""
    texts = {
        column: text
        for column in range(min(len(table.rows[row]), _MOST_COLUMNS))
        if (text := table.text(row, column))
    }
    if len(texts) < 2 or row + 1 >= len(table.rows):
        return None
    elements = {column: text for column, text in texts.items() if element_named(text)}
    if _are_headings(elements) and _holds_figures(table, row, elements):
        # Dy2O3, TRE or Dy+Tb beside elements are substances too.
        elements |= {
            column: text
            for column, text in texts.items()
            if column_named(text) is None and names_substance(text)
        }
        others = {column: text for column, text in texts.items() if column not in elements}
        return Block(
            direction=Direction.ELEMENTS_ACROSS,
            row=row,
            body=row + 1,
            end=len(table.rows),
            columns=_with_masses_of_parts(_columns(others)),
            elements=elements,
        )
    return _listed_down(table, row, texts)


def _are_headings(elements: Mapping[int, str]) -> bool:
    symbols = [element_named(text) for text in elements.values()]
    return len({*symbols}) >= _FEWEST_ELEMENTS and any(map(is_telling, symbols))


def _holds_figures(table: Table, row: int, elements: Mapping[int, str]) -> bool:
    """True where something stands below elements that is no element: in a list down the next cell names one too."""
    below = [table.text(row + 1, column) for column in elements]
    return any(below) and not any(element_named(text) for text in below)


def _listed_down(table: Table, row: int, texts: Mapping[int, str]) -> Block | None:
    """A table of which one column names substances, below a cell that does not."""
    below_names = {
        column
        for column, text in texts.items()
        if not names_substance(text) and _names_below(table, row, column)
    }
    if not below_names:
        return None
    columns = _with_masses(table, row, _columns(texts))
    candidates = [
        *columns.get(Column.SUBSTANCE, ()),
        *(column for column in texts if column not in columns.get(Column.SUBSTANCE, ())),
    ]
    for column in candidates:
        if column not in below_names:
            continue
        kinds = {kind: places for kind, places in columns.items() if column not in places}
        is_headed = column in columns.get(Column.SUBSTANCE, ()) or column in columns.get(
            Column.CAS, ()
        )
        if any(kind in kinds for kind in (Column.AMOUNT, Column.LOW, Column.HIGH)) or any(
            Column.SPECIFICATION is kind for kind in kinds
        ):
            cas = columns.get(Column.CAS, ())
            if column in cas and Column.SUBSTANCE in kinds:
                continue
            return Block(
                direction=Direction.SUBSTANCES_DOWN,
                row=row,
                body=row + 1,
                end=len(table.rows),
                columns=columns,
                substance=column,
            )
        parts = tuple(
            other
            for other, text in texts.items()
            if other > column and column_named(text) is None and not names_substance(text)
        )
        is_of_parts = is_headed or column_named(texts[column]) is Column.NUMBER
        if parts and is_of_parts and len(parts) + 1 == len(texts):
            return Block(
                direction=Direction.PARTS_ACROSS,
                row=row,
                body=row + 1,
                end=len(table.rows),
                columns={},
                substance=column,
                parts=parts,
            )
    return None


def _columns(texts: Mapping[int, str]) -> dict[Column, tuple[int, ...]]:
    columns: dict[Column, tuple[int, ...]] = {}
    for column, text in texts.items():
        kind = column_named(text)
        if kind is not None:
            columns[kind] = (*columns.get(kind, ()), column)
    return columns


def _with_masses(
    table: Table, row: int, columns: dict[Column, tuple[int, ...]]
) -> dict[Column, tuple[int, ...]]:
    """A column headed Mass as what it is: of the part where it says the same in every row beside amounts, else of the substances."""
    masses = columns.pop(Column.MASS, ())
    has_amounts = any(kind in columns for kind in (Column.AMOUNT, Column.LOW, Column.HIGH))
    for column in masses:
        kind = (
            Column.PART_MASS
            if has_amounts and _says_the_same(table, row, column)
            else Column.AMOUNT
        )
        columns[kind] = (*columns.get(kind, ()), column)
    return columns


def _with_masses_of_parts(columns: dict[Column, tuple[int, ...]]) -> dict[Column, tuple[int, ...]]:
    """Where each row is a part, a column headed Mass is of it."""
    masses = columns.pop(Column.MASS, ())
    if masses:
        columns[Column.PART_MASS] = (*columns.get(Column.PART_MASS, ()), *masses)
    return columns


def _says_the_same(table: Table, row: int, column: int) -> bool:
    """True where the filled cells below a heading are all alike, as far as the next row without any."""
    texts: set[str] = set()
    for below in range(row + 1, len(table.rows)):
        if not any(cell not in (None, "") for cell in table.rows[below]):
            break
        text = table.merged_text(below, column)
        if text:
            texts.add(text)
    return len(texts) <= 1


def _names_below(table: Table, row: int, column: int) -> bool:
    """True where the next filled cell below names a substance."""
    for below in range(row + 1, min(row + 4, len(table.rows))):
        text = table.text(below, column)
        if text:
            return names_substance(text)
    return False


def _end(table: Table, block: Block, limit: int) -> int:
    """Before the labels of the next table, and behind the last row that holds anything."""
    for row in range(block.body, limit):
        if block.substance >= 0 and names_substance(table.text(row, block.substance)):
            continue
        if any(
            label in (Label.NUMBER, Label.SUPPLIER_NUMBER) for label, _ in _labels_in(table, row)
        ):
            limit = row
            break
    while limit > block.body and _ends_nothing(table, limit - 1):
        limit -= 1
    return limit


def _ends_nothing(table: Table, row: int) -> bool:
    """True for an empty row, and for one of the foot of the document: it is no row of the table."""
    texts = [table.text(row, column) for column in range(min(len(table.rows[row]), _MOST_COLUMNS))]
    if not any(texts):
        return True
    return not any(map(names_substance, texts)) and is_foot(texts)


# --------------------------------------------------------------------------- labels


def labels_between(table: Table, start: int, end: int) -> dict[Label, tuple[Labeled, ...]]:
    """What is announced between one table and the next."""
    found: dict[Label, tuple[Labeled, ...]] = {}
    for row in range(start, end):
        if is_like_headings(table, row):
            continue
        labels = tuple(_labels_in(table, row))
        has_number = any(label in _NUMBERS for label, _ in labels)
        for label, text in labels:
            if label is Label.REVISION_BESIDE:
                if not has_number:
                    continue
                label = Label.REVISION  # noqa: PLW2901  # whose it is is known from here on
            found[label] = (*found.get(label, ()), text)
    return found


def is_like_headings(table: Table, row: int) -> bool:
    """True for four cells or more side by side without a colon: the headings or a row of some table, which announce nothing."""
    run = 0
    for column in range(len(table.rows[row])):
        text = table.text(row, column)
        run = run + 1 if text and ":" not in text and "：" not in text else 0
        if run >= _OF_HEADINGS:
            return True
    return False


def holds_labels_alone(table: Table, row: int) -> bool:
    """True for a row in which nothing stands but labels and what they announce."""
    filled = sum(cell not in (None, "") for cell in table.rows[row])
    taken = sum(
        1 if _LABELED.match(table.text(row, found.column)) else 2
        for _, found in _labels_in(table, row)
    )
    return 0 < filled == taken


def _labels_in(table: Table, row: int) -> Iterator[tuple[Label, Labeled]]:
    """``Part No.: X`` in one cell, or ``Part No.`` and ``X`` in two."""
    cells = table.rows[row]
    taken = -1
    for column in range(min(len(cells), _MOST_COLUMNS)):
        text = table.text(row, column)
        if not text or column <= taken:
            continue
        match = _LABELED.match(text)
        label = label_named(match["label"]) if match else label_named(text.rstrip(":： "))
        if label is None:
            continue
        if match:
            yield label, Labeled(match["text"].strip(), row, column)
            continue
        for beside in range(column + 1, min(column + 1 + _REACH, len(cells))):
            value = table.text(row, beside)
            if value:
                if label_named(value.rstrip(":： ")) is None and not _LABELED.match(value):
                    taken = beside
                    yield label, Labeled(value, row, beside)
                break

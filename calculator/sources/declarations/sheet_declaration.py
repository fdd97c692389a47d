"""A sheet of facts that is no Content sheet, read as declarations: what it says, and what became of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from calculator.findings.accounting import RowFate
from calculator.model.problem import Problem, note
from calculator.numbers.counted import agreeing, counted
from calculator.sources.declarations.document_head import NO_HEAD, DocumentHead, document_head
from calculator.sources.declarations.materials import materials_of, of_parts
from calculator.sources.declarations.rows_beside import rows_beside
from calculator.sources.declarations.sheet_blocks import (
    Block,
    Direction,
    blocks_of,
    holds_labels_alone,
)
from calculator.sources.declarations.sheet_view import view_of
from calculator.sources.declarations.sheet_words import Column, Label
from calculator.sources.facts.column_groups import heads_amount
from calculator.sources.facts.content_rows import read_content
from calculator.sources.facts.stated_content import StatedContent
from calculator.sources.layout.columns import KINDS, Header, Heading
from calculator.sources.layout.header_search import find_header
from calculator.sources.rows.cells import Cells
from calculator.sources.table.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDeclaration:
    """One table of a declaration: its rows as facts, its headings, and the fates of its rows from 0."""

    table: Table
    header: Header
    contents: tuple[StatedContent, ...]
    fates: Mapping[int, RowFate]
    problems: tuple[Problem, ...]


def is_better_as_declaration(table: Table, header: Header | None) -> bool:
    """True for a sheet that lists substances in a layout that the reader of Content sheets does not know, or knows less well.

    A sheet that is called Content, Prices or the like is always read as such.
    """
    if table.sheet.strip().casefold() in KINDS or (
        header is not None and header.kind == "questions"
    ):
        return False
    blocks = blocks_of(replace(table, rows=table.rows[:_TELLING_ROWS]))
    if not blocks:
        return False
    if header is None or header.kind != "content":
        return True
    return any(
        block.direction is not Direction.SUBSTANCES_DOWN
        or any(kind in block.columns for kind in _OF_MATERIALS)
        or Column.NUMBER not in block.columns
        or Label.NUMBER in block.labels
        or not _are_known_amounts(table, block)
        for block in blocks
    )


def names_its_parts(table: Table) -> bool:
    """True where each list of substances says of which part it is, in a column, at a label above, or at the head of its columns."""
    blocks = blocks_of(replace(table, rows=table.rows[:_TELLING_ROWS]))
    return bool(blocks) and all(
        block.direction is Direction.PARTS_ACROSS
        or Column.NUMBER in block.columns
        or Column.SUPPLIER_NUMBER in block.columns
        or Label.NUMBER in block.labels
        or Label.SUPPLIER_NUMBER in block.labels
        for block in blocks
    )


_OF_MATERIALS: Final = (Column.MATERIAL, Column.MATERIAL_MASS, Column.MATERIAL_SHARE)
_TELLING_ROWS: Final = 200
"""So many rows tell what a sheet is; all of it is read where it is a declaration."""


def _are_known_amounts(table: Table, block: Block) -> bool:
    return all(
        heads_amount(table.merged_text(block.row, column))
        for column in block.columns.get(Column.AMOUNT, ())
    )


def read_sheet_declarations(
    table: Table, part_of: str, cover: DocumentHead = NO_HEAD
) -> list[SheetDeclaration]:
    """Every declaration on a sheet; ``part_of`` tells its statements from those of other sheets and files.

    ``cover`` is what the other sheets of the document say of all of it.
    """
    blocks = blocks_of(table)
    declarations = [
        declaration for block in blocks if (declaration := _read(table, block, part_of)) is not None
    ]
    if not declarations:
        return []
    declarations = _under_head(table, blocks, declarations, cover)
    beside, problems = rows_beside(table, blocks, part_of)
    if not beside:
        return declarations
    last = declarations[-1]
    return [
        *declarations[:-1],
        replace(last, contents=(*last.contents, *beside), problems=(*last.problems, *problems)),
    ]


def _under_head(
    table: Table,
    blocks: Iterable[Block],
    declarations: Sequence[SheetDeclaration],
    cover: DocumentHead,
) -> list[SheetDeclaration]:
    """The declarations with what the document says of all of them; a label above one of several is of that one alone."""
    head = document_head(table, [(block.row, block.body, block.end) for block in blocks])
    if len(declarations) > 1:
        head = replace(head, supplier="", revision="", reference="")
    whole = head.beside(cover).over(
        content for declaration in declarations for content in declaration.contents
    )
    first, *others = [
        replace(
            declaration, contents=tuple(whole.on_row(content) for content in declaration.contents)
        )
        for declaration in declarations
    ]
    return [replace(first, problems=(*first.problems, *whole.problems_beside(cover))), *others]


def _read(table: Table, block: Block, part_of: str) -> SheetDeclaration | None:
    view = view_of(table, block)
    found = find_header(view, "content")
    if found is None:
        return None
    cells = Cells(view, found)
    rows = read_content(cells)
    materials = materials_of(table, block)
    if materials:
        rows = of_parts(rows, materials)
    statement = f"{part_of}!{block.row}"
    rows = [row.with_content(part_of=statement) for row in rows]
    header = _header(table, block)
    problems = [*cells.told()]
    if rows:
        problems.append(
            note(
                "declaration-read",
                f"{counted(len(rows), 'row')} of a declaration ({block.direction.value}) {agreeing(len(rows), 'was', 'were')} read as contents",
                table.source(block.row, 0),
            )
        )
    return SheetDeclaration(
        table=table,
        header=header,
        contents=tuple(rows),
        fates=_fates(table, block, rows),
        problems=tuple(problems),
    )


def _header(table: Table, block: Block) -> Header:
    """The headings of the table where they stand, for the account of its columns."""
    kinds = {column: kind.value for kind, columns in block.columns.items() for column in columns}
    kinds |= dict.fromkeys(block.elements, "substance")
    kinds |= dict.fromkeys(block.parts, "number")
    if block.substance >= 0:
        kinds[block.substance] = "substance"
    found: dict[str, Heading] = {}
    more: dict[str, tuple[Heading, ...]] = {}
    for column, kind in sorted(kinds.items()):
        heading = Heading(
            meaning=kind,
            column=column,
            text=table.merged_text(block.row, column),
            source=table.source(block.row, column),
        )
        if kind in found:
            more[kind] = (*more.get(kind, ()), heading)
        else:
            found[kind] = heading
    return Header(
        kind="content", row=block.row, body=block.body, end=block.end, headings=found, more=more
    )


def _fates(table: Table, block: Block, rows: list[StatedContent]) -> dict[int, RowFate]:
    fates = {
        cell.row - 1: RowFate.FACTS
        for row in rows
        for cell in (*row.content.cells[:1], *row.content.amount_cells[:1])
        if block.body <= cell.row - 1 < block.end
    }
    labels = {
        found.row
        for of_label in block.labels.values()
        for found in of_label
        if holds_labels_alone(table, found.row)
    }
    return {
        **dict.fromkeys(labels, RowFate.FACTS),
        **fates,
        **dict.fromkeys(range(block.row, block.body), RowFate.HEADING),
    }

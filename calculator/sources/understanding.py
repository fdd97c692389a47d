"""How one table was understood, for a person who looks at the sheet beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from calculator.sources.import_result import Understood
from calculator.sources.items.bills import TableRead
from calculator.sources.layout.columns import Header
from calculator.sources.table.table import Table

if TYPE_CHECKING:
    from calculator.sources.declarations.xml_declaration import Declared


def understanding_of(table: Table, header: Header | None, role: str) -> Understood:
    """The table as it is shown: what it was read as, its headings and its first rows."""
    rows = len(table.rows) if header is None else header.end - header.body
    return Understood(
        file=table.file,
        sheet=table.sheet,
        role=role,
        header=header,
        rows=rows,
        how=getattr(table, "how", ""),
        top=_first_rows(table, header),
    )


def understanding_of_declaration(name: str, declared: Declared) -> Understood:
    """A declaration in XML, whose products and substances are counted."""
    return Understood(
        file=name,
        sheet="",
        role="facts: declaration",
        rows=len(declared.contents),
        how=f"{declared.format_name}, products: {len(declared.products)}",
    )


def _first_rows(table: Table, header: Header | None) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Enough of a sheet to see by eye what is a heading and what stands below it."""
    below = (
        range(0) if header is None else range(header.row, min(header.body + _TOP_BELOW, header.end))
    )
    shown = sorted({*range(min(_TOP_ROWS, len(table.rows))), *below})
    return tuple(
        (
            row,
            tuple(
                table.text(row, column)[:_TOP_TEXT]
                for column in range(min(_TOP_COLUMNS, len(table.rows[row])))
            ),
        )
        for row in shown
    )


_TOP_ROWS, _TOP_BELOW, _TOP_COLUMNS, _TOP_TEXT = 12, 6, 60, 80


def understanding_of_bill(table_read: TableRead) -> Understood:
    """A bill as it is shown, with its hierarchy and what its quantities count."""
    quantities = (
        f"{table_read.placement.quantities.value} ({table_read.placement.why})"
        if table_read.placement.why
        else table_read.placement.quantities.value
    )
    return replace(
        understanding_of(table_read.table, table_read.header, "bom"),
        shape=table_read.shape,
        seen=table_read.seen,
        quantities=quantities,
        below=table_read.placement.below,
    )

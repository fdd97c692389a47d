"""A file into its sheets: one reader a format, each sheet that cannot be read named, nothing raised."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import Any, Final
from xml.parsers import expat

import python_calamine

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.sources.files.container import Container, Kind, Limits
from calculator.sources.table.hidden_content import unseen
from calculator.sources.table.sheet_entries import guarded
from calculator.sources.table.sheet_facts import (
    CellValue,
    Sheet,
    SheetEntry,
    SheetFacts,
    SheetTooLargeError,
)
from calculator.sources.table.table import Table
from calculator.sources.table.xls_records import RecordsError
from calculator.sources.table.xlsx_sheet import has_cells_out_of_place
from calculator.sources.table.xlsx_workbook import read_facts


def read_tables(
    container: Container, limits: Limits
) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """Every sheet of a file; a sheet that cannot be read is left out with an error that names it. Nothing is raised."""
    place = Source(container.name, "")
    try:
        outcome = guarded(lambda: _read(container, limits))
    except MemoryError:
        return (), (
            error("too-large", "the file needs more memory than there is; split it", place),
        )
    if isinstance(outcome, str):
        return (), (
            error(
                "unreadable-workbook", f"the file cannot be read ({outcome}); {_SAVE_AGAIN}", place
            ),
        )
    return outcome


def _read(container: Container, limits: Limits) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    if container.kind is Kind.CSV:
        from calculator.sources.table.delimited import read_delimited

        text, problems = read_delimited(container.name, container.data, limits)
        if text is None or not text.rows:
            return (), problems
        return (
            Table(file=container.name, sheet="", rows=[[*row] for row in text.rows], how=text.how),
        ), problems
    place = Source(container.name, "")
    try:
        sheets, faults = _READERS[container.kind](container, limits)
    except SheetTooLargeError as fault:
        return (), (error("too-large", f"{fault}; split the file", place),)
    except (KeyError, RecordsError, expat.ExpatError, zipfile.BadZipFile) as fault:
        return (), (
            error(
                "not-a-workbook",
                f"its parts do not make a workbook ({fault}); save it again as .xlsx",
                place,
            ),
        )
    tables = tuple(
        Table(
            file=container.name,
            sheet=sheet.name,
            rows=sheet.rows,
            hidden=sheet.hidden,
            facts=sheet.facts,
        )
        for sheet in sheets
    )
    return tables, (
        *faults,
        *(problem for sheet in sheets for problem in unseen(container.name, sheet)),
    )


def _read_with_calamine(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    if container.kind is Kind.XLSX:
        entries, facts, faults = read_facts(container, limits)
    else:
        from calculator.sources.table.xlsb import read_binary_facts

        entries, facts, faults = read_binary_facts(container, limits)
    sheets, losses = _values(container, entries, facts)
    return sheets, [*faults, *losses]


def _read_document(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    from calculator.sources.table.ods import read_document

    return read_document(container, limits)


def _read_old(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    from calculator.sources.table.xls import read_old_workbook

    return read_old_workbook(container, limits)


_READERS: Final = {
    Kind.XLSX: _read_with_calamine,
    Kind.XLSB: _read_with_calamine,
    Kind.ODS: _read_document,
    Kind.XLS: _read_old,
}
_SAVE_AGAIN = "open it in a spreadsheet program and save it again"


def _values(
    container: Container, entries: list[SheetEntry], facts: dict[str, SheetFacts]
) -> tuple[list[Sheet], list[Problem]]:
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    workbook = guarded(
        lambda: python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(container.data))
    )
    if isinstance(workbook, str):
        return [], [
            error(
                "unreadable-workbook",
                f"the workbook cannot be read ({workbook}); {_SAVE_AGAIN}",
                Source(container.name, ""),
            )
        ]
    for entry in entries:
        if entry.name not in facts:
            continue
        sheet_facts, place = facts[entry.name], Source(container.name, entry.name)
        rows = guarded(partial(_all_rows, workbook, entry.name))
        if isinstance(rows, str):
            problems.append(
                error(
                    "unreadable-workbook",
                    f"the sheet cannot be read ({rows}); {_SAVE_AGAIN}",
                    place,
                )
            )
        elif len(rows) > sheet_facts.rows or len(rows[0] if rows else ()) > sheet_facts.columns:
            # Two readers that disagree on where cells are cannot both be trusted with an address.
            problems.append(_two_ways(place))
        elif (
            container.kind is Kind.XLSX
            and sheet_facts.filled > sum(len(row) - row.count("") for row in rows)
            and _is_out_of_place(container, entry)
        ):
            # A cell that stands twice has two values; cells that hold an empty text are fewer too, and harmless.
            problems.append(_two_ways(place))
        else:
            sheets.append(
                Sheet(
                    name=entry.name,
                    hidden=entry.hidden,
                    very_hidden=entry.very_hidden,
                    rows=_matrix(rows, sheet_facts),
                    facts=sheet_facts,
                )
            )
    return sheets, problems


def _all_rows(workbook: python_calamine.CalamineWorkbook, name: str) -> list[list[Any]]:
    """The values of a sheet from its first cell on, empty rows and columns included."""
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _two_ways(place: Source) -> Problem:
    return error(
        "unreadable-workbook",
        f"the sheet cannot be read (its cells lie in two ways); {_SAVE_AGAIN}",
        place,
    )


def _is_out_of_place(container: Container, entry: SheetEntry) -> bool:
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive, archive.open(entry.part) as stream:
        return has_cells_out_of_place(stream)


def _matrix(rows: list[list[Any]], facts: SheetFacts) -> list[list[CellValue]]:
    """Blank and error cells are None: an error is no value."""
    values: list[list[CellValue]] = [
        [None if cell == "" else cell for cell in row] if "" in row else row for row in rows
    ]
    for row, column in facts.errors:
        if row < len(values) and column < len(values[row]):
            values[row][column] = None
    return values

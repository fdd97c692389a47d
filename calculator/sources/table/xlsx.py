"""Values of xlsx and xlsb workbooks, read by calamine, and only where a pass over the file's own records agrees on where they lie."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import Any

import python_calamine

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.sources.files.container import Container
from calculator.sources.files.limits import Limits
from calculator.sources.table.matrix import matrix_of
from calculator.sources.table.odd_values import with_old_errors
from calculator.sources.table.sheet_entries import SAVE_AGAIN, guarded
from calculator.sources.table.sheet_facts import Sheet, SheetEntry, SheetFacts
from calculator.sources.table.xlsx_sheet import has_cells_out_of_place
from calculator.sources.table.xlsx_workbook import read_facts


def read_workbook(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet of an xlsx or xlsm workbook."""
    entries, facts, faults = read_facts(container, limits)
    sheets, losses = _values(container, entries, facts)
    return sheets, [*faults, *losses]


def read_binary_workbook(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet of an xlsb workbook."""
    from calculator.sources.table.xlsb import read_binary_facts

    entries, facts, faults = read_binary_facts(container, limits)
    sheets, losses = _values(container, entries, facts)
    return sheets, [*faults, *losses]


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
                f"the workbook cannot be read ({workbook}); {SAVE_AGAIN}",
                Source(container.name, ""),
            )
        ]
    for entry in entries:
        if entry.name not in facts:
            continue
        sheet_facts, place = facts[entry.name], Source(container.name, entry.name)
        rows = guarded(partial(_all_rows, workbook, entry.name))
        if isinstance(rows, str) and "#" in rows:
            rows = guarded(partial(_rows_with_old_errors, container, entry)) or rows
        if isinstance(rows, str):
            problems.append(
                error(
                    "unreadable-workbook",
                    f"the sheet cannot be read ({rows}); {SAVE_AGAIN}",
                    place,
                )
            )
        elif len(rows) > sheet_facts.rows or len(rows[0] if rows else ()) > sheet_facts.columns:
            # Two readers that disagree on where cells are cannot both be trusted with an address.
            problems.append(_two_ways(place))
        elif (
            container.kind.name == "xlsx"
            and sheet_facts.filled > sum(len(row) - row.count("") for row in rows)
            and _is_out_of_place(container, entry)
        ):
            # A cell that stands twice has two values; cells that hold an empty text are fewer too, and harmless.
            problems.append(_two_ways(place))
        else:
            values, is_finite = matrix_of(rows, sheet_facts)
            sheets.append(
                Sheet(
                    name=entry.name,
                    hidden=entry.hidden,
                    very_hidden=entry.very_hidden,
                    rows=values,
                    facts=sheet_facts,
                    is_finite=is_finite,
                )
            )
    return sheets, problems


def _all_rows(workbook: python_calamine.CalamineWorkbook, name: str) -> list[list[Any]]:
    """The values of a sheet from its first cell on, empty rows and columns included."""
    return workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _rows_with_old_errors(container: Container, entry: SheetEntry) -> list[list[Any]] | None:
    """The values of a sheet that holds errors newer than the reader; None where it holds none."""
    repaired = with_old_errors(container.data, entry.part)
    if repaired is None:
        return None
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(repaired))
    return _all_rows(workbook, entry.name)


def _two_ways(place: Source) -> Problem:
    return error(
        "unreadable-workbook",
        f"the sheet cannot be read (its cells lie in two ways); {SAVE_AGAIN}",
        place,
    )


def _is_out_of_place(container: Container, entry: SheetEntry) -> bool:
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive, archive.open(entry.part) as stream:
        return has_cells_out_of_place(stream)

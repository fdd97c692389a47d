"""A file into its sheets: one reader a format, each sheet that cannot be read named, nothing raised."""

from __future__ import annotations

import zipfile
from xml.parsers import expat

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.sources.files.container import Container, Limits
from calculator.sources.table.hidden_content import unseen
from calculator.sources.table.odd_values import make_infinities_errors, show_words
from calculator.sources.table.sheet_entries import SAVE_AGAIN, guarded
from calculator.sources.table.sheet_facts import RecordsError, SheetTooLargeError
from calculator.sources.table.table import Table


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
                "unreadable-workbook", f"the file cannot be read ({outcome}); {SAVE_AGAIN}", place
            ),
        )
    return outcome


def _read(container: Container, limits: Limits) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    place = Source(container.name, "")
    try:
        sheets, faults = container.kind.read(container, limits)
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
    for sheet in sheets:
        make_infinities_errors(sheet)
        show_words(sheet)
    tables = tuple(
        Table(
            file=container.name,
            sheet=sheet.name,
            rows=sheet.rows,
            hidden=sheet.hidden,
            facts=sheet.facts,
            how=sheet.how,
        )
        for sheet in sheets
    )
    return tables, (
        *faults,
        *(problem for sheet in sheets for problem in unseen(container.name, sheet)),
    )

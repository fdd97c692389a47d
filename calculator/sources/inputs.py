"""The files given: each opened within limits, its tables chosen, none of them read twice."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from calculator.findings.report import InputFile
from calculator.model.problem import error, note
from calculator.model.source import Source
from calculator.sources.files.container import open_container
from calculator.sources.import_result import Accumulator, Request
from calculator.sources.layout.profile import NO_PROFILE
from calculator.sources.layout.sheet_choice import Choice, choose_tables, no_bill
from calculator.sources.table.readers import read_tables
from calculator.sources.understanding import understanding_of


class OpenedFile(NamedTuple):
    """A file, what it is for, the tables of it that are read, and its SHA-256."""

    path: Path
    role: str
    choice: Choice
    sha256: str


def each_once(opened: list[OpenedFile], accumulator: Accumulator) -> list[OpenedFile]:
    """The files without the tables that were in an earlier one: a file that is given twice says nothing twice."""
    read: dict[tuple[str, str, int], OpenedFile] = {}
    for file in opened:
        choice = file.choice
        before = read.copy()
        for tables in (choice.bills, choice.lists, choice.facts):
            read |= {(file.sha256, table.sheet, header.row): file for table, header in tables}
            tables[:] = [
                (table, header)
                for table, header in tables
                if (file.sha256, table.sheet, header.row) not in before
            ]
        if any(sha256 == file.sha256 for sha256, _, _ in before):
            accumulator.problems.append(
                note(
                    "file-twice",
                    "the same file was given before; each table of it was read once",
                    Source(file.path.name, ""),
                )
            )
    return opened


def open_file(
    path: Path, role: str, request: Request, accumulator: Accumulator
) -> OpenedFile | None:
    """The tables of a file that are read; None where it cannot be, which is said."""
    if str(path) in request.refuse:
        accumulator.refused.append(path.name)
        accumulator.problems.append(request.refuse[str(path)])
        return None
    request.announce(str(path))
    container, problems = open_container(path, request.limits)
    accumulator.problems += problems
    if container is None:
        accumulator.refused.append(path.name)
        return None
    tables, problems = read_tables(container, request.limits)
    accumulator.problems += problems
    accumulator.files.append(
        InputFile(path=path.name, sha256=container.sha256, size=len(container.data), role=role)
    )
    if not tables:
        accumulator.refused.append(path.name)
        return None
    choice = choose_tables(
        tables,
        request.sheet if role == "bom" else None,
        request.profile if role == "bom" else NO_PROFILE,
    )
    if role == "facts" and not choice.facts:
        accumulator.refused.append(path.name)
        accumulator.problems.append(
            error(
                "no-facts",
                "no sheet with the headings of Content, Prices, Rates or Questions; see `deminimis template`",
                Source(path.name, ""),
            )
        )
    if role == "bom":
        accumulator.problems += choice.problems
        if not choice.bills:
            accumulator.refused.append(path.name)
            accumulator.problems.append(
                no_bill(path.name, request.sheet or request.profile.sheet, tables)
            )
    for table, header, why in choice.left_out:
        accumulator.understood.append(understanding_of(table, header, f"not read: {why}"))
    return OpenedFile(path, role, choice, container.sha256)

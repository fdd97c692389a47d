"""What is embedded in a file: the sheets of its workbooks are read, everything else is counted and named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from calculator.model.problem import Problem, note
from calculator.model.source import Source
from calculator.numbers.counted import counted
from calculator.sources.files.embedded import Embedded
from calculator.sources.files.limits import Limits
from calculator.sources.table.readers import read_tables
from calculator.sources.table.table import Table


def embedded_tables(
    name: str, embedded: Embedded, limits: Limits
) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The sheets of embedded workbooks, which are called "WORKBOOK / SHEET" in the file that holds them."""
    tables: list[Table] = []
    problems: list[Problem] = []
    for workbook in embedded.workbooks:
        inner, faults = read_tables(workbook, limits)
        tables += [
            replace(table, file=name, sheet=f"{workbook.name} / {table.sheet}") for table in inner
        ]
        problems += [
            replace(
                fault,
                cells=tuple(
                    cell._replace(file=name, sheet=f"{workbook.name} / {cell.sheet}")
                    for cell in fault.cells
                ),
            )
            for fault in faults
        ]
    return tuple(tables), tuple(problems)


def of_objects(name: str, objects: Mapping[str, int]) -> list[Problem]:
    """One note of what is embedded and cannot be read."""
    unread = {kind: count for kind, count in objects.items() if kind != "workbook"}
    if not unread:
        return []
    return [
        note(
            "embedded-unread",
            f"not read: {counted_objects(unread)} in the file; if one of them lists parts, give it as a sheet",
            Source(name, ""),
        )
    ]


def counted_objects(objects: Mapping[str, int]) -> str:
    """``2 pictures, 1 document``."""
    return ", ".join(counted(count, kind) for kind, count in sorted(objects.items()))

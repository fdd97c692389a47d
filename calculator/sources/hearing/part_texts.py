"""What a file says beside its cells, by its format; a text file says nothing there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from calculator.sources.files.container import Container
from calculator.sources.hearing.passage import NO_PARTS, PartTexts
from calculator.sources.table.cell_colours import cell_colours
from calculator.sources.table.table import Table


def all_part_texts(
    container: Container, tables: Sequence[Table], embedded: Iterable[Container]
) -> PartTexts:
    """The texts of the parts of a file and of the workbooks embedded in it, whose places are called WORKBOOK / PLACE."""
    own = part_texts(container, tables)
    inner = [
        replace(
            passage,
            source=passage.source._replace(
                file=container.name, sheet=f"{workbook.name} / {passage.source.sheet}"
            ),
        )
        for workbook in embedded
        for passage in part_texts(workbook, ()).passages
    ]
    return replace(own, passages=(*own.passages, *inner)) if inner else own


def has_comments(container: Container) -> bool:
    """True for a workbook with comments on its cells, at the cost of one look at its parts."""
    if container.kind.name not in ("xlsx", "xlsb"):
        return False
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        return any("comment" in name.casefold() for name in archive.namelist())


def part_texts(container: Container, tables: Sequence[Table]) -> PartTexts:
    """The texts of the parts of a file; ``tables`` are its sheets in their order."""
    match container.kind.name:
        case "xlsx" | "xlsb":
            from calculator.sources.hearing.workbook_texts import workbook_texts

            texts = workbook_texts(
                container,
                {table.sheet: table.facts.tail for table in tables},
                frozenset(table.sheet for table in tables if len(table.facts.empty_formulas)),
            )
            is_xlsx = container.kind.name == "xlsx"
            return replace(texts, colours=partial(cell_colours, container)) if is_xlsx else texts
        case "ods":
            from calculator.sources.hearing.document_texts import document_texts

            return document_texts(container)
        case "xls":
            from calculator.sources.hearing.old_workbook_texts import old_workbook_texts

            return old_workbook_texts(container, [table.sheet for table in tables])
        case _:
            return NO_PARTS

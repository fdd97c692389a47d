"""What a file says beside its cells, by its format; a text file says nothing there."""

from __future__ import annotations

from collections.abc import Sequence

from calculator.sources.files.container import Container
from calculator.sources.hearing.passage import NO_PARTS, PartTexts


def part_texts(container: Container, sheets: Sequence[str]) -> PartTexts:
    """The texts of the parts of a file; ``sheets`` are the names of its sheets in their order."""
    match container.kind.name:
        case "xlsx" | "xlsb":
            from calculator.sources.hearing.workbook_texts import workbook_texts

            return workbook_texts(container)
        case "ods":
            from calculator.sources.hearing.document_texts import document_texts

            return document_texts(container)
        case "xls":
            from calculator.sources.hearing.old_workbook_texts import old_workbook_texts

            return old_workbook_texts(container, sheets)
        case _:
            return NO_PARTS

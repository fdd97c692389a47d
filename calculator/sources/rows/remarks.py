"""Words that stand beside the cells of a table: comments, headers and footers, text boxes, and sheets that are no bill."""

from __future__ import annotations

from typing import NamedTuple

from calculator.model.source import Source


class Remark(NamedTuple):
    """A text and where it stands: a comment in the cell that it is attached to, another text in no row of the table."""

    text: str
    cell: Source
    heading: str = ""
    """What stands over it, where it is a cell of a table."""

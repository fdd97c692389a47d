"""What a file may cost, and the one exception that says it costs more or is not what it should be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost. The defaults hold a real bill of 500,000 lines of 20 columns four times over.

    >>> Limits().area >= 4 * 500_000 * 20
    True
    """

    file_bytes: int = 256 << 20
    parts: int = 5_000
    inflated_bytes: int = 2 << 30
    part_bytes: int = 1536 << 20
    ratio: int = 400
    """A part may inflate to this many times its packed size; small parts are exempt up to ``free_bytes``."""
    free_bytes: int = 8 << 20
    sheets: int = 500
    rows: int = 1_048_576
    columns: int = 1_024
    """Of cells that hold something; a format that reaches to XFD costs nothing."""
    cells: int = 40_000_000
    """Cells of one sheet, blank ones that only carry a format included."""
    area: int = 40_000_000
    """Rows times columns of the rectangle that holds every filled cell of a sheet, of all sheets together: a reader
    allocates it."""
    free_area: int = 5_000_000
    """Rectangles up to this size together may be as empty as they like: they cost no more than 400 MB."""
    filled_percent: int = 5
    """Of larger ones this much must be filled, by cells that take a packed byte or more each: a file of a few
    kilobytes cannot ask for the room of a large one."""
    strings: int = 4_000_000
    text: int = 32_767
    """Characters of one cell: what Excel itself allows."""
    characters: int = 2 << 30
    """Of all the texts of one sheet together: a text that is stored once can stand in a million cells."""
    merges: int = 100_000


class RefusedError(Exception):
    """A file or a sheet that is not read: the code of the problem, and the fault with its way out."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

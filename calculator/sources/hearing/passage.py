"""A text that no line was made of, with its place in the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from calculator.model.source import Source
from calculator.sources.table.cell_colours import CellColours


class Place(Enum):
    """In what corner of a file a text stands; the value is what a report says of it."""

    CELL = "in a cell that no line was made of"
    HEADING = "in the heading of a column that was not read"
    TITLE = "in a title"
    COMMENT = "in a comment"
    PAGE = "in a header or footer"
    DRAWING = "in a text box, a picture's description or a chart"
    SHEET_NAME = "in the name of a sheet"
    FILE_NAME = "in the name of the file"
    PROPERTY = "in the properties of the file"
    PERSON = "in the name of a person or a company"
    DEFINED_NAME = "in a defined name"
    CHOICE = "in a list of choices"
    CACHE = "in the stored values of a pivot table or a link"
    FORMULA = "in a formula without a stored value"
    MERGED_AWAY = "in a cell that a merged range hides"
    PART = "in a part of the file that is no sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text of any length with the cell it stands in, or the part of the file.

    A comment has the cell that it is attached to; ``heading`` is that of its column.
    """

    text: str
    source: Source
    place: Place
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceRange:
    """Cells from which a validation lets a person choose: rows and columns count from 1, both ends are in it."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, source: Source) -> bool:
        """True for a cell of the range."""
        return (
            source.sheet.casefold() == self.sheet.casefold()
            and self.top <= source.row <= self.bottom
            and self.left <= source.column <= self.right
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTexts:
    """What the parts of a workbook say beside its cells, and the cells that are lists of choices."""

    passages: tuple[Passage, ...] = ()
    choices: tuple[ChoiceRange, ...] = ()
    colours: Callable[[], CellColours] | None = None
    """Reads the colours of the cells, where the format of the file has them; None where it does not."""


NO_PARTS: Final = PartTexts()

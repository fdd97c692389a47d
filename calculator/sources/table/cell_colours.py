"""The colours of the cells of an .xlsx file, which are read only where a legend says that they mean something."""

from __future__ import annotations

import colorsys
import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final, TypeAlias
from xml.parsers import expat

from calculator.sources.files.container import Container
from calculator.sources.table.styles import read_styles
from calculator.sources.table.xlsx_workbook import read_relations, read_workbook

CellColours: TypeAlias = Mapping[str, Mapping[tuple[int, int], str]]
"""By sheet, the colour of each cell that has one, by row and column from 1: of its ground, else of its letters."""

_CELL: Final = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*?\bs="([0-9]{1,5})"'
)


def cell_colours(container: Container) -> CellColours:
    """The colours of all cells; nothing of a file that is no workbook of parts. The container has been held to its limits before."""
    try:
        with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
            with archive.open("xl/_rels/workbook.xml.rels") as stream:
                relations = read_relations(stream)
            with archive.open("xl/workbook.xml") as stream:
                sheets, _ = read_workbook(stream, relations)
            with archive.open("xl/styles.xml") as stream:
                colours = {
                    b"%d" % place: style.colour
                    for place, style in enumerate(read_styles(stream))
                    if style.colour
                }
            return {
                sheet.name: {
                    (int(cell[2]), _column(cell[1])): colours[cell[3]]
                    for cell in _CELL.finditer(archive.read(sheet.part))
                    if cell[3] in colours
                }
                for sheet in sheets
                if colours and sheet.part in archive.namelist()
            }
    except (KeyError, expat.ExpatError, zipfile.BadZipFile):
        return {}


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - ord("A") + 1
    return column


_GREY: Final = 0.15
"""Below this saturation a colour is grey."""
_HUES: Final = (
    (15, "red"),
    (50, "orange"),
    (70, "yellow"),
    (170, "green"),
    (260, "blue"),
    (330, "purple"),
    (360, "red"),
)
"""The end of each hue on the circle of colours, in degrees."""
HUES: Final = ("grey", *dict.fromkeys(name for _, name in _HUES))
"""What ``hue_of`` calls colours."""


def hue_of(colour: str) -> str:
    """What people call a colour that is written as red, green and blue; nothing for one of a theme.

    >>> [hue_of(colour) for colour in ("FF0000", "FFC000", "FFFF00", "92D050", "00B0F0", "BFBFBF", "theme 5")]
    ['red', 'orange', 'yellow', 'green', 'blue', 'grey', '']
    """
    if not re.fullmatch("[0-9A-F]{6}", colour):
        return ""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < _GREY:
        return "grey"
    return next(name for end, name in _HUES if hue * 360 <= end)

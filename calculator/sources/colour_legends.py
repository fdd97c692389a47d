"""What a legend says of the colour in which the row of a magnet, a target or a material is marked: red = made in China.

A legend is a text beside the lines that claims something and stands in a coloured cell, behind one, or names the colour.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final, NamedTuple

from calculator.model.bill import Bill
from calculator.model.claim import Claim, ItemClaim
from calculator.model.item import Item
from calculator.model.source import Source
from calculator.recognition.claims import claims_in
from calculator.recognition.whole_words import WordLists
from calculator.sources.line_claims import subjects_of
from calculator.sources.note_claims import notes_on
from calculator.sources.sheet_reading import SheetReading
from calculator.sources.table.cell_colours import HUES, CellColours, hue_of

_NAMES: Final = WordLists("colours", *HUES)
_REACH: Final = 2
"""Cells beside a text in which its colour may be shown or named."""


class _Legend(NamedTuple):
    """What claims are made by a colour, or by a hue that words name, and where."""

    claims: tuple[Claim, ...]
    cell: Source
    colours: frozenset[str]


def claims_by_colour(
    bill: Bill,
    sheets: Sequence[SheetReading],
    colours_in: Mapping[str, Callable[[], CellColours]],
) -> Iterator[ItemClaim]:
    """The claims of every legend on the items whose rows have its colour; ``colours_in`` reads the colours of a file by its name."""
    subjects = [item for item in subjects_of(bill).values() if item.cells]
    rows = {(cell.file, cell.sheet, cell.row) for item in subjects for cell in item.cells}
    texts = [
        (claims, cell)
        for text, cell in (*_notes(sheets), *_lines_of_words(bill))
        if cell.file in colours_in
        and (cell.file, cell.sheet, cell.row) not in rows
        and (claims := claims_in(text) or claims_in(text.rpartition("=")[2]))
    ]
    if not subjects or not texts:
        return
    read = cache(lambda file: colours_in[file]())
    tables = {(sheet.table.file, sheet.table.sheet): sheet.table for sheet in sheets}
    for claims, cell in texts:
        colours = read(cell.file)
        table = tables.get((cell.file, cell.sheet))
        near = range(max(1, cell.column - _REACH), cell.column + _REACH)
        beside = [] if table is None else [table.text(cell.row - 1, column - 1) for column in near]
        own = colours.get(cell.sheet, {})
        shown = (own.get((cell.row, column), "") for column in near)
        legend = _Legend(
            claims=claims,
            cell=cell,
            colours=frozenset((*filter(None, shown), *_named(" ".join(beside)))),
        )
        if legend.colours:
            yield from _said_by(legend, subjects, colours)


def _notes(sheets: Iterable[SheetReading]) -> Iterator[tuple[str, Source]]:
    return ((note.text, note.source) for note in notes_on(sheets))


def _lines_of_words(bill: Bill) -> Iterator[tuple[str, Source]]:
    """Lines without a part number, which a legend below a bill is taken for."""
    for item in bill.items.values():
        if not any(map(str.isdigit, item.number)) and item.cells:
            yield f"{item.number}; {item.description}", item.cells[0]


def _said_by(
    legend: _Legend, subjects: Sequence[Item], colours: CellColours
) -> Iterator[ItemClaim]:
    for item in subjects:
        rows = {(cell.sheet, cell.row) for cell in item.cells if cell.file == legend.cell.file}
        marked = {
            name
            for sheet, row in rows
            for colour in _of_row(colours.get(sheet, {}), row)
            for name in (colour, hue_of(colour))
        }
        if not marked.isdisjoint(legend.colours):
            for claim in legend.claims:
                by_colour = replace(claim, words=f"{claim.words} (by the legend of its colour)")
                yield ItemClaim(item=item.number, claim=by_colour, cell=legend.cell)


_COLUMNS: Final = 200
"""Columns of a row in which a colour marks it."""


def _of_row(colours: Mapping[tuple[int, int], str], row: int) -> Iterator[str]:
    for column in range(1, _COLUMNS):
        colour = colours.get((row, column))
        if colour:
            yield colour


def _named(text: str) -> Iterator[str]:
    """The hues that a text names."""
    lower = text.casefold()
    return (hue for hue in HUES if _NAMES.pattern(hue).search(lower))

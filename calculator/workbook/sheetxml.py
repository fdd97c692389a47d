"""What a reader of values cannot see: hidden rows, number formats, strike-through, formulas without a value.

One pass over each part with expat, which keeps nothing: only cells with something unusual are remembered.
Prefixes of names do not matter; cells and rows without an address are counted from their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 16
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})\Z")


class SheetTooLargeError(Exception):
    """A cell lies outside of the rows and columns that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a cell's format shows."""

    number_format: str = "General"
    strike: bool = False
    indent: int = 0
    invisible: bool = False

    @property
    def is_plain(self) -> bool:
        """True where the format shows nothing that the value does not."""
        return self.number_format == "General" and not self.strike and not self.indent and not self.invisible


@dataclass
class SheetFacts:
    """Rows and columns count from 0."""

    rows: int = 0
    columns: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    outline: dict[int, int] = field(default_factory=dict)
    styles: dict[tuple[int, int], Style] = field(default_factory=dict)
    empty_formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    merges: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """One sheet as the workbook part lists it; ``part`` is its name in the zip file."""

    name: str
    part: str
    hidden: bool


def read_sheet(stream: IO[bytes], styles: list[Style], max_rows: int, max_columns: int) -> SheetFacts:
    """The facts of one sheet part.

    Raises SheetTooLargeError before anything is sized by a far cell, and expat.ExpatError for what is not XML.
    """
    reader = _SheetReader(styles, max_rows, max_columns)
    _parse(stream, reader.start, reader.end)
    return reader.facts


class _SheetReader:
    """Where the pass over one sheet stands; each element that matters has its own method."""

    def __init__(self, styles: list[Style], max_rows: int, max_columns: int) -> None:
        self.facts = SheetFacts()
        self.styles = styles
        self.max_rows = max_rows
        self.max_columns = max_columns
        self.row = -1
        self.column = -1
        self.in_cell = False
        self.has_formula = False
        self.has_value = False
        self.elements = {
            "c": self.cell,
            "row": self.new_row,
            "col": self.columns,
            "mergeCell": self.merge,
            "v": self.value,
            "is": self.value,
            "f": self.formula,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = self.elements.get(name.rpartition(":")[2])
        if element is not None:
            element(attributes)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] == "c":
            self.in_cell = False
            if self.has_formula and not self.has_value:
                self.facts.empty_formulas.add((self.row, self.column))

    def cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        address = _CELL.match(attributes.get("r", ""))
        if address is not None:
            self.column, self.row = _column(address.group(1)), int(address.group(2)) - 1
        if not 0 <= self.row < self.max_rows or self.column >= self.max_columns:
            raise SheetTooLargeError(f"row {self.row + 1}, column {self.column + 1}")
        facts, place = self.facts, (self.row, self.column)
        facts.rows, facts.columns = max(facts.rows, self.row + 1), max(facts.columns, self.column + 1)
        self.in_cell, self.has_formula, self.has_value = True, False, False
        if attributes.get("t") == "e":
            facts.errors.add(place)
        style = _style(self.styles, attributes.get("s"))
        if style is not None and not style.is_plain:
            facts.styles[place] = style

    def value(self, _: dict[str, str]) -> None:
        self.has_value = True

    def formula(self, _: dict[str, str]) -> None:
        self.has_formula = self.in_cell

    def new_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number) - 1 if number.isdigit() and len(number) < 8 else self.row + 1
        self.column = -1
        if attributes.get("hidden") in {"1", "true"} or attributes.get("ht") == "0":
            self.facts.hidden_rows.add(self.row)
        level = _whole(attributes.get("outlineLevel"))
        if level:
            self.facts.outline[self.row] = level

    def columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in {"1", "true"}:
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self.facts.hidden_columns.update(range(max(first - 1, 0), min(last, self.max_columns)))

    def merge(self, _: dict[str, str]) -> None:
        self.facts.merges += 1


def read_styles(stream: IO[bytes]) -> list[Style]:
    """The cell formats of a styles part, in the order that cells refer to them by."""
    formats: dict[str, str] = {}
    fonts: list[tuple[bool, bool]] = []
    found: list[Style] = []
    where: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        parent = where[-1] if where else ""
        where.append(tag)
        if tag == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "font" and parent == "fonts":
            fonts.append((False, False))
        elif tag == "strike" and "fonts" in where and fonts:
            fonts[-1] = (attributes.get("val", "1") not in {"0", "false"}, fonts[-1][1])
        elif tag == "color" and "fonts" in where and fonts:
            white = attributes.get("rgb", "").upper()[-6:] == "FFFFFF" or attributes.get("theme") == "0"
            fonts[-1] = (fonts[-1][0], white)
        elif tag == "xf" and parent == "cellXfs":
            font = _whole(attributes.get("fontId"))
            strike, white = fonts[font] if font < len(fonts) else (False, False)
            number = attributes.get("numFmtId", "0")
            # White letters are invisible only where the cell is not filled with a colour of its own.
            found.append(
                Style(
                    number_format=formats.get(number, _BUILT_IN.get(number, "General")),
                    strike=strike,
                    invisible=white and _whole(attributes.get("fillId")) < 2,
                )
            )
        elif tag == "alignment" and parent == "xf" and "cellXfs" in where and found and attributes.get("indent", "0") != "0":
            last = found[-1]
            found[-1] = Style(
                number_format=last.number_format, strike=last.strike, indent=_whole(attributes["indent"]), invisible=last.invisible
            )

    def end(name: str) -> None:
        del name
        where.pop()

    _parse(stream, start, end)
    return found


def read_workbook(stream: IO[bytes], relations: dict[str, str]) -> list[SheetEntry]:
    """The sheets in the order of the workbook."""
    found: list[SheetEntry] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id" and ":" in key), "")
            found.append(
                SheetEntry(
                    name=attributes.get("name", ""),
                    part=relations.get(relation, ""),
                    hidden=attributes.get("state", "visible") != "visible",
                )
            )

    _parse(stream, start, lambda _: None)
    return found


def read_relations(stream: IO[bytes]) -> dict[str, str]:
    """Part names by relation id, for the relations of the workbook part."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            found[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    _parse(stream, start, lambda _: None)
    return found


def _parse(stream: IO[bytes], start: Callable[[str, dict[str, str]], None], end: Callable[[str], None]) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = _no_entities
    for chunk in _chunks(stream):
        parser.Parse(chunk, False)  # noqa: FBT003  # expat takes it by place
    parser.Parse(b"", True)  # noqa: FBT003


def _no_entities(*_: object) -> None:
    message = "entities are not read"
    raise expat.ExpatError(message)


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 8 else 0


def _style(styles: list[Style], index: str | None) -> Style | None:
    position = _whole(index)
    return styles[position] if index is not None and position < len(styles) else None


_BUILT_IN = {
    **dict.fromkeys(("9", "10"), "0%"),
    **dict.fromkeys(("14", "15", "16", "17", "22"), "yyyy-mm-dd"),
    **dict.fromkeys(("18", "19", "20", "21", "45", "46", "47"), "h:mm"),
    "49": "@",
}

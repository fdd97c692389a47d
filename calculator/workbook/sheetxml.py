"""What a reader of values cannot see: true extents, hidden rows, formats, strike-through, formulas without a value.

One pass over each part with expat, which keeps nothing: only what is unusual is remembered, in eight bytes a cell.
Prefixes of names do not matter; cells and rows without an address are counted from their place, as calamine counts
them. Cells that hold nothing unusual are cut out before expat sees them (PlainCells), for it calls back for each.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import IO, Final
from xml.parsers import expat

from calculator.workbook.container import Limits
from calculator.workbook.styles import PLAIN, Style, is_true, local, new_parser, parse, whole


class SheetTooLargeError(Exception):
    """A sheet holds more than the limits allow; the text says what."""


class CellMarks:
    """Cells, each with a small number, in eight bytes a cell whatever the sheet's size.

    >>> marks = CellMarks()
    >>> marks.add(7, 1, 40); marks.add(2, 3)
    >>> marks.get(7, 1), marks.get(7, 2), list(marks)
    (40, None, [(2, 3), (7, 1)])
    """

    __slots__ = ("_in_order", "_keys")

    def __init__(self) -> None:
        self._keys: array[int] = array("Q")
        self._in_order = True

    def add(self, row: int, column: int, mark: int = 0) -> None:
        """Remember a cell."""
        key = row << 30 | column << 16 | mark
        if self._keys and key < self._keys[-1]:
            self._in_order = False
        self._keys.append(key)

    def get(self, row: int, column: int) -> int | None:
        """The number of a cell, None where it was not added."""
        if not self._keys:
            return None
        if not self._in_order:
            self._keys, self._in_order = array("Q", sorted(self._keys)), True
        cell = row << 14 | column
        at = bisect_right(self._keys, cell << 16 | 0xFFFF) - 1
        return self._keys[at] & 0xFFFF if at >= 0 and self._keys[at] >> 16 == cell else None

    def __contains__(self, cell: tuple[int, int]) -> bool:
        return self.get(*cell) is not None

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for key in sorted(self._keys):
            yield key >> 30, key >> 16 & 0x3FFF


@dataclass
class SheetFacts:
    """Rows and columns count from 0; ``rows`` and ``columns`` are of the rectangle from A1 that holds every filled cell."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    outline: dict[int, int] = field(default_factory=dict)
    formats: Sequence[Style] = ()
    styles: CellMarks = field(default_factory=CellMarks)
    """Of filled cells whose format shows something: its place in ``formats``."""
    empty_formulas: CellMarks = field(default_factory=CellMarks)
    errors: CellMarks = field(default_factory=CellMarks)
    autofilter: bool = False
    merges: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row and column, last row and column; no more than the limit, ``merges`` counts all."""

    def style(self, row: int, column: int) -> Style:
        """The format of a cell as far as it shows something."""
        mark = self.styles.get(row, column)
        return PLAIN if mark is None else self.formats[mark]


def read_sheet(stream: IO[bytes], styles: Sequence[Style], limits: Limits, lengths: Sequence[int] | None = None) -> SheetFacts:
    """The facts of one sheet part. With ``lengths`` of the shared texts, all texts together are held to the limit too.

    Raises SheetTooLargeError before anything is sized by a far cell, and expat.ExpatError for what is not XML.
    """
    reader = _SheetReader(styles, limits, lengths)
    parser = new_parser(reader.start, reader.end if lengths is not None else None)
    if lengths is not None:
        parser.CharacterDataHandler = reader.characters
    plain = PlainCells(reader.facts, limits)
    kept = b""
    while chunk := stream.read(1 << 20):
        kept += chunk
        cut = kept.rfind(b"</row>") + 6
        if cut >= 6 and lengths is None:
            parser.Parse(plain.cut_out(kept[:cut]), False)  # noqa: FBT003  # expat takes it by place
            kept = kept[cut:]
        elif len(kept) > _LONGEST_ROW or lengths is not None:
            parser.Parse(kept, False)  # noqa: FBT003
            kept = b""
    parser.Parse(kept, True)  # noqa: FBT003
    reader.end_cell()
    return reader.facts


_LONGEST_ROW: Final = 4 << 20
_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")


class _SheetReader:
    """Where the pass over one sheet stands; each element that matters has its own method."""

    def __init__(self, styles: Sequence[Style], limits: Limits, lengths: Sequence[int] | None) -> None:
        self.facts = SheetFacts(formats=styles)
        self.limits = limits
        self.lengths = lengths
        self.shown = [not style.is_plain for style in styles]
        self.row = -1
        self.column = -1
        self.at: tuple[int, int] | None = None
        self.style = 0
        self.has_formula = self.has_value = self.is_shared = self.in_value = False
        self.rows_met = self.total = 0
        self.text = ""
        self.elements = {
            "c": self.cell, "row": self.new_row, "col": self.columns, "mergeCell": self.merge, "v": self.value, "is": self.value,
            "f": self.formula, "autoFilter": self.filter, "mergeCells": self.end_cell, "extLst": self.end_cell,
        }  # fmt: skip

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = self.elements.get(name) or self.elements.get(local(name))
        if element is not None:
            element(attributes)

    def end(self, name: str) -> None:
        # Only called where texts are added up: that a cell has ended is seen at the next one, which is faster.
        if local(name) == "v":
            self.end_value()

    def end_cell(self, _: dict[str, str] | None = None) -> None:
        if self.has_formula and not self.has_value and self.at is not None and self.is_inside(*self.at):
            self.facts.empty_formulas.add(*self.at)
        self.at = None
        self.has_formula = self.has_value = False

    def cell(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self.facts.cells += 1
        if self.facts.cells > self.limits.cells:
            raise SheetTooLargeError(f"more than {self.limits.cells:,} cells")
        row = self.row
        self.column += 1
        if "r" in attributes:
            address = _CELL.match(attributes["r"])
            if address is None:
                raise expat.ExpatError(f'"{attributes["r"][:20]}" is no cell')
            # Cells without an address that follow are counted in the row element, wherever this one says it is.
            self.column, row = _column(address.group(1)), int(address.group(2)) - 1
        self.at = (row, self.column)
        self.style = whole(attributes.get("s"))
        kind = attributes.get("t")
        self.is_shared = kind == "s"
        if kind == "e" and self.is_inside(*self.at):
            self.facts.errors.add(*self.at)

    def is_inside(self, row: int, column: int) -> bool:
        return 0 <= row < self.limits.rows and column < self.limits.columns

    def value(self, _: dict[str, str]) -> None:
        if self.at is None:
            return
        row, column = self.at
        if not self.is_inside(row, column):
            raise SheetTooLargeError(f"a cell in row {row + 1:,}, column {column + 1:,}, beyond {self.limits.rows:,} rows and {self.limits.columns:,} columns")
        facts = self.facts
        facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)
        self.has_value = self.in_value = True
        if self.style < len(self.shown) and self.shown[self.style]:
            facts.styles.add(row, column, self.style)

    def characters(self, text: str) -> None:
        if self.in_value and self.is_shared and len(self.text) < 20:
            self.text += text.strip()

    def end_value(self) -> None:
        if self.in_value and self.is_shared and self.lengths is not None:
            index = whole(self.text)
            self.total += self.lengths[index] if index < len(self.lengths) else 0
            if self.total > self.limits.characters:
                raise SheetTooLargeError(f"texts of more than {self.limits.characters:,} characters together")
        self.in_value, self.text = False, ""

    def formula(self, _: dict[str, str]) -> None:
        self.has_formula = self.at is not None

    def new_row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self.rows_met += 1
        if self.rows_met > self.limits.rows:
            raise SheetTooLargeError(f"more than {self.limits.rows:,} rows")
        self.row = whole(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        self.column = -1
        if not 0 <= self.row < self.limits.rows:
            return
        if is_true(attributes.get("hidden")) or attributes.get("ht") in {"0", "0.0"}:
            self.facts.hidden_rows.add(self.row)
        level = whole(attributes.get("outlineLevel"))
        if level:
            self.facts.outline[self.row] = level

    def columns(self, attributes: dict[str, str]) -> None:
        if is_true(attributes.get("hidden")) or attributes.get("width") in {"0", "0.0"}:
            first, last = whole(attributes.get("min")), whole(attributes.get("max"))
            self.facts.hidden_columns.update(range(max(first - 1, 0), min(last, self.limits.columns)))

    def merge(self, attributes: dict[str, str]) -> None:
        self.facts.merges += 1
        ends = [_CELL.match(end) for end in attributes.get("ref", "")[:24].split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self.facts.merged) < self.limits.merges:
            first, last = ((int(end.group(2)) - 1, _column(end.group(1))) for end in (ends[0], ends[1]))
            self.facts.merged.append((*first, *last))

    def filter(self, _: dict[str, str]) -> None:
        self.facts.autofilter = True


# --------------------------------------------------------------------------- cells that are like most


class PlainCells:
    """Cuts cells out of the text of a sheet that hold a value and nothing else worth knowing; expat sees the rest.

    Only cells in the strictest form that programs write, followed by a cell with an address or by the end of the row:
    the place of what stays can be told without them. Their extents are kept. Text that looks like a cell inside a
    comment only makes the sheet seem larger. This halves the time of reading; the tests compare it with expat alone.

    >>> facts = SheetFacts()
    >>> PlainCells(facts, Limits()).cut_out(b'<row r="2"><c r="C2" t="s"><v>7</v></c><c r="D2"><f>1</f></c></row>')
    b'<row r="2"><c r="D2"><f>1</f></c></row>'
    >>> facts.rows, facts.columns, facts.cells
    (2, 3, 1)
    """

    def __init__(self, facts: SheetFacts, limits: Limits) -> None:
        self.facts = facts
        self.limits = limits
        self.blanks = re.compile(rb'<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]++")? ?/>(?=<c r="|</row>)')
        plain = "|".join(_trie([str(index) for index, style in enumerate(facts.formats) if style.is_plain]))
        style = f'(?: s="(?:{plain or "(?!)"})")' if facts.formats else '(?: s="0")'
        style += "?" if not facts.formats or facts.formats[0].is_plain else ""
        rest = (
            rf'"{style}(?: t="(?:s|n|str|b|inlineStr)")?>'
            r"(?:(?:<f(?: [^<>]*+)?>[^<&]*+</f>)?<v>[^<&]++</v>|<is><t(?: xml:space=\"preserve\")?>[^<&]*+</t></is>)</c>"
        )
        run = rf'<c r="[A-Z]{{1,3}}+([0-9]{{1,7}}+){rest}(?:<c r="[A-Z]{{1,3}}+\1{rest})*+(?=<c r="|</row>)'
        self.runs = re.compile(run.encode())
        self.further = _further("")

    def cut_out(self, text: bytes) -> bytes:
        """The text without its plain cells."""
        cells = text.count(b"<c ")
        if not cells:
            return text
        if b'/><c r="' in text or b"/></row>" in text:
            text = self.blanks.sub(b"", text)
        at = 0
        while found := self.further.search(text, at):
            letters, at = found.group(1).decode(), found.end()
            self.facts.columns = max(self.facts.columns, _column(letters) + 1)
            self.further = _further(letters)
        pieces = self.runs.split(text)
        if len(pieces) > 1:
            self.facts.rows = max(self.facts.rows, *map(int, set(pieces[1::2])))
        text = b"".join(pieces[::2])
        self.facts.cells += cells - text.count(b"<c ")
        if self.facts.rows > self.limits.rows or self.facts.columns > self.limits.columns or self.facts.cells > self.limits.cells:
            met = f"{self.facts.rows:,} rows, {self.facts.columns:,} columns and {self.facts.cells:,} cells or more"
            raise SheetTooLargeError(f"{met}, beyond {self.limits.rows:,}, {self.limits.columns:,} and {self.limits.cells:,}")
        return text


def _further(letters: str) -> re.Pattern[bytes]:
    """Finds the next filled cell in a column beyond ``letters``: a sheet has few columns, so that it seldom finds one."""
    beyond = [f"{letters[:at]}[{chr(ord(one) + 1)}-Z]{'[A-Z]' * (len(letters) - at - 1)}" for at, one in enumerate(letters) if one != "Z"]
    if len(letters) < 3:
        beyond.append(f"[A-Z]{{{len(letters) + 1},3}}")
    return re.compile(rf'<c r="({"|".join(beyond) or "(?!)"})[0-9]{{1,7}}"[^<>/]*>(?:<f(?: [^<>]*+)?>[^<&]*+</f>)?<(?:v>[^<]|is>)'.encode())


def _trie(words: list[str]) -> list[str]:
    """Patterns that match just these words, without trying one after the other.

    >>> _trie(["1", "12", "17", "3"])
    ['1(?:|2|7)', '3']
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    return [head if rest == [""] or not head else f"{head}(?:{'|'.join(_trie(rest))})" for head, rest in tails.items()]


# --------------------------------------------------------------------------- the other parts


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntry:
    """One sheet as the workbook part lists it; ``part`` is its name in the zip file, empty where it is no table."""

    name: str
    part: str
    hidden: bool
    very_hidden: bool = False
    """Hidden so that only a program can show it again."""


def read_workbook(stream: IO[bytes], relations: dict[str, str]) -> tuple[list[SheetEntry], bool]:
    """The sheets in the order of the workbook, and whether its days count from 1904."""
    found: list[SheetEntry] = []
    from_1904 = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "workbookPr":
            from_1904[0] = is_true(attributes.get("date1904"))
        if local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if ":" in key and local(key) == "id"), "")
            state = attributes.get("state", "visible")
            part = relations.get(relation, "")
            found.append(SheetEntry(name=attributes.get("name", ""), part=part, hidden=state != "visible", very_hidden=state == "veryHidden"))

    parse(stream, start)
    return found, from_1904[0]


def read_relations(stream: IO[bytes]) -> dict[str, str]:
    """Part names of the sheets that hold tables, by relation id; charts, macros and links are left out."""
    found: dict[str, str] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        # Transitional and strict files name the same relation in two namespaces.
        is_sheet = attributes.get("Type", "").endswith("/worksheet")
        if local(name) == "Relationship" and is_sheet and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            found[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    parse(stream, start)
    return found


def read_lengths(stream: IO[bytes], limits: Limits) -> Sequence[int]:
    """Characters of each shared text. Raises SheetTooLargeError for too many or one that is too long."""
    lengths: array[int] = array("Q")

    def start(name: str, _: dict[str, str]) -> None:
        if name == "si" or local(name) == "si":
            if len(lengths) >= limits.strings:
                raise SheetTooLargeError(f"more than {limits.strings:,} different texts")
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)
            if lengths[-1] > limits.text:
                raise SheetTooLargeError(f"a text of more than {limits.text:,} characters")

    parser = new_parser(start)
    parser.buffer_text = True
    parser.CharacterDataHandler = characters
    while chunk := stream.read(1 << 18):
        parser.Parse(chunk, False)  # noqa: FBT003
    parser.Parse(b"", True)  # noqa: FBT003
    return lengths


@cache
def _column(letters: str) -> int:
    """Column, from 0, of its letters.

    >>> _column("A"), _column("xfd")
    (0, 16383)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1

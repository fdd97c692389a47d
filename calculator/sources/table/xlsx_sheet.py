"""What a reader of values cannot see: true extents, hidden rows, formats, strike-through, formulas without a value.

One pass over each part with expat, which keeps nothing: only what is unusual is remembered, in eight bytes a cell.
Prefixes of names do not matter; cells and rows without an address are counted from their place, as calamine counts
them. Cells that hold nothing unusual are cut out before expat sees them (PlainCells), for it calls back for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import IO, Final
from xml.parsers import expat

from calculator.sources.files.limits import Limits
from calculator.sources.table.sheet_facts import CellMarks, SheetFacts, SheetTooLargeError
from calculator.sources.table.styles import Style, is_true, local, new_parser, parse, whole

__all__ = ["CellMarks", "PlainCells", "SheetFacts", "SheetTooLargeError", "read_sheet"]


def read_sheet(
    stream: IO[bytes], styles: Sequence[Style], limits: Limits, lengths: Sequence[int] | None = None
) -> SheetFacts:
    """The facts of one sheet part. With ``lengths`` of the shared texts, all texts together are held to the limit too.

    Raises SheetTooLargeError before anything is sized by a far cell, and expat.ExpatError for what is not XML.
    """
    reader = _SheetReader(styles, limits, lengths)
    parser = new_parser(reader.start, reader.end if lengths is not None else None)
    reader.parser = parser
    reader.listen(lengths is not None)
    plain = PlainCells(reader.facts, limits)
    kept = b""
    while chunk := stream.read(1 << 20):
        kept += chunk
        cut = kept.rfind(b"</row>") + 6
        if cut >= 6 and lengths is None:
            text, rows = plain.cut_out_rows(plain.cut_out(kept[:cut]))
            reader.count_rows(rows)
            parser.Parse(text, False)  # noqa: FBT003  # expat takes it by place
            kept = kept[cut:]
        elif len(kept) > _LONGEST_ROW or lengths is not None:
            parser.Parse(kept, False)  # noqa: FBT003  # expat and our listeners take it by place
            kept = b""
    reader.facts.tail = kept if b"sheetData" in kept else b""
    parser.Parse(kept, True)  # noqa: FBT003  # expat and our listeners take it by place
    reader.end_cell()
    return reader.facts


def has_cells_out_of_place(stream: IO[bytes]) -> bool:
    """True where rows or cells do not stand in their order, each once, and each in its row: readers then differ on what counts.

    Slow, for every cell is looked at. Raises expat.ExpatError for what is not XML.
    """
    place = [0, 0]
    is_out_of_order = [False]

    def start(name: str, attributes: dict[str, str]) -> None:
        kind = local(name)
        if kind == "row":
            row = whole(attributes["r"]) if "r" in attributes else place[0] + 1
            is_out_of_order[0] |= row <= place[0]
            place[:] = row, 0
        elif kind == "c":
            address = _CELL.match(attributes.get("r", ""))
            row, column = (
                (int(address.group(2)), _column(address.group(1)) + 1)
                if address
                else (place[0], place[1] + 1)
            )
            is_out_of_order[0] |= row != place[0] or column <= place[1]
            place[1] = column

    parse(stream, start)
    return is_out_of_order[0]


_LONGEST_ROW: Final = 4 << 20
_CELL: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")


class _SheetReader:
    """Where the pass over one sheet stands; each element that matters has its own method."""

    def __init__(
        self, styles: Sequence[Style], limits: Limits, lengths: Sequence[int] | None
    ) -> None:
        self.facts = SheetFacts(formats=styles)
        self.limits = limits
        self.lengths = lengths
        self.parser: expat.XMLParserType | None = None
        self.row = -1
        self.column = -1
        self.at: tuple[int, int] | None = None
        self.style = 0
        self.has_formula = self.has_value = self.is_shared = self.is_text = self.in_value = (
            self.is_waiting
        ) = False
        self.rows_met = self.total = 0
        self.text = ""
        self.elements = {
            "c": self.cell,
            "row": self.new_row,
            "col": self.columns,
            "mergeCell": self.merge,
            "v": self.value,
            "is": self.value,
            "f": self.formula,
            "autoFilter": self.filter,
            "mergeCells": self.end_cell,
            "extLst": self.end_cell,
        }

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = self.elements.get(name) or self.elements.get(local(name))
        if element is not None:
            element(attributes)

    def end(self, name: str) -> None:
        # Only called where texts are added up: that a cell has ended is seen at the next one, which is faster.
        if local(name) == "v":
            self.end_value()

    def end_cell(self, _: dict[str, str] | None = None) -> None:
        if (
            self.has_formula
            and not self.has_value
            and self.at is not None
            and self.is_inside(*self.at)
        ):
            self.facts.empty_formulas.add(*self.at)
        self.at = None
        self.has_formula = self.has_value = False
        if self.is_waiting:
            self.is_waiting = False
            self.listen(self.lengths is not None)

    def listen(self, listens: bool) -> None:  # noqa: FBT001  # the only thing that it does
        """Texts cost a call each, so they are only asked for where one matters."""
        if self.parser is not None:
            self.parser.CharacterDataHandler = self.characters if listens else None

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
        self.is_text = kind == "str"
        if kind == "e" and self.is_inside(*self.at):
            self.facts.errors.add(*self.at)

    def is_inside(self, row: int, column: int) -> bool:
        return 0 <= row < self.limits.rows and column < self.limits.columns

    def value(self, _: dict[str, str]) -> None:
        if self.at is None:
            return
        row, column = self.at
        if not self.is_inside(row, column):
            raise SheetTooLargeError(
                f"a cell in row {row + 1:,}, column {column + 1:,}, beyond {self.limits.rows:,} rows and {self.limits.columns:,} columns"
            )
        self.in_value = True
        if self.has_formula and not self.is_text and not self.has_value:
            # A program that does not reckon writes an empty result for a formula: only its text makes it one.
            self.is_waiting = True
            self.listen(True)  # noqa: FBT003  # expat and our listeners take it by place
        elif not self.has_value:
            self.has_value = True
            self.facts.remember(row, column, self.style)

    def characters(self, text: str) -> None:
        if self.is_waiting and self.at is not None and text.strip():
            self.is_waiting = False
            self.listen(self.lengths is not None)
            self.has_value = True
            self.facts.remember(*self.at, self.style)
        if self.in_value and self.is_shared and len(self.text) < 20:
            self.text += text.strip()

    def end_value(self) -> None:
        if self.in_value and self.is_shared and self.lengths is not None:
            index = whole(self.text)
            self.total += self.lengths[index] if index < len(self.lengths) else 0
            if self.total > self.limits.characters:
                raise SheetTooLargeError(
                    f"texts of more than {self.limits.characters:,} characters together"
                )
        self.in_value, self.text = False, ""

    def formula(self, _: dict[str, str]) -> None:
        self.has_formula = self.at is not None

    def new_row(self, attributes: dict[str, str]) -> None:
        self.end_cell()
        self.count_rows(1)
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
            self.facts.hidden_columns.update(
                range(max(first - 1, 0), min(last, self.limits.columns))
            )

    def merge(self, attributes: dict[str, str]) -> None:
        self.facts.merges += 1
        ends = [_CELL.match(end) for end in attributes.get("ref", "")[:24].split(":")]
        if len(ends) == 2 and ends[0] and ends[1] and len(self.facts.merged) < self.limits.merges:
            first, last = (
                (int(end.group(2)) - 1, _column(end.group(1))) for end in (ends[0], ends[1])
            )
            self.facts.merged.append((*first, *last))

    def count_rows(self, rows: int) -> None:
        self.rows_met += rows
        if self.rows_met > self.limits.rows:
            raise SheetTooLargeError(f"more than {self.limits.rows:,} rows")

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
        self.blanks = re.compile(
            rb'<c r="[A-Z]{1,3}+[0-9]{1,7}+"(?: s="[0-9]++")?(?: ?/>| t="inlineStr"></c>)(?=<c r="|</row>)'
        )
        plain = "|".join(
            _trie([str(index) for index, style in enumerate(facts.formats) if style.is_plain])
        )
        style = f'(?: s="(?:{plain or "(?!)"})")' if facts.formats else '(?: s="0")'
        style += "?" if not facts.formats or facts.formats[0].is_plain else ""
        rest = (
            rf'"{style}(?: t="(?:s|n|str|b|inlineStr)")?>'
            r"(?:(?:<f(?: [^<>]*+)?>[^<&]*+</f>)?<v>[^<&]++</v>|<is><t(?: xml:space=\"preserve\")?>[^<&]*+</t></is>)</c>"
        )
        run = rf'<c r="[A-Z]{{1,3}}+([0-9]{{1,7}}+){rest}(?:<c r="[A-Z]{{1,3}}+\1{rest})*+(?=<c r="|</row>)'
        self.runs = re.compile(run.encode())
        self.further = _further("")
        self.decimals = _unlike_their_format(facts.formats)

    def cut_out(self, text: bytes) -> bytes:
        """The text without its plain cells."""
        cells = text.count(b"<c ")
        if not cells:
            return text
        size = len(text)
        if b'/><c r="' in text or b"/></row>" in text or b'"></c>' in text:
            text = self.blanks.sub(b"", text)
        position = 0
        while match := self.further.search(text, position):
            letters, position = match.group(1).decode(), match.end()
            self.facts.columns = max(self.facts.columns, _column(letters) + 1)
            self.further = _further(letters)
        blank = cells - text.count(b"<c ") if len(text) < size else 0
        if self.decimals is not None:
            self._remember_decimals(text)
        pieces = self.runs.split(text)
        if len(pieces) > 1:
            self.facts.rows = max(self.facts.rows, *map(int, set(pieces[1::2])))
        text = b"".join(pieces[::2])
        gone = cells - text.count(b"<c ")
        self.facts.cells += gone
        self.facts.filled += gone - blank
        if (
            self.facts.rows > self.limits.rows
            or self.facts.columns > self.limits.columns
            or self.facts.cells > self.limits.cells
        ):
            met = f"{self.facts.rows:,} rows, {self.facts.columns:,} columns and {self.facts.cells:,} cells or more"
            raise SheetTooLargeError(
                f"{met}, beyond {self.limits.rows:,}, {self.limits.columns:,} and {self.limits.cells:,}"
            )
        return text

    def cut_out_rows(self, text: bytes) -> tuple[bytes, int]:
        """The text without the rows of which nothing is left and nothing is unusual, and how many they were.

        Only such as are followed by a row with an address, so that no row is counted from one that is gone.
        """
        return _EMPTY_ROWS.subn(b"", text)

    def _remember_decimals(self, text: bytes) -> None:
        """Numbers that their format shows with other decimals than they have: 1.1 as 1.10, which may be an outline number."""
        for match in self.decimals.finditer(text) if self.decimals is not None else ():
            row, column = int(match.group(2)) - 1, _column(match.group(1).decode())
            if 0 <= row < self.limits.rows and column < self.limits.columns:
                self.facts.decimals.add(row, column, int(match.group(match.lastindex or 3)))


_EMPTY_ROWS: Final = re.compile(
    rb'<row r="[0-9]{1,7}"(?: spans="[0-9: ]*")?(?: s="[0-9]*")?(?: customFormat="[01]")?(?: ht="[0-9.]*[1-9][0-9.]*")?(?: customHeight="[01]")?'
    rb'(?: x14ac:dyDescent="[0-9.]*")?(?:></row>|/>)(?=<row r=")'
)


def _unlike_their_format(formats: Sequence[Style]) -> re.Pattern[bytes] | None:
    """Finds cells whose format fixes decimals and whose value has others; None where no format does."""
    by_decimals: dict[tuple[int, int], list[str]] = {}
    for index, style in enumerate(formats):
        if style.decimals is not None:
            by_decimals.setdefault(style.decimals[1:], []).append(str(index))
    alternatives = [
        rf'({"|".join(_trie(styles))})"(?: t="n")?>(?:<f(?: [^<>]*+)?>[^<&]*+</f>)?<v>'
        + (rf"(?!-?[0-9]++\.[0-9]{{{least}}}<)" if least == most else "")
        for (least, most), styles in by_decimals.items()
    ]
    return (
        re.compile(
            rf'<c r="([A-Z]{{1,3}}+)([0-9]{{1,7}}+)" s="(?:{"|".join(alternatives)})'.encode()
        )
        if alternatives
        else None
    )


def _further(letters: str) -> re.Pattern[bytes]:
    """Finds the next filled cell in a column beyond ``letters``: a sheet has few columns, so that it seldom finds one."""
    beyond = [
        f"{letters[:index]}[{chr(ord(letter) + 1)}-Z]{'[A-Z]' * (len(letters) - index - 1)}"
        for index, letter in enumerate(letters)
        if letter != "Z"
    ]
    if len(letters) < 3:
        beyond.append(f"[A-Z]{{{len(letters) + 1},3}}")
    return re.compile(
        rf'<c r="({"|".join(beyond) or "(?!)"})[0-9]{{1,7}}"[^<>/]*>(?:<f(?: [^<>]*+)?>[^<&]*+</f>)?<(?:v>[^<]|is>)'.encode()
    )


def _trie(words: list[str]) -> list[str]:
    """Patterns that match just these words, without trying one after the other.

    >>> _trie(["1", "12", "17", "3"])
    ['1(?:|2|7)', '3']
    """
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[:1], []).append(word[1:])
    return [
        head if rest == [""] or not head else f"{head}(?:{'|'.join(_trie(rest))})"
        for head, rest in tails.items()
    ]


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

"""OpenDocument sheets (.ods): values and facts in one bounded pass, so that they cannot disagree on an address.

A cell or row may be repeated, a million times in a few bytes: repeats are counted, and room is made only for what
holds something and is within the limits. Values are read here and not with python-calamine, which makes room for all
sheets when it opens the file, has no durations, and gives errors as 0. OpenDocument 1.3 part 3, chapter 9.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import IO, Final

from calculator.model.problem import Problem, error
from calculator.model.source import Source
from calculator.sources.files.container import Container
from calculator.sources.files.limits import Limits
from calculator.sources.table.ods_cells import (
    MANY,
    CellRead,
    bare,
    is_error,
    plain_rows,
    repeated,
    value_of,
)
from calculator.sources.table.ods_styles import DocumentStyles
from calculator.sources.table.sheet_entries import merges_of, too_many_cells
from calculator.sources.table.sheet_facts import (
    CellValue,
    Room,
    Sheet,
    SheetFacts,
    SheetTooLargeError,
)
from calculator.sources.table.styles import new_parser


def read_document(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet of an .ods file that is small enough; each other is left out with an error that names it.

    Raises KeyError, expat.ExpatError or zipfile.BadZipFile where the parts do not make a workbook.
    """
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        content = archive.getinfo(names["content.xml"])
        reader = _ContentReader(container.name, limits, content.compress_size)
        if "styles.xml" in names:
            with archive.open(names["styles.xml"]) as stream:
                _parse(stream, reader.styles.start, reader.styles.end, reader.styles.characters)
        with archive.open(content) as stream:
            reader.read(stream)
    if not reader.is_spreadsheet:
        return [], [
            error(
                "unknown-format",
                "the file is an OpenDocument file but no spreadsheet; export the bill as .xlsx or .csv",
                Source(container.name, ""),
            )
        ]
    return reader.sheets, reader.problems


def _parse(
    stream: IO[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    characters: Callable[[str], None],
) -> None:
    parser = new_parser(start, end)
    parser.CharacterDataHandler = characters
    while chunk := stream.read(1 << 18):
        parser.Parse(chunk, False)  # noqa: FBT003  # expat takes it by place
    parser.Parse(b"", True)  # noqa: FBT003


# Beside the sheets and inside of cells stands what is no cell text: comments, drawings, what has been deleted.
_SKIPPED: Final = frozenset(
    {
        "annotation",
        "tracked-changes",
        "dde-links",
        "shapes",
        "forms",
        "ruby-text",
        "note",
        "database-ranges",
        "frame",
        "data-pilot-tables",
        "named-expressions",
        "content-validations",
        "consolidation",
        "scenario",
        "custom-shape",
        "detective",
    }
)
_LONGEST_ROW: Final = 4 << 20
_ROW_END: Final = b"</table:table-row>"
_PLAIN_ENCODINGS: Final = re.compile(
    rb"""\s*<\?xml[^<>]*encoding=["']utf-8["'][^<>]*\?>|\s*<(?!\?)""", re.IGNORECASE
)


class _ContentReader:
    """Where the pass stands: in which sheet, row and cell, and how deep in what is passed over."""

    def __init__(self, file: str, limits: Limits, packed: int) -> None:
        self.file = file
        self.limits = limits
        self.packed = packed
        self.styles = DocumentStyles()
        self.room = Room(limits)
        self.sheets: list[Sheet] = []
        self.problems: list[Problem] = []
        self.is_spreadsheet = False
        self.met: set[str] = set()
        self.skipped = 0
        self.in_styles = False
        self.in_paragraph = 0
        self.sheet: Sheet | None = None
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []
        self.paragraphs = 0
        self.parser = new_parser(self.start, self.end)
        self.reset()
        self.starts = {
            "table-cell": self.start_cell,
            "covered-table-cell": self.start_cell,
            "p": self.start_paragraph,
            "table-row": self.start_row,
            "s": self.spaces,
            "tab": self.tab,
            "line-break": self.line_break,
            "table-column": self.column,
            "table": self.start_table,
            "table-row-group": self.start_group,
            "automatic-styles": self.start_styles,
            "spreadsheet": self.start_body,
        }
        self.ends = {
            "table-cell": self.end_cell,
            "covered-table-cell": self.end_cell,
            "p": self.end_paragraph,
            "table-row": self.end_row,
            "table-row-group": self.end_group,
            "table": self.end_table,
        }

    def reset(self) -> None:
        """Before each sheet."""
        self.row = self.place = 0
        self.repeat = 1
        self.row_style = ""
        self.row_hidden = False
        self.filled: list[CellRead] = []
        self.groups: list[bool] = []
        self.columns: list[tuple[int, str]] = []
        self.defaults: list[str] = []

    def read(self, stream: IO[bytes]) -> None:
        """All of content.xml. Most rows need no parser; in what may be a comment or in another encoding, all do."""
        self.parser = new_parser(self.start, self.end)
        is_plain: bool | None = None
        kept = b""
        while chunk := stream.read(1 << 20):
            is_plain = (
                bool(_PLAIN_ENCODINGS.match(chunk.removeprefix(b"\xef\xbb\xbf")))
                if is_plain is None
                else is_plain
            )
            is_plain = is_plain and b"<!" not in kept[-1:] + chunk
            kept += chunk
            cut = kept.rfind(_ROW_END) + len(_ROW_END)
            if is_plain and cut >= len(_ROW_END):
                self.pieces(kept[:cut])
                kept = kept[cut:]
            elif not is_plain or len(kept) > _LONGEST_ROW:
                self.parser.Parse(kept, False)  # noqa: FBT003
                kept = b""
        self.parser.Parse(kept, True)  # noqa: FBT003

    def pieces(self, text: bytes) -> None:
        for piece in plain_rows(text):
            if isinstance(piece, bytes):
                self.parser.Parse(piece, False)  # noqa: FBT003
            elif self.sheet is not None and not self.skipped:
                self.begin_row(piece.attributes)
                for attributes, said, has_paragraph in piece.cells:
                    self.take(attributes, said, has_paragraph)
                self.end_row()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if self.skipped:
            self.skipped += 1
        elif self.in_styles:
            self.styles.start(name, attributes)
        elif (
            tag in _SKIPPED
            or (self.cell is not None and not self.in_paragraph and tag != "p")
            or (tag == "table" and self.sheet)
        ):
            self.skipped = 1
        else:
            element = self.starts.get(tag)
            if element is not None:
                element(attributes)

    def end(self, name: str) -> None:
        tag = name.rpartition(":")[2]
        if self.skipped:
            self.skipped -= 1
        elif self.in_styles:
            self.styles.end(name)
            if tag == "automatic-styles":
                self.in_styles = False
                self.listen(False)  # noqa: FBT003
        else:
            element = self.ends.get(tag)
            if element is not None:
                element()

    def listen(self, listens: bool) -> None:  # noqa: FBT001  # the only thing that it does
        """Texts cost a call each, so they are only asked for where they matter."""
        self.parser.CharacterDataHandler = self.characters if listens else None

    def start_styles(self, _: dict[str, str]) -> None:
        self.in_styles = True
        self.listen(True)  # noqa: FBT003

    def start_body(self, _: dict[str, str]) -> None:
        self.is_spreadsheet = True

    # ----------------------------------------------------------------- sheets

    def start_table(self, attributes: dict[str, str]) -> None:
        self.reset()
        found = bare(attributes)
        name, style = found.get("name", ""), found.get("style-name", "")
        place = Source(self.file, name)
        if style == "ta_extref":
            # What LibreOffice has kept of another file's sheet; it cannot be shown.
            self.skipped = 1
        elif name.casefold() in self.met:
            self.problems.append(
                error(
                    "unreadable-workbook",
                    "two sheets have this name, only the first was read; rename one",
                    place,
                )
            )
            self.skipped = 1
        elif len(self.met) >= self.limits.sheets:
            if len(self.met) == self.limits.sheets:
                self.problems.append(
                    error(
                        "too-many-parts",
                        f"sheets after the first {self.limits.sheets:,} were not read; split the file",
                        place,
                    )
                )
                self.met.add("\x00")
            self.skipped = 1
        else:
            self.met.add(name.casefold())
            facts = SheetFacts(formats=self.styles.formats)
            self.sheet = Sheet(
                name=name,
                hidden=self.styles.is_hidden_table(style),
                very_hidden=False,
                rows=[],
                facts=facts,
            )

    def end_table(self) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is None:
            return
        try:
            self.room.take(sheet.facts, self.packed)
        except SheetTooLargeError as fault:
            self.refuse(sheet, fault)
            return
        # The sheets share the packed bytes of one part.
        self.packed -= min(sheet.facts.filled, self.packed)
        self.problems += merges_of(
            sheet.name, sheet.facts, self.limits, Source(self.file, sheet.name)
        )
        self.sheets.append(sheet)

    def refuse(self, sheet: Sheet, fault: SheetTooLargeError) -> None:
        self.problems.append(too_many_cells(sheet.name, fault, Source(self.file, sheet.name)))

    def column(self, attributes: dict[str, str]) -> None:
        if self.sheet is None:
            return
        found = bare(attributes)
        first = self.columns[-1][0] if self.columns else 0
        after = min(first + repeated(found.get("number-columns-repeated")), MANY)
        if len(self.columns) < self.limits.columns:
            self.columns.append((after, found.get("default-cell-style-name", "")))
            if found.get("visibility", "visible") != "visible":
                self.sheet.facts.hidden_columns.update(
                    range(first, min(after, self.limits.columns))
                )

    # ----------------------------------------------------------------- rows

    def start_group(self, attributes: dict[str, str]) -> None:
        self.groups.append(bare(attributes).get("display") == "false")

    def end_group(self) -> None:
        if self.groups:
            self.groups.pop()

    def start_row(self, attributes: dict[str, str]) -> None:
        self.begin_row(bare(attributes))

    def begin_row(self, found: dict[str, str]) -> None:
        self.place, self.filled = 0, []
        self.repeat = repeated(found.get("number-rows-repeated"))
        self.row_style = found.get("default-cell-style-name", "")
        visibility = found.get("visibility", "visible")
        self.row_hidden = visibility != "visible" or any(self.groups)
        if self.sheet is not None and visibility == "filter":
            self.sheet.facts.autofilter = True

    def end_row(self) -> None:
        first, self.row = self.row, min(self.row + self.repeat, MANY)
        if self.sheet is None or not self.filled:
            return
        try:
            self.fill(self.sheet, first, self.row)
        except SheetTooLargeError as fault:
            self.refuse(self.sheet, fault)
            self.sheet = None

    def fill(self, sheet: Sheet, first: int, after: int) -> None:
        """Rows ``first`` to ``after``, which are all alike. What they would take is checked before it is taken."""
        facts, limits = sheet.facts, self.limits
        width = max(cell.place + cell.repeat for cell in self.filled)
        if after > limits.rows or width > limits.columns:
            raise SheetTooLargeError(
                f"a cell in row {after:,}, column {width:,}, beyond {limits.rows:,} rows and {limits.columns:,} columns"
            )
        facts.cells += sum(cell.repeat for cell in self.filled) * (after - first)
        if facts.cells > limits.cells:
            raise SheetTooLargeError(f"more than {limits.cells:,} cells")
        # No more cells than there are packed bytes count as filled, whatever comes later.
        self.room.check(max(after, facts.rows), max(width, facts.columns), self.packed)
        values: list[CellValue] = [None] * width
        for cell in self.filled:
            values[cell.place : cell.place + cell.repeat] = [cell.value] * cell.repeat
        sheet.rows.extend([] for _ in range(first - len(sheet.rows)))
        sheet.rows.extend([values] * (after - first))
        for row in range(first, after):
            self.note(facts, row)

    def note(self, facts: SheetFacts, row: int) -> None:
        """What is known of one row with something in it."""
        if self.row_hidden:
            facts.hidden_rows.add(row)
        if self.groups:
            facts.outline[row] = len(self.groups)
        for cell in self.filled:
            if cell.value is not None or cell.is_error:
                facts.filled += cell.repeat
                facts.rows, facts.columns = row + 1, max(facts.columns, cell.place + cell.repeat)
            if cell.style or cell.is_error or cell.is_unreckoned:
                for column in range(cell.place, cell.place + cell.repeat):
                    self.mark(facts, row, column, cell)

    @staticmethod
    def mark(facts: SheetFacts, row: int, column: int, cell: CellRead) -> None:
        if cell.is_unreckoned:
            facts.empty_formulas.add(row, column)
        else:
            facts.remember_style(row, column, cell.style)
        if cell.is_error:
            facts.errors.add(row, column)

    # ----------------------------------------------------------------- cells

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.cell = bare(attributes)
        self.text, self.paragraphs, self.in_paragraph = [], 0, 0

    def start_paragraph(self, _: dict[str, str]) -> None:
        if self.cell is not None:
            self.in_paragraph += 1
            self.paragraphs += 1
            if self.paragraphs > 1:
                self.text.append("\n")
            self.listen(True)  # noqa: FBT003

    def end_paragraph(self) -> None:
        self.in_paragraph -= self.in_paragraph > 0
        if not self.in_paragraph:
            self.listen(False)  # noqa: FBT003

    def characters(self, text: str) -> None:
        if self.in_paragraph and not self.skipped:
            self.text.append(text)
        elif self.in_styles:
            self.styles.characters(text)

    def spaces(self, attributes: dict[str, str]) -> None:
        if self.in_paragraph:
            self.text.append(" " * min(repeated(bare(attributes).get("c")), self.limits.text + 1))

    def tab(self, _: dict[str, str]) -> None:
        self.characters("\t")

    def line_break(self, _: dict[str, str]) -> None:
        self.characters("\n")

    def end_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is not None:
            self.take(cell, "".join(self.text), self.paragraphs > 0)

    def take(self, attributes: dict[str, str], text: str, has_paragraph: bool) -> None:  # noqa: FBT001
        """One cell, or as many as it stands for."""
        place = self.place
        if not attributes:
            self.place = min(place + 1, MANY)
            if not text:
                return
        repeat = repeated(attributes.get("number-columns-repeated"))
        self.place = min(place + repeat, MANY)
        if self.sheet is None:
            return
        if "number-columns-spanned" in attributes or "number-rows-spanned" in attributes:
            self.merge(place, attributes)
        is_wrong = is_error(attributes, text)
        value = None if is_wrong else value_of(attributes, text)
        is_unreckoned = (
            value is None
            and not has_paragraph
            and "formula" in attributes
            and "value-type" not in attributes
        )
        if value is None and not is_wrong and not is_unreckoned:
            return
        if isinstance(value, str) and len(value) > self.limits.text:
            self.refuse(
                self.sheet,
                SheetTooLargeError(f"a text of more than {self.limits.text:,} characters"),
            )
            self.sheet = None
            return
        style = attributes.get("style-name") or self.row_style or self.column_style(place)
        self.filled.append(
            CellRead(place, repeat, value, self.styles.index(style), is_wrong, is_unreckoned)
        )

    def column_style(self, place: int) -> str:
        """The style of cells that name none, which stands with the columns before the first row."""
        if not self.defaults:
            for after, style in self.columns:
                self.defaults += [style] * (min(after, self.limits.columns) - len(self.defaults))
        return self.defaults[place] if place < len(self.defaults) else ""

    def merge(self, place: int, attributes: dict[str, str]) -> None:
        rows, columns = (
            repeated(attributes.get("number-rows-spanned")),
            repeated(attributes.get("number-columns-spanned")),
        )
        if self.sheet is not None and (rows > 1 or columns > 1):
            self.sheet.facts.merges += 1
            if len(self.sheet.facts.merged) < self.limits.merges:
                self.sheet.facts.merged.append(
                    (self.row, place, self.row + rows - 1, place + columns - 1)
                )

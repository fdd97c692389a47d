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
    bare,
    plain_rows,
    repeated,
)
from calculator.sources.table.ods_rows import SheetRows
from calculator.sources.table.sheet_facts import (
    Sheet,
)
from calculator.sources.table.styles import new_parser


def read_document(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """Every sheet of an .ods file that is small enough; each other is left out with an error that names it.

    Raises KeyError, expat.ExpatError or zipfile.BadZipFile where the parts do not make a workbook.
    """
    with zipfile.ZipFile(io.BytesIO(container.data)) as archive:
        names = {name.casefold(): name for name in archive.namelist()}
        content = archive.getinfo(names["content.xml"])
        rows = SheetRows(container.name, limits, content.compress_size)
        reader = _ContentReader(rows)
        if "styles.xml" in names:
            with archive.open(names["styles.xml"]) as stream:
                _parse(stream, rows.styles.start, rows.styles.end, rows.styles.characters)
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
    return rows.sheets, rows.problems


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
    parser.Parse(b"", True)  # noqa: FBT003  # expat and our listeners take it by place


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

    def __init__(self, rows: SheetRows) -> None:
        self.rows = rows
        self.is_spreadsheet = False
        self.skipped = 0
        self.in_styles = False
        self.in_paragraph = 0
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []
        self.paragraphs = 0
        self.parser = new_parser(self.start, self.end)
        self.starts = {
            "table-cell": self.start_cell,
            "covered-table-cell": self.start_cell,
            "p": self.start_paragraph,
            "table-row": self.start_row,
            "s": self.spaces,
            "tab": self.tab,
            "line-break": self.line_break,
            "table-column": rows.column,
            "table": self.start_table,
            "table-row-group": rows.start_group,
            "automatic-styles": self.start_styles,
            "spreadsheet": self.start_body,
        }
        self.ends = {
            "table-cell": self.end_cell,
            "covered-table-cell": self.end_cell,
            "p": self.end_paragraph,
            "table-row": rows.end_row,
            "table-row-group": rows.end_group,
            "table": rows.end_table,
        }

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
                self.parser.Parse(kept, False)  # noqa: FBT003  # expat and our listeners take it by place
                kept = b""
        self.parser.Parse(kept, True)  # noqa: FBT003  # expat and our listeners take it by place

    def pieces(self, text: bytes) -> None:
        for piece in plain_rows(text):
            if isinstance(piece, bytes):
                self.parser.Parse(piece, False)  # noqa: FBT003  # expat and our listeners take it by place
            elif self.rows.sheet is not None and not self.skipped:
                self.rows.begin_row(piece.attributes)
                for attributes, said, has_paragraph in piece.cells:
                    self.rows.take(attributes, said, has_paragraph)
                self.rows.end_row()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if self.skipped:
            self.skipped += 1
        elif self.in_styles:
            self.rows.styles.start(name, attributes)
        elif (
            tag in _SKIPPED
            or (self.cell is not None and not self.in_paragraph and tag != "p")
            or (tag == "table" and self.rows.sheet)
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
            self.rows.styles.end(name)
            if tag == "automatic-styles":
                self.in_styles = False
                self.listen(False)  # noqa: FBT003  # expat and our listeners take it by place
        else:
            element = self.ends.get(tag)
            if element is not None:
                element()

    def listen(self, listens: bool) -> None:  # noqa: FBT001  # the only thing that it does
        """Texts cost a call each, so they are only asked for where they matter."""
        self.parser.CharacterDataHandler = self.characters if listens else None

    def start_styles(self, _: dict[str, str]) -> None:
        self.in_styles = True
        self.listen(True)  # noqa: FBT003  # expat and our listeners take it by place

    def start_body(self, _: dict[str, str]) -> None:
        self.is_spreadsheet = True

    # ----------------------------------------------------------------- rows

    def start_table(self, attributes: dict[str, str]) -> None:
        if not self.rows.start_table(attributes):
            self.skipped = 1

    def start_row(self, attributes: dict[str, str]) -> None:
        self.rows.begin_row(bare(attributes))

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
            self.listen(True)  # noqa: FBT003  # expat and our listeners take it by place

    def end_paragraph(self) -> None:
        self.in_paragraph -= self.in_paragraph > 0
        if not self.in_paragraph:
            self.listen(False)  # noqa: FBT003  # expat and our listeners take it by place

    def characters(self, text: str) -> None:
        if self.in_paragraph and not self.skipped:
            self.text.append(text)
        elif self.in_styles:
            self.rows.styles.characters(text)

    def spaces(self, attributes: dict[str, str]) -> None:
        if self.in_paragraph:
            self.text.append(
                " " * min(repeated(bare(attributes).get("c")), self.rows.limits.text + 1)
            )

    def tab(self, _: dict[str, str]) -> None:
        self.characters("\t")

    def line_break(self, _: dict[str, str]) -> None:
        self.characters("\n")

    def end_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is not None:
            self.rows.take(cell, "".join(self.text), self.paragraphs > 0)

"""Which column means what: headings in several languages, and the row they stand in."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from calculator.problem import Problem, note, warning
from calculator.source import Source
from calculator.workbook.table import Table

KINDS: Final = ("bom", "content", "prices", "rates")
HEADER_SEARCH_ROWS: Final = 100

# The columns without which a sheet is not of the kind: one of each group must be there.
_NEEDED: Final = {
    "bom": (("number", "description"), ("level", "quantity", "cumulative", "price", "mass", "material", "class")),
    "content": (("number",), ("substance",)),
    "prices": (("substance",), ("price", "low", "high")),
    "rates": (("currency",), ("to",), ("rate",)),
}

_BRACKETS = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*$")
_IGNORED = re.compile(r"[\s_\-.:*#]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One recognised heading: what it means, where it is, and the unit or currency that it names in brackets."""

    meaning: str
    column: int
    text: str
    source: Source
    bracket: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The header row of one table: ``row`` counts from 0, like the rows of the table."""

    kind: str
    row: int
    headings: dict[str, Heading]
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    def column(self, meaning: str) -> int | None:
        """Column of a meaning, from 0; None where the sheet has none."""
        heading = self.headings.get(meaning)
        return None if heading is None else heading.column


def find_header(table: Table, kind: str) -> Header | None:
    """The row that reads most like the headings of a sheet of ``kind``; the first of equals; None where none does."""
    best: Header | None = None
    for row in range(min(len(table.rows), HEADER_SEARCH_ROWS)):
        if sum(cell is not None for cell in table.rows[row]) < len(_NEEDED[kind]):
            continue
        header = _read_header(table, kind, row)
        if header is not None and (best is None or len(header.headings) > len(best.headings)):
            best = header
    return best


def kind_of(table: Table) -> Header | None:
    """The header of a sheet under the kind that fits it best: a sheet's own name decides before its columns do."""
    named = table.sheet.strip().casefold()
    if named in KINDS:
        return find_header(table, named)
    found = [header for kind in KINDS if (header := find_header(table, kind)) is not None]
    # Content before Prices before BOM: a Content sheet has a part number too, and only it has a substance beside it.
    order = {"content": 0, "rates": 1, "prices": 2, "bom": 3}
    return max(found, key=lambda header: (len(header.headings), -order[header.kind]), default=None)


def _read_header(table: Table, kind: str, row: int) -> Header | None:
    headings: dict[str, Heading] = {}
    unread: list[str] = []
    problems: list[Problem] = []
    for column in range(len(table.rows[row])):
        text = table.text(row, column)
        if not text:
            continue
        meaning, loose, bracket = meaning_of(kind, text)
        if meaning is None:
            unread.append(text)
            continue
        heading = Heading(
            meaning=meaning, column=column, text=text, source=table.source(row, column), bracket=bracket, loose=loose
        )
        other = headings.get(meaning)
        if other is None or (other.loose and not loose):
            headings[meaning] = heading
        elif not (loose and not other.loose):
            problems.append(
                warning(
                    "column-twice",
                    f'"{other.text}" and "{text}" both mean {meaning.replace("_", " ")}; the first was read. Rename one',
                    other.source,
                    heading.source,
                )
            )
    if any(not any(one in headings for one in group) for group in _NEEDED[kind]):
        return None
    problems.extend(
        note("loose-heading", f'"{heading.text}" was read as {_SPOKEN[heading.meaning]}; if it is a total of the line, name it so', heading.source)
        for heading in headings.values()
        if heading.loose
    )
    return Header(kind=kind, row=row, headings=headings, unread=tuple(unread), problems=tuple(problems))


_SPOKEN = {"mass": "the mass of one unit", "price": "the price of one unit"}


def meaning_of(kind: str, text: str) -> tuple[str | None, bool, str]:
    """What a heading means on a sheet of ``kind``, whether it may mean something else, and what stands in its brackets.

    >>> meaning_of("bom", "Part_Number"), meaning_of("bom", "Unit mass (g)"), meaning_of("bom", "备注")
    (('number', False, ''), ('mass', False, 'g'), (None, False, ''))
    """
    words = _words(kind)
    plain = plain_heading(text)
    if plain in words:
        return *words[plain], ""
    bracket = _BRACKETS.search(unicodedata.normalize("NFKC", text))
    if bracket is not None:
        plain = plain_heading(unicodedata.normalize("NFKC", text)[: bracket.start()])
        if plain in words:
            return *words[plain], bracket.group(1).strip()
    return None, False, ""


def plain_heading(text: str) -> str:
    """A heading without what does not count: case, width, spaces, ``_``, ``-``, points, colons, line breaks."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text[:200]).casefold())


@cache
def _words(kind: str) -> dict[str, tuple[str, bool]]:
    headings = tomllib.loads(resources.files("calculator.reference").joinpath("headings.toml").read_text("utf-8"))
    found: dict[str, tuple[str, bool]] = {}
    for meaning, stated in headings[kind].items():
        entry = stated
        while "same_as" in entry:
            sheet, _, name = entry["same_as"].partition(".")
            entry = headings[sheet][name]
        for is_loose, words in ((False, entry["words"]), (True, entry.get("loose", []))):
            for word in words:
                found.setdefault(plain_heading(word), (meaning, is_loose))
    return found

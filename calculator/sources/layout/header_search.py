"""Where the headings of a table stand: the row, or the two rows, that read most like those of a kind of sheet."""

from __future__ import annotations

from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

from calculator.numbers.late_patterns import late_pattern
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.columns import KINDS, NEEDED, Header, read_row
from calculator.sources.layout.headings import (
    TEXT_MEANINGS,
    Match,
    is_unit,
    meaning_of,
    plain_heading,
)
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.table.table import Table

HEADER_SEARCH_ROWS: Final = 100
"""So far down the first heading row is looked for; further ones may stand anywhere."""


def find_header(table: Table, kind: str, profile: Profile = NO_PROFILE) -> Header | None:
    """The row that reads most like the headings of a sheet of ``kind``; the first of equals; None where none does.

    Without a profile a table is searched once for each kind, however often it is asked.
    """
    if profile != NO_PROFILE:
        return _searched(table, kind, profile)
    headers = _HEADERS.setdefault(table, {})
    if kind not in headers:
        headers[kind] = _searched(table, kind, NO_PROFILE)
    return headers[kind]


_HEADERS: Final[WeakKeyDictionary[Table, dict[str, Header | None]]] = WeakKeyDictionary()
"""What was found of each table that is still in use, by kind."""


def _searched(table: Table, kind: str, profile: Profile) -> Header | None:
    best: Header | None = None
    rows = (
        [profile.header_row]
        if profile.header_row is not None
        else range(min(len(table.rows), HEADER_SEARCH_ROWS))
    )
    for row in rows:
        header = read_header(table, kind, row, profile)
        # Of two readings that say as much, the one with fewer lines: the line above is a title block then.
        if header is not None and (
            best is None
            or (header.score, best.body - best.row) > (best.score, header.body - header.row)
        ):
            best = header
    return best


def kind_of(table: Table) -> Header | None:
    """The header of a sheet under the kind that fits it best: a sheet's own name decides before its columns do."""
    named = table.sheet.strip().casefold()
    if named in KINDS:
        return find_header(table, named)
    headers = [header for kind in KINDS if (header := find_header(table, kind)) is not None]
    # Content before Prices before BOM: a Content sheet has a part number too, and only it has a substance beside it.
    order = {"questions": 0, "content": 1, "rates": 2, "prices": 3, "bom": 4}

    def fit(header: Header) -> tuple[bool, int, int]:
        exact = sum(heading.match <= Match.EXACT for heading in header.headings.values())
        is_sure = header.kind != "bom" and exact >= len(NEEDED[header.kind])
        return is_sure, exact, -order[header.kind]

    return max(headers, key=fit, default=None)


def read_header(table: Table, kind: str, row: int, profile: Profile) -> Header | None:
    """The headings in a row, or in it and the row below where together they say more."""
    single = read_row(table, kind, row, 1, profile)
    double = (
        read_row(table, kind, row, 2, profile)
        if kind == "bom" and _could_be_second(table, row) and not is_standard(table, row)
        else None
    )
    if double is not None and (
        single is None
        or double.score > single.score
        or (double.score == single.score and _brackets(double) > _brackets(single))
    ):
        return double
    return single


def is_standard(table: Table, row: int) -> bool:
    """True for headings of the standard workbook alone: what stands below them are lines, even where all of it reads like headings."""
    texts = [text for column in range(len(table.rows[row])) if (text := table.text(row, column))]
    return len(texts) > _FEW and all(plain_heading(text) in _standard() for text in texts)


_FEW: Final = 3


@cache
def _standard() -> frozenset[str]:
    return frozenset(map(plain_heading, heading_words().standard))


def _brackets(header: Header) -> int:
    return sum(bool(heading.bracket) for heading in header.headings.values())


def _could_be_second(table: Table, row: int) -> bool:
    """A second line of headings holds headings or units and nothing else: a part taken for a heading would be lost."""
    if row + 1 >= len(table.rows):
        return False
    lower = [(column, cell) for column, cell in enumerate(table.rows[row + 1]) if cell is not None]
    if not lower or not all(isinstance(cell, str) and len(cell) <= 40 for _, cell in lower):
        return False
    return all(
        _says_second(table.merged_text(row, column), table.text(row + 1, column))
        for column, _ in lower
    )


def _says_second(upper: str, lower: str) -> bool:
    """A figure is no heading; and "each" is a unit below "Mass" and what stands in the column below "Unit"."""
    if _FIGURE.fullmatch(lower):
        return False
    above = meaning_of("bom", upper) if upper else None
    is_of_words = above is not None and above.name in _OF_WORDS
    if is_unit(lower.strip("()[] ")):
        return bool(upper) and not is_of_words
    alone, both = meaning_of("bom", lower), meaning_of("bom", f"{upper} {lower}")
    if both is not None and both.bracket and is_of_words:
        both = None
    return any(meaning is not None and meaning.match <= Match.LOOSE for meaning in (alone, both))


_FIGURE: Final = late_pattern(r"[\d.,\s%+\-]+")
# What stands below these is never a unit. (TOP, ALL and MAD are currencies and part numbers.)
_OF_WORDS: Final = TEXT_MEANINGS | {"level", "parent", "class"}

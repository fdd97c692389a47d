"""One row of headings, or two that are read as one: which column means what.

A heading row is one in which known headings stand and numbers do not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Final

from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.sources.layout.headings import Match, Meaning, is_unit, meaning_of, spoken
from calculator.sources.layout.profile import NO_PROFILE, Profile
from calculator.sources.table.table import Table

KINDS: Final = ("bom", "content", "prices", "rates", "questions")
HEADER_SEARCH_ROWS: Final = 100
"""So far down the first heading row is looked for; further ones may stand anywhere."""

# The columns without which a sheet is not of the kind: one of each group must be there.
_NEEDED: Final = {
    "bom": (
        ("number", "name", "description", "specification", "supplier_number", "steps"),
        (
            "level",
            "steps",
            "quantity",
            "per_parent",
            "cumulative",
            "price",
            "line_price",
            "mass",
            "material",
            "class",
            "parent",
        ),
    ),
    "content": (("number",), ("substance",)),
    "prices": (("substance",), ("price", "low", "high")),
    "rates": (("currency",), ("to",), ("rate",)),
    "questions": (("number",), ("about",), ("answer",)),
}
# Of these a table may have several columns; the first that is filled counts.
_REPEATABLE: Final = frozenset(
    {
        "price",
        "mass",
        "description",
        "name",
        "specification",
        "material",
        "remark",
        "supplier",
        "supplier_number",
    }
)
_OF_LINE: Final = {"price": "line_price", "mass": "line_mass"}
_LONGEST: Final = 80
_WITHOUT_MEANING: Final = "ignored"
_LEVEL_HEAD = re.compile(
    r"(?:(?:level|lvl|l|stufe|ebene|niveau|nivel|livello|poziom|レベル|레벨|层级|層級|阶|階|第)[\s._-]*)?(\d{1,2})(?:[级級层層阶階])?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One recognised heading: what it means, where it is, and the unit or currency that it names."""

    meaning: str
    column: int
    text: str
    source: Source
    bracket: str = ""
    match: Match = Match.EXACT
    resembles: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The headings of one table. Its rows are from ``body`` up to, not including, ``end``; all counts start at 0.

    ``more`` holds further columns of one meaning; ``steps`` the columns over which the names of an indented
    list are spread, one a level; ``title`` is the lone text above.
    """

    kind: str
    row: int
    body: int
    end: int
    headings: dict[str, Heading]
    more: dict[str, tuple[Heading, ...]] = field(default_factory=dict)
    steps: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    title: str = ""
    unread: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def column(self, meaning: str) -> int | None:
        """Column of a meaning, from 0; None where the table has none."""
        heading = self.headings.get(meaning)
        return None if heading is None else heading.column

    @property
    def score(self) -> int:
        """How much it reads like headings: a known word counts double."""
        return sum(1 if heading.match >= Match.PART else 2 for heading in self.headings.values())


def find_header(table: Table, kind: str, profile: Profile = NO_PROFILE) -> Header | None:
    """The row that reads most like the headings of a sheet of ``kind``; the first of equals; None where none does."""
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
    found = [header for kind in KINDS if (header := find_header(table, kind)) is not None]
    # Content before Prices before BOM: a Content sheet has a part number too, and only it has a substance beside it.
    order = {"questions": 0, "content": 1, "rates": 2, "prices": 3, "bom": 4}

    def fit(header: Header) -> tuple[bool, int, int]:
        exact = sum(heading.match <= Match.EXACT for heading in header.headings.values())
        is_sure = header.kind != "bom" and exact >= len(_NEEDED[header.kind])
        return is_sure, exact, -order[header.kind]

    return max(found, key=fit, default=None)


# --------------------------------------------------------------------------- one heading row


def read_header(table: Table, kind: str, row: int, profile: Profile) -> Header | None:
    """The headings in a row, or in it and the row below where together they say more."""
    single = read_row(table, kind, row, 1, profile)
    double = (
        read_row(table, kind, row, 2, profile)
        if kind == "bom" and _could_be_second(table, row)
        else None
    )
    if double is not None and (
        single is None
        or double.score > single.score
        or (double.score == single.score and _brackets(double) > _brackets(single))
    ):
        return double
    return single


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
        _says_second(_text(table, row, column), table.text(row + 1, column)) for column, _ in lower
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
    return any(one is not None and one.match <= Match.LOOSE for one in (alone, both))


_FIGURE: Final = re.compile(r"[\d.,\s%+\-]+")
# What stands below these is never a unit. (TOP, ALL and MAD are currencies and part numbers.)
_OF_WORDS: Final = frozenset(
    {
        "number",
        "name",
        "description",
        "specification",
        "supplier_number",
        "supplier",
        "material",
        "origin",
        "remark",
        "position",
        "revision",
        "unit",
        "level",
        "parent",
        "class",
    }
)


def read_row(table: Table, kind: str, row: int, lines: int, profile: Profile) -> Header | None:
    """The headings in ``lines`` rows from ``row`` on; None where they do not make a sheet of ``kind``."""
    cells = table.rows[row] if row < len(table.rows) else []
    filled = [cell for cell in cells if cell is not None]
    texts = [cell for cell in filled if isinstance(cell, str)]
    if len(filled) < len(_NEEDED[kind]) or 2 * len(texts) < len(filled):
        return None
    headings: dict[str, Heading] = {}
    more: dict[str, tuple[Heading, ...]] = {}
    unread: list[str] = []
    problems: list[Problem] = []
    width = max(len(cells), len(table.rows[row + 1]) if lines == 2 else 0)
    steps = step_columns(table, row + lines - 1) if kind == "bom" else []
    if any(profile.meaning(kind, table.text(row + lines - 1, column), column) for column in steps):
        steps = []
    if steps:
        headings["steps"] = Heading(
            meaning="steps",
            column=steps[0],
            text=table.text(row + lines - 1, steps[0]),
            source=table.source(row + lines - 1, steps[0]),
        )
    for column in range(width):
        if column in steps:
            continue
        text, meaning = _heading_at(table, kind, row, column, lines, profile)
        if meaning is None or meaning.name == _WITHOUT_MEANING:
            if text:
                unread.append(text)
            continue
        heading = Heading(
            meaning=meaning.name,
            column=column,
            text=text,
            source=table.source(row, column),
            bracket=meaning.bracket,
            match=meaning.match,
            resembles=meaning.resembles,
        )
        _keep(heading, headings, more, problems, unread)
    if any(
        not any(one in headings for one in group) for group in _NEEDED[kind]
    ) and not _is_named_by_items(kind, headings):
        return None
    sure = sum(heading.match <= Match.LOOSE for heading in headings.values())
    if (
        not any(heading.match <= Match.EXACT for heading in headings.values())
        or sure < 2
        or 3 * len(headings) < len(texts) - 4
    ):
        return None
    return Header(
        kind=kind,
        row=row,
        body=row + lines,
        end=len(table.rows),
        headings=headings,
        more=more,
        unread=tuple(unread),
        problems=(
            *problems,
            *_doubts([*headings.values(), *(one for ones in more.values() for one in ones)]),
        ),
    )


def _is_named_by_items(kind: str, headings: dict[str, Heading]) -> bool:
    """True where "Item" is the only column that could name the parts; what stands below it decides."""
    position = headings.get("position")
    return (
        kind == "bom"
        and position is not None
        and position.match is Match.WEAK
        and any(one in headings for one in _NEEDED["bom"][1])
    )


def _heading_at(
    table: Table, kind: str, row: int, column: int, lines: int, profile: Profile
) -> tuple[str, Meaning | None]:
    """The text of a heading, and what it means: of both lines together, else of the lower, else of the upper."""
    upper = _text(table, row, column)
    if len(upper) > _LONGEST:
        return "", None
    stated = profile.meaning(kind, upper, column)
    if stated is not None:
        return upper, stated
    if lines == 1:
        return upper, meaning_of(kind, upper) if upper else None
    lower = table.text(row + 1, column)
    both = f"{upper} {lower}".strip()
    stated = profile.meaning(kind, both, column) or profile.meaning(kind, lower, column)
    if stated is not None or not both:
        return both, stated
    meanings = [meaning_of(kind, text) for text in (both, lower, upper) if text]
    known = [one for one in meanings if one is not None]
    best = min(known, key=lambda one: one.match, default=None)
    if best is not None and best is meanings[-1] and upper and lower and not best.bracket:
        bracketed = meaning_of(kind, f"{upper} ({lower.strip('()[]')})")
        best = bracketed or best
    return both, best


def _text(table: Table, row: int, column: int) -> str:
    merged = getattr(table, "merged_text", None)
    return str(merged(row, column)) if merged is not None else table.text(row, column)


def _keep(
    heading: Heading,
    headings: dict[str, Heading],
    more: dict[str, tuple[Heading, ...]],
    problems: list[Problem],
    unread: list[str],
) -> None:
    """The better of two headings of one meaning; the other is kept beside it where several columns can share a meaning."""
    meaning = heading.meaning
    other = headings.get(meaning)
    if other is None:
        headings[meaning] = heading
        return
    if (
        meaning == "number"
        and Match.WEAK in (heading.match, other.match)
        and heading.match != other.match
    ):
        weak, strong = (heading, other) if heading.match is Match.WEAK else (other, heading)
        headings["number"] = strong
        _keep(replace(weak, meaning="name"), headings, more, problems, unread)
        return
    better, worse = (heading, other) if heading.match < other.match else (other, heading)
    headings[meaning] = better
    if meaning in _OF_LINE and worse.match is Match.LOOSE and better.match < Match.LOOSE:
        # "Unit price" and "Price" side by side: the second is that of the line.
        _keep(replace(worse, meaning=_OF_LINE[meaning]), headings, more, problems, unread)
        return
    if meaning in _REPEATABLE:
        more[meaning] = (*more.get(meaning, ()), worse)
    elif worse.match < Match.PART:
        problems.append(
            warning(
                "column-twice",
                f'"{other.text}" and "{heading.text}" both mean {spoken(meaning)}; "{better.text}" was read. Rename one, or settle it with a profile',
                other.source,
                heading.source,
            )
        )
    else:
        unread.append(worse.text)


def _doubts(headings: list[Heading]) -> list[Problem]:
    found = []
    for heading in headings:
        if heading.match is Match.LOOSE and heading.meaning in ("mass", "price"):
            found.append(
                note(
                    "loose-heading",
                    f'"{heading.text}" may be the {heading.meaning} of one or of the line; where the quantity is not one and no other column is of the line, bounds hold both. Name it so',
                    heading.source,
                )
            )
        elif heading.match in (Match.PART, Match.SIMILAR):
            found.append(
                note(
                    "fuzzy-heading",
                    f'"{heading.text}" was read as {spoken(heading.meaning)}, for it resembles "{heading.resembles}"; a profile settles it',
                    heading.source,
                )
            )
    return found


def step_columns(table: Table, row: int) -> list[int]:
    """Columns headed Level 0, Level 1, Level 2 ..., or 1, 2, 3 ..., side by side."""
    found: list[tuple[int, int]] = []
    for column in range(len(table.rows[row])):
        text = unicodedata.normalize("NFKC", table.text(row, column)[:20]).strip()
        head = _LEVEL_HEAD.match(text)
        if head is None or (
            found and (column != found[-1][0] + 1 or int(head.group(1)) != found[-1][1] + 1)
        ):
            if len(found) >= 2:
                break
            found = []
        if head is not None:
            found.append((column, int(head.group(1))))
    return [column for column, _ in found] if len(found) >= 2 and found[0][1] <= 1 else []

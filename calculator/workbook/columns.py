"""Which tables a sheet holds, and which of their columns means what.

A heading row is one in which known headings stand and numbers do not. A sheet may have several: the same headings
again, another table below or beside the first. Headings of two lines are read as one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import Final

from calculator.problem import Problem, note, warning
from calculator.source import Source
from calculator.workbook.headings import Match, Meaning, is_unit, meaning_of, plain_heading, spoken
from calculator.workbook.profile import NO_PROFILE, Profile
from calculator.workbook.table import Table

KINDS: Final = ("bom", "content", "prices", "rates")
HEADER_SEARCH_ROWS: Final = 100
"""So far down the first heading row is looked for; further ones may stand anywhere."""

# The columns without which a sheet is not of the kind: one of each group must be there.
_NEEDED: Final = {
    "bom": (
        ("number", "name", "description", "specification", "supplier_number", "steps"),
        ("level", "steps", "quantity", "per_parent", "cumulative", "price", "mass", "material", "class", "parent"),
    ),
    "content": (("number",), ("substance",)),
    "prices": (("substance",), ("price", "low", "high")),
    "rates": (("currency",), ("to",), ("rate",)),
}
_ANCHORS: Final = ("quantity", "per_parent", "cumulative", "price", "mass", "level")
# Of these a table may have several columns; the first that is filled counts.
_REPEATABLE: Final = frozenset({"price", "mass", "description", "name", "specification", "material", "remark", "supplier", "supplier_number"})
_OF_LINE: Final = {"price": "line_price", "mass": "line_mass"}
_LONGEST: Final = 80
_WITHOUT_MEANING: Final = "ignored"


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

    @property
    def loose(self) -> bool:
        """True where it may mean something else."""
        return self.match not in (Match.EXACT, Match.PROFILE)


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
    rows = [profile.header_row] if profile.header_row is not None else range(min(len(table.rows), HEADER_SEARCH_ROWS))
    for row in rows:
        header = _read_header(table, kind, row, profile)
        if header is not None and (best is None or header.score > best.score):
            best = header
    return best


def find_tables(table: Table, profile: Profile = NO_PROFILE) -> tuple[Header, ...]:
    """Every bill of a sheet, from top to bottom; those side by side from left to right."""
    first = find_header(table, "bom", profile)
    if first is None:
        return ()
    headers = [*_earlier(table, first, profile), first]
    for row in _further_rows(table, first):
        header = _read_header(table, "bom", row, profile)
        if header is None or sum(one.match <= Match.LOOSE for one in header.headings.values()) < 2 or row < headers[-1].body:
            continue
        if _is_same(header, headers[-1]):
            headers[-1] = replace(headers[-1], repeats=(*headers[-1].repeats, *range(header.row, header.body)))
        else:
            headers.append(header)
    found = []
    for at, header in enumerate(headers):
        end = _start_of_titles(table, headers[at + 1].row) if at + 1 < len(headers) else len(table.rows)
        found += [replace(block, end=max(end, block.body), title=_title(table, header.row, found[-1].end if found else 0)) for block in _blocks(table, header, profile)]
    return tuple(_with_unheaded(table, one) for one in found)


def _earlier(table: Table, first: Header, profile: Profile) -> list[Header]:
    """Heading rows above the best one, of tables with fewer columns; pairs of a name and its value in a title block are none."""
    found: list[Header] = []
    for row in range(first.row):
        header = _read_header(table, "bom", row, profile)
        if header is None or row < (found[-1].body if found else 0) or len(header.unread) >= len(header.headings) or 2 * header.score < first.score:
            continue
        if any(sum(cell is not None for cell in cells) >= 2 for cells in table.rows[header.body : first.row]):
            found.append(header)
    return found


def kind_of(table: Table) -> Header | None:
    """The header of a sheet under the kind that fits it best: a sheet's own name decides before its columns do."""
    named = table.sheet.strip().casefold()
    if named in KINDS:
        return find_header(table, named)
    found = [header for kind in KINDS if (header := find_header(table, kind)) is not None]
    # Content before Prices before BOM: a Content sheet has a part number too, and only it has a substance beside it.
    order = {"content": 0, "rates": 1, "prices": 2, "bom": 3}

    def fit(header: Header) -> tuple[bool, int, int]:
        exact = sum(heading.match <= Match.EXACT for heading in header.headings.values())
        is_sure = header.kind != "bom" and exact >= len(_NEEDED[header.kind])
        return is_sure, exact, -order[header.kind]

    return max(found, key=fit, default=None)


# --------------------------------------------------------------------------- one heading row


def _read_header(table: Table, kind: str, row: int, profile: Profile) -> Header | None:
    """The headings in a row, or in it and the row below where together they say more."""
    single = _read_row(table, kind, row, 1, profile)
    double = _read_row(table, kind, row, 2, profile) if kind == "bom" and _could_be_second(table, row) else None
    if double is not None and (single is None or double.score > single.score or (double.score == single.score and _brackets(double) > _brackets(single))):
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
    return all(_says_second(_text(table, row, column), table.text(row + 1, column)) for column, _ in lower)


def _says_second(upper: str, lower: str) -> bool:
    if is_unit(lower.strip("()[] ")):
        return bool(upper)
    alone, both = meaning_of("bom", lower), meaning_of("bom", f"{upper} {lower}")
    return any(one is not None and one.match <= Match.LOOSE for one in (alone, both))


def _read_row(table: Table, kind: str, row: int, lines: int, profile: Profile) -> Header | None:
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
    steps = _step_columns(table, row) if kind == "bom" and not profile.columns else []
    if steps:
        headings["steps"] = Heading(meaning="steps", column=steps[0], text=table.text(row, steps[0]), source=table.source(row, steps[0]))
    for column in range(width):
        if column in steps:
            continue
        text, meaning = _heading_at(table, kind, row, column, lines, profile)
        if meaning is None or meaning.name == _WITHOUT_MEANING:
            if text:
                unread.append(text)
            continue
        heading = Heading(meaning=meaning.name, column=column, text=text, source=table.source(row, column), bracket=meaning.bracket, match=meaning.match, resembles=meaning.resembles)
        _keep(heading, headings, more, problems, unread)
    if any(not any(one in headings for one in group) for group in _NEEDED[kind]):
        return None
    sure = sum(heading.match <= Match.LOOSE for heading in headings.values())
    if not any(heading.match <= Match.EXACT for heading in headings.values()) or sure < 2 or 3 * len(headings) < len(texts) - 4:
        return None
    return Header(
        kind=kind, row=row, body=row + lines, end=len(table.rows), headings=headings, more=more,
        unread=tuple(unread), problems=(*problems, *_doubts([*headings.values(), *(one for ones in more.values() for one in ones)])),
    )  # fmt: skip


def _heading_at(table: Table, kind: str, row: int, column: int, lines: int, profile: Profile) -> tuple[str, Meaning | None]:
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


def _keep(heading: Heading, headings: dict[str, Heading], more: dict[str, tuple[Heading, ...]], problems: list[Problem], unread: list[str]) -> None:
    """The better of two headings of one meaning; the other is kept beside it where several columns can share a meaning."""
    meaning = heading.meaning
    other = headings.get(meaning)
    if other is None:
        headings[meaning] = heading
        return
    if meaning == "number" and Match.WEAK in (heading.match, other.match) and heading.match != other.match:
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
        problems.append(warning("column-twice", f'"{other.text}" and "{heading.text}" both mean {spoken(meaning)}; "{better.text}" was read. Rename one, or settle it with a profile', other.source, heading.source))
    else:
        unread.append(worse.text)


def _doubts(headings: list[Heading]) -> list[Problem]:
    found = []
    for heading in headings:
        if heading.match is Match.LOOSE and heading.meaning in ("mass", "price"):
            found.append(note("loose-heading", f'"{heading.text}" was read as the {heading.meaning} of one unit; if it is a total of the line, name it so', heading.source))
        elif heading.match in (Match.PART, Match.SIMILAR):
            found.append(note("fuzzy-heading", f'"{heading.text}" was read as {spoken(heading.meaning)}, for it resembles "{heading.resembles}"; a profile settles it', heading.source))
    return found


# --------------------------------------------------------------------------- what stands below


_STEP = re.compile(r"\d{1,4}(?:\.\d{1,4})*\.?\Z")
_LEVEL_HEAD = re.compile(r"(?:(?:level|lvl|l|stufe|ebene|niveau|nivel|livello|poziom|レベル|레벨|层级|層級|阶|階|第)[\s._-]*)?(\d{1,2})(?:[级級层層阶階])?\Z", re.IGNORECASE)


def _with_unheaded(table: Table, header: Header) -> Header:
    """What no heading says is told by what stands below: outline numbers, or names that step to the right by level."""
    header = _with_steps(table, header)
    if "level" in header.headings or "position" in header.headings or header.steps:
        return _position_or_number(table, header)
    known = {heading.column for heading in header.headings.values()}
    width = max((len(row) for row in table.rows[header.body : header.body + 50]), default=0)
    for column in range(width):
        if column in known or table.text(header.row, column):
            continue
        texts = [text for row in range(header.body, min(header.end, header.body + 500)) if (text := table.text(row, column))]
        known_steps = {text.rstrip(".") for text in texts}
        dotted = [text.rstrip(".") for text in texts if "." in text.rstrip(".")]
        nested = sum(text.rpartition(".")[0] in known_steps for text in dotted)
        if len(texts) >= 2 and dotted and nested >= 0.8 * len(dotted) and all(_STEP.match(text) for text in texts):
            heading = Heading(meaning="position", column=column, text="", source=table.source(header.row, column), match=Match.CONTENT)
            said = note("column-by-content", "the column has no heading and holds outline numbers; it was read as the position", heading.source)
            return replace(header, headings=header.headings | {"position": heading}, problems=(*header.problems, said))
    return header


def _position_or_number(table: Table, header: Header) -> Header:
    """A column headed like a position that holds codes, where no other has the part numbers, has them itself."""
    position = header.headings.get("position")
    if position is None or "number" in header.headings:
        return header
    texts = [text for row in range(header.body, min(header.end, header.body + 500)) if (text := table.text(row, position.column))]
    codes = [text for text in texts if len(text) >= 4 and any(map(str.isdigit, text)) and not _STEP.match(text)]
    if len(texts) < 2 or 2 * len(codes) < len(texts) or len(set(codes)) < len(codes) / 2:
        return header
    heading = replace(position, meaning="number", match=Match.CONTENT)
    said = note("column-by-content", f'"{position.text}" holds codes and no other column does; it was read as the part number', heading.source)
    kept = {meaning: one for meaning, one in header.headings.items() if meaning != "position"}
    return replace(header, headings=kept | {"number": heading}, problems=(*header.problems, said))


def _step_columns(table: Table, row: int) -> list[int]:
    """Columns headed Level 0, Level 1, Level 2 ..., or 1, 2, 3 ..., side by side."""
    found: list[tuple[int, int]] = []
    for column in range(len(table.rows[row])):
        text = unicodedata.normalize("NFKC", table.text(row, column)[:20]).strip()
        head = _LEVEL_HEAD.match(text)
        if head is None or (found and (column != found[-1][0] + 1 or int(head.group(1)) != found[-1][1] + 1)):
            if len(found) >= 2:
                break
            found = []
        if head is not None:
            found.append((column, int(head.group(1))))
    return [column for column, _ in found] if len(found) >= 2 and found[0][1] <= 1 else []


def _with_steps(table: Table, header: Header) -> Header:
    """The columns of an indented list with one column a level, of which each row fills one."""
    stated = header.headings.get("steps")
    kept = {meaning: one for meaning, one in header.headings.items() if meaning != "steps"}
    header = replace(header, headings=kept)
    columns = _step_columns(table, header.row) if stated is not None else _spread(table, header)
    rows = range(header.body, min(header.end, header.body + 2000))
    filled = [[column for column in columns if table.text(row, column)] for row in rows]
    used = [one for one in filled if one]
    if len(columns) < 2 or not used or any(len(one) > 1 for one in used) or (len({one[0] for one in used}) < 2 and stated is None):
        return header
    header = replace(header, steps=tuple(columns))
    texts = {table.text(row, one[0]) for row, one in zip(rows, filled, strict=True) if one}
    is_mark = all(len(text) <= 2 for text in texts)
    meaning = next((one for one in ("number", "name", "description") if one in kept and kept[one].column in columns), None)
    if is_mark or meaning is not None:
        return header
    meaning = "name" if "number" in kept else "number"
    heading = Heading(meaning=meaning, column=columns[0], text=table.text(header.row, columns[0]), source=table.source(header.row, columns[0]), match=Match.CONTENT)
    return replace(header, headings=kept | {meaning: heading})


def _spread(table: Table, header: Header) -> list[int]:
    """The columns without a heading right of the one that names the items."""
    taken = {heading.column for heading in header.headings.values()}
    for meaning in ("number", "name", "description"):
        if meaning not in header.headings:
            continue
        columns = [header.headings[meaning].column]
        width = max((len(row) for row in table.rows[header.body : header.body + 50]), default=0)
        while columns[-1] + 1 < width and columns[-1] + 1 not in taken and not table.text(header.row, columns[-1] + 1):
            columns.append(columns[-1] + 1)
        while columns and not any(table.text(row, columns[-1]) for row in range(header.body, min(header.end, header.body + 2000))):
            columns.pop()
        return columns
    return []


# --------------------------------------------------------------------------- several tables on a sheet


def _further_rows(table: Table, first: Header) -> list[int]:
    """Rows that could hold headings: words where the first table has numbers."""
    anchors = [heading.column for meaning in _ANCHORS if (heading := first.headings.get(meaning)) is not None]
    found = []
    for row in range(first.body, len(table.rows)):
        cells = table.rows[row]
        if any(at < len(cells) and cells[at] is not None and not isinstance(cells[at], str) for at in anchors):
            continue
        words = [cell for cell in cells if isinstance(cell, str) and len(cell) <= 60]
        if len(words) >= 2 and sum(_is_known(word) for word in words) >= 2:
            found.append(row)
    return found


def _is_known(word: str) -> bool:
    if word.replace(".", "").replace(",", "").isdigit():
        return False
    meaning = meaning_of("bom", word) if plain_heading(word) else None
    return meaning is not None and meaning.match <= Match.LOOSE


def _is_same(one: Header, other: Header) -> bool:
    """The same headings again: at least all but one of them."""
    at = {meaning: heading.column for meaning, heading in other.headings.items()}
    same = sum(at.get(meaning) == heading.column for meaning, heading in one.headings.items())
    return same >= max(2, len(one.headings) - 1, len(other.headings) - 1)


def _start_of_titles(table: Table, row: int) -> int:
    """The first of the blank rows and lone texts right above a heading row: they belong to the table below."""
    at = row
    while at > 0 and sum(cell is not None for cell in table.rows[at - 1]) <= 1 and row - at < 4:
        at -= 1
    return at


def _title(table: Table, row: int, above: int) -> str:
    """The nearest lone text above a heading row."""
    for at in range(row - 1, max(above - 1, row - 12, -1), -1):
        filled = [column for column, cell in enumerate(table.rows[at]) if cell is not None]
        if len(filled) == 1 and isinstance(table.rows[at][filled[0]], str):
            return table.text(at, filled[0])[:80]
    return ""


def _blocks(table: Table, header: Header, profile: Profile) -> list[Header]:
    """Tables side by side: where both sides of a blank column make a bill, each is one."""
    used = {column for row in table.rows[header.row : header.row + 40] for column, cell in enumerate(row) if cell is not None}
    if not used or set(range(min(used), max(used) + 1)) <= used:
        return [header]
    spans, start, last = [], min(used), max(used)
    for column in range(min(used), last + 2):
        if column not in used:
            if start < column:
                spans.append((start, column))
            start = column + 1
    parts = []
    for start, end in spans:
        part = replace(table, rows=[[*([None] * start), *row[start:end]] for row in table.rows[: header.body]])
        found = _read_row(part, header.kind, header.row, header.body - header.row, profile)
        if found is not None:
            parts.append(replace(found, end=header.end))
    return parts if len(parts) > 1 else [header]

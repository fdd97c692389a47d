"""One row of headings, or two that are read as one: which column means what.

A heading row is one in which known headings stand and numbers do not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from calculator.model.problem import Problem, note, warning
from calculator.model.source import Source
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.headings import Match, Meaning, meaning_of, spoken
from calculator.sources.layout.profile import Profile
from calculator.sources.table.table import Table

KINDS: Final = ("bom", "content", "prices", "rates", "questions")
# The columns without which a sheet is not of the kind: one of each group must be there.
NEEDED: Final = {
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
    "content": (("number",), ("substance", "cas")),
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
    span: tuple[int, int] | None = None
    """The first column and the one behind the last, where other tables stand beside this one; else None."""

    def column(self, meaning: str) -> int | None:
        """Column of a meaning, from 0; None where the table has none."""
        heading = self.headings.get(meaning)
        return None if heading is None else heading.column

    @property
    def score(self) -> int:
        """How much it reads like headings: a known word counts double."""
        return sum(1 if heading.match >= Match.PART else 2 for heading in self.headings.values())


def read_row(table: Table, kind: str, row: int, lines: int, profile: Profile) -> Header | None:
    """The headings in ``lines`` rows from ``row`` on; None where they do not make a sheet of ``kind``."""
    cells = table.rows[row] if row < len(table.rows) else []
    filled = [cell for cell in cells if cell is not None]
    texts = [cell for cell in filled if isinstance(cell, str)]
    if len(filled) < len(NEEDED[kind]) or 2 * len(texts) < len(filled):
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
        not any(meaning in headings for meaning in group) for group in NEEDED[kind]
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
            *_notes_on(
                [*headings.values(), *(heading for further in more.values() for heading in further)]
            ),
        ),
    )


def _is_named_by_items(kind: str, headings: dict[str, Heading]) -> bool:
    """True where "Item" is the only column that could name the parts; what stands below it decides."""
    position = headings.get("position")
    return (
        kind == "bom"
        and position is not None
        and position.match is Match.WEAK
        and any(meaning in headings for meaning in NEEDED["bom"][1])
    )


def _heading_at(
    table: Table, kind: str, row: int, column: int, lines: int, profile: Profile
) -> tuple[str, Meaning | None]:
    """The text of a heading, and what it means: of both lines together, else of the lower, else of the upper."""
    upper = table.merged_text(row, column)
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
    matched = [meaning for meaning in meanings if meaning is not None]
    best = min(matched, key=lambda meaning: meaning.match, default=None)
    if best is not None and best is meanings[-1] and upper and lower and not best.bracket:
        bracketed = meaning_of(kind, f"{upper} ({lower.strip('()[]')})")
        best = bracketed or best
    return both, best


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


def _notes_on(headings: list[Heading]) -> list[Problem]:
    """What a reader has to know of headings that were not matched exactly."""
    notes = []
    for heading in headings:
        if heading.match is Match.LOOSE and heading.meaning in ("mass", "price"):
            notes.append(
                note(
                    "loose-heading",
                    f'"{heading.text}" may be the {heading.meaning} of one or of the line; where the quantity is not one and no other column is of the line, bounds hold both. Name it so',
                    heading.source,
                )
            )
        elif heading.match in (Match.PART, Match.SIMILAR):
            notes.append(
                note(
                    "fuzzy-heading",
                    f'"{heading.text}" was read as {spoken(heading.meaning)}, for it resembles "{heading.resembles}"; a profile settles it',
                    heading.source,
                )
            )
    return notes


def step_columns(table: Table, row: int) -> list[int]:
    """Columns headed Level 0, Level 1, Level 2 ..., or 1, 2, 3 ..., side by side."""
    steps: list[tuple[int, int]] = []
    for column in range(len(table.rows[row])):
        text = unicodedata.normalize("NFKC", table.text(row, column)[:20]).strip()
        head = _level_heading().match(text)
        if head is None or (
            steps and (column != steps[-1][0] + 1 or int(head.group(1)) != steps[-1][1] + 1)
        ):
            if len(steps) >= 2:
                break
            steps = []
        if head is not None:
            steps.append((column, int(head.group(1))))
    return [column for column, _ in steps] if len(steps) >= 2 and steps[0][1] <= 1 else []


@cache
def _level_heading() -> re.Pattern[str]:
    """``Level 1``, ``第1阶``, or the number alone."""
    words = heading_words()
    return re.compile(
        rf"(?:(?:{'|'.join(map(re.escape, words.level))})[\s._-]*)?(\d{{1,2}})(?:[{''.join(words.level_signs)}])?\Z",
        re.IGNORECASE,
    )

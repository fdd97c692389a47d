"""One row of headings, or two that are read as one: which column means what.

A heading row is one in which known headings stand and numbers do not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import Final

from calculator.model.problem import Problem, note, warning
from calculator.model.stages import STAGE_COLUMNS
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.answer_columns import unless_it_lists_parts
from calculator.sources.layout.designator_columns import designator_column
from calculator.sources.layout.header import Header, Heading
from calculator.sources.layout.heading_tokens import any_of
from calculator.sources.layout.headings import Match, Meaning, meaning_of, plain_heading, spoken
from calculator.sources.layout.profile import Profile
from calculator.sources.layout.sheet_kinds import KINDS, LONGEST_HEADING, NEEDED, may_be_of
from calculator.sources.layout.unheaded_columns import unheaded_names, variant_quantities
from calculator.sources.table.table import Table

__all__ = ["KINDS", "NEEDED", "Header", "Heading", "read_row", "step_columns"]

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
        "holds",
        "components",
        *STAGE_COLUMNS,
    }
)
_OF_LINE: Final = {"price": "line_price", "mass": "line_mass"}
_WITHOUT_MEANING: Final = "ignored"


def read_row(table: Table, kind: str, row: int, lines: int, profile: Profile) -> Header | None:
    """The headings in ``lines`` rows from ``row`` on; None where they do not make a sheet of ``kind``."""
    cells = table.rows[row] if row < len(table.rows) else []
    filled = [cell for cell in cells if cell is not None]
    texts = [cell for cell in filled if isinstance(cell, str)]
    is_of_figures = len(filled) < len(NEEDED[kind]) or 2 * len(texts) < len(filled)
    if is_of_figures or (lines == 1 and not may_be_of(kind, table.heading_texts(row))):
        return None
    headings: dict[str, Heading] = {}
    more: dict[str, tuple[Heading, ...]] = {}
    unread: list[str] = []
    problems: list[Problem] = []
    width = max(len(cells), len(table.rows[row + 1]) if lines == 2 else 0)
    steps = _steps(table, row + lines - 1, profile) if kind == "bom" else []
    if steps:
        headings["steps"] = Heading(
            meaning="steps",
            column=steps[0],
            text=table.text(row + lines - 1, steps[0]),
            source=table.source(row + lines - 1, steps[0]),
        )
    read = [
        (column, *_heading_at(table, kind, row, column, lines, profile))
        for column in range(width)
        if column not in steps
    ]
    if not steps and not any(meaning for _, _, meaning in read):
        # What columns hold is looked at beside a heading, and there is none.
        return None
    for column, text, by_words in read:
        meaning = unless_it_lists_parts(table, row + lines, column, by_words)
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
    if kind == "bom":
        _part_products_from_lines(headings, more, unread)
        _add_by_contents(table, row, row + lines, headings, more, unread)
        _add_designators(table, row, row + lines, headings)
    if not _has_what_it_needs(table, kind, row, headings):
        return None
    sure = sum(heading.match <= Match.LOOSE for heading in headings.values())
    is_matrix = "quantity" in more and "number" in headings
    if (
        not any(heading.match <= Match.EXACT for heading in headings.values())
        or (sure < 2 and not is_matrix)
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


def _steps(table: Table, row: int, profile: Profile) -> list[int]:
    """The columns of levels in a row, where a profile gives none of them another meaning."""
    steps = step_columns(table, row)
    is_told = any(profile.meaning("bom", table.text(row, column), column) for column in steps)
    return [] if is_told else steps


def _has_what_it_needs(table: Table, kind: str, row: int, headings: dict[str, Heading]) -> bool:
    """True where a column of each group that makes a sheet of the kind is there."""
    if kind == "content" and not _NAMING & headings.keys() and _counts_parts(table, row):
        return False
    return all(
        any(meaning in headings for meaning in group) for group in NEEDED[kind]
    ) or _is_named_by_items(kind, headings)


_NAMING: Final = frozenset({"substance", "cas"})


def _counts_parts(table: Table, row: int) -> bool:
    """True where a heading of the row is one of a bill: a Disclosure beside a quantity makes no sheet of contents."""
    texts = (table.text(row, column) for column in range(len(table.rows[row])))
    meanings = (meaning_of("bom", text) for text in texts if text)
    return any(meaning is not None and meaning.name in NEEDED["bom"][1] for meaning in meanings)


def _is_of_line(text: str) -> bool:
    """True for "BoM Lines/Component": the export writes the product once, and its lines in columns of their own."""
    return text.casefold().startswith(heading_words().line_prefixes)


def _part_products_from_lines(
    headings: dict[str, Heading], more: dict[str, tuple[Heading, ...]], unread: list[str]
) -> None:
    """Beside columns of lines, one of the product says what holds the lines, and of how many of it they are; nothing else."""
    read = [*headings.values(), *(heading for further in more.values() for heading in further)]
    if not any(_is_of_line(heading.text) for heading in read):
        return
    headings.clear()
    more.clear()
    for heading in sorted(read, key=lambda heading: heading.column):
        if _is_of_line(heading.text):
            headings.setdefault(heading.meaning, heading)
        elif heading.meaning in _OF_PRODUCT:
            meaning = _OF_PRODUCT[heading.meaning]
            headings.setdefault(meaning, replace(heading, meaning=meaning, match=Match.CONTENT))
        else:
            unread.append(heading.text)


_OF_PRODUCT: Final = {"name": "parent", "quantity": "base_quantity"}


def _add_by_contents(
    table: Table,
    row: int,
    body: int,
    headings: dict[str, Heading],
    more: dict[str, tuple[Heading, ...]],
    unread: list[str],
) -> None:
    """What a bill lacks by its headings and has by its cells: the names, where it counts parts; the quantities, where it names them."""
    names, _ = NEEDED["bom"]
    counts = any(meaning in headings for meaning in _COUNTS)
    is_named = any(meaning in headings for meaning in names)
    if not is_named and counts and "position" not in _weak(headings):
        name = unheaded_names(table, row, body)
        if name is not None:
            headings["name"] = name
    if counts or not is_named:
        return
    taken = {heading.column for heading in headings.values()} | {
        heading.column for further in more.values() for heading in further
    }
    variants = variant_quantities(table, row, body, taken)
    if variants:
        headings["quantity"], more["quantity"] = variants[0], tuple(variants[1:])
        columns = {heading.text for heading in variants}
        unread[:] = [text for text in unread if text not in columns]


def _add_designators(table: Table, row: int, body: int, headings: dict[str, Heading]) -> None:
    """The column of reference designators, of a list of an electronic board that counts, prices and weighs nothing."""
    names, others = NEEDED["bom"]
    if any(meaning in headings for meaning in others) or not any(
        meaning in headings for meaning in names
    ):
        return
    column = designator_column(table, row, body)
    number = headings.get("number")
    if column is not None:
        if number is not None and number.column == column and number.match is not Match.WEAK:
            del headings["number"]
        headings["designators"] = Heading(
            meaning="designators",
            column=column,
            text=table.text(row, column),
            source=table.source(row, column),
            match=Match.EXACT,
        )


_COUNTS: Final = ("quantity", "per_parent", "cumulative")


def _weak(headings: dict[str, Heading]) -> set[str]:
    return {name for name, heading in headings.items() if heading.match is Match.WEAK}


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
    texts = table.heading_texts(row)
    # A merged range may reach beyond the last cell of the row.
    upper = texts[column] if column < len(texts) else table.merged_text(row, column)
    if len(upper) > LONGEST_HEADING:
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
    if meaning == "position" and worse.match is Match.WEAK and better.match is not Match.WEAK:
        # "S.No" counts the rows, so that "Item" beside it is what they are called.
        _keep(replace(worse, meaning="name"), headings, more, problems, unread)
        return
    if meaning in _OF_LINE and worse.match is Match.LOOSE and better.match < Match.LOOSE:
        # "Unit price" and "Price" side by side: the second is that of the line.
        _keep(replace(worse, meaning=_OF_LINE[meaning]), headings, more, problems, unread)
        return
    if meaning in _REPEATABLE or (meaning == "quantity" and _are_alike(better, worse)):
        more[meaning] = (*more.get(meaning, ()), worse)
    elif meaning == "number" and _is_designator(better, worse, headings):
        unread.append(worse.text if headings["number"] is better else better.text)
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


def _is_designator(better: Heading, worse: Heading, headings: dict[str, Heading]) -> bool:
    """Of two part numbers, one headed "Reference" holds the places on the board; the other is kept."""
    for heading, other in ((better, worse), (worse, better)):
        if plain_heading(heading.text) in heading_words().designators:
            headings["number"] = other
            return True
    return False


def _are_alike(better: Heading, worse: Heading) -> bool:
    """True for quantities of which none can be preferred: "Qty" twice, "Qty model X" beside "Qty model Y"."""
    return worse.match < Match.PART or better.match >= Match.PART


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
    for column, cell in enumerate(table.rows[row]):
        head = None
        if cell is not None and not (
            isinstance(cell, str) and cell.isascii() and not _DIGIT.search(cell)
        ):
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


_DIGIT: Final = re.compile(r"\d")


@cache
def _level_heading() -> re.Pattern[str]:
    """``Level 1``, ``第1阶``, or the number alone."""
    words = heading_words()
    return re.compile(
        rf"(?:(?:{any_of(words.level)})[\s._-]*)?(\d{{1,2}})(?:[{''.join(words.level_signs)}])?\Z",
        re.IGNORECASE,
    )

"""Which rows of a table are items; totals, headings again, notes, examples and section titles are not, and are named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from calculator.findings.accounting import RowFate
from calculator.model.item import ItemClass
from calculator.model.problem import note, warning
from calculator.recognition.classify import recognise
from calculator.recognition.named_numbers import NumberFinder
from calculator.recognition.part_signs import names_part
from calculator.sources.layout.headings import Match
from calculator.sources.layout.phrases import begins_note, begun_by, saying, says
from calculator.sources.layout.repeated_headings import repeats_headings
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.cell_context import is_company_alone
from calculator.sources.rows.cells import Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.notes_on_lines import numbers_of_lines, speaks_of_line
from calculator.sources.rows.row_context import speaks_of_others
from calculator.sources.rows.section_titles import (
    HANGING,
    NAMES,
    any_text,
    could_matter,
    first_name,
    titles_of,
)

_STATED: Final = (
    "material",
    "class",
    "quantity",
    "per_parent",
    "cumulative",
    "price",
    "mass",
    "origin",
)
_PLACES: Final = ("position", *HANGING)
_OF_A_PART: Final = (
    "class",
    "material",
    "origin",
    "technology",
    "supplier",
    "supplier_number",
    "price_per",
)
"""A row that states one of these is a part, even if it is called "Total"."""
_SUMS: Final = frozenset(
    {"price", "line_price", "mass", "line_mass", "cumulative", "quantity", "per_parent"}
)


@dataclass(frozen=True)
class Lines:
    """The rows that are items; of each the title of the section that it stands in, and the name above that a blank cell repeats."""

    rows: Columnwise
    sections: Sequence[str]
    above: Sequence[str]

    def only(self, kept: Sequence[int]) -> Lines:
        """The lines at these places."""
        return Lines(
            self.rows.only(kept),
            [self.sections[at] for at in kept],
            [self.above[at] for at in kept],
        )

    @cached_property
    def descriptions(self) -> list[str]:
        """What each row says of itself that the item is."""
        describes = self.rows.cells.describes
        if not describes:
            return [description_of(self.rows.row(at)) for at in range(len(self.rows))]
        return [
            "" if blank else text
            for text, blank in zip(
                self.rows.texts(describes), self.rows.blanks(describes), strict=True
            )
        ]


def description_of(row: Row) -> str:
    """What the row says that the item is: its name, its description and its specification, each once."""
    only = row.cells.describes
    if only:
        text = row.text(only)
        return "" if row.is_blank(only) else text
    parts: list[str] = []
    heading = row.cells.header.headings.get("number")
    words = (
        [row.text("number")]
        if heading is not None and heading.match is Match.WEAK and not row.is_blank("number")
        else []
    )
    for meaning in ("name", "description", "specification"):
        words += row.texts(meaning)
    for text in words:
        if not any(text.casefold() in part.casefold() for part in parts):
            parts.append(text)
    return ", ".join(parts)


def lines_of(cells: TableCells) -> Lines:
    """The items among the rows of a table."""
    filled = Columnwise(cells, cells.filled())
    repeated = _repeated_headings(filled)
    cells.left_out.update((filled.rows[at], RowFate.REPEATED_HEADING) for at in repeated)
    rows = filled.only([at for at in range(len(filled)) if at not in repeated])
    titles = titles_of(rows)
    plainly = _plainly_items(rows)
    kept: list[int] = []
    sections: list[str] = []
    names_above: list[str] = []
    section = above = ""
    namer = _naming_column(cells)
    names, unnumbered = (
        (rows.texts(namer), rows.blanks("number"))
        if namer
        else ([""] * len(rows), [False] * len(rows))
    )
    total_above = False
    finder = NumberFinder(numbers_of_lines(rows))
    for at, (is_item, own, is_unnumbered) in enumerate(
        zip(plainly, names, unnumbered, strict=True)
    ):
        if at in titles:
            section, above = titles[at], ""
            cells.left_out[rows.rows[at]] = RowFate.TITLE
            continue
        kind = "item" if is_item else _kind(rows.row(at), total_above=total_above)
        if kind == "item" and not is_item and speaks_of_line(rows.row(at), finder):
            kind = "note"
        total_above = kind == "total"
        if kind == "item":
            above = own or above
            kept.append(at)
            sections.append(section)
            names_above.append(above if is_unnumbered and not own else "")
        else:
            cells.left_out[rows.rows[at]] = _FATES[kind]
    return Lines(rows.only(kept), sections, names_above)


_FATES: Final = {
    "total": RowFate.SUBTOTAL,
    "note": RowFate.NOTE,
    "nothing": RowFate.UNREAD,
}
"""What becomes of a row that is no item."""


def _plainly_items(rows: Columnwise) -> list[bool]:
    """True for each row of which ``_kind`` says that it is an item, for it is named and states something; false leaves it open."""
    meaning = next((one for one in NAMES if rows.is_stated(one)), None)
    if meaning is None:
        return [False] * len(rows)
    names = rows.texts(meaning)
    numbers, positions = rows.texts("number"), rows.texts("position")
    levels = rows.texts("level")
    odd = (
        saying("total", names)
        | saying("example", chain(numbers, positions))
        | saying("signed", chain(names, positions, levels))
        | begun_by("total", names)
    )
    stated = [False] * len(rows)
    for one in _STATED:
        if rows.is_stated(one) and not all(stated):
            stated = [
                known or not blank for known, blank in zip(stated, rows.blanks(one), strict=True)
            ]
    return [
        says_more and not blank and odd.isdisjoint((name, number, position, level))
        for says_more, blank, name, number, position, level in zip(
            stated, rows.blanks(meaning), names, numbers, positions, levels, strict=True
        )
    ]


def _naming_column(cells: TableCells) -> str:
    """The column of names of which a blank cell repeats the one above, as in "Bolts | M2x15", "| M3x15"; empty where none does."""
    headings = cells.header.headings
    if not any(one in headings for one in ("description", "specification")):
        return ""
    number = headings.get("number")
    return (
        "number"
        if number is not None and number.match is Match.WEAK
        else "name"
        if "name" in headings
        else ""
    )


def _kind(row: Row, *, total_above: bool) -> str:
    """What a row is: an item, a total, a note, an example, or nothing.

    Whatever a row is called, one that describes a magnet or what holds one is an item.
    """
    cells = row.cells
    name = first_name(row)
    if _is_group_sum(row, name) or (
        _is_total(row, name, total_above=total_above)
        and not (name and could_matter(row, description_of(row)))
    ):
        if name or not total_above:
            cells.report(
                note(
                    "total-row",
                    f'"{(name or any_text(row) or "a row of sums")[:60]}" is a total, not an item; it was left out',
                    cells.row_source(row.row),
                )
            )
        return "total"
    if _is_signed(row):
        cells.report(
            note(
                "note-row",
                f'"{any_text(row)[:60]}" says who prepared or approved the list and when; it was left out',
                cells.row_source(row.row),
            )
        )
        return "note"
    states = any(
        not row.is_blank(one) and (name or row.value(one) not in (0, False)) for one in _STATED
    )
    if not name:
        if any(_speaks(row.text(one)) for one in _PLACES):
            return "item"
        hangs = any(row.text(one) for one in HANGING) or not any(
            one in cells.header.headings for one in HANGING
        )
        return "item" if states and hangs else "nothing"
    if not states and _is_parameter(row):
        cells.report(
            note(
                "note-row",
                f'"{any_text(row)[:60]}: {name[:20]}" gives a value and names no part; it was left out',
                cells.row_source(row.row),
            )
        )
        return "note"
    if (
        not states
        and (begins_note(name) or begins_note(row.text("position")))
        and (speaks_of_others(description_of(row)) or not could_matter(row, description_of(row)))
    ):
        cells.report(
            note(
                "note-row",
                f'"{name[:60]}" is a note, not an item; it was left out',
                cells.row_source(row.row),
            )
        )
        return "note"
    if any(
        says("example", text) for text in (row.text("position"), row.text("number"))
    ) and not could_matter(row, description_of(row) or name):
        cells.report(
            note(
                "example-row",
                f'"{name[:60]}" is marked as an example; it was left out',
                cells.row_source(row.row),
            )
        )
        return "note"
    return "item"


def _is_parameter(row: Row) -> bool:
    """True for a number alone under a heading such as "Part", in a table that counts its parts: a length, a setting."""
    number = row.cells.header.headings.get("number")
    counts = any(
        one in row.cells.header.headings for one in ("quantity", "per_parent", "cumulative")
    )
    return (
        counts
        and number is not None
        and number.match is Match.WEAK
        and row.is_numeric("number")
        and not any(row.text(one) for one in NAMES[1:])
    )


def _is_total(row: Row, name: str, *, total_above: bool) -> bool:
    """True where the first name is a word for a total, or sums stand in a row that says so or in the one below it.

    A part number of its own makes a row an item, whatever it is called.
    """
    if name:
        is_part = any(not row.is_blank(one) for one in _OF_A_PART)
        return (
            says("total", name)
            and (says("total", row.text("number")) or row.is_blank("number"))
            and not is_part
        )
    filled = [
        column for column, cell in enumerate(row.cells.table.rows[row.row]) if cell is not None
    ]
    texts = [
        row.cells.table.text(row.row, column)
        for column in filled
        if isinstance(row.cells.table.rows[row.row][column], str)
    ]
    if any(says("total", text) for text in texts):
        return True
    meanings = {one.column: meaning for meaning, one in row.cells.header.headings.items()}
    read = {meanings[column] for column in filled if column in meanings}
    only_sums = bool(read) and read <= _SUMS
    return only_sums and (total_above or bool(read & {"line_price", "line_mass"}))


def _is_signed(row: Row) -> bool:
    """True for a row of "Prepared: J. Keller, Approved: K. Braun" or "Date: 2026-05-01": a label, and no figure beside it.

    A row that speaks of a magnet or a motor is none.
    """
    values = [value for value in row.cells.table.rows[row.row] if value not in (None, "")]
    texts = [value for value in values if isinstance(value, str)]
    return (
        bool(texts)
        and says("signed", texts[0])
        and not any(isinstance(value, (int, float)) for value in values)
        and not any(could_matter(row, text) for text in texts)
    )


def _is_group_sum(row: Row, name: str) -> bool:
    """True for "Subtotal Magnets" or "Total cost (INR)" beside nothing but money: without a size, a number, a quantity or a mass it is no part.

    What it is the sum of is heard like the title of a group.
    """
    first, _, rest = name.partition(" ")
    counts = not {"quantity", "per_parent", "cumulative"}.isdisjoint(row.cells.header.headings)
    return (
        says("total", first.rstrip(":"))
        and bool(rest)
        and all(row.is_blank(one) for one in (*_OF_A_PART, *_OF_A_LINE))
        and (row.is_blank("number") or _is_named_there(row))
        and (
            any(not row.is_blank(one) for one in ("price", "line_price"))
            if could_matter(row, description_of(row))
            else counts
        )
        and not (names_part(name) and could_matter(row, description_of(row)))
    )


def _is_named_there(row: Row) -> bool:
    """True where the column of part numbers is one of names, such as "Component"."""
    number = row.cells.header.headings.get("number")
    return number is not None and number.match is Match.WEAK


_OF_A_LINE: Final = ("level", "parent", "quantity", "per_parent", "cumulative", "mass")
"""A row that states one of these and speaks of a magnet is no sum, whatever it is called."""


def _speaks(text: str) -> bool:
    """True for a place of a row that is none but words of a magnet: nobody else says them."""
    found = recognise(text, "", "") if any(map(str.isalpha, text)) else None
    return (
        found is not None
        and (found.item_class in (ItemClass.MAGNET, ItemClass.TARGET) or bool(found.suspect))
        and not is_company_alone(text)
    )


def _repeated_headings(rows: Columnwise) -> set[int]:
    """The lines in which the headings stand again."""
    header = rows.cells.header
    named = {
        index
        for meaning in NAMES
        if meaning in header.headings
        and (heading := header.headings[meaning].text) in (texts := rows.texts(meaning))
        for index, text in enumerate(texts)
        if text == heading
    }
    return {
        index for index in named if repeats_headings(rows.cells.table, header, rows.rows[index])
    }


def nameless(row: Row) -> str:
    """A name for a row that has none, with a problem."""
    name = f"(no part number, row {row.row + 1})"
    row.cells.report(
        warning(
            "row-without-item",
            f"neither part number nor description; the row was kept as an item of its own, {name}. Name it",
            row.cells.row_source(row.row),
        )
    )
    return name

"""Which rows of a table are items; totals, headings again, notes, examples and section titles are not, and are named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from calculator.classify import recognise, zero_material
from calculator.item import ItemClass
from calculator.problem import note, warning
from calculator.workbook.cells import Cells, Row
from calculator.workbook.headings import Match
from calculator.workbook.phrases import begins_note, says

NAMES: Final = ("number", "name", "description", "specification", "supplier_number")
_STATED: Final = ("material", "class", "quantity", "per_parent", "cumulative", "price", "mass", "origin")
_HANGING: Final = ("level", "parent")
_OF_A_PART: Final = ("class", "material", "origin", "technology", "supplier", "supplier_number", "price_per")
"""A row that states one of these is a part, even if it is called "Total"."""
_SUMS: Final = frozenset({"price", "line_price", "mass", "line_mass", "cumulative", "quantity", "per_parent"})


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is an item, the title of the section that it stands in, and the name above that a blank cell repeats."""

    row: Row
    section: str = ""
    above: str = ""


def lines_of(cells: Cells) -> list[Line]:
    """The items among the rows of a table."""
    rows = [row for row in cells.rows() if not _is_repeated_heading(row)]
    titles = _titles(cells, rows)
    found: list[Line] = []
    section = above = ""
    namer = _naming_column(cells)
    total_above = False
    for index, row in enumerate(rows):
        if index in titles:
            section, above = titles[index], ""
            continue
        kind = _kind(row, total_above=total_above)
        total_above = kind == "total"
        if kind == "item":
            own = row.text(namer) if namer else ""
            above = own or above
            found.append(Line(row, section, above if namer and not own and row.is_blank("number") else ""))
    return found


def _naming_column(cells: Cells) -> str:
    """The column of names of which a blank cell repeats the one above, as in "Bolts | M2x15", "| M3x15"; empty where none does."""
    headings = cells.header.headings
    if not any(one in headings for one in ("description", "specification")):
        return ""
    number = headings.get("number")
    return "number" if number is not None and number.match is Match.WEAK else "name" if "name" in headings else ""


def _kind(row: Row, *, total_above: bool) -> str:
    """What a row is: an item, a total, a note, an example, or nothing."""
    cells = row.cells
    name = _first_name(row)
    if _is_total(row, name, total_above=total_above):
        if name or not total_above:
            cells.report(note("total-row", f'"{(name or _any_text(row) or "a row of sums")[:60]}" is a total, not an item; it was left out', cells.row_source(row.row)))
        return "total"
    states = any(not row.is_blank(one) and (name or row.value(one) not in (0, False)) for one in _STATED)
    if not name:
        hangs = any(row.text(one) for one in _HANGING) or not any(one in cells.header.headings for one in _HANGING)
        return "item" if states and hangs else "nothing"
    if not states and _is_parameter(row):
        cells.report(note("note-row", f'"{_any_text(row)[:60]}: {name[:20]}" gives a value and names no part; it was left out', cells.row_source(row.row)))
        return "note"
    if not states and (begins_note(name) or begins_note(row.text("position"))):
        cells.report(note("note-row", f'"{name[:60]}" is a note, not an item; it was left out', cells.row_source(row.row)))
        return "note"
    if any(says("example", text) for text in (row.text("position"), row.text("number"))) and not _could_matter(row, name):
        cells.report(note("example-row", f'"{name[:60]}" is marked as an example; it was left out', cells.row_source(row.row)))
        return "note"
    return "item"


def _is_parameter(row: Row) -> bool:
    """True for a number alone under a heading such as "Part", in a table that counts its parts: a length, a setting."""
    number = row.cells.header.headings.get("number")
    counts = any(one in row.cells.header.headings for one in ("quantity", "per_parent", "cumulative"))
    return counts and number is not None and number.match is Match.WEAK and row.is_numeric("number") and not any(row.text(one) for one in NAMES[1:])


def _first_name(row: Row) -> str:
    return next((text for meaning in NAMES if (text := row.text(meaning)) and not row.is_blank(meaning)), "")


def _any_text(row: Row) -> str:
    return next((row.cells.table.text(row.row, column) for column, cell in enumerate(row.cells.table.rows[row.row]) if isinstance(cell, str)), "")


def _is_total(row: Row, name: str, *, total_above: bool) -> bool:
    """True where the first name is a word for a total, or sums stand in a row that says so or in the one below it.

    A part number of its own makes a row an item, whatever it is called.
    """
    if name:
        is_part = any(not row.is_blank(one) for one in _OF_A_PART)
        return says("total", name) and (says("total", row.text("number")) or row.is_blank("number")) and not is_part
    filled = [column for column, cell in enumerate(row.cells.table.rows[row.row]) if cell is not None]
    texts = [row.cells.table.text(row.row, column) for column in filled if isinstance(row.cells.table.rows[row.row][column], str)]
    if any(says("total", text) for text in texts):
        return True
    meanings = {one.column: meaning for meaning, one in row.cells.header.headings.items()}
    read = {meanings[column] for column in filled if column in meanings}
    only_sums = bool(read) and read <= _SUMS
    return only_sums and (total_above or bool(read & {"line_price", "line_mass"}))


def _could_matter(row: Row, name: str) -> bool:
    found = recognise(name, row.text("material"), row.text("number"))
    return found.item_class is not ItemClass.OTHER or bool(found.suspect)


def _is_repeated_heading(row: Row) -> bool:
    headings = row.cells.header.headings
    if not any(row.text(meaning) == headings[meaning].text for meaning in NAMES if meaning in headings):
        return False
    same = sum(row.text(meaning) == heading.text for meaning, heading in headings.items())
    return same >= min(3, len(headings))


# --------------------------------------------------------------------------- section titles


def _titles(cells: Cells, rows: list[Row]) -> dict[int, str]:
    """Rows that hold one text and nothing else, in a flat list whose other rows say more: titles of what follows.

    What a title says is not lost: a row under "Magnets" that says nothing of itself is asked about.
    """
    headings = cells.header.headings
    if any(one in headings for one in _HANGING) or len(rows) < 3:
        return {}
    counts = [sum(cell is not None and cell != "" for cell in cells.table.rows[row.row]) for row in rows]
    lone = [index for index, count in enumerate(counts) if count == 1 and _any_text(rows[index])]
    if not lone or len(lone) > len(rows) // 2 or not any(one in headings for one in ("quantity", "per_parent", "cumulative", "price")):
        return {}
    found = {}
    for index in lone:
        is_followed = index + 1 < len(rows) and (counts[index + 1] > 1 or index + 1 in lone)
        ends_so = not is_followed or not any(count > 1 for count in counts[index + 1 :])
        text = _any_text(rows[index])
        if not any(map(str.isalpha, text)):
            continue
        if says("total", text) or begins_note(text) or (_could_matter(rows[index], text) and (ends_so or not _is_asked_below(rows, index, lone))):
            continue
        found[index] = text
        cells.report(note("section-title", f'"{text[:60]}" stands alone in its row and was read as a title, not as an item', cells.row_source(rows[index].row)))
    return found


def _is_asked_below(rows: list[Row], title: int, lone: list[int]) -> bool:
    """True where a row below a title will be asked about: else the title is the only one that speaks of a magnet."""
    for index in range(title + 1, len(rows)):
        if index in lone:
            return False
        row = rows[index]
        if _could_matter(row, _first_name(row)) or not zero_material(row.text("material")):
            return True
    return False


def section_suspect(section: str) -> str:
    """Why a row that says nothing of itself is asked about: the title that it stands under."""
    found = recognise(section, "", "") if section else None
    if found is None or (found.item_class not in (ItemClass.MAGNET, ItemClass.TARGET, ItemClass.LISTED_MATERIAL) and not found.suspect):
        return ""
    return f'stands under the title "{section[:60]}"'


def beside_suspect(row: Row) -> str:
    """Why a row is asked about for what stands in a column that was not read: a category, say."""
    read = row.cells.columns_read
    for column, cell in enumerate(row.cells.table.rows[row.row]):
        if column in read or not isinstance(cell, str) or not 2 < len(cell) <= _SHORT_TEXT or "://" in cell:
            continue
        found = recognise(row.cells.table.text(row.row, column), "", "")
        if found.item_class in (ItemClass.MAGNET, ItemClass.TARGET) or found.suspect:
            return f'"{cell.strip()}" stands beside it, in a column that was not read'
    return ""


_SHORT_TEXT: Final = 40


def nameless(row: Row) -> str:
    """A name for a row that has none, with a problem."""
    name = f"(no part number, row {row.row + 1})"
    row.cells.report(warning("row-without-item", f"neither part number nor description; the row was kept as an item of its own, {name}. Name it", row.cells.row_source(row.row)))
    return name

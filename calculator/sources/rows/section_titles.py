"""Rows that are the titles of those below them, and what the first words of a row say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from calculator.model.item import ItemClass
from calculator.model.problem import note
from calculator.recognition.classify import recognise, zero_material
from calculator.recognition.part_signs import names_part
from calculator.sources.layout.columns import Heading
from calculator.sources.layout.phrases import begins_note, says
from calculator.sources.rows.cells import Row
from calculator.sources.rows.columnwise import Columnwise

NAMES: Final = ("number", "name", "description", "specification", "supplier_number")
HANGING: Final = ("level", "parent")


def titles_of(rows: Columnwise) -> dict[int, str]:
    """Rows that hold one text and nothing else, in a list whose other rows say more: titles of what follows.

    What a title says is not lost: a row under "Magnets" that says nothing of itself is asked about.
    """
    cells, headings = rows.cells, rows.cells.header.headings
    if "parent" in headings or len(rows) < 3:
        return {}
    values = [cells.table.rows[row] for row in rows.rows]
    counts = [len(row) - row.count(None) - row.count("") for row in values]
    lone = [
        index
        for index, count in enumerate(counts)
        if count == 1 and any_text(rows.row(index)) and not _names_a_part(rows.row(index), headings)
    ]
    if (
        not lone
        or len(lone) > len(rows) // 2
        or not any(one in headings for one in ("quantity", "per_parent", "cumulative", "price"))
    ):
        return {}
    found = {}
    for index in lone:
        is_followed = index + 1 < len(rows) and (counts[index + 1] > 1 or index + 1 in lone)
        ends_so = not is_followed or not any(count > 1 for count in counts[index + 1 :])
        text = any_text(rows.row(index))
        if not any(map(str.isalpha, text)):
            continue
        if (
            says("total", text)
            or begins_note(text)
            or (
                could_matter(rows.row(index), text)
                and (ends_so or not _is_asked_below(rows, index, lone))
            )
        ):
            continue
        found[index] = text
        cells.report(
            note(
                "section-title",
                f'"{text[:60]}" stands alone in its row and was read as a title, not as an item',
                cells.row_source(rows.rows[index]),
            )
        )
    return found


def _names_a_part(row: Row, headings: Mapping[str, Heading]) -> bool:
    """True in a list with levels of a lone text with a size, a grade or a number: a part whose level was forgotten."""
    return "level" in headings and (names_part(any_text(row)) or not row.is_blank("number"))


def _is_asked_below(rows: Columnwise, title: int, lone: list[int]) -> bool:
    """True where a row below a title will be asked about: else the title is the only one that speaks of a magnet."""
    for index in range(title + 1, len(rows)):
        if index in lone:
            return False
        row = rows.row(index)
        if could_matter(row, first_name(row)) or not zero_material(row.text("material")):
            return True
    return False


def first_name(row: Row) -> str:
    """What names the part of a row first; empty where nothing does."""
    return next(
        (text for meaning in NAMES if (text := row.text(meaning)) and not row.is_blank(meaning)), ""
    )


def any_text(row: Row) -> str:
    """The first text of a row in any column; empty where it holds numbers alone."""
    return next(
        (
            row.cells.table.text(row.row, column)
            for column, cell in enumerate(row.cells.table.rows[row.row])
            if isinstance(cell, str)
        ),
        "",
    )


def could_matter(row: Row, name: str) -> bool:
    """True where a row that is called so is a magnet, a target or a listed material, or may hold one."""
    found = recognise(name, row.text("material"), row.text("number"))
    return found.item_class is not ItemClass.OTHER or bool(found.suspect)

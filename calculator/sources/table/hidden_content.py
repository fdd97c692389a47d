"""What the eye sees and a reader of values does not, or the other way round: one problem a kind. All of it counts."""

from __future__ import annotations

from calculator.model.problem import Problem, error, warning
from calculator.model.source import Source
from calculator.numbers.counted import agreeing, counted
from calculator.sources.table.sheet_facts import Sheet

_SHOWN_PER_PROBLEM = 20


def unseen(file: str, sheet: Sheet) -> list[Problem]:
    """What is there but not seen, or seen but not there. All of it counts as content."""
    facts, rows = sheet.facts, sheet.rows
    hidden_rows = [
        row
        for row in sorted(facts.hidden_rows)
        if row < len(rows) and any(cell is not None for cell in rows[row])
    ]
    hidden_columns = [
        column
        for column in sorted(facts.hidden_columns)
        if any(column < len(row) and row[column] is not None for row in rows)
    ]
    has_styled = any(one.strike or one.invisible for one in facts.formats)
    styled = (
        [(row, column) for row, column in facts.styles if _is_filled(sheet, row, column)]
        if has_styled
        else []
    )
    struck = [cell for cell in styled if facts.style(*cell).strike]
    invisible = [cell for cell in styled if facts.style(*cell).invisible]
    how = "hidden so that only a program can show it" if sheet.very_hidden else "hidden"
    found = (
        (
            "hidden-sheet",
            f"the sheet is {how}; it was read all the same",
            [(0, 0)] if sheet.hidden and rows else [],
        ),
        (
            "hidden-rows",
            f"{counted(len(hidden_rows), 'row')} {agreeing(len(hidden_rows), 'is', 'are')} hidden or filtered out; what is hidden counts",
            [(row, 0) for row in hidden_rows],
        ),
        (
            "hidden-columns",
            f"{counted(len(hidden_columns), 'column')} {agreeing(len(hidden_columns), 'is', 'are')} hidden; what is hidden counts",
            [(0, column) for column in hidden_columns],
        ),
        (
            "struck-through",
            f"{counted(len(struck), 'cell')} {agreeing(len(struck), 'is', 'are')} struck through; a line and its words count until they are deleted, a figure, an origin or an answer that is struck alone is unknown. Delete what does not hold",
            struck,
        ),
        (
            "invisible-text",
            f"{counted(len(invisible), 'cell')} {agreeing(len(invisible), 'is', 'are')} written so that nobody can see what stands there; a line and its words count, a figure, an origin or an answer that alone cannot be seen is unknown",
            invisible,
        ),
        (
            "formula-without-value",
            f"{counted(len(facts.empty_formulas), 'formula')} without a stored value: unknown; open the file in a spreadsheet program and save it",
            list(facts.empty_formulas),
        ),
        (
            "error-cell",
            f"{counted(len(facts.errors), 'cell')} with an error such as #REF!, or no finite number: unknown; correct what is wrong",
            list(facts.errors),
        ),
    )
    return [
        _about(Source(file, sheet.name), code, message, cells)
        for code, message, cells in found
        if cells
    ]


def _is_filled(sheet: Sheet, row: int, column: int) -> bool:
    return (
        row < len(sheet.rows)
        and column < len(sheet.rows[row])
        and sheet.rows[row][column] is not None
    )


def _about(place: Source, code: str, message: str, cells: list[tuple[int, int]]) -> Problem:
    sources = tuple(
        Source(place.file, place.sheet, row + 1, column + 1)
        for row, column in cells[:_SHOWN_PER_PROBLEM]
    )
    return (error if code in {"formula-without-value", "error-cell"} else warning)(
        code, message, *sources
    )

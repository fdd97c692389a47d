"""What no heading says is told by what stands below: outline numbers, codes, names that step to the right by level."""

from __future__ import annotations

import re
from dataclasses import replace

from calculator.model.problem import note
from calculator.numbers.late_patterns import late_pattern
from calculator.reference.heading_words import heading_words
from calculator.sources.layout.column_contents import settled_by_contents
from calculator.sources.layout.columns import Header, Heading, step_columns
from calculator.sources.layout.headings import Match, plain_heading, spoken
from calculator.sources.table.table import Table

_STEP = late_pattern(r"\d{1,4}(?:\.\d{1,4})*\.?\Z")


def with_unheaded(table: Table, header: Header) -> Header:
    """What no heading says is told by what stands below: outline numbers, or names that step to the right by level."""
    header = _with_steps(table, header)
    header = settled_by_contents(table, header)
    header = _position_or_number(table, header)
    if "level" in header.headings or "position" in header.headings or header.steps:
        return header
    headed = {heading.column for heading in header.headings.values()}
    width = max((len(row) for row in table.rows[header.body : header.body + 50]), default=0)
    for column in range(width):
        if column in headed or table.text(header.row, column):
            continue
        texts = [
            text
            for row in range(header.body, min(header.end, header.body + 500))
            if (text := table.text(row, column))
        ]
        numbers = {text.rstrip(".") for text in texts}
        dotted = [text.rstrip(".") for text in texts if "." in text.rstrip(".")]
        nested = sum(text.rpartition(".")[0] in numbers for text in dotted)
        if (
            len(texts) >= 2
            and dotted
            and nested >= 0.8 * len(dotted)
            and all(_STEP.match(text) for text in texts)
        ):
            heading = Heading(
                meaning="position",
                column=column,
                text="",
                source=table.source(header.row, column),
                match=Match.CONTENT,
            )
            said = note(
                "column-by-content",
                "the column has no heading and holds outline numbers; it was read as the position",
                heading.source,
            )
            return replace(
                header,
                headings=header.headings | {"position": heading},
                problems=(*header.problems, said),
            )
    return header


def _position_or_number(table: Table, header: Header) -> Header:
    """A column headed like a position or "Material" that holds codes, where no other has the part numbers, has them itself.

    One headed "Item" that holds words has the names; one headed "Reference" that holds R1, C2-C5 has no part numbers.
    """
    name = header.headings.get("name")
    if name is not None and name.match is Match.WEAK and _are_steps(table, header, name):
        header = _without(header, name, "numbers of rows")
    number = header.headings.get("number")
    position = header.headings.get("position")
    if number is not None and position is not None and _holds_names(table, header, position):
        return _renamed(header, position, "name", "words")
    if number is not None:
        texts = _texts(table, header, number.column)
        is_designator = sum(bool(_DESIGNATORS.match(text)) for text in texts) >= 0.8 * len(texts)
        has_names = any(
            meaning in header.headings
            for meaning in ("name", "description", "specification", "supplier_number")
        )
        is_called_so = plain_heading(number.text) in heading_words().designators
        return (
            _without(header, number, "reference designators")
            if is_called_so and texts and is_designator and has_names
            else header
        )
    position = header.headings.get("position") or (
        header.headings.get("material") if "description" in header.headings else None
    )
    if position is None:
        return header
    texts = _texts(table, header, position.column)
    codes = [
        text
        for text in texts
        if len(text) >= 4 and any(map(str.isdigit, text)) and not _STEP.match(text)
    ]
    if (
        len(texts) >= 2
        and 2 * len(codes) >= len(texts)
        and len(set(codes)) >= len(codes) / 2
        and position.match is not Match.WEAK
    ):
        return _renamed(header, position, "number", "codes and no other column does")
    if _holds_names(table, header, position):
        return _renamed(header, position, "name", "words")
    return header


def _are_steps(table: Table, header: Header, heading: Heading) -> bool:
    texts = _texts(table, header, heading.column)
    return bool(texts) and all(map(_STEP.match, texts))


def _holds_names(table: Table, header: Header, position: Heading) -> bool:
    """True of a column "Item" that holds words and no numbers of rows, where no other column has the names."""
    texts = _texts(table, header, position.column)
    return (
        position.match is Match.WEAK
        and not any(meaning in header.headings for meaning in ("name", "description"))
        and bool(texts)
        and not all(map(_STEP.match, texts))
        and ("number" not in header.headings or 2 * sum(map(_is_word, texts)) > len(texts))
    )


def _is_word(text: str) -> bool:
    return _WORD.search(text) is not None


_WORD = late_pattern(r"[^\W\d_]{3}|[\u2e80-\uffff]{2}")
_DESIGNATORS = re.compile(
    r"[A-Z]{1,4}\d{1,4}[A-Z]?(?:\s*[,;\s\-–~]\s*[A-Z]{0,4}\d{1,4}[A-Z]?)*,?\Z"
)


def _texts(table: Table, header: Header, column: int) -> list[str]:
    return [
        text
        for row in range(header.body, min(header.end, header.body + 500))
        if row not in header.repeats and (text := table.text(row, column))
    ]


def _renamed(header: Header, heading: Heading, meaning: str, what: str) -> Header:
    said = note(
        "column-by-content",
        f'"{heading.text}" holds {what}; it was read as the {spoken(meaning)}',
        heading.source,
    )
    kept = {meaning: kept for meaning, kept in header.headings.items() if kept is not heading}
    return replace(
        header,
        headings=kept | {meaning: replace(heading, meaning=meaning, match=Match.CONTENT)},
        problems=(*header.problems, said),
    )


def _without(header: Header, heading: Heading, what: str) -> Header:
    said = note(
        "column-by-content", f'"{heading.text}" holds {what}; it was not read', heading.source
    )
    kept = {meaning: kept for meaning, kept in header.headings.items() if kept is not heading}
    return replace(
        header,
        headings=kept,
        unread=(*header.unread, heading.text),
        problems=(*header.problems, said),
    )


def _with_steps(table: Table, header: Header) -> Header:
    """The columns of an indented list with one column a level, of which each row fills one."""
    stated = header.headings.get("steps")
    kept = {meaning: heading for meaning, heading in header.headings.items() if meaning != "steps"}
    header = replace(header, headings=kept)
    columns = step_columns(table, header.body - 1) if stated is not None else _spread(table, header)
    rows = [
        row
        for row in range(header.body, min(header.end, header.body + 2000))
        if row not in header.repeats
    ]
    filled = [[column for column in columns if table.text(row, column)] for row in rows]
    used = [columns_filled for columns_filled in filled if columns_filled]
    if (
        len(columns) < 2
        or not used
        or any(len(columns_filled) > 1 for columns_filled in used)
        or (len({columns_filled[0] for columns_filled in used}) < 2 and stated is None)
    ):
        return header
    header = replace(header, steps=tuple(columns))
    texts = {
        table.text(row, columns_filled[0])
        for row, columns_filled in zip(rows, filled, strict=True)
        if columns_filled
    }
    is_mark = all(len(text) <= 2 for text in texts)
    meaning = next(
        (
            name
            for name in ("number", "name", "description")
            if name in kept and kept[name].column in columns
        ),
        None,
    )
    if is_mark or meaning is not None:
        return header
    meaning = "name" if "number" in kept else "number"
    heading = Heading(
        meaning=meaning,
        column=columns[0],
        text=table.text(header.row, columns[0]),
        source=table.source(header.row, columns[0]),
        match=Match.CONTENT,
    )
    return replace(header, headings=kept | {meaning: heading})


def _spread(table: Table, header: Header) -> list[int]:
    """The columns without a heading right of the one that names the items."""
    taken = {heading.column for heading in header.headings.values()}
    for meaning in ("number", "name", "description"):
        if meaning not in header.headings:
            continue
        columns = [header.headings[meaning].column]
        width = max((len(row) for row in table.rows[header.body : header.body + 50]), default=0)
        while (
            columns[-1] + 1 < width
            and columns[-1] + 1 not in taken
            and not table.text(header.row, columns[-1] + 1)
        ):
            columns.append(columns[-1] + 1)
        while columns and not any(
            table.text(row, columns[-1])
            for row in range(header.body, min(header.end, header.body + 2000))
        ):
            columns.pop()
        return columns
    return []

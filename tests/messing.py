"""Facts tables made untidy the way people make them: merged, blanked, repeated by marks, misspelt, reordered, split, doubled.

Every mess keeps what the table says for a reader with eyes, or takes from it in a way that must not clear an item. A
mess of one table is ``MESSES[name](table, random)``; ``messed_workbook`` does it to all Content sheets of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

NUMBER: Final = "Part Number"
SAME_OF_EACH: Final = (NUMBER, "Form", "Country of Origin", "Disclosure")
"""Columns whose equal cells may be merged, or replaced by a ditto mark; of all but the number a blank means unknown."""
AMOUNTS: Final = ("wt%", "Min wt%", "Max wt%", "Mass", "Value")
DITTO: Final = ('"', "〃", "ditto", "″", "同上")
LOOKS: Final = {
    "0": "O",
    "O": "0",
    "1": "l",
    "I": "1",
    "5": "S",
    "S": "5",
    "8": "B",
    "B": "8",
    "A": "А",
    "M": "М",
}


@dataclass(frozen=True, kw_only=True)
class FactsTable:
    """A heading row and the rows below it; ``merged`` are column, first and last row, all from 0 and without the heading row."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    merged: tuple[tuple[int, int, int], ...] = ()

    def place(self, heading: str) -> int | None:
        """The column of a heading, if there is one."""
        return self.headings.index(heading) if heading in self.headings else None

    def with_cell(self, row: int, column: int, value: object) -> FactsTable:
        """The table with one cell changed."""
        rows = [list(cells) for cells in self.rows]
        rows[row][column] = value
        return replace(self, rows=tuple(map(tuple, rows)))

    @classmethod
    def of_sheet(cls, sheet: Worksheet) -> FactsTable:
        """The table of a standard sheet, whose headings are in the first row."""
        head, *rows = sheet.iter_rows(values_only=True)
        return cls(
            headings=tuple(str(cell or "") for cell in head),
            rows=tuple(tuple(row) for row in rows if any(cell is not None for cell in row)),
        )

    def write(self, sheet: Worksheet) -> None:
        """Put the table in place of what the sheet holds."""
        sheet.delete_rows(1, sheet.max_row + 1)
        sheet.append(self.headings)
        for row in self.rows:
            sheet.append(row)
        for column, first, last in self.merged:
            for row in range(first + 1, last + 1):
                sheet.cell(row + 2, column + 1).value = None
            sheet.merge_cells(
                start_row=first + 2,
                end_row=last + 2,
                start_column=column + 1,
                end_column=column + 1,
            )


Mess = Callable[[FactsTable, Random], FactsTable]
MESSES: dict[str, Mess] = {}


def mess(make: Mess) -> Mess:
    """Register a mess under its own name."""
    MESSES[make.__name__] = make
    return make


def messed_workbook(
    path: Path,
    target: Path,
    random: Random,
    names: Iterable[str],
    sheets: Iterable[str] = ("Content",),
) -> Path:
    """The workbook with its facts tables made untidy by each of the messes, in their order."""
    book = openpyxl.load_workbook(path)
    for name in sheets:
        if name not in book.sheetnames:
            continue
        table = FactsTable.of_sheet(book[name])
        for chosen in names:
            table = MESSES[chosen](table, random)
        table.write(book[name])
    book.save(target)
    return target


# --------------------------------------------------------------------------- merged, blank, ditto


def _runs(table: FactsTable, column: int) -> list[tuple[int, int]]:
    """First and last row of every run of equal cells that are stated, of rows of one part."""
    number = table.place(NUMBER)
    runs = []
    first = 0
    for row in range(1, len(table.rows) + 1):
        is_same = row < len(table.rows) and all(
            table.rows[row][of] == table.rows[first][of] for of in (column, number or 0)
        )
        if not is_same:
            if row - first > 1 and table.rows[first][column] is not None:
                runs.append((first, row - 1))
            first = row
    return runs


def _columns(table: FactsTable, headings: Iterable[str]) -> list[int]:
    return [place for heading in headings if (place := table.place(heading)) is not None]


@mess
def merge_part_numbers(table: FactsTable, random: Random) -> FactsTable:
    """Equal part numbers one below the other are one merged cell."""
    return _merged(table, _columns(table, (NUMBER,)), random)


@mess
def merge_equal_cells(table: FactsTable, random: Random) -> FactsTable:
    """So are equal forms, origins, disclosures and numbers."""
    return _merged(table, _columns(table, SAME_OF_EACH), random)


@mess
def merge_amounts(table: FactsTable, random: Random) -> FactsTable:
    """An amount of several rows is one merged cell, and nobody knows whose it is."""
    amounts = _columns(table, AMOUNTS)
    number = table.place(NUMBER)
    if number is None:
        return table
    spans = [
        (column, first, last)
        for column in amounts
        for first, last in _runs(table, number)
        if table.rows[first][column] is not None and random.random() < 0.7
    ]
    return replace(table, merged=(*table.merged, *spans))


def _merged(table: FactsTable, columns: Iterable[int], random: Random) -> FactsTable:
    spans = [
        (column, first, last)
        for column in columns
        for first, last in _runs(table, column)
        if random.random() < 0.8
    ]
    return replace(table, merged=(*table.merged, *spans))


@mess
def blank_part_numbers(table: FactsTable, random: Random) -> FactsTable:
    """The part number stands in the first row of a part alone."""
    return _replaced(table, _columns(table, (NUMBER,)), lambda: None, random)


@mess
def blank_equal_cells(table: FactsTable, random: Random) -> FactsTable:
    """And so do forms, origins and disclosures."""
    return _replaced(table, _columns(table, SAME_OF_EACH), lambda: None, random)


@mess
def ditto_part_numbers(table: FactsTable, random: Random) -> FactsTable:
    """A ditto mark stands for the part number."""
    return _replaced(table, _columns(table, (NUMBER,)), lambda: random.choice(DITTO), random)


@mess
def ditto_equal_cells(table: FactsTable, random: Random) -> FactsTable:
    """And for forms, origins and disclosures."""
    return _replaced(table, _columns(table, SAME_OF_EACH), lambda: random.choice(DITTO), random)


def _replaced(
    table: FactsTable, columns: Iterable[int], mark: Callable[[], object], random: Random
) -> FactsTable:
    runs = [(column, run) for column in columns for run in _runs(table, column)]
    for column, (first, last) in runs:
        for row in range(first + 1, last + 1):
            if random.random() < 0.9:
                table = table.with_cell(row, column, mark())
    return table


@mess
def number_above_its_rows(table: FactsTable, random: Random) -> FactsTable:
    """The part number stands alone above the rows of its part."""
    number = table.place(NUMBER)
    if number is None or random.random() < 0.1:
        return table
    rows: list[tuple[object, ...]] = []
    last: object = None
    for row in table.rows:
        if row[number] != last:
            last = row[number]
            rows.append(tuple(last if at == number else None for at in range(len(row))))
        rows.append(tuple(None if at == number else cell for at, cell in enumerate(row)))
    return replace(table, rows=tuple(rows))


# --------------------------------------------------------------------------- misspelt


@mess
def sign_in_a_number(table: FactsTable, random: Random) -> FactsTable:
    """One row writes the number with another case, a space, a sign more or less."""
    return _misspelt(
        table,
        random,
        lambda text: random.choice(
            (
                f"{text}.",
                text.lower(),
                text.replace("-", " "),
                text.replace("-", "_"),
                f" {text} ",
                text.replace("-", ""),
            )
        ),
    )


@mess
def look_alike_in_a_number(table: FactsTable, random: Random) -> FactsTable:
    """One row writes a character that looks like another."""

    def changed(text: str) -> str:
        places = [at for at, letter in enumerate(text) if letter in LOOKS]
        if not places:
            return f"{text} "
        at = random.choice(places)
        return text[:at] + LOOKS[text[at]] + text[at + 1 :]

    return _misspelt(table, random, changed)


@mess
def slip_in_a_number(table: FactsTable, random: Random) -> FactsTable:
    """One row has a letter wrong, one missing, one too many, or two swapped; the digits are right."""

    def changed(text: str) -> str:
        places = [at for at, letter in enumerate(text) if letter.isalpha()]
        if not places:
            return f"{text}."
        at = random.choice(places)
        slips = [
            text[:at] + random.choice("QXZK") + text[at + 1 :],
            text[:at] + text[at + 1 :],
            text[:at] + random.choice("QXZK") + text[at:],
        ]
        if at + 1 < len(text) and text[at + 1].isalpha():
            slips.append(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
        return random.choice(slips)

    return _misspelt(table, random, changed)


@mess
def word_beside_a_number(table: FactsTable, random: Random) -> FactsTable:
    """One row has a word before or behind the number."""
    return _misspelt(
        table,
        random,
        lambda text: random.choice(
            (f"{text} NEW", f"{text}-OLD", f"{text} (magnet)", f"Part {text}")
        ),
    )


@mess
def zeros_in_a_number(table: FactsTable, random: Random) -> FactsTable:
    """One row drops or adds a zero in front of the digits."""
    return _misspelt(
        table,
        random,
        lambda text: text.replace("-0", "-", 1) if "-0" in text else text.replace("-", "-0", 1),
    )


def _misspelt(table: FactsTable, random: Random, change: Callable[[str], str]) -> FactsTable:
    """One row, or two, with the number changed; never into the number of another part of the table."""
    number = table.place(NUMBER)
    if number is None or not table.rows:
        return table
    taken = {_plain(str(row[number])) for row in table.rows}
    for _ in range(random.choice((1, 1, 2))):
        row = random.randrange(len(table.rows))
        text = table.rows[row][number]
        changed = change(str(text)) if text is not None else ""
        if changed and (_plain(changed) not in taken or _plain(changed) == _plain(str(text))):
            table = table.with_cell(row, number, changed)
    return table


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


# --------------------------------------------------------------------------- order, halves, doubles, sides


@mess
def reorder_rows(table: FactsTable, random: Random) -> FactsTable:
    """The rows stand in another order."""
    rows = list(table.rows)
    random.shuffle(rows)
    return replace(table, rows=tuple(rows))


@mess
def split_rows(table: FactsTable, random: Random) -> FactsTable:
    """A row is two, with half of the amount each."""
    amounts = _columns(table, AMOUNTS)
    rows: list[tuple[object, ...]] = []
    for row in table.rows:
        figures = [row[at] for at in amounts if row[at] is not None]
        if (
            figures
            and all(isinstance(figure, (int, float)) for figure in figures)
            and random.random() < 0.5
        ):
            half = tuple(
                cell / 2 if at in amounts and isinstance(cell, (int, float)) else cell
                for at, cell in enumerate(row)
            )
            rows += [half, half]
        else:
            rows.append(row)
    return replace(table, rows=tuple(rows))


@mess
def double_rows(table: FactsTable, random: Random) -> FactsTable:
    """Some rows stand twice."""
    rows = [row for row in table.rows for _ in range(random.choice((1, 1, 2)))]
    return replace(table, rows=tuple(rows))


@mess
def blank_row_between(table: FactsTable, random: Random) -> FactsTable:
    """A blank row or a title stands in the table, and the numbers below it are missing up to the next part."""
    number = table.place(NUMBER)
    if number is None or len(table.rows) < 2:
        return table
    at = random.randrange(1, len(table.rows))
    width = len(table.headings)
    title = random.choice((None, "Rare earths", "continued"))
    between = tuple(title if place == number else None for place in range(width))
    rows = list(table.rows)
    if random.random() < 0.7:
        rows[at] = tuple(None if place == number else cell for place, cell in enumerate(rows[at]))
    rows.insert(at, between)
    return replace(table, rows=tuple(rows))


@mess
def lose_a_number(table: FactsTable, random: Random) -> FactsTable:
    """One row says n/a where its part number should be."""
    number = table.place(NUMBER)
    if number is None or not table.rows:
        return table
    return table.with_cell(
        random.randrange(len(table.rows)), number, random.choice(("n/a", "-", "TBD", "all"))
    )


@mess
def side_by_side(table: FactsTable, random: Random) -> FactsTable:
    """The substances of a part stand side by side in one row, in groups of columns with the same headings."""
    number = table.place(NUMBER)
    if number is None or random.random() < 0.05:
        return table
    own = [at for at in range(len(table.headings)) if at != number]
    by_part: dict[object, list[tuple[object, ...]]] = {}
    for row in table.rows:
        by_part.setdefault(row[number], []).append(row)
    groups = min(3, max((len(rows) for rows in by_part.values()), default=1))
    rows: list[tuple[object, ...]] = []
    for part, of_part in by_part.items():
        for start in range(0, len(of_part), groups):
            chunk = of_part[start : start + groups]
            cells = [cell for row in chunk for cell in (row[at] for at in own)]
            rows.append((part, *cells, *[None] * (len(own) * (groups - len(chunk)))))
    heads = [table.headings[at] for at in own]
    return FactsTable(headings=(table.headings[number], *heads * groups), rows=tuple(rows))


@mess
def parts_in_one_cell(table: FactsTable, random: Random) -> FactsTable:
    """Parts of which the rows say the same share one cell."""
    number = table.place(NUMBER)
    if number is None:
        return table
    by_rest: dict[tuple[object, ...], list[object]] = {}
    for row in table.rows:
        rest = tuple(cell for at, cell in enumerate(row) if at != number)
        by_rest.setdefault(rest, []).append(row[number])
    sign = random.choice((", ", "; ", "\n", " / "))
    rows = []
    for rest, parts in by_rest.items():
        cells = list(rest)
        cells.insert(number, sign.join(dict.fromkeys(map(str, parts))))
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))


@mess
def amounts_in_ppm(table: FactsTable, random: Random) -> FactsTable:
    """A column of wt% is one of ppm, or has its unit in each cell."""
    column = table.place("wt%")
    if column is None:
        return table
    in_cells = random.random() < 0.5
    for row, cells in enumerate(table.rows):
        figure = cells[column]
        if isinstance(figure, (int, float)):
            ppm = round(figure * 10000, 6)
            table = table.with_cell(
                row, column, f"{ppm:f}".rstrip("0").rstrip(".") + " ppm" if in_cells else ppm
            )
    if in_cells:
        return table
    headings = tuple("ppm" if heading == "wt%" else heading for heading in table.headings)
    return replace(table, headings=headings)


@mess
def column_nobody_knows(table: FactsTable, random: Random) -> FactsTable:
    """A second column of figures, under a heading that nobody knows, contradicts the first."""
    rows = tuple((*row, random.choice((None, 3, 0.5, 15000))) for row in table.rows)
    return replace(table, headings=(*table.headings, "Xyz"), rows=rows)

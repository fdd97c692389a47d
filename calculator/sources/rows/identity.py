"""What an item is called, and what spreadsheets do to part numbers: dates, rounding, lost zeros, letters that look alike.

The same part number anywhere is the same item. So a number that a spreadsheet has spoiled must not make one item of
two, and one that only looks like another must not pass for it.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from calculator.model.problem import error, note, warning
from calculator.model.source import Source
from calculator.numbers.counted import agreeing, counted
from calculator.numbers.late_patterns import late_pattern
from calculator.recognition.digit_shapes import those_shaped
from calculator.reference.identity_words import placeholders_among
from calculator.sources.layout.headings import Match
from calculator.sources.rows.access import TableCells
from calculator.sources.rows.cells import Row
from calculator.sources.rows.columnwise import Columnwise
from calculator.sources.rows.row_kinds import Lines, nameless
from calculator.sources.table.table import CellValue

_ROUNDED = late_pattern(r"\d(?:[.,]\d+)?E\+?\d{1,3}\Z", re.IGNORECASE)
_UNSEEN = late_pattern("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_SHOWN: Final = 20
_FEW: Final = 3


def names_of(lines: Lines) -> list[str]:
    """The identity of each row: its part number, else what it is called; spoiled numbers are told apart by their row."""
    rows = lines.rows
    is_position = _counts_up(rows)
    faults = _Faults(rows.cells)
    unnumbered = _unnumbered(rows)
    found = [
        _from_words(rows.row(at), above, description)
        if is_position or is_blank
        else number
        if type(value) is str and value.isascii() and not number[0].isdecimal()
        else faults.seen(rows.row(at), number)
        for at, (value, number, is_blank, above, description) in enumerate(
            zip(
                _values(rows),
                rows.texts("number"),
                unnumbered,
                lines.above,
                lines.descriptions,
                strict=True,
            )
        )
    ]
    found = _apart(lines, found, [is_position or blank for blank in unnumbered])
    faults.report()
    _report_look_alikes(rows, found)
    return found


def _unnumbered(rows: Columnwise) -> list[bool]:
    """True for each row whose part number is blank, or a word that stands in place of one: it identifies nothing."""
    texts = rows.texts("number")
    if not rows.is_stated("number"):
        return rows.blanks("number")
    placeholders = placeholders_among({*texts})
    if not placeholders:
        return rows.blanks("number")
    named = [index for index, text in enumerate(texts) if text in placeholders]
    told = [index for index in named if not rows.blanks("number")[index]]
    if told:
        words = ", ".join(sorted({f'"{texts[index][:20]}"' for index in told})[:5])
        rows.cells.report(
            warning(
                "placeholder-number",
                f"{counted(len(told), 'row')} {agreeing(len(told), 'has', 'have')} {words} where a part number should stand, which identifies no part; the name of such a part is what it is called. Give each part a number of its own",
                *(rows.row(index).source("number") for index in told[:_SHOWN]),
            )
        )
    return [
        blank or text in placeholders
        for text, blank in zip(texts, rows.blanks("number"), strict=True)
    ]


def _values(rows: Columnwise) -> Sequence[CellValue]:
    """The values of part numbers where one column alone holds them."""
    heading = rows.cells.header.headings.get("number")
    return (
        rows.values_at(heading.column)
        if heading is not None and rows.is_plain("number")
        else [None] * len(rows)
    )


def _from_words(row: Row, above: str, description: str) -> str:
    name = ", ".join(part for part in (above, description) if part)
    code = "" if row.is_blank("supplier_number") else row.text("supplier_number")
    if not name and not code:
        return nameless(row)
    source = next(
        (
            row.source(one)
            for one in ("name", "description", "specification", "supplier_number")
            if row.text(one)
        ),
        row.source("number"),
    )
    said = name or code
    row.cells.report(
        note("number-from-description", f'no part number; "{said[:60]}" stands for it', source)
    )
    return said


def _counts_up(rows: Columnwise) -> bool:
    """True where the "part numbers" are 1, 2, 3 ...: they count the rows and name nothing, if other words do."""
    cells = rows.cells
    heading = cells.header.headings.get("number")
    if heading is None or not any(
        one in cells.header.headings for one in ("name", "description", "specification")
    ):
        return False
    if "".join(heading.text.casefold().split()) in {"partnumber", "part_number", "part-number"}:
        return False
    stated = [
        text
        for text, is_blank in zip(rows.texts("number"), rows.blanks("number"), strict=True)
        if not is_blank
    ]
    if len(stated) < _FEW or not all(text.isdigit() and len(text) < 5 for text in stated):
        return False
    numbers = [int(text) for text in stated]
    counted = sum(after == before + 1 for before, after in pairwise(numbers))
    is_counter = numbers[0] in (0, 1) and counted >= 0.8 * (len(numbers) - 1)
    if is_counter:
        cells.report(
            note(
                "number-counts-rows",
                f'"{heading.text}" counts the rows; the items were named by what they are called',
                heading.source,
            )
        )
    return is_counter


class _Faults:
    """What was met on the way, told once a kind."""

    def __init__(self, cells: TableCells) -> None:
        self.cells = cells
        self.dates: list[Source] = []
        self.rounded: list[Source] = []
        self.unseen: list[Source] = []
        self.zeros: list[Source] = []
        self.lengths: Counter[int] = Counter()
        self.short: list[tuple[int, Source]] = []

    def seen(self, row: Row, number: str) -> str:
        value, source = row.value("number"), row.source("number")
        if isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            self.dates.append(source)
            return f"{number} (row {row.row + 1})"
        if (
            isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= 10**15
        ) or (isinstance(value, str) and _ROUNDED.match(number)):
            self.rounded.append(source)
            return f"{number} (row {row.row + 1})"
        if isinstance(value, str):
            if _UNSEEN.search(value):
                self.unseen.append(source)
            if number.isdigit() and number.startswith("0"):
                self.lengths[len(number)] += 1
        elif row.is_numeric("number"):
            shown = row.shown("number")
            if shown.isdigit():
                self.short.append((len(shown), source))
                return shown
        return number

    def report(self) -> None:
        self.zeros = [
            source for length, source in self.short if self.lengths and length < max(self.lengths)
        ]
        told = (
            (
                error,
                "date-as-part-number",
                self.dates,
                "part numbers were turned into dates by a spreadsheet; each such row counts as an item of its own. Format the column as text and export it again",
            ),
            (
                error,
                "part-number-rounded",
                self.rounded,
                "part numbers were rounded by a spreadsheet (9.55E+12); each such row counts as an item of its own. Format the column as text and export it again",
            ),
            (
                warning,
                "leading-zeros-lost",
                self.zeros,
                "part numbers are stored as numbers, where others in the column begin with zeros: they may have lost theirs, and two numbers may be one item. Format the column as text",
            ),
            (
                warning,
                "invisible-characters",
                self.unseen,
                "part numbers hold characters that nobody sees; they were taken out",
            ),
        )
        for severity, code, sources, message in told:
            if sources:
                self.cells.report(severity(code, f"{len(sources)} {message}", *sources[:_SHOWN]))


def _apart(lines: Lines, names: list[str], unnumbered: Sequence[bool]) -> list[str]:
    """Rows under one name that are not one part.

    Under a heading such as "Part", and under a "number" without a digit, another description makes another part; of rows
    that are named by words alone, another supplier's number, another material or another maker does, where both state one
    and they are unlike.
    """
    heading = lines.rows.cells.header.headings.get("number")
    if heading is not None:
        names = _told_by_description(lines, names, unnumbered, is_weak=heading.match is Match.WEAK)
    if not any(unnumbered):
        return names
    for meaning in ("supplier_number", "material", "supplier"):
        names = _told_by(lines.rows, meaning, names, unnumbered)
    return names


def _told_by_description(
    lines: Lines, names: list[str], unnumbered: Sequence[bool], *, is_weak: bool
) -> list[str]:
    """Names of rows whose part number may be no more than a word, with their description where it tells parts apart."""
    wordy = {*names} if is_weak else {*those_shaped([*{*names}], _has_no_digit)}
    if not wordy:
        return names
    told = [
        description if name in wordy and description and not has_none else ""
        for name, description, has_none in zip(names, lines.descriptions, unnumbered, strict=True)
    ]
    longer = [
        text if is_weak else f"{name}, {text}" for name, text in zip(names, told, strict=True)
    ]
    return _with(names, told, longer)


def _has_no_digit(name: str) -> bool:
    return not any(map(str.isdigit, name))


def _told_by(
    rows: Columnwise, meaning: str, names: list[str], unnumbered: Sequence[bool]
) -> list[str]:
    """Names of unnumbered rows with what a column says behind them, where it says unlike things of one name."""
    if not rows.is_stated(meaning):
        return names
    told = [
        text if has_none and not blank else ""
        for text, blank, has_none in zip(
            rows.texts(meaning), rows.blanks(meaning), unnumbered, strict=True
        )
    ]
    longer = [f"{name} [{text}]" if text else name for name, text in zip(names, told, strict=True)]
    return _with(names, told, longer)


def _with(names: list[str], told: Sequence[str], longer: Sequence[str]) -> list[str]:
    """The longer name of each row that says something, where rows of its name say several unlike things."""
    variants: dict[str, set[str]] = {}
    for name, text in zip(names, told, strict=True):
        if text:
            variants.setdefault(name, set()).add(alike(text))
    return [
        more if text and len(variants[name]) > 1 else name
        for name, text, more in zip(names, told, longer, strict=True)
    ]


def alike(text: str) -> str:
    """A text without case, width and spacing: what is left differs only where two things are called differently.

    >>> alike("NdFeB  N42") == alike("ndfeb n42"), alike("N42") == alike("N52")
    (True, False)
    """
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


# --------------------------------------------------------------------------- letters that look alike

_SCRIPTS: Final = ("CYRILLIC", "GREEK", "CHEROKEE", "MATHEMATICAL")


def _report_look_alikes(rows: Columnwise, names: Sequence[str]) -> None:
    """Part numbers in which letters of several alphabets stand together: to the eye they are another number."""
    if all(map(str.isascii, names)):
        return
    known = set(names)
    odd = [
        rows.row(at).source("number")
        for at, (name, is_blank) in enumerate(zip(names, rows.blanks("number"), strict=True))
        if not name.isascii()
        and not is_blank
        and (
            mixes_scripts(name)
            or ((plain := unicodedata.normalize("NFKC", name)) != name and plain in known)
        )
    ]
    if odd:
        rows.cells.report(
            warning(
                "look-alike-characters",
                f"{len(odd)} part number{'s mix' if len(odd) > 1 else ' mixes'} Latin letters with ones that only look so; each counts as an item of its own. Write {'them' if len(odd) > 1 else 'it'} again",
                *odd[:_SHOWN],
            )
        )


_OF_UNITS: Final = "\u2126\u03a9\u03bc\u00b5\u03a6\u03c6\u03bb"
"""Ohm, micro, diameter and wavelength are written with Greek letters that are taken for no Latin ones."""


def mixes_scripts(text: str) -> bool:
    """True where a word has Latin letters and such of another alphabet that could pass for Latin.

    >>> mixes_scripts("M\u0410G-01"), mixes_scripts("MAG-01"), mixes_scripts("磁钢 N42"), mixes_scripts("4.7k\u03a9")
    (True, False, False, False)
    """
    for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", text):
        if word.isascii():
            continue
        names = [
            unicodedata.name(letter, "")
            for letter in word
            if letter.isalpha() and letter not in _OF_UNITS
        ]
        other = any(name.startswith(_SCRIPTS) for name in names)
        if other and (
            any(name.startswith("LATIN") for name in names)
            or any(letter.isdigit() for letter in text)
        ):
            return True
    return False

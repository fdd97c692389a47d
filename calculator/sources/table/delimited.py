"""Text files with delimiters: their encoding and delimiter are found, and always said."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from itertools import islice

from calculator.model.problem import Problem, error, note
from calculator.model.source import Source
from calculator.sources.files.container import Container
from calculator.sources.files.encodings import guess
from calculator.sources.files.limits import Limits
from calculator.sources.table.sheet_facts import Sheet, SheetFacts

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_SAMPLE = 200_000
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delimited:
    """The records of a text file, numbered as a spreadsheet would show them, and how they were read; a blank field is None."""

    rows: tuple[list[str | None], ...] = ()
    encoding: str = ""
    delimiter: str = ""

    @property
    def how(self) -> str:
        """In words, for who has to judge whether it was read right.

        >>> Delimited(encoding="UTF-8", delimiter=";").how, Delimited(encoding="cp932", delimiter=chr(9)).how
        ('UTF-8, delimiter ;', 'cp932, delimiter tab')
        """
        return f"{self.encoding}, delimiter {'tab' if self.delimiter == chr(9) else self.delimiter}"


def read_text_table(container: Container, limits: Limits) -> tuple[list[Sheet], list[Problem]]:
    """The one table of a text file, as the reader of a format gives it; none where it has no row that can be trusted."""
    text, problems = read_delimited(container.name, container.data, limits)
    if text is None or not text.rows:
        return [], [*problems]
    sheet = Sheet(
        name="",
        hidden=False,
        very_hidden=False,
        rows=[[*row] for row in text.rows],
        facts=SheetFacts(),
        how=text.how,
    )
    return [sheet], [*problems]


def read_delimited(
    file: str, data: bytes, limits: Limits
) -> tuple[Delimited | None, tuple[Problem, ...]]:
    """The records of a file; None with an error where it has none that can be trusted.

    A quote that is never closed would swallow every row after it without a word: such a file is refused.
    """
    place = Source(file, "")
    text, encoding, problems = _decode(_with_mark(data), place)
    if text is None:
        return None, problems
    csv.field_size_limit(limits.text * 4)
    rows: list[list[str | None]] = []
    stated = _SEPARATOR_LINE.match(text)
    if stated is not None:
        # Excel's own first line, which tells the delimiter and is shown nowhere; the rows after it keep their numbers.
        text = text[stated.end() :]
        rows.append([])
    delimiter = stated.group(1) if stated is not None else _delimiter(text)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > limits.columns or len(rows) >= limits.rows:
                return None, (
                    *problems,
                    error(
                        "too-many-cells",
                        f"more than {limits.rows:,} rows or {limits.columns:,} columns; split the file",
                        place,
                    ),
                )
            rows.append([field or None for field in row])
        if any(field is not None and "\n" in field for field in (rows[-1] if rows else ())):
            # Only the last record can hold a quote that is never closed; strict reading says whether it does.
            for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
                pass
    except (csv.Error, TypeError, ValueError) as fault:
        return None, (
            *problems,
            error(
                "bad-csv",
                f"not a table of delimited text ({fault}); look for a quotation mark that is not closed and export it again",
                place,
            ),
        )
    return Delimited(rows=tuple(rows), encoding=encoding, delimiter=delimiter), problems


def _with_mark(data: bytes) -> bytes:
    """UTF-16 without a byte order mark gets one: ASCII text then has a NUL in every other place."""
    head = data[:4096]
    odd, even = head[1::2], head[::2]
    if b"\x00" in head and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        if odd.count(0) > len(odd) // 3 and not even.count(0):
            return b"\xff\xfe" + data
        if even.count(0) > len(even) // 3 and not odd.count(0):
            return b"\xfe\xff" + data
    return data


def _decode(data: bytes, place: Source) -> tuple[str | None, str, tuple[Problem, ...]]:
    """Text by its byte order mark, as UTF-8, or by the encoding of our suppliers that fits best, which is then noted."""
    for mark, encoding, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(encoding), name, ()
            except UnicodeDecodeError:
                return (
                    None,
                    name,
                    (
                        error(
                            "encoding-unknown",
                            f"begins like {name} and is not; save it as UTF-8",
                            place,
                        ),
                    ),
                )
    if b"\x00" in data[:4096]:
        return (
            None,
            "",
            (
                error(
                    "unknown-format",
                    "neither a workbook nor a text file; export the bill as .xlsx or .csv",
                    place,
                ),
            ),
        )
    try:
        return data.decode("utf-8"), "UTF-8", ()
    except UnicodeDecodeError:
        pass
    encoding = guess(data)
    return (
        data.decode(encoding),
        encoding,
        (
            note(
                "encoding-guessed",
                f"not UTF-8; it was read as {encoding}. If names look wrong, save it as UTF-8",
                place,
            ),
        ),
    )


def _delimiter(text: str) -> str:
    """The mark that cuts the first lines into the most columns that agree with each other."""
    lines = list(islice(io.StringIO(text[:_SAMPLE], newline=""), _SAMPLE_LINES))

    def agreement(mark: str) -> tuple[int, int]:
        widths = [len(row) for row in _safely(lines, mark) if len(row) > 1]
        most = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return widths.count(most) * (most - 1), most

    return max(_DELIMITERS, key=agreement)


def _safely(lines: list[str], mark: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=mark))
    except csv.Error:
        return []

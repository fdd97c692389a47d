"""Text files with delimiters: their encoding and delimiter are found, and said where they are not certain."""

from __future__ import annotations

import csv
import io
from itertools import islice

from calculator.problem import Problem, error, note
from calculator.source import Source
from calculator.workbook.container import Limits

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_SAMPLE = 200_000


def read_delimited(file: str, data: bytes, limits: Limits) -> tuple[list[list[str | None]], tuple[Problem, ...]]:
    """The records of a file, numbered as a spreadsheet would show them; a blank field is None.

    A quote that is never closed would swallow every row after it without a word: such a file is refused.
    """
    place = Source(file, "")
    text, problems = _decode(data, place)
    if text is None:
        return [], problems
    csv.field_size_limit(limits.text * 4)
    rows: list[list[str | None]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            if len(row) > limits.columns or len(rows) >= limits.rows:
                return [], (*problems, error("too-many-cells", f"more than {limits.rows:,} rows or {limits.columns:,} columns; split the file", place))
            rows.append([field or None for field in row])
        if any(field is not None and "\n" in field for field in (rows[-1] if rows else ())):
            # Only the last record can hold a quote that is never closed; strict reading says whether it does.
            for _ in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
                pass
    except csv.Error as fault:
        return [], (*problems, error("bad-csv", f"not a table of delimited text ({fault}); look for a quotation mark that is not closed and export it again", place))
    return rows, problems


def _decode(data: bytes, place: Source) -> tuple[str | None, tuple[Problem, ...]]:
    """Text by its byte order mark, as UTF-8, or by the first encoding of our suppliers that fits, which is then said."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError:
                return None, (error("encoding-unknown", f"begins like {encoding} and is not; save it as UTF-8", place),)
    if b"\x00" in data[:4096]:
        return None, (error("unknown-format", "neither a workbook nor a text file; export the bill as .xlsx or .csv", place),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    for encoding, fits in (("shift_jis", _reads_like_japanese), ("gb18030", _reads_like_chinese), ("cp1252", bool)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if fits(text):
            return text, (note("encoding-guessed", f"not UTF-8; it was read as {encoding}. If names look wrong, save it as UTF-8", place),)
    return data.decode("latin-1"), (note("encoding-guessed", "not UTF-8; it was read as latin-1. If names look wrong, save it as UTF-8", place),)


def _reads_like_japanese(text: str) -> bool:
    """Kana of full width: Chinese text taken for Shift-JIS shows katakana of half width instead."""
    full = sum("\u3040" <= character <= "\u30ff" for character in text[:_SAMPLE])
    half = sum("\uff61" <= character <= "\uff9f" for character in text[:_SAMPLE])
    return full > half


def _reads_like_chinese(text: str) -> bool:
    """Most letters beyond ASCII are among the 3,755 common characters of GB 2312 or full-width marks.

    Umlauts before a plain letter also make characters, but rare ones: ``für`` is read as f黵.
    """
    beyond = [character for character in text[:_SAMPLE] if ord(character) > 127]
    return sum(map(_is_common_chinese, beyond)) > 0.7 * len(beyond)


def _is_common_chinese(character: str) -> bool:
    code = character.encode("gb2312", "ignore")
    return len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or 0xA1 <= code[0] <= 0xA3)


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

"""Text files with delimiters: their encoding and delimiter are found, and said where they are not certain."""

from __future__ import annotations

import csv
import io

from calculator.problem import Problem, error, note
from calculator.source import Source
from calculator.workbook.container import Limits

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200


def read_delimited(file: str, data: bytes, limits: Limits) -> tuple[list[list[str | None]], tuple[Problem, ...]]:
    """The records of a file, numbered as a spreadsheet would show them; a blank field is None."""
    place = Source(file, "")
    text, problems = _decode(data, place)
    if text is None:
        return [], problems
    csv.field_size_limit(limits.text * 4)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as fault:
        return [], (*problems, error("bad-csv", f"not a table of delimited text ({fault}); export it again", place))
    if len(rows) > limits.rows or max((len(row) for row in rows), default=0) > limits.columns:
        return [], (*problems, error("too-many-cells", f"more than {limits.rows:,} rows or {limits.columns:,} columns", place))
    return [[field or None for field in row] for row in rows], problems


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
    full = sum("\u3040" <= character <= "\u30ff" for character in text[:20000])
    half = sum("\uff61" <= character <= "\uff9f" for character in text[:20000])
    return full > half


def _reads_like_chinese(text: str) -> bool:
    """Most letters beyond ASCII are common Chinese characters or full-width marks."""
    beyond = [character for character in text[:20000] if ord(character) > 127]
    common = [one for one in beyond if "\u4e00" <= one <= "\u9fff" or "\u3000" <= one <= "\u303f" or "\uff00" <= one <= "\uff60"]
    return len(common) > 0.9 * len(beyond)


def _delimiter(text: str) -> str:
    """The mark that cuts the first lines into the most columns that agree with each other."""
    lines = text.splitlines()[:_SAMPLE_LINES]

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

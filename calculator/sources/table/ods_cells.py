"""Cells of OpenDocument sheets: what their attributes say, and rows that are like most, which are read without expat."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import Final, NamedTuple

from calculator.sources.table.sheet_facts import CellValue
from calculator.sources.table.styles import whole

MANY: Final = 1 << 30
"""More than any limit."""

_ERROR: Final = re.compile(r"#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NUM!|NULL!)|Err:[0-9]{3}")
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,400}(?:\.[0-9]{0,400})?(?:[eE][-+]?[0-9]{1,3})?")
_DURATION: Final = re.compile(
    r"(-?)P(?:([0-9]{1,6})D)?T?(?:([0-9]{1,8})H)?(?:([0-9]{1,8})M)?(?:([0-9]{1,8})(?:[.,]([0-9]{1,12}))?S)?"
)


class CellRead(NamedTuple):
    """A cell as far as it is more than blank."""

    place: int
    repeat: int
    value: CellValue
    style: int
    is_error: bool
    is_unreckoned: bool
    """A formula without any result."""


def bare(attributes: dict[str, str]) -> dict[str, str]:
    """Attributes by their names without prefix; those that LibreOffice added only say whether the cell is an error.

    >>> bare({"office:value-type": "string", "calcext:value-type": "error"})
    {'value-type': 'string', 'is-error': 'true'}
    """
    found: dict[str, str] = {}
    for name, value in attributes.items():
        prefix, _, local = name.rpartition(":")
        if prefix != "calcext":
            found[local] = value
        elif local == "value-type" and value == "error":
            found["is-error"] = "true"
    return found


def repeated(text: str | None) -> int:
    """How often a cell or row stands there: once where nothing is said, and more than any limit where too much is.

    >>> repeated(None), repeated("7"), repeated("0"), repeated("9" * 30) > 10**9
    (1, 7, 1, True)
    """
    if text is None:
        return 1
    return MANY if len(text) > 8 else max(whole(text), 1)


def is_error(attributes: dict[str, str], text: str) -> bool:
    """LibreOffice says so by an attribute; others only show it, as a text or beside the number 0."""
    if "is-error" in attributes:
        return True
    return (
        "formula" in attributes
        and text[:1] in {"#", "E"}
        and _ERROR.fullmatch(text.strip()) is not None
    )


def value_of(attributes: dict[str, str], text: str) -> CellValue:
    """The value of a cell that shows this text; None for a blank one."""
    kind = attributes.get("value-type")
    if kind == "string" or kind is None:
        return attributes.get("string-value") or text or None
    if kind in {"float", "percentage", "currency"}:
        written = attributes.get("value", "")
        return float(written) if _NUMBER.fullmatch(written) else text or None
    if kind == "date":
        day = _day(attributes.get("date-value", ""))
        return text or None if day is None else day
    if kind == "time":
        time = _duration(attributes.get("time-value", ""))
        return text or None if time is None else time
    if kind == "boolean" and attributes.get("boolean-value") in {"true", "false"}:
        return attributes["boolean-value"] == "true"
    return text or None


def _day(text: str) -> datetime.date | None:
    """A day, with its time where one is written.

    >>> _day("2026-11-23"), _day("2026-11-23T10:11:12.5"), _day("-0001-01-01")
    (datetime.date(2026, 11, 23), datetime.datetime(2026, 11, 23, 10, 11, 12, 500000), None)
    """
    try:
        return (
            datetime.datetime.fromisoformat(text[:26].removesuffix("Z"))
            if "T" in text
            else datetime.date.fromisoformat(text)
        )
    except ValueError:
        return None


def _duration(text: str) -> datetime.time | datetime.timedelta | None:
    """A time of the day below 24 hours, else a duration.

    >>> _duration("PT13H30M00S"), _duration("PT30H00M00S"), _duration("P")
    (datetime.time(13, 30), datetime.timedelta(days=1, seconds=21600), None)
    """
    found = _DURATION.fullmatch(text)
    if found is None or not any(found.groups()[1:]):
        return None
    sign, days, hours, minutes, seconds, part = found.groups()
    length = datetime.timedelta(
        days=int(days or 0),
        hours=int(hours or 0),
        minutes=int(minutes or 0),
        seconds=int(seconds or 0),
        microseconds=int((part or "0")[:6].ljust(6, "0")),
    )
    if sign or length >= datetime.timedelta(days=1):
        return -length if sign else length
    return (datetime.datetime(1, 1, 1) + length).time()  # noqa: DTZ001  # a time of no day


# --------------------------------------------------------------------------- rows that are like most


class PlainRow(NamedTuple):
    """A row of cells in the strictest form that programs write: each blank or with one paragraph of mere text."""

    attributes: dict[str, str]
    cells: list[tuple[dict[str, str], str, bool]]
    """Of each its attributes, its text, and whether it has a paragraph."""


def plain_rows(text: bytes) -> Iterator[bytes | PlainRow]:
    """The text of a part in pieces: rows that are plain, and what is left between them for expat.

    >>> list(plain_rows(b'<a><table:table-row><table:table-cell/></table:table-row></a>'))
    [b'<a>', PlainRow(attributes={}, cells=[({}, '', False)]), b'</a>']
    """
    at = 0
    for found in _ROW.finditer(text):
        row = _row(found)
        if row is not None:
            if found.start() > at:
                yield text[at : found.start()]
            yield row
            at = found.end()
    if at < len(text):
        yield text[at:]


_ATTRIBUTES: Final = rb'(?: [a-z]++:[a-z-]++="[^"<>\x00-\x1f]*+")*+'
_PARAGRAPH: Final = rb"><text:p>[^<>\x00-\x08\x0b-\x1f]*+</text:p></table:table-cell>"
_ROW: Final = re.compile(
    rb"<table:table-row("
    + _ATTRIBUTES
    + rb")>((?:<table:table-cell"
    + _ATTRIBUTES
    + rb"(?:/>|"
    + _PARAGRAPH
    + rb"))++)</table:table-row>"
)
_CELL: Final = re.compile(
    r"<table:table-cell([^<>]*)(/>|><text:p>)(?:([^<]*)</text:p></table:table-cell>)?"
)
_ATTRIBUTE: Final = re.compile(r' ([^=]+)="([^"]*)"')
_REFERENCE: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")


def _row(found: re.Match[bytes]) -> PlainRow | None:
    """None for what expat should judge: bytes that are no UTF-8, or an entity that is none."""
    try:
        attributes, cells = found.group(1).decode(), found.group(2).decode()
    except UnicodeDecodeError:
        return None
    if "&" in attributes or ("&" in cells and _REFERENCE.search(cells)):
        return None
    return PlainRow(
        _attributes(attributes),
        [
            (
                _attributes(said) if said else {},
                unescape(text) if "&" in text else text,
                opening != "/>",
            )
            for said, opening, text in _CELL.findall(cells)
        ],
    )


@lru_cache(maxsize=1 << 14)
def _attributes(text: str) -> dict[str, str]:
    return bare(
        {
            name: unescape(value) if "&" in value else value
            for name, value in _ATTRIBUTE.findall(text)
        }
    )

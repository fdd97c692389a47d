"""The records of the binary parts of an .xlsb file, and its formats. [MS-XLSB] 2.1.4 and 2.4 are the source of every number."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from typing import IO, Final

from calculator.sources.files.limits import Limits
from calculator.sources.table.sheet_facts import RecordsError, SheetTooLargeError
from calculator.sources.table.styles import BUILT_IN, Style

Record = tuple[int, bytes]
"""A record's number and what it holds."""

_LONGEST: Final = 16 << 20
_MAX_STYLES: Final = 65_535
_FONT, _FORMAT, _FILL, _XF = 43, 44, 45, 47
_CELL_XFS, _CELL_XFS_END, _FILLS, _FILLS_END, _FONTS, _FONTS_END = 617, 618, 603, 604, 611, 612
_SST, _TEXT = 159, 19


def records(stream: IO[bytes]) -> Iterator[Record]:
    r"""Every record of a part, none of which is longer than the part. Raises RecordsError.

    >>> import io
    >>> list(records(io.BytesIO(bytes([0x01, 0x02, 0xAA, 0xBB, 0x9C, 0x01, 0x00]))))
    [(1, b'\xaa\xbb'), (156, b'')]
    """
    kept = b""
    while chunk := stream.read(1 << 20):
        kept += chunk
        at, end = 0, len(kept)
        while end - at > 1:
            start, kind, length = _header(kept, at, end)
            if start + length > end or start > end:
                break
            yield kind, kept[start : start + length]
            at = start + length
        kept = kept[at:]
        if len(kept) > _LONGEST:
            raise RecordsError("a record is longer than any program writes")
    if kept:
        raise RecordsError("its last record is cut off")


def _header(text: bytes, at: int, end: int) -> tuple[int, int, int]:
    """Where what the record holds begins, its number, its length; a beginning beyond the end where more must be read."""
    kind = text[at]
    at += 1
    if kind & 0x80:
        kind = kind & 0x7F | (text[at] & 0x7F) << 7
        at += 1
    length = shift = 0
    while True:
        if at >= end:
            return end + 1, kind, 0
        byte = text[at]
        at += 1
        length |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return at, kind, length
        if shift == 28:
            raise RecordsError("a length takes more than four bytes")


def wide_text(held: bytes, at: int) -> tuple[str, int]:
    r"""A text and where it ends; the length that stands before it may not lead out of the record. Raises RecordsError.

    >>> wide_text(b"\x02\x00\x00\x00A\x00B\x00", 0)
    ('AB', 8)
    """
    count = whole_at(held, at)
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    if end > len(held):
        raise RecordsError("a text is longer than its record")
    return held[at + 4 : end].decode("utf-16-le", "replace"), end


def whole_at(held: bytes, at: int) -> int:
    """Four bytes as a number. Raises RecordsError where there are fewer."""
    if at + 4 > len(held):
        raise RecordsError("a record is too short")
    return int.from_bytes(held[at : at + 4], "little")


def read_text_lengths(stream: IO[bytes], limits: Limits) -> Sequence[int]:
    """Characters of each shared text. Raises SheetTooLargeError for too many or one that is too long, and RecordsError."""
    lengths: array[int] = array("Q")
    declared = 0
    for kind, held in records(stream):
        if kind == _SST:
            declared = whole_at(held, 4)
        elif kind == _TEXT:
            if len(lengths) >= limits.strings:
                raise SheetTooLargeError(f"more than {limits.strings:,} different texts")
            count = whole_at(held, 1)
            if 5 + 2 * count > len(held):
                raise RecordsError("a text is longer than its record")
            if count > limits.text:
                raise SheetTooLargeError(f"a text of more than {limits.text:,} characters")
            lengths.append(count)
    if declared > len(lengths):
        raise RecordsError("it declares more texts than it holds")
    return lengths


# --------------------------------------------------------------------------- formats


def read_binary_styles(stream: IO[bytes]) -> list[Style]:
    """The cell formats of a styles part, in the order in which cells refer to them. Raises RecordsError."""
    found: list[Style] = []
    formats: dict[int, str] = {}
    fonts: list[tuple[bool, str]] = []
    fills: list[str] = []
    part = 0
    for kind, held in records(stream):
        if kind in {_CELL_XFS, _FILLS, _FONTS}:
            part = kind
        elif kind in {_CELL_XFS_END, _FILLS_END, _FONTS_END}:
            part = 0
        elif kind == _FORMAT and len(held) >= 6:
            formats[int.from_bytes(held[:2], "little")] = wide_text(held, 2)[0][:255]
        elif kind == _FONT and part == _FONTS and len(held) >= 20:
            fonts.append((bool(held[2] & 8), _colour(held[12:20], "black")))
        elif kind == _FILL and part == _FILLS and len(held) >= 12:
            pattern = whole_at(held, 0)
            # A pattern is neither colour, so that letters on it are seen.
            fills.append(
                {0: "white", 1: _colour(held[4:12], "black")}.get(pattern, f"pattern {pattern}")
            )
        elif kind == _XF and part == _CELL_XFS and len(held) >= 12 and len(found) < _MAX_STYLES:
            found.append(_style(held, formats, fonts, fills))
    return found


def _style(
    held: bytes, formats: dict[int, str], fonts: list[tuple[bool, str]], fills: list[str]
) -> Style:
    _, number, font, fill, _, _, indent = struct.unpack_from("<HHHHHBB", held)
    strike, letters = fonts[font] if font < len(fonts) else (False, "black")
    ground = fills[fill] if fill < len(fills) else "white"
    number_format = formats.get(number) or BUILT_IN.get(str(number), "General")
    return Style(
        number_format=number_format, strike=strike, indent=indent, same_colour=letters == ground
    )


def _colour(held: bytes, automatic: str) -> str:
    """One name for one colour, as far as it can be known without the theme; those of the default theme are taken.

    >>> _colour(bytes([5, 0, 0, 0, 255, 255, 255, 255]), "black") == _colour(bytes([6, 0, 0, 0, 0, 0, 0, 0]), "black")
    True
    """
    kind, index = held[0] >> 1, held[1]
    if kind == 2:
        name = {b"\xff\xff\xff": "white", b"\0\0\0": "black"}.get(held[4:7], held[4:7].hex())
    elif kind == 3:
        name = {0: "white", 1: "black"}.get(index, f"theme {index}")
    elif kind == 1:
        name = {1: "white", 9: "white", 65: "white", 0: "black", 8: "black", 64: "black"}.get(
            index, f"indexed {index}"
        )
    else:
        name = automatic
    return name if held[2:4] == b"\0\0" else f"{name} tint {held[2:4].hex()}"

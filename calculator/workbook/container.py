"""The limits, before anything is parsed: a supplier's file is not trusted.

A file is read once into memory, so that what is hashed is what is parsed. Nothing that a file declares of itself
is believed: parts of a zip file are inflated here, in chunks, from the bytes that its directory points at, and
counted while they grow. What passes reads the same in every zip reader, so that the later passes see one file.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from calculator.problem import Problem, error
from calculator.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost. The defaults hold a real bill of 500,000 lines of 20 columns four times over.

    >>> Limits().area >= 4 * 500_000 * 20
    True
    """

    file_bytes: int = 256 << 20
    parts: int = 5_000
    inflated_bytes: int = 2 << 30
    part_bytes: int = 1536 << 20
    ratio: int = 400
    """A part may inflate to this many times its packed size; small parts are exempt up to ``free_bytes``."""
    free_bytes: int = 8 << 20
    sheets: int = 500
    rows: int = 1_048_576
    columns: int = 1_024
    """Of cells that hold something; a format that reaches to XFD costs nothing."""
    cells: int = 40_000_000
    """Cells of one sheet, blank ones that only carry a format included."""
    area: int = 40_000_000
    """Rows times columns of the rectangle that holds every filled cell of a sheet: a reader allocates it."""
    strings: int = 4_000_000
    text: int = 32_767
    """Characters of one cell: what Excel itself allows."""
    characters: int = 2 << 30
    """Of all the texts of one sheet together: a text that is stored once can stand in a million cells."""
    merges: int = 100_000


class Kind(Enum):
    """What the first bytes of a file say that it is; its name does not matter."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A file within its limits: ``data`` are the bytes that ``sha256`` is of."""

    name: str
    data: bytes
    sha256: str
    kind: Kind


def open_container(path: Path, limits: Limits) -> tuple[Container | None, tuple[Problem, ...]]:
    """The file, or the reason why it is refused; nothing is raised for what a file is or holds.

    >>> container, problems = open_container(Path("no such.xlsx"), Limits())
    >>> container, [str(one) for one in problems]
    (None, ['no such.xlsx: no such file; check the name'])
    """
    try:
        data = _read(path, limits)
        kind = Kind.XLSX if data.startswith(_ZIP) else Kind.CSV
        if kind is Kind.XLSX:
            _check_zip(data, limits)
        else:
            _check_text(data, limits)
    except _RefusedError as refused:
        return None, (error(refused.code, str(refused), Source(path.name, "")),)
    return Container(name=path.name, data=data, sha256=hashlib.sha256(data).hexdigest(), kind=kind), ()


class _RefusedError(Exception):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


_CHUNK: Final = 1 << 18
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


# --------------------------------------------------------------------------- the file


def _read(path: Path, limits: Limits) -> bytes:
    try:
        # Asked before it is opened: opening a device can do something, and opening a pipe can wait for ever.
        if not stat.S_ISREG(path.stat().st_mode):
            raise _RefusedError("not-a-file", "is not a regular file; name a workbook or a csv file")
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise _RefusedError("file-missing", "no such file; check the name") from None
    except (OSError, ValueError) as fault:
        raise _RefusedError("file-unreadable", f"cannot be opened: {getattr(fault, 'strerror', None) or fault}") from None
    try:
        # Asked again of what was opened, for the name may have changed hands in between.
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise _RefusedError("not-a-file", "is not a regular file; name a workbook or a csv file")
        if status.st_size > limits.file_bytes:
            raise _too_large(f"{status.st_size:,} bytes are", limits)
        with os.fdopen(os.dup(handle), "rb") as file:
            data = file.read(status.st_size + 1)
    except OSError as fault:
        raise _RefusedError("file-unreadable", f"cannot be read: {fault.strerror}") from None
    finally:
        os.close(handle)
    if len(data) > min(status.st_size, limits.file_bytes):
        raise _RefusedError("file-unreadable", "it is being written to; wait until that has ended")
    return data


def _too_large(what: str, limits: Limits) -> _RefusedError:
    return _RefusedError("too-large", f"{what} more than the limit of {limits.file_bytes:,}; split the file or save it without pictures")


def _check_text(data: bytes, limits: Limits) -> None:
    """What is no zip file must be text, and no wider or longer than a sheet may be."""
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _RefusedError("encrypted", "the workbook is password-protected; save it without a password")
        raise _RefusedError("encrypted-or-old", "the file is password-protected or in the old .xls format; save it as .xlsx without a password")
    for magic, what in _OTHER_FORMATS.items():
        if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(magic):
            raise _RefusedError("unknown-format", f"the file is {what}, whatever its name; export the bill as .xlsx or .csv")
    if not data[:4096].strip(_NOTHING) and not data.strip(_NOTHING):
        raise _RefusedError("empty-file", "the file is empty")
    # An upper bound of the fields that any delimiter could cut it into, before a single one is made.
    fields = max(data.count(mark) for mark in (b",", b";", b"\t", b"|")) + data.count(b"\n") + data.count(b"\r")
    if fields > limits.area:
        raise _RefusedError("too-many-cells", f"{fields:,} fields are more than the limit of {limits.area:,}; split the file")


_NOTHING: Final = b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"
_OTHER_FORMATS: Final = {
    b"%pdf": "a PDF",
    b"{\\rtf": "a text document (RTF)",
    b"<html": "a web page",
    b"<!doctype html": "a web page",
    b"<table": "a web page",
    b"<?xml": "an XML file",
    b"mime-version:": "a saved web page",
    b"\x89png": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"gif8": "a picture",
    b"ii*\x00": "a picture",
    b"mm\x00*": "a picture",
    b"\x1f\x8b": "packed with gzip",
    b"7z\xbc\xaf": "packed with 7-Zip",
    b"rar!": "packed with RAR",
}


# --------------------------------------------------------------------------- the zip directory


def _check_zip(data: bytes, limits: Limits) -> None:
    """The directory of a zip file, and every part of it inflated once and counted."""
    if data.count(b"PK\x01\x02") > limits.parts:
        raise _RefusedError("too-many-parts", f"more than {limits.parts:,} parts; save it again with a spreadsheet program")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts, end = archive.infolist(), archive.start_dir
        _check_names(parts)
        starts = _check_places(data, parts, end)
        left = limits.inflated_bytes
        for part in parts:
            left -= _check_part(data, starts[part.filename], part, limits, left)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError, ValueError, OverflowError) as fault:
        raise _damaged(str(fault)) from None


def _damaged(why: str) -> _RefusedError:
    return _RefusedError("truncated", f"the file is damaged or cut off ({why[:120]}); ask for it again")


def _check_names(parts: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for part in parts:
        name = part.filename.replace("\\", "/")
        if name.casefold() in seen:
            raise _RefusedError("zip-duplicate", f'it holds two parts named "{name[:80]}"; which one is meant cannot be known')
        seen.add(name.casefold())
        if name.startswith("/") or ":" in name or "\x00" in part.orig_filename or ".." in name.split("/"):
            raise _RefusedError("zip-traversal", f'it holds a part named "{name[:80]}", which points outside of it; the file was made to deceive')
        if part.flag_bits & 0x2041:
            raise _RefusedError("encrypted", "a part is encrypted; save the file without a password")
        if part.compress_type not in _METHODS:
            raise _RefusedError("zip-method", f"a part is packed with method {part.compress_type}, which workbooks do not use; save it again")
    if "xl/workbook.bin" in seen or "content.xml" in seen:
        kind = "a binary workbook (.xlsb)" if "xl/workbook.bin" in seen else "an OpenDocument file (.ods)"
        raise _RefusedError("unknown-format", f"the file is {kind}; save it as .xlsx")
    if not {"[content_types].xml", "xl/workbook.xml"} <= seen:
        raise _RefusedError("not-a-workbook", "it is a zip file but not a workbook; export the bill as .xlsx or .csv")


def _check_places(data: bytes, parts: list[zipfile.ZipInfo], end: int) -> dict[str, int]:
    """Where the packed bytes of each part begin. Parts lie one after the other before the directory, the first at 0."""
    starts: dict[str, int] = {}
    free = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        header = part.header_offset
        if header < free:
            raise _RefusedError("zip-overlap", f'the part "{part.filename[:80]}" lies inside another; the file was made to deceive')
        if not free and header:
            raise _RefusedError("zip-overlap", "something lies before its first part, where another directory could hide; save it again")
        if data[header : header + 4] != b"PK\x03\x04" or header + 30 > end:
            raise _damaged(f'the part "{part.filename[:80]}" is not where the directory says')
        flags, method = struct.unpack_from("<HH", data, header + 6)
        name_length, extra_length = struct.unpack_from("<HH", data, header + 26)
        name = data[header + 30 : header + 30 + name_length]
        if name != part.orig_filename.encode("utf-8" if part.flag_bits & 0x800 else "cp437") or method != part.compress_type:
            raise _damaged(f'the part "{part.filename[:80]}" says something else than the directory')
        if flags & 0x2041:
            raise _RefusedError("encrypted", "a part is encrypted; save the file without a password")
        starts[part.filename] = header + 30 + name_length + extra_length
        free = starts[part.filename] + part.compress_size
        if free > end:
            raise _RefusedError("zip-overlap", f'the part "{part.filename[:80]}" runs into the directory; the file was made to deceive or is damaged')
    return starts


# --------------------------------------------------------------------------- one part


def _check_part(data: bytes, start: int, part: zipfile.ZipInfo, limits: Limits, left: int) -> int:
    """The true size of a part, which must be what the directory says, like its checksum."""
    name = part.filename[:80]
    allowed = min(limits.part_bytes, left, max(limits.free_bytes, part.compress_size * limits.ratio))
    if part.file_size > allowed:
        raise _inflates_beyond(name, allowed)
    size, checksum, tail, is_xml = 0, 0, b"", False
    for chunk in _inflated(data, start, part):
        is_xml = _is_xml(part.filename, chunk) if not size else is_xml
        size += len(chunk)
        checksum = zlib.crc32(chunk, checksum)
        if size > part.file_size:
            raise _inflates_beyond(name, part.file_size)
        if is_xml:
            # What users put into customXml is often UTF-16; no reader of sheets opens it.
            if size == len(chunk) and not part.filename.casefold().startswith("customxml/"):
                _refuse_other_encodings(chunk, name)
            _refuse_doctype(tail + chunk, name)
            tail = chunk[-16:]
    if size < part.file_size or checksum != part.CRC:
        raise _damaged(f'the checksum or size of the part "{name}" is wrong')
    return size


def _inflates_beyond(name: str, size: int) -> _RefusedError:
    """Beyond the limits, if it declares that; else beyond what it declares, which must be the truth to the byte."""
    return _RefusedError("zip-bomb", f'the part "{name}" inflates to more than {size:,} bytes; delete formats of unused cells and save it again')


def _inflated(data: bytes, start: int, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of a part in chunks, whatever size it declares: all of the packed bytes make one stream."""
    end = start + part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        for at in range(start, end, _CHUNK):
            yield data[at : min(at + _CHUNK, end)]
        return
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    at = start
    while not stream.eof:
        packed = stream.unconsumed_tail
        if not packed:
            packed, at = data[at : min(at + _CHUNK, end)], min(at + _CHUNK, end)
        chunk = stream.decompress(packed, _CHUNK)
        if not chunk and not packed:
            raise _damaged(f'the part "{part.filename[:80]}" ends early')
        if chunk:
            yield chunk
    if stream.unused_data or at < end:
        raise _damaged(f'the part "{part.filename[:80]}" goes on after its end')


def _is_xml(name: str, first: bytes) -> bool:
    """By name or by content: the relations of a workbook may point at a sheet of any name."""
    return name.casefold().endswith((".xml", ".rels", ".vml")) or first.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<")


def _refuse_doctype(text: bytes, name: str) -> None:
    if b"<!" in text and _DECLARATION.search(text):
        raise _RefusedError("doctype", f'the part "{name}" declares a DOCTYPE or entities, which no workbook needs; save it again')


_DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def _refuse_other_encodings(chunk: bytes, name: str) -> None:
    """A DOCTYPE hides from the search above in UTF-16, UTF-7 or EBCDIC; spreadsheet programs write UTF-8."""
    stated = _ENCODING.match(chunk[:300].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if b"\x00" in chunk[:64] or chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or (stated and stated.group(1).lower() not in _HARMLESS):
        raise _RefusedError("xml-encoding", f'the part "{name}" is not in UTF-8; save the file again with a spreadsheet program')


_ENCODING: Final = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)["']""")
_HARMLESS: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"})
